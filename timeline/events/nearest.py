"""Which expression of a sentence dates which of its events: the one nearest over the tree that dates no other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from timeline.calendar import day_of, iso
from timeline.events.standing import Occurrence, blamed, chain, perfect, set_apart, shifted, told_as_story, undone
from timeline.events.timewords import TimeWords
from timeline.events.tree import Tree
from timeline.model import DateReason, Grain, Interval, Timex
from timeline.temporal import resolve_named
from timeline.tracing import rule

FINE = frozenset({Grain.TIME, Grain.DAY, Grain.WEEKEND, Grain.WEEK})
NEVER_CROSSED = frozenset({"acl:relcl", "acl"})
BEFORE_NOUN = frozenset({"compound", "amod", "nummod", "nmod:poss", "nmod:tmod", "nmod:unmarked"})
LENGTHS = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31, Grain.YEAR: 366, Grain.DECADE: 3660}
BEFORE_NAME = frozenset({"case", "cc", "mark", "punct"})
LONGEST_NAME = 9  # words
CLOCK = 0.5  # a time of day says less of the day than a date beside it
LAST_DAY = day_of(9999)
NESTED, ABOVE, BELOW, STRUCK = 3.0, 6.0, 20.0, 8.0  # what it costs to leave a noun or a clause


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of an event and how it came by it."""

    interval: Interval | None = None
    grain: Grain | None = None
    edtf: str = ""
    reason: DateReason = DateReason.NONE
    timex: Timex | None = None


def usable(timex: Timex) -> bool:
    """Whether an expression can date an event."""
    return timex.type in ("DATE", "TIME") and (timex.interval is not None or timex.edtf != "")


def from_timex(timex: Timex, reason: DateReason) -> Dated:
    """The date a timex gives."""
    return Dated(timex.interval, timex.grain, timex.edtf, reason, timex)


@rule("date.by-sentence")
def from_sentence(
    each: Occurrence,
    timexes: Sequence[Timex],
    words: TimeWords,
    events: Collection[int] = (),
    published: int | None = None,
) -> Dated | None:
    """The timex that belongs to the trigger, of those in its sentence: the nearest over the tree.

    `events` are the words of the sentence that show events.
    """
    tree, best = each.tree, None
    for timex in timexes:
        if not tree.parse.start <= timex.start < tree.parse.end:
            continue
        if _ahead(each, timex, published) or _long_over(each, timex, words, published):
            continue
        inside = tree.words_in(timex.start, timex.end)
        if not inside:
            continue
        head = _first_of_list(tree, tree.top(inside))
        cost = None if _kept(each, timex, head, words, events) else _cost(each, head, words)
        cost = None if cost is None else cost + CLOCK * (timex.type == "TIME")
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, timex, head)
    if best is None or (best[0] > CLOCK and _elsewhen(each, best[1], words)):
        return None
    same = tree.clause(best[2]) in (tree.clause(each.verb), each.verb, each.trigger.at)
    return from_timex(_narrowed(best[1], timexes), DateReason.CLAUSE if same else DateReason.SENTENCE)


@rule("date.elsewhen", silent=False)
def _elsewhen(each: Occurrence, timex: Timex, words: TimeWords) -> bool:
    """Whether the sentence itself says that it was at another time than the rest; a crime may be tried in its year."""
    if set_apart(each, words) or shifted(each, words) or undone(each, words):
        return True
    return timex.grain in FINE and blamed(each, words)


def _first_of_list(tree: Tree, head: int) -> int:
    """The first of times joined by "and", through which the others hang in the sentence."""
    while tree.parse.labels[head] == "conj" and tree.parse.coarse[tree.parse.heads[head]] not in ("VERB", "AUX"):
        head = tree.parse.heads[head]
    return head


def _narrowed(timex: Timex, timexes: Sequence[Timex]) -> Timex:
    """The time in brackets behind one that tells it more closely: "this week (June 13)"."""
    for other in timexes:
        if other.start - timex.end in (1, 2) and other.interval and timex.interval and other.type == timex.type:
            inside = timex.interval.start <= other.interval.start and other.interval.end <= timex.interval.end
            return other if inside else timex
    return timex


@rule("date.timex-ahead", silent=False)
def _ahead(each: Occurrence, timex: Timex, published: int | None) -> bool:
    """Whether a time lies ahead of the report, and the event in the past: "announced a visit for later this week"."""
    if published is None or timex.interval is None or not told_as_story(each):
        return False
    return timex.interval.start >= published and timex.interval.end > published + 1


@rule("date.timex-over", silent=False)
def _long_over(each: Occurrence, timex: Timex, words: TimeWords, published: int | None) -> bool:
    """Whether a past day cannot go with a verb in the perfect, and what stands before it explains it.

    "He has denied arson following a fire on Sunday": it burnt on Sunday.
    """
    if published is None or timex.interval is None or timex.interval.end > published or not perfect(each):
        return False
    tree = each.tree
    between = range(each.verb + 1, next(iter(tree.words_in(timex.start, timex.end)), 0))
    return any(tree.parse.words[at].lower() in words.away for at in between)


def _cost(each: Occurrence, head: int, words: TimeWords) -> float | None:
    """How far a timex is from a trigger; None where it dates another event."""
    tree, anchor, trigger = each.tree, each.verb, each.trigger.at
    parent = tree.parse.heads[head]
    if parent in (anchor, trigger):
        return 0.0
    home, clause = tree.clause(head), tree.clause(anchor)
    if home == each.reported_by != -1 and anchor != each.reported_by:
        return None
    label = tree.parse.labels[home]
    if label in NEVER_CROSSED and tree.parse.heads[home] == trigger and parent == home:
        return STRUCK  # "the quake that struck on Wednesday"
    if _told_of_noun(tree, home, anchor):
        return None  # "the contract he signed when he was hired in April"
    if home != clause and anchor in tree.up(head):
        # a timex in a clause below dates that clause; of a complement it may date the whole
        return None if label in NEVER_CROSSED else BELOW + tree.distance(head, anchor)
    if home == clause:
        nested = parent >= 0 and tree.parse.coarse[parent] == "NOUN" and parent != clause
        return tree.distance(head, anchor) + (NESTED if nested and tree.parse.labels[head].startswith("nmod") else 0.0)
    if _ends(tree, clause, words) or _of_subject(tree, clause, head):
        return None
    return ABOVE + tree.distance(head, anchor)


@rule("date.of-noun", silent=False)
def _told_of_noun(tree: Tree, home: int, anchor: int) -> bool:
    """Whether a clause hangs in one that only says which thing is meant, below the anchor."""
    above = (home, *tree.up(home))
    if anchor not in above:
        return False
    return any(tree.parse.labels[at] in NEVER_CROSSED for at in above[1 : above.index(anchor)])


@rule("date.of-subject", silent=False)
def _of_subject(tree: Tree, clause: int, head: int) -> bool:
    """Whether a clause only says who the subject is of what a later time dates: "X, who died, is buried Monday"."""
    if tree.parse.labels[clause] != "acl:relcl":
        return False
    noun = tree.parse.heads[clause]
    return head > clause and tree.parse.labels[noun].startswith("nsubj")


@rule("date.until", silent=False)
def _ends(tree: Tree, clause: int, words: TimeWords) -> bool:
    """Whether a clause only says up to when: "until she became governor"."""
    return any(tree.parse.words[kid].lower() in words.bounds for kid in tree.having(clause, "mark", "case", "advmod"))


@rule("date.kept-by-noun", silent=False)
def _kept(each: Occurrence, timex: Timex, head: int, words: TimeWords, events: Collection[int]) -> bool:
    """Whether a noun keeps its time to itself: "the 1991 agreement", "an intervention in 2014".

    A day it may lend to what happened at it: "said at Tuesday's meeting".
    """
    tree, noun, label = each.tree, each.tree.parse.heads[head], each.tree.parse.labels[head]
    if tree.preposition(head) in words.bounds:
        return True  # "until 1974" is when it ended
    if tree.preposition(head) in words.away:
        return True  # "following the vote" is not on its day
    if _birthday(each, timex, words):
        return True
    if tree.preposition(head) in words.onward and not (noun == each.verb and perfect(each)):
        return True  # "the fifth attack since September"
    if (
        noun >= 0
        and tree.parse.coarse[noun] == "PROPN"
        and noun < head
        and timex.grain not in FINE
        and noun not in events
    ):
        return True  # "the Health Care Bill 2019"
    if noun < 0 or tree.parse.coarse[noun] not in ("NOUN", "PROPN"):
        return False
    if noun in (*each.trigger.words, each.verb, *tree.up(each.trigger.at), *tree.up(each.verb)):
        return False
    if any(tree.preposition(at) in words.away for at in chain(tree, noun)):
        return True  # "was charged after the fire on Sunday"
    before = head < noun and label in BEFORE_NOUN
    if label == "nmod" and tree.preposition(head) in words.named and noun not in events:
        return True
    if tree.preposition(noun) in words.along:
        return False
    if timex.grain not in FINE:
        return before or (noun in events and label.startswith("nmod"))
    return before and not tree.parse.labels[noun].startswith("nsubj")


@rule("date.birthday", silent=False)
def _birthday(each: Occurrence, timex: Timex, words: TimeWords) -> bool:
    """Whether a time stands behind a word of birth that is another event: "born in 1941, he met the king"."""
    tree = each.tree
    for at in range(next(iter(tree.words_in(timex.start, timex.end)), 0) - 1, -1, -1):
        if tree.parse.words[at].lower() in words.births:
            return at not in (each.verb, each.trigger.at)
        if tree.parse.coarse[at] == "VERB":
            return False
    return False


@rule("date.by-name")
def named_date(each: Occurrence, published: int | None) -> Dated | None:
    """The date of a well-known event that a noun names: "the annexation of Crimea"."""
    if each.tree.parse.coarse[each.trigger.at] != "NOUN":
        return None
    tree, at = each.tree, each.trigger.at
    inside = sorted(tree.down(at))
    first = next(n for n, word in enumerate(inside) if inside[-1] - word == len(inside) - 1 - n)
    phrase = list(dropwhile(lambda word: tree.parse.labels[word] in BEFORE_NAME, inside[first:]))
    after = [tree.parse.words[word] for word in phrase if word > at]
    for last in range(len(phrase), phrase.index(at) if at in phrase else len(phrase), -1):
        words = [tree.parse.words[word] for word in phrase[max(0, last - LONGEST_NAME) : last]]
        interval = resolve_named(" ".join(words))
        if (
            interval is not None
            and resolve_named(" ".join(after)) is None
            and (published is None or interval.start <= published)
        ):
            return Dated(interval, _grain(interval), _edtf(interval), DateReason.NAMED)
    return None


def _grain(interval: Interval) -> Grain:
    days = interval.end - interval.start
    return next((grain for grain, longest in LENGTHS.items() if days <= longest), Grain.CENTURY)


def _edtf(interval: Interval) -> str:
    """The days as EDTF writes them; what has not ended stays open.

    >>> _edtf(Interval(735310, 735311))
    '2014-03-18'
    """
    if interval.end - interval.start == 1:
        return iso(interval.start)
    return f"{iso(interval.start)}/{'..' if interval.end > LAST_DAY else iso(interval.end - 1)}"

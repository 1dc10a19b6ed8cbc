"""The times of a sentence as they hang in its tree, and how near each stands to each event."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.calendar import add_months, date_of, day_of, iso
from timeline.events.standing import Occurrence, chain
from timeline.events.timewords import TimeWords
from timeline.events.tree import CLAUSES, Tree
from timeline.model import DateReason, Grain, Interval, Timex

FINE = frozenset({Grain.TIME, Grain.DAY, Grain.WEEKEND, Grain.WEEK})
DAYS = frozenset({Grain.TIME, Grain.DAY})
ASIDES = frozenset({"acl:relcl", "acl"})
BEFORE_NOUN = frozenset({"compound", "amod", "nummod", "nmod:poss", "nmod:tmod", "nmod:unmarked"})
NAMES = ("NOUN", "PROPN")
LENGTH = re.compile(r"P(?:T?)(\d+|X)([HDWMYE])")
UNKNOWN_LENGTH = {"D": 7, "W": 4, "M": 3, "Y": 3}  # "in recent days" reaches back a week
PARTS = {"START": 0, "MID": 1, "END": 2}
THIRDS = frozenset({Grain.MONTH, Grain.YEAR, Grain.DECADE})
WHOLE = frozenset({"relative-span"})  # rules of times up to now: "earlier this month" is any day of it
MONTHS = {"M": 1, "Y": 12, "E": 120}


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of an event and how it came by it."""

    interval: Interval | None = None
    grain: Grain | None = None
    edtf: str = ""
    reason: DateReason = DateReason.NONE
    timex: Timex | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a sentence: its date, its words, the word it hangs on, and what holds of it for every event.

    `apart` says that its preposition, or that of its noun or clause, keeps it from dating what stands beside it.
    """

    dated: Dated
    timex: Timex
    first: int
    head: int
    governor: int
    clause: int
    apart: bool
    traits: tuple[str, ...]


def usable(timex: Timex) -> bool:
    """Whether an expression can date an event."""
    return timex.type in ("DATE", "TIME") and (timex.interval is not None or timex.edtf != "")


def from_timex(timex: Timex, reason: DateReason) -> Dated:
    """The date a timex gives; of "early May" and "late 2005" the third that is meant."""
    whole = Dated(timex.interval, timex.grain, timex.edtf, reason, timex)
    part = PARTS.get(timex.mod)
    if part is None or timex.interval is None or timex.grain not in THIRDS or timex.rule in WHOLE:
        return whole
    first, last = _third(timex.interval.start, timex.grain, part)
    return replace(whole, interval=Interval(first, last), edtf=f"{iso(first)}/{iso(last - 1)}")


def _third(start: int, grain: Grain, part: int) -> tuple[int, int]:
    """The first day of a third of a month, year or decade, and the day after its last."""
    if grain is Grain.MONTH:
        days = (0, 10, 20)[part], (10, 20, 31)[part]
        return start + days[0], min(start + days[1], add_months(start, 1))
    months = 4 if grain is Grain.YEAR else 40
    return add_months(start, part * months), add_months(start, (part + 1) * months)


def times_of(tree: Tree, timexes: Sequence[Timex], published: int | None, text: str, words: TimeWords) -> list[Time]:
    """The times that can date an event of the sentence, in order; two that are the ends of one stretch are one."""
    found: list[Time] = []
    for timex, dated in _joined(timexes, published, text, words):
        inside = tree.words_in(timex.start, timex.end)
        if inside:
            found.append(_time(tree, timex, dated, inside, words))
    return found


def _joined(
    timexes: Sequence[Timex], published: int | None, text: str, words: TimeWords
) -> Iterator[tuple[Timex, Dated]]:
    """Each timex with its date, the last days reaching back from publication, a range from its first to its last."""
    before: tuple[Timex, Dated] | None = None
    for timex in timexes:
        dated = from_timex(timex, DateReason.NONE) if usable(timex) else _back(timex, published, words)
        if dated is None:
            continue
        if before is not None:
            both = _range(before, (timex, dated), text, words)
            if both is None:
                yield before
            else:
                before = both
                continue
        before = (timex, dated)
    if before is not None:
        yield before


def _range(
    one: tuple[Timex, Dated], other: tuple[Timex, Dated], text: str, words: TimeWords
) -> tuple[Timex, Dated] | None:
    """Two times as the ends of a stretch: "from 4 to 9 March", "15-17 May", "between 1999 and 2004"."""
    (first, start), (last, end) = one, other
    if start.interval is None or end.interval is None or start.interval.end > end.interval.start:
        return None
    link = text[first.end : last.start].strip().lower()
    ahead = text[max(0, first.start - 12) : first.start].lower().split()
    if link not in words.links and not (link in words.pairs and ahead and ahead[-1] in words.between):
        return None
    if first.grain is not last.grain:
        return None
    interval = Interval(start.interval.start, end.interval.end)
    edtf = f"{start.edtf.partition('/')[0]}/{end.edtf.partition('/')[2] or end.edtf}"
    return first, replace(start, interval=interval, edtf=edtf)


def _back(timex: Timex, published: int | None, words: TimeWords) -> Dated | None:
    """The stretch up to the report that a length of time names: "in the last four years", "in recent days"."""
    length = LENGTH.fullmatch(timex.value)
    if published is None or length is None or words.recent.isdisjoint(timex.text.lower().split()):
        return None
    unit = length[2]
    count = UNKNOWN_LENGTH.get(unit, 1) if length[1] == "X" else int(length[1])
    if unit in MONTHS:
        year, month, _ = date_of(add_months(published, -count * MONTHS[unit]))
        start = day_of(year, month if unit == "M" else 1)
    else:
        start = published - (count * 7 if unit == "W" else count if unit == "D" else -(-count // 24))
    if not 0 < start < published:
        return None
    grain = {"M": Grain.MONTH, "Y": Grain.YEAR, "E": Grain.DECADE}.get(unit, Grain.DAY)
    return Dated(Interval(start, published + 1), grain, f"{iso(start)}/{iso(published)}", DateReason.NONE, timex)


def _time(tree: Tree, timex: Timex, dated: Dated, inside: list[int], words: TimeWords) -> Time:
    head = _first_of_list(tree, tree.top(inside))
    governor, clause = tree.parse.heads[head], tree.clause(head)
    traits = tuple(_traits(tree, dated, timex, inside[0], head, words))
    apart = any(trait.startswith("apart") for trait in traits)
    return Time(dated, timex, inside[0], head, governor, clause, apart, traits)


def _first_of_list(tree: Tree, head: int) -> int:
    """The first of times joined by "and", through which the others hang in the sentence."""
    while tree.parse.labels[head] == "conj" and tree.parse.coarse[tree.parse.heads[head]] not in ("VERB", "AUX"):
        head = tree.parse.heads[head]
    return head


def _traits(tree: Tree, dated: Dated, timex: Timex, first: int, head: int, words: TimeWords) -> Iterator[str]:
    """What is true of a time whatever event it may date."""
    noun, label = tree.parse.heads[head], tree.parse.labels[head]
    yield f"grain={_grain_name(dated.grain)}"
    preposition = tree.preposition(head) or (tree.lower[first - 1] if first and tree.parse.coarse[first - 1] == "ADP" else "")
    yield f"preposition={preposition or 'none'}"
    if group := _apart(preposition, words):
        yield f"apart, {group}"
    if timex.type == "DURATION":
        yield "length of time"
    elif dated.interval != timex.interval:
        yield "range"
    if tree.lower[first - 1 : first] == ("(",):
        yield "in brackets"
    if first <= 1 and head != noun:
        yield "opens the sentence"
    if noun >= 0 and tree.parse.coarse[noun] in NAMES:
        yield from _of_noun(tree, head, noun, label, dated, words)
    clause = tree.clause(head)
    for group in {_apart(tree.lower[k], words) for k in tree.having(clause, "mark", "case", "advmod")} - {""}:
        yield f"apart, clause {group}"
    for mark in tree.having(clause, "mark"):
        yield f"clause with {tree.lower[mark]}"
    if _birthday(tree, first, words):
        yield "apart, born"


def _of_noun(tree: Tree, head: int, noun: int, label: str, dated: Dated, words: TimeWords) -> Iterator[str]:
    yield "hangs on a noun"
    if tree.parse.coarse[noun] == "PROPN":
        yield "hangs on a name"
    if head < noun and label in BEFORE_NOUN:
        yield "before its noun"
        yield "before its noun, day" if dated.grain in FINE else "before its noun, coarse"
    for group in {_apart(tree.preposition(at), words) for at in chain(tree, noun)} - {""}:
        yield f"apart, noun {group}"
    if tree.preposition(noun) in words.along:
        yield "its noun goes along"
    if tree.parse.labels[noun].startswith("nsubj"):
        yield "its noun is the subject"


def _apart(preposition: str, words: TimeWords) -> str:
    """Which kind of word before a time keeps it from dating what stands beside it, "" for none."""
    if preposition in words.bounds:
        return "until"
    if preposition in words.onward:
        return "since"
    return "after" if preposition in words.away else ""


def _group(preposition: str, words: TimeWords) -> str:
    if not preposition:
        return "none"
    if group := _apart(preposition, words):
        return group
    if preposition in words.along:
        return "plain"
    if preposition in words.named:
        return "of"
    return "other"


def _grain_name(grain: Grain | None) -> str:
    if grain in (Grain.QUARTER, Grain.SEASON, Grain.HALF):
        return "season"
    if grain in (Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM, None):
        return "age"
    return "week" if grain is Grain.WEEKEND else str(grain)


def _birthday(tree: Tree, first: int, words: TimeWords) -> bool:
    """Whether a time stands behind a word of birth: "born in 1941, he met the king"."""
    for at in range(first - 1, -1, -1):
        if tree.lower[at] in words.births:
            return True
        if tree.parse.coarse[at] == "VERB":
            return False
    return False


@dataclass(frozen=True, slots=True)
class Place:
    """How a time stands to an event: steps over the tree, what the way leads through, whether it is the event's own."""

    distance: int
    hangs: bool
    same: bool
    way: tuple[str, ...]


def place(each: Occurrence, time: Time) -> Place:
    """The way over the tree from an event to a time."""
    tree, verb, at = each.tree, each.verb, each.trigger.at
    hangs = time.governor in (verb, at)
    up = (verb, *tree.up(verb))
    steps = {word: n for n, word in enumerate(up)}
    below: list[int] = []
    for word in (time.head, *tree.up(time.head)):
        if word in steps:
            break
        below.append(word)
    else:
        return Place(tree.size, False, False, ("no way",))
    above = up[: steps[word]]
    distance = len(below) + len(above)
    if at != verb:
        distance = min(distance, tree.distance(at, time.head))
    labels = tree.parse.labels
    way = [f"time in {kind}" for kind in _clauses(tree, below[1:] or below)]
    way += [f"event in {kind}" for kind in _clauses(tree, above)]
    same = time.clause in (tree.clause(verb), verb, at)
    if at in tree.up(time.head):
        way.append("inside the event's phrase")
    if each.reported_by >= 0 and time.clause == each.reported_by != verb:
        way.append("of the verb that reports")
    home = time.clause
    if labels[home] in ASIDES and tree.parse.heads[home] == at and time.governor == home:
        way.append("of a clause about the event")
    return Place(distance, hangs, same, tuple(way))


def _clauses(tree: Tree, words: Sequence[int]) -> set[str]:
    """The kinds of clauses, and verbs joined by "and", that words head."""
    found = set()
    for word in words:
        label = tree.parse.labels[word]
        if label in CLAUSES and label != "root":
            found.add("aside" if label in ASIDES else label.partition(":")[0])
        elif label == "conj":
            found.add("second verb" if tree.parse.coarse[word] in ("VERB", "AUX") else "list")
    return found

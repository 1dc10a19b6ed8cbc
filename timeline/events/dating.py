"""When an event happened: its clause, its sentence, the sentences before, the rest of the text, the article's day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.calendar import iso
from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import DateReason, EventMention, Grain, Interval, Span, Status, Timex

DAYS = frozenset({Grain.TIME, Grain.DAY})
FINE = frozenset({Grain.TIME, Grain.DAY, Grain.WEEKEND, Grain.WEEK})
NEVER_CROSSED = frozenset({"acl:relcl", "acl"})
CARRY_REACH = 3  # sentences over which a date holds
FOCUS_REACH = 12  # sentences from the top in which news names the day of its main event
FOCUS_DAYS = 10  # how long before publication that day may lie
TALK = frozenset({"STATEMENT"})
AHEAD = frozenset({Status.PLANNED})
UNTOLD = frozenset({Status.POSSIBLE, Status.HYPOTHETICAL, Status.DEMANDED})


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of an event and how it came by it."""

    interval: Interval | None = None
    grain: Grain | None = None
    edtf: str = ""
    reason: DateReason = DateReason.NONE
    timex: Timex | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event before it is dated: where it stands, and what its sentence tells of it."""

    index: int
    tree: Tree
    trigger: Found
    event: EventMention
    reported_by: int = -1


def usable(timex: Timex) -> bool:
    """Whether an expression can date an event."""
    return timex.type in ("DATE", "TIME") and (timex.interval is not None or timex.edtf != "")


def from_timex(timex: Timex, reason: DateReason) -> Dated:
    """The date a timex gives."""
    return Dated(timex.interval, timex.grain, timex.edtf, reason, timex)


def date_all(
    occurrences: Sequence[Occurrence], timexes: Sequence[Timex], published: int | None, text: str
) -> list[EventMention]:
    """Every event with its date, in order."""
    usables = [timex for timex in timexes if usable(timex)]
    own = [_from_sentence(each, usables, published) for each in occurrences]
    focus = _focus(occurrences, own, published)
    result = []
    for at, each in enumerate(occurrences):
        dated = own[at] or _carried(occurrences, own, at, text, published) or _elsewhere(occurrences, own, at)
        dated = dated or _in_focus(each, focus) or _last_resort(each, published)
        result.append(_with(each.event, dated))
    return [_governed(occurrences, result, at) for at in range(len(result))]


def _focus(occurrences: Sequence[Occurrence], own: Sequence[Dated | None], published: int | None) -> Dated | None:
    """The day news gives to its main event: the first recent day near the top on which something happened."""
    second: Dated | None = None
    for each, dated in zip(occurrences, own, strict=True):
        if each.index > FOCUS_REACH:
            return second
        if dated is None or dated.interval is None or dated.grain not in DAYS or each.event.event_class in TALK:
            continue
        if each.event.status is not Status.HAPPENED or each.event.negated:
            continue
        day = dated.interval.start
        if published is None or published - FOCUS_DAYS <= day <= published:
            day_known = replace(dated, reason=DateReason.CARRIED, timex=None)
            if dated.reason is DateReason.CLAUSE:
                return day_known
            second = second or day_known
    return second


def _governed(occurrences: Sequence[Occurrence], dated: Sequence[EventMention], at: int) -> EventMention:
    """What was done in order to do it ("drove home to hide") has the date of the verb it hangs on."""
    each, event = occurrences[at], dated[at]
    if event.status is not Status.PLANNED or event.interval is not None or each.trigger.carrier >= 0:
        return event
    if each.tree.parse.labels[each.trigger.at] != "advcl":
        return event
    head = each.tree.parse.heads[each.trigger.at]
    same = zip(occurrences, dated, strict=True)
    above = (found for o, found in same if o.index == each.index and o.trigger.at == head)
    return next((_with(event, _of(found)) for found in above), event)


def _of(event: EventMention) -> Dated:
    return Dated(event.interval, event.grain, event.edtf, event.date_reason, event.timex)


def _in_focus(each: Occurrence, focus: Dated | None) -> Dated | None:
    untold = each.event.status in AHEAD | UNTOLD or pluperfect(each)
    return None if untold else focus


def _with(event: EventMention, dated: Dated) -> EventMention:
    return replace(
        event,
        interval=dated.interval,
        grain=dated.grain,
        edtf=dated.edtf,
        date_reason=dated.reason,
        timex=dated.timex,
    )


def _from_sentence(each: Occurrence, timexes: Sequence[Timex], published: int | None) -> Dated | None:
    """The timex of the sentence that belongs to the trigger, nearest over the tree."""
    tree, best = each.tree, None
    anchor = each.trigger.carrier if each.trigger.carrier >= 0 else each.trigger.at
    for timex in timexes:
        words = tree.words_in(timex.start, timex.end)
        if not words or not tree.parse.start <= timex.start < tree.parse.end:
            continue
        head = tree.top(words)
        cost = _cost(tree, head, anchor, each.trigger.at, each.reported_by)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, timex, head)
    if best is None:
        return None
    same = tree.clause(best[2]) in (tree.clause(anchor), anchor, each.trigger.at)
    return from_timex(best[1], DateReason.CLAUSE if same else DateReason.SENTENCE)


def _cost(tree: Tree, timex: int, anchor: int, trigger: int, speaker: int) -> float | None:
    """How far a timex is from a trigger; None where it dates another event."""
    home, clause = tree.clause(timex), tree.clause(anchor)
    parent = tree.parse.heads[timex]
    if parent in (anchor, trigger):
        return 0.0
    if home == speaker != -1 and anchor != speaker:
        return None
    governed = anchor in tree.up(timex)
    if tree.parse.labels[home] in NEVER_CROSSED and tree.parse.heads[home] == trigger and parent == home:
        return 8.0  # "the quake that struck on Wednesday"
    if governed and home != clause:
        # a timex in a clause below dates that clause; of a complement it may date the whole
        return None if tree.parse.labels[home] in NEVER_CROSSED else 20.0 + tree.distance(timex, anchor)
    if home == clause:
        nested = tree.parse.coarse[parent] == "NOUN" and parent != clause if parent >= 0 else False
        return tree.distance(timex, anchor) + (3.0 if nested and tree.parse.labels[timex].startswith("nmod") else 0.0)
    return 6.0 + tree.distance(timex, anchor)


def _carried(
    occurrences: Sequence[Occurrence], own: Sequence[Dated | None], at: int, text: str, published: int | None
) -> Dated | None:
    """The date the sentences before were set on, while the story goes on in its past tense."""
    each = occurrences[at]
    if not _narrative(each) or each.event.status in AHEAD | UNTOLD:
        return None
    for back in range(at - 1, -1, -1):
        other, dated = occurrences[back], own[back]
        if each.index - other.index > CARRY_REACH:
            return None
        if dated is None or other.index == each.index or other.event.status is not Status.HAPPENED:
            continue
        if not _narrative(other) or "\n\n" in text[other.event.sentence.end : each.event.sentence.start]:
            return None
        if dated.grain in FINE and dated.interval is not None and dated.timex is not None:
            if published is not None and dated.interval.start > published:
                return None
            return replace(dated, reason=DateReason.CARRIED, timex=None)
        return None
    return None


def _narrative(each: Occurrence) -> bool:
    """Whether the trigger stands in the simple past, as a story is told."""
    tree = each.tree
    verb = each.trigger.carrier if each.trigger.carrier >= 0 else each.trigger.at
    if each.reported_by >= 0:
        return False
    if tree.parse.coarse[verb] == "NOUN":
        verb = tree.clause(verb)
    helpers = [tree.parse.tags[k] for k in tree.having(verb, "aux", "aux:pass")]
    tag = tree.parse.tags[verb]
    return tag == "VBD" or "VBD" in helpers or (tag in ("VBN", "VBG") and not helpers)


def pluperfect(each: Occurrence) -> bool:
    """Whether the trigger tells of a time before the past that is spoken of."""
    tree = each.tree
    verb = each.trigger.carrier if each.trigger.carrier >= 0 else each.trigger.at
    helpers = tree.having(verb, "aux")
    return tree.parse.tags[verb] == "VBN" and any(
        tree.parse.tags[k] == "VBD" and tree.lemmas[k] == "have" for k in helpers
    )


def _elsewhere(occurrences: Sequence[Occurrence], own: Sequence[Dated | None], at: int) -> Dated | None:
    """The date of another mention of the same event: the same trigger word, or class and actors."""
    each = occurrences[at]
    who = _actors(each.event)
    best: tuple[int, Dated] | None = None
    for other, dated in zip(occurrences, own, strict=True):
        if dated is None or dated.timex is None or dated.grain not in FINE or other.index == each.index:
            continue
        if other.event.event_class != each.event.event_class:
            continue
        if other.event.negated != each.event.negated or other.event.status is not each.event.status:
            continue
        same_word = other.event.trigger.lemma == each.event.trigger.lemma
        shared = len(who & _actors(other.event))
        if not same_word or (who and _actors(other.event) and not shared):
            continue
        score = shared * 10 - abs(other.index - each.index)
        if best is None or score > best[0]:
            best = (score, dated)
    return None if best is None else replace(best[1], reason=DateReason.ELSEWHERE, timex=None)


def _actors(event: EventMention) -> set[str]:
    return {mention.actor for mention in (*event.source, *event.target)}


def _last_resort(each: Occurrence, published: int | None) -> Dated:
    """The article's day; not for what lies ahead, is only thought of, or lay before the story."""
    if published is None or each.event.status in AHEAD or pluperfect(each):
        return Dated()
    day = Interval(published, published + 1)
    return Dated(day, Grain.DAY, iso(published), DateReason.PUBLICATION)


def sentence_of(tree: Tree) -> Span:
    """Where the sentence of a tree stands."""
    return Span(tree.parse.start, tree.parse.end)

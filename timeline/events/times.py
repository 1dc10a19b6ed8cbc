"""The times of a sentence: the days each stands for, the word it hangs on, what keeps it from its neighbours."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.calendar import add_months, date_of, day_of, iso
from timeline.events.standing import chain
from timeline.events.timewords import TimeWords
from timeline.events.tree import Tree
from timeline.model import Interval, Timex
from timeline.terms import DateReason, Grain

FINE = frozenset({Grain.TIME, Grain.DAY, Grain.WEEKEND, Grain.WEEK})
DAYS = frozenset({Grain.TIME, Grain.DAY})
SEASONS = frozenset({Grain.QUARTER, Grain.SEASON, Grain.HALF})
AGES = frozenset({Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM, None})
BEFORE_NOUN = frozenset({"compound", "amod", "nummod", "nmod:poss", "nmod:tmod", "nmod:unmarked"})
NOUNS = ("NOUN", "PROPN")
LENGTH = re.compile(r"PT?(\d+|X)([HDWMYE])")
UNCOUNTED = {"H": 24, "D": 7, "W": 4, "M": 3, "Y": 3, "E": 1}  # how far "in recent days" and the like reach back
MONTHS = {"M": 1, "Y": 12, "E": 120}
PARTS = {"START": 0, "MID": 1, "END": 2}
THIRDS = frozenset({Grain.MONTH, Grain.YEAR, Grain.DECADE})
UP_TO_NOW = "relative-span"  # the rule of "earlier this month", which is any day of it
AHEAD_OF_RANGE = 12  # characters before a time in which "between" may stand


class Dated(NamedTuple):
    """The date of an event and how it came by it."""

    interval: Interval | None = None
    grain: Grain | None = None
    edtf: str = ""
    reason: DateReason = DateReason.NONE
    timex: Timex | None = None


class Time(NamedTuple):
    """A time in a sentence: its date, its first word and its head, the word that governs it and its clause.

    `traits` hold whatever event it may date; `apart` says that a preposition or a conjunction, its own or that of its
    noun or clause, sets it apart from what stands beside it.
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


def spanning(first: int, last: int, dated: Dated) -> Dated:
    """The date with other days, from the first to the last."""
    edtf = iso(first) if first == last else f"{iso(first)}/{iso(last)}"
    return Dated(Interval(first, last + 1), dated.grain, edtf, dated.reason, dated.timex)


def times_of(tree: Tree, timexes: Sequence[Timex], published: int | None, text: str, words: TimeWords) -> list[Time]:
    """The times that can date an event of the sentence, in order; two that are the ends of one stretch are one."""
    found = []
    for timex, dated in _joined(timexes, published, text, words):
        inside = tree.words_in(timex.start, timex.end)
        if inside:
            found.append(_time(tree, timex, dated, inside, words))
    return found


def _joined(
    timexes: Sequence[Timex], published: int | None, text: str, words: TimeWords
) -> Iterator[tuple[Timex, Dated]]:
    """Each timex with its date; a range as one, from its first timex to its last."""
    before: tuple[Timex, Dated] | None = None
    for timex in timexes:
        dated = _dated(timex) if usable(timex) else _back(timex, published, words)
        if dated is None:
            continue
        if before is not None:
            both = _range(before, (timex, dated), text, words)
            if both is not None:
                before = both
                continue
            yield before
        before = timex, dated
    if before is not None:
        yield before


def _dated(timex: Timex) -> Dated:
    """The date a timex gives; of "early May" and "late 2005" the third that is meant."""
    whole = Dated(timex.interval, timex.grain, timex.edtf, DateReason.NONE, timex)
    part = PARTS.get(timex.mod)
    if part is None or timex.interval is None or timex.grain not in THIRDS or timex.rule == UP_TO_NOW:
        return whole
    first, end = _third(timex.interval.start, timex.grain, part)
    return spanning(first, end - 1, whole)


def _third(start: int, grain: Grain, part: int) -> tuple[int, int]:
    """The first day of a third of a month, year or decade, and the day after its last."""
    if grain is Grain.MONTH:
        return start + 10 * part, start + 10 * part + 10 if part < 2 else add_months(start, 1)
    months = 4 if grain is Grain.YEAR else 40
    return add_months(start, part * months), add_months(start, (part + 1) * months)


def _range(
    one: tuple[Timex, Dated], other: tuple[Timex, Dated], text: str, words: TimeWords
) -> tuple[Timex, Dated] | None:
    """Two times as the ends of a stretch: "from 4 to 9 March", "15-17 May", "between 1999 and 2004"."""
    (first, start), (last, end) = one, other
    if start.interval is None or end.interval is None or start.interval.end > end.interval.start:
        return None
    if first.grain is not last.grain:
        return None
    link = text[first.end : last.start].strip().lower()
    before = text[max(0, first.start - AHEAD_OF_RANGE) : first.start].lower().split()
    if link not in words.links and not (link in words.pairs and before and before[-1] in words.between):
        return None
    edtf = f"{start.edtf.partition('/')[0]}/{end.edtf.rpartition('/')[2]}"
    return first, start._replace(interval=Interval(start.interval.start, end.interval.end), edtf=edtf)


def _back(timex: Timex, published: int | None, words: TimeWords) -> Dated | None:
    """The stretch up to the report that a length of time names: "in the last four years", "in recent days"."""
    length = LENGTH.fullmatch(timex.value)
    if published is None or length is None or words.recent.isdisjoint(timex.text.lower().split()):
        return None
    unit = length[2]
    count = UNCOUNTED[unit] if length[1] == "X" else int(length[1])
    if unit in MONTHS:
        year, month, _ = date_of(add_months(published, -count * MONTHS[unit]))
        start = day_of(year, month if unit == "M" else 1)
    else:
        start = published - {"W": 7 * count, "D": count, "H": -(-count // 24)}[unit]
    if not 0 < start < published:
        return None
    grain = {"M": Grain.MONTH, "Y": Grain.YEAR, "E": Grain.DECADE}.get(unit, Grain.DAY)
    return spanning(start, published, Dated(grain=grain, timex=timex))


def _time(tree: Tree, timex: Timex, dated: Dated, inside: list[int], words: TimeWords) -> Time:
    head = _first_of_list(tree, tree.top(inside))
    traits = (*_traits(tree, dated, timex, inside[0], head, words),)
    apart = any(trait.startswith("apart") for trait in traits)
    return Time(dated, timex, inside[0], head, tree.parse.heads[head], tree.clause(head), apart, traits)


def _first_of_list(tree: Tree, head: int) -> int:
    """The first of times joined by "and", through which the others hang in the sentence."""
    while tree.parse.labels[head] == "conj" and tree.parse.coarse[tree.parse.heads[head]] not in ("VERB", "AUX"):
        head = tree.parse.heads[head]
    return head


def _traits(tree: Tree, dated: Dated, timex: Timex, first: int, head: int, words: TimeWords) -> Iterator[str]:
    """What is true of a time whatever event it may date."""
    noun = tree.parse.heads[head]
    yield f"grain={_grain(dated.grain)}"
    preposition = tree.preposition(head)
    if not preposition and first and tree.parse.coarse[first - 1] == "ADP":
        preposition = tree.lower[first - 1]
    yield f"preposition={preposition or 'none'}"
    if group := _setting_apart(preposition, words):
        yield f"apart, {group}"
    if timex.type == "DURATION":
        yield "length of time"
    elif dated.interval != timex.interval:
        yield "range or part"
    if tree.lower[first - 1 : first] == ("(",):
        yield "in brackets"
    if first <= 1 and head != noun:
        yield "opens the sentence"
    if noun >= 0 and tree.parse.coarse[noun] in NOUNS:
        yield from _of_noun(tree, head, noun, dated, words)
    clause = tree.clause(head)
    for group in {_setting_apart(tree.lower[k], words) for k in tree.having(clause, "mark", "case", "advmod")} - {""}:
        yield f"apart, clause {group}"
    if _birthday(tree, first, words):
        yield "apart, born"


def _of_noun(tree: Tree, head: int, noun: int, dated: Dated, words: TimeWords) -> Iterator[str]:
    """What is true of a time that hangs on a noun: "the 1991 agreement", "at a meeting on Friday"."""
    yield "hangs on a name" if tree.parse.coarse[noun] == "PROPN" else "hangs on a noun"
    if head < noun and tree.parse.labels[head] in BEFORE_NOUN:
        yield "before its noun, a day" if dated.grain in FINE else "before its noun, no day"
    for group in {_setting_apart(tree.preposition(at), words) for at in chain(tree, noun)} - {""}:
        yield f"apart, noun {group}"
    if tree.preposition(noun) in words.along:
        yield "its noun goes along"
    if tree.parse.labels[noun].startswith("nsubj"):
        yield "its noun is the subject"


def _setting_apart(word: str, words: TimeWords) -> str:
    """Which kind of word sets a time apart from what stands beside it, "" for none."""
    if word in words.bounds:
        return "until"
    if word in words.onward:
        return "since"
    return "after" if word in words.away else ""


def _grain(grain: Grain | None) -> str:
    if grain in SEASONS:
        return "season"
    if grain in AGES:
        return "age"
    return str(Grain.WEEK if grain is Grain.WEEKEND else grain)


def _birthday(tree: Tree, first: int, words: TimeWords) -> bool:
    """Whether a time stands behind a word of birth: "born in 1941, he met the king"."""
    for at in range(first - 1, -1, -1):
        if tree.lower[at] in words.births:
            return True
        if tree.parse.coarse[at] == "VERB":
            return False
    return False

"""Times that an event gives: "two years after the annexation of Crimea", "during World War II"."""

import re
from collections.abc import Callable
from dataclasses import replace
from heapq import merge
from itertools import pairwise

from timeline.model import Interval, Timex
from timeline.temporal.anchors import AFTER, BEFORE, FINE_TO_COARSE, OF, OPEN, PERIOD, resolve_anchor, step_of
from timeline.temporal.rules import Grammar
from timeline.temporal.values import extent, value_of
from timeline.terms import Anchor, Grain

LONGEST_NAME = 9  # words
Resolve = Callable[[str], Interval | None]
Place = tuple[int, int]


def with_events(text: str, timexes: list[Timex], rules: Grammar, resolve: Resolve | None) -> list[Timex]:
    """The timexes, with those that an event gives added and durations before one made dates.

    What counts from an event that `resolve` does not know keeps its name and no interval.
    """
    if rules.distance is None or rules.cue is None or rules.beside is None:
        return timexes
    starts = {timex.start: timex.end for timex in timexes}
    known = resolve or _nothing
    dated = [_distance(text, timex, rules, starts, known) for timex in timexes]
    taken = [(t.start, t.end) for t in dated]
    named = _beside(text, rules, starts, taken, known)
    if resolve is not None:
        named += _named(text, rules.cue, taken + [(t.start, t.end) for t in named], resolve)
    return _told_beside(text, list(merge(dated, sorted(named, key=_start), key=_start)))


def _told_beside(text: str, timexes: list[Timex]) -> list[Timex]:
    """Give "the day after the vote" the day it stands beside: "on 3 May, the day after the vote"."""
    for place, (before, timex) in enumerate(pairwise(timexes), 1):
        if (
            timex.rule not in WAITING
            or timex.type != "DATE"
            or timex.interval
            or before.interval is None
            or before.grain is None
        ):
            continue
        grain = step_of(timex)
        fine = grain is not None and FINE_TO_COARSE.index(before.grain) <= FINE_TO_COARSE.index(grain)
        if fine and APPOSED.fullmatch(text[before.end : timex.start]):
            timexes[place] = replace(
                timex, value=before.value.partition("T")[0], interval=before.interval,
                grain=max(before.grain, Grain.DAY, key=FINE_TO_COARSE.index), edtf=before.edtf,
            )  # fmt: skip
    return timexes


APPOSED = re.compile(r" ?[,–—-] ?(?:just |only |exactly )?")
WAITING = (AFTER, BEFORE, OF)


def _nothing(_: str) -> None:
    return None


def _start(timex: Timex) -> int:
    return timex.start


def _free(taken: list[Place], start: int, end: int) -> bool:
    return not any(a < end and start < b for a, b in taken)


def _named(text: str, cue: re.Pattern[str], taken: list[Place], resolve: Resolve) -> list[Timex]:
    """The events that words such as "since" and "during" lead to."""
    named: list[Timex] = []
    for found in cue.finditer(text):
        event = _longest(found["event"], resolve)
        start = found.start("event")
        if event and _free(taken, start, start + len(event[0])):
            named.append(_event_timex(text, start, *event))
            taken = [*taken, (start, named[-1].end)]
    return named


def _distance(text: str, timex: Timex, rules: Grammar, starts: dict[int, int], resolve: Resolve) -> Timex:
    """A duration that counts from an event: the day it arrives at, or the event it waits for."""
    if timex.type != "DURATION" or not PERIOD.fullmatch(timex.value) or rules.distance is None:
        return timex
    match = rules.distance.match(text, timex.end)
    return _anchored(text, timex, match, rules, starts, resolve) if match else timex


def _beside(text: str, rules: Grammar, starts: dict[int, int], taken: list[Place], resolve: Resolve) -> list[Timex]:
    """The day of an event, the year after it: times that no rule reads without the event."""
    found: list[Timex] = []
    for match in rules.beside.finditer(text) if rules.beside else ():
        start, end = match.span("span")
        grain = Grain(rules.words["span"][match["unit"].lower()])
        plain = Timex(
            start, end, text[start:end], "DATE", OPEN.get(grain, ""), confidence=rules.confidence.get("duration", 1.0)
        )
        timex = _anchored(text, plain, match, rules, starts, resolve)
        if timex is not plain and _free(taken, timex.start, timex.end):
            found.append(timex)
    return found


def _anchored(
    text: str, timex: Timex, match: re.Match[str], rules: Grammar, starts: dict[int, int], resolve: Resolve
) -> Timex:
    rule = RULES[int(rules.words["relation"][" ".join(match["ago"].lower().split())])]
    start = match.start("event")
    event = _longest(match["event"], resolve)
    name = event[0] if event else _wanted(text, match, rules, starts)
    kept = replace(timex, anchor=Anchor.EVENT, rule=rule, anchor_text=name)
    found = resolve_anchor(kept, event[1]) if event else kept
    if found is None or not name:
        return timex
    end = start + len(name) if event else timex.end
    return replace(found, end=end, text=text[timex.start : end])


RULES = {1: AFTER, -1: BEFORE, 0: OF}


def _wanted(text: str, match: re.Match[str], rules: Grammar, starts: dict[int, int]) -> str:
    """The phrase that names an event not known; "" where what follows names none, or is a time itself."""
    phrase = rules.wanted.match(text, match.start("event"), match.end("event")) if rules.wanted else None
    if phrase is None:
        return ""
    first = phrase.start("name")
    if (first in starts and starts[first] >= phrase.end()) or phrase.start() in starts:
        return ""
    return " ".join(phrase.group().split())


def _longest(phrase: str, resolve: Resolve) -> tuple[str, Interval] | None:
    """The longest beginning of a phrase that names an event, and the event's time."""
    ends = [m.end() for m in re.finditer(r"[^\s]+", phrase)][:LONGEST_NAME]
    for end in reversed(ends):
        name = phrase[:end].rstrip(" '’\"”")
        interval = None if LONGER.match(phrase, end) and NAME_END.search(name) else resolve(name)
        if interval is not None:
            return name, interval
    return None


LONGER = re.compile(r"\s+[A-Z]")  # the Holocaust Museum is not the Holocaust
NAME_END = re.compile(r"[A-Z][\w.]*$")


def _event_timex(text: str, start: int, name: str, interval: Interval) -> Timex:
    value = value_of(interval)
    known = extent(value)
    end = start + len(name)
    return Timex(
        start=start, end=end, text=text[start:end], type="DATE", value=value, interval=interval, grain=known.grain,
        edtf=known.edtf, anchor=Anchor.EVENT, rule="named-event", anchor_text=name,
    )  # fmt: skip

"""Times that an event gives: "two years after the annexation of Crimea", "during World War II"."""

import re
from collections.abc import Callable
from dataclasses import replace
from heapq import merge

from timeline import calendar
from timeline.model import Anchor, Grain, Interval, Timex
from timeline.temporal.rules import Grammar
from timeline.temporal.values import at_grain, day_value, extent, year_value

PERIOD = re.compile(r"P(\d+)([DWMY])$")
STEPS = {"D": Grain.DAY, "W": Grain.WEEK, "M": Grain.MONTH, "Y": Grain.YEAR}
LONGEST_NAME = 9  # words
Resolve = Callable[[str], Interval | None]


def with_events(text: str, timexes: list[Timex], rules: Grammar, resolve: Resolve) -> list[Timex]:
    """The timexes, with those that an event gives added and durations before one made dates."""
    if rules.distance is None or rules.cue is None:
        return timexes
    dated = [_distance(text, timex, rules.distance, resolve) for timex in timexes]
    taken = [(t.start, t.end) for t in dated]
    named = []
    for cue in rules.cue.finditer(text):
        found = _longest(cue["event"], resolve)
        start = cue.start("event")
        if found and not any(a < start + len(found[0]) and start < b for a, b in taken):
            named.append(_event_timex(text, start, *found))
    return list(merge(dated, named, key=lambda t: t.start)) if named else dated


def _distance(text: str, timex: Timex, pattern: re.Pattern[str], resolve: Resolve) -> Timex:
    period = PERIOD.match(timex.value)
    if timex.type != "DURATION" or period is None:
        return timex
    match = pattern.match(text, timex.end)
    found = _longest(match["event"], resolve) if match else None
    if match is None or found is None:
        return timex
    sign = -1 if match["ago"].lower() in ("before", "prior to") else 1
    end = match.start("event") + len(found[0])
    value = _moved(found[1].start if sign < 0 else found[1].end - 1, sign * int(period[1]), STEPS[period[2]])
    known = extent(value)
    return replace(
        timex, end=end, text=text[timex.start : end], type="DATE", value=value, interval=known.interval,
        grain=known.grain, edtf=known.edtf, anchor=Anchor.EVENT, rule="distance-from-event",
    )  # fmt: skip


def _moved(day: int, steps: int, grain: Grain) -> str:
    if grain in (Grain.DAY, Grain.WEEK):
        moved = day + steps * (7 if grain is Grain.WEEK else 1)
    else:
        moved = calendar.add_months(day, steps * (12 if grain is Grain.YEAR else 1))
    return at_grain(moved, grain)


def _longest(phrase: str, resolve: Resolve) -> tuple[str, Interval] | None:
    """The longest beginning of a phrase that names an event, and the event's time."""
    ends = [m.end() for m in re.finditer(r"[^\s]+", phrase)][:LONGEST_NAME]
    for end in reversed(ends):
        name = phrase[:end].rstrip(" '’\"”")
        interval = resolve(name)
        if interval is not None:
            return name, interval
    return None


def _event_timex(text: str, start: int, name: str, interval: Interval) -> Timex:
    days = interval.end - interval.start
    first, last = day_value(interval.start), day_value(interval.end - 1)
    year = year_value(calendar.date_of(interval.start)[0])
    value = first if days == 1 else year if extent(year).interval == interval else f"{first}/{last}"
    grain = Grain.DAY if days == 1 else extent(value).grain
    end = start + len(name)
    return Timex(
        start=start, end=end, text=text[start:end], type="DATE", value=value, interval=interval, grain=grain,
        edtf=extent(value).edtf or value, anchor=Anchor.EVENT, rule="named-event",
    )  # fmt: skip

"""Count from an event once its time is known: "two years after the annexation" and a day give a year."""

import re
from dataclasses import replace

from timeline import calendar
from timeline.model import Interval, Timex
from timeline.temporal.values import WHOLE, at_grain, extent, value_of
from timeline.terms import Anchor, Grain

AFTER, BEFORE, OF = "after-event", "before-event", "at-event"
PERIOD = re.compile(r"P(\d+)([DWMYEC])")
STEPS = {"D": (Grain.DAY, 1), "W": (Grain.WEEK, 7), "M": (Grain.MONTH, 1), "Y": (Grain.YEAR, 12)}
STEPS |= {"E": (Grain.YEAR, 120), "C": (Grain.YEAR, 1200)}  # days for the first two, months for the rest
OPEN = {Grain.DAY: "XXXX-XX-XX", Grain.WEEK: "XXXX-WXX", Grain.MONTH: "XXXX-XX", Grain.YEAR: "XXXX"}
SINGLE = {value: f"P1{grain.value[0].upper()}" for grain, value in OPEN.items()}
FINE_TO_COARSE = list(Grain)


def resolve_anchor(timex: Timex, interval: Interval) -> Timex | None:
    """The timex with the time it stands for, given that the event it counts from took `interval`.

    `timex` is one that `find_timexes` kept for later: its `anchor` is event, it has no
    interval, and `anchor_text` is the phrase that names the event.  What comes back is
    a DATE with value, interval, grain and EDTF; span, text, rule and `anchor_text`
    stay.  "After" counts from the last day of the event, "before" from its first.
    Where the event is known to the month or year only, the days counted from it are
    that stretch moved along: nothing is made finer than it is known.  None for any
    other timex.

    >>> kept = Timex(0, 9, "two years", "DURATION", "P2Y", anchor=Anchor.EVENT, rule=AFTER, anchor_text="the war")
    >>> found = resolve_anchor(kept, Interval(735310, 735311))  # 2014-03-18
    >>> found and (found.type, found.value, found.edtf)
    ('DATE', '2016', '2016')
    """
    period = PERIOD.fullmatch(SINGLE.get(timex.value, timex.value))
    if timex.anchor is not Anchor.EVENT or timex.interval is not None or period is None:
        return None
    grain, size = STEPS[period[2]]
    if timex.rule == OF:
        return _dated(timex, _within(interval, grain))
    if timex.rule not in (AFTER, BEFORE):
        return None
    steps = int(period[1]) * size * (1 if timex.rule == AFTER else -1)
    return _dated(timex, _counted(interval, grain, steps))


def step_of(timex: Timex) -> Grain | None:
    """The unit a timex counts in from its event, None where it counts in none."""
    period = PERIOD.fullmatch(SINGLE.get(timex.value, timex.value))
    return STEPS[period[2]][0] if period else None


def _within(interval: Interval, grain: Grain) -> str:
    """The day, week, month or year of an event; the event itself where it lasted longer."""
    whole = calendar.interval_at(grain, interval.start)
    return at_grain(interval.start, grain) if interval.end <= whole.end else value_of(interval)


def _counted(interval: Interval, grain: Grain, steps: int) -> str:
    known = next((g for g in WHOLE if calendar.interval_at(g, interval.start) == interval), Grain.DAY)
    if FINE_TO_COARSE.index(known) > FINE_TO_COARSE.index(grain):
        return value_of(Interval(_moved(interval.start, grain, steps), _moved(interval.end, grain, steps)))
    return at_grain(_moved(interval.start if steps < 0 else interval.end - 1, grain, steps), grain)


def _moved(day: int, grain: Grain, steps: int) -> int:
    return day + steps if grain in (Grain.DAY, Grain.WEEK) else calendar.add_months(day, steps)


def _dated(timex: Timex, value: str) -> Timex:
    known = extent(value, timex.mod)
    return replace(timex, type="DATE", value=value, interval=known.interval, grain=known.grain, edtf=known.edtf)


__all__ = ["AFTER", "BEFORE", "FINE_TO_COARSE", "OF", "OPEN", "PERIOD", "resolve_anchor", "step_of"]

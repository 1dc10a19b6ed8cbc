"""Parts of a stretch: the first week of May, the second Tuesday of November, the last day of 2015."""

from timeline import calendar
from timeline.model import Interval
from timeline.temporal.calendar_dates import date, year
from timeline.temporal.context import Context
from timeline.temporal.reading import Reading, look_up
from timeline.temporal.recognise import Found
from timeline.temporal.values import extent, value_of
from timeline.terms import Anchor, Grain


def within(found: Found, context: Context) -> Reading | None:
    """The part counted out of a month or year; None where it has no such part."""
    whole, anchor = _whole(found, context)
    which = look_up(found, context, "which") or 0
    if whole is None:
        return None
    weekday = look_up(found, context, "clearday")
    unit = found.parts.get("part") or found.parts.get("part2") or ""
    if weekday is not None:
        part = _nth(whole, which, weekday - 1, 1)
    elif unit.lower() == "weekend":
        part = _nth(whole, which, 5, 2)
    elif unit.lower() == "month":
        part = _month(whole, which)
    else:
        part = _days(whole, which, 7 if unit.lower() == "week" else 1)
    return None if part is None else Reading("DATE", value_of(part), anchor=anchor)


def _whole(found: Found, context: Context) -> tuple[Interval | None, Anchor]:
    if "month" in found.parts or "year" in found.parts:
        told = date(found, context) if "month" in found.parts else year(found, context)
        return (extent(told.value).interval, told.anchor) if told else (None, Anchor.NONE)
    base, anchor = context.base()
    if base is None:
        return None, Anchor.NONE
    name = found.parts.get("span") or found.parts["span2"].split()[1]
    shift = (look_up(found, context, "rel") or 0) if "rel" in found.parts else 0
    return calendar.interval_at(Grain(name.lower()), base, shift), anchor


def _days(whole: Interval, which: int, size: int) -> Interval | None:
    first = whole.start + size * (which - 1) if which > 0 else whole.end + size * which
    last = min(first + size, whole.end)
    return Interval(first, last) if whole.start <= first < last else None


def _nth(whole: Interval, which: int, weekday: int, length: int) -> Interval | None:
    """The stretch of so many days that begins on the nth such weekday."""
    if which > 0:
        first = whole.start + (weekday - calendar.weekday(whole.start)) % 7 + 7 * (which - 1)
    else:
        first = whole.end - 1 - (calendar.weekday(whole.end - 1) - weekday) % 7 + 7 * (which + 1)
    return Interval(first, first + length) if whole.start <= first < whole.end else None


def _month(whole: Interval, which: int) -> Interval | None:
    if which > 0:
        return calendar.interval_at(Grain.MONTH, calendar.add_months(whole.start, which - 1))
    return calendar.interval_at(Grain.MONTH, calendar.add_months(whole.end, which))

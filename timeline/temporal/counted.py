"""Days counted from a day named with them: a week from Friday, two weeks after Christmas, ten years ago today."""

from timeline import calendar
from timeline.temporal.calendar_dates import feast
from timeline.temporal.context import Context
from timeline.temporal.reading import Reading, count_of, look_up, meaning
from timeline.temporal.recognise import Found
from timeline.temporal.values import at_grain, day_value, extent
from timeline.terms import Anchor, Grain

STEPS = {"D": (1, 0), "W": (7, 0), "F": (14, 0), "M": (0, 1), "Y": (0, 12), "E": (0, 120)}  # days, months


def from_day(found: Found, context: Context) -> Reading | None:
    """So many units from a weekday to come, from today, or from a feast."""
    start, anchor = _start(found, context)
    unit = meaning(found, context, "unit") if "unit" in found.parts else "W"
    count = count_of(found, context) if "count" in found.parts else 1.0
    if start is None or count is None or unit not in STEPS or count != int(count):
        return None
    back = int(context.grammar.words["relation"].get(found.parts.get("ago", "").lower(), 1))
    return Reading("DATE", day_value(_moved(start, unit, back * int(count))), anchor=anchor)


def _start(found: Found, context: Context) -> tuple[int | None, Anchor]:
    if "holiday" in found.parts:
        told = feast(found, context)
        day = extent(told.value).interval if told else None
        return (day.start if day else None), told.anchor if told else Anchor.NONE
    base, anchor = context.base()
    if base is None:
        return None, anchor
    number = look_up(found, context, "clearday", "weekday")
    if number is None:
        return base + (look_up(found, context, "dayword") or 0), anchor
    return base + (number - 1 - calendar.weekday(base)) % 7, anchor


def _moved(day: int, unit: str, count: int) -> int:
    days, months = STEPS[unit]
    return calendar.add_months(day, months * count) + days * count


def ago_this(found: Found, context: Context) -> Reading | None:
    """The day, week or month of today, so many years before."""
    count, unit = count_of(found, context), meaning(found, context, "unit")
    if context.dct is None or count is None or unit not in STEPS or count != int(count):
        return None
    name = "span" if "span" in found.parts else "span2" if "span2" in found.parts else ""
    grain = Grain(meaning(found, context, name)) if name else Grain.DAY
    base = context.dct + (look_up(found, context, "dayword") or 0)
    return Reading("DATE", at_grain(_moved(base, unit, -int(count)), grain), anchor=Anchor.DCT)


def written(found: Found, context: Context) -> Reading | None:
    """A value written as TIMEX3 or ISO writes it; None where the calendar has no such time."""
    value = next(found.parts[name] for name in ("value", "value2") if name in found.parts)
    if extent(value).interval is None:
        return None
    return Reading("TIME" if "T" in value else "DATE", value)

"""Stretches counted from somewhere: last week, two years ago, for ten days, every month, now."""

from timeline import calendar
from timeline.model import Interval
from timeline.temporal.calendar_dates import year_ago
from timeline.temporal.context import WEEKS, Context
from timeline.temporal.numbers import read_number, shown
from timeline.temporal.reading import (
    FINE,
    ORDER,
    Reading,
    count_of,
    look_up,
    meaning,
)
from timeline.temporal.recognise import Found
from timeline.temporal.values import at_grain, day_value, value_of, week_value, year_value
from timeline.terms import Anchor, Grain

UNIT_GRAIN = {
    "D": Grain.DAY, "NI": Grain.DAY, "WE": Grain.WEEKEND, "W": Grain.WEEK, "F": Grain.WEEK, "M": Grain.MONTH,
    "Q": Grain.QUARTER, "Y": Grain.YEAR, "E": Grain.YEAR, "C": Grain.YEAR, "L": Grain.YEAR,
}  # fmt: skip
FINER = (Grain.DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH)  # than what a year alone can anchor
LATELY = 2  # Wednesday: up to then "it rained this weekend" means the one gone by
UNIT_SIZE = {"F": 2, "E": 10, "C": 100, "L": 1000}


def unit(found: Found, context: Context) -> Reading | None:
    """Last week, this year, the following month."""
    grain = Grain(meaning(found, context, "span"))
    chained = "chain" in found.parts
    if "beyond" in found.parts:
        base, anchor = context.base()
        steps = look_up(found, context, "beyond") or 0
        value = None if base is None else at_grain(calendar.interval_at(grain, base, steps).start, grain)
        return None if value is None else Reading("DATE", value, anchor=anchor)
    shift = (
        look_up(found, context, "chain") if chained else look_up(found, context, "rel") if "rel" in found.parts else 0
    ) or 0
    rel = found.parts.get("rel", "").lower()
    if rel.endswith("current"):
        return (
            Reading("DATE", "PRESENT_REF")
            if context.dct is None
            else Reading("DATE", at_grain(context.dct, grain), anchor=Anchor.DCT)
        )
    if "the" in found.parts and grain is Grain.DAY:
        return None
    if (rel.endswith(("past", "last")) and rel.startswith("the")) or rel.startswith("past"):
        if grain in (Grain.DECADE, Grain.CENTURY):
            base, anchor = context.base()
            return (
                None
                if base is None
                else Reading("DATE", at_grain(calendar.interval_at(grain, base, shift).start, grain), anchor=anchor)
            )
        return Reading(
            "DURATION",
            {"year": "P1Y", "month": "P1M", "week": "P1W", "day": "P1D", "quarter": "P1Q"}.get(grain.value, "P1Y"),
        )
    if chained:
        base, base_grain, anchor = context.chained(grain)
        if base is not None and base_grain is not None and ORDER.index(base_grain) > ORDER.index(grain):
            return Reading("DATE", unknown_within(base, base_grain, grain), anchor=anchor)
    else:
        base, anchor = context.day_base() if grain in FINER else context.base()
    if base is None:
        return None
    if (
        (grain is Grain.WEEKEND and rel == "this" and context.tense == "past" and calendar.weekday(base) <= LATELY)
        or (
            "the" in found.parts and grain is Grain.WEEKEND and calendar.weekday(base) < 5 and context.tense != "future"
        )
        or (not chained and grain is Grain.WEEKEND and shift < 0 and calendar.weekday(base) >= 5)
    ):
        shift = -1
    return Reading("DATE", at_grain(calendar.interval_at(grain, base, shift).start, grain), anchor=anchor)


def unknown_within(base: int, base_grain: Grain, grain: Grain) -> str:
    """The value of a stretch that lies somewhere inside a coarser one."""
    year = year_value(calendar.date_of(base)[0])
    if base_grain is Grain.MONTH and grain is Grain.DAY:
        return f"{at_grain(base, Grain.MONTH)}-XX"
    return {Grain.DAY: f"{year}-XX-XX", Grain.WEEK: f"{year}-WXX", Grain.MONTH: f"{year}-XX"}.get(grain, year)


def year_end(found: Found, context: Context) -> Reading | None:
    """The last day of the year or month ("year-end"), or the year or month by whose end."""
    base, anchor = context.base()
    if base is None:
        return None
    if "utwo" in found.parts:
        return Reading("DATE", at_grain(base, Grain(found.parts["utwo"].lower())), "END", anchor=anchor)
    last = calendar.interval_at(Grain(found.parts["u"].lower()), base).end - 1
    return Reading("DATE", day_value(last), "END", anchor=anchor)


def ago(found: Found, context: Context) -> Reading | None:
    """So many units before or after."""
    unit = meaning(found, context, "unit")
    direction, deictic = _way(found, context)
    count = count_of(found, context)
    if found.rule.name == "day-before-date" or (found.rule.value and "count" not in found.parts):
        count = 1.0
    if count is None or unit.startswith("T"):
        return (
            Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
            if count is None
            else _time_offset(unit, count)
        )
    if unit == "Y" and count == 1 and direction < 0 and context.compared and context.quarter is not None:
        return year_ago(found, context)
    if deictic:
        base, anchor = context.day_base() if UNIT_GRAIN[unit] in FINER else context.base()
        base_grain: Grain | None = Grain.DAY
    else:
        base, base_grain, anchor = context.chained(UNIT_GRAIN[unit])
    if base is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
    grain = UNIT_GRAIN[unit]
    if not deictic and base_grain in WEEKS and grain is Grain.DAY:
        return Reading("DATE", _week_moved(context, int(direction * count)), anchor=anchor)
    if not deictic and base_grain is not None and ORDER.index(base_grain) > ORDER.index(grain):
        return Reading("DATE", unknown_within(base, base_grain, grain), anchor=anchor)
    return Reading(
        "DATE", _shifted(base, base_grain, grain, direction * count * UNIT_SIZE.get(unit, 1), deictic), anchor=anchor
    )


def _way(found: Found, context: Context) -> tuple[int, bool]:
    """Back or on, and whether from the text's own day: as the rule says, or its word."""
    if "ago" not in found.parts:
        return int(found.rule.value or 1), True
    word = found.parts["ago"].lower()
    return int(context.grammar.words["ago"].get(word, 1)), word.split()[0] in ("ago", "from", "hence")


def _week_moved(context: Context, days: int) -> str:
    """Some day of a week and days from there: the days of the week, moved along."""
    week = context.last.interval if context.last else None
    assert week is not None  # chained() has counted from it
    return value_of(Interval(week.start + days, week.end + days))


def _time_offset(unit: str, count: float) -> Reading:
    return Reading("DURATION", f"PT{shown(count)}{unit[1:]}")


def _shifted(base: int, base_grain: Grain | None, grain: Grain, steps: float, deictic: bool) -> str:
    whole = int(steps)
    if grain is Grain.DAY:
        return day_value(base + whole)
    if grain in (Grain.WEEK, Grain.WEEKEND):
        return week_value(base + 7 * whole) if deictic or base_grain not in FINE else day_value(base + 7 * whole)
    months = {Grain.MONTH: 1, Grain.QUARTER: 3}.get(grain, 12)
    return at_grain(calendar.add_months(base, int(steps * months)), Grain.MONTH if steps != whole else grain)


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units; None is an unknown number.

    >>> duration_value(2, "Y"), duration_value(None, "D"), duration_value(3, "TM"), duration_value(2, "E")
    ('P2Y', 'PXD', 'PT3M', 'P20Y')
    """
    if unit == "TX":
        return "PTXM"
    if unit == "F":
        unit, count = "W", None if count is None else count * 2
    if unit == "E" and count is not None and count != 1:
        unit, count = "Y", count * 10
    if unit == "L":
        unit, count = "Y", None if count is None else count * 1000
    if unit == "NI":
        unit = "D"
    number = "X" if count is None else shown(count)
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def duration(found: Found, context: Context) -> Reading | None:
    """So many units."""
    parts = found.parts
    name = next((n for n in ("unit", "partunit", "unitpl") if n in parts), "")
    unit = str(context.grammar.units.get(parts[name].lower(), ""))
    if found.rule.name == "unit-long":
        count = None if name == "unitpl" else 1.0
    elif "half" in parts:
        count = 1.5
    else:
        count = count_of(found, context)
    if unit == "TS" and count == 1:
        return None
    if not unit or (
        count is not None and (count > 100_000 or (1400 <= count <= 2100 and parts.get("count", "").isdigit()))
    ):
        return None
    if unit == "Q" and parts.get("count", "").lower() == "a":
        return None  # a quarter is mostly a fourth part
    if "1/2" in parts.get("count", "") and unit in HALVES:
        return Reading("DURATION", duration_value(int(count or 0), unit) + HALVES[unit])
    return Reading("DURATION", duration_value(count, unit))


HALVES = {"Y": "6M", "TH": "30M"}  # as TimeBank writes 2 1/2 years


def repetition(found: Found, context: Context) -> Reading | None:
    """Every so often."""
    parts = found.parts
    if found.rule.value:
        return Reading("SET", found.rule.value)
    if "frequency" in parts:
        return Reading("SET", meaning(found, context, "frequency"))
    if "days" in parts or "parts" in parts:
        name = parts.get("days", parts.get("clearday", "")).lower().removesuffix("s")
        part = context.grammar.words["daypart"].get(parts.get("parts", "").lower().removesuffix("s"), "")
        return Reading("SET", f"XXXX-WXX-{context.grammar.words['weekday'][name]}" + (f"T{part}" if part else ""))
    if "unitset" in parts:
        unit = str(context.grammar.units.get(parts["unitset"].lower().split()[1], ""))
        return Reading("SET", duration_value(1, unit))
    if "clearday" in parts:
        return Reading("SET", f"XXXX-WXX-{look_up(found, context, 'clearday')}", quant="EVERY")
    if "month" in parts:
        return Reading("SET", f"XXXX-{look_up(found, context, 'month'):02}", quant="EVERY")
    if "season" in parts:
        return Reading("SET", f"XXXX-{meaning(found, context, 'season')}", quant="EVERY")
    if "unit" not in parts:
        return (
            Reading("SET", f"XXXX-XX-XXT{meaning(found, context, 'daypart')}", quant="EVERY")
            if "daypart" in parts
            else None
        )
    count = count_of(found, context) or (2.0 if "other" in parts else 1.0)
    freq = parts.get("freq", "").lower()
    times = {"once": 1, "twice": 2}.get(freq) or (read_number(freq, context.grammar.words["number"]) if freq else None)
    return Reading(
        "SET",
        duration_value(count, meaning(found, context, "unit")),
        quant="" if freq else "EVERY",
        freq=f"{shown(times)}X" if times else "",
    )


def fixed(found: Found, context: Context) -> Reading | None:
    """A vague reference."""
    return Reading("DATE" if found.rule.value.endswith("_REF") else "DURATION", found.rule.value)


def then(found: Found, context: Context) -> Reading | None:
    """The time last spoken of."""
    day, grain, anchor = context.chained()
    if day is None or grain is None:
        return Reading("DATE", "PAST_REF")
    return Reading("DATE", at_grain(day, grain), anchor=anchor)

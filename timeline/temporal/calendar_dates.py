"""Dates of the calendar: years, months, days of a month, decades, quarters, seasons, feasts."""

from timeline import calendar
from timeline.model import Interval
from timeline.temporal.context import Context
from timeline.temporal.holidays import UNSURE, feasts
from timeline.temporal.numbers import read_number
from timeline.temporal.reading import (
    FINE,
    Reading,
    figures,
    look_up,
    meaning,
    ordinal_of,
    stated_year,
)
from timeline.temporal.recognise import Found
from timeline.temporal.values import at_grain, value_of, year_value
from timeline.terms import Anchor, Grain

FAR = 75  # days beyond which the tense outweighs the nearest occurrence; TimeBank, 2026-11
RECENT = 60  # days before it in which a history that has reached last year speaks of itself; Wikinews 2019, 2026-11
LATE_MONTH = 9  # a month this far before the last one spoken of is next year's; WikiWars 01-16, 2026-11


def date(found: Found, context: Context) -> Reading | None:
    """A day, a month, or a day and month of an open year."""
    parts = found.parts
    month = look_up(found, context, "month") or look_up(found, context, "clearmonth", "month")
    month = figures(parts["mm"]) if "mm" in parts else month
    day = next((figures(parts[name]) for name in ("dom", "dd", "ordday") if name in parts), 0)
    day = ordinal_of(parts["domword"], context) if "domword" in parts else day
    if month is None:
        return _day_of_month(day, context, (look_up(found, context, "rel") or 0) if "thatmonth" in parts else None)
    alone = "rel" in parts and "year" not in found.rule.name
    year = None if alone else stated_year(found, context)
    anchor = Anchor.NONE
    if year is None:
        year, anchor = _nearest_year(found, context, month, day, alone)
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}" + (f"-{day:02}" if day else ""))
    if day and not calendar.exists(year, month, day):
        return None
    return Reading(
        "DATE", f"{year_value(year)}-{month:02}" + (f"-{day:02}" if day else ""), anchor=anchor, merges=bool(day)
    )


def _day_of_month(day: int, context: Context, months: int | None) -> Reading | None:
    """A day of the month spoken of, or of one so many months from the text's own."""
    base, _, anchor = context.chained() if context.narrative else (*context.base()[:1], None, Anchor.DCT)
    if base is None:
        return None
    base = calendar.add_months(base, months or 0)
    year, month, _ = calendar.date_of(base)
    if not calendar.exists(year, month, day):
        return None
    return Reading("DATE", f"{year_value(year)}-{month:02}-{day:02}", anchor=anchor)


def _nearest_year(found: Found, context: Context, month: int, day: int, relative: bool) -> tuple[int | None, Anchor]:
    base, anchor = context.base()
    told = context.spoken_of()
    if told is not None:
        base, anchor = told, Anchor.TIMEX
    if base is None:
        return None, Anchor.NONE
    year, base_month, _ = calendar.date_of(base)
    shift = (look_up(found, context, "rel") if relative else None) or 0
    if "chain" in found.parts:
        shift = look_up(found, context, "chain") or 0
        told = context.year()
        if shift == 0 and told is not None:
            return told, Anchor.TIMEX  # "that September"
    if shift:
        passed = (base_month > month) if shift < 0 else (base_month >= month)
        return (year if passed else year - 1) if shift < 0 else (year + 1 if passed else year), anchor
    if anchor is Anchor.TIMEX:
        if context.dct is not None and day and _just_before(context.dct, year, month, day):
            return calendar.date_of(context.dct)[0], Anchor.DCT
        return _story_year(context, year, base_month, month), anchor
    if relative:
        return year, anchor
    if context.beside is not None and context.beside_grain is Grain.YEAR:
        return calendar.date_of(context.beside)[0], Anchor.TIMEX
    if context.beside is not None and day and context.beside_grain is Grain.DAY:
        return min(_three(context.beside, month, day), key=lambda c: abs(c[1] - (context.beside or 0)))[0], Anchor.TIMEX
    candidates = _three(base, month, day or 15)
    middle = base if day else calendar.day_of(year, base_month, 15)
    nearest = min(candidates, key=lambda c: abs(c[1] - middle))
    if context.tense == "future" and middle - nearest[1] > FAR:
        nearest = min(c for c in candidates if c[1] >= middle)
    elif (context.tense == "past" or not (context.tense or day)) and nearest[1] - middle > FAR:
        nearest = max(c for c in candidates if c[1] <= middle)
    return nearest[0], anchor


def _three(base: int, month: int, day: int) -> list[tuple[int, int]]:
    """That day in the year before, the year itself and the year after, each with its year."""
    year = calendar.date_of(base)[0]
    return [(y, calendar.day_of(y, month, day)) for y in (year - 1, year, year + 1)]


def _just_before(dct: int, year: int, month: int, day: int) -> bool:
    """Whether a history that has come near to its own day means the weeks before it."""
    own = calendar.date_of(dct)[0]
    return own - 1 <= year <= own and 0 <= dct - calendar.day_of(own, month, day) <= RECENT


def _story_year(context: Context, year: int, base_month: int, month: int) -> int:
    known = context.last is not None and context.last.grain in (*FINE, Grain.MONTH, Grain.WEEK)
    return year + 1 if known and base_month - month >= LATE_MONTH else year


def year(found: Found, context: Context) -> Reading | None:
    """A year in figures or words, of either era."""
    parts = found.parts
    if "bignum" in parts:
        number = figures(parts["bignum"])
        before = parts["era"].lower().startswith("b")
        era = f"BC{number:04}" if before else f"{number:04}"
        return Reading("DATE", era + _part(found, context)) if number else None
    if "yearword" in parts:
        value = _year_word(parts["yearword"], context)
        return Reading("DATE", value + _part(found, context)) if value else None
    year = stated_year(found, context)
    return None if year is None else Reading("DATE", year_value(year))


def _part(found: Found, context: Context) -> str:
    """The month or season beside a year, as a value goes on."""
    if "month" in found.parts:
        return f"-{look_up(found, context, 'month'):02}"
    return f"-{meaning(found, context, 'season')}" if "season" in found.parts else ""


def _year_word(text: str, context: Context) -> str | None:
    words = text.lower().replace("-", " ").split()
    words = [w for w in words if w not in ("the", "year", "and")]
    table = context.grammar.words["number"]
    if "thousand" in words:
        number = read_number(" ".join(words), table)
    else:
        rest = [w for w in words[1:] if w not in ("hundred", "oh")]
        number = table.get(words[0], 0) * 100 + (read_number(" ".join(rest), table) or 0)
    return f"{int(number):04}" if number and number < 2100 else None


def decade(found: Found, context: Context) -> Reading | None:
    """The 1990s, the nineties."""
    parts = found.parts
    if "decade" in parts:
        return Reading("DATE", parts["decade"][:3])
    tens = parts.get("tens", "")[:1] or str(look_up(found, context, "decadeword") or 0)
    base = context.year() if context.narrative else None
    base = base or (calendar.date_of(context.dct)[0] if context.dct else 2000)
    century = base // 100 * 100
    return Reading(
        "DATE",
        str(century + int(tens) * 10 if century + int(tens) * 10 <= base else century - 100 + int(tens) * 10)[:3],
    )


def century(found: Found, context: Context) -> Reading | None:
    """The 20th century."""
    number = ordinal_of(found.parts["nth"], context)
    if not 1 <= number <= 21:
        return None
    before = found.parts.get("era", "").lower().startswith("b")
    return Reading("DATE", f"BC{number - 1:02}" if before else f"{number - 1:02}")


def _part_of_year(found: Found, context: Context, number: int, grain: Grain, letter: str) -> Reading | None:
    year = stated_year(found, context)
    anchor = Anchor.NONE
    if year is None:
        base, anchor = context.base()
        if base is None:
            return None
        months = 3 if grain is Grain.QUARTER else 6
        start = calendar.day_of(calendar.date_of(base)[0], (number - 1) * months + 1)
        year = calendar.date_of(base)[0] - (start > base and context.tense != "future")
    return Reading("DATE", f"{year_value(year)}-{letter}{number}", anchor=anchor)


def quarter(found: Found, context: Context) -> Reading | None:
    """The third quarter, of the year stated or the latest to have begun."""
    text = next(found.parts[n] for n in ("nth", "nth2", "nth3") if n in found.parts)
    return _part_of_year(found, context, ordinal_of(text, context), Grain.QUARTER, "Q")


def half(found: Found, context: Context) -> Reading | None:
    """The first half of a year."""
    text = found.parts.get("nth") or found.parts["nth2"]
    return _part_of_year(found, context, 1 if text.lower() in ("first", "1") else 2, Grain.HALF, "H")


def last_quarter(found: Found, context: Context) -> Reading | None:
    """The quarter last spoken of."""
    if "year" in found.parts:
        if context.quarter is None:
            return Reading("DATE", found.parts["year"])
        return Reading(
            "DATE", f"{found.parts['year']}-{at_grain(context.quarter, Grain.QUARTER)[-2:]}", anchor=Anchor.TIMEX
        )
    if context.quarter is not None:
        return Reading("DATE", at_grain(context.quarter, Grain.QUARTER), anchor=Anchor.TIMEX)
    base, anchor = context.base()
    if base is None:
        return None
    return Reading("DATE", at_grain(calendar.interval_at(Grain.QUARTER, base, -1).start, Grain.QUARTER), anchor=anchor)


def year_ago(found: Found, context: Context) -> Reading | None:
    """A year before the quarter spoken of, else before the text."""
    base, anchor = context.base()
    if context.quarter is not None and not context.narrative:
        start = calendar.interval_at(Grain.QUARTER, context.quarter, -4).start
        return Reading("DATE", at_grain(start, Grain.QUARTER), anchor=Anchor.TIMEX)
    return None if base is None else Reading("DATE", year_value(calendar.date_of(base)[0] - 1), anchor=anchor)


def season(found: Found, context: Context) -> Reading | None:
    """A season of a year stated, or of the one spoken of."""
    code = meaning(found, context, "season")
    parts = found.parts
    year = (
        stated_year(found, context)
        if "year" in parts or "short" in parts or "same" in parts or ("rel" in parts and "year" in found.rule.name)
        else None
    )
    if year is not None:
        return Reading("DATE", f"{year_value(year)}-{code}")
    chained = "chain" in parts
    base, anchor = (context.chained()[0], Anchor.TIMEX) if chained else context.base()
    if base is None:
        return Reading("DATE", f"XXXX-{code}")
    shift = (
        (look_up(found, context, "rel") or 0)
        if "rel" in parts
        else (look_up(found, context, "chain") or 0 if chained else 0)
    )
    year, month, _ = calendar.date_of(base)
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if shift < 0 and not (month >= first + 3):
        year -= 1
    elif shift > 0 and month >= first:
        year += 1
    elif shift == 0 and code == "WI" and month <= 2:
        year -= 1
    return Reading("DATE", f"{year_value(year)}-{code}", anchor=anchor)


def feast(found: Found, context: Context) -> Reading | None:
    """A holiday: that of a year stated, else the nearest, or the last or next one."""
    rule = meaning(found, context, "holiday")
    year = stated_year(found, context) if {"year", "weekrel"} & found.parts.keys() else None
    anchor = Anchor.NONE
    if year is not None:
        day = next(iter(feasts(rule, year)), None)
    else:
        base, anchor = context.base()
        if base is None:
            return Reading("DATE", f"XXXX-{rule}") if rule[0].isdigit() else None
        shift = (look_up(found, context, "rel") or 0) if "rel" in found.parts else 0
        day = _nearest_feast(rule, base, shift, same_year=context.narrative)
        if day and not shift and context.tense and abs(day.start - base) > FAR:
            day = _nearest_feast(rule, base, -1 if context.tense == "past" else 1, same_year=context.narrative)
    if day is None:
        return None
    mod = "APPROX" if rule.startswith(UNSURE) else ""
    part = meaning(found, context, "daypart") if "daypart" in found.parts else ""
    return Reading("TIME" if part else "DATE", value_of(day) + (f"T{part}" if part else ""), mod, anchor=anchor)


def _nearest_feast(rule: str, base: int, shift: int, *, same_year: bool) -> Interval | None:
    near = calendar.date_of(base)[0]
    years = (near,) if same_year else (near - 1, near, near + 1)
    days = [day for year in years if year > 0 for day in feasts(rule, year)]
    if shift:
        days = [day for day in days if (day.start < base) == (shift < 0)] or days
    return min(days, key=lambda day: abs(day.start - base), default=None)

"""From a match to the time it stands for: one function a kind of rule."""

from collections.abc import Callable
from dataclasses import dataclass

from timeline import calendar
from timeline.model import Anchor, Grain, Interval
from timeline.temporal.context import Context
from timeline.temporal.holidays import holiday
from timeline.temporal.numbers import read_number, shown
from timeline.temporal.recognise import Found
from timeline.temporal.values import at_grain, day_value, week_value, year_value

UNIT_GRAIN = {
    "D": Grain.DAY, "NI": Grain.DAY, "WE": Grain.WEEKEND, "W": Grain.WEEK, "F": Grain.WEEK, "M": Grain.MONTH,
    "Q": Grain.QUARTER, "Y": Grain.YEAR, "E": Grain.YEAR, "C": Grain.YEAR, "L": Grain.YEAR,
}  # fmt: skip
UNIT_SIZE = {"F": 2, "E": 10, "C": 100, "L": 1000}
FINE = (Grain.TIME, Grain.DAY)
FAR = 75  # days beyond which the tense outweighs the nearest occurrence; TimeBank, 2026-11
LATE_MONTH = 9  # a month this far before the last one spoken of is next year's; WikiWars 01-16, 2026-11
ORDER = list(Grain)


@dataclass(frozen=True, slots=True)
class Reading:
    """The TIMEX3 attributes of a match and what it was counted from."""

    type: str
    value: str
    mod: str = ""
    quant: str = ""
    freq: str = ""
    anchor: Anchor = Anchor.NONE
    merges: bool = False


Resolver = Callable[[Found, Context], Reading | None]


def resolve(found: Found, context: Context) -> Reading | None:
    """What a match stands for; None where it is no time after all."""
    return KINDS[found.rule.kind](found, context)


def _word(found: Found, context: Context, name: str, table: str = "") -> int | None:
    text = found.parts.get(name)
    if text is None:
        return None
    key = " ".join(text.lower().split())
    value = context.grammar.words[table or name.rstrip("0123456789")].get(key)
    return None if value is None else int(value)


def _text(found: Found, context: Context, name: str) -> str:
    return str(context.grammar.words[name.rstrip("0123456789")].get(" ".join(found.parts[name].lower().split()), ""))


def _digits(text: str) -> int:
    return int("".join(c for c in text if c.isdigit()) or 0)


def _ordinal(text: str, context: Context) -> int:
    return _digits(text) or int(context.grammar.words["ordinal"].get(text.lower(), 0))


def full_year(digits: str, context: Context) -> int:
    """The year a figure stands for: two figures mean the century nearest the text's own time."""
    number = _digits(digits)
    if len(digits.strip("'’")) > 2:
        return number
    year = context.year() if context.narrative else None
    base = year or (calendar.date_of(context.dct)[0] if context.dct else 2000)
    century = base // 100 * 100
    return min((century + number + step for step in (-100, 0, 100)), key=lambda y: (abs(y - base), y))


def _stated_year(found: Found, context: Context) -> int | None:
    parts = found.parts
    for name in ("year", "yy", "short"):
        if name in parts:
            return full_year(parts[name], context)
    if "same" in parts:
        return context.year()
    shift = _word(found, context, "rel") if "rel" in parts else None
    if shift is None and "weekrel" in parts:
        shift = _word(found, context, "weekrel", "rel")
    base, _ = context.base()
    if shift is not None and base is not None:
        return calendar.date_of(base)[0] + shift
    return None


def _date(found: Found, context: Context) -> Reading | None:
    parts = found.parts
    month = _word(found, context, "month") or _word(found, context, "clearmonth", "month")
    month = _digits(parts["mm"]) if "mm" in parts else month
    day = next((_digits(parts[name]) for name in ("dom", "dd", "ordday") if name in parts), 0)
    day = _ordinal(parts["domword"], context) if "domword" in parts else day
    if month is None:
        return _day_of_month(day, context)
    alone = "rel" in parts and "year" not in found.rule.name
    year = None if alone else _stated_year(found, context)
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


def _day_of_month(day: int, context: Context) -> Reading | None:
    base, _, anchor = context.chained() if context.narrative else (*context.base()[:1], None, Anchor.DCT)
    if base is None:
        return None
    year, month, _ = calendar.date_of(base)
    if not calendar.exists(year, month, day):
        return None
    return Reading("DATE", f"{year_value(year)}-{month:02}-{day:02}", anchor=anchor)


def _nearest_year(found: Found, context: Context, month: int, day: int, relative: bool) -> tuple[int | None, Anchor]:
    base, anchor = context.base()
    if base is None:
        return None, Anchor.NONE
    year, base_month, base_day = calendar.date_of(base)
    shift = (_word(found, context, "rel") if relative else None) or 0
    if "chain" in found.parts:
        shift = _word(found, context, "chain") or 0
    if shift:
        passed = (base_month > month) if shift < 0 else (base_month >= month)
        return (year if passed else year - 1) if shift < 0 else (year + 1 if passed else year), anchor
    if anchor is Anchor.TIMEX:
        return _story_year(context, year, base_month, month), anchor
    if relative:
        return year, anchor
    candidates = [(y, calendar.day_of(y, month, day or 15)) for y in (year - 1, year, year + 1)]
    middle = base if day else calendar.day_of(year, base_month, 15)
    nearest = min(candidates, key=lambda c: abs(c[1] - middle))
    if context.tense == "future" and middle - nearest[1] > FAR:
        nearest = min(c for c in candidates if c[1] >= middle)
    elif context.tense == "past" and nearest[1] - middle > FAR:
        nearest = max(c for c in candidates if c[1] <= middle)
    return nearest[0], anchor


def _story_year(context: Context, year: int, base_month: int, month: int) -> int:
    known = context.last is not None and context.last.grain in (*FINE, Grain.MONTH, Grain.WEEK)
    return year + 1 if known and base_month - month >= LATE_MONTH else year


def _year(found: Found, context: Context) -> Reading | None:
    parts = found.parts
    if "bignum" in parts:
        number = _digits(parts["bignum"])
        before = parts["era"].lower().startswith("b")
        return Reading("DATE", f"BC{number:04}" if before else f"{number:04}") if number else None
    if "yearword" in parts:
        value = _year_word(parts["yearword"], context)
        if value and "month" in parts:
            value += f"-{_word(found, context, 'month'):02}"
        elif value and "season" in parts:
            value += f"-{_text(found, context, 'season')}"
        return Reading("DATE", value) if value else None
    year = _stated_year(found, context)
    return None if year is None else Reading("DATE", year_value(year))


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


def _decade(found: Found, context: Context) -> Reading | None:
    parts = found.parts
    if "decade" in parts:
        return Reading("DATE", parts["decade"][:3])
    tens = parts.get("tens", "")[:1] or str(
        2 + "tw th fo fi si se ei ni".split().index(parts["decadeword"].lower()[:2])
    )
    base = context.year() if context.narrative else None
    base = base or (calendar.date_of(context.dct)[0] if context.dct else 2000)
    century = base // 100 * 100
    return Reading(
        "DATE",
        str(century + int(tens) * 10 if century + int(tens) * 10 <= base else century - 100 + int(tens) * 10)[:3],
    )


def _century(found: Found, context: Context) -> Reading | None:
    number = _ordinal(found.parts["nth"], context)
    if not 1 <= number <= 21:
        return None
    before = found.parts.get("era", "").lower().startswith("b")
    return Reading("DATE", f"BC{number - 1:02}" if before else f"{number - 1:02}")


def _part_of_year(found: Found, context: Context, number: int, grain: Grain, letter: str) -> Reading | None:
    year = _stated_year(found, context)
    anchor = Anchor.NONE
    if year is None:
        base, anchor = context.base()
        if base is None:
            return None
        months = 3 if grain is Grain.QUARTER else 6
        start = calendar.day_of(calendar.date_of(base)[0], (number - 1) * months + 1)
        year = calendar.date_of(base)[0] - (start > base and context.tense != "future")
    return Reading("DATE", f"{year_value(year)}-{letter}{number}", anchor=anchor)


def _quarter(found: Found, context: Context) -> Reading | None:
    text = next(found.parts[n] for n in ("nth", "nth2", "nth3") if n in found.parts)
    return _part_of_year(found, context, _ordinal(text, context), Grain.QUARTER, "Q")


def _half(found: Found, context: Context) -> Reading | None:
    return _part_of_year(found, context, 1 if found.parts["nth"].lower() == "first" else 2, Grain.HALF, "H")


def _last_quarter(found: Found, context: Context) -> Reading | None:
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


def _year_ago(found: Found, context: Context) -> Reading | None:
    base, anchor = context.base()
    if context.quarter is not None and not context.narrative:
        start = calendar.interval_at(Grain.QUARTER, context.quarter, -4).start
        return Reading("DATE", at_grain(start, Grain.QUARTER), anchor=Anchor.TIMEX)
    return None if base is None else Reading("DATE", year_value(calendar.date_of(base)[0] - 1), anchor=anchor)


def _season(found: Found, context: Context) -> Reading | None:
    code = _text(found, context, "season")
    parts = found.parts
    year = (
        _stated_year(found, context)
        if "year" in parts or "same" in parts or "rel" in parts and "year" in found.rule.name
        else None
    )
    if year is not None:
        return Reading("DATE", f"{year_value(year)}-{code}")
    chained = "chain" in parts
    base, anchor = (context.chained()[0], Anchor.TIMEX) if chained else context.base()
    if base is None:
        return Reading("DATE", f"XXXX-{code}")
    shift = (
        (_word(found, context, "rel") or 0)
        if "rel" in parts
        else (_word(found, context, "chain") or 0 if chained else 0)
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


def _dayword(found: Found, context: Context) -> Reading | None:
    parts = found.parts
    if context.narrative:
        return Reading("DATE", "PRESENT_REF", anchor=Anchor.NONE)
    base = context.dct
    word = parts.get("dayword", "").lower()
    shift = -1 if "overnight" in parts else int(context.grammar.words["dayword"][word])
    shift += {"before": -1, "after": 1}.get(parts.get("beyond", "").lower(), 0)
    if base is None:
        return Reading("DATE", "PRESENT_REF") if shift == 0 else None
    day = day_value(base + shift)
    if "overnight" in parts or word == "tonight":
        return Reading("TIME", day + "TNI", anchor=Anchor.DCT)
    if "daypart" in parts:
        return Reading("TIME", day + "T" + _text(found, context, "daypart"), anchor=Anchor.DCT)
    return Reading("DATE", day, anchor=Anchor.DCT, merges=True)


def _daypart(found: Found, context: Context) -> Reading | None:
    part = _text(found, context, "daypart")
    if found.rule.name == "that-daypart" and "chain" not in found.parts:
        return None
    if "month" in found.parts:
        date = _date(found, context)
        return Reading("TIME", f"{date.value}T{part}", anchor=date.anchor) if date else None
    if "weekday" in found.parts:
        day, anchor = _weekday_day(found, context, "weekday")
    elif "now" in found.parts or "dayref" in found.parts:
        day, anchor = context.dct, Anchor.DCT
        if day is not None and "dayref" in found.parts:
            day += int(context.grammar.words["dayword"].get(found.parts["dayref"].lower(), 0))
    else:
        day, grain, anchor = context.chained()
        if grain not in FINE:
            day = None
        if day is not None:
            shift = _word(found, context, "chain") or 0
            night = context.last is not None and part == "MO" and shift == 1
            day += shift if part in ("MO",) and night else 0
    return Reading("TIME", f"{day_value(day) if day is not None else 'XXXX-XX-XX'}T{part}", anchor=anchor)


def _weekday_day(found: Found, context: Context, name: str) -> tuple[int | None, Anchor]:
    number = _word(found, context, name, "weekday")
    assert number is not None
    parts = found.parts
    if "chain" in parts:
        base, _, anchor = context.chained()
        shift = _word(found, context, "chain") or 0
        if base is None:
            return None, anchor
        after = base + (number - 1 - calendar.weekday(base)) % 7
        return (after + (7 if after == base else 0) if shift > 0 else after - 7 if shift < 0 else after), anchor
    base, anchor = context.base()
    if base is None:
        return None, Anchor.NONE
    if "weekrel" in parts:
        monday = base - calendar.weekday(base) + 7 * (_word(found, context, "weekrel", "rel") or 0)
        return monday + number - 1, anchor
    ahead = (number - 1 - calendar.weekday(base)) % 7
    rel = parts.get("rel", "").lower()
    if rel:
        shift = _word(found, context, "rel") or 0
        if shift < 0:
            return base + ahead - 7, anchor
        if shift > 0:
            return base + (ahead or 7), anchor
        return base + ahead if context.tense != "past" else base + (ahead - 7 if ahead else 0), anchor
    if context.tense == "future":
        return base + ahead, anchor
    return base + (ahead - 7 if ahead else 0), anchor


def _weekday(found: Found, context: Context) -> Reading | None:
    name = "clearday" if "clearday" in found.parts else "weekday"
    day, anchor = _weekday_day(found, context, name)
    part = _text(found, context, "daypart") if "daypart" in found.parts else ""
    if day is None:
        value = f"XXXX-WXX-{_word(found, context, name, 'weekday')}"
    else:
        value = day_value(day)
    return Reading("TIME" if part else "DATE", value + (f"T{part}" if part else ""), anchor=anchor, merges=not part)


def _week_of(found: Found, context: Context) -> Reading | None:
    date = _date(found, context)
    day = calendar.parse_iso(date.value) if date else None
    return Reading("DATE", week_value(day), anchor=date.anchor) if day is not None and date else None


def _unit(found: Found, context: Context) -> Reading | None:
    grain = Grain(_text(found, context, "span"))
    chained = "chain" in found.parts
    shift = (
        _word(found, context, "chain") if chained else _word(found, context, "rel") if "rel" in found.parts else 0
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
    if rel.endswith(("past", "last")) and rel.startswith("the") or rel.startswith("past"):
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
        base, base_grain, anchor = context.chained()
        if base is not None and base_grain is not None and ORDER.index(base_grain) > ORDER.index(grain):
            return Reading("DATE", _unknown_within(base, base_grain, grain), anchor=anchor)
    else:
        base, anchor = context.base()
    if base is None:
        return None
    if "the" in found.parts and grain is Grain.WEEKEND and calendar.weekday(base) < 5 and context.tense != "future":
        shift = -1
    elif not chained and grain is Grain.WEEKEND and shift < 0 and calendar.weekday(base) >= 5:
        shift = -1
    return Reading("DATE", at_grain(calendar.interval_at(grain, base, shift).start, grain), anchor=anchor)


def _unknown_within(base: int, base_grain: Grain, grain: Grain) -> str:
    year = year_value(calendar.date_of(base)[0])
    if base_grain is Grain.MONTH and grain is Grain.DAY:
        return f"{at_grain(base, Grain.MONTH)}-XX"
    return {Grain.DAY: f"{year}-XX-XX", Grain.WEEK: f"{year}-WXX", Grain.MONTH: f"{year}-XX"}.get(grain, year)


def _year_end(found: Found, context: Context) -> Reading | None:
    unit = (found.parts.get("u") or found.parts.get("u2") or "year").lower()
    base, anchor = context.base()
    if base is None:
        return None
    last = calendar.interval_at(Grain(unit), base).end - 1
    return Reading("DATE", day_value(last), "END", anchor=anchor)


def _count(found: Found, context: Context, name: str = "count") -> float | None:
    if name not in found.parts:
        return read_number(found.parts["vague"], context.grammar.words["number"]) if "vague" in found.parts else None
    return read_number(found.parts[name], context.grammar.words["number"])


def _ago(found: Found, context: Context) -> Reading | None:
    unit = _text(found, context, "unit")
    ahead = "ago" not in found.parts
    direction = 1 if ahead else int(context.grammar.words["ago"].get(found.parts["ago"].lower(), 1))
    deictic = ahead or found.parts["ago"].lower().split()[0] in ("ago", "from", "hence")
    count = _count(found, context)
    single = found.rule.name == "day-before-date"
    if single:
        count = 1.0
    if count is None or unit.startswith("T"):
        return (
            Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
            if count is None
            else _time_offset(unit, count)
        )
    if unit == "Y" and count == 1 and direction < 0 and context.quarter is not None and not context.narrative:
        return _year_ago(found, context)
    if deictic:
        base, anchor = context.base()
        base_grain: Grain | None = Grain.DAY
    else:
        base, base_grain, anchor = context.chained()
    if base is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
    grain = UNIT_GRAIN[unit]
    if not deictic and base_grain is not None and ORDER.index(base_grain) > ORDER.index(grain):
        return Reading("DATE", _unknown_within(base, base_grain, grain), anchor=anchor)
    return Reading(
        "DATE", _shifted(base, base_grain, grain, direction * count * UNIT_SIZE.get(unit, 1), deictic), anchor=anchor
    )


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


def _duration(found: Found, context: Context) -> Reading | None:
    parts = found.parts
    name = next((n for n in ("unit", "partunit", "unitpl") if n in parts), "")
    unit = str(context.grammar.units.get(parts[name].lower(), ""))
    if found.rule.name == "unit-long":
        count = None if name == "unitpl" else 1.0
    elif "half" in parts:
        count = 1.5
    else:
        count = _count(found, context)
    if unit == "TS" and count == 1:
        return None
    if (
        not unit
        or count is not None
        and (count > 100_000 or 1400 <= count <= 2100 and parts.get("count", "").isdigit())
    ):
        return None
    if unit == "Q" and parts.get("count", "").lower() == "a":
        return None  # a quarter is mostly a fourth part
    if "1/2" in parts.get("count", "") and unit in HALVES:
        return Reading("DURATION", duration_value(int(count or 0), unit) + HALVES[unit])
    return Reading("DURATION", duration_value(count, unit))


HALVES = {"Y": "6M", "TH": "30M"}  # as TimeBank writes 2 1/2 years


def _set(found: Found, context: Context) -> Reading | None:
    parts = found.parts
    quant = found.start and "EVERY" or ""
    if found.rule.value:
        return Reading("SET", found.rule.value)
    if "frequency" in parts:
        return Reading("SET", _text(found, context, "frequency"))
    if "days" in parts or "parts" in parts:
        name = parts.get("days", parts.get("clearday", "")).lower().removesuffix("s")
        part = context.grammar.words["daypart"].get(parts.get("parts", "").lower().removesuffix("s"), "")
        return Reading("SET", f"XXXX-WXX-{context.grammar.words['weekday'][name]}" + (f"T{part}" if part else ""))
    if "unitset" in parts:
        unit = str(context.grammar.units.get(parts["unitset"].lower().split()[1], ""))
        return Reading("SET", duration_value(1, unit))
    if "clearday" in parts:
        return Reading("SET", f"XXXX-WXX-{_word(found, context, 'clearday')}", quant="EVERY")
    if "month" in parts:
        return Reading("SET", f"XXXX-{_word(found, context, 'month'):02}", quant="EVERY")
    if "season" in parts:
        return Reading("SET", f"XXXX-{_text(found, context, 'season')}", quant="EVERY")
    if "unit" not in parts:
        return (
            Reading("SET", f"XXXX-XX-XXT{_text(found, context, 'daypart')}", quant="EVERY")
            if "daypart" in parts
            else None
        )
    count = _count(found, context) or (2.0 if " other " in found.rule.name else 1.0)
    freq = parts.get("freq", "").lower()
    times = {"once": 1, "twice": 2}.get(freq) or (read_number(freq, context.grammar.words["number"]) if freq else None)
    return Reading(
        "SET",
        duration_value(count, _text(found, context, "unit")),
        quant="" if freq else quant,
        freq=f"{shown(times)}X" if times else "",
    )


def _clock(found: Found, context: Context) -> Reading | None:
    parts = found.parts
    if "noon" in parts:
        hour, minute = (24, "00") if parts["noon"].lower() == "midnight" else (12, "00")
    else:
        text = next((parts[n] for n in ("hm", "hm2", "hm3") if n in parts), "")
        if "count" in parts:
            text = str(int(_count(found, context) or 0))
        text = text.replace(".", ":")
        hour, _, minute = (text[:2], "", text[2:]) if "hm3" in parts else text.partition(":")
        hour, minute = int(hour), minute[:2] or "00"
        half = parts.get("ampm", "").lower()[:1] or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(
            _text(found, context, "daypart") if "daypart" in parts else "", ""
        )
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 24 or not minute.isdigit() or int(minute) > 59:
        return None
    day, grain, anchor = context.chained()
    if context.narrative and grain not in FINE:
        day = None
    if not context.narrative:
        day, anchor = (
            (context.last_day(), Anchor.TIMEX) if grain in FINE and context.last else (context.dct, Anchor.DCT)
        )
    return Reading("TIME", f"{day_value(day) if day is not None else 'XXXX-XX-XX'}T{hour:02}:{minute}", anchor=anchor)


def _holiday(found: Found, context: Context) -> Reading | None:
    rule = _text(found, context, "holiday")
    year = full_year(found.parts["year"], context) if "year" in found.parts else None
    if year is None and "weekrel" in found.parts:
        year = _stated_year(found, context)
    anchor = Anchor.NONE
    if year is None:
        base, anchor = context.base()
        if base is None:
            return Reading("DATE", f"XXXX-{rule}") if rule[0].isdigit() else None
        near = calendar.date_of(base)[0]
        shift = (_word(found, context, "rel") or 0) if "rel" in found.parts else 0
        days = [(holiday(rule, y), y) for y in (near - 1, near, near + 1) if 0 < y]
        if shift:
            days = [d for d in days if (d[0] < base) == (shift < 0)] or days
        year = min(days, key=lambda d: abs(d[0] - base))[1] if not context.narrative else near
    value = day_value(holiday(rule, year))
    part = _text(found, context, "daypart") if "daypart" in found.parts else ""
    return Reading("TIME" if part else "DATE", value + (f"T{part}" if part else ""), anchor=anchor)


def _fixed(found: Found, context: Context) -> Reading | None:
    return Reading("DURATION" if found.rule.value.startswith("PX") else "DATE", found.rule.value)


def _then(found: Found, context: Context) -> Reading | None:
    day, grain, anchor = context.chained()
    if day is None or grain is None:
        return Reading("DATE", "PAST_REF")
    return Reading("DATE", at_grain(day, grain), anchor=anchor)


KINDS: dict[str, Resolver] = {
    "date": _date, "year": _year, "decade": _decade, "century": _century, "quarter": _quarter, "half": _half,
    "lastquarter": _last_quarter, "yearago": _year_ago, "season": _season, "dayword": _dayword, "daypart": _daypart,
    "weekday": _weekday, "weekof": _week_of, "unit": _unit, "yearend": _year_end, "ago": _ago, "duration": _duration, "stretch": _duration,
    "set": _set, "clock": _clock, "holiday": _holiday, "fixed": _fixed, "then": _then,
}  # fmt: skip

__all__ = ["Interval", "Reading", "resolve"]

"""Days and their parts: today, Friday, that night, 9 a.m., the week of a day."""

from timeline import calendar
from timeline.temporal.calendar_dates import date
from timeline.temporal.context import Context
from timeline.temporal.reading import (
    FINE,
    Reading,
    count_of,
    look_up,
    meaning,
)
from timeline.temporal.recognise import Found
from timeline.temporal.values import day_value, week_value
from timeline.terms import Anchor


def dayword(found: Found, context: Context) -> Reading | None:
    """Today, yesterday, tonight."""
    parts = found.parts
    base = context.dct
    if context.narrative and (base is None or _nowadays(found, context)):
        return Reading("DATE", "PRESENT_REF", anchor=Anchor.NONE)
    if "lastpart" in parts and base is not None:
        return Reading(
            "TIME",
            f"{day_value(base - 1 - ('beyond' in parts))}T{meaning(found, context, 'lastpart', 'daypart')}",
            anchor=Anchor.DCT,
        )
    if "lastpart" in parts:
        return None
    word = parts.get("dayword", "").lower()
    shift = -1 if "overnight" in parts else int(context.grammar.words["dayword"][word])
    shift += {"before": -1, "after": 1}.get(parts.get("beyond", "").lower(), 0)
    if base is None:
        return Reading("DATE", "PRESENT_REF") if shift == 0 else None
    day = day_value(base + shift)
    if "overnight" in parts or word == "tonight":
        return Reading("TIME", day + "TNI", anchor=Anchor.DCT)
    if "daypart" in parts:
        return Reading("TIME", day + "T" + meaning(found, context, "daypart"), anchor=Anchor.DCT)
    return Reading("DATE", day, anchor=Anchor.DCT, merges=True)


def _nowadays(found: Found, context: Context) -> bool:
    """Whether a history means its own age: "today", but not "yesterday", nor if it bears its date."""
    word = found.parts.get("dayword", "").lower()
    return context.grammar.words["dayword"].get(word) == 0 and "daypart" not in found.parts and not context.stamped


def daypart(found: Found, context: Context) -> Reading | None:
    """This morning, the night of 20 June."""
    part = "MO" if "smallhours" in found.parts else meaning(found, context, "daypart")
    if found.rule.name == "that-daypart" and "chain" not in found.parts:
        return None
    if "month" in found.parts:
        told = date(found, context)
        return Reading("TIME", f"{told.value}T{part}", anchor=told.anchor) if told else None
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
            shift = look_up(found, context, "chain") or 0
            night = context.last is not None and part == "MO" and shift == 1
            day += shift if part in ("MO",) and night else 0
    return Reading("TIME", f"{day_value(day) if day is not None else 'XXXX-XX-XX'}T{part}", anchor=anchor)


def _weekday_day(found: Found, context: Context, name: str) -> tuple[int | None, Anchor]:
    number = look_up(found, context, name, "weekday")
    assert number is not None
    parts = found.parts
    if "chain" in parts:
        base, _, anchor = context.chained()
        shift = look_up(found, context, "chain") or 0
        if base is None:
            return None, anchor
        after = base + (number - 1 - calendar.weekday(base)) % 7
        return (after + (7 if after == base else 0) if shift > 0 else after - 7 if shift < 0 else after), anchor
    base, anchor = context.day_base()
    if base is None:
        return None, Anchor.NONE
    if "weekrel" in parts:
        monday = base - calendar.weekday(base) + 7 * (look_up(found, context, "weekrel", "rel") or 0)
        return monday + number - 1, anchor
    ahead = (number - 1 - calendar.weekday(base)) % 7
    rel = parts.get("rel", "").lower()
    if rel:
        shift = look_up(found, context, "rel") or 0
        if shift < 0:
            return base + ahead - 7, anchor
        if shift > 0:
            return base + (ahead or 7), anchor
        return base + ahead if context.tense != "past" else base + (ahead - 7 if ahead else 0), anchor
    if context.tense == "future":
        return base + ahead, anchor
    return base + (ahead - 7 if ahead else 0), anchor


def weekday(found: Found, context: Context) -> Reading | None:
    """Friday, last Friday, Friday night."""
    name = "clearday" if "clearday" in found.parts else "weekday"
    day, anchor = _weekday_day(found, context, name)
    part = meaning(found, context, "daypart") if "daypart" in found.parts else ""
    value = f"XXXX-WXX-{look_up(found, context, name, 'weekday')}" if day is None else day_value(day)
    return Reading("TIME" if part else "DATE", value + (f"T{part}" if part else ""), anchor=anchor, merges=not part)


def week_of(found: Found, context: Context) -> Reading | None:
    """The week of a date."""
    told = date(found, context)
    day = calendar.parse_iso(told.value) if told else None
    return Reading("DATE", week_value(day), anchor=told.anchor) if day is not None and told else None


def clock(found: Found, context: Context) -> Reading | None:
    """A time of the day."""
    time = _time_of_day(found, context)
    if time is None:
        return None
    day, grain, anchor = context.chained()
    if not context.narrative:
        told = grain in FINE and context.last is not None
        day, anchor = (day, Anchor.TIMEX) if told else (context.dct, Anchor.DCT)
    elif grain not in FINE:
        day = None
    return Reading("TIME", f"{day_value(day) if day is not None else 'XXXX-XX-XX'}T{time}", anchor=anchor)


def _time_of_day(found: Found, context: Context) -> str | None:
    parts = found.parts
    if "noon" in parts:
        return "24:00" if parts["noon"].lower() == "midnight" else "12:00"
    text = next((parts[n] for n in ("hm", "hm2", "hm3") if n in parts), "").replace(".", ":").replace(" ", "")
    if "count" in parts:
        text = str(int(count_of(found, context) or 0))
    hours, minutes = (text[:2], text[2:]) if "hm3" in parts else (text.partition(":")[0], text.partition(":")[2][:2])
    part = meaning(found, context, "daypart") if "daypart" in parts else ""
    half = parts.get("ampm", "").lower()[:1] or ("" if not part else "a" if part == "MO" else "p")
    hour, minute = int(hours), int(minutes or 0)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if "past" in parts:
        hour, minute = _counted(hour, 30 if parts["quarters"].lower() == "half" else 15, parts["past"].lower())
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute <= 59 else None


def _counted(hour: int, minutes: int, way: str) -> tuple[int, int]:
    """Half or a quarter past an hour, or to it."""
    return ((hour - 1) % 24, 60 - minutes) if way == "to" else (hour, minutes)

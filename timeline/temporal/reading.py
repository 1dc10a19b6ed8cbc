"""What a resolver gives back, and how it looks at a match."""

from dataclasses import dataclass

from timeline import calendar
from timeline.temporal.context import Context
from timeline.temporal.numbers import read_number
from timeline.temporal.recognise import Found
from timeline.terms import Anchor, Grain

FINE = (Grain.TIME, Grain.DAY)
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


def look_up(found: Found, context: Context, name: str, table: str = "") -> int | None:
    """What a named part means in a word table (its own, or the one given); None where it was not read."""
    text = found.parts.get(name)
    if text is None:
        return None
    key = " ".join(text.lower().split())
    value = context.grammar.words[table or name.rstrip("0123456789")].get(key)
    return None if value is None else int(value)


def meaning(found: Found, context: Context, name: str, table: str = "") -> str:
    """The same for tables whose values are words."""
    words = context.grammar.words[table or name.rstrip("0123456789")]
    return str(words.get(" ".join(found.parts[name].lower().replace("’", "'").split()), ""))


def figures(text: str) -> int:
    """The number its figures make."""
    return int("".join(c for c in text if c.isdigit()) or 0)


def ordinal_of(text: str, context: Context) -> int:
    """The number of an ordinal in figures or in words; 0 where it is none."""
    return figures(text) or int(context.grammar.words["ordinal"].get(text.lower(), 0))


def full_year(digits: str, context: Context) -> int:
    """The year a figure stands for: two figures mean the century nearest the text's own time."""
    number = figures(digits)
    if len(digits.strip("'’")) > 2:
        return number
    year = context.year() if context.narrative else None
    base = year or (calendar.date_of(context.dct)[0] if context.dct else 2000)
    century = base // 100 * 100
    return min((century + number + step for step in (-100, 0, 100)), key=lambda y: (abs(y - base), y))


def stated_year(found: Found, context: Context) -> int | None:
    """The year a match writes out or points at ("last year", "that year")."""
    parts = found.parts
    for name in ("year", "yy", "short"):
        if name in parts:
            return full_year(parts[name], context)
    if "same" in parts:
        return context.year()
    shift = look_up(found, context, "rel") if "rel" in parts else None
    if shift is None and "weekrel" in parts:
        shift = look_up(found, context, "weekrel", "rel")
    base, _ = context.base()
    if shift is not None and base is not None:
        return calendar.date_of(base)[0] + shift
    return None


def count_of(found: Found, context: Context) -> float | None:
    """The number of units; None where it is unknown."""
    text = next((found.parts[name] for name in ("count", "vague", "few") if name in found.parts), "")
    return read_number(text, context.grammar.words["number"]) if text else None

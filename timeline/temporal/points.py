"""Read a time that someone typed: ISO, EDTF, TIMEX3, or plain words."""

import re

from timeline.model import Interval
from timeline.temporal.dateparser_ import read_span
from timeline.temporal.timexes import find_timexes
from timeline.temporal.values import at_grain, extent
from timeline.terms import Grain

BETWEEN = re.compile(r"\s*(?:/|\.\.|–|—| to | - | through | until )\s*")
WRITTEN = re.compile(
    r"(?:BC)?\d{4}(?:-\d\d(?:-\d\d(?:T[A-Z0-9:]+)?)?|-[QH]\d|-W\d{1,2}(?:-WE)?|-(?:SP|SU|FA|WI))?|\d{3}X|\d\dXX"
)
EXPRESSIONS = {Grain.TIME: Grain.DAY}


def read_point(text: str, today: int, *, language: str = "en") -> Interval | None:
    """The days that `text` names, counted from the day `today`; None where it names none.

    >>> read_point("2016-04", 736074)
    Interval(start=736055, end=736085)
    >>> read_point("last month", 736074) == read_point("2016-03", 736074)
    True
    """
    text = text.strip().rstrip("~?%")
    return (
        _value(text) or _phrase(text, today, language) or _span(text, today, language) or _parsed(text, today, language)
    )


def _value(text: str) -> Interval | None:
    upper = text.upper()
    if not WRITTEN.fullmatch(upper):
        return None
    if len(upper) == 7 and upper[4:6] == "-W" and upper[6].isdigit():
        upper = f"{upper[:6]}0{upper[6]}"
    return extent(upper.rstrip("X")).interval


def _phrase(text: str, today: int, language: str) -> Interval | None:
    if language != "en":
        return None
    found = [t for t in find_timexes(text, today, language=language) if t.interval is not None]
    if len(found) == 1 and len(found[0].text) >= len(text) - len("the "):
        return found[0].interval
    return None


def _span(text: str, today: int, language: str) -> Interval | None:
    parts = BETWEEN.split(text)
    if len(parts) != 2 or not all(parts):
        return None
    first, last = (read_point(part, today, language=language) for part in parts)
    return Interval(first.start, last.end) if first and last and first.start < last.end else None


def _parsed(text: str, today: int, language: str) -> Interval | None:
    if not any(c.isalnum() for c in text) or len(text) > 60:
        return None
    found = read_span(text, today, language)
    if found is None:
        return None
    day, grain = found
    return extent(at_grain(day, EXPRESSIONS.get(grain, grain))).interval or Interval(day, day + 1)

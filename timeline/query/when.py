"""What a user writes for a time, as an interval."""

import re

from timeline.calendar import day_of, exists, interval_at, weekday
from timeline.errors import QueryError
from timeline.model import Interval
from timeline.terms import Grain

YEAR = r"(?P<year>[+-]?\d{4,7})"
FORMS = (  # compiled when they are first used: most questions name no time
    ("day", YEAR + r"-(?P<month>\d\d)-(?P<day>\d\d)(?:T.*)?"),
    ("month", YEAR + r"-(?P<month>0\d|1[0-2])"),
    ("season", YEAR + r"-(?P<season>2[1-4])"),
    ("quarter", YEAR + r"-?[Qq](?P<quarter>[1-4])"),
    ("week", YEAR + r"-?[Ww](?P<week>\d\d)(?:-(?P<weekday>[1-7]))?"),
    ("year", YEAR),
    ("decade", r"(?P<year>-?\d{3})[Xx]"),
    ("century", r"(?P<year>-?\d\d)[Xx][Xx]"),
)
OPEN_DAYS = 2**31 - 1  # where an open end lies


def parse_when(text: str, today: int) -> Interval:
    """The interval that a user means: ISO 8601, EDTF, `2016-Q1`, `2016-W12`, or English such as "last month".

    Raises:
        QueryError: it cannot be read as a time.

    >>> parse_when("2016-04", 0) == parse_when("2016-04-01/2016-04-30", 0)
    True
    >>> parse_when("2016-W16", 0)
    Interval(start=736072, end=736079)
    """
    written = text.strip()
    found = _edtf(written)
    if found is None:
        from timeline.temporal import read_point

        found = read_point(written, today)
    if found is None:
        raise QueryError(f'"{text}" is no time: write 2016, 2016-04, 2016-04-20, 2016-Q1, 2016-W12 or "last month"')
    return found


def _edtf(text: str) -> Interval | None:
    """An ISO or EDTF form, as a range where there is a slash; None where it is neither."""
    if "/" not in text:
        return _point(text)
    first, _, last = text.partition("/")
    start, end = _point(first), _point(last)
    low = start.start if start else -OPEN_DAYS
    high = end.end if end else OPEN_DAYS
    if (start is None and first not in ("", "..")) or (end is None and last not in ("", "..")) or not (start or end):
        return None
    return Interval(low, high) if low < high else None


def _point(text: str) -> Interval | None:
    for name, pattern in FORMS:
        if found := re.fullmatch(pattern, text.rstrip("?~%")):
            return _interval(name, {key: int(value) for key, value in found.groupdict().items() if value})
    return None


def _interval(name: str, parts: dict[str, int]) -> Interval | None:
    year = parts["year"]
    if name == "day":
        if not exists(year, parts["month"], parts["day"]):
            return None
        return interval_at(Grain.DAY, day_of(year, parts["month"], parts["day"]))
    if name == "month":
        return interval_at(Grain.MONTH, day_of(year, parts["month"])) if parts["month"] else None
    if name == "week":
        return _week(year, parts["week"], parts.get("weekday"))
    if name in ("decade", "century"):
        size = 10 if name == "decade" else 100
        return interval_at(Grain(name), day_of(year * size))
    month = {"season": parts.get("season", 0) * 3 - 60, "quarter": parts.get("quarter", 0) * 3 - 2}.get(name, 1)
    return interval_at(Grain(name), day_of(year, month))


def _week(year: int, week: int, day: int | None) -> Interval | None:
    """A week of ISO 8601, or one of its days: week 1 holds 4 January."""
    fourth = day_of(year, 1, 4)
    monday = fourth - weekday(fourth) + 7 * (week - 1)
    last = day_of(year, 12, 28)
    if week < 1 or monday > last:
        return None
    return Interval(monday, monday + 7) if day is None else Interval(monday + day - 1, monday + day)

"""What a TIMEX3 value stands for: its interval of days, its grain and its EDTF form; knows no language."""

import re
from typing import NamedTuple

from timeline import calendar
from timeline.model import Interval
from timeline.terms import Grain

SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}  # first month, EDTF level 1 code
EDTF_QUARTER, EDTF_HALF = 32, 39  # EDTF codes 33-36 and 40-41
WHOLE = (Grain.DECADE, Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH, Grain.WEEK)
NO_SPAN = {Grain.WEEK, Grain.WEEKEND}
VALUE = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{2,4})"
    r"(?:-(?:W(?P<week>\d\d)(?P<we>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|"
    r"(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T(?P<time>.*))?"
)
LENGTHS = (  # in days, at most
    (Grain.DAY, 1), (Grain.WEEK, 7), (Grain.MONTH, 31), (Grain.QUARTER, 92), (Grain.HALF, 184), (Grain.YEAR, 366),
    (Grain.DECADE, 3653),
)  # fmt: skip
PARTIAL = re.compile(r"XXXX-(\d\d)(?:-(\d\d|XX))?$")
OPEN_BEFORE, OPEN_AFTER = {"BEFORE", "ON_OR_BEFORE"}, {"AFTER", "ON_OR_AFTER"}


class Extent(NamedTuple):
    """The days a value covers, how finely it is known and how EDTF writes it ("" where it cannot)."""

    interval: Interval | None
    grain: Grain | None
    edtf: str


NOTHING = Extent(None, None, "")


def extent(value: str, mod: str = "") -> Extent:
    """The extent of a TIMEX3 value; durations, sets and vague references have none.

    Two values with a stroke between them are the days from the first to the last.

    >>> extent("2016-W15").edtf, extent("199").edtf, extent("2016", "APPROX").edtf, extent("XXXX-04-20").edtf
    ('2016-04-11/2016-04-17', '199X', '2016~', 'XXXX-04-20')
    """
    if partial := PARTIAL.match(value):
        return Extent(None, None, f"XXXX-{partial[1]}" + (f"-{partial[2]}" if partial[2] else ""))
    if "/" in value:
        return _from_to(*value.split("/", 1))
    found = VALUE.fullmatch(value)
    if found is None:
        return NOTHING
    plain = _plain(found)
    if plain is None or plain.interval is None:
        return NOTHING
    return plain._replace(edtf=_qualified(plain.edtf, mod))


def _from_to(first: str, last: str) -> Extent:
    start, end = extent(first).interval, extent(last).interval
    if start is None or end is None or start.start >= end.end:
        return NOTHING
    interval = Interval(start.start, end.end)
    return Extent(interval, breadth(interval), f"{calendar.iso(interval.start)}/{calendar.iso(interval.end - 1)}")


def breadth(interval: Interval) -> Grain:
    """The finest grain that is as long: how finely a time somewhere in these days is known.

    >>> breadth(Interval(736074, 736079))
    <Grain.WEEK: 'week'>
    """
    days = interval.end - interval.start
    return next((grain for grain, most in LENGTHS if days <= most), Grain.CENTURY)


def _qualified(edtf: str, mod: str) -> str:
    if "/" in edtf:
        return edtf
    if mod in OPEN_BEFORE:
        return f"../{edtf}"
    if mod in OPEN_AFTER:
        return f"{edtf}/.."
    return f"{edtf}~" if mod == "APPROX" else edtf


def _plain(found: re.Match[str]) -> Extent | None:
    digits = found["year"]
    if len(digits) < 4 and found["bc"]:
        return _long_before(found, int(digits), 10 if len(digits) == 3 else 100)
    if len(digits) < 4:
        size, grain = (10, Grain.DECADE) if len(digits) == 3 else (100, Grain.CENTURY)
        first = int(digits) * size
        whole = found.end() == len(digits)
        interval = Interval(calendar.day_of(first), calendar.day_of(first + size))
        return Extent(interval, grain, digits.ljust(4, "X")) if whole else None
    year = 1 - int(digits) if found["bc"] else int(digits)
    name = calendar.year_text(year)
    if found["week"]:
        return _week(year, int(found["week"]), bool(found["we"]))
    if found["month"]:
        return _month(found, year, name)
    for group, first_of, code, length in (("quarter", 3, EDTF_QUARTER, 3), ("half", 6, EDTF_HALF, 6)):
        if found[group]:
            number = int(found[group])
            month = (number - 1) * first_of + 1
            return Extent(_months(year, month, length), Grain(group), f"{name}-{code + number}")
    if found["season"]:
        month, code = SEASONS[found["season"]]
        return Extent(_months(year, month, 3), Grain.SEASON, f"{name}-{code}")
    return Extent(_months(year, 1, 12), Grain.YEAR, name)


def _long_before(found: re.Match[str], number: int, size: int) -> Extent | None:
    """A decade or century BC: BC048 is 489 to 480 BC."""
    if found.end() != found.end("year"):
        return None
    first, last = 1 - (number * size + size - 1), min(1 - number * size, 0)
    interval = Interval(calendar.day_of(first), calendar.day_of(last + 1))
    edtf = f"{calendar.year_text(first)}/{calendar.year_text(last)}"
    return Extent(interval, Grain.DECADE if size == 10 else Grain.CENTURY, edtf)


def _months(year: int, first: int, length: int) -> Interval:
    return Interval(calendar.day_of(year, first), calendar.day_of(year, first + length))


def _week(year: int, week: int, weekend: bool) -> Extent | None:
    monday = monday_of(year, week)
    if not 1 <= week <= 53:
        return None
    first = monday + 5 if weekend else monday
    grain = Grain.WEEKEND if weekend else Grain.WEEK
    return Extent(Interval(first, monday + 7), grain, f"{calendar.iso(first)}/{calendar.iso(monday + 6)}")


def _month(found: re.Match[str], year: int, name: str) -> Extent | None:
    month = int(found["month"])
    if not 1 <= month <= 12:
        return None
    if not found["day"]:
        return Extent(_months(year, month, 1), Grain.MONTH, f"{name}-{month:02}")
    day = int(found["day"])
    if not calendar.exists(year, month, day):
        return None
    number = calendar.day_of(year, month, day)
    grain = Grain.DAY if found["time"] is None else Grain.TIME
    return Extent(Interval(number, number + 1), grain, calendar.iso(number))


def monday_of(year: int, week: int) -> int:
    """The Monday of an ISO week.

    >>> calendar.iso(monday_of(2016, 15))
    '2016-04-11'
    """
    fourth = calendar.day_of(year, 1, 4)
    return fourth - calendar.weekday(fourth) + 7 * (week - 1)


def day_value(number: int) -> str:
    """The TIMEX3 value of a day.

    >>> day_value(736074), day_value(calendar.day_of(-43, 3, 15))
    ('2016-04-20', 'BC0044-03-15')
    """
    year, month, day = calendar.date_of(number)
    return f"{year_value(year)}-{month:02}-{day:02}"


def year_value(year: int) -> str:
    """The TIMEX3 value of an astronomical year.

    >>> year_value(2016), year_value(-43)
    ('2016', 'BC0044')
    """
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"


def week_value(number: int) -> str:
    """The TIMEX3 value of the ISO week that holds a day.

    >>> week_value(736074)
    '2016-W16'
    """
    monday = number - calendar.weekday(number)
    year = calendar.date_of(monday + 3)[0]
    return f"{year_value(year)}-W{(monday - monday_of(year, 1)) // 7 + 1:02}"


def at_grain(number: int, grain: Grain) -> str:
    """The TIMEX3 value of the stretch of that grain around a day.

    >>> at_grain(736074, Grain.SEASON), at_grain(736074, Grain.DECADE)
    ('2016-SP', '201')
    """
    if grain in (Grain.TIME, Grain.DAY):
        return day_value(number)
    if grain in NO_SPAN:
        return week_value(number) + ("-WE" if grain is Grain.WEEKEND else "")
    start = calendar.interval_at(grain, number).start
    year, month, _ = calendar.date_of(start)
    if grain is Grain.MONTH:
        return f"{year_value(year)}-{month:02}"
    if grain is Grain.QUARTER:
        return f"{year_value(year)}-Q{(month + 2) // 3}"
    if grain is Grain.HALF:
        return f"{year_value(year)}-H{(month + 5) // 6}"
    if grain is Grain.SEASON:
        return f"{year_value(year)}-{('WI', 'SP', 'SU', 'FA')[month % 12 // 3]}"
    digits = {Grain.DECADE: 3, Grain.CENTURY: 2, Grain.MILLENNIUM: 1}.get(grain, 4)
    return year_value(year)[: digits if year > 0 else digits + len("BC")]


def value_of(interval: Interval) -> str:
    """The value that names just these days: a day, month, year ..., else the first and the last.

    >>> value_of(Interval(736055, 736085)), value_of(Interval(736055, 736057))
    ('2016-04', '2016-04-01/2016-04-02')
    """
    for grain in (Grain.DAY, *WHOLE):
        if calendar.interval_at(grain, interval.start) == interval:
            return at_grain(interval.start, grain)
    return f"{day_value(interval.start)}/{day_value(interval.end - 1)}"

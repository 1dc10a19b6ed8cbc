"""Arithmetic on days, weeks, months and years; knows nothing of language, and of no bounds on the year.

Day numbers are proleptic Gregorian ordinals, as `datetime.date.toordinal` gives
them, continued below 1.  Years are astronomical: 0 is 1 BC, -43 is 44 BC.
"""

from bisect import bisect_left
from datetime import date

from timeline.model import Interval
from timeline.terms import Grain

EPOCH_SHIFT = 306  # days from 0000-03-01, where leap days fall at the end of a year, to 0001-01-01
DAYS_IN_400_YEARS = 146_097
LAST_KNOWN = date.max.toordinal()  # up to where the standard library counts days
BREADTHS = (1, 7, 31, 92, 366, 3_660, 366_000)  # days: the classes of `breadth`, longer ones come last
SPANS_IN_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.SEASON: 3, Grain.HALF: 6}
SPANS_IN_YEARS = {Grain.YEAR: 1, Grain.DECADE: 10, Grain.CENTURY: 100, Grain.MILLENNIUM: 1000}


def day_of(year: int, month: int = 1, day: int = 1) -> int:
    """The day number of a date; month and day may run over (month 13 is January of the next year).

    >>> day_of(2016, 4, 20), day_of(1, 1, 1), day_of(0, 12, 31)
    (736074, 1, 0)
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    march_year, from_march = (year, month - 3) if month > 2 else (year - 1, month + 9)
    era, of_era = divmod(march_year, 400)
    in_era = of_era * 365 + of_era // 4 - of_era // 100 + (153 * from_march + 2) // 5 + day - 1
    return era * DAYS_IN_400_YEARS + in_era - EPOCH_SHIFT + 1


def date_of(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number.

    >>> date_of(736074), date_of(0)
    ((2016, 4, 20), (0, 12, 31))
    """
    if 0 < number <= LAST_KNOWN:
        known = date.fromordinal(number)  # quicker than the same arithmetic here
        return known.year, known.month, known.day
    era, in_era = divmod(number - 1 + EPOCH_SHIFT, DAYS_IN_400_YEARS)
    of_era = (in_era - in_era // 1460 + in_era // 36524 - in_era // 146096) // 365
    in_year = in_era - (365 * of_era + of_era // 4 - of_era // 100)
    from_march = (5 * in_year + 2) // 153
    day = in_year - (153 * from_march + 2) // 5 + 1
    month = from_march + 3 if from_march < 10 else from_march - 9
    return era * 400 + of_era + (month <= 2), month, day


def days_in_month(year: int, month: int) -> int:
    """How many days the month has.

    >>> days_in_month(2016, 2)
    29
    """
    return day_of(year, month + 1) - day_of(year, month)


def exists(year: int, month: int, day: int) -> bool:
    """Whether there is such a day.

    >>> exists(2015, 2, 29), exists(2016, 2, 29), exists(2016, 13, 1)
    (False, True, False)
    """
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday.

    >>> weekday(day_of(2016, 4, 20))
    2
    """
    return (number - 1) % 7


def add_months(number: int, months: int) -> int:
    """The same day of the month so many months on; the last of the month where it has no such day.

    >>> date_of(add_months(day_of(2016, 1, 31), 1))
    (2016, 2, 29)
    """
    year, month, day = date_of(number)
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    return day_of(year, month, min(day, days_in_month(year, month)))


def interval_at(grain: Grain, number: int, shift: int = 0) -> Interval:
    """The `grain` that lies `shift` steps from the one holding day `number`.

    Weeks begin on Monday (ISO 8601) and weekends on Saturday; decades, centuries and
    millennia begin at years ending in 0, 00 and 000.  Seasons are the northern
    meteorological ones: December to February is the winter of the year it begins in.

    >>> [iso(d) for d in (lambda i: (i.start, i.end))(interval_at(Grain.WEEK, day_of(2016, 4, 20), -1))]
    ['2016-04-11', '2016-04-18']
    """
    if grain in (Grain.TIME, Grain.DAY):
        return Interval(number + shift, number + shift + 1)
    if grain in (Grain.WEEK, Grain.WEEKEND):
        monday = number - weekday(number) + 7 * shift
        return Interval(monday + 5 if grain is Grain.WEEKEND else monday, monday + 7)
    year, month, _ = date_of(number)
    if grain in SPANS_IN_MONTHS:
        length, offset = SPANS_IN_MONTHS[grain], 2 if grain is Grain.SEASON else 0
        first = (year * 12 + month - 1 - offset) // length * length + offset + length * shift
        return Interval(day_of(0, first + 1), day_of(0, first + length + 1))
    length = SPANS_IN_YEARS[grain]
    first = year // length * length + length * shift
    return Interval(day_of(first), day_of(first + length))


def iso(number: int) -> str:
    """The day as ISO 8601 writes it; years outside 0 to 9999 carry a sign.

    >>> iso(day_of(2016, 4, 20)), iso(day_of(-43, 3, 15)), iso(day_of(12000))
    ('2016-04-20', '-0043-03-15', '+12000-01-01')
    """
    if 0 < number <= LAST_KNOWN:
        return date.fromordinal(number).isoformat()
    year, month, day = date_of(number)
    return f"{year_text(year)}-{month:02}-{day:02}"


def year_text(year: int) -> str:
    """The year as ISO 8601 writes it.

    >>> year_text(79), year_text(-43)
    ('0079', '-0043')
    """
    if year < 0:
        return f"-{-year:04}"
    return f"{year:04}" if year <= 9999 else f"+{year}"


def parse_iso(text: str) -> int | None:
    """The day number of `YYYY-MM-DD` (signed years allowed), or None where that is not a day.

    >>> parse_iso("2016-04-20"), parse_iso("2016-04-31"), parse_iso("-0043-03-15") == day_of(-43, 3, 15)
    (736074, None, True)
    """
    sign = -1 if text.startswith("-") else 1
    parts = text.lstrip("+-").split("-")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) > 7:
        return None
    year, month, day = sign * int(parts[0]), int(parts[1]), int(parts[2])
    return day_of(year, month, day) if exists(year, month, day) else None


def breadth(start: int | None, end: int | None) -> int:
    """The length class of an interval: 0 for a day, then week, month, quarter, year, decade, millennium, longer.

    >>> breadth(10, 11), breadth(10, 17), breadth(10, 41)
    (0, 1, 2)
    """
    if start is None or end is None:
        return 0
    return bisect_left(BREADTHS, end - start)

"""New moons, and the feasts of calendars that follow them.

Sources: Meeus, Astronomical Algorithms, chapters 27 and 49 (the larger terms: good to some minutes); the
arithmetic of the Hebrew calendar; for the Islamic calendar the tables of Umm al-Qura in hijridate.
"""

from functools import cache
from math import floor, radians, sin

from timeline import calendar
from timeline.model import Interval

JULIAN_DAY_OF_ZERO = 1_721_424.5  # the Julian day at the beginning of day number 0
MONTHS_IN_YEAR = 12.3685
CHINA, INDIA = 8 / 24, 5.5 / 24  # ahead of UTC, in days
EVENING = 18.3 / 24  # the moon must still be old when it is dark
EARLIEST_NEW_YEAR = (1, 21)
FIRST_HIJRI, LAST_HIJRI = 1343, 1500  # of the tables
PARTS_IN_DAY, HEBREW_EPOCH = 25_920, -1_373_427
TERMS = (  # amplitude in days; how often the sun's anomaly, the moon's anomaly and its argument of latitude count
    (-0.40720, 0, 1, 0), (0.17241, 1, 0, 0), (0.01608, 0, 2, 0), (0.01039, 0, 0, 2), (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0), (0.00208, 2, 0, 0), (-0.00111, 0, 1, -2), (-0.00057, 0, 1, 2), (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0), (0.00042, 1, 0, 2), (0.00038, 1, 0, -2), (-0.00024, -1, 2, 0),
)  # fmt: skip


def new_moon(number: int) -> float:
    """The new moon of that number (0 is that of 6 January 2000), as a day number with its part of the day, UTC."""
    centuries = number / (MONTHS_IN_YEAR * 100)
    time = 2_451_550.09766 + 29.530588861 * number + 0.00015437 * centuries**2
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number + 0.0107582 * centuries**2)
    latitude = radians(160.7108 + 390.67050284 * number - 0.0016118 * centuries**2)
    time += sum(size * sin(s * sun + m * moon + f * latitude) for size, s, m, f in TERMS)
    return time - 0.0008 - JULIAN_DAY_OF_ZERO  # a minute between dynamical and universal time


def _new_moons(day: int) -> list[float]:
    """Four new moons, the first before `day`."""
    number = floor((day - calendar.day_of(2000, 1, 6)) / 29.530588861) - 1
    return [new_moon(n) for n in range(number, number + 5)]


def chinese_new_year(year: int) -> int:
    """The first day of the Chinese year: the second new moon after the winter solstice's month began, Beijing time.

    >>> calendar.iso(chinese_new_year(2019)), calendar.iso(chinese_new_year(1985))
    ('2019-02-05', '1985-02-20')
    """
    millennia = (year - 1 - 2000) / 1000
    solstice = 2_451_900.05952 + 365_242.74049 * millennia - 0.06223 * millennia**2 - JULIAN_DAY_OF_ZERO
    shortest = floor(solstice + CHINA)
    moons = [floor(moon + CHINA) for moon in _new_moons(shortest)]
    moons += [floor(moon + CHINA) for moon in _new_moons(shortest + 60)]
    later = [moon for moon in sorted(set(moons)) if moon > shortest]
    earliest = calendar.day_of(year, *EARLIEST_NEW_YEAR)
    return next(moon for moon in later[1:] if moon >= earliest)


def diwali(year: int) -> int:
    """The evening of the new moon of autumn, Indian time.

    >>> calendar.iso(diwali(2019)), calendar.iso(diwali(2016))
    ('2019-10-27', '2016-10-30')
    """
    first = calendar.day_of(year, 10, 18)  # when the sun has entered Libra, as India counts
    moon = next(moon for moon in _new_moons(first) if moon + INDIA >= first)
    day = floor(moon + INDIA)
    return day if moon + INDIA - day > EVENING else day - 1


@cache
def hebrew_new_year(year: int) -> int:
    """The first of Tishri of a year of the Hebrew calendar.

    >>> calendar.iso(hebrew_new_year(5780))
    '2019-09-30'
    """
    before, this, after = (_elapsed(y) for y in (year - 1, year, year + 1))
    moved = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return HEBREW_EPOCH + this + moved


def _elapsed(year: int) -> int:
    """Days from the epoch to the mean conjunction that opens a year, kept off Sunday, Wednesday and Friday."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // PARTS_IN_DAY
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def tishri(year: int) -> int:
    """The Hebrew New Year that falls in a year of ours."""
    return hebrew_new_year(year + 3761)


def kislev(year: int) -> int:
    """The first of Kislev in the autumn of a year of ours.

    >>> calendar.iso(kislev(2019) + 24)
    '2019-12-23'
    """
    long_autumn = (tishri(year + 1) - tishri(year)) % 10 == 5  # of 355 or 385 days
    return tishri(year) + (60 if long_autumn else 59)


def hijri(year: int, month: int, day: int = 0) -> tuple[Interval, ...]:
    """The days, or without `day` the whole months, of the Islamic calendar that begin in a year of ours.

    >>> [calendar.iso(found.start) for found in hijri(2019, 9)], hijri(1700, 9)
    (['2019-05-06'], ())
    """
    from hijridate import Hijri

    near = (year - 622) * 33 // 32
    found = []
    for each in range(near - 1, near + 3):
        if not FIRST_HIJRI <= each < LAST_HIJRI:
            continue
        first = Hijri(each, month, day or 1)
        start = first.to_gregorian().toordinal()
        if calendar.date_of(start)[0] == year:
            found.append(Interval(start, start + (1 if day else first.month_length())))
    return tuple(found)

"""The days of feasts that move."""

import re
from collections.abc import Callable, Mapping

from timeline import calendar
from timeline.model import Interval
from timeline.temporal import moons
from timeline.temporal.moons import hijri


def easter(year: int) -> int:
    """Easter Sunday of the western churches (the anonymous Gregorian computus).

    >>> calendar.iso(easter(2016)), calendar.iso(easter(2000))
    ('2016-03-27', '2000-04-23')
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l_) // 451
    month, day = divmod(h + l_ - 7 * m + 114, 31)
    return calendar.day_of(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> int:
    """The nth such weekday (1 Monday to 7 Sunday) of a month; the last one where there is no fifth.

    >>> calendar.iso(nth_weekday(1999, 11, 4, 4))
    '1999-11-25'
    """
    first = calendar.day_of(year, month)
    day = first + (weekday - 1 - calendar.weekday(first)) % 7 + 7 * (nth - 1)
    return day if day < calendar.day_of(year, month + 1) else day - 7


def pascha(year: int) -> int:
    """Easter Sunday of the eastern churches (the Julian computus).

    >>> calendar.iso(pascha(2016)), calendar.iso(pascha(2019))
    ('2016-05-01', '2019-04-28')
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return calendar.day_of(year, month, day + 1) + year // 100 - year // 400 - 2


def feasts(rule: str, year: int) -> tuple[Interval, ...]:
    """When the feast of a rule of the word tables falls in a year: mostly once, by the moon also twice or never.

    A rule is a day of the year (`12-25`), the nth weekday of a month (`nth(11-4-4)`), a day
    that feasts are counted from (`easter`), or a month and day of the Islamic calendar
    (`hijri(10-1)`; `hijri(9)` is the whole month); days are added with + or -.

    >>> [calendar.iso(found.start) for found in feasts("easter-2", 2016)]
    ['2016-03-25']
    >>> [calendar.iso(found.start) for found in feasts("hijri(10-1)", 2000)]
    ['2000-01-08', '2000-12-27']
    """
    found = RULE.fullmatch(rule)
    assert found is not None, rule
    numbers = [int(number) for number in (found["date"] or found["of"] or "").split("-") if number]
    if found["name"] == "hijri":
        return hijri(year, *numbers)
    if found["name"] == "nth":
        day = nth_weekday(year, *numbers)
    else:
        day = STARTS[found["name"]](year) if found["name"] else calendar.day_of(year, *numbers)
    day += int(found["more"] or 0)
    return (Interval(day, day + 1),)


RULE = re.compile(r"(?:(?P<date>\d\d-\d\d)|(?P<name>[a-z]+)(?:\((?P<of>[\d-]+)\))?)(?P<more>[+-]\d+)?")
STARTS: Mapping[str, Callable[[int], int]] = {
    "easter": easter,
    "pascha": pascha,
    "tishri": moons.tishri,
    "kislev": moons.kislev,
    "springfestival": moons.chinese_new_year,
    "diwali": moons.diwali,
}
UNSURE = ("hijri", "diwali")  # kept by the sight of the moon: a day sooner or later from land to land

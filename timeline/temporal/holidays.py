"""The days of feasts that move."""

from timeline import calendar


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


def holiday(rule: str, year: int) -> int:
    """The day a holiday rule of the word tables falls on: `12-25`, `easter-2` or `nth-11-4-4`.

    >>> calendar.iso(holiday("easter-2", 2016)), calendar.iso(holiday("12-25", 2016))
    ('2016-03-25', '2016-12-25')
    """
    if rule.startswith("easter"):
        return easter(year) + int(rule.removeprefix("easter"))
    if rule.startswith("nth-"):
        numbers, _, later = rule.removeprefix("nth-").partition("+")
        month, weekday, nth = map(int, numbers.split("-"))
        return nth_weekday(year, month, weekday, nth) + int(later or 0)
    month, day = map(int, rule.split("-"))
    return calendar.day_of(year, month, day)

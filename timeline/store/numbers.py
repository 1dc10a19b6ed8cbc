"""How days, months, roles and salience are written as numbers; imports nothing slow."""

from functools import lru_cache

from timeline.calendar import date_of

FIRST_DAY, LAST_DAY = -(2**31), 2**31 - 1  # bounds of what holds for ever; the first stands for no day in keys
SEQUENCE_BITS = 31
SOURCE, TARGET = 1, 2  # bits of a link's role
COARSE = {"month": "month"} | dict.fromkeys(("quarter", "season", "half", "year"), "year")
COARSE |= dict.fromkeys(("decade", "century", "millennium"), "decade")
# Percent of salience, which is the chance that an editor lists an event.  SALIENT is what `query` shows: the
# highest at which editor F1 on held-out gold is within half a point of its best.  MORE is what it shows with --more.
SALIENT, MORE = 50, 30


def event_number(start: int | None, mention: int) -> int:
    """The number of an event: later days have higher numbers, and no day the lowest."""
    day = 0 if start is None else min(max(start, FIRST_DAY + 1), LAST_DAY) - FIRST_DAY
    return day << SEQUENCE_BITS | mention


def first_number(day: int) -> int:
    """The lowest number an event of that day, or of a later one, can have."""
    return event_number(day, 0)


@lru_cache(maxsize=1024)
def month_of(day: int | None) -> int:
    """The month a day is counted in: year * 12 + month - 1; no day has one of its own."""
    if day is None:
        return FIRST_DAY
    year, month, _ = date_of(day)
    return year * 12 + month - 1


def unit_of(grain: str | None) -> str:
    """The finest unit that an event known this finely is counted by: one known to the year belongs to no month of it.

    >>> unit_of("time"), unit_of("week"), unit_of("season"), unit_of(None)
    ('day', 'day', 'year', 'day')
    """
    return COARSE.get(grain or "", "day")


def percent(salience: float) -> int:
    """Salience as it is stored."""
    return round(100 * salience)

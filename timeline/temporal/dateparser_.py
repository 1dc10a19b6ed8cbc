"""The one door to dateparser: always a span, always a base day, always languages, and cached."""

from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from timeline import calendar
from timeline.terms import Grain

PERIODS = {"day": Grain.DAY, "week": Grain.WEEK, "month": Grain.MONTH, "year": Grain.YEAR, "time": Grain.TIME}
FIRST, LAST = calendar.day_of(1, 1, 2), calendar.day_of(9999, 12, 30)


@cache
def _parser(language: str, base: int, prefer: str) -> Any:
    from dateparser.date import DateDataParser  # a tenth of a second, needed by few texts

    year, month, day = calendar.date_of(base)
    settings = {
        "RELATIVE_BASE": datetime(year, month, day),  # noqa: DTZ001 - a day has no zone
        "PREFER_DATES_FROM": prefer,
        "RETURN_TIME_AS_PERIOD": True,
        "NORMALIZE": True,
    }
    return DateDataParser(languages=[language], settings=settings)


@lru_cache(maxsize=4096)
def read_span(span: str, base: int, language: str = "en", prefer: str = "past") -> tuple[int, Grain] | None:
    """The day a span speaks of and how finely, or None where dateparser reads nothing.

    `base` is the day it counts from; `prefer` (past, future, current_period) decides
    what is left open, such as the year of a month.
    """
    if not FIRST < base < LAST or not span.strip():
        return None
    try:
        found = _parser(language, base, prefer).get_date_data(span)
    except (ValueError, OverflowError, RecursionError):
        return None
    if found.date_obj is None:
        return None
    grain = PERIODS.get(found.period or "day", Grain.DAY)
    moment = found.date_obj
    return calendar.day_of(moment.year, moment.month, moment.day), grain

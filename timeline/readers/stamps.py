"""Publication dates in words: of a field, and of a line at the top of a text that says nothing else."""

import re
from email.utils import parsedate
from functools import cache

from timeline.calendar import day_of, exists
from timeline.readers.page import read_day
from timeline.resources import data_file, read_toml

TOP_LINES = 8  # where such a line is looked for
LAST_YEAR = 9999


def day_in_words(value: str) -> int | None:
    """The day number of a date such as "April 20, 2016" or "Wed, 20 Apr 2016 10:15:00 GMT"; None where it is no day."""
    from timeline.temporal import find_timexes

    days = [timex.interval for timex in find_timexes(value[:100], None) if timex.interval]
    return days[0].start if days and days[0].end - days[0].start == 1 else None


def day_of_stamp(value: str) -> int | None:
    """The day number of a time stamp as machines write it, by the clock of whoever wrote it; None where it is none.

    >>> [day_of_stamp(v) for v in ("2016-04-20T23:30:00-05:00", "Wed, 20 Apr 2016 23:30:00 -0500", "soon")]
    [736074, 736074, None]
    """
    if (day := read_day(value)) is not None:
        return day
    try:
        parts = parsedate(value)
    except (IndexError, TypeError, ValueError, OverflowError):
        parts = None
    if parts and 1 <= parts[0] <= LAST_YEAR and exists(*parts[:3]):
        return day_of(*parts[:3])
    return day_in_words(value) if value.strip() else None


def take_stamp(text: str) -> tuple[str, int | None, str]:
    """The text without its line of publication, the day that line gives, and the line ("" where there is none).

    >>> take_stamp("Ships meet\\n\\nPublished: 6 August 2020\\n\\nTwo ships met.")
    ('Ships meet\\n\\n\\n\\nTwo ships met.', 737643, 'Published: 6 August 2020')
    """
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in filled[:TOP_LINES]:
        line = lines[number].strip(" \t*_")
        if (found := _stamp().fullmatch(line)) and (day := _day(found["day"])) is not None:
            return "\n".join([*lines[:number], "", *lines[number + 1 :]]), day, line
    return text, None, ""


def _day(value: str) -> int | None:
    day = read_day(value)
    return day if day is not None else day_in_words(value)


@cache
def _stamp() -> re.Pattern[str]:
    (entry,) = read_toml(data_file("en/boilerplate.toml"))["published"]
    return re.compile(entry["pattern"], re.IGNORECASE)

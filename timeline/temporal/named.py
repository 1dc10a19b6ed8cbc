"""Events that people date by, and the times they happened."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from timeline.model import Interval
from timeline.resources import Place, read_rows, shipped, unique
from timeline.temporal.values import extent

MOST_PASSED = 4
LEADING = ("of", "s")  # what words before a name end with: the end of the war, Russia's annexation
FILE = "named_events.csv"
KEY = re.compile(r"[^\w./]+")
OPEN_END = Interval(1, 3_652_060).end  # the day after 9999-12-31


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event and its time; `interval` of one that goes on ends with the year 9999."""

    id: str
    name: str
    kind: str
    edtf: str
    interval: Interval


@cache
def named_events() -> Mapping[str, NamedEvent]:
    """The shipped events by each of their names, spelt as `key` spells them.

    Raises:
        ResourceError: the file is missing, or an entry has a time that is none, or an id or a name that is taken.
    """
    return unique(_names())


def _names() -> Iterator[tuple[Place, str, NamedEvent]]:
    for line, row in read_rows(shipped("seeds") / FILE, key=("id",)):
        place, interval = Place.line(FILE, line), read_edtf(row["edtf"])
        if interval is None:
            raise place.error(f'"{row["edtf"]}" is no time')
        event = NamedEvent(row["id"], row["name"], row["kind"], row["edtf"], interval)
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield place, key(name), event


@cache
def name_words() -> frozenset[str]:
    """Every word of the events' names, lower case: a phrase without any names none."""
    return frozenset(word for name in named_events() for word in name.split())


def key(name: str) -> str:
    """A name as it is compared: lower case, without punctuation and the article.

    >>> key("the Russo-Japanese  War")
    'russo japanese war'
    """
    return KEY.sub(" ", name.lower().replace("’", "'")).strip().removeprefix("the ")


def read_edtf(edtf: str) -> Interval | None:
    """The days of a date or interval of dates; `..` is an end that is open.

    >>> read_edtf("2014-03-18"), read_edtf("nonsense")
    (Interval(start=735310, end=735311), None)
    """
    first, _, last = edtf.partition("/")
    start = extent(first).interval
    end = extent(last).interval if last and last != ".." else None
    if start is None or (last and last != ".." and end is None):
        return None
    if not last:
        return start
    return Interval(start.start, end.end if end else OPEN_END)


def resolve_named(phrase: str) -> Interval | None:
    """The time of the event that a phrase names, or None where it names none we know.

    Words before the name are passed over: "the beginning of the Gulf War".
    """
    events = named_events()
    words = key(phrase).split()
    for first in range(min(len(words), MOST_PASSED)):
        passed = words[: first - 1] if first and words[first - 1] == "the" else words[:first]
        if passed and passed[-1] not in LEADING:
            continue
        event = events.get(" ".join(words[first:]))
        if event is not None:
            return event.interval
    return None

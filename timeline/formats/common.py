"""What the forms have in common: dates as people write them, evidence, texts without control characters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from timeline.calendar import date_of, iso
from timeline.model import Citation, Event, Interval, Mention, PlaceMention
from timeline.terms import DateReason, Grain, PlaceBasis, Status

FIRST_DAY, LAST_DAY = 1, 3_652_059  # 0001-01-01 and 9999-12-31
REPORTED = "reported"  # before a date of which no more is known
UNREAL = (Status.PLANNED, Status.POSSIBLE, Status.DEMANDED, Status.HYPOTHETICAL)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
# What XML 1.0 has no way to write, and what turns the direction of a line.
UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class About:
    """What a file holds, in words, and when it was made (with a time zone)."""

    title: str
    made_at: datetime


def clean(text: str) -> str:
    """Text of an article on one line, without what no format may carry.

    >>> clean("a\\x1b[1m\\n b\\ud800")
    'a[1m b'
    """
    return UNWRITABLE.sub("", " ".join(text.split()))


def headline(event: Event) -> str:
    """The headline with what keeps it from being a plain fact: "Iran attacks (planned)"."""
    marks = [str(event.status)] if event.status in UNREAL else []
    marks += ["did not happen"] if event.negated else []
    marks += [f"says {', '.join(speakers)}"] if (speakers := said_by(event)) else []
    return clean(event.headline) + (f" ({'; '.join(marks)})" if marks else "")


def said_by(event: Event) -> list[str]:
    """The names of those who say that it happened."""
    return names(event.attribution.said_by) if event.attribution else []


def names(parties: Iterable[Mention | PlaceMention]) -> list[str]:
    """Names in order, each once."""
    return list(dict.fromkeys(clean(party.name) for party in parties))


def places(event: Event, *, wider: bool = True) -> list[PlaceMention]:
    """Where it happened, the smallest place first; `wider` adds the region and country around it.

    Where its article was only written is no place of it.
    """
    left_out = {PlaceBasis.DATELINE} if wider else {PlaceBasis.DATELINE, PlaceBasis.WIDER}
    found = {(place.name, place.country): place for place in event.place if place.basis not in left_out}
    return list(found.values())


def within_years(event: Event) -> bool:
    """Whether it has a date between the years 1 and 9999, which is what most programs can hold."""
    return event.interval is not None and event.interval.start >= FIRST_DAY and event.interval.end <= LAST_DAY


def last_day(interval: Interval) -> int:
    """The last day of the interval, for forms that include it."""
    return interval.end - 1


def sentences(event: Event) -> list[tuple[str, Citation]]:
    """What was written of it and where, each sentence once."""
    return list({clean(r.sentence): (clean(r.sentence), r.article) for r in event.reports}.values())


def address(event: Event) -> str:
    """Where the first report with an address stands, "" where none has one; only of the web."""
    found = (report.article.url for report in event.reports)
    return next((clean(url) for url in found if url.startswith(("http://", "https://"))), "")


def cited(citation: Citation) -> str:
    """The article in a few words: publisher, title, day."""
    day = iso(citation.published) if citation.published is not None else ""
    return ", ".join(part for part in (clean(citation.publisher), clean(citation.title), day) if part) or citation.id


def when(event: Event) -> str:
    """The date as people write it; "reported ..." where nothing but the day of the report is known.

    >>> when(Event("1", "ASSAULT", "", interval=Interval(736055, 736085), grain=Grain.MONTH))
    'April 2016'
    """
    if event.interval is None:
        return "undated"
    shown = spelled(event.interval, event.grain)
    return f"{REPORTED} {shown}" if event.date_reason is DateReason.PUBLICATION else shown


def spelled(interval: Interval, grain: Grain | None) -> str:
    """An interval in words, no finer than it is known.

    >>> spelled(Interval(736074, 736075), Grain.DAY), spelled(Interval(736065, 736072), Grain.WEEK)
    ('20 April 2016', '11 to 17 April 2016')
    >>> spelled(Interval(735964, 736330), Grain.YEAR), spelled(Interval(735964, 736695), None)
    ('2016', '2016 to 2017')
    """
    first, last = date_of(interval.start), date_of(last_day(interval))
    begins_year, ends_year = first[1:] == (1, 1), last[1:] == (12, 31)
    if grain is Grain.DECADE and first[0] % 10 == 0 and last[0] == first[0] + 9:
        return f"{first[0]}s"
    if grain is Grain.SEASON and first[2] == 1 and first[1] in SEASONS:
        return f"{SEASONS[first[1]]} {year(first[0])}"
    if begins_year and ends_year:
        return year(first[0]) if first[0] == last[0] else f"{year(first[0])} to {year(last[0])}"
    if first[2] == 1 and date_of(interval.end)[2] == 1:
        return _joined(first[:2], last[:2])
    return _joined(first, last)


def _joined(first: tuple[int, ...], last: tuple[int, ...]) -> str:
    """From one day or month to another, what they share written once."""
    if first == last:
        return _written(first)
    if first[0] != last[0]:
        return f"{_written(first)} to {_written(last)}"
    start = str(first[2]) if len(first) > 2 and first[1] == last[1] else _written(first).rsplit(" ", 1)[0]
    return f"{start} to {_written(last)}"


def _written(parts: tuple[int, ...]) -> str:
    """Year and month, and the day where there is one."""
    month = f"{MONTHS[parts[1] - 1]} {year(parts[0])}"
    return f"{parts[2]} {month}" if len(parts) > 2 else month


def year(number: int) -> str:
    """A year in words; there is no year 0 in them.

    >>> year(2016), year(-43)
    ('2016', '44 BC')
    """
    return str(number) if number > 0 else f"{1 - number} BC"

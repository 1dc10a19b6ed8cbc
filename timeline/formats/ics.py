"""iCalendar (RFC 5545): an all-day entry an event, for any calendar program."""

from collections.abc import Iterator, Sequence
from datetime import date

from icalendar import Calendar
from icalendar import Event as Entry

from timeline.formats.common import (
    UNREAL,
    About,
    address,
    cited,
    headline,
    names,
    places,
    sentences,
    when,
    within_years,
)
from timeline.model import Event

PRODUCT = "-//timeline//event timeline//EN"
holds = within_years


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """One calendar; its lines end as RFC 5545 wants, in CR LF."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", about.title)
    for event in events:
        calendar.add_component(_entry(event, about))
    yield from calendar.to_ical().decode("utf-8").removesuffix("\n").split("\n")


def _entry(event: Event, about: About) -> Entry:
    interval = event.interval
    assert interval is not None  # `holds` has seen to it
    entry = Entry()
    entry.add("uid", f"{event.id}@timeline")
    entry.add("dtstamp", about.made_at)
    entry.add("dtstart", date.fromordinal(interval.start))
    entry.add("dtend", date.fromordinal(interval.end))
    entry.add("summary", headline(event))
    entry.add("description", _evidence(event))
    entry.add("categories", [event.event_class])
    entry.add("status", "TENTATIVE" if event.status in UNREAL else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    where = places(event)
    if where:
        entry.add("location", "; ".join(names(where)))
    if where and where[0].latitude is not None and where[0].longitude is not None:
        entry.add("geo", (where[0].latitude, where[0].longitude))
    if address(event):
        entry.add("url", address(event))
    return entry


def _evidence(event: Event) -> str:
    return "\n\n".join([when(event), *(f"{sentence}\n({cited(article)})" for sentence, article in sentences(event))])

"""The JSON of TimelineJS 3: a slide an event; its texts are HTML, so everything out of an article is escaped."""

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from timeline.calendar import date_of
from timeline.formats.common import About, address, cited, clean, headline, last_day, sentences, when
from timeline.model import Event
from timeline.terms import Grain

FINE = (Grain.TIME, Grain.DAY, Grain.WEEKEND, Grain.WEEK)
LONG = (Grain.YEAR, Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM)


def holds(event: Event) -> bool:
    """Whether it has a date; TimelineJS takes any year."""
    return event.interval is not None


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """One JSON object."""
    slides = [_slide(event) for event in events]
    title = {"text": {"headline": escape(clean(about.title)), "text": f"{len(slides)} events"}}
    yield json.dumps({"title": title, "events": slides}, ensure_ascii=False, indent=1)


def _slide(event: Event) -> dict[str, Any]:
    interval = event.interval
    assert interval is not None  # `holds` has seen to it
    slide = {
        "start_date": _date(interval.start, event.grain),
        "display_date": escape(when(event)),
        "text": {"headline": escape(headline(event)), "text": told(event)},
        "group": event.event_class,
        "unique_id": f"event-{event.id}",
    }
    if interval.end - interval.start > 1:
        slide["end_date"] = _date(last_day(interval), event.grain)
    return slide


def _date(number: int, grain: Grain | None) -> dict[str, int]:
    """No finer than the event is known, so that nobody reads a day out of "2016"."""
    year, month, day = date_of(number)
    parts = {"year": year}
    if grain not in LONG:
        parts["month"] = month
    if grain is None or grain in FINE:
        parts["day"] = day
    return parts


def told(event: Event) -> str:
    """The sentences with their sources, as HTML."""
    paragraphs = [
        f"<p>{escape(sentence)}<br><small>{escape(cited(article))}</small></p>"
        for sentence, article in sentences(event)
    ]
    link = address(event)
    return "".join(paragraphs) + (f'<p><a href="{escape(link)}">{escape(link)}</a></p>' if link else "")

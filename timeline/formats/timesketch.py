"""Timesketch's JSON Lines: `message`, `datetime` and `timestamp_desc` on every line, the rest as attributes."""

import json
from collections.abc import Iterator, Sequence

from timeline.calendar import iso
from timeline.formats.common import About, address, headline, names, places, said_by, sentences, when, within_years
from timeline.model import Event

holds = within_years


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """An object an event; `datetime` is the first moment of its interval, in UTC."""
    for event in events:
        interval = event.interval
        assert interval is not None  # `holds` has seen to it
        record = {
            "message": headline(event),
            "datetime": f"{iso(interval.start)}T00:00:00+00:00",
            "timestamp_desc": f"Event ({when(event)})",
            "data_type": "timeline:event",
            "event_id": event.id,
            "event_class": event.event_class,
            "event_from": iso(interval.start),
            "event_to": iso(interval.end),
            "edtf": event.edtf,
            "date_reason": str(event.date_reason),
            "source_actor": names(event.source),
            "target_actor": names(event.target),
            "place": names(places(event)),
            "status": str(event.status),
            "negated": event.negated,
            "said_by": said_by(event),
            "confidence": round(event.confidence, 3),
            "salience": round(event.salience, 3),
            "articles": event.articles,
            "sentences": [sentence for sentence, _ in sentences(event)],
            "url": address(event),
            "tag": [event.event_class.lower()],
        }
        yield json.dumps(record, ensure_ascii=False)

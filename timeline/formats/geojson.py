"""GeoJSON (RFC 7946): a feature an event; where no place is known its geometry is null."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from timeline.calendar import iso
from timeline.formats.common import About, address, headline, names, places, said_by, sentences, when
from timeline.model import Event


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """One FeatureCollection, a feature a line."""
    yield f'{{"type": "FeatureCollection", "name": {json.dumps(about.title, ensure_ascii=False)}, "features": ['
    for number, event in enumerate(events, 1):
        yield json.dumps(_feature(event), ensure_ascii=False) + ("," if number < len(events) else "")
    yield "]}"


def _feature(event: Event) -> dict[str, Any]:
    interval = event.interval
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": _geometry(event),
        "properties": {
            "headline": headline(event),
            "when": when(event),
            "from": iso(interval.start) if interval else None,
            "to": iso(interval.end) if interval else None,
            "edtf": event.edtf,
            "class": event.event_class,
            "source": names(event.source),
            "target": names(event.target),
            "place": names(places(event)),
            "country": list(dict.fromkeys(place.country for place in places(event) if place.country)),
            "status": str(event.status),
            "negated": event.negated,
            "said_by": said_by(event),
            "confidence": round(event.confidence, 3),
            "articles": event.articles,
            "sentences": [sentence for sentence, _ in sentences(event)],
            "url": address(event),
        },
    }


def _geometry(event: Event) -> dict[str, Any] | None:
    """Longitude comes first; several places are a MultiPoint."""
    spots = places(event, wider=False)
    points = [[p.longitude, p.latitude] for p in spots if p.longitude is not None and p.latitude is not None]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}

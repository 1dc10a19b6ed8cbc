"""JSON-LD in the words of schema.org: an Event each, with the articles that tell of it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from timeline.calendar import iso
from timeline.formats.common import About, address, clean, headline, last_day, places, sentences
from timeline.model import Citation, Event, Mention, PlaceMention
from timeline.terms import ActorKind, Status

TYPES = {ActorKind.PERSON: "Person", ActorKind.COUNTRY: "Country", ActorKind.PLACE: "Place", ActorKind.THING: "Thing"}


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """One graph, an event a line."""
    yield '{"@context": "https://schema.org", "@graph": ['
    for number, event in enumerate(events, 1):
        yield json.dumps(_event(event), ensure_ascii=False) + ("," if number < len(events) else "")
    yield "]}"


def _event(event: Event) -> dict[str, Any]:
    """schema.org's `endDate` is the last day, not the one after."""
    told = sentences(event)
    parts: dict[str, Any] = {
        "@type": "Event",
        "@id": f"urn:timeline:event:{event.id}",
        "identifier": event.id,
        "name": headline(event),
        "description": " ".join(sentence for sentence, _ in told),
        "startDate": iso(event.interval.start) if event.interval else "",
        "endDate": iso(last_day(event.interval)) if event.interval else "",
        "eventStatus": "https://schema.org/EventScheduled" if event.status is Status.PLANNED else "",
        "keywords": event.event_class,
        "actor": [_party(m) for m in _once(event.source)],
        "about": [_party(m) for m in _once(event.target)],
        "location": [_place(p) for p in places(event, wider=False)],
        "url": address(event),
        "subjectOf": [_article(citation) for citation in {article.id: article for _, article in told}.values()],
    }
    return {key: value for key, value in parts.items() if value not in ("", [])}


def _once(parties: Sequence[Mention]) -> list[Mention]:
    return list({party.actor: party for party in parties}.values())


def _party(mention: Mention) -> dict[str, Any]:
    return {"@type": TYPES.get(mention.kind, "Organization"), "identifier": mention.actor, "name": clean(mention.name)}


def _place(place: PlaceMention) -> dict[str, Any]:
    parts: dict[str, Any] = {"@type": "Place", "name": clean(place.name)}
    if place.country:
        parts["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.latitude is not None and place.longitude is not None:
        parts["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return parts


def _article(citation: Citation) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": clean(citation.title),
        "datePublished": iso(citation.published) if citation.published is not None else "",
        "publisher": {"@type": "Organization", "name": clean(citation.publisher)} if citation.publisher else "",
        "url": clean(citation.url) if citation.url.startswith(("http://", "https://")) else "",
    }
    return {key: value for key, value in parts.items() if value}

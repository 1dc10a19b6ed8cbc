"""Values as JSON objects, the same wherever they are written: by `annotate` and by `query`."""

from typing import Any

from timeline.model import Attribution, Mention, PlaceMention, Quantity, Trigger


def actor_record(mention: Mention) -> dict[str, Any]:
    """Where an actor is mentioned, and who it is."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "id": mention.actor,
        "name": mention.name,
        "kind": mention.kind.value,
        "country": mention.country,
        "sector": mention.sector,
    }


def place_record(place: PlaceMention) -> dict[str, Any]:
    """Where a place is mentioned, which it is, and how sure that is."""
    return {key: getattr(place, key) for key in ("text", "name", "country", "start", "end", "confidence", "basis")}


def quantity_record(quantity: Quantity) -> dict[str, Any]:
    """A count, its bounds and its unit."""
    return {key: getattr(quantity, key) for key in ("kind", "low", "high", "unit", "start", "end")}


def trigger_record(trigger: Trigger) -> dict[str, Any]:
    """The words that show an event."""
    return {key: getattr(trigger, key) for key in ("start", "end", "text", "lemma")}


def attribution_record(said: Attribution | None) -> dict[str, Any] | None:
    """Who says so, and the words that tell so; None where nobody is named."""
    if said is None:
        return None
    plain = {key: getattr(said, key) for key in ("start", "end", "text", "mode")}
    return plain | {"said_by": [actor_record(mention) for mention in said.said_by]}

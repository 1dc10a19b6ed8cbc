"""Event mentions as they lie in the tables, turned back into values; imports nothing slow."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.model import (
    Attribution,
    Citation,
    Event,
    EventMention,
    Interval,
    Mention,
    PlaceMention,
    Quantity,
    Span,
    Timex,
    Trigger,
)
from timeline.quick import quick
from timeline.store.sql import SENTENCE, Database, Row, in_chunks
from timeline.terms import ActorKind, Anchor, DateReason, Grain, PlaceBasis, Status, Via


@dataclass(frozen=True, slots=True)
class Told:
    """An event mention with what its article adds; `event` is the number of the event it is merged into."""

    id: int
    key: str
    event: int
    mention: EventMention
    article: int
    group: int
    publisher: int | None
    citation: Citation
    sentence: str
    place_ids: tuple[int, ...] = ()


_MENTIONS = f"""
SELECT m.id, m.key, m.event_id, v.article_id, a.duplicate_group, a.publisher_id, a.external_id, v.title, v.published,
       v.published_source, p.name, a.url, {SENTENCE},
       m.trigger_start, m.trigger_end, m.trigger_text, m.lemma, m.event_class, m.sentence_start, m.sentence_end, m.mode,
       m.start_day, m.end_day, m.grain, m.edtf, m.date_reason, m.timex_id, m.status, m.negated, m.salience,
       m.confidence, m.headline
FROM event_mention m JOIN article_version v ON v.id = m.version_id JOIN article a ON a.id = v.article_id
     LEFT JOIN publisher p ON p.id = a.publisher_id
"""
_ROLES = """
SELECT r.event_mention_id, r.role, m.start_char, m.end_char, m.text, a.key,
       CASE WHEN m.read_actor_id IS NULL AND a.renamed = 0 THEN m.name ELSE a.name END,
       CASE WHEN m.read_actor_id IS NULL THEN m.kind ELSE a.kind END,
       CASE WHEN m.read_actor_id IS NULL THEN m.country ELSE a.country END,
       CASE WHEN m.read_actor_id IS NULL OR m.sector <> '' THEN m.sector ELSE a.sector END,
       m.role, m.via, m.confidence
FROM mention_role r JOIN mention m ON m.id = r.mention_id JOIN actor a ON a.id = m.actor_id
WHERE r.event_mention_id IN (:list) ORDER BY r.event_mention_id, r.role, r.position
"""
_PLACES = """
SELECT r.event_mention_id, r.place_id, r.start_char, r.end_char, r.text, r.name, p.country, p.latitude, p.longitude,
       r.confidence, r.basis
FROM place_mention r JOIN place p ON p.id = r.place_id
WHERE r.event_mention_id IN (:list) ORDER BY r.event_mention_id, r.position
"""
_QUANTITIES = """
SELECT event_mention_id, kind, low, high, unit, start_char, end_char FROM quantity
WHERE event_mention_id IN (:list) ORDER BY event_mention_id, position
"""
_ATTRIBUTIONS = """
SELECT event_mention_id, start_char, end_char, text, mode FROM attribution WHERE event_mention_id IN (:list)
"""
_TIMEXES = """
SELECT id, start_char, end_char, text, type, value, mod, quant, freq, start_day, end_day, grain, edtf, anchor, rule,
       confidence, anchor_text
FROM timex WHERE id IN (:list)
"""


def told_by_id(database: Database, ids: Iterable[int]) -> list[Told]:
    """The mentions with these numbers."""
    return _complete(database, list(in_chunks(database, _MENTIONS + "WHERE m.id IN (:list)", ids)))


def told_of_events(database: Database, events: Iterable[int]) -> list[Told]:
    """All mentions of these events."""
    return _complete(database, list(in_chunks(database, _MENTIONS + "WHERE m.event_id IN (:list)", events)))


def _complete(database: Database, found: Sequence[Row]) -> list[Told]:
    """Rows of mentions with their roles, places, quantities, attribution and timex; each once, in order of number."""
    by_id = {row[0]: row for row in found}
    ids = sorted(by_id)
    roles: dict[tuple[int, str], list[Mention]] = defaultdict(list)
    for row in in_chunks(database, _ROLES, ids):
        roles[row[0], row[1]].append(mention_from(row[2:]))
    places: dict[int, list[Row]] = _grouped(in_chunks(database, _PLACES, ids))
    quantities: dict[int, list[Row]] = _grouped(in_chunks(database, _QUANTITIES, ids))
    said = {row[0]: row[1:] for row in in_chunks(database, _ATTRIBUTIONS, ids)}
    timexes = {row[0]: timex_from(row[1:]) for row in in_chunks(database, _TIMEXES, {r[26] for r in found} - {None})}
    whole = []
    for number in ids:
        row, near = by_id[number], places.get(number, ())
        mention = _event_mention(
            row[13:],
            timexes.get(row[26]),
            tuple(roles.get((number, "source"), ())),
            tuple(roles.get((number, "target"), ())),
            tuple([_place_from(place[1:]) for place in near]),
            tuple([_quantity(*values) for values in quantities.get(number, ())]),
            _said(said[number], roles.get((number, "said_by"), ())) if number in said else None,
        )
        citation = _citation(row[6] or str(row[3]), row[7], row[8], row[9], row[10] or "", row[11] or "")
        place_ids = tuple([place[0] for place in near])
        whole.append(_told(number, row[1], row[2], mention, row[3], row[4], row[5], citation, row[12], place_ids))
    return whole


def _grouped(found: Iterable[Row]) -> dict[int, list[Row]]:
    groups = defaultdict(list)
    for row in found:
        groups[row[0]].append(row[1:])
    return groups


def _event_mention(
    row: Row,
    timex: Timex | None,
    source: tuple[Mention, ...],
    target: tuple[Mention, ...],
    place: tuple[PlaceMention, ...],
    quantities: tuple[Quantity, ...],
    said: Attribution | None,
) -> EventMention:
    (
        start, end, words, lemma, name, first, last, mode, day, day_end, grain, edtf, reason, _, status, negated,
        salience, confidence, headline,
    ) = row  # fmt: skip
    return _told_mention(
        _trigger(start, end, words, lemma),
        name,
        _span(first, last),
        mode,
        source,
        target,
        place,
        interval_from(day, day_end),
        GRAINS[grain],
        edtf,
        REASONS[reason],
        timex,
        STATUSES[status],
        bool(negated),
        said,
        quantities,
        salience,
        confidence,
        headline,
    )


def interval_from(start: int | None, end: int | None) -> Interval | None:
    """The interval of two columns, None where they are empty."""
    return _interval(start, end) if start is not None and end is not None else None


def mention_from(row: Sequence[Any]) -> Mention:
    """A mention from its fields in the order of the class."""
    start, end, text, actor, name, kind, country, sector, role, via, confidence = row
    return _mention(start, end, text, actor, name, _KINDS[kind], country, sector, role, _VIAS[via], confidence)


def _place_from(row: Sequence[Any]) -> PlaceMention:
    """A place from its fields in the order of the class."""
    start, end, text, name, country, latitude, longitude, confidence, basis = row
    return _place(start, end, text, name, country, latitude, longitude, confidence, _BASES[basis])


_interval, _mention, _place, _quantity = quick(Interval), quick(Mention), quick(PlaceMention), quick(Quantity)
_trigger, _span, _timex, _attribution = quick(Trigger), quick(Span), quick(Timex), quick(Attribution)
_told_mention, _citation, _told = quick(EventMention), quick(Citation), quick(Told)

# Looked up in a dictionary an enum's member costs a third of what calling the enum does.
GRAINS: Mapping[str | None, Grain | None] = {None: None, **{str(grain): grain for grain in Grain}}
REASONS: Mapping[str, DateReason] = {str(reason): reason for reason in DateReason}
STATUSES: Mapping[str, Status] = {str(status): status for status in Status}
_KINDS: Mapping[str, ActorKind] = {str(kind): kind for kind in ActorKind}
_VIAS: Mapping[str, Via] = {str(via): via for via in Via}
_BASES: Mapping[str, PlaceBasis] = {str(basis): basis for basis in PlaceBasis}
_ANCHORS: Mapping[str, Anchor] = {str(anchor): anchor for anchor in Anchor}


def timex_from(row: Row) -> Timex:
    """A timex from its columns."""
    first, last, text, kind, value, mod, quant, freq, start, end, grain, edtf, anchor, rule, confidence, wanted = row
    return _timex(
        first,
        last,
        text,
        kind,
        value,
        mod,
        quant,
        freq,
        interval_from(start, end),
        GRAINS[grain],
        edtf,
        _ANCHORS[anchor],
        rule,
        confidence,
        wanted,
    )


def _mention_fields(m: Mention) -> list[Any]:
    return [m.start, m.end, m.text, m.actor, m.name, m.kind, m.country, m.sector, m.role, m.via, m.confidence]


def parties_json(event: Event | EventMention) -> str:
    """Who, where, who says so and how many, as text for the event's row."""
    places = [
        [p.start, p.end, p.text, p.name, p.country, p.latitude, p.longitude, p.confidence, p.basis] for p in event.place
    ]
    said = event.attribution
    parts: dict[str, Any] = {
        "s": [_mention_fields(m) for m in event.source],
        "t": [_mention_fields(m) for m in event.target],
        "p": places,
        "q": [[q.kind, q.low, q.high, q.unit, q.start, q.end] for q in event.quantities],
    }
    if said:
        parts["a"] = [said.start, said.end, said.text, said.mode, [_mention_fields(m) for m in said.said_by]]
    return compact(parts)


# dumps() makes an encoder on every call, and looks for values that hold themselves.
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def parties_from(text: str) -> dict[str, Any]:
    """Source, target, place, quantities and attribution out of the row of an event, as keywords."""
    parts = _decode(text)[0]
    return {
        "source": tuple([mention_from(fields) for fields in parts["s"]]),
        "target": tuple([mention_from(fields) for fields in parts["t"]]),
        "place": tuple([_place_from(fields) for fields in parts["p"]]),
        "quantities": tuple([_quantity(*fields) for fields in parts["q"]]),
        "attribution": _said(parts["a"][:4], [mention_from(m) for m in parts["a"][4]]) if "a" in parts else None,
    }


_decode = json.JSONDecoder().raw_decode


def _said(fields: Sequence[Any], said_by: Sequence[Mention]) -> Attribution:
    start, end, text, mode = fields
    return _attribution(start, end, text, mode, tuple(said_by))

"""One event out of its mentions: the best date, the parties of all, the counts, and where they differ; pure."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from timeline.merge import POINTED_DAYS, UNREAL
from timeline.model import Disagreement as Differ
from timeline.model import Event, EventMention, Interval, Mention, PlaceMention, Quantity
from timeline.quick import quick
from timeline.store.facts import Told
from timeline.store.independence import independent
from timeline.terms import TOLD_PLACES, ActorKind, DateReason, Grain, PlaceBasis, Status, Via

CORROBORATION = 0.7  # each independent report leaves so much of the doubt
TELLING = 0.5  # of the best mention's salience: those with less add no parties
REPEATED = 0.05  # salience for each independent report beyond the first

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Summary:
    """A merged event and the mentions it came from, the best dated first."""

    event: Event
    told: tuple[Told, ...]
    rejected: bool = False


def summarise(told: Sequence[Told], corrections: Sequence[tuple[str, str]] = ()) -> Summary:
    """The event that these mentions tell of; they come in the order of `merge.rank`.

    `corrections` are kinds and JSON values, the latest last.
    """
    event = _alone(told[0]) if len(told) == 1 else _merged(told)
    return _corrected(event, tuple(told), corrections) if corrections else _summary(event, tuple(told))


def _alone(told: Told) -> Event:
    """What a single mention tells."""
    m, day = told.mention, told.citation.published
    return _event(
        told.key,
        m.event_class,
        m.headline,
        m.mode,
        m.source if len(m.source) < 2 else tuple(_side([m.source])),
        m.target if len(m.target) < 2 else tuple(_side([m.target])),
        m.place if len(m.place) < 2 else _places([m]),
        m.interval,
        m.grain,
        m.edtf,
        m.date_reason,
        m.status,
        m.negated,
        m.attribution,
        m.quantities,
        salience=min(1.0, m.salience),
        confidence=1 - (1 - m.confidence),
        publishers=int(told.publisher is not None),
        first_reported=day,
        last_reported=day,
        disagreements=_disagreements([m]),
    )


_event, _summary = quick(Event), quick(Summary)


def _merged(told: Sequence[Told]) -> Event:
    """What several mentions tell together."""
    mentions = [t.mention for t in told]
    dated, best = mentions[0], _best(told)
    days = [t.citation.published for t in told if t.citation.published is not None]
    reports = independent(told)
    source, target = _parties(best, mentions)
    return Event(
        id=min(told, key=_reported).key,
        event_class=_commonest([m.event_class for m in (best, *mentions)], lambda name: name)[0],
        headline=best.headline,
        mode=best.mode,
        source=source,
        target=target,
        place=_places(mentions),
        interval=dated.interval,
        grain=dated.grain,
        edtf=dated.edtf,
        date_reason=dated.date_reason,
        status=best.status,
        negated=best.negated,
        attribution=best.attribution,
        quantities=_quantities((best, *mentions)),
        salience=min(1.0, max(m.salience for m in mentions) + REPEATED * (reports - 1)),
        confidence=1 - (1 - max(m.confidence for m in mentions)) * CORROBORATION ** (reports - 1),
        articles=len({t.article for t in told}),
        publishers=len({t.publisher for t in told} - {None}),
        independent=reports,
        first_reported=min(days, default=None),
        last_reported=max(days, default=None),
        disagreements=_disagreements(mentions),
    )


def _places(mentions: Sequence[EventMention]) -> tuple[PlaceMention, ...]:
    """The places that mentions tell, else those that are inferred for most; what lies around them last."""
    told = [m for m in mentions if any(p.basis in TOLD_PLACES for p in m.place)]
    if not told and (firsts := [m.place[0] for m in mentions if m.place]):
        most = _place_key(_commonest(firsts, _place_key)[0])
        told = [m for m in mentions if m.place and _place_key(m.place[0]) == most]
    every = _commonest([p for m in told for p in m.place], _place_key)
    return tuple(sorted(every, key=lambda p: p.basis is PlaceBasis.WIDER))


def _place_key(place: PlaceMention) -> tuple[str, str]:
    return place.name, place.country


def _reported(told: Told) -> tuple[bool, int, str]:
    day = told.citation.published
    return day is None, day or 0, told.key


def _best(told: Sequence[Told]) -> EventMention:
    """The mention that tells the event best."""
    return max(
        (t.mention for t in told), key=lambda m: (m.status not in UNREAL, _firmness(m), m.salience, m.confidence)
    )


def _firmness(mention: EventMention) -> int:
    return 2 if mention.status is Status.HAPPENED else int(mention.status is Status.ONGOING)


def _commonest(values: Sequence[T], name: Callable[[T], Hashable]) -> list[T]:
    """The values, the most frequent first, each once; the earlier wins a tie."""
    counts = Counter(name(value) for value in values)
    kept: dict[Hashable, T] = {}
    for value in values:
        kept.setdefault(name(value), value)
    return sorted(kept.values(), key=lambda value: -counts[name(value)])


def _parties(best: EventMention, mentions: Sequence[EventMention]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Sources and targets of the mentions that tell best; who is named as both is what most say."""
    telling = [best, *sorted((m for m in mentions if m is not best), key=lambda m: -m.salience)]
    telling = [m for m in telling if m.salience >= best.salience * TELLING]
    sources, targets = _side([m.source for m in telling]), _side([m.target for m in telling])
    acts = Counter(a for e in mentions for a in {m.actor for m in e.source})
    suffers = Counter(a for e in mentions for a in {m.actor for m in e.target})
    sources = [m for m in sources if acts[m.actor] >= suffers[m.actor]]
    targets = [m for m in targets if suffers[m.actor] > acts[m.actor] or m.actor not in {s.actor for s in sources}]
    return tuple(sources), tuple(targets)


def _side(told: Sequence[tuple[Mention, ...]]) -> list[Mention]:
    """The parties of the first mention that names any, and whom most of those that name any add."""
    naming = [parties for parties in told if parties]
    if not naming:
        return []
    counts = Counter(actor for parties in naming for actor in {m.actor for m in parties})
    own = {m.actor for m in naming[0]}
    every = _commonest([m for parties in naming for m in parties], lambda m: m.actor)
    return [m for m in every if m.actor in own or counts[m.actor] * 2 > len(naming)]


def _quantities(mentions: Sequence[EventMention]) -> tuple[Quantity, ...]:
    """The counts of the best mention, and of the others those it does not give."""
    kept: list[Quantity] = []
    for mention in mentions:
        kinds = {q.kind for q in kept}
        kept += [q for q in mention.quantities if q.kind not in kinds]
    return tuple(kept)


def _disagreements(mentions: Sequence[EventMention]) -> tuple[Differ, ...]:
    """What the mentions give differently: counts, days, places of one country, status."""
    if len(mentions) == 1 and len(mentions[0].quantities) < 2:
        return ()
    told: dict[str, dict[str, None]] = {}
    for m in mentions:
        for q in m.quantities:
            told.setdefault(q.kind, {})[_amount(q)] = None
        if m.interval and m.interval.end - m.interval.start <= POINTED_DAYS and m.edtf:
            told.setdefault("date", {})[m.edtf] = None
        if m.place and m.place[0].basis in TOLD_PLACES:
            told.setdefault("place", {})[m.place[0].name] = None
        told.setdefault("status", {})[str(m.status)] = None
    return tuple(Differ(about, tuple(values)) for about, values in told.items() if len(values) > 1)


def _amount(quantity: Quantity) -> str:
    low, high = f"{quantity.low:g}", f"{quantity.high:g}"
    amount = low if low == high else f"{low}-{high}"
    return f"{amount} {quantity.unit}".strip()


def _corrected(event: Event, told: tuple[Told, ...], corrections: Iterable[tuple[str, str]]) -> Summary:
    changes: dict[str, Any] = {}
    rejected = False
    fields = []
    for kind, value in corrections:
        fields.append(kind)
        if kind in ("accept", "reject"):
            rejected = kind == "reject"
            changes["confidence"] = event.confidence if rejected else 1.0
        else:
            changes |= READERS[kind](json.loads(value))
    corrected = tuple(dict.fromkeys(fields))
    return Summary(replace(event, **changes, corrected=corrected) if corrected else event, told, rejected)


def _date(value: Mapping[str, Any]) -> dict[str, Any]:
    interval = Interval(value["from"], value["to"]) if value.get("from") is not None else None
    grain = Grain(value["grain"]) if value.get("grain") else None
    return {"interval": interval, "edtf": value.get("edtf", ""), "grain": grain, "date_reason": DateReason.PERSON}


def _actors(values: Collection[Mapping[str, str]]) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            0,
            0,
            "",
            v["id"],
            v["name"],
            ActorKind(v["kind"]),
            v.get("country", ""),
            v.get("sector", ""),
            via=Via.PERSON,
        )
        for v in values
    )


def _line(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _place(value: Mapping[str, Any]) -> PlaceMention:
    return PlaceMention(0, 0, "", value["name"], value.get("country", ""), basis=PlaceBasis.PERSON)


READERS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "date": _date,
    "class": lambda value: {"event_class": _line(value)},
    "headline": lambda value: {"headline": _line(value)},
    "status": lambda value: {"status": Status(value)},
    "negated": lambda value: {"negated": _flag(value)},
    "source": lambda value: {"source": _actors(value)},
    "target": lambda value: {"target": _actors(value)},
    "place": lambda value: {"place": tuple(_place(v) for v in value)},
}

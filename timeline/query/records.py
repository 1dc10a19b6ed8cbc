"""Events as the records of `query --format jsonl`; keys are added, never renamed."""

from typing import Any

from timeline.calendar import iso
from timeline.model import Attribution, Event, Mention, PlaceMention, Quantity, Report, Timex


def event_record(event: Event) -> dict[str, Any]:
    """The event as one JSON object; days are ISO 8601, `to` is exclusive."""
    return {
        "id": event.id,
        "edtf": event.edtf,
        "from": _day(event.interval.start if event.interval else None),
        "to": _day(event.interval.end if event.interval else None),
        "grain": event.grain,
        "date_reason": event.date_reason,
        "class": event.event_class,
        "mode": event.mode,
        "headline": event.headline,
        "source": [_actor(m) for m in event.source],
        "target": [_actor(m) for m in event.target],
        "place": [_place(p) for p in event.place],
        "status": event.status,
        "negated": event.negated,
        "attribution": _attribution(event.attribution),
        "quantities": [_quantity(q) for q in event.quantities],
        "salience": round(event.salience, 3),
        "confidence": round(event.confidence, 3),
        "articles": event.articles,
        "publishers": event.publishers,
        "independent": event.independent,
        "first_reported": _day(event.first_reported),
        "last_reported": _day(event.last_reported),
        "disagreements": {d.about: list(d.values) for d in event.disagreements},
        "corrected": list(event.corrected),
        "mentions": [_report(r) for r in event.reports],
    }


def _day(number: int | None) -> str | None:
    return None if number is None else iso(number)


def _actor(m: Mention) -> dict[str, Any]:
    return {
        "start": m.start,
        "end": m.end,
        "text": m.text,
        "id": m.actor,
        "name": m.name,
        "kind": m.kind,
        "country": m.country,
        "sector": m.sector,
    }


def _place(p: PlaceMention) -> dict[str, Any]:
    return {
        "text": p.text,
        "name": p.name,
        "country": p.country,
        "start": p.start,
        "end": p.end,
        "confidence": p.confidence,
    }


def _quantity(q: Quantity) -> dict[str, Any]:
    return {"kind": q.kind, "low": q.low, "high": q.high, "unit": q.unit, "start": q.start, "end": q.end}


def _attribution(said: Attribution | None) -> dict[str, Any] | None:
    if said is None:
        return None
    speakers = [_actor(m) for m in said.said_by]
    return {"start": said.start, "end": said.end, "text": said.text, "mode": said.mode, "said_by": speakers}


def _timex(t: Timex | None) -> dict[str, Any] | None:
    if t is None:
        return None
    written = {"start": t.start, "end": t.end, "text": t.text}
    read = {"type": t.type, "value": t.value, "mod": t.mod, "edtf": t.edtf, "grain": t.grain}
    return written | read | {"anchor": t.anchor, "rule": t.rule, "confidence": t.confidence}


def _report(report: Report) -> dict[str, Any]:
    article, mention = report.article, report.mention
    return {
        "article": {
            "id": article.id,
            "title": article.title,
            "published": _day(article.published),
            "published_source": article.published_source,
            "publisher": article.publisher,
            "url": article.url,
        },
        "key": report.key,
        "sentence": report.sentence,
        "trigger": {
            "start": mention.trigger.start,
            "end": mention.trigger.end,
            "text": mention.trigger.text,
            "lemma": mention.trigger.lemma,
        },
        "timex": _timex(mention.timex),
    }

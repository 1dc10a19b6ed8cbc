"""Events as the records of `query --format jsonl`; keys are added, never renamed."""

from typing import Any

from timeline.calendar import iso
from timeline.model import Event, Report, Timex
from timeline.plain import actor_record, attribution_record, place_record, quantity_record, trigger_record


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
        "source": [actor_record(m) for m in event.source],
        "target": [actor_record(m) for m in event.target],
        "place": [place_record(p) for p in event.place],
        "status": event.status,
        "negated": event.negated,
        "attribution": attribution_record(event.attribution),
        "quantities": [quantity_record(q) for q in event.quantities],
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
        "trigger": trigger_record(mention.trigger),
        "timex": _timex(mention.timex),
    }

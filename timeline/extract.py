"""From articles to everything read out of them: pure, without database, clock or network."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from timeline.actors import Registry, find_mentions, refer
from timeline.calendar import iso, parse_iso
from timeline.events import deeds, find_events, named_things, nameless_things, parse_worthwhile, taking_part
from timeline.gazetteer import Gazetteer, load_gazetteer
from timeline.language import Parser
from timeline.model import (
    Analysis,
    Article,
    EventMention,
    Interval,
    Parse,
    Span,
    Timex,
)
from timeline.places import find_places, find_places_inside
from timeline.plain import actor_record, attribution_record, place_record, quantity_record, trigger_record
from timeline.resources import data_file, fingerprint, read_toml
from timeline.temporal import find_timexes, infer_published, resolve_named
from timeline.temporal.languages import languages
from timeline.text import split_sentences
from timeline.tongue import code_of, language_of
from timeline.tracing import Trace, traced

Resolve = Callable[[str], Interval | None]
TOLD_IN = frozenset({"en"})  # languages with lexicons of actors and events; in others only times are read
# What decides how an article is read: stored articles are to be read again when any of it changes.
READS = (
    *("actors", "data", "events", "language", "temporal", "calendar.py", "classes.py", "extract.py", "gazetteer.py"),
    *("kinds.py", "logistic.py", "model.py", "places.py", "terms.py", "text.py", "tongue.py"),
)


def analyse(
    articles: Sequence[Article],
    *,
    parser: Parser,
    registry: Registry,
    gazetteer: Gazetteer | None = None,
    whole: bool = False,
    resolve_event: Resolve = resolve_named,
) -> list[Analysis]:
    """Everything read out of each article, in order; the parser sees them all in one batch.

    Sentences that cannot tell of an event are not parsed, unless `whole` asks for every parse.
    `resolve_event` knows when the events were that times count from.
    """
    known = gazetteer if gazetteer is not None else load_gazetteer()
    articles = [settle(article) for article in articles]
    sentences = [tuple(split_sentences(article.text)) for article in articles]
    documents = [
        (each.text, _spoken(each.text, spans) if whole or each.language in TOLD_IN else [])
        for each, spans in zip(articles, sentences, strict=True)
    ]
    parsed = parser.parse(documents) if whole else parse_worthwhile(parser, documents)
    return [
        _one(article, spans, parses, registry, known, resolve_event)
        for article, spans, parses in zip(articles, sentences, parsed, strict=True)
    ]


@cache
def version() -> str:
    """The version of the rules and lexicons together: a fingerprint of their files."""
    return fingerprint(READS)


def explained(
    article: Article, *, parser: Parser, registry: Registry, gazetteer: Gazetteer | None = None
) -> tuple[Analysis, Trace]:
    """An article analysed, and what every rule said about each event, by where its trigger begins."""
    with traced(Trace()) as trace:
        (analysis,) = analyse([article], parser=parser, registry=registry, gazetteer=gazetteer)
    return analysis, trace


def _spoken(text: str, sentences: Sequence[Span]) -> list[Span]:
    """The sentences without the datelines and credits before them, which are no part of their grammar."""
    glued = _glued()
    found = [(span, glued.match(text, span.start, span.end)) for span in sentences]
    return [Span(head.end(), span.end) if head and head.end() < span.end else span for span, head in found]


@cache
def _glued(language: str = "en") -> re.Pattern[str]:
    """The pattern of a dateline (town, country, day, agency, dash) and of the credit of a photograph."""
    given = read_toml(data_file(f"{language}/places.toml"))
    return re.compile("|".join(f"(?:{given[name]['pattern']})" for name in ("dateline", "credit")))


def _one(
    article: Article,
    sentences: tuple[Span, ...],
    parses: tuple[Parse, ...],
    registry: Registry,
    gazetteer: Gazetteer,
    resolve_event: Resolve,
) -> Analysis:
    timexes = find_timexes(article.text, article.published, language=article.language, resolve_event=resolve_event)
    if article.language not in TOLD_IN:
        return Analysis(article, sentences, tuple(timexes), parses=parses)
    mentions = find_mentions(article, parses, registry)
    countries = {mention.country for mention in mentions if mention.country}
    places = find_places(article.text, parses, gazetteer, countries=countries)
    spoken = countries | {place.country for place in places if place.country}
    inside = find_places_inside(article.text, parses, gazetteer, countries=spoken)
    taken = [Span(m.start, m.end) for m in mentions] + [Span(t.start, t.end) for t in timexes]
    taken += [Span(place.start, place.end) for place in places if place.country]  # what no list knows may act
    mentions = sorted([*mentions, *named_things(parses, taken, registry)], key=lambda mention: mention.start)
    mentions = refer(article.text, parses, mentions, deeds=deeds())
    mentions = sorted([*mentions, *nameless_things(parses, mentions, registry)], key=lambda mention: mention.start)
    events = find_events(article, parses, timexes, mentions, places, inside, gazetteer)
    mentions = taking_part(mentions, events)
    return Analysis(article, sentences, tuple(timexes), tuple(mentions), tuple(events), parses)


def settle(article: Article) -> Article:
    """The article with its language and its publication date, inferred from the text where they were not given."""
    language = code_of(article.language) or language_of(article.text, languages())
    article = replace(article, language=language)
    if article.published is not None:
        return article
    candidates = infer_published(article.text, url=article.url, language=article.language, resolve_event=resolve_named)
    kept = replace(article, candidates=(*article.candidates, *candidates))
    whole = [(candidate, day) for candidate in candidates if (day := parse_iso(candidate.edtf)) is not None]
    if not whole:
        return kept
    best, day = max(whole, key=lambda pair: pair[0].confidence)
    return replace(kept, published=day, published_source=best.source, published_confidence=best.confidence)


def annotation(analysis: Analysis) -> dict[str, Any]:
    """The analysis as `timeline annotate` writes it; offsets count in exactly the text given."""
    article = analysis.article
    index = {timex: at for at, timex in enumerate(analysis.timexes)}
    return {
        "id": article.id,
        "published": iso(article.published) if article.published is not None else None,
        "published_source": article.published_source,
        "language": article.language,
        "timexes": [_timex(timex) for timex in analysis.timexes],
        "actors": [actor_record(mention) for mention in analysis.mentions],
        "events": [_event(event, index) for event in analysis.events],
    }


def _days(interval: Interval | None) -> dict[str, str | None]:
    if interval is None:
        return {"from": None, "to": None}
    return {"from": iso(interval.start), "to": iso(interval.end)}


def _timex(timex: Timex) -> dict[str, Any]:
    plain = {
        key: getattr(timex, key) for key in ("start", "end", "text", "type", "value", "mod", "quant", "freq", "edtf")
    }
    grain = timex.grain.value if timex.grain else None
    rest = {"grain": grain, "anchor": timex.anchor.value, "rule": timex.rule, "confidence": timex.confidence}
    return plain | _days(timex.interval) | rest | {"anchor_text": timex.anchor_text}


def _event(event: EventMention, index: dict[Timex, int]) -> dict[str, Any]:
    return {
        "trigger": trigger_record(event.trigger),
        "class": event.event_class,
        "mode": event.mode,
        "edtf": event.edtf,
        **_days(event.interval),
        "grain": event.grain.value if event.grain else None,
        "date_reason": event.date_reason.value,
        "timex": index.get(event.timex) if event.timex else None,
        "source": [actor_record(mention) for mention in event.source],
        "target": [actor_record(mention) for mention in event.target],
        "place": [place_record(place) for place in event.place],
        "status": event.status.value,
        "negated": event.negated,
        "attribution": attribution_record(event.attribution),
        "quantities": [quantity_record(quantity) for quantity in event.quantities],
        "salience": event.salience,
        "confidence": event.confidence,
        "headline": event.headline,
        "sentence": {"start": event.sentence.start, "end": event.sentence.end},
    }

"""Say who one noun phrase means, apart from any article."""

import re

from timeline.actors.lexicon import Lexicon, lexicon
from timeline.actors.people import Known
from timeline.actors.recognise import GENERIC, Reader
from timeline.actors.registry import Option, Registry
from timeline.actors.scan import scan_text
from timeline.model import Actor, Mention


def resolve(text: str, registry: Registry, *, on: int | None, context: str = "") -> Mention | None:
    """The actor a noun phrase means on a day, None where it names no party.

    A name of the registry may be written with other case, accents or punctuation, with
    a title before it or a word left out of it.  `context` is text nearby that may tell
    ambiguous names apart.  Without a day, offices still held count.
    """
    phrase = " ".join(text.split())
    words = lexicon()
    whole = _whole(phrase, registry, words, context)
    reader = _reader(phrase, registry, words, on, context)
    if whole:
        known = reader.known(whole)
        return _mention(phrase, known, "alias", 1.0)
    found = reader.read()
    if not found:
        return None
    best = _head(found, reader, words)
    nearby = _country(context, registry) if not best.country and best.confidence <= GENERIC else None
    if nearby:
        return _mention(phrase, Known(nearby.id, nearby.name, nearby.kind, nearby.country, best.sector), "coref", 0.5)
    return best


def _whole(phrase: str, registry: Registry, words: Lexicon, context: str) -> Actor | None:
    """The actor of which the whole phrase is a name."""
    bare = re.sub(r"^(?:the|The) ", "", phrase)
    for form in (phrase, bare, *registry.forms_like(phrase)):
        options = registry.options(form)
        if options:
            return registry.actor(_likeliest(options, registry, words, context).actor)
    return None


def _likeliest(options: list[Option], registry: Registry, words: Lexicon, context: str) -> Option:
    if len(options) == 1 or not context:
        return min(options, key=lambda option: option.needs_context)
    nearby = _country(context, registry)
    return min(
        options,
        key=lambda option: (nearby is None or registry.actor(option.actor).country != nearby.id, option.needs_context),
    )


def _country(context: str, registry: Registry) -> Actor | None:
    """The first country the context names."""
    if not context:
        return None
    scan = scan_text(context, registry, lexicon())
    for hit in scan.hits.values():
        actor = registry.actor(hit.options[0].actor)
        if actor.country in registry:
            return registry.actor(actor.country)
    return None


def _reader(phrase: str, registry: Registry, words: Lexicon, on: int | None, context: str) -> Reader:
    reader = Reader(scan_text(phrase, registry, words), registry, words, on)
    return reader


def _head(found: list[Mention], reader: Reader, words: Lexicon) -> Mention:
    """The mention at the head of the phrase: the first, unless only a later one is somebody."""
    return next((mention for mention in found if mention.confidence > GENERIC), found[0])


def _mention(phrase: str, known: Known, via: str, confidence: float) -> Mention:
    return Mention(
        0, len(phrase), phrase, known.actor, known.name, known.kind, known.country, known.sector, "", via, confidence
    )

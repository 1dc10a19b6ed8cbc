"""Say who one noun phrase means, apart from any article."""

import re
from collections.abc import Mapping
from dataclasses import replace

from timeline.actors.lexicon import Lexicon, lexicon
from timeline.actors.people import Known, newcomer
from timeline.actors.recognise import Reader
from timeline.actors.registry import Option, Registry
from timeline.actors.scan import scan_text
from timeline.actors.spelling import slug
from timeline.actors.state import GENERIC, NAMED
from timeline.model import Actor, Mention
from timeline.terms import ActorKind, AliasType, Via

LIKELY = 0.6


def resolve(text: str, registry: Registry, *, on: int | None, context: str = "") -> Mention | None:
    """The actor a noun phrase means on a day, None where it names no party.

    A name of the registry may be written with other case, accents or punctuation, or
    with a form of address before it.  A capital by itself is the town.  `context` is text nearby that
    may tell ambiguous names apart.  Without a day, offices still held count.
    """
    phrase = " ".join(text.split())
    words = lexicon()
    reader = Reader(scan_text(phrase, registry, words), registry, words, on)
    whole = _whole(phrase, registry, words, context)
    if whole:
        actor = registry.actor(whole.actor)
        if whole.type is AliasType.CAPITAL:
            town = re.sub(r"^(?:the|The) ", "", phrase)
            town = town.title() if town.isupper() else town
            return _mention(phrase, Known(slug(town), town, ActorKind.PLACE, actor.country), 1.0)
        named = _mention(phrase, reader.known(actor), 1.0)
        return replace(named, country="") if _any_state(whole, phrase, registry, context) else named
    like = by_initials(phrase, registry)
    if like:
        return _mention(phrase, reader.known(registry.actor(like)), LIKELY)
    found = reader.read()
    if not found:
        place = reader.town_at(0) if reader.scan.words else None
        if place and place[1] == len(reader.scan.words):
            return _mention(phrase, Known(slug(phrase), phrase, ActorKind.PLACE, place[0].id), LIKELY)
        land = _land(reader, words)
        if land:
            return _mention(phrase, Known(land.id, land.name, land.kind, land.country), GENERIC)
        return _stranger(reader, context)
    best = next((mention for mention in found if mention.confidence > GENERIC), found[0])
    if best.country and best is not found[0] and found[0].sector and found[0].via is Via.TITLE:
        return replace(best, sector=found[0].sector, via=Via.TITLE)
    nearby = _country(context, registry) if not best.country else None
    return replace(best, country=nearby.id) if nearby else best


def by_initials(name: str, registry: Registry) -> str:
    """The one person of this surname whose given names have these initials: "G. W. Bush"; "" where there is none.

    A given name written in full must agree in full with the first one.
    """
    parts = re.findall(r"\w+", name)
    if len(parts) < 3 or not all(part[0].isupper() for part in parts):
        return ""
    initials = [part[0] for part in parts[:-1]]
    found = set()
    for form in registry.forms:
        if form.endswith(parts[-1]) and form[0] == initials[0]:
            other = re.findall(r"\w+", form)
            agree = [part[0] for part in other[:-1]] == initials and other[-1] == parts[-1]
            if agree and (len(parts[0]) == 1 or other[0] == parts[0]):
                found |= {option.actor for option in registry.options(form)}
    people = {actor for actor in found if registry.actor(actor).kind is ActorKind.PERSON}
    return people.pop() if len(people) == 1 else ""


def _whole(phrase: str, registry: Registry, words: Lexicon, context: str) -> Option | None:
    """The reading of the whole phrase as a name."""
    bare = re.sub(r"^(?:the|The) ", "", phrase)
    while bare.split(" ")[0] in words.words["honorifics"] and " " in bare:
        bare = bare.split(" ", 1)[1]
    for form in (phrase, bare, *registry.forms_like(bare)):
        options = registry.options(form)
        if options:
            return _likeliest(options, registry, context)
    return None


def _any_state(option: Option, phrase: str, registry: Registry, context: str) -> bool:
    """Whether many states have what is named, and nothing nearby tells which: "the National Guard"."""
    states = {registry.actor(other.actor).country for other in registry.options(re.sub("^[Tt]he ", "", phrase))}
    return option.needs_context and len(states) > 1 and _country(context, registry) is None


def _likeliest(options: list[Option], registry: Registry, context: str) -> Option:
    nearby = _country(context, registry)
    return min(
        options,
        key=lambda option: (nearby is None or registry.actor(option.actor).country != nearby.id, option.needs_context),
    )


def _country(context: str, registry: Registry) -> Actor | None:
    """The first country the context names."""
    scan = scan_text(context, registry, lexicon())
    for hit in scan.hits.values():
        actor = registry.actor(hit.options[0].actor)
        if actor.country in registry:
            return registry.actor(actor.country)
    return None


def _land(reader: Reader, words: Lexicon) -> Actor | None:
    """The state a place lies in: "an amusement park in Kabul"."""
    scan = reader.scan
    for at in range(len(scan.words)):
        if scan.word(at - 1) not in words.words["belongs"] and len(reader.scan.words) > 2 and at:
            continue
        town = reader.town_at(at)
        if town:
            return town[0]
        if at in scan.hits:
            actor = reader.registry.actor(scan.hits[at].options[0].actor)
            if actor.country in reader.registry and actor.kind is not ActorKind.PERSON:
                return reader.registry.actor(actor.country)
    return None


def _stranger(reader: Reader, context: str) -> Mention | None:
    """A phrase of capitals that the registry lacks is a name; its state is the one told nearby."""
    scan, words = reader.scan, reader.lexicon.words
    common = [at for at in range(len(scan.words)) if not scan.capital(at) and scan.word(at) not in words["particles"]]
    if not scan.words or common or any(word in words["calendar"] or word in words["stops"] for word in scan.lower):
        return None
    first = 0
    while first < len(scan.words) - 1 and scan.words[first] in words["honorifics"]:
        first += 1
    name = scan.text[scan.starts[first] :]
    nearby = _country(context, reader.registry)
    kind = ActorKind.PERSON if _is_person(scan.words[first:], words) else ActorKind.OTHER
    return _mention(scan.text, newcomer(reader.registry, name, kind, nearby.id if nearby else "", ""), NAMED)


def _is_person(names: list[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name begins with a given name."""
    return len(names) > 1 and (names[0] in words["given_women"] or names[0] in words["given_men"])


def _mention(phrase: str, known: Known, confidence: float) -> Mention:
    return Mention(
        0, len(phrase), phrase, known.actor, known.name, known.kind,
        known.country, known.sector, "", Via.ALIAS, confidence,
    )  # fmt: skip

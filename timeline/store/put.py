"""What was read out of articles, as rows: every table of many articles at once."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.model import ActorKind, Analysis, Citation, EventMention, Mention, PlaceMention, Timex
from timeline.store.actors import actor_ids
from timeline.store.facts import Told, compact, told_by_id
from timeline.store.names import fold
from timeline.store.redirects import meant, standing
from timeline.store.sql import Database, Row, in_chunks, insert_rows, next_id, rows

COLUMNS = {
    "sentence": ("version_id", "start_char", "end_char"),
    "timex": (
        "id", "version_id", "start_char", "end_char", "text", "type", "value", "mod", "quant", "freq", "start_day",
        "end_day", "grain", "edtf", "anchor", "rule", "confidence", "anchor_text",
    ),
    "mention": (
        "id", "version_id", "start_char", "end_char", "text", "actor_id", "name", "kind", "country", "sector", "role",
        "via", "confidence", "read_actor_id",
    ),
    "event_mention": (
        "id", "version_id", "key", "event_id", "component", "event_class", "mode", "trigger_start", "trigger_end",
        "trigger_text", "lemma", "sentence_start", "sentence_end", "start_day", "end_day", "grain", "edtf",
        "date_reason", "timex_id", "status", "negated", "salience", "confidence", "headline", "signature",
    ),
    "mention_role": ("event_mention_id", "role", "position", "mention_id"),
    "place_mention": (
        "event_mention_id", "position", "place_id", "name", "start_char", "end_char", "text", "confidence",
    ),
    "quantity": ("event_mention_id", "position", "kind", "low", "high", "unit", "start_char", "end_char"),
    "attribution": ("event_mention_id", "start_char", "end_char", "text", "mode"),
}  # fmt: skip
PLACE = ("id", "name", "folded", "country", "latitude", "longitude")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # neither SQLite's functions nor PostgreSQL take these
WORD = re.compile(r"\w\w\w+")
NAMED = frozenset({"alias", "name"})  # how a mention was found that names its actor
SPOKEN_OF_EVERYWHERE = frozenset({ActorKind.COUNTRY, ActorKind.MEDIA})
MOST_SPOKEN_OF = 24  # actors of an article by which merging tells what it is about
SURE_PLACE = 0.5  # confidence from where a place may keep two reports apart; datelines lie below
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Placed:
    """An analysis whose article has its rows: numbers of article, version and publisher, hash of the text, citation."""

    analysis: Analysis
    article: int
    version: int
    publisher: int | None
    digest: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What actors, as read and as meant in each article, and places are called in the database."""

    read: Mapping[str, int]
    actors: Mapping[int, Mapping[Mention, int]]
    places: Mapping[tuple[str, str], Row]
    countries: Mapping[str, str]


def clean(text: str) -> str:
    """The text with what cannot be stored replaced, one character for one, so that offsets hold."""
    return UNSTORABLE.sub("\ufffd", text)


def put_facts(connection: Database, batch: Sequence[Placed]) -> list[Told]:
    """Store all that was read out of these articles; the event mentions, as reading them back would give them."""
    numbers = _numbers(connection, batch)
    groups: dict[int, int] = dict(
        in_chunks(connection, "SELECT id, duplicate_group FROM article WHERE id IN (:list)", [p.article for p in batch])
    )
    free = {table: next_id(connection, table) for table in ("timex", "mention", "event_mention")}
    made: Rows = defaultdict(list)
    told: list[Told] = []
    for placed in batch:
        told += _facts(made, placed, numbers, free, groups[placed.article])
    for table, columns in COLUMNS.items():
        insert_rows(connection, table, columns, made[table])
    if _reads_as_given(connection, told):
        return told
    return told_by_id(connection, [t.id for t in told])


def _reads_as_given(connection: Database, told: Iterable[Told]) -> bool:
    """Whether nobody had a say about actors, and every text could be stored as it is."""
    if rows(connection, "SELECT 1 FROM actor_correction LIMIT 1"):
        return False
    return not any(UNSTORABLE.search(t.mention.headline + t.sentence) for t in told)


def _numbers(connection: Database, batch: Sequence[Placed]) -> _Numbers:
    every = {placed.article: _mentions(placed.analysis) for placed in batch}
    read = actor_ids(connection, [m for mentions in every.values() for m in mentions])
    redirects = standing(connection)
    actors = {article: meant(connection, redirects, found, read, article) for article, found in every.items()}
    places = [p for placed in batch for event in placed.analysis.events for p in event.place]
    return _Numbers(read, actors, _place_rows(connection, places), _countries(connection, {p.country for p in places}))


def _mentions(analysis: Analysis) -> dict[Mention, None]:
    """The actor mentions of an article and of its events, each once."""
    within = (mention for event in analysis.events for _, _, mention in _roles(event))
    return dict.fromkeys((*analysis.mentions, *within))


def _facts(made: Rows, placed: Placed, numbers: _Numbers, free: dict[str, int], group: int) -> Iterator[Told]:
    """Add the rows of one article; `free` holds the next number of each table."""
    analysis, version = placed.analysis, placed.version
    sentences = {span.start: span.end for span in analysis.sentences}
    made["sentence"] += [(version, *span) for span in sentences.items()]
    timexes = _timexes(made, analysis, version, free)
    actors = numbers.actors[placed.article]
    mentions = _mention_rows(made, analysis, version, (numbers.read, actors), free)
    about = _about(analysis, actors)
    for event, key in zip(analysis.events, _keys(placed.digest, analysis.events), strict=True):
        number = free["event_mention"]
        free["event_mention"] += 1
        timex = timexes[event.timex] if event.timex else None
        signature = _signature(event, actors, numbers, about)
        made["event_mention"].append(_event_row(number, version, key, event, timex, signature))
        made["mention_role"] += [(number, role, n, mentions[m]) for role, n, m in _roles(event)]
        places = _details(made, number, event, numbers)
        said = analysis.article.text[event.sentence.start : event.sentence.end]
        stored, publisher = _as_stored(event, numbers), placed.publisher
        yield Told(number, key, 0, stored, placed.article, group, publisher, placed.citation, said, places)


def _details(made: Rows, number: int, event: EventMention, numbers: _Numbers) -> tuple[int, ...]:
    """Places, counts and attribution; the numbers of the places."""
    places = tuple(numbers.places[fold(p.name), p.country][2] for p in event.place)
    for n, (p, place) in enumerate(zip(event.place, places, strict=True)):
        made["place_mention"].append((number, n, place, clean(p.name), p.start, p.end, clean(p.text), p.confidence))
    for n, q in enumerate(event.quantities):
        made["quantity"].append((number, n, q.kind, q.low, q.high, clean(q.unit), q.start, q.end))
    if a := event.attribution:
        made["attribution"].append((number, a.start, a.end, clean(a.text), a.mode))
    return places


def _as_stored(event: EventMention, numbers: _Numbers) -> EventMention:
    """The mention as it reads when it comes back: numbers with a point, places where they are known to lie."""
    places = []
    for p in event.place:
        *_, latitude, longitude = numbers.places[fold(p.name), p.country]
        places.append(replace(p, latitude=latitude, longitude=longitude))
    counts = [replace(q, low=float(q.low), high=float(q.high)) for q in event.quantities]
    return replace(event, place=tuple(places), quantities=tuple(counts)) if places or counts else event


def _roles(event: EventMention) -> Iterator[tuple[str, int, Mention]]:
    speakers = event.attribution.said_by if event.attribution else ()
    for role, mentions in (("source", event.source), ("target", event.target), ("said_by", speakers)):
        for position, mention in enumerate(mentions):
            yield role, position, mention


def _timexes(made: Rows, analysis: Analysis, version: int, free: dict[str, int]) -> dict[Timex, int]:
    extra = (event.timex for event in analysis.events if event.timex)
    numbers = {t: n for n, t in enumerate(dict.fromkeys((*analysis.timexes, *extra)), free["timex"])}
    free["timex"] += len(numbers)
    made["timex"] += [
        (
            n, version, t.start, t.end, clean(t.text), t.type, t.value, t.mod, t.quant, t.freq,
            t.interval.start if t.interval else None, t.interval.end if t.interval else None, t.grain, t.edtf,
            t.anchor, t.rule, t.confidence, clean(t.anchor_text),
        )
        for t, n in numbers.items()
    ]  # fmt: skip
    return numbers


def _mention_rows(
    made: Rows,
    analysis: Analysis,
    version: int,
    actors: tuple[Mapping[str, int], Mapping[Mention, int]],
    free: dict[str, int],
) -> dict[Mention, int]:
    """The numbers of the mentions; `actors` are those that were read, by key, and those that the mentions mean."""
    read, meant_by = actors
    numbers = {mention: n for n, mention in enumerate(meant_by, free["mention"])}
    free["mention"] += len(numbers)
    made["mention"] += [
        (
            n, version, m.start, m.end, clean(m.text), meant_by[m], clean(m.name), m.kind, m.country, m.sector,
            clean(m.role), m.via, m.confidence, None if meant_by[m] == read[m.actor] else read[m.actor],
        )
        for m, n in numbers.items()
    ]  # fmt: skip
    return numbers


def _place_rows(connection: Database, places: Iterable[PlaceMention]) -> dict[tuple[str, str], Row]:
    """The rows of places by folded name and country; new ones are added, with coordinates where they are known."""
    wanted = {(fold(p.name), p.country): p for p in places}
    sql = "SELECT folded, country, id, latitude, longitude FROM place WHERE folded IN (:list)"
    found = {(row[0], row[1]): row for row in in_chunks(connection, sql, {key[0] for key in wanted})}
    missing = {key: p for key, p in wanted.items() if key not in found}
    if missing:
        added = [
            (*key, n, p.latitude, p.longitude)
            for n, (key, p) in enumerate(missing.items(), next_id(connection, "place"))
        ]
        found |= {(row[0], row[1]): row for row in added}
        data = [(row[2], clean(missing[row[0], row[1]].name), row[0], row[1], *row[3:]) for row in added]
        insert_rows(connection, "place", PLACE, data)
    return found


def _countries(connection: Database, codes: set[str]) -> dict[str, str]:
    """Folded names of countries by their codes."""
    sql = "SELECT key, name FROM actor WHERE key IN (:list)"
    return {key: fold(name) for key, name in in_chunks(connection, sql, codes - {""})}


def _keys(digest: str, events: Iterable[EventMention]) -> Iterator[str]:
    """What names each mention for good: it depends on the text and where the trigger stands alone."""
    seen: Counter[str] = Counter()
    for event in events:
        told = f"{digest} {event.trigger.start} {event.trigger.end}"
        seen[told] += 1
        yield hashlib.sha256(f"{told} {seen[told]}".encode()).hexdigest()[:16]


def _about(analysis: Analysis, actors: Mapping[Mention, int]) -> list[int]:
    """The actors an article speaks of most by name, most frequent first; states and media only where no other is."""
    named = {actors[m] for m in analysis.mentions if m.via in NAMED and m.kind not in SPOKEN_OF_EVERYWHERE}
    counts = Counter(actors[m] for m in analysis.mentions if not named or actors[m] in named)
    return [actor for actor, _ in counts.most_common(MOST_SPOKEN_OF)]  # ties in the order of the text


def _signature(event: EventMention, actors: Mapping[Mention, int], numbers: _Numbers, about: Sequence[int]) -> str:
    """What merging compares, as JSON: sides, places, counts, words of the headline, the article's actors, victims."""
    parties = (*event.source, *event.target)
    named = {word for m in parties for form in (m.text, m.name) for word in WORD.findall(form.casefold())}
    places = [
        ["" if fold(p.name) == numbers.countries.get(p.country) else fold(p.name), p.country]
        for p in event.place
        if p.confidence >= SURE_PLACE
    ]
    persons = [m.name.casefold().split() for m in event.target if m.kind is ActorKind.PERSON]
    return compact(
        [
            sorted({actors[m] for m in event.source}),
            sorted({actors[m] for m in event.target}),
            places,
            [[q.kind, q.low, q.high] for q in event.quantities],
            sorted(set(WORD.findall(clean(event.headline).casefold())) - named),
            about,
            sorted({clean(name[-1]) for name in persons if name}),
        ]
    )


def _event_row(number: int, version: int, key: str, e: EventMention, timex: int | None, signature: str) -> Row:
    start, end = (e.interval.start, e.interval.end) if e.interval else (None, None)
    return (
        number, version, key, 0, number, e.event_class, e.mode, e.trigger.start, e.trigger.end, clean(e.trigger.text),
        clean(e.trigger.lemma), e.sentence.start, e.sentence.end, start, end, e.grain, e.edtf, e.date_reason, timex,
        e.status, int(e.negated), e.salience, e.confidence, clean(e.headline), signature,
    )  # fmt: skip

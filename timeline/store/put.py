"""What was read out of articles, as rows: every table of many articles at once."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from timeline.merge import Signature
from timeline.model import Analysis, Citation, EventMention, Mention, PlaceMention, Quantity, Timex
from timeline.quick import quick
from timeline.store.actors import actor_ids
from timeline.store.facts import Told, compact
from timeline.store.names import fold
from timeline.store.redirects import meant, standing
from timeline.store.signatures import merged_as
from timeline.store.sql import Database, Row, in_chunks, insert_rows, next_id
from timeline.terms import BY_NAME, GUESSES, TOLD_PLACES, ActorKind

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
        "event_mention_id", "position", "place_id", "name", "start_char", "end_char", "text", "confidence", "basis",
    ),
    "quantity": ("event_mention_id", "position", "kind", "low", "high", "unit", "start_char", "end_char"),
    "attribution": ("event_mention_id", "start_char", "end_char", "text", "mode"),
}  # fmt: skip
PLACE = ("id", "name", "folded", "country", "latitude", "longitude")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # neither SQLite's functions nor PostgreSQL take these
WORD = re.compile(r"\w\w\w+")
SPOKEN_OF_EVERYWHERE = frozenset({ActorKind.COUNTRY, ActorKind.MEDIA})
MOST_SPOKEN_OF = 24  # actors of an article by which merging tells what it is about
LATE = ("event_mention", "mention_role", "place_mention", "quantity", "attribution")  # wait for what is merged
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
class Facts:
    """Event mentions as reading them back would give them, what merging compares, and rows that wait to be written."""

    told: list[Told] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    rows: Rows = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What is called how in the database: actors, by key as read and mention by mention as meant, places, groups.

    `free` holds the next number of each table.
    """

    read: Mapping[str, int]
    mentions: Mapping[int, "_Mentions"]
    places: Mapping[tuple[str, str], Row]
    countries: Mapping[str, str]
    groups: Mapping[int, int]
    free: dict[str, int]

    def next(self, table: str, count: int = 1) -> int:
        """The first of so many new numbers."""
        first = self.free[table]
        self.free[table] += count
        return first


class _Mentions:
    """The actor mentions of an article, each once, and which of them a given one is."""

    __slots__ = ("_at", "every", "meant")

    def __init__(self, given: Iterable[Mention]) -> None:
        places: dict[Mention, int] = {}
        self._at: dict[int, int] = {}  # by identity, which is much quicker than comparing all fields
        for mention in given:
            if id(mention) not in self._at:
                self._at[id(mention)] = places.setdefault(mention, len(places))
        self.every = list(places)
        self.meant: list[int] = []

    def at(self, mention: Mention) -> int:
        """The place of a mention that was given among them."""
        return self._at[id(mention)]

    def actor(self, mention: Mention) -> int:
        """The actor that a mention means."""
        return self.meant[self._at[id(mention)]]


def clean(text: str) -> str:
    """The text with what cannot be stored replaced, one character for one, so that offsets hold."""
    return text if text.isascii() and "\0" not in text else UNSTORABLE.sub("\ufffd", text)


def storable(facts: Facts) -> bool:
    """Whether every text of the mentions could be stored as it is."""
    return all(clean(text) == text for t in facts.told for text in (t.mention.headline, t.sentence))


def put_facts(connection: Database, batch: Sequence[Placed]) -> Facts:
    """Store what was read out of these articles, all but the event mentions themselves, which `put_mentions` does."""
    numbers, made = _numbers(connection, batch), Facts()
    for placed in batch:
        _facts(made, placed, numbers)
    for table in COLUMNS:
        if table not in LATE:
            insert_rows(connection, table, COLUMNS[table], made.rows[table])
    return made


def put_mentions(connection: Database, facts: Facts, homes: Mapping[int, tuple[int, int]]) -> None:
    """Store the event mentions; `homes` has the event and the component of each that is merged already."""
    for table in LATE:
        data = facts.rows[table]
        if homes and table == "event_mention":
            data = [(*row[:3], *homes[row[0]], *row[5:]) for row in data]
        insert_rows(connection, table, COLUMNS[table], data)


def _numbers(connection: Database, batch: Sequence[Placed]) -> _Numbers:
    mentions = {placed.article: _Mentions(_given(placed.analysis)) for placed in batch}
    read = actor_ids(connection, chain.from_iterable(m.every for m in mentions.values()))
    redirects = standing(connection)
    for article, found in mentions.items():
        found.meant = meant(connection, redirects, found.every, read, article)
    places = [p for placed in batch for event in placed.analysis.events for p in event.place]
    groups: dict[int, int] = dict(
        in_chunks(connection, "SELECT id, duplicate_group FROM article WHERE id IN (:list)", [p.article for p in batch])
    )
    free = {table: next_id(connection, table) for table in ("timex", "mention", "event_mention")}
    countries = _countries(connection, {p.country for p in places})
    return _Numbers(read, mentions, _place_rows(connection, places), countries, groups, free)


def _given(analysis: Analysis) -> Iterator[Mention]:
    """The actor mentions of an article and of its events."""
    yield from analysis.mentions
    for event in analysis.events:
        yield from event.source
        yield from event.target
        yield from event.attribution.said_by if event.attribution else ()


def _facts(facts: Facts, placed: Placed, numbers: _Numbers) -> None:
    """Add what was read out of one article."""
    analysis, version, made = placed.analysis, placed.version, facts.rows
    sentences = {span.start: span.end for span in analysis.sentences}
    made["sentence"] += [(version, start, end) for start, end in sentences.items()]
    timexes = _timexes(made, analysis, version, numbers)
    mentions = numbers.mentions[placed.article]
    first = _mention_rows(made, mentions, version, numbers)
    about = _about(analysis, mentions)
    about_text = compact(about)
    text, group, publisher = analysis.article.text, numbers.groups[placed.article], placed.publisher
    for event, key in zip(analysis.events, _keys(placed.digest, analysis.events), strict=True):
        number = numbers.next("event_mention")
        timex = timexes[id(event.timex)] if event.timex else None
        signature = _signature(number, key, event, placed, (mentions, numbers, about))
        made["event_mention"].append(_event_row(signature, event, timex, _compared(signature, about_text)))
        made["mention_role"] += [(number, role, n, first + mentions.at(m)) for role, n, m in _roles(event)]
        places = _details(made, number, event, numbers)
        said = text[event.sentence.start : event.sentence.end]
        stored = _as_stored(event, numbers)
        facts.signatures.append(signature)
        facts.told.append(
            _told(number, key, 0, stored, placed.article, group, publisher, placed.citation, said, places)
        )


_told, _event, _place, _quantity = quick(Told), quick(EventMention), quick(PlaceMention), quick(Quantity)


def _details(made: Rows, number: int, event: EventMention, numbers: _Numbers) -> tuple[int, ...]:
    """Places, counts and attribution; the numbers of the places."""
    places = tuple([numbers.places[fold(p.name), p.country][2] for p in event.place])
    for n, (p, place) in enumerate(zip(event.place, places, strict=True)):
        said = clean(p.name), p.start, p.end, clean(p.text), p.confidence, p.basis.value
        made["place_mention"].append((number, n, place, *said))
    for n, q in enumerate(event.quantities):
        made["quantity"].append((number, n, q.kind, q.low, q.high, clean(q.unit), q.start, q.end))
    if a := event.attribution:
        made["attribution"].append((number, a.start, a.end, clean(a.text), a.mode))
    return places


def _as_stored(event: EventMention, numbers: _Numbers) -> EventMention:
    """The mention as it reads when it comes back: numbers with a point, places where they are known to lie."""
    places, counts = event.place, event.quantities
    if not places and not counts:
        return event
    known = [numbers.places[fold(p.name), p.country] for p in places]
    places = tuple(
        [
            _place(p.start, p.end, p.text, p.name, p.country, latitude, longitude, p.confidence, p.basis)
            for p, (*_, latitude, longitude) in zip(places, known, strict=True)
        ]
    )
    counts = tuple([_quantity(q.kind, float(q.low), float(q.high), q.unit, q.start, q.end) for q in counts])
    e = event
    return _event(
        e.trigger, e.event_class, e.sentence, e.mode, e.source, e.target, places, e.interval, e.grain, e.edtf,
        e.date_reason, e.timex, e.status, e.negated, e.attribution, counts, e.salience, e.confidence, e.headline,
    )  # fmt: skip


def _roles(event: EventMention) -> Iterator[tuple[str, int, Mention]]:
    speakers = event.attribution.said_by if event.attribution else ()
    for role, mentions in (("source", event.source), ("target", event.target), ("said_by", speakers)):
        for position, mention in enumerate(mentions):
            yield role, position, mention


def _timexes(made: Rows, analysis: Analysis, version: int, numbers: _Numbers) -> dict[int, int]:
    """The numbers of the timexes of an article, by identity."""
    found: dict[Timex, int] = {}
    places: dict[int, int] = {}
    for t in chain(analysis.timexes, (event.timex for event in analysis.events if event.timex)):
        if id(t) not in places:
            places[id(t)] = found.setdefault(t, len(found))
    first = numbers.next("timex", len(found))
    made["timex"] += [
        (
            n, version, t.start, t.end, clean(t.text), t.type, t.value, t.mod, t.quant, t.freq,
            t.interval.start if t.interval else None, t.interval.end if t.interval else None,
            t.grain and t.grain.value, t.edtf, t.anchor.value, t.rule, t.confidence, clean(t.anchor_text),
        )
        for n, t in enumerate(found, first)
    ]  # fmt: skip
    return {key: first + place for key, place in places.items()}


def _mention_rows(made: Rows, mentions: _Mentions, version: int, numbers: _Numbers) -> int:
    """Add the actor mentions of an article; the number of the first."""
    first = numbers.next("mention", len(mentions.every))
    made["mention"] += [
        (
            n, version, m.start, m.end, clean(m.text), actor, clean(m.name), m.kind.value, m.country, m.sector,
            clean(m.role), m.via, m.confidence, None if actor == numbers.read[m.actor] else numbers.read[m.actor],
        )
        for n, (m, actor) in enumerate(zip(mentions.every, mentions.meant, strict=True), first)
    ]  # fmt: skip
    return first


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


def _about(analysis: Analysis, mentions: _Mentions) -> tuple[int, ...]:
    """The actors an article speaks of most by name, most frequent first; states and media only where no other is."""
    actors = [mentions.actor(m) for m in analysis.mentions]
    given = zip(analysis.mentions, actors, strict=True)
    named = {actor for m, actor in given if m.via in BY_NAME and m.kind not in SPOKEN_OF_EVERYWHERE}
    counts = Counter(actor for actor in actors if not named or actor in named)
    return tuple([actor for actor, _ in counts.most_common(MOST_SPOKEN_OF)])  # ties in the order of the text


def _signature(
    number: int, key: str, event: EventMention, placed: Placed, known: tuple[_Mentions, _Numbers, tuple[int, ...]]
) -> Signature:
    """What merging compares of an event mention."""
    (mentions, numbers, about), article = known, placed.analysis.article
    named = [form for m in (*event.source, *event.target) for form in (m.text, m.name)]
    places = tuple(
        [
            ("" if fold(p.name) == numbers.countries.get(p.country) else fold(p.name), p.country)
            for p in event.place
            if p.basis in TOLD_PLACES
        ]
    )
    persons = [m.name.casefold().split() for m in event.target if m.kind is ActorKind.PERSON]
    return Signature(
        number,
        key,
        placed.version,
        event.event_class,
        clean(event.trigger.lemma),
        frozenset([merged_as(mentions.actor(m), placed.version, m.via, m.country) for m in event.source]),
        frozenset([merged_as(mentions.actor(m), placed.version, m.via, m.country) for m in event.target]),
        event.interval.start if event.interval else None,
        event.interval.end if event.interval else None,
        event.date_reason,
        event.status,
        bool(event.negated),
        places,
        tuple([(q.kind, q.low, q.high) for q in event.quantities]),
        frozenset(WORD.findall(clean(event.headline).casefold())).difference(*map(_words, named)),
        article.published,
        about,
        frozenset([clean(name[-1]) for name in persons if name]),
        article.published_source not in GUESSES,
    )


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(WORD.findall(name.casefold()))


def _compared(s: Signature, about: str) -> str:
    """A signature as JSON: sides, places, counts, words of the headline, the article's actors, victims."""
    sides = f"[{','.join(map(str, sorted(s.sources)))}],[{','.join(map(str, sorted(s.targets)))}]"
    places = compact(s.places) if s.places else "[]"
    counts = compact(s.quantities) if s.quantities else "[]"
    named = compact(sorted(s.named)) if s.named else "[]"
    return f"[{sides},{places},{counts},{compact(sorted(s.words))},{about},{named}]"


def _event_row(s: Signature, e: EventMention, timex: int | None, signature: str) -> Row:
    """The row of a mention that is an event of its own so far."""
    return (
        s.id, s.version, s.key, 0, s.id, e.event_class, e.mode, e.trigger.start, e.trigger.end, clean(e.trigger.text),
        s.lemma, e.sentence.start, e.sentence.end, s.start, s.end, e.grain and e.grain.value, e.edtf,
        e.date_reason.value, timex, e.status.value, int(e.negated), e.salience, e.confidence, clean(e.headline),
        signature,
    )  # fmt: skip

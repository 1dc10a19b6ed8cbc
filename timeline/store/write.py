"""Put one article in, whole or not at all."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from timeline.model import Analysis, Article, EventMention, Mention, PlaceMention, Timex
from timeline.store import duplicates
from timeline.store.actors import actor_ids
from timeline.store.events import merge_in, take_out
from timeline.store.names import fold
from timeline.store.redirects import meant
from timeline.store.spots import reattach
from timeline.store.sql import Database, Row, in_chunks, insert_rows, next_id, rows, run

VERSION = (
    "id", "article_id", "number", "current", "text_hash", "title", "language", "published", "published_source",
    "published_confidence", "extractor_version", "text",
)  # fmt: skip
CANDIDATE = ("version_id", "position", "edtf", "source", "confidence", "evidence")
TIMEX = (
    "id", "version_id", "start_char", "end_char", "text", "type", "value", "mod", "quant", "freq", "start_day",
    "end_day", "grain", "edtf", "anchor", "rule", "confidence", "anchor_text",
)  # fmt: skip
MENTION = (
    "id", "version_id", "start_char", "end_char", "text", "actor_id", "name", "kind", "country", "sector", "role",
    "via", "confidence", "read_actor_id",
)  # fmt: skip
EVENT_MENTION = (
    "id", "version_id", "key", "event_id", "component", "event_class", "mode", "trigger_start", "trigger_end",
    "trigger_text", "lemma", "sentence_start", "sentence_end", "start_day", "end_day", "grain", "edtf", "date_reason",
    "timex_id", "status", "negated", "salience", "confidence", "headline", "signature",
)  # fmt: skip
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # neither SQLite's functions nor PostgreSQL take these
WORD = re.compile(r"\w\w\w+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: `kind` is new, changed or duplicate; `events` counts its event mentions."""

    kind: str
    events: int = 0
    article: int = 0


def text_hash(text: str) -> str:
    """What an article is known by: two articles with the same text are the same."""
    return hashlib.sha256(_clean(text).encode()).hexdigest()[:32]


def known(connection: Database, article: Article, *, extractor_version: str) -> bool:
    """Whether this very text is in, read by this extractor, so that it need not be read again."""
    same = _same_text(connection, text_hash(article.text))
    return same is not None and same[3] == extractor_version and not _better_dated(article, same)


def save(connection: Connection, analysis: Analysis, *, extractor_version: str) -> Outcome:
    """Put an article in with everything that was read out of it, inside a savepoint.

    The same text is a duplicate, unless it now comes with a publication date that was
    given or was read by another extractor; another text under a known address is a new
    version, and the mentions of the old one go.
    """
    article = _storable(analysis.article)
    with connection.begin_nested():
        digest = text_hash(article.text)
        same = _same_text(connection, digest)
        if same is not None and same[3] == extractor_version and not _better_dated(article, same):
            _note_copy(connection, same[0], article)
            return Outcome("duplicate", article=same[0])
        old = same or _same_address(connection, article)
        if old is not None:
            _retire(connection, old[1])
        if same is not None:  # read anew: nothing would tell the two versions apart
            run(connection, "DELETE FROM article_version WHERE id = :version", [{"version": same[1]}])
        number = _put_article(connection, article, old)
        version = _put_version(connection, article, number, digest, extractor_version)
        events = _put_facts(connection, analysis, version, digest)
        reattach(connection, number)
        regrouped = duplicates.place(connection, number, article.text)
        merge_in(connection, events, regrouped)
    return Outcome("new" if old is None else "changed", len(analysis.events), number)


def _clean(text: str) -> str:
    """The text with what cannot be stored replaced, one character for one, so that offsets hold."""
    return UNSTORABLE.sub("\ufffd", text)


def _storable(article: Article) -> Article:
    return replace(
        article,
        text=_clean(article.text),
        title=_clean(article.title),
        publisher=_clean(article.publisher),
        url=_clean(article.url),
        id=_clean(article.id),
    )


def _same_text(connection: Database, digest: str) -> Row | None:
    """Article, version, source of its date and extractor of the current text with this hash."""
    sql = (
        "SELECT article_id, id, published_source, extractor_version FROM article_version "
        "WHERE current = 1 AND text_hash = :hash"
    )
    return next(iter(rows(connection, sql, {"hash": digest})), None)


def _same_address(connection: Database, article: Article) -> Row | None:
    if not article.url:
        return None
    sql = (
        "SELECT a.id, v.id FROM article a JOIN article_version v ON v.article_id = a.id AND v.current = 1 "
        "WHERE a.url = :url"
    )
    return next(iter(rows(connection, sql, {"url": article.url})), None)


def _better_dated(article: Article, same: Row) -> bool:
    return article.published_source == "given" and same[2] != "given"


def _note_copy(connection: Database, number: int, article: Article) -> None:
    """Remember another address or publisher of a text that is in already."""
    sql = (
        "SELECT coalesce(a.url, ''), coalesce(p.name, '') FROM article a "
        "LEFT JOIN publisher p ON p.id = a.publisher_id WHERE a.id = :id"
    )
    if rows(connection, sql, {"id": number})[0] != (article.url, article.publisher):
        values = {"id": number, "url": article.url, "publisher": article.publisher}
        columns = "article_id, url, publisher"
        put = f"INSERT INTO article_copy ({columns}) VALUES (:id, :url, :publisher) ON CONFLICT DO NOTHING"
        run(connection, put, [values])


def _retire(connection: Connection, version: int) -> None:
    """Take out what was read from a text that is no longer current; the text itself stays."""
    take_out(connection, version)
    values = [{"version": version}]
    for table in ("event_mention", "mention", "timex", "sentence", "published_candidate"):
        run(connection, f"DELETE FROM {table} WHERE version_id = :version", values)
    run(connection, "UPDATE article_version SET current = 0 WHERE id = :version", values)


def _put_article(connection: Database, article: Article, old: Row | None) -> int:
    publisher = _publisher(connection, article.publisher) if article.publisher else None
    number: int = next_id(connection, "article") if old is None else old[0]
    if old is None:
        columns = ("id", "url", "external_id", "publisher_id", "duplicate_group")
        url = article.url if article.url and _same_address(connection, article) is None else None
        insert_rows(connection, "article", columns, [(number, url, article.id, publisher, number)])
    elif publisher is not None:
        sql = "UPDATE article SET publisher_id = :publisher WHERE id = :id"
        run(connection, sql, [{"publisher": publisher, "id": number}])
    return number


def _publisher(connection: Database, name: str) -> int:
    found = rows(connection, "SELECT id FROM publisher WHERE name = :name", {"name": name})
    if found:
        return int(found[0][0])
    number = next_id(connection, "publisher")
    insert_rows(connection, "publisher", ("id", "name"), [(number, name)])
    return number


def _put_version(connection: Database, article: Article, number: int, digest: str, extractor_version: str) -> int:
    latest = (
        rows(connection, "SELECT max(number) FROM article_version WHERE article_id = :id", {"id": number})[0][0] or 0
    )
    version = next_id(connection, "article_version")
    row = (
        version,
        number,
        latest + 1,
        1,
        digest,
        article.title,
        article.language,
        article.published,
        article.published_source,
        article.published_confidence,
        extractor_version,
        article.text,
    )
    insert_rows(connection, "article_version", VERSION, [row])
    candidates = [
        (version, n, _clean(c.edtf), c.source, c.confidence, _clean(c.evidence))
        for n, c in enumerate(article.candidates)
    ]
    insert_rows(connection, "published_candidate", CANDIDATE, candidates)
    return version


def _put_facts(connection: Connection, analysis: Analysis, version: int, digest: str) -> list[int]:
    """Store all that was read; the numbers of the event mentions."""
    spans = dict.fromkeys((span.start, span.end) for span in analysis.sentences)
    sentences = {start: end for start, end in spans}
    insert_rows(
        connection,
        "sentence",
        ("version_id", "start_char", "end_char"),
        [(version, *span) for span in sentences.items()],
    )
    timexes = _put_timexes(connection, analysis, version)
    mentions, actors = _put_mentions(connection, analysis, version)
    places = _place_ids(connection, [place for event in analysis.events for place in event.place])
    first = next_id(connection, "event_mention")
    countries = _countries(connection, {place.country for event in analysis.events for place in event.place})
    data, roles, spots, counts, said = [], [], [], [], []
    keys = _mention_keys(digest, analysis.events)
    for number, (event, key) in enumerate(zip(analysis.events, keys, strict=True), first):
        timex = timexes[event.timex] if event.timex else None
        signature = _signature(event, actors, countries)
        data.append(_mention_row(number, version, key, event, timex, signature))
        roles += [(number, role, n, mentions[m]) for role, n, m in _roles(event)]
        for n, p in enumerate(event.place):
            place = places[fold(p.name), p.country]
            spots.append((number, n, place, _clean(p.name), p.start, p.end, _clean(p.text), p.confidence))
        for n, q in enumerate(event.quantities):
            counts.append((number, n, q.kind, q.low, q.high, _clean(q.unit), q.start, q.end))
        if a := event.attribution:
            said.append((number, a.start, a.end, _clean(a.text), a.mode))
    insert_rows(connection, "event_mention", EVENT_MENTION, data)
    insert_rows(connection, "mention_role", ("event_mention_id", "role", "position", "mention_id"), roles)
    insert_rows(connection, "place_mention", _PLACE_MENTION, spots)
    insert_rows(connection, "quantity", _QUANTITY, counts)
    insert_rows(connection, "attribution", ("event_mention_id", "start_char", "end_char", "text", "mode"), said)
    return list(range(first, first + len(data)))


_PLACE_MENTION = ("event_mention_id", "position", "place_id", "name", "start_char", "end_char", "text", "confidence")
_QUANTITY = ("event_mention_id", "position", "kind", "low", "high", "unit", "start_char", "end_char")


def _roles(event: EventMention) -> Iterator[tuple[str, int, Mention]]:
    speakers = event.attribution.said_by if event.attribution else ()
    for role, mentions in (("source", event.source), ("target", event.target), ("said_by", speakers)):
        for position, mention in enumerate(mentions):
            yield role, position, mention


def _put_timexes(connection: Database, analysis: Analysis, version: int) -> dict[Timex, int]:
    extra = (event.timex for event in analysis.events if event.timex)
    numbers = {t: n for n, t in enumerate(dict.fromkeys((*analysis.timexes, *extra)), next_id(connection, "timex"))}
    data = [
        (
            n,
            version,
            t.start,
            t.end,
            _clean(t.text),
            t.type,
            t.value,
            t.mod,
            t.quant,
            t.freq,
            t.interval.start if t.interval else None,
            t.interval.end if t.interval else None,
            t.grain,
            t.edtf,
            t.anchor,
            t.rule,
            t.confidence,
            _clean(t.anchor_text),
        )
        for t, n in numbers.items()
    ]
    insert_rows(connection, "timex", TIMEX, data)
    return numbers


def _put_mentions(
    connection: Database, analysis: Analysis, version: int
) -> tuple[dict[Mention, int], dict[Mention, int]]:
    """Store the actor mentions; their numbers, and the numbers of the actors that they mean."""
    within = (mention for event in analysis.events for _, _, mention in _roles(event))
    every = dict.fromkeys((*analysis.mentions, *within))
    read = actor_ids(connection, every)
    actors = meant(connection, every, read, version)
    numbers = {mention: n for n, mention in enumerate(every, next_id(connection, "mention"))}
    data = [
        (
            n,
            version,
            m.start,
            m.end,
            _clean(m.text),
            actors[m],
            _clean(m.name),
            m.kind,
            m.country,
            m.sector,
            _clean(m.role),
            m.via,
            m.confidence,
            None if actors[m] == read[m.actor] else read[m.actor],
        )
        for m, n in numbers.items()
    ]
    insert_rows(connection, "mention", MENTION, data)
    return numbers, actors


def _place_ids(connection: Database, places: list[PlaceMention]) -> dict[tuple[str, str], int]:
    """The numbers of places by folded name and country; new ones are added, coordinates where first known."""
    wanted = {(fold(p.name), p.country): p for p in places}
    sql = "SELECT folded, country, id FROM place WHERE folded IN (:list)"
    found = {(row[0], row[1]): int(row[2]) for row in in_chunks(connection, sql, {key[0] for key in wanted})}
    missing = [key for key in wanted if key not in found]
    if missing:
        numbers = dict(zip(missing, range(next_id(connection, "place"), 2**62), strict=False))
        data = [
            (numbers[key], _clean(p.name), key[0], p.country, p.latitude, p.longitude)
            for key, p in wanted.items()
            if key in numbers
        ]
        insert_rows(connection, "place", ("id", "name", "folded", "country", "latitude", "longitude"), data)
        found |= numbers
    return found


def _countries(connection: Database, codes: set[str]) -> dict[str, str]:
    """Folded names of countries by their codes."""
    sql = "SELECT key, name FROM actor WHERE key IN (:list)"
    return {key: fold(name) for key, name in in_chunks(connection, sql, codes - {""})}


def _mention_keys(digest: str, events: Iterable[EventMention]) -> Iterator[str]:
    """What names each mention for good: it depends on the text and where the trigger stands alone."""
    seen: Counter[str] = Counter()
    for event in events:
        told = f"{digest} {event.trigger.start} {event.trigger.end}"
        seen[told] += 1
        yield hashlib.sha256(f"{told} {seen[told]}".encode()).hexdigest()[:16]


def _signature(event: EventMention, actors: dict[Mention, int], countries: dict[str, str]) -> str:
    """What merging compares, as JSON: sources, targets, places, quantities, words of the headline."""
    parties = (*event.source, *event.target)
    named = {word for m in parties for form in (m.text, m.name) for word in WORD.findall(form.casefold())}
    places = [["" if fold(p.name) == countries.get(p.country) else fold(p.name), p.country] for p in event.place]
    return json.dumps(
        [
            sorted({actors[m] for m in event.source}),
            sorted({actors[m] for m in event.target}),
            places,
            [[q.kind, q.low, q.high] for q in event.quantities],
            sorted(set(WORD.findall(_clean(event.headline).casefold())) - named),
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _mention_row(number: int, version: int, key: str, e: EventMention, timex: int | None, signature: str) -> Row:
    start, end = (e.interval.start, e.interval.end) if e.interval else (None, None)
    return (
        number,
        version,
        key,
        0,
        number,
        e.event_class,
        e.mode,
        e.trigger.start,
        e.trigger.end,
        _clean(e.trigger.text),
        _clean(e.trigger.lemma),
        e.sentence.start,
        e.sentence.end,
        start,
        end,
        e.grain,
        e.edtf,
        e.date_reason,
        timex,
        e.status,
        int(e.negated),
        e.salience,
        e.confidence,
        _clean(e.headline),
        signature,
    )

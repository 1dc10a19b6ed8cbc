"""Put articles in, each whole or not at all."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from timeline.model import Analysis, Article, Citation
from timeline.store import duplicates
from timeline.store.events import merge_in, take_out
from timeline.store.put import Placed, clean, put_facts
from timeline.store.spots import reattach
from timeline.store.sql import Database, Row, insert_rows, next_id, rows, run

VERSION = (
    "id", "article_id", "number", "current", "text_hash", "title", "language", "published", "published_source",
    "published_confidence", "extractor_version", "text",
)  # fmt: skip
CANDIDATE = ("version_id", "position", "edtf", "source", "confidence", "evidence")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: `kind` is new, changed or duplicate; `events` counts its event mentions."""

    kind: str
    events: int = 0
    article: int = 0


def text_hash(text: str) -> str:
    """What an article is known by: two articles with the same text are the same."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:32]


def known(connection: Database, article: Article, *, extractor_version: str) -> bool:
    """Whether this very text is in, read by this extractor, so that it need not be read again."""
    same = _same_text(connection, text_hash(article.text))
    if same is None and _has_longer(connection, article):
        return True
    return same is not None and same[3] == extractor_version and not _better_dated(article, same)


def save(connection: Connection, analysis: Analysis, *, extractor_version: str) -> Outcome:
    """As `save_all`, for one article."""
    return save_all(connection, [analysis], extractor_version=extractor_version)[0]


def save_all(connection: Connection, analyses: Sequence[Analysis], *, extractor_version: str) -> list[Outcome]:
    """Put articles in with everything that was read out of them, each in whole or not at all, in this order.

    The same text is a duplicate, unless it now comes with a publication date that was
    given or was read by another extractor; another text under a known address is a new
    version, and the mentions of the old one go.  Many at once are written and merged
    together, in one savepoint; where a row of theirs does not fit, each has its own.
    """
    try:
        with connection.begin_nested():
            return _Batch(connection, extractor_version).save(analyses)
    except (sqlite3.IntegrityError, IntegrityError):
        if len(analyses) == 1:
            raise
    return [save(connection, analysis, extractor_version=extractor_version) for analysis in analyses]


@dataclass(slots=True)
class _Batch:
    """Articles whose own rows are written and whose facts wait to be."""

    connection: Connection
    extractor_version: str
    waiting: list[Placed] = field(default_factory=list)

    def save(self, analyses: Iterable[Analysis]) -> list[Outcome]:
        outcomes = [self._place(analysis) for analysis in analyses]
        self._write()
        return outcomes

    def _place(self, analysis: Analysis) -> Outcome:
        """Decide what the article is, and give it its rows."""
        connection, article = self.connection, _storable(analysis.article)
        digest = text_hash(article.text)
        same = _same_text(connection, digest)
        if same is not None and same[3] == self.extractor_version and not _better_dated(article, same):
            _note_copy(connection, same[0], article)
            return Outcome("duplicate", article=same[0])
        if same is None and _has_longer(connection, article):
            return Outcome("duplicate")
        old = same or _same_address(connection, article)
        if old is not None:
            self._write()  # the old text may be one of those that wait
            _retire(connection, old[1])
        if same is not None:  # read anew: nothing would tell the two versions apart
            run(connection, "DELETE FROM article_version WHERE id = :version", [{"version": same[1]}])
        number = _put_article(connection, article, old)
        version = _put_version(connection, article, number, digest, self.extractor_version)
        self.waiting.append(_placed(connection, replace(analysis, article=article), number, version, digest))
        return Outcome("new" if old is None else "changed", len(analysis.events), number)

    def _write(self) -> None:
        """Write the facts of those that wait, and merge their events."""
        if self.waiting:
            texts = [(placed.article, placed.analysis.article.text) for placed in self.waiting]
            regrouped = duplicates.place_all(self.connection, texts)
            told = put_facts(self.connection, self.waiting)
            for placed in self.waiting:
                reattach(self.connection, placed.article)
            merge_in(self.connection, told, regrouped)
        self.waiting.clear()


def _storable(article: Article) -> Article:
    return replace(
        article,
        text=clean(article.text),
        title=clean(article.title),
        publisher=clean(article.publisher),
        url=clean(article.url),
        id=clean(article.id),
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


def _has_longer(connection: Database, article: Article) -> bool:
    """Whether this is an excerpt of which more is in, from the same address."""
    if not article.excerpt or (old := _same_address(connection, article)) is None:
        return False
    sql = "SELECT length(text) FROM article_version WHERE id = :version"
    return int(rows(connection, sql, {"version": old[1]})[0][0]) > len(article.text)


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


def _placed(connection: Database, analysis: Analysis, number: int, version: int, digest: str) -> Placed:
    """The analysis with what its article is called by now, which an earlier version of it may have settled."""
    sql = (
        "SELECT a.external_id, coalesce(p.name, ''), coalesce(a.url, ''), a.publisher_id "
        "FROM article a LEFT JOIN publisher p ON p.id = a.publisher_id WHERE a.id = :id"
    )
    name, publisher, url, publisher_id = rows(connection, sql, {"id": number})[0]
    article = analysis.article
    citation = Citation(name or str(number), article.title, article.published, article.published_source, publisher, url)
    return Placed(analysis, number, version, publisher_id, digest, citation)


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
        (version, n, clean(c.edtf), c.source, c.confidence, clean(c.evidence)) for n, c in enumerate(article.candidates)
    ]
    insert_rows(connection, "published_candidate", CANDIDATE, candidates)
    return version

"""Put articles in, each whole or not at all."""

import gc
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from timeline.model import Analysis, Article, Citation
from timeline.store import duplicates
from timeline.store.articles import (
    Called,
    addresses,
    better_dated,
    called,
    latest,
    length,
    note_copy,
    publishers,
    text_hash,
    texts,
)
from timeline.store.events import merge_in, merge_stored, recount, take_out
from timeline.store.put import Placed, clean, put_facts, put_mentions, storable
from timeline.store.spots import reattach
from timeline.store.sql import Database, Row, beneath, insert_rows, next_id, rows, run

COLUMNS = {
    "publisher": ("id", "name"),
    "article": ("id", "url", "external_id", "publisher_id", "duplicate_group"),
    "article_version": (
        "id", "article_id", "number", "current", "text_hash", "title", "language", "published", "published_source",
        "published_confidence", "extractor_version", "text",
    ),
    "published_candidate": ("version_id", "position", "edtf", "source", "confidence", "evidence"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: `kind` is new, changed or duplicate; `events` counts its event mentions."""

    kind: str
    events: int = 0
    article: int = 0


def known(connection: Connection, article: Article, *, extractor_version: str) -> bool:
    """Whether this very text is in, read by this extractor, so that it need not be read again."""
    return all_known(connection, [article], extractor_version=extractor_version)[0]


def all_known(connection: Connection, articles: Sequence[Article], *, extractor_version: str) -> list[bool]:
    """As `known`, for many articles."""
    database = beneath(connection) or connection
    digests = [text_hash(article.text) for article in articles]
    current = texts(database, digests)
    homes = addresses(database, (article.url for article in articles if article.excerpt))
    found = []
    for article, digest in zip(articles, digests, strict=True):
        same, home = current.get(digest), homes.get(article.url) if article.excerpt else None
        if same is not None:
            found.append(same[3] == extractor_version and not better_dated(article, same))
        else:  # an excerpt of which more is in, from the same address
            found.append(home is not None and length(database, home[1]) > len(article.text))
    return found


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
    database = beneath(connection) or connection
    try:
        with connection.begin_nested(), _uncollected():
            return _Batch(database, extractor_version).save(analyses)
    except (sqlite3.IntegrityError, IntegrityError):
        if len(analyses) == 1:
            raise
    return [save(connection, analysis, extractor_version=extractor_version) for analysis in analyses]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: in the many values of a batch, which hold none, it took a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Batch:
    """Articles that are taken in one by one, and whose rows and facts wait to be written together."""

    def __init__(self, database: Database, extractor_version: str) -> None:
        self.database, self.extractor_version = database, extractor_version
        self.waiting: list[Placed] = []
        self.rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}

    def save(self, analyses: Sequence[Analysis]) -> list[Outcome]:
        told = [(text_hash(a.article.text), _storable(a.article), a) for a in analyses]
        self.same = texts(self.database, [digest for digest, _, _ in told])
        self.home = addresses(self.database, [article.url for _, article, _ in told])
        self.publishers = publishers(self.database, {article.publisher for _, article, _ in told})
        self.free = {table: next_id(self.database, table) for table in ("publisher", "article", "article_version")}
        outcomes = [self._place(*each) for each in told]
        self._write()
        return outcomes

    def _place(self, digest: str, article: Article, analysis: Analysis) -> Outcome:
        """Decide what the article is, and give it its rows."""
        same = self.same.get(digest)
        if same is not None and same[3] == self.extractor_version and not better_dated(article, same):
            self._put_rows()
            note_copy(self.database, same[0], article)
            return Outcome("duplicate", article=same[0])
        home = self.home.get(article.url)
        if same is None and home and article.excerpt and self._is_longer(home[1], article):
            return Outcome("duplicate")
        old = (same[0], same[1]) if same else home
        if old is not None:
            self._replace(old[1], anew=same is not None)
        placed = self._put(replace(analysis, article=article), old and old[0], digest)
        self.waiting.append(placed)
        return Outcome("new" if old is None else "changed", len(analysis.events), placed.article)

    def _is_longer(self, version: int, article: Article) -> bool:
        self._put_rows()
        return length(self.database, version) > len(article.text)

    def _replace(self, version: int, *, anew: bool) -> None:
        """Take out what was read from a text; the same text read anew goes itself: nothing would tell the two apart."""
        self._write()  # it may be one of those that wait
        _retire(self.database, version)
        if anew:
            run(self.database, "DELETE FROM article_version WHERE id = :version", [{"version": version}])
            self.free["article_version"] = next_id(self.database, "article_version")
        for digest in [digest for digest, row in self.same.items() if row[1] == version]:
            del self.same[digest]

    def _put(self, analysis: Analysis, old: int | None, digest: str) -> Placed:
        """Give an article its row and its text; `old` is its number where it has one."""
        article, version = analysis.article, self._next("article_version")
        publisher = self._publisher(article.publisher)
        if old is None:
            number = self._next("article")
            self.rows["article"].append((number, article.url or None, article.id, publisher, number))
            told = Called(article.id, article.publisher, article.url, publisher)
        else:
            number = old
            self._put_rows()  # the publisher may be new
            told = called(self.database, number, publisher)
        before = 0 if old is None else latest(self.database, number)
        self.rows["article_version"].append(
            (
                version, number, before + 1, 1, digest, article.title, article.language, article.published,
                article.published_source, article.published_confidence, self.extractor_version, article.text,
            )
        )  # fmt: skip
        self.rows["published_candidate"] += [
            (version, n, clean(c.edtf), c.source, c.confidence, clean(c.evidence))
            for n, c in enumerate(article.candidates)
        ]
        self.same[digest] = number, version, article.published_source, self.extractor_version
        if told.url:
            self.home[told.url] = number, version
        day = article.published, article.published_source
        citation = Citation(told.name or str(number), article.title, *day, told.publisher, told.url)
        return Placed(analysis, number, version, told.publisher_id, digest, citation)

    def _publisher(self, name: str) -> int | None:
        if not name:
            return None
        if name not in self.publishers:
            self.publishers[name] = self._next("publisher")
            self.rows["publisher"].append((self.publishers[name], name))
        return self.publishers[name]

    def _next(self, table: str) -> int:
        self.free[table] += 1
        return self.free[table] - 1

    def _put_rows(self) -> None:
        """Write the articles and texts that wait to be."""
        for table, columns in COLUMNS.items():
            insert_rows(self.database, table, columns, self.rows[table])
            self.rows[table].clear()

    def _write(self) -> None:
        """Write the facts of those that wait, and merge their events."""
        self._put_rows()
        if not self.waiting:
            return
        database, waiting = self.database, self.waiting
        bodies = [(placed.article, placed.analysis.article.text) for placed in waiting]
        regrouped = duplicates.place_all(database, bodies)
        facts = put_facts(database, waiting)
        if storable(facts) and not _decided(database):
            put_mentions(database, facts, merge_in(database, facts.signatures, facts.told))
        else:
            put_mentions(database, facts, {})
            for placed in waiting:
                reattach(database, placed.article)
            merge_stored(database, [t.id for t in facts.told])
        if regrouped:
            recount(database, regrouped)
        waiting.clear()


def _decided(database: Database) -> bool:
    """Whether a person ever had a say, so that mentions may not be what they are by themselves."""
    sql = "SELECT 1 WHERE EXISTS (SELECT 1 FROM correction) OR EXISTS (SELECT 1 FROM actor_correction)"
    return bool(rows(database, sql))


def _storable(article: Article) -> Article:
    return replace(
        article,
        text=clean(article.text),
        title=clean(article.title),
        publisher=clean(article.publisher),
        url=clean(article.url),
        id=clean(article.id),
    )


def _retire(connection: Database, version: int) -> None:
    """Take out what was read from a text that is no longer current; the text itself stays."""
    take_out(connection, version)
    values = [{"version": version}]
    for table in ("event_mention", "mention", "timex", "sentence", "published_candidate"):
        run(connection, f"DELETE FROM {table} WHERE version_id = :version", values)
    run(connection, "UPDATE article_version SET current = 0 WHERE id = :version", values)

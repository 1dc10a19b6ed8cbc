"""Sources in, rows out: the one place where readers, extraction and the store meet."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from timeline import extract, readers, store
from timeline.errors import ReadError
from timeline.model import Actor, Alias, Analysis, Article, Role
from timeline.readers import Given

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

BATCH_ARTICLES = 16  # parsed together: the parser is twice as fast on many sentences as on few
COMMIT_SECONDS = 0.5


@dataclass(slots=True)
class Summary:
    """What an ingest did; `failures` are lines that name the article and say why."""

    new: int = 0
    changed: int = 0
    duplicate: int = 0
    events: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many articles were seen, failed ones included."""
        return self.new + self.changed + self.duplicate + len(self.failures)

    def line(self) -> str:
        """One line for a person.

        >>> Summary(new=2, duplicate=1, events=9).line()
        '3 articles: 2 new, 0 changed, 1 duplicate, 0 failed; 9 events'
        """
        failed = f"{len(self.failures):,} failed" + (" (see below)" if self.failures else "")
        noun = "article" if self.articles == 1 else "articles"
        return (
            f"{self.articles:,} {noun}: {self.new:,} new, {self.changed:,} changed, "
            f"{self.duplicate:,} duplicate, {failed}; {self.events:,} events"
        )

    def record(self) -> dict[str, Any]:
        """The same for a program."""
        counts = ("articles", "new", "changed", "duplicate", "events")
        return {name: getattr(self, name) for name in counts} | {
            "failed": len(self.failures),
            "failures": self.failures,
        }

    def count(self, outcome: str, events: int) -> None:
        """Add one article that was new, changed or duplicate."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.events += events


def run(
    sources: Sequence[str],
    database: str | None,
    *,
    given: Given,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    report: Callable[[int, int], None] | None = None,
) -> Summary:
    """Read `sources` and store their events in `database`; None reads and counts only.

    An article is in whole or not at all.  Finished batches are committed about every
    half second, so an interruption loses no more than that.

    Raises:
        StoreError: the database cannot be written.
    """
    found = (
        item for source in sources for item in readers.read(source, given, stdin=stdin, allow_private=allow_private)
    )
    summary = Summary()
    if database is None:
        _count(found, summary, report)
        return summary
    engine = open_ready(database)
    try:
        _store(found, engine, summary, report)
    finally:
        engine.dispose()
    return summary


def open_ready(database: str) -> "Engine":
    """The database, made and seeded with the shipped registry where it is new."""
    from timeline.resources import shipped
    from timeline.seeds import load_seeds

    engine = store.open_store(database, create=True)
    with engine.begin() as connection:
        empty = not store.is_seeded(connection)
    if empty:
        store.init(engine, load_seeds(shipped("seeds")))
    return engine


def reader_tools(connection: "Connection | None" = None) -> dict[str, Any]:
    """What `extract.analyse` needs: the parser, the gazetteer, and the registry with the user's own actors."""
    from timeline.actors import load_registry
    from timeline.language import load_parser
    from timeline.places import load_gazetteer

    extra: tuple[Actor | Alias | Role, ...] = ()
    if connection is not None:
        own = store.registered(connection, origins=("user",))
        extra = (*own.actors, *own.aliases, *own.roles)
    return {"parser": load_parser(), "registry": load_registry(extra), "gazetteer": load_gazetteer()}


def _count(found: Iterator[Article | ReadError], summary: Summary, report: Callable[[int, int], None] | None) -> None:
    tools = reader_tools()
    for articles in _batches(found, summary):
        for analysis in extract.analyse(articles, **tools):
            summary.count("new", len(analysis.events))
        if report:
            report(summary.articles, summary.events)


def _store(
    found: Iterator[Article | ReadError],
    engine: "Engine",
    summary: Summary,
    report: Callable[[int, int], None] | None,
) -> None:
    with engine.connect() as connection:
        tools = reader_tools(connection)
        connection.rollback()
        committed = time.monotonic()
        for articles in _batches(found, summary):
            unknown = [a for a in articles if not store.known(connection, a, extractor_version=extract.VERSION)]
            connection.rollback()
            summary.duplicate += len(articles) - len(unknown)
            for analysis in extract.analyse(unknown, **tools):
                _save(connection, analysis, summary)
            connection.commit()
            if report and time.monotonic() - committed > COMMIT_SECONDS:
                report(summary.articles, summary.events)
                committed = time.monotonic()
        connection.commit()


def _save(connection: "Connection", analysis: Analysis, summary: Summary) -> None:
    outcome = store.save(connection, analysis, extractor_version=extract.VERSION)
    summary.count(outcome.kind, outcome.events)


def _batches(found: Iterator[Article | ReadError], summary: Summary) -> Iterator[list[Article]]:
    while batch := list(islice(found, BATCH_ARTICLES)):
        summary.failures += [str(item) for item in batch if isinstance(item, ReadError)]
        yield [item for item in batch if isinstance(item, Article)]

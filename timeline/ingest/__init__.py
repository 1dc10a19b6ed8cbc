"""Sources in, rows out: the one place where readers, extraction and the store meet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from timeline import extract, readers, store
from timeline.errors import ReadError
from timeline.ingest.guard import Refused
from timeline.ingest.retry import Noted, origin
from timeline.ingest.workers import Batch, Known, cores, extracted
from timeline.ingest.workers import reader_tools as reader_tools
from timeline.language import load_parser
from timeline.model import Analysis, Article
from timeline.readers import Given

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from timeline.readers.fetch import Web
    from timeline.store.sql import Database

BATCH_ARTICLES = 16  # parsed together: the parser is twice as fast on many sentences as on few
ALONE_ARTICLES = 32  # so few are read sooner in this process than others can be started
Found = Iterator[Article | ReadError]


@dataclass(slots=True)
class Summary:
    """What an ingest did; `failures` name the article and say why.

    Pages `without_text`, in a crawl or a feed of many, are no failures: there was nothing in them to read.
    """

    new: int = 0
    changed: int = 0
    duplicate: int = 0
    events: int = 0
    failures: list[ReadError] = field(default_factory=list)
    without_text: list[ReadError] = field(default_factory=list)

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
        empty = f", {len(self.without_text):,} more without text" if self.without_text else ""
        noun_of_events = "event" if self.events == 1 else "events"
        return (
            f"{self.articles:,} {noun}: {self.new:,} new, {self.changed:,} changed, "
            f"{self.duplicate:,} duplicate, {failed}{empty}; {self.events:,} {noun_of_events}"
        )

    def record(self) -> dict[str, Any]:
        """The same for a program."""
        counts = ("articles", "new", "changed", "duplicate", "events")
        return {name: getattr(self, name) for name in counts} | {
            "failed": len(self.failures),
            "without_text": len(self.without_text),
            "failures": [str(failure) for failure in self.failures],
        }

    def count(self, outcome: str, events: int) -> None:
        """Add one article that was new, changed or duplicate."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.events += events

    def note(self, error: ReadError) -> None:
        """Add what could not be read."""
        (self.without_text if isinstance(error, readers.NoTextError) else self.failures).append(error)

    def sort_out(self, done: Iterable[Analysis | Refused]) -> list[Analysis]:
        """Those that could be analysed; the others are failures."""
        analyses = []
        for one in done:
            if isinstance(one, Refused):
                self.failures.append(ReadError(one.name, one.reason))
            else:
                analyses.append(one)
        return analyses


def utc_now() -> str:
    """This moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def run(
    sources: Sequence[str],
    database: str | None,
    *,
    given: Given,
    jobs: int = 0,
    parser: str = "en",
    web: "Web | None" = None,
    stdin: BinaryIO | None = None,
    report: Callable[[int, int], None] | None = None,
    begun: Callable[[Path], None] = lambda _path: None,
    clock: Callable[[], str] = utc_now,
) -> Summary:
    """Read `sources` and store their events in `database`, as `take` does; `web` fetches those that are addresses.

    `begun` is told of each file that is opened.

    Raises:
        StoreError: the database cannot be written.
    """
    found = (item for source in sources for item in readers.read(source, given, stdin=stdin, web=web, begun=begun))
    return take(found, database, jobs=jobs, parser=parser, report=report, clock=clock)


def take(
    found: Found,
    database: str | None,
    *,
    jobs: int = 0,
    parser: str = "en",
    report: Callable[[int, int], None] | None = None,
    clock: Callable[[], str] = utc_now,
) -> Summary:
    """Store the events of the articles in `database`; None reads and counts only.

    `jobs` is the number of processes that extract; 0 takes a core each where there are
    more than a few articles.  What is stored does not depend on it, but on `parser`, as
    `language.load_parser` knows it.  An article is in whole or not at all; each batch is
    committed when it is done, so an interruption loses no more than one.  `report` is told
    after each how many articles and events there are; `clock` tells the moments between
    which this ingest is remembered (ISO 8601, UTC), for `query.changes`.

    Raises:
        StoreError: the database cannot be written.
    """
    summary = Summary()
    if parser != "en":
        load_parser(parser)  # a wrong name should fail here, not in every worker
    if database is None:
        _count(found, jobs, parser, summary, report)
        return summary
    engine = open_ready(database)
    try:
        with engine.connect() as connection, _remembered(connection, summary, clock):
            _store(found, connection, jobs, parser, summary, report)
    finally:
        engine.dispose()
    return summary


def retry(
    database: str,
    *,
    given: Given,
    jobs: int = 0,
    parser: str = "en",
    web: "Web | None" = None,
    report: Callable[[int, int], None] | None = None,
    clock: Callable[[], str] = utc_now,
) -> Summary:
    """Read again what failed in earlier ingests; what is in now is forgotten as a failure.

    Raises:
        StoreError: there is no such database, or it cannot be written.
    """
    engine = store.open_store(database, create=False)
    try:
        with engine.connect() as connection:
            names = {name: origin(name) for name, _, _ in store.failed(connection)}
        sources = list(dict.fromkeys(names.values()))
        summary = run(sources, database, given=given, jobs=jobs, parser=parser, web=web, report=report, clock=clock)
        failing = {failure.subject for failure in summary.failures}
        with engine.begin() as connection:
            for name, source in names.items():
                if not failing & {name, source}:
                    store.clear_failure(connection, name)
    finally:
        engine.dispose()
    return summary


@contextmanager
def _remembered(connection: "Connection", summary: Summary, clock: Callable[[], str]) -> Iterator[None]:
    """Keep what events looked like before they are touched; an ingest that is interrupted is remembered too."""
    number = store.begin_run(connection, at=clock())
    connection.commit()
    try:
        yield
    except KeyboardInterrupt:
        connection.rollback()
        store.end_run(connection, number, at=clock(), summary=summary.record())
        connection.commit()
        raise
    store.end_run(connection, number, at=clock(), summary=summary.record())
    connection.commit()


def open_ready(database: str) -> "Engine":
    """The database, made and seeded with the shipped registry where it is new."""
    from timeline.resources import shipped
    from timeline.seeds import load_seeds

    engine = store.open_store(database, create=True)
    try:
        with engine.begin() as connection:
            empty = not store.is_seeded(connection)
        if empty:
            store.init(engine, load_seeds(shipped("seeds")))
    except BaseException:
        engine.dispose()
        raise
    return engine


def own_actors(connection: "Database") -> Known:
    """What the user added to the registry."""
    own = store.registered(connection, origins=("user",))
    return (*own.actors, *own.aliases, *own.roles)


def _count(found: Found, jobs: int, parser: str, summary: Summary, report: Callable[[int, int], None] | None) -> None:
    found, jobs = _jobs(found, jobs)
    batches: Iterator[Batch] = ((articles, ()) for articles in _batches(found, summary))
    for done, _ in extracted(batches, tuple, jobs, parser):
        for analysis in summary.sort_out(done):
            summary.count("new", len(analysis.events))
        if report:
            report(summary.articles, summary.events)


def _store(
    found: Found,
    connection: "Connection",
    jobs: int,
    parser: str,
    summary: Summary,
    report: Callable[[int, int], None] | None,
) -> None:
    found, jobs = _jobs(found, jobs)
    own = own_actors(connection)
    connection.rollback()
    batches = (_sorted_out(connection, articles) for articles in _batches(found, summary))
    noted = Noted(connection)
    for done, stored in extracted(batches, lambda: own, jobs, parser):
        analyses = summary.sort_out(done)
        for outcome in store.save_all(connection, analyses, extractor_version=extract.version()):
            summary.count(outcome.kind, outcome.events)
        for article in stored:
            _note(connection, article)
            summary.count("duplicate", 0)
        noted.failures(summary.failures)
        noted.read(chain((analysis.article for analysis in analyses), stored))
        connection.commit()
        if report:
            report(summary.articles, summary.events)


def _jobs(found: Found, jobs: int) -> tuple[Found, int]:
    """The same articles, and how many processes they are worth where the user did not say."""
    if jobs:
        return found, jobs
    first = list(islice(found, ALONE_ARTICLES + 1))
    return chain(first, found), cores() if len(first) > ALONE_ARTICLES else 1


def _sorted_out(connection: "Connection", articles: list[Article]) -> Batch:
    is_stored = [store.known(connection, article, extractor_version=extract.version()) for article in articles]
    connection.rollback()
    pairs = list(zip(articles, is_stored, strict=True))
    return [article for article, stored in pairs if not stored], [article for article, stored in pairs if stored]


def _note(connection: "Connection", article: Article) -> None:
    """Keep where else a stored text was seen; nothing where a later version has come between."""
    if store.known(connection, article, extractor_version=extract.version()):
        store.save(connection, Analysis(article), extractor_version=extract.version())


def _batches(found: Found, summary: Summary) -> Iterator[list[Article]]:
    while batch := list(islice(found, BATCH_ARTICLES)):
        for item in batch:
            if isinstance(item, ReadError):
                summary.note(item)
        yield [item for item in batch if isinstance(item, Article)]

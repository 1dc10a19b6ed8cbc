"""Read stored articles again: those that an older extractor read, and those whose times can now be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline import extract, store
from timeline.doctor.changes import Change, changes, look
from timeline.doctor.registry import registry_news
from timeline.doctor.waiting import answers, waiting
from timeline.ingest import Summary, own_actors, reader_tools, take
from timeline.model import Article, Interval
from timeline.resources import shipped
from timeline.seeds import load_seeds
from timeline.store.outdated import as_read, mark_stale
from timeline.store.soundness import derived_faults, text_faults
from timeline.store.sql import Row, rows
from timeline.temporal import resolve_named

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Renewed:
    """What `renew` did: how many articles it read again, how many of them for a time that waited, and what changed."""

    articles: int
    resolved: int
    registry: bool
    derived: bool
    failures: tuple[str, ...]
    changes: tuple[Change, ...]


def renew(database: str, *, everything: bool = False, jobs: int = 0, report: Report | None = None) -> Renewed:
    """Bring all that is read out of the articles up to this program; corrections stay and win.

    The shipped registry is loaded where it differs, stale articles (with `everything`
    all of them) are read as ingesting reads them, times that wait for an event are told
    where the event is known now, and what is derived is made again where it is unsound.
    Interrupted, the same call goes on where it stopped.
    """
    engine = store.open_store(database, create=False)
    try:
        with engine.connect().execution_options(reading=True) as connection:
            before = look(connection)
        registry = _refresh_registry(engine)
        if everything:
            with engine.begin() as connection:
                mark_stale(connection)
        summary = _read_stale(engine, database, jobs, report)
        resolved = _resolve(engine)
        derived = _derive(engine)
        with engine.connect().execution_options(reading=True) as connection:
            after = look(connection)
    finally:
        engine.dispose()
    return Renewed(
        summary.articles, resolved, registry, derived, tuple(map(str, summary.failures)), tuple(changes(before, after))
    )


def _refresh_registry(engine: "Engine") -> bool:
    """Load the shipped registry where it has what the database has not; whether it did."""
    with engine.connect().execution_options(reading=True) as connection:
        differs = bool(registry_news(connection))
    if differs:
        store.init(engine, load_seeds(shipped("seeds")))
    return differs


def _read_stale(engine: "Engine", database: str, jobs: int, report: Report | None) -> Summary:
    """Read again what another extractor read, on the way by which new articles come in."""
    with engine.connect().execution_options(reading=True) as connection:
        articles = list(store.stale(connection, extract.version()))
    return take(iter(articles), database, jobs=jobs, report=report) if articles else Summary()


def _resolve(engine: "Engine") -> int:
    """Read again the articles with times whose event is known now, or no longer; how many changed by it."""
    changed = 0
    with engine.connect() as connection:
        known = answers(list(waiting(connection)))
        own = own_actors(connection) if known else ()
        connection.rollback()
        tools = reader_tools(own) if known else {}
        for article, events in known.items():
            with connection.begin():
                before = _anchored(connection, article)
                again = _one_stale(connection, article)
                analyses = extract.analyse([again], **tools, resolve_event=_knowing(events))
                store.save(connection, analyses[0], extractor_version=extract.version())
                changed += before != _anchored(connection, article)
    return changed


def _anchored(connection: "Connection", article: int) -> list[Row]:
    """The times of an article that count from events."""
    sql = (
        "SELECT t.start_char, t.anchor_text, t.start_day, t.end_day FROM timex t "
        "JOIN article_version v ON v.id = t.version_id "
        "WHERE v.article_id = :article AND v.current = 1 AND t.anchor = 'event' ORDER BY t.start_char"
    )
    return rows(connection, sql, {"article": article})


def _one_stale(connection: "Connection", article: int) -> Article:
    mark_stale(connection, [article])
    sql = "SELECT id FROM article_version WHERE article_id = :article AND current = 1"
    return as_read(connection, rows(connection, sql, {"article": article})[0][0])


def _knowing(events: Mapping[str, Interval]) -> Callable[[str], Interval | None]:
    """The resolver of named events that knows these phrases too."""
    return lambda phrase: resolve_named(phrase) or events.get(" ".join(phrase.split()))


def _derive(engine: "Engine") -> bool:
    """Make what is derived anew where it does not fit; whether it had to."""
    with engine.begin() as connection:
        unsound = bool(derived_faults(connection) or text_faults(connection))
        if unsound:
            store.rebuild(connection)
    return unsound

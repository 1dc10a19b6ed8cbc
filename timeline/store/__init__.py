"""The database: open and upgrade it, put articles in, keep the events derived from them right.

Names are loaded when first used: reading (`open_reader`) needs no SQLAlchemy, and only
making or upgrading a database needs Alembic.

    open_reader(path) -> sqlite3.Connection                     to query; read-only
    open_store(url_or_path, *, create) -> Engine                to write
    upgrade(path) -> Path | None                                where the copy of the old file lies
    vacuum(engine) -> None
    init(engine, seeds) -> int                                  number of actors; any number of times to the same result
    add_actor(connection, actor, aliases=(), roles=(), *, origin="user") -> None
    is_seeded(connection) -> bool                               whether init was ever run
    registered(connection, *, origins=...) -> Registry            every actor, alias and role that was seeded or added
    known(connection, article, *, extractor_version) -> bool    whether save would call it a duplicate
    save(connection, analysis, *, extractor_version) -> Outcome ; save_all(connection, analyses, ...) -> [Outcome]
    rebuild(connection) -> int                                  makes all events again; their number
    stale(connection, extractor_version) -> Iterator[Article]   articles that an older extractor read
    overlay(connection, seeds) -> None                          a user's own registry, over the shipped one
    merge_actors, split_actor, add_alias, remove_alias, rename_actor(connection, actor, ..., *, person, at) -> int
    undo_actor(connection, number, *, at) -> ActorCorrection
    actor_corrections(connection) -> [ActorCorrection]
    correct(connection, event_id, kind, value, *, person, at, other="") -> int ; undo(connection, number, *, at)
    corrected(connection) -> [Correction] ; waiting_and_lost(connection)
    exported(connection) -> Iterator[dict] ; take_in(connection, lines, name) -> Imported      corrections alone
    dump(connection) -> Iterator[str] ; load(lines, database, name) -> Transferred
    begin_run(connection, *, at) -> int ; end_run(connection, run, *, at, summary) -> None       what diff compares with
    record_failure(connection, name, reason) ; failed(connection) ; clear_failure(connection, name)

Whoever opens a connection commits it; nothing here does.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.store.actors import Registry, is_seeded, registered
    from timeline.store.check import HEAD, open_reader
    from timeline.store.corrections import Conflict, Imported, exported, take_in, waiting_and_lost
    from timeline.store.decisions import ActorCorrection, actor_corrections
    from timeline.store.engine import open_store, vacuum
    from timeline.store.events import rebuild
    from timeline.store.failures import clear_failure, failed, record_failure
    from timeline.store.migrate import upgrade
    from timeline.store.outdated import mark_stale, stale
    from timeline.store.registry import (
        add_actor,
        add_alias,
        init,
        merge_actors,
        overlay,
        own_ids,
        remove_alias,
        rename_actor,
        split_actor,
        undo_actor,
    )
    from timeline.store.review import KINDS, Correction, correct, corrected, undo
    from timeline.store.runs import begin_run, end_run
    from timeline.store.transfer import Transferred, dump, load
    from timeline.store.write import Outcome, known, save, save_all

_HOME = {
    "HEAD": "check",
    "open_reader": "check",
    "KINDS": "review",
    "Conflict": "corrections",
    "Imported": "corrections",
    "exported": "corrections",
    "take_in": "corrections",
    "waiting_and_lost": "corrections",
    "Correction": "review",
    "correct": "review",
    "corrected": "review",
    "undo": "review",
    "open_store": "engine",
    "vacuum": "engine",
    "rebuild": "events",
    "clear_failure": "failures",
    "failed": "failures",
    "record_failure": "failures",
    "Registry": "actors",
    "add_actor": "registry",
    "init": "registry",
    "ActorCorrection": "decisions",
    "actor_corrections": "decisions",
    "add_alias": "registry",
    "merge_actors": "registry",
    "overlay": "registry",
    "own_ids": "registry",
    "rename_actor": "registry",
    "split_actor": "registry",
    "remove_alias": "registry",
    "undo_actor": "registry",
    "is_seeded": "actors",
    "registered": "actors",
    "upgrade": "migrate",
    "Transferred": "transfer",
    "dump": "transfer",
    "begin_run": "runs",
    "end_run": "runs",
    "load": "transfer",
    "Outcome": "write",
    "known": "write",
    "save": "write",
    "save_all": "write",
    "mark_stale": "outdated",
    "stale": "outdated",
}

__all__ = [
    "HEAD",
    "KINDS",
    "ActorCorrection",
    "Conflict",
    "Correction",
    "Imported",
    "Outcome",
    "Registry",
    "Transferred",
    "actor_corrections",
    "add_actor",
    "add_alias",
    "begin_run",
    "clear_failure",
    "correct",
    "corrected",
    "dump",
    "end_run",
    "exported",
    "failed",
    "init",
    "is_seeded",
    "known",
    "load",
    "mark_stale",
    "merge_actors",
    "open_reader",
    "open_store",
    "overlay",
    "own_ids",
    "rebuild",
    "record_failure",
    "registered",
    "remove_alias",
    "rename_actor",
    "save",
    "save_all",
    "split_actor",
    "stale",
    "take_in",
    "undo",
    "undo_actor",
    "upgrade",
    "vacuum",
    "waiting_and_lost",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"timeline.store.{_HOME[name]}"), name)

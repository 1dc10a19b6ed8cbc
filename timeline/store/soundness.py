"""Whether what is derived says what the facts say, and whether the file itself is whole; reads only."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any

from timeline.store.numbers import FIRST_DAY, SALIENT, month_of, unit_of
from timeline.store.sql import Database, dialect, rows, stream

MOST = 20  # lines of SQLite's own report
ORPHANS = {
    "events without a mention": (
        "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM event_mention m WHERE m.event_id = e.id)"
    ),
    "mentions without an event": (
        "SELECT count(*) FROM event_mention m WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = m.event_id)"
    ),
    "links of actors to no event": (
        "SELECT count(*) FROM actor_event l WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = l.event_id)"
    ),
    "links of actors' superiors to no event": (
        "SELECT count(*) FROM actor_tree_event l WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = l.event_id)"
    ),
}
TEXTS = {
    "events that text search does not know": (
        "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM event_text x WHERE x.rowid = e.id)"
    ),
    "texts of no event": (
        "SELECT count(*) FROM event_text x WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = x.rowid)"
    ),
}


def file_faults(database: Database) -> list[str]:
    """What SQLite finds wrong with the file; empty for a whole one, and for PostgreSQL, which looks after itself."""
    if dialect(database) != "sqlite":
        return []
    found = [str(row[0]) for row in rows(database, f"PRAGMA integrity_check({MOST})")]
    return [] if found == ["ok"] else found


def broken_references(database: Database) -> list[str]:
    """Rows that point to rows which are not there, counted by table."""
    if dialect(database) != "sqlite":
        return []
    broken = Counter((row[0], row[2]) for row in rows(database, "PRAGMA foreign_key_check"))
    return [f"{count:,} rows of {child} point to no {parent}" for (child, parent), count in sorted(broken.items())]


def derived_faults(database: Database) -> list[str]:
    """Where events, links and counts do not agree with one another."""
    return [*_counted(database, ORPHANS), *_rollup_faults(database)]


def text_faults(database: Database) -> list[str]:
    """Where the text index does not fit the events."""
    faults = _counted(database, TEXTS)
    if not faults and isinstance(database, sqlite3.Connection):
        # The index itself: SQLite checks it only from 3.44 on, so that it is asked for the commonest word.
        database.execute("SELECT count(*) FROM event_text WHERE event_text MATCH 'the'").fetchone()
    return faults


def _counted(database: Database, questions: Mapping[str, str]) -> list[str]:
    counts = {about: int(rows(database, sql)[0][0]) for about, sql in questions.items()}
    return [f"{count:,} {about}" for about, count in counts.items() if count]


def _rollup_faults(database: Database) -> list[str]:
    """Which rollups differ from a recount."""
    days: Counter[Any] = Counter()
    months: Counter[Any] = Counter()
    classes: Counter[Any] = Counter()
    actors: Counter[Any] = Counter()
    events = "SELECT start_day, grain, event_class, salience FROM event WHERE rejected = 0"
    for start, grain, name, salience in stream(database, events):
        month = month_of(start)
        for shown in (False, True)[: 1 + (salience >= SALIENT)]:
            days[FIRST_DAY if start is None else start, unit_of(grain), shown] += 1
            months[month, unit_of(grain), shown] += 1
            classes[name, month, unit_of(grain), shown] += 1
    links = (
        "SELECT l.actor_id, e.start_day, e.grain, e.salience FROM actor_tree_event l JOIN event e ON e.id = l.event_id "
        "WHERE e.rejected = 0"
    )
    for actor, start, grain, salience in stream(database, links):
        for shown in (False, True)[: 1 + (salience >= SALIENT)]:
            actors[actor, month_of(start), unit_of(grain), shown] += 1
    checked = (("day", days), ("month", months), ("class", classes), ("actor", actors))
    return [
        f"the counts by {name} are not what a recount gives" for name, made in checked if _differs(database, name, made)
    ]


KEYS = {
    "day": "day, unit",
    "month": "month, unit",
    "class": "event_class, month, unit",
    "actor": "actor_id, month, unit",
}


def _differs(database: Database, name: str, made: Counter[Any]) -> bool:
    stored: Counter[Any] = Counter()
    for *key, events, salient in stream(database, f"SELECT {KEYS[name]}, events, salient FROM rollup_{name}"):
        stored[*key, False], stored[*key, True] = events, salient
    return +stored != +made

"""What the last ingest did to the events: which are new, told again, dated anew, contradicted, merged or gone."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from timeline.errors import NotFoundError
from timeline.store.numbers import SALIENT
from timeline.store.sql import Database, in_chunks, rows

KINDS = ("new", "merged", "gone", "dated", "contradicted", "classed", "told again")


@dataclass(frozen=True, slots=True)
class Change:
    """One event that a run changed: what of it, how it was and how it is; `event` is its id, "" where it is gone."""

    kind: str
    event: str
    headline: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """An ingest: its number, when it began and ended (ISO 8601, UTC; "" where it was cut off), and its counts."""

    number: int
    began_at: str
    ended_at: str
    summary: dict[str, Any]


def runs(database: Database) -> list[Run]:
    """The ingests that are remembered, the last first."""
    found = rows(database, "SELECT id, began_at, ended_at, summary FROM run ORDER BY id DESC")
    return [Run(row[0], row[1], row[2] or "", json.loads(row[3])) for row in found]


def changes(database: Database, number: int | None = None, *, everything: bool = False) -> tuple[Run, list[Change]]:
    """The last run, or that of a number, and what it changed, compared with how things stand now.

    New events of little salience are left out, unless `everything` is asked for.

    Raises:
        NotFoundError: there is no such run.
    """
    known = runs(database)
    run = next((one for one in known if number in (None, one.number)), None)
    if run is None:
        raise NotFoundError("ingest", "any" if number is None else str(number), [str(one.number) for one in known])
    return run, [*_new(database, run.number, everything), *_changed(database, run.number)]


def _new(database: Database, number: int, everything: bool) -> list[Change]:
    """The events all of whose mentions came with the run."""
    bounds = rows(database, "SELECT first_version FROM run WHERE id >= :id ORDER BY id LIMIT 2", {"id": number})
    last = bounds[1][0] if len(bounds) > 1 else 2**62
    sql = (
        "SELECT e.key, e.headline, e.edtf FROM event e WHERE e.rejected = 0 AND e.salience >= :least AND e.id IN "
        "(SELECT m.event_id FROM event_mention m WHERE m.version_id >= :first AND m.version_id < :last) AND NOT EXISTS "
        "(SELECT 1 FROM event_mention m WHERE m.event_id = e.id AND m.version_id < :first) "
        "ORDER BY e.salience DESC, e.id DESC"
    )
    values = {"first": bounds[0][0], "last": last, "least": -1 if everything else SALIENT}
    return [Change("new", row[0], row[1], "", row[2]) for row in rows(database, sql, values)]


def _changed(database: Database, number: int) -> list[Change]:
    """The events that were there before and are not as they were."""
    sql = "SELECT event_key, before FROM run_change WHERE run_id = :id ORDER BY event_key"
    before = {key: json.loads(text) for key, text in rows(database, sql, {"id": number})}
    homes: dict[str, int] = dict(
        in_chunks(database, "SELECT key, event_id FROM event_mention WHERE key IN (:list)", before)
    )
    now = {
        row[0]: row[1:]
        for row in in_chunks(
            database,
            "SELECT id, key, edtf, event_class, headline, disagreements, articles FROM event WHERE id IN (:list)",
            set(homes.values()),
        )
    }
    shared = defaultdict(list)
    for key in before:
        shared[homes.get(key)].append(key)
    found: list[Change] = []
    for home, keys in shared.items():
        if home is None or home not in now:
            found += [Change("gone", "", before[key]["headline"], before[key]["edtf"]) for key in keys]
        else:
            found += _compared([before[key] for key in keys], now[home])
    return sorted(found, key=lambda change: (KINDS.index(change.kind), change.event))


def _compared(old: list[dict[str, Any]], now: tuple[Any, ...]) -> list[Change]:
    """What became of one event, or of several that are one now."""
    key, edtf, event_class, headline, disagreements, articles = now
    found = []
    if len(old) > 1:
        found.append(Change("merged", key, headline, "; ".join(one["headline"] for one in old)))
    first = old[0]
    if first["edtf"] != edtf:
        found.append(Change("dated", key, headline, first["edtf"], edtf))
    if first["class"] != event_class:
        found.append(Change("classed", key, headline, first["class"], event_class))
    known = {json.dumps(one) for each in old for one in each["disagreements"]}
    for about, *values in json.loads(disagreements):
        if json.dumps([about, *values]) not in known:
            found.append(Change("contradicted", key, headline, "", f"{about}: {' / '.join(map(str, values))}"))
    if articles > sum(one["articles"] for one in old):
        found.append(Change("told again", key, headline, str(sum(one["articles"] for one in old)), str(articles)))
    return found

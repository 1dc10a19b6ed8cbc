"""What a person decides about events; kept apart from what is derived, so that it wins over every rebuild."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from timeline.errors import NotFoundError, StoreError
from timeline.store.events import resettle
from timeline.store.sql import Database, in_chunks, insert_rows, next_id, rows, run
from timeline.store.summary import READERS

KINDS = ("accept", "reject", *READERS, "merge", "split")
COLUMNS = ("id", "kind", "mention_key", "other_key", "value", "person", "made_at", "undone_at")


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision; `mention` and `other` are keys of event mentions, `value` is of JSON."""

    id: int
    kind: str
    mention: str
    other: str
    value: Any
    person: str
    at: str
    undone_at: str | None = None


def correct(
    connection: Connection, event: str, kind: str, value: Any = None, *, person: str, at: str, other: str = ""
) -> int:
    """Note a decision about an event and carry it out; its number, to undo it by.

    `value` by kind: date {"from", "to", "grain", "edtf"} with day numbers; class, status
    and headline a word or line; source and target a list of {"id", "name", "kind"};
    place a list of {"name", "country"}.  For merge `other` is an event, for split the
    key of the mention that is to stand apart.

    Raises:
        NotFoundError: there is no such event or mention.
        StoreError: the kind or value makes no sense.
    """
    _check(kind, value)
    mentions = _mentions_of(connection, event)
    others = _mentions_of(connection, other) if kind == "merge" else [other]
    pairs = [(mentions[0], others[0] if kind == "merge" else "")]
    if kind == "split":
        if other not in mentions:
            raise NotFoundError("mention of this event", other)
        pairs = [(key, other) for key in mentions if key != other]
    number = next_id(connection, "correction")
    data = [
        (number + n, kind, key, second, json.dumps(value, ensure_ascii=False), person, at, None)
        for n, (key, second) in enumerate(pairs)
    ]
    insert_rows(connection, "correction", COLUMNS, data)
    _carry_out(connection, {key for pair in pairs for key in pair if key})
    return number


def undo(connection: Connection, number: int, *, at: str) -> None:
    """Take a decision back, with all pairs of a split; it stays on record.

    Raises:
        NotFoundError: there is none of that number that still holds.
    """
    found = [c for c in corrected(connection) if c.id == number and c.undone_at is None]
    if not found:
        raise NotFoundError("correction", str(number))
    first = found[0]
    same = [
        c
        for c in corrected(connection)
        if c.undone_at is None
        and (c.kind, c.at, c.person) == (first.kind, first.at, first.person)
        and (c.id == number or (c.kind == "split" and c.other == first.other))
    ]
    run(connection, "UPDATE correction SET undone_at = :at WHERE id = :id", [{"at": at, "id": c.id} for c in same])
    _carry_out(connection, {key for c in same for key in (c.mention, c.other) if key})


def corrected(connection: Database) -> list[Correction]:
    """All decisions, also those taken back, in the order in which they were made."""
    found = rows(connection, f"SELECT {', '.join(COLUMNS)} FROM correction ORDER BY id")
    return [Correction(r[0], r[1], r[2], r[3], json.loads(r[4]), r[5], r[6], r[7]) for r in found]


def _check(kind: str, value: Any) -> None:
    if kind not in KINDS:
        raise StoreError("correction", f'no kind "{kind}"', f"choose from {', '.join(KINDS)}")
    if kind in READERS:
        try:
            READERS[kind](value)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise StoreError("correction", f"{value!r} is no {kind}") from error


def _mentions_of(connection: Database, event: str) -> list[str]:
    """The keys of an event's mentions, its own first."""
    sql = (
        "SELECT key FROM event_mention WHERE event_id = (SELECT event_id FROM event_mention WHERE key = :key) "
        "AND event_id <> 0 ORDER BY CASE WHEN key = :key THEN 0 ELSE 1 END, key"
    )
    keys = [row[0] for row in rows(connection, sql, {"key": event})]
    if not keys:
        raise NotFoundError("event", event)
    return keys


def _carry_out(connection: Connection, keys: Collection[str]) -> None:
    sql = "SELECT DISTINCT component FROM event_mention WHERE key IN (:list)"
    resettle(connection, {row[0] for row in in_chunks(connection, sql, keys)})

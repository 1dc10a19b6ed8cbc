"""Corrections carried from one database to another, and those that have lost what they were about.

An exported correction names mentions by where they stand: the hash of the article's text
and the offsets of the trigger.  A database that has the article finds the mention; one
that gets the article later finds it then.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from timeline.errors import ReadError, StoreError
from timeline.store.review import COLUMNS, Correction, carry_out, check_value, corrected
from timeline.store.spots import NOWHERE, Spot, mention_at, spot_from
from timeline.store.sql import Database, in_chunks, insert_rows, next_id, run

VERDICT = ("accept", "reject")  # one question with two answers


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people decided differently about one event; `holds` is the later word, `against` the one it outweighs."""

    event: str
    headline: str
    holds: Correction
    against: Correction


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import; `waiting` are those whose article is not here, `lost` those whose mention is not."""

    new: int
    known: int
    undone: int
    waiting: int
    lost: int
    conflicts: tuple[Conflict, ...] = ()


def exported(database: Database) -> Iterator[dict[str, Any]]:
    """Every correction as an object of JSON, those taken back too, in the order in which they came in."""
    for c in corrected(database):
        yield {
            "kind": c.kind,
            "value": c.value,
            "person": c.person,
            "at": c.at,
            "undone_at": c.undone_at,
            "mention": c.spot.record(),
            "other": c.other_spot.record() if c.other_spot.text_hash else None,
        }


def take_in(connection: Connection, lines: Iterable[str], name: str) -> Imported:
    """Add exported corrections and carry them out; those that are here already change nothing.

    Of two that decide one thing differently the later made holds, whichever came in
    first.  `name` is what the file is called in messages.

    Raises:
        ReadError: a line is no correction; nothing has come in then.
    """
    records = [_read(line, f"{name}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    had = {_identity(c): c for c in corrected(connection)}
    new: dict[Any, Correction] = {}
    taken_back: list[tuple[Correction, str]] = []
    for c in records:
        old = had.get(_identity(c))
        if old is None:
            new.setdefault(_identity(c), c)
        elif c.undone_at and not old.undone_at:
            taken_back.append((old, c.undone_at))
    placed = [
        _placed(connection, c, number) for number, c in enumerate(new.values(), next_id(connection, "correction"))
    ]
    insert_rows(connection, "correction", COLUMNS, [c.row() for c in placed])
    undone = [{"id": old.id, "at": at} for old, at in taken_back]
    run(connection, "UPDATE correction SET undone_at = :at WHERE id = :id", undone)
    keys = {key for c in (*placed, *(old for old, _ in taken_back)) for key in (c.mention, c.other)}
    carry_out(connection, keys - {""})
    waiting, gone = waiting_and_lost(connection, {c.id for c in placed})
    known = len(records) - len(placed) - len(taken_back)
    conflicts = tuple(_conflicts(connection, frozenset(c.id for c in placed)))
    return Imported(len(placed), known, len(taken_back), len(waiting), len(gone), conflicts)


def _read(line: str, where: str) -> Correction:
    """A correction out of a line.

    Raises:
        ReadError: it is none.
    """
    try:
        record = json.loads(line)
        spot = _spot(record["mention"])
        other = _spot(record["other"]) if record.get("other") else NOWHERE
        kind, person, at = (_text(record[key]) for key in ("kind", "person", "at"))
        undone_at = _text(record["undone_at"]) if record.get("undone_at") else None
        check_value(kind, record["value"])
    except StoreError as error:
        raise ReadError(where, str(error)) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReadError(where, "is no correction as `timeline review --export` writes it") from error
    if (kind in ("merge", "split")) != (other is not NOWHERE):
        raise ReadError(where, f"a correction of kind {kind} names {'two mentions' if other is NOWHERE else 'one'}")
    return Correction(0, kind, "", "", record["value"], person, at, undone_at, spot, other)


def _spot(record: Mapping[str, Any]) -> Spot:
    spot = spot_from(_text(record["text_hash"]), record)
    if not 0 <= spot.start < spot.end:
        raise ValueError(record)
    return spot


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(value)
    return value


def _identity(c: Correction) -> tuple[Any, ...]:
    spots = [(spot.text_hash, spot.start, spot.end, spot.event_class) for spot in (c.spot, c.other_spot)]
    return c.kind, json.dumps(c.value, sort_keys=True), c.person, c.at, *spots


def _placed(connection: Database, c: Correction, number: int) -> Correction:
    mention, other = mention_at(connection, c.spot), mention_at(connection, c.other_spot)
    return Correction(number, c.kind, mention, other, c.value, c.person, c.at, c.undone_at, c.spot, c.other_spot)


def waiting_and_lost(
    database: Database, among: Collection[int] | None = None
) -> tuple[list[Correction], list[Correction]]:
    """Corrections that hold but reach no mention: those whose article is not here, and those whose article is."""
    active = [c for c in corrected(database) if c.undone_at is None and (among is None or c.id in among)]
    keys = {key for c in active for key in (c.mention, c.other)} - {""}
    there = {row[0] for row in in_chunks(database, "SELECT key FROM event_mention WHERE key IN (:list)", keys)}
    hashes = {spot.text_hash for c in active for spot in (c.spot, c.other_spot)} - {""}
    sql = "SELECT text_hash FROM article_version WHERE text_hash IN (:list)"
    read = {row[0] for row in in_chunks(database, sql, hashes)}
    waiting: list[Correction] = []
    lost: list[Correction] = []
    for c in active:
        sides = [(c.mention, c.spot)] + ([(c.other, c.other_spot)] if c.kind in ("merge", "split") else [])
        missing = [spot for key, spot in sides if key not in there]
        if missing:
            (lost if any(spot.text_hash in read for spot in missing) else waiting).append(c)
    return waiting, lost


def _conflicts(connection: Database, new: frozenset[int]) -> Iterator[Conflict]:
    """What of the new is decided otherwise by another correction that holds."""
    active = [c for c in corrected(connection) if c.undone_at is None]
    sql = (
        "SELECT m.key, e.key, e.headline FROM event_mention m JOIN event e ON e.id = m.event_id WHERE m.key IN (:list)"
    )
    events = {row[0]: (row[1], row[2]) for row in in_chunks(connection, sql, {c.mention for c in active} - {""})}
    questions: dict[Any, list[Correction]] = defaultdict(list)
    for c in active:
        if c.mention in events:
            questions[_question(c, events[c.mention][0])].append(c)
    for asked in questions.values():
        *earlier, holds = sorted(asked, key=lambda c: (c.at, c.id))
        for c in earlier:
            differs = (c.kind, c.value) != (holds.kind, holds.value)
            if differs and c.person != holds.person and not new.isdisjoint({c.id, holds.id}):
                event, headline = events[holds.mention]
                yield Conflict(event, headline, holds, c)


def _question(c: Correction, event: str) -> tuple[Any, ...]:
    """What a correction gives an answer to."""
    if c.kind in ("merge", "split"):
        return ("one or two", frozenset((c.mention, c.other)))
    return ("verdict" if c.kind in VERDICT else c.kind, event)

"""What a person decides about events; kept apart from what is derived, so that it wins over every rebuild."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from timeline.errors import NotFoundError, StoreError
from timeline.store.events import resettle
from timeline.store.spots import NOWHERE, Spot, spot_from, spots_of
from timeline.store.sql import Database, Row, in_chunks, insert_rows, next_id, rows, run
from timeline.store.summary import READERS

KINDS = ("accept", "reject", *READERS, "merge", "split")
COLUMNS = (
    "id", "kind", "mention_key", "other_key", "value", "person", "made_at", "undone_at", "text_hash", "mention_at",
    "other_text_hash", "other_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision; `mention` and `other` are keys of event mentions, `value` is of JSON.

    `spot` and `other_spot` say where those mentions stood when it was made.
    """

    id: int
    kind: str
    mention: str
    other: str
    value: Any
    person: str
    at: str
    undone_at: str | None = None
    spot: Spot = NOWHERE
    other_spot: Spot = NOWHERE

    def row(self) -> Row:
        """Its row, in the order of COLUMNS."""
        value = json.dumps(self.value, ensure_ascii=False)
        spots = (self.spot.text_hash, self.spot.told(), self.other_spot.text_hash)
        other = self.other_spot.told() if self.other_spot.text_hash else ""
        return (
            self.id, self.kind, self.mention, self.other, value, self.person, self.at, self.undone_at, *spots, other,
        )  # fmt: skip


def correct(
    connection: Connection, event: str, kind: str, value: Any = None, *, person: str, at: str, other: str = ""
) -> int:
    """Note a decision about an event and carry it out; its number, to undo it by.

    `value` by kind: date {"from", "to", "grain", "edtf"} with day numbers; class, status
    and headline a word or line; negated true or false; source and target a list of
    {"id", "name", "kind"}; place a list of {"name", "country"}.  For merge `other` is
    an event, for split the key of the mention that is to stand apart.

    Raises:
        NotFoundError: there is no such event or mention.
        StoreError: the kind or value makes no sense.
    """
    check_value(kind, value)
    mentions = _mentions_of(connection, event)
    pairs = _pairs(connection, kind, mentions, other)
    spots = spots_of(connection, {key for pair in pairs for key in pair})
    number = next_id(connection, "correction")
    made = [
        Correction(number + n, kind, key, second, value, person, at, None, spots[key], spots.get(second, NOWHERE))
        for n, (key, second) in enumerate(pairs)
    ]
    insert_rows(connection, "correction", COLUMNS, [correction.row() for correction in made])
    carry_out(connection, {key for pair in pairs for key in pair if key})
    return number


def _pairs(connection: Database, kind: str, mentions: Sequence[str], other: str) -> list[tuple[str, str]]:
    """The mentions that a decision is about: one, two to be joined, or every two to be parted."""
    if kind == "merge":
        second = _mentions_of(connection, other)[0]
        if second in mentions:
            raise StoreError("correction", "an event cannot be merged with itself", "name another one")
        return [(mentions[0], second)]
    if kind == "split":
        if other not in mentions:
            raise NotFoundError("mention of this event", other)
        if len(mentions) == 1:
            raise StoreError("correction", "an event told once cannot be split")
        return [(key, other) for key in mentions if key != other]
    return [(mentions[0], "")]


def undo(connection: Connection, number: int, *, at: str) -> Correction:
    """Take a decision back, with all pairs of a split; it stays on record.

    Raises:
        NotFoundError: there is none of that number that still holds.
    """
    every = [c for c in corrected(connection) if c.undone_at is None]
    first = next((c for c in every if c.id == number), None)
    if first is None:
        raise NotFoundError("correction that holds", str(number))
    same = [c for c in every if c.id == number or (c.kind == "split" and decision(c) == decision(first))]
    run(connection, "UPDATE correction SET undone_at = :at WHERE id = :id", [{"at": at, "id": c.id} for c in same])
    carry_out(connection, {key for c in same for key in (c.mention, c.other) if key})
    return first


def decision(correction: Correction) -> tuple[Any, ...]:
    """What rows of one decision have in common: those of a split stand for one, all others for themselves."""
    if correction.kind != "split":
        return (correction.id,)
    return (correction.kind, correction.at, correction.person, correction.other)


def corrected(connection: Database) -> list[Correction]:
    """All decisions, also those taken back, in the order in which they came in."""
    found = rows(connection, f"SELECT {', '.join(COLUMNS)} FROM correction ORDER BY id")
    return [_correction(row) for row in found]


def _correction(row: Row) -> Correction:
    number, kind, mention, other, value, person, at, undone_at, text_hash, told, other_hash, other_told = row
    spots = spot_from(text_hash, told or "{}"), spot_from(other_hash, other_told or "{}")
    return Correction(number, kind, mention, other, json.loads(value), person, at, undone_at, *spots)


def check_value(kind: str, value: Any) -> None:
    """Nothing where a correction of this kind may have this value.

    Raises:
        StoreError: it may not.
    """
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


def carry_out(connection: Connection, keys: Collection[str]) -> None:
    """Make the events of these mentions anew."""
    sql = "SELECT DISTINCT component FROM event_mention WHERE key IN (:list)"
    resettle(connection, {row[0] for row in in_chunks(connection, sql, keys)})


def written(correction: Mapping[str, Any]) -> str:
    """A decision's value in a few words.

    >>> written({"kind": "date", "value": {"edtf": "2016-04"}})
    '2016-04'
    """
    kind, value = correction["kind"], correction["value"]
    if kind == "date":
        return str(value.get("edtf") or "no date")
    if kind == "negated":
        return "did not happen" if value else "did happen"
    if isinstance(value, list):
        return ", ".join(str(entry["name"]) for entry in value) or "nobody"
    return "" if value is None else str(value)

"""What persons decided about actors, and the names, forms and merged actors that follow from it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from timeline.model import Alias
from timeline.store.actors import put_names, refresh_closure
from timeline.store.names import fold
from timeline.store.sql import Database, Row, rows, run
from timeline.terms import AliasType

COLUMNS = ("id", "kind", "actor", "other", "value", "person", "made_at", "undone_at")
HIDDEN = "hidden:"  # before the origin of an alias that a person took away


@dataclass(frozen=True, slots=True)
class ActorCorrection:
    """One decision; `actor` and `other` are ids of actors, `value` is of JSON."""

    id: int
    kind: str
    actor: str
    other: str
    value: Mapping[str, Any]
    person: str
    at: str
    undone_at: str | None = None


def actor_corrections(connection: Database) -> list[ActorCorrection]:
    """All decisions, also those taken back, in the order in which they were made."""
    found = rows(connection, f"SELECT {', '.join(COLUMNS)} FROM actor_correction ORDER BY id")
    return [_correction(row) for row in found]


def _correction(row: Row) -> ActorCorrection:
    number, kind, actor, other, value, person, at, undone_at = row
    return ActorCorrection(number, kind, actor, other, json.loads(value), person, at, undone_at)


def settle(connection: Connection) -> None:
    """Make the names, the aliases and the merged actors follow from the decisions in force."""
    decisions = actor_corrections(connection)
    held = [c for c in decisions if c.undone_at is None]
    _names(connection, decisions, held)
    _forms(connection, held)
    _merged(connection, held)
    refresh_closure(connection)


def _names(connection: Connection, decisions: Sequence[ActorCorrection], held: Sequence[ActorCorrection]) -> None:
    """What actors are called: by the latest decision, or as before the first."""
    first = {c.actor: c.value["was"] for c in reversed(decisions) if c.kind == "rename"}
    latest = {c.actor: c.value["name"] for c in held if c.kind == "rename"}
    back = [{"key": key, "name": was, "folded": fold(was)} for key, was in first.items() if key not in latest]
    set_back = "UPDATE actor SET name = :name, folded = :folded, renamed = 0 WHERE key = :key AND renamed = 1"
    run(connection, set_back, back)
    given = [{"key": key, "name": name, "folded": fold(name)} for key, name in latest.items()]
    run(connection, "UPDATE actor SET name = :name, folded = :folded, renamed = 1 WHERE key = :key", given)


def _forms(connection: Connection, held: Sequence[ActorCorrection]) -> None:
    """Aliases that persons gave are put in, those that they took away are hidden."""
    run(connection, "DELETE FROM alias WHERE origin = 'person'", [{}])
    shown = f"UPDATE alias SET origin = substr(origin, {len(HIDDEN) + 1}) WHERE origin LIKE 'hidden:%'"
    run(connection, shown, [{}])
    given: dict[tuple[str, str], Alias] = {}
    taken: set[tuple[str, str]] = set()
    for c in held:
        if c.kind == "rename":
            for name in (c.value["was"], c.value["name"]):
                given[c.actor, fold(name)] = Alias(c.actor, name)
        elif c.kind == "alias":
            (form,) = c.value["forms"]
            given[c.actor, fold(form)] = Alias(c.actor, form, AliasType(c.value["type"]), c.value["needs_context"])
            taken.discard((c.actor, fold(form)))
        elif c.kind == "unalias" or (c.kind == "split" and not c.value["articles"]):
            for form in c.value["forms"]:
                given.pop((c.actor, fold(form)), None)
                taken.add((c.actor, fold(form)))
    put_names(connection, given.values(), origin="person")
    hide = (
        f"UPDATE alias SET origin = '{HIDDEN}' || origin WHERE folded = :folded AND origin NOT LIKE 'hidden:%' "
        "AND actor_id = (SELECT id FROM actor WHERE key = :key)"
    )
    run(connection, hide, [{"key": key, "folded": folded} for key, folded in sorted(taken)])


def _merged(connection: Connection, held: Sequence[ActorCorrection]) -> None:
    """Whom each merged actor became in the end."""
    above = {c.other: c.actor for c in held if c.kind == "merge"}
    run(connection, "UPDATE actor SET merged_into = NULL WHERE merged_into IS NOT NULL", [{}])
    sql = "UPDATE actor SET merged_into = (SELECT b.id FROM actor b WHERE b.key = :last) WHERE key = :key"
    run(connection, sql, [{"key": key, "last": _last(above, key)} for key in above])


def _last(above: Mapping[str, str], key: str) -> str:
    seen = {key}
    while key in above and above[key] not in seen:
        key = above[key]
        seen.add(key)
    return key

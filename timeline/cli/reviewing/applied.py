"""Decisions out of a file, for those who review with a program of their own."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from timeline import query, store
from timeline.cli.reviewing.answers import value_of_kind
from timeline.errors import ReadError, TimelineError

if TYPE_CHECKING:
    from sqlalchemy import Connection

FIELDS = frozenset({"event", "kind", "value", "other"})


def apply(connection: "Connection", lines: Iterable[str], name: str, *, person: str, at: str, today: int) -> int:
    """Decide what each line says: `event` and `other` are ids or beginnings of them, values as a person types them.

    How many decisions there were.

    Raises:
        ReadError: a line cannot be carried out; the caller is to undo the others by rolling back.
    """
    count = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _decide(connection, _record(line), person, at, today)
        except TimelineError as error:
            raise ReadError(f"{name}, line {number}", str(error)) from error
        count += 1
    return count


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict) or not {"event", "kind"} <= record.keys() <= FIELDS:
        raise ReadError("line", "is no object with event, kind, and value or other where the kind needs one")
    if not all(isinstance(record.get(key, ""), str) for key in ("event", "kind", "other")):
        raise ReadError("line", "event, kind and other are texts")
    return record


def _decide(connection: "Connection", record: dict[str, Any], person: str, at: str, today: int) -> None:
    event = query.get(connection, record["event"])
    kind, other = record["kind"], record.get("other", "")
    value = value_of_kind(connection, kind, record.get("value"), today)
    if kind == "merge":
        other = query.get(connection, other).id
    elif kind == "split":
        other = next((r.key for r in event.reports if other and r.key.startswith(other)), other)
    store.correct(connection, event.id, kind, value, person=person, at=at, other=other)

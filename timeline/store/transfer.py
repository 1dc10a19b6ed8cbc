"""A whole database as JSON Lines, and a database out of them again; nothing is lost on the way.

The first line says which schema the rows are of, each other one is a row of a table, and
the last counts them, so that a file cut short is known.  What is derived is left out:
it is made again on the way in.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, inspect
from sqlalchemy.exc import DBAPIError

from timeline.errors import ReadError, StoreError
from timeline.schema import Base
from timeline.store.check import HEAD, REVISIONS
from timeline.store.derived import TABLES as DERIVED
from timeline.store.engine import engine_for, url_of
from timeline.store.events import rebuild
from timeline.store.migrate import build
from timeline.store.sql import Database, insert_rows, stream

FORM = "timeline"  # the name by which a file of ours is known
BATCH = 2000  # rows written at a time


@dataclass(frozen=True, slots=True)
class Transferred:
    """How much came in."""

    rows: int
    events: int


def dump(database: Database) -> Generator[str, None, None]:
    """The lines that hold everything; the connection has to see one state of the database throughout."""
    yield json.dumps({"form": FORM, "schema": HEAD})
    total = 0
    for table in _kept():
        names = [column.name for column in table.columns]
        order = ", ".join(column.name for column in table.primary_key)
        for row in stream(database, f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {order}"):
            yield json.dumps({"table": table.name, **dict(zip(names, row, strict=True))}, ensure_ascii=False)
            total += 1
    yield json.dumps({"rows": total})


def _kept() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in DERIVED]


def load(lines: Iterable[str], database: str, name: str) -> Transferred:
    """Make `database` out of `lines`; either everything comes in or nothing does.

    A file of an older version is put into tables of its own schema first and then
    brought to the newest.  `name` is what the file is called in messages.

    Raises:
        ReadError: the file is not such an export, is cut short or has a line that does not fit.
        StoreError: the database is not empty, or cannot be written.
    """
    numbered = enumerate(lines, 1)
    schema = _opening(next(numbered, (1, ""))[1], name)
    url = url_of(database)
    engine = engine_for(url, foreign_keys=True)
    try:
        _refuse_full(engine, database)
        build(database, url, schema)
        with engine.begin() as connection:
            total = _fill(connection, numbered, name)
        build(database, url)
        with engine.begin() as connection:
            events = rebuild(connection)
    finally:
        engine.dispose()
    return Transferred(total, events)


def _opening(line: str, name: str) -> str:
    found = _record(line, 1, name)
    if found.get("form") != FORM:
        raise ReadError(name, "is not an export of a timeline database")
    schema = str(found.get("schema"))
    if schema not in REVISIONS:
        raise ReadError(name, f"was made by a newer version (schema {schema}); update timeline, then try again")
    return schema


def _refuse_full(engine: Engine, database: str) -> None:
    with engine.connect().execution_options(reading=True) as connection:
        if inspect(connection).get_table_names():
            raise StoreError(database, "exists already", "import into a new one: --db PATH")


def _fill(connection: Connection, numbered: Iterable[tuple[int, str]], name: str) -> int:
    """Put in every row; how many there were."""
    columns = _columns(connection)
    waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    latest, total, said = "", 0, None
    for number, line in numbered:
        record = _record(line, number, name)
        if "rows" in record and "table" not in record:
            said = record["rows"]
            break
        table = str(record.pop("table", ""))
        if set(record) != set(columns.get(table, ())):
            raise ReadError(f"{name}, line {number}", "is no row of a table of this schema")
        if latest and (table != latest or len(waiting[latest]) >= BATCH):
            _put(connection, latest, columns[latest], waiting.pop(latest), f"{name}, before line {number}")
        waiting[table].append(tuple(record[column] for column in columns[table]))
        latest, total = table, total + 1
    if latest:
        _put(connection, latest, columns[latest], waiting.pop(latest), name)
    if said != total:
        raise ReadError(name, f"is cut short: it holds {total:,} rows and says it has {said if said else 'more'}")
    return total


def _columns(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The columns of each table that may come in."""
    known = inspect(connection)
    names = (name for name in known.get_table_names() if name not in DERIVED and name != "alembic_version")
    return {name: tuple(column["name"] for column in known.get_columns(name)) for name in names}


def _put(connection: Connection, table: str, columns: tuple[str, ...], data: list[Any], where: str) -> None:
    try:
        insert_rows(connection, table, columns, data)
    except (DBAPIError, sqlite3.Error) as error:
        raise ReadError(where, f"a row does not fit into {table}: {error}") from error


def _record(line: str, number: int, name: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ReadError(f"{name}, line {number}", "is not a JSON object; is this an export of a timeline database?")
    return found

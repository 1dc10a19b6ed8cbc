"""Statements in SQL text, run alike on a plain sqlite3 connection and through SQLAlchemy; imports nothing slow.

Statements name their values (`:actor`); foreign data reaches the database only as such values.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy import Connection, TextClause

Database: TypeAlias = "sqlite3.Connection | Connection"
Row: TypeAlias = tuple[Any, ...]
CHUNK = 512  # values in one IN list
ROWS = 256  # rows of values in one list of them
# The words of a sentence, where v is its article_version; PostgreSQL cuts texts by numbers of 32 bits alone.
SENTENCE = "substr(v.text, CAST(m.sentence_start + 1 AS INTEGER), CAST(m.sentence_end - m.sentence_start AS INTEGER))"


def rows(database: Database, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
    """The rows that a statement gives."""
    driver = beneath(database)
    if driver is not None:
        return driver.execute(sql, values or {}).fetchall()
    return [tuple(row) for row in _alchemy(database).execute(_text(sql), values or {})]


def stream(database: Database, sql: str) -> Iterator[Row]:
    """The rows that a statement gives, one at a time, for more than memory holds."""
    driver = beneath(database)
    if driver is not None:
        yield from driver.execute(sql)
    else:
        found = _alchemy(database).execute(_text(sql).execution_options(yield_per=CHUNK))
        yield from (tuple(row) for row in found)


def run(database: Database, sql: str, many: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement once for each set of values."""
    if not many:
        return
    driver = beneath(database)
    if driver is not None:
        driver.executemany(sql, many)
    else:
        _alchemy(database).execute(_text(sql), [dict(values) for values in many])


def insert_rows(
    database: Database, table: str, columns: tuple[str, ...], data: Sequence[Row], conflict: str = ""
) -> None:
    """Put rows into a table; values stand in the order of `columns`, `conflict` says what becomes of known keys."""
    if not data:
        return
    driver = beneath(database)
    if driver is not None:
        driver.executemany(_insert(table, columns, False) + conflict, data)
    else:
        named = [dict(zip(columns, row, strict=True)) for row in data]
        _alchemy(database).execute(_text(_insert(table, columns, True) + conflict), named)


def in_chunks(database: Database, sql: str, values: Iterable[Any], **others: Any) -> Iterator[Row]:
    """The rows of a statement that holds `IN (:list)`, asked for a few hundred values at a time."""
    kept, driver = list(values), None if others else beneath(database)
    for first in range(0, len(kept), CHUNK):
        part = kept[first : first + CHUNK]
        size = 1 << (len(part) - 1).bit_length()  # few sizes, so that prepared statements are used again
        part += [part[-1]] * (size - len(part))
        if driver is not None:
            yield from driver.execute(sql.replace(":list", _marks(size)), part).fetchall()
        else:
            names = {f"v{n}": value for n, value in enumerate(part)}
            yield from rows(database, sql.replace(":list", _names(size)), {**names, **others})


def in_rows(database: Database, sql: str, values: Sequence[Row]) -> Iterator[Row]:
    """The rows of a statement that holds `VALUES :rows`, asked for a few hundred rows of values at a time."""
    for first in range(0, len(values), ROWS):
        part = list(values[first : first + ROWS])
        size = 1 << (len(part) - 1).bit_length()
        part += [part[-1]] * (size - len(part))
        given = list(chain.from_iterable(part))
        driver = beneath(database)
        if driver is not None:
            place = f"({', '.join('?' * len(part[0]))})"
            yield from driver.execute(sql.replace(":rows", ", ".join([place] * size)), given).fetchall()
        else:
            yield from _named_rows(_alchemy(database), sql, part)


def _named_rows(connection: "Connection", sql: str, part: Sequence[Row]) -> Iterator[Row]:
    """As `in_rows`, where the driver wants to be told the kind of every value."""
    names = [[f"v{n}_{k}" for k in range(len(row))] for n, row in enumerate(part)]
    kinds = ["TEXT" if isinstance(value, str) else "BIGINT" for value in part[0]]
    places = (", ".join(f"CAST(:{name} AS {kind})" for name, kind in zip(row, kinds, strict=True)) for row in names)
    given = dict(zip(chain.from_iterable(names), chain.from_iterable(part), strict=True))
    found = connection.execute(_text(sql.replace(":rows", ", ".join(f"({place})" for place in places))), given)
    yield from (tuple(row) for row in found)


def next_id(database: Database, table: str) -> int:
    """The first number above all in use; there is one writer at a time."""
    found = rows(database, f"SELECT max(id) FROM {table}")
    return (found[0][0] or 0) + 1


def dialect(database: Database) -> str:
    """sqlite or postgresql."""
    return "sqlite" if isinstance(database, sqlite3.Connection) else database.dialect.name


def beneath(database: Database) -> sqlite3.Connection | None:
    """The sqlite3 connection beneath, where there is one: it saves a tenth of a millisecond a statement."""
    if isinstance(database, sqlite3.Connection):
        return database
    beneath = database.connection.driver_connection
    return beneath if isinstance(beneath, sqlite3.Connection) else None


def _alchemy(database: Database) -> "Connection":
    assert not isinstance(database, sqlite3.Connection)
    return database


@lru_cache(maxsize=512)
def _text(sql: str) -> "TextClause":
    from sqlalchemy import text

    return text(sql)


@lru_cache(maxsize=128)
def _insert(table: str, columns: tuple[str, ...], named: bool) -> str:
    values = ", ".join(f":{name}" for name in columns) if named else ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) "


@lru_cache(maxsize=32)
def _names(size: int) -> str:
    return ", ".join(f":v{n}" for n in range(size))


@lru_cache(maxsize=32)
def _marks(size: int) -> str:
    return ", ".join("?" * size)

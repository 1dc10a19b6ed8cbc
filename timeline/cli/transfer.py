"""`timeline export` and `timeline import`."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.settings import Database, prepared
from timeline.errors import ReadError

STANDARD = "-"


def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to write it; - is standard output.")] = STANDARD,
    everything: Annotated[
        bool, typer.Option("--all", help="The whole database, which is what is exported anyway.")
    ] = True,
    db: Database = "",
) -> None:
    """Write the whole database as JSON Lines.

    Articles with all that was read out of them, actors, corrections: everything that
    `timeline import` needs to make the same database again.  Events are made from these.

    Examples:

    \b
        timeline export --all backup.jsonl
        timeline export --all | gzip > backup.jsonl.gz
    """
    from timeline import store

    with asking.reading(db) as connection:
        one_state(connection)
        with closing(store.dump(connection)) as lines:  # before the database is, whoever has read enough of them
            if file == STANDARD:
                render.emit(map(render.escaped, lines))
            else:
                write_lines(Path(file), lines)


def one_state(connection: Any) -> None:
    """Begin a transaction, so that all that is read is of one moment, whoever writes meanwhile."""
    import sqlite3

    if isinstance(connection, sqlite3.Connection):
        connection.execute("BEGIN")


def write_lines(file: Path, lines: Iterator[str]) -> None:
    """Write beside the file and move it there when it is whole."""
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in lines)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ReadError(str(file), f"cannot be written: {error.strerror or error}") from error


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An export; - is standard input.")],
    db: Database = "",
) -> None:
    """Make a new database out of an export.

    Either everything comes in or nothing does; an export of an older version is brought
    up to date.

    Examples:

    \b
        timeline import backup.jsonl --db copy.db
        gunzip -c backup.jsonl.gz | timeline import - --db copy.db
    """
    from timeline import store

    name = prepared(db)
    fresh = "://" not in name and not Path(name).exists()
    whole = False
    try:
        done = store.load(lines_of(file), name, "standard input" if file == STANDARD else file)
        whole = True
    finally:
        if fresh and not whole:
            _remove(name)
    render.say(f"{name}: {done.rows:,} rows, {done.events:,} events")


def lines_of(file: str) -> Iterator[str]:
    """The lines of a file; - is standard input.

    Raises:
        ReadError: it cannot be read, or is not UTF-8.
    """
    try:
        if file == STANDARD:
            yield from (line.decode("utf-8") for line in sys.stdin.buffer)
        else:
            with Path(file).open(encoding="utf-8") as lines:
                yield from lines
    except OSError as error:
        raise ReadError(file, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ReadError(file, "is not UTF-8 text; is it compressed?") from error


def _remove(name: str) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(name + ending).unlink(missing_ok=True)

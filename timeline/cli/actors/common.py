"""What the commands about actors share: where they read and write, and who speaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import render
from timeline.cli.settings import database, prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from timeline.seeds import Seeds

Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(render.FORMATS) + ".")]
Actor = Annotated[str, typer.Argument(metavar="ACTOR", help="An id, a name or any form of it.")]
By = Annotated[
    str, typer.Option("--by", metavar="PERSON", envvar="TIMELINE_PERSON", show_default=False, help="Who decides this.")
]


def exists(db: str) -> bool:
    """Whether there is a database to read; without one there is the shipped registry still."""
    name = database(db)
    return "://" in name or Path(name).is_file()


def shipped_registry() -> "Seeds":
    """The actors that come with the program."""
    from timeline.resources import shipped
    from timeline.seeds import load_seeds

    return load_seeds(shipped("seeds"))


@contextmanager
def writing(db: str) -> "Iterator[Connection]":
    """A transaction: all of what is done in it holds, or nothing."""
    from timeline.ingest import open_ready

    engine = open_ready(prepared(db))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def person(given: str) -> str:
    """Who decides: as given, else the user's name on this machine."""
    if given:
        return given
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "unknown"


def now() -> str:
    """The time of a decision, ISO 8601 in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

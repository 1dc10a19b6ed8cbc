"""`timeline init` and `timeline db`."""

import typer

from timeline.cli import render
from timeline.cli.settings import Database, database, prepared

app = typer.Typer(help="Look after the database.", no_args_is_help=True, rich_markup_mode=None)


def init(db: Database = "") -> None:
    """Make the database and load the known actors.

    Safe to run any number of times, to the same result.

    Examples:

    \b
        timeline init
        timeline init --db russia.db
    """
    from timeline import store
    from timeline.resources import shipped
    from timeline.seeds import load_seeds

    name = prepared(db)
    engine = store.open_store(name, create=True)
    try:
        count = store.init(engine, load_seeds(shipped("seeds")))
    finally:
        engine.dispose()
    render.say(f"{name}: {count:,} actors")


@app.command("path")
def path(db: Database = "") -> None:
    """Print where the database is.

    Example:

    \b
        sqlite3 "$(timeline db path)" "select count(*) from event"
    """
    typer.echo(database(db))


@app.command("upgrade")
def upgrade(db: Database = "") -> None:
    """Bring an older database to the newest schema.

    A copy of the old file is kept beside it.

    Example:

    \b
        timeline db upgrade
    """
    from timeline import store

    name = database(db)
    copy = store.upgrade(name)
    render.say(f"{name}: upgraded; the old file is {copy}" if copy else f"{name}: nothing to do")


@app.command("vacuum")
def vacuum(db: Database = "") -> None:
    """Give back unused space and speed up queries.

    Example:

    \b
        timeline db vacuum
    """
    from timeline import store

    engine = store.open_store(database(db), create=False)
    try:
        store.vacuum(engine)
    finally:
        engine.dispose()

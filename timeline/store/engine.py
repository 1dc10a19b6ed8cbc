"""Open the database to write; the only module that makes an Engine."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from timeline.errors import StoreError
from timeline.store.check import APPLICATION_ID, BUSY_MS, VERSION_QUERY, check_revision, explain


def open_store(url_or_path: str | Path, *, create: bool) -> Engine:
    """An engine on a database of the newest schema, made first where there is none and `create` is set.

    Raises:
        UpgradeNeededError: the database was made by an older version.
        StoreError: it is missing, not ours, newer, damaged, locked or cannot be written.
    """
    name = str(url_or_path)
    url = url_of(url_or_path)
    if url.startswith("sqlite") and not create and not Path(make_url(url).database or "").is_file():
        raise StoreError(name, "does not exist", "run `timeline ingest` or `timeline init` to make it")
    engine = engine_for(url, foreign_keys=True)
    try:
        revision = _revision(engine)
        if revision is None and create and not _tables(engine):
            from timeline.store.migrate import build

            build(name, url)
            revision = _revision(engine)
        check_revision(name, revision)
    except DBAPIError as error:
        engine.dispose()
        raise explain(name, error) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def url_of(url_or_path: str | Path) -> str:
    """The SQLAlchemy address of a database given as an address or as a path.

    Raises:
        StoreError: it looks like an address but is none.
    """
    name = os.fspath(url_or_path)
    if "://" not in name:
        return f"sqlite:///{name}"
    try:
        return make_url(name).render_as_string(hide_password=False)
    except ArgumentError as error:
        raise StoreError(name, "is not a database address", "give a path, or postgresql+psycopg://...") from error


def engine_for(url: str, *, foreign_keys: bool) -> Engine:
    """An engine whose transactions also cover CREATE and ALTER, which the driver by itself leaves out."""
    try:
        engine = create_engine(url)
    except NoSuchModuleError as error:
        raise StoreError(url, "is of a kind that is not known", "give a path, or postgresql+psycopg://...") from error
    except ModuleNotFoundError as error:
        raise StoreError(url, f"needs {error.name}", f"install it: pip install {error.name}") from error
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def _settings(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # no implicit BEGIN or COMMIT: _begin does it
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")  # a file system that cannot have it keeps the old journal
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA cache_size = -16384")
        cursor.execute("PRAGMA wal_autocheckpoint = 8000")  # 32 MB: many commits change the same pages
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "handle_error")
    def _tell(context: ExceptionContext) -> None:
        """What the user can do something about is told in one line; the rest is a bug and stays what it is."""
        error = context.original_exception
        if isinstance(error, sqlite3.DatabaseError):
            told = explain(str(engine.url.database), error)
            if told.remedy:
                raise told from error

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that read first and then cannot upgrade its lock fails at once, whatever the time limit:
        # so a transaction takes the lock before it reads, unless it says that it only reads.
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _tables(engine: Engine) -> list[str]:
    with engine.connect().execution_options(reading=True) as connection:
        return inspect(connection).get_table_names()


def _revision(engine: Engine) -> str | None:
    """The schema revision in the database; reads without taking the writer's lock."""
    with engine.connect().execution_options(reading=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text(VERSION_QUERY))
        return found


def mark(connection: Connection) -> None:
    """Write our name into the header of a SQLite file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def vacuum(engine: Engine) -> None:
    """Give back the space of deleted rows and refresh the statistics that plans are made from.

    Raises:
        StoreError: the database is in use, or the disk too full for the copy that this takes.
    """
    try:
        if engine.dialect.name != "sqlite":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
            return
        raw = engine.raw_connection()  # beneath SQLAlchemy, which would open a transaction
        try:
            cursor = raw.cursor()
            for statement in ("INSERT INTO event_text(event_text) VALUES ('optimize')", "VACUUM", "ANALYZE"):
                cursor.execute(statement)
        finally:
            raw.close()
    except (DBAPIError, sqlite3.Error) as error:
        raise explain(str(engine.url.database), error) from error

"""Make the tables, or bring those of an older version to the newest schema; the only module that loads Alembic."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from timeline.errors import StoreError
from timeline.resources import shipped
from timeline.store.check import REVISIONS, check_revision, explain
from timeline.store.derived import recount
from timeline.store.engine import engine_for, mark, url_of


def upgrade(url_or_path: str | Path) -> Path | None:
    """Bring the database to the newest schema; where the copy of the old file lies, None where none was needed.

    Either everything is upgraded or nothing is.

    Raises:
        StoreError: the database is newer than this program or not ours, or its rows break a foreign key.
    """
    name, url = str(url_or_path), url_of(url_or_path)
    path = Path(make_url(url).database or "") if url.startswith("sqlite") else None
    if path is not None and not path.is_file():
        raise StoreError(name, "does not exist", "run `timeline init` to make it")
    copy = _copy(name, path) if path is not None else None
    build(name, url)
    _recount(url)
    return copy


def build(name: str, url: str, revision: str = "head") -> None:
    """Run every migration up to `revision` that the database has not seen, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    # Foreign keys stay off: SQLite alters a table by copying it, and dropping the
    # old copy would delete every row that points to it with ON DELETE CASCADE.
    engine = engine_for(url, foreign_keys=False)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if connection.dialect.name == "sqlite":
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StoreError(name, f"row {broken[1]} of {broken[0]} points to a missing row of {broken[2]}")
                mark(connection)
    except CommandError as error:
        raise StoreError(name, str(error), "update timeline, then try again") from error
    except DBAPIError as error:
        raise explain(name, error) from error
    finally:
        engine.dispose()


def _recount(url: str) -> None:
    """Keep the rollups by today's measure of what is salient, which an older release may not have had."""
    engine = engine_for(url, foreign_keys=True)
    try:
        with engine.begin() as connection:
            recount(connection)
    finally:
        engine.dispose()


def _copy(name: str, path: Path) -> Path | None:
    """A copy of a database that holds articles, beside it, with what its write-ahead log holds."""
    try:
        with closing(sqlite3.connect(path)) as old:
            if not old.execute("SELECT count(*) FROM sqlite_master WHERE name = 'article'").fetchone()[0]:
                return None
            revision = old.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            if revision not in REVISIONS:
                check_revision(name, revision)
            copy = path.with_name(f"{path.name}.before-{revision}")
            with closing(sqlite3.connect(copy)) as new:
                old.backup(new)
    except sqlite3.Error as error:
        raise explain(name, error) from error
    return copy

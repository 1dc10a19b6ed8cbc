"""What a file says about itself: whether it is a timeline database, and of which version; imports nothing slow."""

import sqlite3
from pathlib import Path

from timeline.errors import StoreError, UpgradeNeededError

APPLICATION_ID = 0x54494D45  # "TIME", in the header of every SQLite database of ours
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")  # of migrations/versions, oldest first
HEAD = REVISIONS[-1]
BUSY_MS = 30_000
VERSION_QUERY = "SELECT version_num FROM alembic_version"


def check_revision(database: str, revision: str | None) -> None:
    """Nothing where `revision` is the one this program works with.

    Raises:
        UpgradeNeededError: it is older.
        StoreError: it is newer, or there is none.
    """
    if revision == HEAD:
        return
    if revision in REVISIONS:
        raise UpgradeNeededError(database)
    if revision is None:
        raise StoreError(database, "is not a timeline database", "give another path, or `timeline init` to make one")
    raise StoreError(database, f"was made by a newer version (schema {revision})", "update timeline, then try again")


def revision_of(connection: sqlite3.Connection) -> str | None:
    """The schema revision the database carries, or None."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute(VERSION_QUERY).fetchone() if tables[0] else None
    return row[0] if row else None


def explain(database: str, error: Exception) -> StoreError:
    """The error of a database driver as one line that says what to do."""
    reason = " ".join(str(getattr(error, "orig", None) or error).split())
    for words, told, remedy in _KNOWN:
        if words in reason:
            return StoreError(database, told, remedy)
    return StoreError(database, reason)


_KNOWN = (
    ("not a database", "is not a timeline database", "give another path with --db"),
    ("malformed", "is damaged", "restore a copy, or export what can be read and import it into a new one"),
    ("locked", "is locked by another program", "wait until it is done, or close it"),
    ("readonly", "cannot be written to", "check the permissions of the file and its folder"),
    ("unable to open", "cannot be opened", "check that the folder exists and may be read"),
    ("is full", "has no space left on its disk", "free some, then run the same command again"),
    ("disk I/O error", "cannot be read or written (disk error)", "check the disk and the space left on it"),
)


def open_reader(path: str | Path) -> sqlite3.Connection:
    """A read-only connection for queries, without the cost of loading SQLAlchemy.

    Raises:
        UpgradeNeededError: the database is older than this program.
        StoreError: it is missing, newer, damaged or not ours.
    """
    name = str(path)
    if not Path(path).is_file():
        raise StoreError(name, "does not exist", "run `timeline ingest` or `timeline init` to make it")
    uri = Path(path).absolute().as_uri() + "?mode=ro"
    connection = None
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, check_same_thread=False)
        connection.execute("PRAGMA query_only = 1")
        check_revision(name, revision_of(connection))
    except sqlite3.Error as error:
        if connection:
            connection.close()
        raise explain(name, error) from error
    except StoreError:
        if connection:
            connection.close()
        raise
    return connection

"""Articles that could not be read, so that `--retry-failed` finds them again."""

from timeline.store.sql import Database, rows, run


def record_failure(connection: Database, name: str, reason: str) -> None:
    """Note that the article given as `name` (a path or address) failed; failing again counts up.

    What no text can hold, such as a byte of a file name that is not UTF-8, is kept as an
    escape (`\\udcff`), so that the file is found again.
    """
    sql = (
        "INSERT INTO failure (name, reason, attempts) VALUES (:name, :reason, 1) "
        "ON CONFLICT (name) DO UPDATE SET reason = excluded.reason, attempts = failure.attempts + 1"
    )
    run(connection, sql, [{"name": _storable(name), "reason": _storable(reason)}])


def failed(connection: Database) -> list[tuple[str, str, int]]:
    """Name, reason and number of attempts of every article that failed and has not succeeded since."""
    return [
        (row[0], row[1], row[2]) for row in rows(connection, "SELECT name, reason, attempts FROM failure ORDER BY name")
    ]


def clear_failure(connection: Database, name: str) -> None:
    """Forget a failure, because the article is in now."""
    run(connection, "DELETE FROM failure WHERE name = :name", [{"name": _storable(name)}])


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode()

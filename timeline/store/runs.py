"""What an ingest changes: how each event it touches looked before, kept for `timeline diff`."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from timeline.store.sql import Database, in_chunks, insert_rows, next_id, rows, run

KEPT_RUNS = 20  # older ones are forgotten, with what they changed


def begin_run(connection: Database, *, at: str) -> int:
    """Open a run at a moment (ISO 8601, UTC); one that never ended counts as ended from now on."""
    number = next_id(connection, "run")
    insert_rows(
        connection,
        "run",
        ("id", "began_at", "ended_at", "first_version", "summary"),
        [(number, at, None, next_id(connection, "article_version"), "{}")],
    )
    old = [{"last": number - KEPT_RUNS}]
    run(connection, "DELETE FROM run_change WHERE run_id <= :last", old)
    run(connection, "DELETE FROM run WHERE id <= :last", old)
    return number


def end_run(connection: Database, number: int, *, at: str, summary: Mapping[str, Any]) -> None:
    """Close a run, with the counts it ended with; one that brought nothing new is forgotten."""
    if summary.get("new") or summary.get("changed"):
        values = [{"id": number, "at": at, "summary": json.dumps(summary)}]
        run(connection, "UPDATE run SET ended_at = :at, summary = :summary WHERE id = :id", values)
        return
    run(connection, "DELETE FROM run_change WHERE run_id = :id", [{"id": number}])
    run(connection, "DELETE FROM run WHERE id = :id", [{"id": number}])


def note_before(connection: Database, events: Collection[int]) -> None:
    """Keep how these events looked before the run that is open; nothing outside of one."""
    opened = rows(connection, "SELECT id, first_version FROM run WHERE ended_at IS NULL ORDER BY id DESC LIMIT 1")
    if not opened:
        return
    number, first = opened[0]
    sql = (
        "SELECT e.key, e.edtf, e.event_class, e.headline, e.disagreements, e.articles FROM event e "
        "JOIN event_mention m ON m.key = e.key AND m.version_id < :first WHERE e.id IN (:list)"
    )
    values = []
    for key, edtf, event_class, headline, disagreements, articles in in_chunks(connection, sql, events, first=first):
        before = {"edtf": edtf, "class": event_class, "headline": headline, "articles": articles}
        before["disagreements"] = json.loads(disagreements)
        values.append({"run": number, "key": key, "before": json.dumps(before, ensure_ascii=False)})
    put = "INSERT INTO run_change (run_id, event_key, before) VALUES (:run, :key, :before) ON CONFLICT DO NOTHING"
    run(connection, put, values)

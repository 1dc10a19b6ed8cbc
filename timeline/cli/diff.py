"""`timeline diff`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.settings import Database

if TYPE_CHECKING:
    from timeline.query import Change, IngestRun

COLUMNS = ("change", "event", "before", "after", "id")
SHORT_ID = 8


def diff(
    run: Annotated[int, typer.Option("--run", min=0, metavar="NUMBER", show_default=False, help="Not the last.")] = 0,
    list_: Annotated[bool, typer.Option("--list", help="The ingests that are remembered.")] = False,
    everything: asking.Everything = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many changes of each kind.")] = 20,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(render.FORMATS) + ".")] = "",
    db: Database = "",
) -> None:
    """Show what the last ingest changed.

    Events that are new, and those that were there before and are now merged, gone, dated
    or classed otherwise, contradicted by a newer report, or told again.

    Examples:

    \b
        timeline diff
        timeline diff --list
        timeline diff --run 3 --format jsonl
    """
    from timeline import query

    shape = render.chosen(format_)
    with asking.reading(db) as connection:
        if list_:
            records = [_run(one) for one in query.runs(connection)]
            render.emit(render.write(records, tuple(records[0]) if records else (), shape))
            return
        which, found = query.changes(connection, run or None, everything=everything)
    counts = {kind: sum(change.kind == kind for change in found) for kind in query.CHANGE_KINDS}
    told = ", ".join(f"{number:,} {kind}" for kind, number in counts.items() if number) or "nothing changed"
    typer.echo(f"ingest {which.number}, {_ended(which)}: {told}", err=True)
    render.emit(render.write(list(_shown(found, limit, shape)), COLUMNS, shape))


def _shown(found: "list[Change]", limit: int, shape: str) -> list[dict[str, Any]]:
    """The first of each kind; a program gets them all."""
    counts: dict[str, int] = {}
    records = []
    for change in found:
        counts[change.kind] = counts.get(change.kind, 0) + 1
        if shape not in ("table", "md") or counts[change.kind] <= limit:
            name = change.event if shape not in ("table", "md") else change.event[:SHORT_ID]
            records.append(
                {
                    "change": change.kind,
                    "event": change.headline,
                    "before": change.before,
                    "after": change.after,
                    "id": name,
                }
            )
    return records


def _run(run: "IngestRun") -> dict[str, Any]:
    counts = {name: run.summary.get(name, 0) for name in ("new", "changed", "duplicate", "failed", "events")}
    return {"run": run.number, "began": run.began_at, "ended": run.ended_at or "cut off", **counts}


def _ended(run: "IngestRun") -> str:
    return f"ended {run.ended_at}" if run.ended_at else f"begun {run.began_at} and cut off"

"""`timeline actors suggest`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.actors.common import Format
from timeline.cli.settings import Database

if TYPE_CHECKING:
    from timeline.actors.suggest import Suggestion

COLUMNS = ("confidence", "keep", "other", "evidence", "command")


def suggest(
    least: Annotated[
        float, typer.Option("--min-confidence", min=0.0, max=1.0, metavar="0..1", help="At least so sure.")
    ] = 0.6,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many at most.")] = 50,
    format_: Format = "",
    db: Database = "",
) -> None:
    """List actors that may be one and the same, with the evidence and the command that merges them.

    One of each pair is an actor that only texts named; a person decides.

    Examples:

    \b
        timeline actors suggest
        timeline actors suggest --min-confidence 0.8 --format jsonl
    """
    from timeline import query
    from timeline.actors.suggest import Seen
    from timeline.actors.suggest import suggest as compare

    shape = render.chosen(format_)
    with asking.reading(db) as connection:
        met = query.met(connection)
    seen = Seen(met.articles, met.company, met.events)
    found = [each for each in compare(met.actors, met.aliases, seen, met.new) if each.score >= least]
    names = {actor.id: actor.name for actor in met.actors}
    records = [_record(each, names) for each in found[:limit]]
    render.emit(render.write(records, COLUMNS, shape, _cells))
    if not records:
        typer.echo("no actors look alike", err=True)
    if len(found) > limit:
        typer.echo(f"{len(found) - limit:,} more; raise --limit to see them", err=True)


def _record(each: "Suggestion", names: dict[str, str]) -> dict[str, Any]:
    return {
        "confidence": round(each.score, 2),
        "keep": {"id": each.first, "name": names[each.first]},
        "other": {"id": each.second, "name": names[each.second]},
        "evidence": list(each.evidence),
        "command": f"timeline actors merge {each.first} {each.second}",
    }


def _cells(record: dict[str, Any]) -> dict[str, Any]:
    return record | {
        "keep": record["keep"]["name"],
        "other": record["other"]["name"],
        "evidence": "; ".join(record["evidence"]),
    }

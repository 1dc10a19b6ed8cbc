"""`timeline actors list`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.actors.common import Format, exists, shipped_registry
from timeline.cli.settings import Database

if TYPE_CHECKING:
    pass

COLUMNS = ("id", "name", "kind", "country", "sector", "parent", "events")
GROUP = " (group)"  # after a bare noun that texts used of people in general


def list_(
    name: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="Only those with this in their name or a form of it.")
    ] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help="Only this kind: country, igo, person ...")] = "",
    country: Annotated[str, typer.Option(metavar="ALPHA3", help="Only those of this state (alpha-3).")] = "",
    origin: Annotated[str, typer.Option(metavar="ORIGIN", help="Only seed (shipped), user or text (new).")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Also groups that texts named by a bare noun, such as officials.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many at most.")] = 50,
    cursor: Annotated[str, typer.Option(metavar="CURSOR", help="Where the last page ended.")] = "",
    format_: Format = "",
    db: Database = "",
) -> None:
    """List actors, those with the most events first.

    Examples:

    \b
        timeline actors list navy --country RUS
        timeline actors list --kind armed_group --limit 500 --format csv
        timeline actors list --origin text
    """
    from timeline import query

    shape = render.chosen(format_)
    wanted: dict[str, Any] = {"text": name, "kind": kind, "country": country, "origin": origin}
    if exists(db):
        with asking.reading(db) as connection:
            page = query.actors(connection, **wanted, everything=everything, limit=limit, cursor=cursor or None)
    else:
        page = _shipped(wanted, limit, cursor)
    records = [query.actor_record(entry) for entry in page.entries]
    render.emit(render.write(records, COLUMNS, shape, _cells))
    if not records:
        typer.echo("no such actors", err=True)
    if page.cursor:
        typer.echo(f"more: --cursor {page.cursor}", err=True)


def _cells(record: dict[str, Any]) -> dict[str, Any]:
    return record if record["named"] else record | {"name": record["name"] + GROUP}


def _shipped(wanted: dict[str, Any], limit: int, cursor: str) -> Any:
    """A page of the shipped registry, in the order of ids."""
    from timeline.query import ActorEntry, ActorPage
    from timeline.store.names import fold

    seeds, text = shipped_registry(), fold(wanted["text"])
    forms = {alias.actor for alias in seeds.aliases if text in fold(alias.form)}
    found: list[ActorEntry] = [
        ActorEntry(actor)
        for actor in sorted(seeds.actors, key=lambda actor: actor.id)
        if (not text or text in fold(actor.name) or actor.id in forms)
        and wanted["kind"] in ("", actor.kind)
        and wanted["country"].upper() in ("", actor.country)
        and wanted["origin"] in ("", "seed")
        and actor.id > cursor.removeprefix("0-")
    ]
    more = f"0-{found[limit - 1].actor.id}" if len(found) > limit else None
    return ActorPage(tuple(found[:limit]), more)

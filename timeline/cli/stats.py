"""`timeline stats` and `timeline sources`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.saved import Saved
from timeline.cli.settings import Database

if TYPE_CHECKING:
    from timeline.query import ArticleEntry

BAR, SHORTEST_BAR = 40, 10  # characters of the longest bar, in a wide and in a narrow terminal
BESIDE = 16  # characters of a row that are neither name nor bar
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(render.FORMATS) + ".")]


def stats(
    by: Annotated[
        str, typer.Option(metavar="UNIT", help="day, week, month, year, actor, type, place or publisher.")
    ] = "month",
    actor: asking.Actors = None,
    any_actor: asking.AnyActor = False,
    source: asking.Source = None,
    target: asking.Target = None,
    with_: asking.With = None,
    since: asking.Since = "",
    until: asking.Until = "",
    on: asking.On = "",
    type_: asking.Types = None,
    place: asking.Places = None,
    text: asking.Text = "",
    status: asking.Status = "",
    min_confidence: asking.MinConfidence = 0.0,
    publisher: asking.Publisher = "",
    exact: asking.Exact = False,
    everything: asking.Everything = False,
    saved: Saved = "",
    limit: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many rows at most, where they are not times.")
    ] = 50,
    format_: Format = "",
    db: Database = "",
) -> None:
    """Count events.

    Examples:

    \b
        timeline stats --by month
        timeline stats --by actor --place Syria --since 2019
    """
    from timeline.query import stats as counts

    shape = render.chosen(format_)
    wanted = asking.wanted(
        actors=actor, any_actor=any_actor, source=source, target=target, with_=with_, since=since, until=until, on=on,
        types=type_, places=place, text=text, status=status, min_confidence=min_confidence, publisher=publisher,
        exact=exact, everything=everything,
    )  # fmt: skip
    with asking.reading(db) as connection:
        found = counts(connection, wanted, by=by, limit=limit)
    most = max((tally.events for tally in found), default=1)
    records: list[dict[str, Any]] = [{by: tally.name, "events": tally.events} for tally in found]
    columns: tuple[str, ...] = (by, "events")
    if shape == "table":
        columns = (by, "events", "bar")
        room = render.table_width() - max((len(tally.name) for tally in found), default=0) - BESIDE
        size = max(SHORTEST_BAR, min(BAR, room))
        records = [row | {"bar": "█" * max(1, round(size * row["events"] / most))} for row in records]
    render.emit(render.write(records, columns, shape))
    if not records and shape == "table":
        which = f"of those that fit has a {by}" if by in ("actor", "place", "publisher") else "fits"
        typer.echo(f"no event {which}; --all also counts those of little salience", err=True)


def sources(
    articles: Annotated[bool, typer.Option("--articles", help="Every article, not only the publishers.")] = False,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="Groups of articles that are nearly the same.")
    ] = False,
    publisher: Annotated[str, typer.Option(metavar="NAME", help="Only theirs, with --articles.")] = "",
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many articles at most.")] = 50,
    after: Annotated[int, typer.Option(metavar="NUMBER", help="Articles after this number.")] = 0,
    format_: Format = "",
    db: Database = "",
) -> None:
    """List publishers, articles and duplicates.

    Examples:

    \b
        timeline sources
        timeline sources --articles --limit 200
        timeline sources --duplicates
    """
    from timeline import query

    records: list[dict[str, Any]]
    with asking.reading(db) as connection:
        if duplicates:
            columns: tuple[str, ...] = ("group", "number", "published", "publisher", "title", "copies")
            records = [_entry(entry) for group in query.duplicates(connection) for entry in group]
        elif articles:
            columns = ("number", "published", "publisher", "title", "events", "versions", "id")
            records = [
                _entry(entry) for entry in query.articles(connection, after=after, limit=limit, publisher=publisher)
            ]
        else:
            columns = ("publisher", "articles", "events")
            records = [dict(zip(columns, row, strict=True)) for row in query.sources(connection)]
    shape = render.chosen(format_)
    render.emit(render.write(records, columns, shape, lambda row: row | _unknown(row)))
    if shape == "table" and not records:
        typer.echo("no near-duplicates" if duplicates else "no articles", err=True)
    elif articles and not duplicates and len(records) == limit:
        typer.echo(f"more: --after {records[-1]['number']}", err=True)


def _unknown(row: dict[str, Any]) -> dict[str, Any]:
    return {} if row["publisher"] else {"publisher": "(unknown)"}


def _entry(entry: "ArticleEntry") -> dict[str, Any]:
    from timeline.calendar import iso

    cited = entry.citation
    return {
        "number": entry.number,
        "id": cited.id,
        "title": cited.title,
        "published": None if cited.published is None else iso(cited.published),
        "published_source": cited.published_source,
        "publisher": cited.publisher,
        "url": cited.url,
        "events": entry.events,
        "versions": entry.versions,
        "group": entry.group,
        "copies": entry.copies,
    }

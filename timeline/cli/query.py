"""`timeline query`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.saved import Save, Saved, keep
from timeline.cli.settings import Database
from timeline.terms import PlaceBasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.model import Event
    from timeline.query import Filter, Page

TABLE = ("when", "what", "type", "where", "reports", "id")
FLAT = (
    "id", "edtf", "from", "to", "grain", "date_reason", "class", "mode", "headline", "source", "target", "place",
    "status", "negated", "said_by", "salience", "confidence", "articles", "publishers", "independent", "first_reported",
    "last_reported", "sentence", "url",
)  # fmt: skip
FILES = ("html", "ics", "timelinejs", "timelinejs-csv", "timesketch", "geojson", "jsonld", "rss")
SHORT_ID = 8
Record = dict[str, Any]


def query(
    context: typer.Context,
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
    more: asking.More = False,
    everything: asking.Everything = False,
    saved: Saved = "",
    save: Save = "",
    sort: Annotated[str, typer.Option(metavar="KEY", help="date, salience or reported.")] = "date",
    oldest_first: Annotated[bool, typer.Option("--oldest-first", help="The oldest first, not the newest.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=100_000, metavar="N", help="How many events at most.")] = 50,
    cursor: Annotated[str, typer.Option(metavar="CURSOR", help="Where the last page ended.")] = "",
    count: Annotated[bool, typer.Option("--count", help="Only how many there are.")] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"{', '.join((*render.FORMATS, *FILES))}.")
    ] = "",
    db: Database = "",
) -> None:
    """Print who did what to whom, when and where.

    A table on a terminal, JSON Lines into a pipe. An actor may be named in any way it
    is known by, and what its members, officials and forces did counts as its deeds.
    `(reported)` after a date: nothing but the day of the report is known.

    Shown is what a careful editor would likely put on a timeline; `--more` adds what is
    less salient, `--all` everything that was read.

    Examples:

    \b
        timeline query --actor Russia --since 2016-04
        timeline query --with "United States" --with China --type CONSULT
        timeline query --source Iran --place "Persian Gulf" --since 2019-06 --until 2019-08
        timeline query --text "chemical weapons" --format csv > events.csv
        timeline query --actor Russia --limit 1000 --format html > russia.html
        timeline query --actor NATO --since 2016 --save nato; timeline query --saved nato --type CONSULT
    """
    from timeline.query import count as how_many
    from timeline.query import event_record, find

    if save:
        render.say(f"{keep(context, save)}: kept as {save}")
    shape = render.chosen(format_, FILES)
    wanted = asking.wanted(
        actors=actor, any_actor=any_actor, source=source, target=target, with_=with_, since=since, until=until, on=on,
        types=type_, places=place, text=text, status=status, min_confidence=min_confidence, publisher=publisher,
        exact=exact, more=more, everything=everything, sort=sort, oldest_first=oldest_first,
    )  # fmt: skip
    with asking.reading(db) as connection:
        if count:
            render.emit([str(how_many(connection, wanted))])
            return
        page = find(connection, wanted, limit=limit, cursor=cursor or None, reports=shape != "table" and shape != "md")
    if shape in FILES:
        _say_more(page, shape)
        render.emit(_file(page.events, shape, wanted))
        return
    records = [event_record(event) for event in page.events]
    columns, cells = (TABLE, _row) if shape in ("table", "md") else (FLAT, _flat)
    render.emit(render.write(records, columns, shape, cells))
    _say_more(page, shape)


def _file(events: "Sequence[Event]", shape: str, wanted: "Filter") -> "Iterator[str]":
    """The lines for another program, and on stderr how many events it has no room for."""
    from datetime import UTC, datetime

    from timeline import formats

    if missing := formats.left_out(shape, events):
        typer.echo(f"{missing} of {len(events)} events left out: {shape} cannot hold their dates", err=True)
    return formats.lines(shape, events, formats.About(asking.described(wanted), datetime.now(UTC)))


def _say_more(page: "Page", shape: str) -> None:
    if not page.events and shape == "table":
        typer.echo("no events fit; --more and --all also show less salient ones", err=True)
    elif page.cursor:
        typer.echo(f"more: --cursor {page.cursor}", err=True)


def _row(record: Record) -> Record:
    return {
        "when": when(record),
        "what": what(record),
        "type": record["class"],
        "where": ", ".join(dict.fromkeys(p["name"] for p in record["place"] if p["basis"] != PlaceBasis.DATELINE)),
        "reports": record["articles"],
        "id": record["id"][:SHORT_ID],
    }


def when(record: Record) -> str:
    """The date as a person reads it, with a mark where only the report is dated."""
    marked = " (reported)" if record["date_reason"] == "publication" else ""
    return f"{record['edtf'] or '-'}{marked}"


def what(record: Record) -> str:
    """The headline, with what keeps it from being a plain fact."""
    marks = [] if record["status"] in ("happened", "ongoing") else [record["status"]]
    marks += ["did not happen"] if record["negated"] else []
    said = record["attribution"]
    speakers = ", ".join(dict.fromkeys(actor["name"] for actor in said["said_by"])) if said else ""
    marks += [f"says {speakers}"] if speakers else []
    return str(record["headline"]) + (f"  [{'; '.join(marks)}]" if marks else "")


def _flat(record: Record) -> Record:
    said = record["attribution"] or {"said_by": []}
    first = (record["mentions"] or [{"sentence": "", "article": {"url": ""}}])[0]
    lists = {key: _names(record[key]) for key in ("source", "target", "place")}
    return {
        **record,
        **lists,
        "said_by": _names(said["said_by"]),
        "sentence": first["sentence"],
        "url": first["article"]["url"],
    }


def _names(entries: list[Record]) -> str:
    return "; ".join(dict.fromkeys(entry["name"] for entry in entries))

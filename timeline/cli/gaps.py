"""`timeline gaps`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.saved import Saved
from timeline.cli.settings import Database

if TYPE_CHECKING:
    from timeline.query import Gap

COLUMNS = ("from", "to", "days", "before", "after")


def gaps(
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
    least: Annotated[int, typer.Option("--days", min=1, metavar="N", help="Only stretches at least so long.")] = 7,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many at most, the longest.")] = 50,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(render.FORMATS) + ".")] = "",
    db: Database = "",
) -> None:
    """Show for how long nothing was reported.

    The stretches between the events that the same options of `timeline query` find, each
    with what happened before and after.  What is only known to the year fills none.

    Examples:

    \b
        timeline gaps --actor Russia --with NATO --since 2014
        timeline gaps --place Syria --days 30 --format csv
    """
    from timeline import query

    shape = render.chosen(format_)
    wanted = asking.wanted(
        actors=actor, any_actor=any_actor, source=source, target=target, with_=with_, since=since, until=until, on=on,
        types=type_, places=place, text=text, status=status, min_confidence=min_confidence, publisher=publisher,
        exact=exact, everything=everything,
    )  # fmt: skip
    with asking.reading(db) as connection:
        found = query.gaps(connection, wanted, least=least, limit=limit)
        ids = {key for gap in found for key in (gap.before, gap.after) if key}
        told = {key: query.get(connection, key).headline for key in ids}
    render.emit(render.write([_record(gap, told) for gap in found], COLUMNS, shape))
    if not found and shape == "table":
        typer.echo(f"no stretch of {least} days without an event", err=True)


def _record(gap: "Gap", told: dict[str, str]) -> dict[str, Any]:
    """`to` is the last day of the gap, as people count."""
    from timeline.calendar import iso

    return {
        "from": iso(gap.interval.start),
        "to": iso(gap.interval.end - 1),
        "days": gap.days,
        "before": told.get(gap.before, ""),
        "after": told.get(gap.after, ""),
    }

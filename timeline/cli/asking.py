"""The filter options that `query` and `stats` share, and the connection they read with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli.settings import database, today

if TYPE_CHECKING:
    from timeline.model import Interval
    from timeline.query import Filter

NAME, DATE = "NAME", "DATE"
Actors = Annotated[list[str] | None, typer.Option("--actor", metavar=NAME, help="Takes part; twice means both.")]
AnyActor = Annotated[bool, typer.Option("--any", help="Any of the actors is enough.")]
Source = Annotated[list[str] | None, typer.Option("--source", metavar=NAME, help="Does it.")]
Target = Annotated[list[str] | None, typer.Option("--target", metavar=NAME, help="It is done to them.")]
With = Annotated[
    list[str] | None, typer.Option("--with", metavar=NAME, help="A side of it; twice: the two deal with each other.")
]
Since = Annotated[str, typer.Option(metavar=DATE, help="From then on: 2016, 2016-04, 2016-Q1, 2016-W12, 'last month'.")]
Until = Annotated[str, typer.Option(metavar=DATE, help="Up to the end of that day, month or year.")]
On = Annotated[str, typer.Option(metavar=DATE, help="In that day, month or year.")]
Types = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="CONSULT, ASSAULT ..., a CAMEO root or a quad class.")
]
Places = Annotated[
    list[str] | None, typer.Option("--place", metavar=NAME, help="There: a town, a region or a country.")
]
Text = Annotated[str, typer.Option(metavar="WORDS", help="These words stand in its sentence.")]
Status = Annotated[
    str, typer.Option(metavar="STATUS", help="happened, ongoing, planned, possible, demanded or hypothetical.")
]
MinConfidence = Annotated[
    float, typer.Option(min=0.0, max=1.0, metavar="0..1", help="At least so sure.", show_default=False)
]
Publisher = Annotated[str, typer.Option(metavar=NAME, help="Reported by them.")]
Exact = Annotated[bool, typer.Option("--exact", help="Not what an actor's members and officials did.")]
More = Annotated[bool, typer.Option("--more", help="Include less salient events.")]
Everything = Annotated[bool, typer.Option("--all", help="Include every event that was read, however minor.")]


def wanted(*, since: str, until: str, on: str, status: str, **given: Any) -> "Filter":
    """The filter that these options stand for.

    Raises:
        QueryError: a date or a status makes no sense.
    """
    from timeline.errors import NotFoundError
    from timeline.query import Filter
    from timeline.terms import Status as Known

    if status and status not in {*Known}:
        raise NotFoundError("status", status, list(Known))
    lists = {key: tuple(value or ()) for key, value in given.items() if value is None or isinstance(value, list)}
    return Filter(
        **{**given, **lists},
        since=_when(since),
        until=_when(until),
        on=_when(on),
        status=Known(status) if status else None,
    )


def described(wanted: "Filter") -> str:
    """What was asked, in words, to stand over the answer.

    >>> from timeline.query import Filter
    >>> described(Filter(actors=("Russia",), types=("ASSAULT",), places=("Syria",)))
    'Russia: ASSAULT, in Syria'
    """
    from timeline.calendar import iso

    joint = " or " if wanted.any_actor else " and "
    who = [joint.join(wanted.actors), " and ".join(wanted.with_)]
    who += [f"by {name}" for name in wanted.source] + [f"to {name}" for name in wanted.target]
    start, end = wanted.days()
    rest = [", ".join(wanted.types), *(f"in {place}" for place in wanted.places)]
    rest += [f"“{wanted.text}”"] if wanted.text else []
    rest += [f"from {iso(start)}"] if start is not None else []
    rest += [f"to {iso(end - 1)}"] if end is not None else []
    rest += [str(wanted.status)] if wanted.status else []
    rest += [f"reported by {wanted.publisher}"] if wanted.publisher else []
    named, more = " with ".join(part for part in who[:2] if part), who[2:]
    subject = " ".join(part for part in (named, *more) if part)
    return ": ".join(part for part in (subject, ", ".join(part for part in rest if part)) if part) or "Timeline"


def _when(written: str) -> "Interval | None":
    if not written:
        return None
    from timeline.query import parse_when

    return parse_when(written, today())


@contextmanager
def reading(db: str) -> Iterator[Any]:
    """A connection to read the database with; SQLAlchemy is loaded only where it is not a SQLite file."""
    import sqlite3

    from timeline import store
    from timeline.store.check import explain

    name = database(db)
    if "://" not in name:
        reader = store.open_reader(name)
        try:
            yield reader
        except sqlite3.Error as error:
            raise explain(name, error) from error
        finally:
            reader.close()
        return
    engine = store.open_store(name, create=False)
    try:
        with engine.connect().execution_options(reading=True) as connection:
            yield connection
    finally:
        engine.dispose()

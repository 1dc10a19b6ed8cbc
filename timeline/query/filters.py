"""What may be asked."""

from dataclasses import dataclass

from timeline.errors import QueryError
from timeline.model import Interval
from timeline.terms import Status

SORTS = ("date", "salience", "reported")


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all hold; the empty one asks for everything that belongs on a timeline.

    Names are as users write them.  All of `actors` take part (any of them with
    `any_actor`); `with_` names sides that deal with one another: all take part and one of
    them acts.  `until` includes the period it names, and an event is within a range that
    its interval overlaps.  `types` are classes, CAMEO roots ("19") or quad classes
    ("material conflict").  `more` also shows what is less salient, `everything` all; `exact`
    leaves out what an actor's members and officials did.  Newest first, unless `oldest_first`.
    """

    actors: tuple[str, ...] = ()
    any_actor: bool = False
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    since: Interval | None = None
    until: Interval | None = None
    on: Interval | None = None
    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    text: str = ""
    status: Status | None = None
    min_confidence: float = 0.0
    publisher: str = ""
    sort: str = "date"
    oldest_first: bool = False
    exact: bool = False
    more: bool = False
    everything: bool = False

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            raise QueryError(f'cannot sort by "{self.sort}": choose from {", ".join(SORTS)}')
        if self.more and self.everything:
            raise QueryError("--more and --all exclude each other: --all shows everything that --more does")

    def days(self) -> tuple[int | None, int | None]:
        """The first day asked for and the one after the last, None for open.

        Raises:
            QueryError: the range is empty.
        """
        starts = [i.start for i in (self.since, self.on) if i]
        ends = [i.end for i in (self.until, self.on) if i]
        start, end = max(starts, default=None), min(ends, default=None)
        if start is not None and end is not None and start >= end:
            raise QueryError("the time asked for is empty: --since lies after --until")
        return start, end

"""Stretches of time in which nothing is reported to have happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timeline.model import Interval
from timeline.query.filters import Filter
from timeline.query.plan import conditions, stretches
from timeline.store.sql import Database, rows

FINE_DAYS = 31  # an event known no better than to a longer time says nothing of any one day in it


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without an event; `before` and `after` are ids of the events around them, "" at an end of the range."""

    interval: Interval
    before: str
    after: str

    @property
    def days(self) -> int:
        """How long it lasts."""
        return self.interval.end - self.interval.start


def gaps(database: Database, wanted: Filter, *, least: int = 7, limit: int = 50) -> list[Gap]:
    """The stretches of at least `least` days on which no event of the filter falls, the longest `limit`, in order.

    They are looked for in the range of the filter, and where that is open between the first event and the last.
    An event that is dated to a season, a year or more fills nothing.

    Raises:
        NotFoundError: the filter names something unknown.
        QueryError: the range of days is empty.
    """
    start, end = wanted.days()
    found = [gap for gap in _between(_events(database, wanted), start, end) if gap.days >= least]
    longest = sorted(found, key=lambda gap: -gap.days)[:limit]
    return sorted(longest, key=lambda gap: gap.interval)


def _events(database: Database, wanted: Filter) -> list[tuple[int, int, str]]:
    """First day, day after the last, and id of each event that is dated finely, in order."""
    made = conditions(database, wanted, whole=True)
    found: list[tuple[int, int, str]] = []
    for tables, parts in stretches(made, *wanted.days()):
        fine = f"e.end_day - e.start_day <= {FINE_DAYS}"
        sql = f"SELECT e.start_day, e.end_day, e.key FROM {tables} WHERE {' AND '.join([*parts, fine])}"
        found += [(row[0], row[1], row[2]) for row in rows(database, sql, made.values)]
    return sorted(found)


def _between(events: Iterable[tuple[int, int, str]], start: int | None, end: int | None) -> Iterator[Gap]:
    reached, before = start, ""
    for first, after_last, key in events:
        if reached is not None and first > reached:
            yield Gap(Interval(reached, first), before, key)
        if reached is None or after_last > reached:
            reached, before = after_last, key
    if reached is not None and end is not None and end > reached:
        yield Gap(Interval(reached, end), before, "")

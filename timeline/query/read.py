"""Events for a filter, a page at a time; one event with everything behind it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from timeline.errors import NotFoundError, QueryError
from timeline.model import Disagreement, Event, Report
from timeline.query.filters import Filter
from timeline.query.packed import packed
from timeline.query.plan import Conditions, conditions, stretches
from timeline.quick import quick
from timeline.store.facts import GRAINS, REASONS, STATUSES, interval_from, told_of_events
from timeline.store.numbers import FIRST_DAY, SEQUENCE_BITS
from timeline.store.sql import Database, Row, rows

COLUMNS = (
    "e.id, e.key, e.event_class, e.mode, e.start_day, e.end_day, e.grain, e.edtf, e.date_reason, e.status, e.negated, "
    "e.salience, e.confidence, e.articles, e.publishers, e.independent, e.first_reported, e.last_reported, "
    "e.corrected, e.headline, e.parties, e.disagreements"
)
DATED = 1 << SEQUENCE_BITS  # numbers below are of events without a date
# What to sort by before the number.
SORT_KEYS = {"date": "", "salience": "e.salience", "reported": "e.first_reported"}


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the events asked for; `cursor` asks for the next ones, None where these are the last."""

    events: tuple[Event, ...]
    cursor: str | None = None


def find(
    database: Database, wanted: Filter, *, limit: int = 50, cursor: str | None = None, reports: bool = True
) -> Page:
    """The events that satisfy the filter, `limit` at most; without `reports` their mentions are not read.

    Raises:
        NotFoundError: the filter names something unknown.
        QueryError: the range of days is empty, or the cursor is not of this kind of query.
    """
    made = conditions(database, wanted)
    start, end = wanted.days()
    if wanted.sort == "date":
        found = _by_date(database, made, wanted, limit + 1, (start, end), cursor)
    else:
        found = _by_key(database, made, wanted, limit + 1, (start, end), cursor)
    page = found[:limit]
    after = _cursor(wanted, page[-1]) if len(found) > limit and page else None
    return Page(tuple(_events(database, [row[-22:] for row in page], reports)), after)


def count(database: Database, wanted: Filter) -> int:
    """How many events satisfy the filter."""
    made = conditions(database, wanted, whole=True)
    start, end = wanted.days()
    total = 0
    for tables, parts in stretches(made, start, end):
        sql = f"SELECT count(*) FROM {tables} WHERE {' AND '.join(parts)}"
        total += int(rows(database, sql, made.values)[0][0])
    return total


def get(database: Database, event: str) -> Event:
    """One event with all its reports, by its id, by that of any of its mentions, or by the beginning of one.

    Raises:
        NotFoundError: there is none, or more than one begins so.
    """
    sql = "SELECT DISTINCT event_id FROM event_mention WHERE key >= :low AND key < :high AND event_id <> 0 LIMIT 2"
    found = rows(database, sql, {"low": event, "high": event + "g"}) if event else []
    if len(found) != 1:
        raise NotFoundError("event", event)
    sql = f"SELECT {COLUMNS} FROM event e WHERE e.id = :id"
    return _events(database, rows(database, sql, {"id": found[0][0]}), True)[0]


def _by_date(
    database: Database,
    made: Conditions,
    wanted: Filter,
    limit: int,
    days: tuple[int | None, int | None],
    cursor: str | None,
) -> list[Row]:
    """In the order of dates: every event that lasts into the range comes before all that begin in it.

    Those without a date come last, whichever way the others go.
    """
    at = None if cursor is None else _read_cursor(cursor, 1)[0]
    direction = "" if wanted.oldest_first else " DESC"
    order = f"{made.key}{direction}"
    if made.key == "l.event_id":
        order = f"l.start_day{direction}, l.event_id{direction}"
    found: list[Row] = []
    for tables, parts in _phases(made, wanted, days, at):
        if len(found) < limit:
            sql = (
                f"SELECT {COLUMNS} FROM {tables} WHERE {' AND '.join(parts)} ORDER BY {order} "
                f"LIMIT {limit - len(found)}"
            )
            found += rows(database, sql, made.values)
    return found


def _phases(
    made: Conditions, wanted: Filter, days: tuple[int | None, int | None], at: int | None
) -> list[tuple[str, list[str]]]:
    """What to ask one after the other, each with what lies after number `at` where a page ended there."""
    after = _after(made, at, ">" if wanted.oldest_first else "<")
    order = stretches(made, *days)
    if not wanted.oldest_first:
        return [(tables, [*parts, *after]) for tables, parts in order]
    dated = [(tables, [*parts, f"{made.key} >= {DATED}", *after]) for tables, parts in reversed(order)]
    if days != (None, None):
        return dated
    if at is not None and at < DATED:
        return [(made.walk, [*made.parts, f"{made.key} < {DATED}", *after])]
    return [*dated, (made.walk, [*made.parts, f"{made.key} < {DATED}"])]


def _after(made: Conditions, at: int | None, compare: str) -> list[str]:
    if at is None:
        return []
    parts = [f"{made.key} {compare} {made.bind(at)}"]
    if made.key == "l.event_id":  # the day stands before the number in the key of a link
        parts.append(f"l.start_day {compare}= {made.bind((at >> SEQUENCE_BITS) + FIRST_DAY)}")
    return parts


def _by_key(
    database: Database,
    made: Conditions,
    wanted: Filter,
    limit: int,
    days: tuple[int | None, int | None],
    cursor: str | None,
) -> list[Row]:
    """In the order of salience or first report, the highest first; of equals the latest event first."""
    key = SORT_KEYS[wanted.sort]
    parts = list(made.parts)
    start, end = days
    if start is not None or end is not None:
        parts.append("e.start_day IS NOT NULL")
    parts += [f"e.end_day > {made.bind(start)}"] if start is not None else []
    parts += [f"e.start_day < {made.bind(end)}"] if end is not None else []
    direction, compare = ("", ">") if wanted.oldest_first else ("DESC", "<")
    if cursor is not None:
        value, number = _read_cursor(cursor, 2)
        parts.append(f"({key}, e.id) {compare} ({made.bind(value)}, {made.bind(number)})")
    sql = (
        f"SELECT {key}, {COLUMNS} FROM {made.walk} WHERE {' AND '.join(parts)} "
        f"ORDER BY {key} {direction}, e.id {direction} LIMIT {limit}"
    )
    return rows(database, sql, made.values)


def _cursor(wanted: Filter, last: Row) -> str:
    values = last[:1] if wanted.sort == "date" else last[:2]
    return "-".join(f"{value & (2**64 - 1):x}" for value in values)


def _read_cursor(cursor: str, length: int) -> list[int]:
    try:
        values = [int(part, 16) for part in cursor.split("-")]
    except ValueError:
        values = []
    if len(values) != length or any(value < 0 or value >= 2**64 for value in values):
        raise QueryError(f'"{cursor}" is no cursor of this query')
    return [value - 2**64 if value >= 2**63 else value for value in values]


def _events(database: Database, found: Sequence[Row], with_reports: bool) -> list[Event]:
    reports = _reports(database, [row[0] for row in found]) if with_reports else {}
    return [_event(row, reports.get(row[0], ())) for row in found]


def _event(row: Row, reports: tuple[Report, ...]) -> Event:
    """An event out of `COLUMNS`; most of the time of a query goes into this, so it is written to be quick."""
    return packed(
        row[1],
        row[2],
        row[19],
        row[3],
        row[20],
        (),
        (),
        interval_from(row[4], row[5]),
        GRAINS[row[6]],
        row[7],
        REASONS[row[8]],
        STATUSES[row[9]],
        bool(row[10]),
        None,
        (),
        row[11] / 100,
        row[12],
        row[13],
        row[14],
        row[15],
        None if row[16] == FIRST_DAY else row[16],
        row[17],
        () if row[21] == "[]" else tuple(Disagreement(a, tuple(values)) for a, *values in json.loads(row[21])),
        tuple(row[18].split()) if row[18] else (),
        reports,
    )


def _reports(database: Database, events: Iterable[int]) -> Mapping[int, tuple[Report, ...]]:
    """The mentions of each event, the earliest report first."""
    found: dict[int, list[tuple[Any, Report]]] = defaultdict(list)
    for t in told_of_events(database, events):
        day = t.citation.published
        order = (day is None, day or 0, t.citation.title, t.citation.url, t.mention.trigger.start, t.key)
        found[t.event].append((order, _report(t.key, t.citation, t.sentence, t.mention)))
    return {event: tuple([report for _, report in sorted(told, key=_order)]) for event, told in found.items()}


_report, _order = quick(Report), itemgetter(0)

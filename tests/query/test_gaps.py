"""Gaps against a day-by-day search."""

import sqlite3
from collections.abc import Iterator

import pytest
from store.made import SEEDS, analysis, day, told

from timeline import query, store
from timeline.model import Interval
from timeline.query import Filter

SPANS = (
    ("2016-01-10", None),
    ("2016-02-01", "2016-03-01"),
    ("2016-02-20", None),
    ("2016-03-05", "2016-03-12"),
    ("2016-01-01", "2017-01-01"),  # a year says nothing of its days
    (None, None),
    ("2016-06-01", None),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("g") / "t.db"
    engine = store.open_store(path, create=True)
    store.init(engine, SEEDS)
    with engine.begin() as connection:
        for n, (start, end) in enumerate(SPANS):
            event = told("RUS" if n % 2 else "CHN", f"act{n}", on=start, until=end)
            store.save(connection, analysis(event, id=str(n)), extractor_version="1")
    engine.dispose()
    reader = store.open_reader(path)
    yield reader
    reader.close()


def silent(start: str, end: str, least: int) -> list[tuple[int, int]]:
    """The stretches by looking at every day."""
    told_of = {
        d
        for first, after in SPANS
        if first and (not after or day(after) - day(first) <= 31)
        for d in range(day(first), day(after) if after else day(first) + 1)
    }
    found: list[list[int]] = []
    for d in range(day(start), day(end)):
        if d not in told_of:
            if found and found[-1][-1] == d - 1:
                found[-1].append(d)
            else:
                found.append([d])
    return [(days[0], days[-1] + 1) for days in found if len(days) >= least]


@pytest.mark.parametrize("least", [1, 7, 30])
@pytest.mark.parametrize(
    ("start", "end"), [("2016-01-01", "2016-08-01"), ("2016-02-10", "2016-02-22"), ("2016-03-06", "2016-04-01")]
)
def test_a_gap_is_every_day_without_an_event(database: sqlite3.Connection, start: str, end: str, least: int) -> None:
    wanted = Filter(on=Interval(day(start), day(end)), everything=True)
    found = [(gap.interval.start, gap.interval.end) for gap in query.gaps(database, wanted, least=least)]
    assert found == silent(start, end, least)


def test_without_a_range_they_lie_between_the_first_event_and_the_last(database: sqlite3.Connection) -> None:
    found = query.gaps(database, Filter(everything=True), least=1)
    assert [(g.interval.start, g.interval.end) for g in found] == silent("2016-01-10", "2016-06-02", 1)
    assert all(gap.before and gap.after for gap in found)
    longest = query.gaps(database, Filter(everything=True), least=1, limit=1)
    assert [gap.days for gap in longest] == [max(gap.days for gap in found)]


def test_nothing_at_all_is_one_gap_where_there_is_a_range(database: sqlite3.Connection) -> None:
    wanted = Filter(actors=("NATO",), on=Interval(day("2016-01-01"), day("2016-02-01")))
    assert [gap.days for gap in query.gaps(database, wanted)] == [31]
    assert query.gaps(database, Filter(actors=("NATO",))) == []

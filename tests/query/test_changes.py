"""What an ingest did to the events that were there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine
from store.made import SEEDS, analysis, told

from timeline import query, store
from timeline.errors import NotFoundError
from timeline.model import Analysis
from timeline.terms import DateReason


@pytest.fixture
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = store.open_store(tmp_path_factory.mktemp("d") / "t.db", create=True)
    store.init(engine, SEEDS)
    yield engine
    engine.dispose()


def ingest(engine: Engine, *articles: Analysis, counts: dict[str, int] | None = None) -> None:
    with engine.begin() as connection:
        run = store.begin_run(connection, at="2026-01-01T00:00:00+00:00")
        store.save_all(connection, articles, extractor_version="1")
        summary = counts or {"new": len(articles)}
        store.end_run(connection, run, at="2026-01-01T00:00:09+00:00", summary=summary)


def changed(engine: Engine, run: int | None = None) -> dict[str, list[tuple[str, str]]]:
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        _, found = query.changes(connection, run, everything=True)
    return {kind: [(c.before, c.after) for c in found if c.kind == kind] for kind in {c.kind for c in found}}


FIRST = analysis(told(target="UKR", killed=5), told("USA", "warn", "RUS", name="THREATEN", at=9), id="1")


def test_the_first_time_everything_is_new(engine: Engine) -> None:
    ingest(engine, FIRST)
    assert changed(engine) == {"new": [("", "2016-04-20"), ("", "2016-04-20")]}


def test_what_is_told_again_is_not_new(engine: Engine) -> None:
    ingest(engine, FIRST)
    ingest(engine, analysis(told(target="UKR", killed=5), told("CHN", "meet", "NATO", name="CONSULT", at=9), id="2"))
    assert changed(engine) == {"new": [("", "2016-04-20")], "told again": [("1", "2")]}
    assert set(changed(engine, 1)) == {"new"}


def test_another_number_contradicts(engine: Engine) -> None:
    ingest(engine, FIRST)
    ingest(engine, analysis(told(target="UKR", killed=7), id="2"))
    ((_, after),) = changed(engine)["contradicted"]
    assert after.startswith("killed: ")
    assert {"5 people", "7 people"} == {*after.removeprefix("killed: ").split(" / ")}


def test_a_better_date_dates_anew(engine: Engine) -> None:
    vague = told(target="UKR", on="2016-04-01", until="2016-05-01", reason=DateReason.CARRIED)
    ingest(engine, analysis(vague, id="1"))
    ingest(engine, analysis(told(target="UKR", on="2016-04-20"), id="2"))
    assert changed(engine)["dated"] == [("2016-04", "2016-04-20")]


def test_what_a_new_version_no_longer_says_is_gone(engine: Engine) -> None:
    ingest(engine, analysis(told(target="UKR"), url="http://a.example", id="1"))
    other = analysis(told("CHN", "meet", "NATO", name="CONSULT"), url="http://a.example", text="Other.", id="1")
    ingest(engine, other, counts={"changed": 1})
    assert changed(engine)["gone"] == [("2016-04-20", "")]
    assert len(changed(engine)["new"]) == 1


def test_an_ingest_that_brought_nothing_is_forgotten(engine: Engine) -> None:
    ingest(engine, FIRST)
    ingest(engine, FIRST, counts={"duplicate": 1})
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        assert [run.number for run in query.runs(connection)] == [1]


def test_an_unknown_run_is_met_with_those_there_are(engine: Engine) -> None:
    with closing(sqlite3.connect(str(engine.url.database))) as connection, pytest.raises(NotFoundError, match="any"):
        query.changes(connection)
    ingest(engine, FIRST)
    with (
        closing(sqlite3.connect(str(engine.url.database))) as connection,
        pytest.raises(NotFoundError, match="did you mean 1"),
    ):
        query.changes(connection, 9)


def test_few_runs_are_remembered(engine: Engine) -> None:
    for n in range(25):
        ingest(engine, analysis(told("RUS", f"act{n}"), id=str(n)))
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        assert len(query.runs(connection)) == 20

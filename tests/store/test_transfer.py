"""A database out and in again: the same rows, the same events, or nothing at all."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from store.made import analysis, told
from timeline import query, store
from timeline.errors import ReadError, StoreError
from timeline.query import Filter
from timeline.store.engine import engine_for
from timeline.store.migrate import build


@pytest.fixture
def lines(engine: Engine) -> Iterator[list[str]]:
    """The export of a database with a new version, a failure, a correction and odd texts."""
    with engine.begin() as connection:
        store.save(
            connection, analysis(told("RUS", "hit", "UKR", killed=3), url="http://a/1", id="1"), extractor_version="1"
        )
        store.save(
            connection,
            analysis(told("RUS", "hit", "UKR", killed=5), publisher="P \u2028 \U0001f600"),
            extractor_version="1",
        )
        store.save(
            connection, analysis(told("USA", "meet", "CHN"), url="http://a/1", text="Anew."), extractor_version="2"
        )
        store.record_failure(connection, "bad.txt", "is empty")
        page = query.find(connection, Filter(actors=("Russia",), everything=True))
        store.correct(connection, page.events[0].id, "headline", "Hit again", person="me", at="2026-01-01T00:00:00Z")
    with engine.connect() as connection:
        yield list(store.dump(connection))


def everything(path: Path) -> tuple[list[str], list[object]]:
    engine = store.open_store(path, create=False)
    with engine.connect() as connection:
        found = list(store.dump(connection)), list(query.find(connection, Filter(everything=True)).events)
    engine.dispose()
    return found


def test_out_and_in_again_is_the_same(engine: Engine, lines: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    done = store.load(lines, str(copy), "x")
    again, events = everything(copy)
    with engine.connect() as connection:
        before = list(query.find(connection, Filter(everything=True)).events)
    assert again == lines
    assert events == before
    assert done == store.Transferred(len(lines) - 2, len(before))
    assert "Hit again" in {event.headline for event in before}


def test_an_export_of_an_older_schema_is_brought_up_to_date(lines: list[str], tmp_path: Path) -> None:
    columns = columns_of("0001", tmp_path)
    older = [json.dumps({"form": "timeline", "schema": "0001"})]
    for record in map(json.loads, lines[1:-1]):
        if table := columns.get(record["table"]):
            older.append(json.dumps({key: value for key, value in record.items() if key in {"table", *table}}))
    older.append(json.dumps({"rows": len(older) - 1}))
    copy = tmp_path / "copy.db"
    store.load(older, str(copy), "x")
    assert len(everything(copy)[1]) == 2


def columns_of(revision: str, folder: Path) -> dict[str, set[str]]:
    """The tables of an older schema with their columns."""
    url = f"sqlite:///{folder / 'old.db'}"
    build("old.db", url, revision)
    engine = engine_for(url, foreign_keys=True)
    known = inspect(engine)
    found = {name: {column["name"] for column in known.get_columns(name)} for name in known.get_table_names()}
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("change", "told_so"),
    [
        (lambda lines: [], "line 1"),
        (lambda lines: ["no"], "line 1"),
        (lambda lines: ['{"a": 1}'], "is not an export"),
        (lambda lines: ['{"form": "timeline", "schema": "9999"}'], "newer version"),
        (lambda lines: lines[:-1], "cut short"),
        (lambda lines: [*lines[:5], *lines[6:]], "cut short"),
        (lambda lines: [lines[0], '{"table": "event", "id": 1}', *lines[1:]], "line 2: is no row"),
        (lambda lines: [lines[0], '{"table": "sqlite_master", "sql": "x"}', *lines[1:]], "line 2: is no row"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "does not fit"),
    ],
    ids=["empty", "text", "another", "newer", "no end", "a row lost", "derived", "system", "twice"],
)
def test_what_does_not_fit_leaves_no_rows(lines: list[str], tmp_path: Path, change: object, told_so: str) -> None:
    copy = tmp_path / "copy.db"
    with pytest.raises(ReadError, match=told_so):
        store.load(change(lines), str(copy), "x")  # type: ignore[operator]
    if copy.exists() and copy.stat().st_size:
        engine = store.open_store(copy, create=False)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM article")) == 0
            assert connection.scalar(text("SELECT count(*) FROM actor")) == 0
        engine.dispose()


def test_a_database_that_is_there_is_not_written_over(engine: Engine, lines: list[str]) -> None:
    with pytest.raises(StoreError, match="exists already"):
        store.load(lines, str(engine.url.database), "x")

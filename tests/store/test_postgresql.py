"""PostgreSQL answers what SQLite answers; runs where TIMELINE_TEST_POSTGRESQL gives the address of a database."""

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from timeline import cli, query, store
from timeline.store.soundness import derived_faults

ADDRESS = os.environ.get("TIMELINE_TEST_POSTGRESQL", "")
pytestmark = pytest.mark.skipif(not ADDRESS, reason="TIMELINE_TEST_POSTGRESQL is not set")
ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"
QUESTIONS = [
    "query --all --limit 1000",
    "query --actor Russia",
    "query --actor Russia --exact --all",
    "query --actor Russia --actor Ukraine --all",
    "query --actor Russia --actor France --any",
    "query --source Russia --all",
    "query --target Ukraine --all",
    "query --with Russia --with NATO --all",
    "query --with Iran --all",
    "query --since 2016 --until 2018",
    "query --on 2016 --all",
    "query --on 2016-04 --oldest-first",
    "query --type CONSULT",
    "query --type CONSULT --type 19 --actor Russia --all",
    "query --place Russia --all",
    "query --place London --all",
    "query --status happened --min-confidence 0.7",
    "query --text ships --all",
    "query --text ships --since 2022 --actor Ukraine --all",
    "query --all --sort salience --limit 20",
    "query --all --sort reported --limit 20",
    "query --all --oldest-first --limit 20",
    "query --count --actor France",
    "gaps",
    "gaps --actor France --since 2010 --until 2024 --all",
    "diff",
    "sources",
    "sources --articles",
    "actors show France",
    *(f"stats --by {unit}" for unit in query.UNITS),
    *(f"stats --by {unit} --since 2015 --all" for unit in query.UNITS),
    *(f"stats --by {unit} --actor France" for unit in query.UNITS),
]


def told(command: str, database: str, *more: str, given: str | None = None) -> str:
    result = CliRunner().invoke(cli.app, [*command.split(), *more, "--db", database], input=given)
    assert result.exit_code == 0, (command, result.output, result.exception)
    return result.stdout


@pytest.fixture(scope="module")
def schema() -> Iterator[str]:
    """The address of an empty schema of its own."""
    name = f"timeline_test_{uuid.uuid4().hex[:8]}"
    engine = create_engine(ADDRESS)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield f"{ADDRESS}{'&' if '?' in ADDRESS else '?'}options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="module")
def databases(schema: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The same articles in both."""
    lite = str(tmp_path_factory.mktemp("pg") / "t.db")
    for database in (lite, schema):
        told("init", database)
        told(f"ingest {ARTICLES} --jobs 1 --quiet", database)
    return lite, schema


@pytest.mark.parametrize("command", QUESTIONS)
def test_both_answer_alike(databases: tuple[str, str], command: str) -> None:
    lite, post = (told(command, database) for database in databases)
    assert post == lite
    assert lite


def test_an_event_is_shown_decided_about_and_found_sound(databases: tuple[str, str], tmp_path: Path) -> None:
    event = json.loads(told("query --limit 1", databases[0]).splitlines()[0])["id"]
    decision = json.dumps({"event": event, "kind": "headline", "value": "As a person says"})
    kept = []
    for database in databases:
        told("review --apply - --as Ann", database, given=decision)
        shown = json.loads(told(f"show {event} --format json", database))
        assert "As a person says" in json.dumps(shown)
        decisions = [json.loads(line) for line in told("review --export -", database).splitlines()]
        kept.append((shown, [{k: v for k, v in one.items() if k != "at"} for one in decisions]))
        told("doctor", database)
        told("db vacuum", database)
        told("review --undo", database)
        engine = store.open_store(database, create=False)
        with engine.begin() as connection:
            assert derived_faults(connection) == []
            before = query.find(connection, query.Filter(everything=True), limit=1000).events
            store.rebuild(connection)
            assert query.find(connection, query.Filter(everything=True), limit=1000).events == before
        engine.dispose()
    assert kept[0] == kept[1]


def test_an_export_of_one_comes_into_the_other(databases: tuple[str, str], tmp_path: Path) -> None:
    told("export", databases[1], str(tmp_path / "out.jsonl"))
    copy = str(tmp_path / "copy.db")
    told("import", copy, str(tmp_path / "out.jsonl"))
    everything = "query --all --limit 1000"
    assert told(everything, copy) == told(everything, databases[1])

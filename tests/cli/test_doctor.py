"""A sound database, each thing that can be wrong with one, and reading again."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import cli, extract, store
from timeline.errors import QueryError, StoreError
from timeline.ingest import open_ready

TEXT = """Kenya attacked Somalia on Monday.

Ethiopia and Eritrea signed a peace treaty in March 2019.

Iran arrested two sailors from Norway on 2 February 2018.
"""
VOTE = "Ruritania voted to annex Strelsau on 3 March 2016.\n"
WAITING = "Two weeks after the annexation of Strelsau, Kenya attacked Somalia.\n"


def ingest(folder: Path, database: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
        command = ["ingest", str(folder / f"{name}.txt"), "--published", "2020-05-06", "--db", str(database)]
        done = CliRunner().invoke(cli.app, command)
        assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doctor")
    ingest(folder, folder / "t.db", a=TEXT)
    return folder / "t.db"


@pytest.fixture
def database(ingested: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(ingested, tmp_path / "t.db"))


def asked(database: Path, *arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(cli.app, ["doctor", *arguments, "--db", str(database)], catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result.stdout


def findings(database: Path, status: int) -> dict[str, dict[str, object]]:
    first, *others = json.loads(asked(database, "--json", status=status))
    assert first["schema"] == store.HEAD
    return {record["check"]: record for record in others}


def wrong(database: Path) -> list[str]:
    return [name for name, record in findings(database, 1).items() if not record["ok"]]


def events(database: Path) -> list[str]:
    done = CliRunner().invoke(cli.app, ["query", "--all", "--db", str(database)])
    return sorted(done.stdout.splitlines())


def change(database: Path, *statements: str) -> None:
    with sqlite3.connect(database) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_sound_database(database: Path) -> None:
    shown = asked(database)
    assert "All is well." in shown
    assert "!!" not in shown
    assert all(record["ok"] for record in findings(database, 0).values())


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE rollup_day SET events = events + 1", "events"),
        ("UPDATE rollup_actor SET salient = salient + 1", "events"),
        ("DELETE FROM rollup_month", "events"),
        ("DELETE FROM rollup_class", "events"),
        ("DELETE FROM event_text", "events"),
        ("DELETE FROM event", "events"),
        ("UPDATE event_mention SET event_id = 0", "events"),
        ("DELETE FROM sentence WHERE version_id IN (SELECT id FROM article_version)", ""),
        ("UPDATE event_mention SET version_id = 99", "references"),
        ("UPDATE article_version SET extractor_version = '0'", "articles"),
        ("INSERT INTO failure VALUES ('a.html', 'holds no text', 2)", "failed"),
        ("DELETE FROM alias WHERE id IN (SELECT min(id) FROM alias)", "actors"),
        ("UPDATE actor SET name = 'Kenia' WHERE key = 'KEN'", "actors"),
    ],
)
def test_each_fault_is_found_with_what_to_do(database: Path, statement: str, check: str) -> None:
    change(database, statement)
    if not check:
        asked(database)
        return
    assert check in wrong(database)
    assert "->" in asked(database, status=1)


def test_a_damaged_page_is_told_in_lines(database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[: 40 * 4096] + b"\xff" * 4096 + whole[41 * 4096 :])
    result = CliRunner().invoke(cli.app, ["doctor", "--db", str(database)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit | StoreError)


@pytest.mark.parametrize("arguments", [(), ("--rebuild",)])
def test_what_is_no_database_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "no.db").write_text("once upon a time " * 99)
    with pytest.raises(StoreError, match="is not a timeline database"):
        asked(tmp_path / "no.db", *arguments)
    with pytest.raises(StoreError, match="does not exist"):
        asked(tmp_path / "none.db", *arguments)


@pytest.mark.parametrize("arguments", [("--all",), ("--format", "xml")])
def test_what_makes_no_sense_is_refused(database: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(QueryError):
        asked(database, *arguments)


def test_rebuilding_mends_what_is_derived(database: Path) -> None:
    before = events(database)
    change(database, "DELETE FROM rollup_actor", "DELETE FROM event_text", "DELETE FROM alias WHERE origin = 'seed'")
    shown = asked(database, "--rebuild")
    assert "made anew" in shown
    assert "a newer registry" in shown
    assert events(database) == before
    asked(database)


def test_reading_again_changes_nothing_where_the_reader_is_the_same(database: Path) -> None:
    before = events(database)
    assert "0 articles read again" in asked(database, "--rebuild")
    assert "1 article read again\nno event changed" in asked(database, "--rebuild", "--all", "--jobs", "1")
    assert events(database) == before
    asked(database)


def test_a_newer_reader_reads_again_and_corrections_stay(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_ready(str(database))
    first, second = (json.loads(line) for line in events(database)[:2])
    with engine.begin() as connection:
        store.correct(connection, first["id"], "class", "DISASTER", person="me", at="2026-11-24T02:00:00Z")
        store.correct(connection, first["id"], "headline", "My words", person="me", at="2026-11-24T02:00:00Z")
        store.correct(connection, second["id"], "reject", person="me", at="2026-11-24T02:00:00Z")
    engine.dispose()
    before = events(database)
    change(
        database,
        "UPDATE event_mention SET key = 'old' || key",
        "UPDATE correction SET mention_key = 'old' || mention_key",
    )
    monkeypatch.setattr(extract, "version", lambda: "next")
    assert wrong(database) == ["articles"]
    assert "1 article read again" in asked(database, "--rebuild")
    assert events(database) == before
    assert findings(database, 0)["corrections"]["summary"] == "3 hold"


def test_what_changed_is_listed(database: Path) -> None:
    first = "WHERE id = (SELECT min(id) FROM event)"
    change(
        database,
        f"UPDATE event SET edtf = '1999', event_class = 'OTHER' {first}",
        "UPDATE event SET rejected = 1 WHERE id = (SELECT max(id) FROM event)",
    )
    lines = asked(database, "--rebuild", "--all", "--format", "jsonl").splitlines()
    told = [(found["change"], found["before"]) for found in map(json.loads, lines)]
    assert told == [("new", None), ("re-dated", "1999"), ("re-classed", "OTHER")]
    assert "no event changed" in asked(database, "--rebuild", "--all")


def test_a_time_that_waits_is_told_once_its_event_is_known(tmp_path: Path) -> None:
    database = tmp_path / "w.db"
    ingest(tmp_path, database, waiting=WAITING)
    waits = findings(database, 0)["times waiting"]
    assert waits["ok"]
    assert "annexation of Strelsau" in str(waits["details"])
    ingest(tmp_path, database, vote=VOTE)
    assert wrong(database) == ["times waiting"]
    shown = asked(database, "--rebuild")
    assert "1 article read again for times whose event is known now" in shown
    assert "re-dated" in shown
    assert any('"from": "2016-03-14", "to": "2016-03-21"' in line for line in events(database))
    after = events(database)
    assert asked(database, "--rebuild") == "0 articles read again\nno event changed\n"
    assert events(database) == after
    asked(database)


def test_a_correction_without_its_mention_is_named(database: Path) -> None:
    engine = open_ready(str(database))
    event = json.loads(events(database)[0])["id"]
    with engine.begin() as connection:
        store.correct(connection, event, "reject", person="ann", at="2026-11-24T02:00:00Z")
    engine.dispose()
    change(database, "UPDATE correction SET mention_key = 'gone'")
    found = findings(database, 1)["corrections"]
    assert "1 no longer find" in str(found["summary"])
    assert "reject by ann, 2026-11-24: " in str(found["details"])

"""Reading, extraction and the store together: whole or not at all, any number of times, whatever interrupts."""

import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing import connection
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from timeline import cli, store
from timeline.errors import StoreError, TimelineError
from timeline.ingest import run, workers
from timeline.query import Filter, duplicates, event_record, find
from timeline.readers import Given

ARTICLES = str(Path(__file__).parent.parent / "seeds" / "articles")
KILLED = """
import os, signal, sys
import timeline.ingest as ingest
from timeline.readers import Given
ingest.BATCH_ARTICLES = 2
save, calls = ingest.store.save_all, []
def saving(*args, **options):
    calls.append(1)
    done = save(*args, **options)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
ingest.store.save_all = saving
ingest.run([sys.argv[1]], sys.argv[2], given=Given())
"""


def content(database: Path) -> list[dict[str, Any]]:
    """Every event as `query` gives it, in a fixed order."""
    connection = store.open_reader(database)
    try:
        records: list[dict[str, Any]] = []
        cursor = None
        while True:
            page = find(connection, Filter(everything=True), limit=500, cursor=cursor)
            records += [event_record(event) for event in page.events]
            if not (cursor := page.cursor):
                return sorted(records, key=lambda record: str(record["id"]))
    finally:
        connection.close()


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("clean") / "t.db"
    summary = run([ARTICLES], str(database), given=Given())
    assert (summary.new, summary.failures) == (9, [])
    assert summary.events > 50
    return database


def test_the_second_time_all_are_duplicates(clean: Path) -> None:
    before = content(clean)
    summary = run([ARTICLES], str(clean), given=Given())
    assert (summary.new, summary.changed, summary.duplicate, summary.events) == (0, 0, 9, 0)
    assert content(clean) == before


def test_every_event_can_be_shown(clean: Path) -> None:
    runner = CliRunner()
    for record in content(clean):
        result = runner.invoke(cli.app, ["show", str(record["id"]), "--db", str(clean)])
        assert result.exception is None, record["headline"]
        assert str(record["headline"])[:20] in result.output


def test_killed_and_run_again_it_is_as_one_clean_run(clean: Path, tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    dead = subprocess.run([sys.executable, "-c", KILLED, ARTICLES, str(database)], capture_output=True, check=False)
    assert dead.returncode == -signal.SIGKILL, dead.stderr.decode()
    halfway = len(content(database))
    assert 0 < halfway < len(content(clean))
    summary = run([ARTICLES], str(database), given=Given())
    assert summary.duplicate == 4
    assert content(database) == content(clean)


def test_an_interrupt_keeps_what_is_done_and_exits_130(tmp_path: Path) -> None:
    code = KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "raise KeyboardInterrupt").replace(
        "ingest.run(", "import timeline.cli\ntimeline.cli.app = lambda: ingest.run("
    )
    database = tmp_path / "t.db"
    stopped = subprocess.run(
        [sys.executable, "-c", code + "\ntimeline.cli.main()", ARTICLES, str(database)],
        capture_output=True,
        check=False,
    )
    assert stopped.returncode == 130, stopped.stderr.decode()
    assert content(database)


def test_any_number_of_processes_stores_the_same(clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.ingest.BATCH_ARTICLES", 2)
    database = tmp_path / "t.db"
    summary = run([ARTICLES], str(database), given=Given(), jobs=2)
    assert (summary.new, summary.failures) == (9, [])
    assert content(database) == content(clean)
    assert not multiprocessing.active_children()
    assert run([ARTICLES], str(database), given=Given(), jobs=2).duplicate == 9


def test_an_interrupt_stops_the_workers_and_keeps_what_is_done(tmp_path: Path) -> None:
    def interrupt(done: int, _events: int) -> None:
        workers.extend(multiprocessing.active_children())
        if done >= 4:
            raise KeyboardInterrupt

    workers: list[Any] = []
    rows = [{"text": f"France attacked Russia on {day} May 2020.", "id": str(day)} for day in range(1, 31)]
    stream = io.BytesIO("\n".join(map(json.dumps, rows)).encode())
    database = tmp_path / "t.db"
    given = Given(format="jsonl", published=738000)
    with pytest.raises(KeyboardInterrupt):
        run(["-"], str(database), given=given, stdin=stream, jobs=2, report=interrupt)
    for worker in workers:  # the pool reaps them in a thread of its own: ask for their end, not for their status
        assert connection.wait([worker.sentinel], timeout=10)
    assert workers
    assert 0 < len(content(database)) < len(rows)


def ends_the_process(*_: object) -> list[object]:
    os._exit(9)


def stream_of_days(count: int) -> io.BytesIO:
    rows = [{"text": f"France attacked Russia on {day} May 2020.", "id": str(day)} for day in range(1, count + 1)]
    return io.BytesIO("\n".join(map(json.dumps, rows)).encode())


def test_workers_that_are_killed_are_replaced() -> None:
    killed: list[Any] = []

    def kill(_done: int, _events: int) -> None:
        if not killed:
            killed.extend(multiprocessing.active_children())
            for worker in killed:
                worker.kill()

    given = Given(format="jsonl", published=738000)
    done = run(["-"], None, given=given, stdin=stream_of_days(28), jobs=2, report=kill)
    assert killed
    assert (done.new, done.failures) == (28, [])


def test_workers_that_die_whatever_they_are_given_are_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start", ends_the_process)
    given = Given(format="jsonl", published=738000)
    with pytest.raises(TimelineError, match=r"worker processes die one after the other.*--jobs 1"):
        run(["-"], None, given=given, stdin=stream_of_days(28), jobs=2)


def test_another_address_of_a_stored_text_is_noted_whatever_the_batch(tmp_path: Path) -> None:
    rows = [{"text": "France attacked Russia on 5 May 2020.", "url": f"https://example.org/{n}"} for n in range(40)]
    database = tmp_path / "t.db"
    stream = io.BytesIO("\n".join(map(json.dumps, rows)).encode())
    run(["-"], str(database), given=Given(format="jsonl", published=738000), stdin=stream, jobs=1)
    connection = store.open_reader(database)
    (group,) = duplicates(connection)
    connection.close()
    assert [entry.copies for entry in group] == [39]


def test_a_bad_article_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    rows = [
        {"text": "Russia attacked Ukraine on 24 February 2022."},
        {"text": ""},
        {"text": "France condemned Russia."},
    ]
    stream = io.BytesIO("\n".join(map(json.dumps, rows)).encode())
    summary = run(["-"], str(tmp_path / "t.db"), given=Given(format="jsonl", published=738000), stdin=stream)
    assert summary.new == 2
    assert list(map(str, summary.failures)) == ["standard input:2: has no text"]
    assert "1 failed (see below)" in summary.line()


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Russia attacked Ukraine on 24 February 2022.")
    summary = run([str(path)], None, given=Given())
    assert summary.events > 0
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    path.write_text("not a database")
    with pytest.raises(StoreError, match=r"t\.db"):
        run([ARTICLES], str(path), given=Given())
    assert path.read_text() == "not a database"

"""A full disk and a database that somebody else holds: one line says so, and the same command again does the rest."""

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from timeline import store
from timeline.errors import StoreError, TimelineError
from timeline.ingest import guard, run
from timeline.model import Article
from timeline.readers import Given
from timeline.store import soundness

COMMAND = "from timeline.cli import main\nif __name__ == '__main__':\n    main()\n"
ROOM = 1 << 20  # bytes beyond the empty database: for the first batches, and not for all


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles that tell a lot."""
    here = tmp_path / "articles"
    here.mkdir()
    for number in range(160):
        days = (f"They said that Kenya had attacked Somalia on {day} May 20{number % 20:02}." for day in range(1, 9))
        told = [*days, f"This was the report of number {number}."]
        (here / f"{number:03}.txt").write_text(" ".join(told))
    (tmp_path / "command.py").write_text(COMMAND)
    return here


def ingest(
    folder: Path, database: Path, prepare: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(folder.parent / "command.py"), "ingest", str(folder), "--db", str(database)]
    options = ["--jobs", "1", "--published", "2021-06-01"]
    return subprocess.run([*command, *options], capture_output=True, text=True, check=False, preexec_fn=prepare)


def texts(database: Path) -> set[str]:
    """The texts in a database that has nothing wrong with it."""
    reader = store.open_reader(database)
    try:
        for check in (soundness.file_faults, soundness.broken_references, soundness.derived_faults):
            assert check(reader) == []
        return {row[0] for row in reader.execute("SELECT text FROM article_version WHERE current = 1")}
    finally:
        reader.close()


def made(database: Path) -> int:
    """A database without articles; its size."""
    command = [sys.executable, "-c", COMMAND, "init", "--db", str(database)]
    subprocess.run(command, check=True, capture_output=True)
    return database.stat().st_size


def goes_on(folder: Path, database: Path, told: "subprocess.CompletedProcess[str]", says: str) -> None:
    """The failed ingest said why in one line and kept what it had; another does the rest."""
    assert told.returncode == 1, told.stderr
    (line,) = [line for line in told.stderr.splitlines() if line.startswith("timeline:")]
    assert says in line
    assert "Traceback" not in told.stderr
    half = texts(database)
    assert 0 < len(half) < 160
    again = ingest(folder, database)
    assert again.returncode == 0, again.stderr
    assert f"{160 - len(half)} new, 0 changed, {len(half)} duplicate" in again.stderr
    assert texts(database) == {path.read_text() for path in folder.iterdir()}


def test_a_file_that_may_not_grow(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    most = made(database) + ROOM

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    goes_on(folder, database, ingest(folder, database, limit), "check the disk and the space left on it")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, for those who may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("may not mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_full(folder: Path, disk: Path) -> None:
    database, filler = disk / "t.db", disk / "filler"
    made(database)
    left = os.statvfs(disk)
    filler.write_bytes(b"\0" * (left.f_bavail * left.f_frsize - 3 * ROOM))
    told = ingest(folder, database)
    filler.unlink()
    goes_on(folder, database, told, "has no space left on its disk; free some, then run the same command again")


def test_a_database_that_somebody_holds(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "t.db"
    monkeypatch.setattr("timeline.store.engine.BUSY_MS", 10)
    held: list[sqlite3.Connection] = []

    def hold(done: int, _events: int) -> None:
        if done >= 32 and not held:
            held.append(sqlite3.connect(database, isolation_level=None))
            held[0].execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match=r"is locked by another program; wait until it is done, or close it"):
        run([str(folder)], str(database), given=Given(published=737942), jobs=1, report=hold)
    held[0].close()
    assert len(texts(database)) == 32
    done = run([str(folder)], str(database), given=Given(published=737942), jobs=1)
    assert (done.new, done.duplicate, done.failures) == (128, 32, [])
    assert texts(database) == {path.read_text() for path in folder.iterdir()}


def test_what_this_machine_lacks_is_no_fault_of_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    def analyse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(guard.extract, "analyse", analyse)
    with pytest.raises(TimelineError, match=r"cannot be read or written: No space left on device; see to it that"):
        guard.analysed([Article("Kenya attacked Somalia.")] * 3, {})

"""Watched sources give what is new, once; files that are still written to are left until they stand still."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.cli.watching import follow
from timeline.errors import ReadError
from timeline.ingest import Summary
from timeline.ingest.watch import watch
from timeline.readers import Given
from timeline.readers.fetch import Web

STORY = "France and Germany signed a treaty in Paris on Monday."
NOW = 2_000_000_000.0


def rounds(*sources: Path) -> Iterator[Summary]:
    return watch([str(source) for source in sources], None, given=Given(), web=Web(), now=lambda: NOW, jobs=1)


def write(path: Path, text: str, age: float = 60.0) -> None:
    path.write_text(text)
    os.utime(path, (NOW - age, NOW - age))


def test_each_round_gives_what_is_new(tmp_path: Path) -> None:
    found = rounds(tmp_path)
    assert next(found).articles == 0  # an empty folder may fill
    write(tmp_path / "a.txt", STORY)
    assert next(found).new == 1
    assert next(found).articles == 0
    write(tmp_path / "b.txt", f"{STORY} They shook hands.")
    write(tmp_path / "a.txt", STORY, age=30)  # touched, and the same
    assert next(found).new == 1
    write(tmp_path / "a.txt", f"{STORY} The treaty was long.")
    assert next(found).articles == 1


def test_a_file_is_left_until_it_stands_still(tmp_path: Path) -> None:
    found = rounds(tmp_path)
    write(tmp_path / "a.txt", "France and Ger", age=0.5)
    assert next(found).articles == 0
    write(tmp_path / "a.txt", STORY, age=0.1)
    assert next(found).articles == 0
    assert next(found).new == 1  # it has stood still for a round, whatever its clock says
    assert next(found).articles == 0


def test_a_failure_is_told_once_until_it_comes_again(tmp_path: Path) -> None:
    missing = tmp_path / "later.txt"
    found = rounds(missing)
    assert list(map(str, next(found).failures)) == [f"{missing}: there is no such file or folder"]
    assert next(found).failures == []
    write(missing, STORY)
    assert next(found).new == 1
    missing.unlink()
    assert len(next(found).failures) == 1


@pytest.mark.parametrize("failures", [[], [ReadError("a.txt", "is empty")]])
def test_an_interrupt_ends_it_cleanly(failures: list[ReadError], capsys: pytest.CaptureFixture[str]) -> None:
    told: list[Summary] = []
    pauses = iter([None, None])

    def pause() -> None:
        if next(pauses, 0) == 0:
            raise KeyboardInterrupt

    done = [Summary(new=2), Summary(), Summary(failures=failures), Summary(new=9)]
    assert follow(iter(done), told.append, pause) is bool(failures)
    assert [summary.new for summary in told] == ([2, 0] if failures else [2])
    assert "stopped; what was done is kept" in capsys.readouterr().err

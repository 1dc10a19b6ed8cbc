"""How far an ingest is, told without a terminal and reckoned for one."""

from pathlib import Path

import pytest

from timeline.cli import progress
from timeline.cli.progress import Progress, count


@pytest.mark.parametrize(
    ("opened", "done", "place"),
    [
        pytest.param(0, 0, 0, id="nothing yet"),
        pytest.param(40, 7, 7, id="files opened ahead"),
        pytest.param(3, 1000, 2, id="files of many articles: the last is not done"),
        pytest.param(0, 5, 0, id="no files at all"),
    ],
)
def test_the_place_counts_files(opened: int, done: int, place: int) -> None:
    shown = Progress()
    for _ in range(opened):
        shown.begun(Path())
    assert shown.place(done) == place


def test_how_many_there_are_is_known_of_files_only(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.unknown"):
        (tmp_path / name).write_text("x")
    assert count([str(tmp_path), str(tmp_path / "a.txt")]) == 3
    assert count([str(tmp_path), "-"]) is None
    assert count(["https://example.org/feed"]) is None
    assert count([str(tmp_path / "none")]) is None
    shown = Progress()
    shown.total = 1
    assert (shown.known(1), shown.known(2)) == (1, None)


def test_a_log_has_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shown = Progress()
    shown(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "LOG_SECONDS", 0.0)
    shown(1200, 3400)
    shown.close()
    assert capsys.readouterr().err.startswith("1,200 articles, 3,400 events, ")

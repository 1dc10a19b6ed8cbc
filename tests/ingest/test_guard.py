"""Articles that crash, never end or are far too long: each is named, and the rest goes in."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import cli, store
from timeline.ingest import guard, run
from timeline.ingest.retry import origin
from timeline.ingest.workers import reader_tools
from timeline.model import Analysis, Article
from timeline.readers import Given

# What a text does to the rules, in this process and in workers: they inherit the path, and with it this module.
SITE = """
import os, time
import timeline.ingest.guard as guard
guard.SECONDS, guard.SECONDS_A_CHARACTER, guard.LONGEST = 5.0, 0.0, 5000
before = guard.extract.analyse
def analyse(articles, **tools):
    for article in articles:
        if "RAISE" in article.text: raise RecursionError("too deep")
        if "LOOP" in article.text:
            while True: pass
        if "DIE" in article.text: os._exit(9)
    return before(articles, **tools)
guard.extract.analyse = analyse
"""
INGEST = """
import sys
from timeline.cli import main
if __name__ == "__main__":
    sys.argv = ["timeline", "ingest", *sys.argv[1:]]
    main()
"""
GOOD = "Kenya attacked Somalia on 3 May 2020. This is story number {}."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Good articles with bad ones among them."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE)
    (tmp_path / "ingest.py").write_text(INGEST)
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(6):
        (articles / f"{number}.txt").write_text(GOOD.format(number))
    (articles / "2a.txt").write_text("Kenya did RAISE an error.")
    (articles / "3a.txt").write_text("Kenya is in a LOOP.")
    (articles / "4a.txt").write_text("Kenya said much. " * 1000)
    return articles


def ingest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    place = folder.parent
    command = [sys.executable, str(place / "ingest.py"), *arguments, "--db", str(place / "t.db")]
    path = os.pathsep.join([str(place / "site"), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=300)


def stored(folder: Path) -> tuple[int, set[str]]:
    """How many articles are in, and the files that failed."""
    reader = store.open_reader(folder.parent / "t.db")
    try:
        number = reader.execute("SELECT count(*) FROM article").fetchone()[0]
        return number, {Path(name).name for name, _, _ in store.failed(reader)}
    finally:
        reader.close()


def test_bad_articles_are_named_and_the_rest_goes_in(folder: Path) -> None:
    done = ingest(folder, str(folder), "--jobs", "1")
    assert done.returncode == 3, done.stderr
    assert "9 articles: 6 new, 0 changed, 0 duplicate, 3 failed" in done.stderr
    assert "2a.txt: cannot be analysed: RecursionError: too deep" in done.stderr
    assert "3a.txt: was cut off after 5 seconds" in done.stderr
    assert "4a.txt: has 16,999 characters, more than 5,000; split it" in done.stderr
    assert stored(folder) == (6, {"2a.txt", "3a.txt", "4a.txt"})


def test_workers_that_die_are_replaced(folder: Path) -> None:
    (folder / "5a.txt").write_text("Kenya will DIE.")
    done = ingest(folder, str(folder), "--jobs", "2")
    assert done.returncode == 3, done.stderr
    assert "5a.txt: ended the process that read it" in done.stderr
    assert stored(folder) == (6, {"2a.txt", "3a.txt", "4a.txt", "5a.txt"})


def test_what_failed_is_tried_again(folder: Path) -> None:
    database = str(folder.parent / "t.db")
    ingest(folder, str(folder), "--jobs", "1")
    (folder / "2a.txt").write_text("Kenya did well on 4 May 2020.")
    (folder / "4a.txt").unlink()
    again = ingest(folder, "--retry-failed")
    assert again.returncode == 3
    assert "3 articles: 1 new, 0 changed, 0 duplicate, 2 failed" in again.stderr
    assert stored(folder) == (7, {"3a.txt", "4a.txt"})
    (folder / "3a.txt").write_text("Kenya is well.")
    assert run([str(folder / "3a.txt")], database, given=Given()).new == 1
    assert stored(folder) == (8, {"4a.txt"})


def test_what_to_read_is_either_given_or_what_failed(folder: Path) -> None:
    assert ingest(folder).returncode == 2
    assert ingest(folder, str(folder), "--retry-failed").returncode == 2


def test_a_part_is_read_again_with_the_file_that_holds_it(tmp_path: Path) -> None:
    held = tmp_path / "a.jsonl"
    held.write_text("{}")
    assert origin(f"{held}:3") == str(held)
    assert origin(f"{held}/deep/b.txt") == str(held)
    assert origin("https://example.org/feed.json:12") == "https://example.org/feed.json"
    assert origin("nowhere.txt") == "nowhere.txt"


def test_what_is_told_over_and_over_counts_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    tools = reader_tools()
    (analysis,) = guard.analysed([Article("Kenya attacked Somalia on 3 May 2020. " * 100)], tools)
    assert isinstance(analysis, Analysis)
    assert len(analysis.events) == guard.REPEATED
    days = [
        Article(
            " ".join(f"Kenya attacked Somalia on {day} May 2020." for day in range(1, 31)), id="days", published=737600
        )
    ]
    (analysis,) = guard.analysed(days, tools)
    assert isinstance(analysis, Analysis)
    assert len(analysis.events) == 30
    monkeypatch.setattr(guard, "MOST_EVENTS", 29)
    assert guard.analysed(days, tools) == [guard.Refused("days", "tells of 30 events, more than 29; split it")]


def test_a_text_without_full_stops_takes_no_longer_than_it_is() -> None:
    tools = reader_tools()

    def seconds(words: int) -> float:
        began = time.process_time()
        guard.analysed([Article("and then Kenya met Somalia " * words)], tools)
        return time.process_time() - began

    seconds(100)
    assert seconds(3200) < 8 * seconds(800)  # it would be 16, were it the square


def test_annotate_names_what_it_refuses_and_prints_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LONGEST", 60)
    (tmp_path / "long.txt").write_text("France attacked Spain on Monday. " * 4)
    (tmp_path / "short.txt").write_text("Kenya attacked Somalia on Monday.")
    files = [str(tmp_path / name) for name in ("long.txt", "short.txt")]
    done = CliRunner().invoke(cli.app, ["annotate", *files, "--format", "jsonl"])
    assert done.exit_code == 3
    assert "characters, more than 60" in done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [files[1]]

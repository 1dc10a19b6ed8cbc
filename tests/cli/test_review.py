"""Reviewing with single keys, from files, and what is refused."""

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import tty
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import cli
from timeline.cli import review
from timeline.cli.reviewing.answers import class_value, date_value
from timeline.cli.reviewing.keyboard import key
from timeline.cli.reviewing.session import Session, Terminal
from timeline.errors import NotFoundError, QueryError, ReadError, TimelineError
from timeline.query import Filter
from timeline.store import open_store

TEXT = """Kenya attacked Somalia on Monday. In the east Kenya attacked Somalia on Monday.

Ethiopia and Eritrea signed a peace treaty in March 2019.

Iran arrested two sailors from Norway on 2 February 2018.
"""
TODAY = 737551  # 2020-05-06
ALL = Filter(everything=True)
Ask = Callable[..., list[str]]


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "a.txt").write_text(TEXT)
    path = folder / "t.db"
    command = ["ingest", str(folder / "a.txt"), "--published", "2020-05-06", "--db", str(path)]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def database(ingested: Path, tmp_path: Path) -> str:
    return str(shutil.copy(ingested, tmp_path / "t.db"))


@pytest.fixture
def walk(database: str) -> Iterator[Ask]:
    """Press keys (a text of more than one letter is an answer to a question); what was said."""
    engine = open_store(database, create=False)

    def press(*pressed: str, wanted: Filter = ALL, again: bool = False) -> list[str]:
        waiting, said = [*pressed, "q"], []

        def following(_: str = "") -> str:
            return waiting.pop(0)

        terminal = Terminal(following, following, said.append, 100)
        Session(engine, terminal, "ann", lambda: "2026-11-24T02:00:00Z", TODAY).run(wanted, again=again)
        return said

    yield press
    engine.dispose()


def asked(database: str, *arguments: str, status: int = 0) -> list[str]:
    result = CliRunner().invoke(cli.app, [*arguments, "--db", database], catch_exceptions=False)
    assert result.exit_code == status, result.output
    return [line for line in result.stdout.splitlines() if line]


def events(database: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in asked(database, "query", "--all")]


def first(database: str) -> dict[str, object]:
    return json.loads(asked(database, "query", "--all", "--sort", "salience")[0])


def log(database: str) -> list[tuple[str, str]]:
    return [(entry["what"], entry["undone"]) for entry in map(json.loads, asked(database, "review", "--log"))]


def test_nothing_is_reviewed_without_a_terminal(database: str) -> None:
    with pytest.raises(QueryError, match="terminal"):
        asked(database, "review")


@pytest.mark.parametrize(
    "arguments", [("--log", "--undo"), ("7",), ("--apply", "a", "--export", "b"), ("--undo",), ("--undo", "9")]
)
def test_what_makes_no_sense_is_refused(database: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(QueryError):
        asked(database, "review", *arguments)


def test_a_rejected_event_is_gone_and_an_accepted_one_sure(database: str, walk: Ask) -> None:
    before = events(database)
    rejected = first(database)
    walk("r", "a")
    after = events(database)
    assert len(after) == len(before) - 1
    assert rejected["id"] not in {event["id"] for event in after}
    assert [event["confidence"] for event in after if event["corrected"] == ["accept"]] == [1.0]
    assert sorted(log(database)) == [("accept", ""), ("reject", "")]


def test_each_event_comes_once_and_reviewed_ones_no_more(database: str, walk: Ask) -> None:
    total = len(events(database))
    said = walk(*"k" * total)
    assert said[-1] == "No more events to review."
    assert len([line for line in said if " of " in line and "─" in line]) == total
    walk(*"a" * total)
    assert walk() == ["No more events to review."]
    assert walk(again=True)[-1] != "No more events to review."


def test_corrections_are_typed_and_shown(database: str, walk: Ask) -> None:
    key = first(database)["id"]
    dates, classes = ("d", "nonsense 77", "2020-04~"), ("c", "coe")
    actors = ("s", "Kennyaa", "Kenya; Ethiopia", "t", "-")
    said = walk(*dates, *classes, *actors, "p", "p", "p", "n", "h", "Words", "l", "Somalia", "?")
    event = next(e for e in events(database) if e["id"] == key)
    assert (event["edtf"], event["date_reason"], event["class"]) == ("2020-04~", "person", "COERCE")
    assert [actor["name"] for actor in event["source"]] == ["Kenya", "Ethiopia"]
    assert (event["target"], event["status"], event["negated"]) == ([], "planned", True)
    assert (event["headline"], [place["name"] for place in event["place"]]) == ("Words", ["Somalia"])
    assert any("did you mean Kenya" in line for line in said)
    assert any("nonsense" in line for line in said)
    assert any("*arrested*" in line for line in said)


def test_undo_goes_back_and_then_on(database: str, walk: Ask) -> None:
    before = events(database)
    said = walk("u", "r", "u", "k", "a")
    assert "Taken back: reject." in said
    assert len(events(database)) == len(before)
    assert log(database)[0][1] == "2026-11-24T02:00:00Z"
    assert log(database)[1:] == [("accept", "")]


def test_split_and_merge_by_number(database: str, walk: Ask) -> None:
    kenya = Filter(actors=("Kenya",), everything=True)
    before = events(database)
    walk("x", "1", wanted=kenya)
    assert len(events(database)) == len(before) + 1
    walk("m", "1", wanted=kenya)
    assert len(events(database)) == len(before)
    assert [what.split()[0] for what, _ in log(database)] == ["split", "merge"]
    asked(database, "review", "--undo")
    asked(database, "review", "--undo")
    assert events(database) == before


def test_decisions_are_listed_and_taken_back_by_number(database: str, walk: Ask) -> None:
    walk("r", "r")
    numbers = [json.loads(line)["number"] for line in asked(database, "review", "--log")]
    asked(database, "review", "--undo", str(numbers[0]))
    assert [bool(undone) for _, undone in log(database)] == [True, False]
    asked(database, "review", "--undo")
    assert all(undone for _, undone in log(database))


def test_export_and_import_to_a_copy(database: str, walk: Ask, ingested: Path, tmp_path: Path) -> None:
    walk("r", "d", "2019", "a")
    out, copy = tmp_path / "ours.jsonl", str(shutil.copy(ingested, tmp_path / "copy.db"))
    asked(database, "review", "--export", str(out))
    assert asked(database, "review", "--export", "-") == out.read_text().splitlines()
    asked(copy, "review", "--import", str(out))
    asked(copy, "review", "--import", str(out))
    assert events(copy) == events(database)


def test_a_conflict_is_told_with_a_status(database: str, walk: Ask, ingested: Path, tmp_path: Path) -> None:
    copy, out = str(shutil.copy(ingested, tmp_path / "copy.db")), tmp_path / "theirs.jsonl"
    walk("r")
    key = first(str(ingested))["id"]
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps({"event": key, "kind": "accept"}))
    asked(copy, "review", "--apply", str(lines), "--as", "bob")
    asked(copy, "review", "--export", str(out))
    result = CliRunner().invoke(cli.app, ["review", "--import", str(out), "--db", database])
    assert result.exit_code == 1
    assert "against" in result.stderr
    assert "(ann, 2026-11-24)" in result.stderr


def test_a_program_decides_by_lines(database: str, tmp_path: Path) -> None:
    event = first(database)
    lines = tmp_path / "lines.jsonl"
    decisions = [
        {"event": str(event["id"])[:8], "kind": "date", "value": "2016-Q1"},
        {"event": event["id"], "kind": "source", "value": ["Ethiopia"]},
        {"event": event["id"], "kind": "class", "value": "THREATEN"},
    ]
    lines.write_text("\n".join(map(json.dumps, decisions)))
    asked(database, "review", "--apply", str(lines), "--as", "bob")
    (changed,) = [e for e in events(database) if e["id"] == event["id"]]
    assert (changed["from"], changed["class"]) == ("2016-01-01", "THREATEN")
    who = {json.loads(line)["who"] for line in asked(database, "review", "--log")}
    assert who == {"bob"}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"event": "0"}',
        '{"event": "zz", "kind": "reject"}',
        '{"event": "ID", "kind": "colour"}',
        '{"event": "ID", "kind": "date", "value": "soonish"}',
        '{"event": "ID", "kind": "class", "value": "NOPE"}',
        '{"event": "ID", "kind": "negated", "value": "yes"}',
        '{"event": "ID", "kind": "merge", "other": "ID"}',
        '{"event": "ID", "kind": "reject", "why": "so"}',
    ],
)
def test_one_bad_line_and_nothing_is_decided(database: str, tmp_path: Path, line: str) -> None:
    lines = tmp_path / "lines.jsonl"
    key = str(first(database)["id"])
    lines.write_text(json.dumps({"event": key, "kind": "reject"}) + "\n" + line.replace("ID", key))
    with pytest.raises(ReadError, match="line 2"):
        asked(database, "review", "--apply", str(lines))
    assert log(database) == []


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2016", "2016"),
        ("2016-04~", "2016-04~"),
        ("20 April 2016", "2016-04-20"),
        ("yesterday", "2020-05-05"),
        ("2016-04-11/2016-04-17", "2016-04-11/2016-04-17"),
        ("-", ""),
    ],
)
def test_dates_as_people_type_them(written: str, edtf: str) -> None:
    value = date_value(written, TODAY)
    assert value["edtf"] == edtf
    assert (value["from"] is None) == (edtf == "")


@pytest.mark.parametrize("written", ["", "2016/..", "the day of days"])
def test_what_is_no_date(written: str) -> None:
    with pytest.raises(QueryError):
        date_value(written or "..", TODAY)


def test_classes_by_their_beginning() -> None:
    assert class_value("mob") == "MOBILIZE"
    with pytest.raises(NotFoundError, match="ACCUSE or ACCIDENT"):
        class_value("acc")
    with pytest.raises(NotFoundError):
        class_value("")


def test_who_reviews_is_flag_then_config_then_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("LOGNAME", "me")
    assert review._reviewer("") == "me"
    (tmp_path / "timeline.toml").write_text('reviewer = "ann"')
    assert review._reviewer("") == "ann"
    assert review._reviewer("bob") == "bob"
    (tmp_path / "timeline.toml").write_text("reviewer = 3")
    with pytest.raises(TimelineError, match="reviewer"):
        review._reviewer("")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_keys_are_read_from_a_real_terminal(database: str) -> None:
    """The keys are typed before the program has started, and none is lost."""
    terminal, inside = pty.openpty()
    code = "from timeline import cli; cli.main()"
    command = [sys.executable, "-c", code, "review", "--all", "--as", "ann", "--db", database]
    environment = {**os.environ, "TERM": "xterm"}
    os.write(terminal, b"r" * len(events(database)))
    process = subprocess.Popen(command, stdin=inside, stdout=inside, stderr=inside, env=environment)
    os.close(inside)
    shown = _until(terminal, b"kept")
    assert b"\x1b[1;4mattacked" in shown
    assert b"No more events" in shown
    assert process.wait(timeout=60) == 0
    os.close(terminal)
    assert {what for what, _ in log(database)} == {"reject"}
    assert events(database) == []


def _until(terminal: int, mark: bytes) -> bytes:
    """What a terminal shows up to a mark; gives up after a minute without a word."""
    shown = b""
    while mark not in shown and select.select([terminal], [], [], 60)[0]:
        try:
            shown += os.read(terminal, 65536)
        except OSError:
            break
    return shown


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], int]]:
    """Type on the terminal that is standard input, which hands on each key at once."""
    terminal, inside = pty.openpty()
    tty.setraw(inside)
    with open(inside) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield partial(os.write, terminal)
    os.close(terminal)


def test_each_key_is_one(keyboard: Callable[[bytes], int]) -> None:
    keyboard(b"k?q")
    assert [key(), key(), key()] == ["k", "?", "q"]
    keyboard(b"\x1b[A")
    assert key() == "\x1b[A"


@pytest.mark.parametrize(("typed", "kind"), [(b"\x03", KeyboardInterrupt), (b"\x04", EOFError)])
def test_keys_that_end_it(keyboard: Callable[[bytes], int], typed: bytes, kind: type[BaseException]) -> None:
    keyboard(typed)
    with pytest.raises(kind):
        key()

"""The command line: help with examples on each command, errors in one line, a quick start, safe output."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from timeline import cli
from timeline.cli import render, settings
from timeline.errors import NotFoundError, QueryError, StoreError, UpgradeNeededError

SLOW = {
    "sqlalchemy",
    "alembic",
    "dateparser",
    "trafilatura",
    "htmldate",
    "httpx2",
    "numpy",
    "lxml",
    "platformdirs",
    "edtf",
}


def commands() -> list[tuple[str, typer.core.TyperCommand]]:
    group = typer.main.get_command(cli.app)
    found: list[tuple[str, typer.core.TyperCommand]] = []
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found += [(f"{name} {sub}", each) for sub, each in sorted(below.items())] if below else [(name, command)]
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_command_explains_itself_with_an_example(name: str, command: typer.core.TyperCommand) -> None:
    assert command.help
    assert "Example" in command.help
    assert f"timeline {name}" in command.help


def test_help_loads_nothing_slow() -> None:
    code = "import sys, timeline.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not SLOW & set(loaded)


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (StoreError("a.db", "is damaged", "restore a copy"), 1, "timeline: a.db: is damaged; restore a copy\n"),
        (QueryError("no"), 2, "timeline: no\n"),
        (NotFoundError("actor", "Rusia", ["Russia"]), 2, 'timeline: no actor named "Rusia"; did you mean Russia?\n'),
        (UpgradeNeededError("a.db"), 4, None),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=["store", "query", "not found", "upgrade", "interrupt"],
)
def test_errors_are_one_line_with_a_status(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    line: str | None,
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == status
    said = capsys.readouterr().err
    assert said.count("\n") <= 1
    if line is None:
        assert "timeline db upgrade" in said
    else:
        assert said == line


def test_the_database_is_flag_then_file_then_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "user.toml"))
    assert settings.database("").endswith("timeline.db")
    (tmp_path / "user.toml").write_text('db = "user.db"')
    assert settings.database("") == "user.db"
    (tmp_path / "timeline.toml").write_text('db = "here.db"')
    assert settings.database("") == "here.db"
    assert settings.database("given.db") == "given.db"


ROWS = [{"what": "=1+1", "n": 1}, {"what": "a|b, \x1b[31m\u202ered\nnext", "n": 22}]


def test_a_spreadsheet_runs_no_cell() -> None:
    text = "\n".join(render.write(ROWS, ("what", "n"), "csv"))
    assert list(csv.reader(io.StringIO(text)))[1] == ["'=1+1", "1"]


def test_json_formats_read_back() -> None:
    assert [json.loads(line) for line in render.write(ROWS, ("what", "n"), "jsonl")] == ROWS
    assert json.loads("\n".join(render.write(ROWS, ("what", "n"), "json"))) == ROWS


@pytest.mark.parametrize("name", ["table", "md"])
def test_no_control_character_reaches_the_terminal(name: str) -> None:
    shown = "\n".join(render.write(ROWS, ("what", "n"), name))
    assert "red next" in shown
    assert not set(shown) & {"\x1b", "\u202e"}


def test_markdown_cells_keep_their_column() -> None:
    *_, last = render.write(ROWS, ("what", "n"), "md")
    assert last.replace("\\|", "").count("|") == 3


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match="table, json, jsonl, csv, tsv, md"):
        render.chosen("xls")


def test_actors_are_found_before_there_is_a_database(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["actors", "show", "NATO", "--db", str(tmp_path / "none.db")])
    assert result.exit_code == 0, result.output
    assert "Jens Stoltenberg" in result.output

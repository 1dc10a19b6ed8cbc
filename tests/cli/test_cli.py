"""The command line: help with examples on each command, errors in one line, a quick start, safe output."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
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
    "icalendar",
    "jinja2",
    "tomlkit",
    "feedparser",
    "py3langid",
    "hijridate",
    "protego",
    "warcio",
    "pypdfium2",
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


def test_the_list_of_commands_says_what_they_say() -> None:
    group = typer.main.get_command(cli.app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert cli.COMMANDS[name][1] == " ".join(command.help.split("\n\n")[0].split())


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(cli.app, ["--version"]).output == f"timeline {version('timeline')}\n"


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


ALWAYS = {"timeline", "timeline.cli", "timeline.cli.lazy", "timeline.errors"}
QUERY = ALWAYS | {f"timeline.{name}" for name in (
    "calendar", "cli.asking", "cli.query", "cli.render", "cli.saved", "cli.settings", "model", "plain", "query",
    "query.actors", "query.changes", "query.filters", "query.gaps", "query.names", "query.packed", "query.periods",
    "query.plan", "query.read", "query.records", "query.stats", "query.types", "query.when", "quick", "store",
    "store.check", "store.facts", "store.names", "store.numbers", "store.sql", "terms",
)}  # fmt: skip


LAZY = """
import sys
from collections.abc import Callable
sys.argv = ["timeline", *sys.argv[1:]]
from timeline.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded:", *sys.modules, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with one article, the actor of which is the user's own."""
    folder = tmp_path_factory.mktemp("cli")
    path = str(folder / "t.db")
    actors = folder / "own.csv"
    actors.write_text(
        "id,name,kind,country,parent,sector,valid_from,valid_to,aliases\n"
        "omega,Omega Dynamics,company,USA,,BUS,,,Omega Dynamics Group\n"
    )
    text = "The Zebra Brigade attacked Omega Dynamics on Monday. Troops of Kenya arrived in Nairobi on Tuesday.\n"
    (folder / "a.txt").write_text(f"{text}In 2014 Kenya attacked Somalia.\n")
    for arguments in (
        ["actors", "add", "Zebra Brigade", "--kind", "armed_group", "--country", "KEN"],
        ["actors", "import", str(actors)],
        ["ingest", str(folder / "a.txt"), "--published", "2020-05-06", "--publisher", "The Port"],
    ):
        result = CliRunner().invoke(cli.app, [*arguments, "--db", path])
        assert result.exit_code == 0, result.output
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["query", "--help"],
        ["ingest", "--help"],
        ["query", "--actor", "Kenya", "--since", "2016"],
    ],
    ids=" ".join,
)
def test_what_has_to_be_quick_loads_nothing_slow(database: str, arguments: list[str]) -> None:
    given = arguments + (["--db", database, "--format", "jsonl"] if "--actor" in arguments else [])
    done = subprocess.run([sys.executable, "-c", LAZY, *given], capture_output=True, text=True, check=True)
    *said, loaded = done.stderr.splitlines()
    assert loaded.startswith("loaded:")
    assert not said
    assert done.stdout
    names = set(loaded.split())
    assert not (SLOW | {"rich", "multiprocessing"}) & names
    ours = {name for name in names if name.partition(".")[0] == "timeline"}
    if arguments in (["--help"], ["--version"]):
        assert ours == ALWAYS
    elif "--actor" in arguments:
        assert ours == QUERY


def test_the_reference_is_what_the_program_says(tmp_path: Path) -> None:
    made = tmp_path / "cli.md"
    command = [
        sys.executable,
        "-m",
        "typer",
        "timeline.cli",
        "utils",
        "docs",
        "--name",
        "timeline",
        "--output",
        str(made),
    ]
    subprocess.run(command, capture_output=True, check=True)
    kept = Path(__file__).parents[2] / "docs" / "cli.md"
    assert made.read_text("utf-8") == kept.read_text("utf-8"), f"make it again: {' '.join(command[1:-1])} docs/cli.md"


def test_actors_of_the_users_own_are_found(database: str) -> None:
    result = CliRunner().invoke(
        cli.app, ["query", "--with", "Zebra Brigade", "--with", "Omega Dynamics", "--db", database]
    )
    (event,) = map(json.loads, result.stdout.splitlines())
    assert (event["class"], event["edtf"]) == ("ASSAULT", "2020-05-04")


def test_an_event_of_a_year_is_counted_in_no_month(database: str) -> None:
    for more in ([], ["--actor", "Kenya"], ["--place", "Somalia", "--all"], ["--since", "2014"]):
        result = CliRunner().invoke(cli.app, ["stats", "--by", "month", "--db", database, *more])
        names = [json.loads(line)["month"] for line in result.stdout.splitlines()]
        assert "2014-01" not in names
        assert "2014" in names or "--place" in more


def test_who_closes_the_pipe_hears_no_more(database: str) -> None:
    command = [sys.executable, "-c", "from timeline.cli import main; main()", "query", "--all", "--db", database]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["query", "--actor", "Kenja"], 2, 'no actor named "Kenja"; did you mean Kenya'),
        (["query", "--type", "ASALT"], 2, 'no event type named "ASALT"; did you mean ASSAULT'),
        (["query", "--status", "happend"], 2, 'no status named "happend"'),
        (["query", "--publisher", "The Prot"], 2, "did you mean The Port?"),
        (["query", "--place", "Nairobbi"], 2, "did you mean Nairobi"),
        (["query", "--since", "yesterdya"], 2, '"yesterdya" is no time'),
        (["stats", "--by", "moon"], 2, 'cannot count by "moon"'),
        (["show", "nothing"], 2, 'no event or article named "nothing"'),
        (["actors", "import", "nowhere.csv"], 1, "nowhere.csv: there is no such file"),
        (["ingest", "x.txt", "--published", "99999"], 2, '"99999" lies outside the years 1 to 9999'),
        (["ingest", "x.txt", "--format", "doc"], 2, 'no format named "doc"'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_request_is_one_line(
    database: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
    says: str,
) -> None:
    exit_status, line = said_by([*arguments, "--db", database], capsys, monkeypatch)
    assert exit_status == status
    assert says in line


def said_by(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    """Exit status and the one line on standard error."""
    monkeypatch.setattr(sys, "argv", ["timeline", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    said = capsys.readouterr().err
    assert said.startswith("timeline: ")
    assert said.count("\n") == 1
    return int(str(stop.value.code)), said


@pytest.mark.parametrize("command", [["query"], ["stats"], ["sources"], ["show", "x"], ["db", "vacuum"]], ids=" ".join)
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "does not exist; run `timeline ingest`"),
        (lambda path: path.mkdir(), "is a folder; name a file, such as"),
        (lambda path: path.write_text("no database at all" * 100), "is not a timeline database"),
    ],
    ids=["missing", "folder", "no database"],
)
def test_a_database_that_is_none_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    make: Callable[[Path], object],
    says: str,
) -> None:
    make(tmp_path / "t.db")
    exit_status, line = said_by([*command, "--db", str(tmp_path / "t.db")], capsys, monkeypatch)
    assert exit_status == 1
    assert says in line


@pytest.mark.parametrize("command", [["query"], ["ingest", "x"], ["db", "upgrade"]], ids=" ".join)
def test_a_database_of_a_newer_version_is_one_line(
    database: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    path = tmp_path / "t.db"
    shutil.copy(database, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    exit_status, line = said_by([*command, "--db", str(path)], capsys, monkeypatch)
    assert exit_status == 1
    assert "made by a newer version (schema 9999)" in line


def test_a_locked_database_is_one_line(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.db"
    shutil.copy(database, path)
    monkeypatch.setattr("timeline.store.engine.BUSY_MS", 10)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    exit_status, line = said_by(["ingest", "x.txt", "--db", str(path)], capsys, monkeypatch)
    assert exit_status == 1
    assert "is locked by another program; wait" in line
    holder.close()


def test_pages_follow_each_other(database: str) -> None:
    whole = CliRunner().invoke(cli.app, ["query", "--all", "--db", database]).stdout.splitlines()
    first = CliRunner().invoke(cli.app, ["query", "--all", "--limit", "1", "--db", database])
    cursor = first.stderr.removeprefix("more: --cursor ").strip()
    rest = CliRunner().invoke(cli.app, ["query", "--all", "--cursor", cursor, "--db", database]).stdout.splitlines()
    assert [*first.stdout.splitlines(), *rest] == whole
    assert len(rest) > 1


def test_bars_fit_into_a_narrow_terminal(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "table_width", lambda: 44)
    result = CliRunner().invoke(cli.app, ["stats", "--by", "type", "--all", "--format", "table", "--db", database])
    _, _, *rows = result.stdout.splitlines()
    bars = [row.split()[-1] for row in rows]
    assert len(bars) > 1
    assert all(set(bar) == {"█"} for bar in bars)
    assert max(map(len, rows)) <= 44

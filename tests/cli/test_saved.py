"""Questions kept in the config file; a database carried from one place to another."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import cli
from timeline.errors import NotFoundError, ReadError, ResourceError


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("saved")
    (folder / "a.txt").write_text("Kenya attacked Somalia on Monday. Ethiopia attacked Eritrea on Tuesday.\n")
    path = str(folder / "t.db")
    done = CliRunner().invoke(cli.app, ["ingest", str(folder / "a.txt"), "--published", "2020-05-06", "--db", path])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "deep" / "user.toml"))
    return tmp_path / "deep" / "user.toml"


def asked(*arguments: str) -> list[str]:
    result = CliRunner().invoke(cli.app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [line for line in result.stdout.splitlines() if line]


def failure(*arguments: str) -> BaseException | None:
    return CliRunner().invoke(cli.app, list(arguments)).exception


def test_a_kept_question_is_asked_again(database: str, config: Path) -> None:
    first = asked("query", "--actor", "Kenya", "--all", "--db", database, "--save", "east")
    assert len(first) == 1
    assert 'actor = ["Kenya"]' in config.read_text()
    assert "t.db" not in config.read_text()
    assert asked("query", "--saved", "east", "--db", database) == first
    assert len(asked("stats", "--saved", "east", "--by", "year", "--db", database)) == 1
    other = asked("query", "--saved", "east", "--actor", "Eritrea", "--db", database)
    assert len(other) == 1
    assert other != first


def test_keeping_leaves_the_rest_of_the_file(database: str, config: Path) -> None:
    config.parent.mkdir()
    config.write_text(f'# mine\ndb = "{database}"\n')
    asked("query", "--since", "2020", "--limit", "7", "--save", "new")
    asked("query", "--since", "2021", "--save", "newer")
    assert config.read_text().startswith("# mine\ndb = ")
    assert config.read_text().count("[queries.") == 2
    assert asked("query", "--saved", "newer", "--all") == []


def test_a_local_file_adds_to_the_users(database: str, config: Path) -> None:
    asked("query", "--actor", "Kenya", "--all", "--db", database, "--save", "own")
    Path("timeline.toml").write_text('[queries.local]\nactor = ["Somalia"]\nall = true\n')
    assert asked("query", "--saved", "own", "--db", database) == asked("query", "--saved", "local", "--db", database)


def test_what_is_wrong_with_a_kept_question_is_said(database: str, config: Path) -> None:
    asked("query", "--actor", "Kenya", "--db", database, "--save", "east")
    unknown = failure("query", "--saved", "est", "--db", database)
    assert isinstance(unknown, NotFoundError)
    assert "did you mean east" in str(unknown)
    config.write_text('[queries.east]\nactr = "Kenya"\n')
    assert isinstance(failure("query", "--saved", "east", "--db", database), ResourceError)
    config.write_text("[queries\n")
    assert isinstance(failure("query", "--saved", "east", "--db", database), ResourceError)


def test_gaps_are_told_with_what_is_around_them(database: str, config: Path) -> None:
    found = asked(
        "gaps", "--since", "2020-05-01", "--until", "2020-05-31", "--all", "--format", "csv", "--db", database
    )
    assert found[0] == "from,to,days,before,after"
    assert found[-1].startswith("2020-05-06,2020-05-31,26,")


def test_a_database_is_carried_whole(database: str, config: Path, tmp_path: Path) -> None:
    out, copy = tmp_path / "out.jsonl", tmp_path / "copy.db"
    asked("export", "--all", str(out), "--db", database)
    asked("import", str(out), "--db", str(copy))
    assert asked("export", "--db", str(copy)) == out.read_text().splitlines()
    assert asked("query", "--all", "--db", str(copy)) == asked("query", "--all", "--db", database)


def test_a_broken_export_leaves_no_database(database: str, config: Path, tmp_path: Path) -> None:
    out, copy = tmp_path / "out.jsonl", tmp_path / "copy.db"
    asked("export", str(out), "--db", database)
    out.write_text("\n".join(out.read_text().splitlines()[:40]))
    assert isinstance(failure("import", str(out), "--db", str(copy)), ReadError)
    assert not copy.exists()
    assert isinstance(failure("import", str(tmp_path / "none"), "--db", str(copy)), ReadError)
    assert isinstance(failure("export", str(tmp_path / "no" / "where"), "--db", database), ReadError)

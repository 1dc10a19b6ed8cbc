"""`timeline actors`: decisions reach articles read before, read anew and read later; what is shown; what is refused."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import cli, store
from timeline.model import Actor, Alias
from timeline.terms import ActorKind, AliasType

TEXT = (
    "Brunhild Zorvath criticised Norway on Monday. The Zebra Brigade attacked Kenya on Tuesday. "
    "In 2014 Brunhilde Zorvath met Jens Stoltenberg in Oslo. Officials accused Kenya on Monday.\n"
)
LATER = "Brunhilde Zorvath accused Sweden on Friday. The Stripes attacked Somalia on Saturday.\n"
ONE, OTHER = "brunhild-zorvath", "brunhilde-zorvath"


def run(db: str, *arguments: str, status: int = 0) -> str:
    """What the command says on either stream."""
    result = CliRunner().invoke(cli.app, [*arguments, "--db", db])
    told = result.output if result.exception is None or isinstance(result.exception, SystemExit) else ""
    assert result.exit_code == status, (result.output, result.exception)
    return told


def refused(db: str, *arguments: str) -> str:
    """The error of a command that is refused."""
    result = CliRunner().invoke(cli.app, [*arguments, "--db", db])
    assert result.exit_code
    return str(result.exception)


def headlines(db: str, actor: str, *more: str) -> set[str]:
    shown = run(db, "query", "--actor", actor, "--all", "--format", "jsonl", *more)
    return {json.loads(line)["headline"] for line in shown.splitlines()}


def shown(db: str, actor: str) -> dict[str, object]:
    found = json.loads(run(db, "actors", "show", actor, "--format", "jsonl"))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one article; never written to."""
    folder = tmp_path_factory.mktemp("actors")
    (folder / "a.txt").write_text(TEXT)
    run(str(folder / "t.db"), "ingest", str(folder / "a.txt"), "--published", "2020-05-06")
    return folder / "t.db"


@pytest.fixture
def db(read: Path, tmp_path: Path) -> str:
    """A copy to write to."""
    return shutil.copy(read, tmp_path / "t.db")


def test_a_merge_holds_for_what_is_read_before_anew_and_later(db: str, tmp_path: Path) -> None:
    before = headlines(db, ONE), headlines(db, OTHER)
    assert all(before)
    assert not before[0] & before[1]
    assert "actors undo 1" in run(db, "actors", "merge", ONE, "Brunhilde Zorvath", "--by", "anna")
    assert headlines(db, ONE) == headlines(db, OTHER) == before[0] | before[1]
    run(db, "doctor", "--rebuild", "--all")
    run(db, "init")
    assert headlines(db, OTHER) == before[0] | before[1]
    (tmp_path / "b.txt").write_text(LATER)
    run(db, "ingest", str(tmp_path / "b.txt"), "--published", "2020-05-10")
    assert len(headlines(db, ONE)) > len(before[0] | before[1])
    assert "anna" in run(db, "actors", "log")
    assert shown(db, OTHER)["merged"] == [{"id": OTHER, "name": "Brunhilde Zorvath"}]
    run(db, "actors", "undo", "1")
    assert headlines(db, ONE) == before[0]
    assert headlines(db, OTHER) > before[1]  # with what came later
    assert "nothing was decided" in run(db, "actors", "log")
    assert f"{OTHER} is {ONE}" in run(db, "actors", "log", "--all", "--format", "md")


def test_an_alias_is_read_in_articles_to_come(db: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(LATER)
    (brigade,) = (row["id"] for row in _list(db, "Zebra Brigade"))
    run(db, "actors", "alias", brigade, "Stripes")
    run(db, "ingest", str(tmp_path / "b.txt"), "--published", "2020-05-10")
    assert any("Somalia" in line for line in headlines(db, brigade))
    assert "Stripes" in [form["form"] for form in shown(db, "Stripes")["aliases"]]  # type: ignore[attr-defined]
    run(db, "actors", "alias", brigade, "Stripes", "--remove")
    assert not any("Somalia" in line for line in headlines(db, brigade))
    run(db, "doctor", "--rebuild", "--all")
    assert not any("Somalia" in line for line in headlines(db, brigade))


def test_a_new_name_is_read_in_articles_to_come(db: str) -> None:
    run(db, "actors", "rename", "KEN", "Kenia")
    run(db, "doctor", "--rebuild", "--all")
    names = {party["name"] for party in _parties(db, "Kenia")}
    assert "Kenia" in names
    assert "Kenya" not in names
    assert headlines(db, "Kenya") == headlines(db, "KEN")


def _parties(db: str, actor: str) -> list[dict[str, str]]:
    lines = run(db, "query", "--actor", actor, "--all", "--format", "jsonl").splitlines()
    return [party for line in lines for party in (*json.loads(line)["source"], *json.loads(line)["target"])]


def test_a_split_by_form_and_by_article(db: str) -> None:
    run(db, "actors", "merge", ONE, OTHER)
    run(db, "actors", "split", ONE, "--form", "Brunhilde Zorvath", "--into", "Another Zorvath")
    assert any("Stoltenberg" in line for line in headlines(db, "another-zorvath"))
    run(db, "actors", "undo", "2")
    run(db, "actors", "split", ONE, "--article", "1", "--into", "Her Twin")
    assert headlines(db, "Her Twin")
    assert not headlines(db, ONE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["merge", "KEN", ONE], "is a country and .* a person; --force", id="country and person"),
        pytest.param(["merge", "KEN", "NOR"], "two in the shipped registry", id="both shipped"),
        pytest.param(["merge", "KEN", "Kenya"], "one already", id="itself"),
        pytest.param(["merge", "KEN", "Kenja"], "did you mean Kenya", id="unknown"),
        pytest.param(["show", "Stoltenburg"], "did you mean", id="misspelt"),
        pytest.param(["split", "KEN"], "--form or --article", id="split by nothing"),
        pytest.param(["split", "KEN", "--article", "99", "--into", "x"], 'no article named "99"', id="no article"),
        pytest.param(["split", "KEN", "--form", "Norway"], "--into", id="somebody's form"),
        pytest.param(["alias", "KEN", "x", "--type", "nick"], "no type of form", id="unknown type"),
        pytest.param(["alias", "KEN", "Nobody", "--remove"], "no form of Kenya", id="no such form"),
        pytest.param(["undo", "7"], "still holds", id="no such decision"),
        pytest.param(["add", "Kenya", "--id", "KEN"], "already", id="id taken"),
        pytest.param(["list", "--kind", "animal"], "no kind", id="unknown kind"),
        pytest.param(["list", "--cursor", "?"], "no cursor", id="no cursor"),
        pytest.param(["show", "KEN", "--format", "xls"], "no format", id="unknown format"),
    ],
)
def test_what_makes_no_sense_is_refused(read: Path, arguments: list[str], said: str) -> None:
    import re

    assert re.search(said, refused(str(read), "actors", *arguments))


def test_an_ambiguous_name_lists_who_is_meant(db: str) -> None:
    for number in ("1", "2"):
        run(db, "actors", "add", "John Q. Public", "--kind", "person", "--country", "KEN", "--id", f"public-{number}")
    said = refused(db, "actors", "merge", ONE, "John Q. Public")
    assert "public-1 (John Q. Public, person, KEN, 0 events)" in said
    assert "public-2" in said
    run(db, "actors", "merge", ONE, "public-1", "--force")


def _list(db: str, *arguments: str) -> list[dict[str, object]]:
    lines = run(db, "actors", "list", *arguments, "--format", "jsonl").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def test_bare_nouns_are_no_named_actors(db: str) -> None:
    plain, everything = _list(db, "--origin", "text"), _list(db, "--origin", "text", "--all")
    assert "officials" not in {row["id"] for row in plain}
    assert {row["id"]: row["named"] for row in everything}["officials"] is False
    assert "(group)" in run(db, "actors", "list", "officials", "--all", "--format", "table")


def test_pages_of_a_list_hold_everyone_once_in_order(db: str) -> None:
    whole = _list(db, "--country", "NOR", "--limit", "1000")
    assert [(-int(str(row["events"])), row["id"]) for row in whole] == sorted(
        (-int(str(row["events"])), row["id"]) for row in whole
    )
    paged, cursor = [], ""
    while True:
        result = CliRunner().invoke(
            cli.app, ["actors", "list", "--country", "NOR", "--limit", "7", "--format", "jsonl", "--db", db, *(
                ["--cursor", cursor] if cursor else [])],
        )  # fmt: skip
        paged += [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
        if "--cursor " not in result.output:
            break
        cursor = result.output.split("--cursor ")[1].split()[0]
    assert paged == whole


def test_everything_known_is_shown(db: str) -> None:
    found = shown(db, "jens-stoltenberg")
    roles = {(role["title"], role["organisation"]["id"], role["from"], role["to"]) for role in found["roles"]}  # type: ignore[attr-defined]
    assert ("secretary-general", "nato", "2014-10-01", "2024-10-01") in roles
    assert found["articles"] == 1
    assert list(found["years"]) == ["2014"]  # type: ignore[call-overload]
    assert found["first_event"] == found["last_event"]
    assert OTHER in {each["id"] for each in found["company"]}  # type: ignore[attr-defined]
    text = run(db, "actors", "show", "jens-stoltenberg")
    assert "2014-10-01 to 2024-10-01  secretary-general, North Atlantic Treaty Organization" in text
    assert "█" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("columns", ["30", "200"])
def test_a_narrow_terminal_cuts_nothing_off(db: str, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    from timeline.cli.actors import show

    monkeypatch.setattr(show, "WIDTH", int(columns))
    lines = run(db, "actors", "show", "USA").splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert "Americans" in "".join(line[12:] for line in lines)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Deutschland", "DEU"), ("Alemania", "DEU"), ("Allemagne", "DEU"), ("Germania", "DEU"), ("Alemanha", "DEU"),
        ("Германия", "DEU"), ("Німеччина", "DEU"), ("ألمانيا", "DEU"), ("德国", "DEU"), ("росія", "RUS"),
        ("日本", "JPN"), ("Magyarország", "HUN"), ("ελλάδα", "GRC"), ("Kenya", "KEN"), ("ken", "KEN"),
    ],
)  # fmt: skip
def test_names_in_other_languages_are_known(read: Path, name: str, key: str) -> None:
    assert shown(str(read), name)["id"] == key


def test_a_user_registry_goes_out_and_comes_in_again(db: str, tmp_path: Path) -> None:
    own = (
        "id,name,kind,country,parent,sector,valid_from,valid_to,aliases,roles\n"
        "omega,Omega Dynamics,company,KEN,KEN,BUS,1999,2020-05,Omega|abbr:OD?|short:Dynamics,\n"
        "ann-onym,Ann Onym,person,KEN,,,,,,director@omega:2001-02-03/2005|adviser@KEN\n"
        "NATO,,,,,,,,met:Boulevard Leopold,\n".replace("NATO,", "nato,")
    )
    (tmp_path / "own.csv").write_text(own)
    said = run(db, "actors", "import", str(tmp_path / "own.csv"))
    assert "2 actors, 6 forms, 2 offices" in said
    run(db, "actors", "alias", "KEN", "Land of Lions", "--type", "metonym")
    written = run(db, "actors", "export")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written))}
    assert rows["omega"]["aliases"] == "Omega|abbr:OD?|short:Dynamics"
    assert rows["ann-onym"]["roles"] == "director@omega:2001-02-03/2006-01-01|adviser@KEN"
    assert (rows["nato"]["name"], rows["nato"]["aliases"]) == ("", "met:Boulevard Leopold")
    assert rows["KEN"]["aliases"] == "met:Land of Lions"
    (tmp_path / "again.csv").write_text(written)
    fresh = str(tmp_path / "fresh.db")
    run(fresh, "actors", "import", str(tmp_path / "again.csv"))
    assert run(fresh, "actors", "export") == written
    assert shown(fresh, "nato")["name"] == "North Atlantic Treaty Organization"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["a,A,company,,b,,,,,", "b,B,company,,a,,,,,"], "above itself"),
        (["a,A,company,,nobody,,,,,"], 'parent "nobody" is no actor'),
        (["a,A,company,,,,,,,boss@nobody"], 'organisation "nobody" is no actor'),
        (["nobody,,,,,,,,x,"], "is no actor"),
        (["KEN,,,,,,,,?,"], "without a form"),
        (["a,A,company,,,,1999-13,,,"], "no date"),
        (["a,A,company,,"], "fields"),
    ],
)
def test_a_broken_file_changes_nothing(db: str, tmp_path: Path, rows: list[str], said: str) -> None:
    head = "id,name,kind,country,parent,sector,valid_from,valid_to,aliases,roles"
    (tmp_path / "own.csv").write_text("\n".join([head, *rows]))
    assert said in refused(db, "actors", "import", str(tmp_path / "own.csv"))
    assert len(run(db, "actors", "export").splitlines()) == 1


def test_suggestions_come_with_the_command_that_merges(db: str) -> None:
    (line,) = run(db, "actors", "suggest", "--format", "jsonl").splitlines()
    found = json.loads(line)
    assert {found["keep"]["id"], found["other"]["id"]} == {ONE, OTHER}
    assert found["evidence"][1] == "named in the same article"
    run(db, *found["command"].split()[1:])
    assert "no actors look alike" in run(db, "actors", "suggest")


def test_the_shipped_registry_is_listed_before_there_is_a_database(tmp_path: Path) -> None:
    none = str(tmp_path / "none.db")
    first = _list(none, "navy", "--limit", "3")
    assert len(first) == 3
    assert shown(none, "nato")["name"] == "North Atlantic Treaty Organization"
    assert not Path(none).exists()


def test_what_a_reader_of_texts_is_told(db: str) -> None:
    run(db, "actors", "alias", ONE, "Ms Z", "--type", "short")
    run(db, "actors", "merge", ONE, OTHER)
    engine = store.open_store(db, create=False)
    with engine.connect() as connection:
        own = store.registered(connection, origins=("user",))
    engine.dispose()
    assert own.actors == (Actor(ONE, "Brunhild Zorvath", ActorKind.PERSON),)
    assert own.aliases == (Alias(ONE, "Ms Z", AliasType.SHORT),)

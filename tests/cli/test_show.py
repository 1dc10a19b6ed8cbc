"""What `show` prints of an event that several articles tell of, and how `sources` lists copies and versions."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import cli

HEAD = "Train crash in Kenya\n\n"
ONE = HEAD + "A train crash in Nairobi, Kenya, killed 12 people on Monday, 4 May 2020, the Kenyan police said."
OTHER = HEAD + "The train crash in Nairobi, Kenya, killed 15 people on Monday, 4 May 2020, the Kenyan Red Cross said."
COPY = (
    "Ministers of Kenya and Somalia met in Nairobi on Tuesday to talk about the border, fishing rights and the ports "
    "of both countries. They agreed to meet again in June, after the rains, and to send surveyors to the coast."
)


def invoke(*arguments: str) -> str:
    result = CliRunner().invoke(cli.app, [*arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def ingest(folder: Path, rows: list[dict[str, str]]) -> None:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    invoke("ingest", str(path), "--db", str(folder / "t.db"), "--quiet")


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A database and the id of an event in it that two articles count differently."""
    folder = tmp_path_factory.mktemp("show")
    rows = [
        {"text": ONE, "published": "2020-05-05", "publisher": "The Herald", "url": "https://a.example/1"},
        {"text": OTHER, "published": "2020-05-06", "publisher": "The Echo", "url": "https://b.example/2"},
    ]
    ingest(folder, rows)
    database = str(folder / "t.db")
    lines = invoke("query", "--all", "--format", "jsonl", "--db", database).splitlines()
    (event,) = [record for record in map(json.loads, lines) if record.get("disagreements", {}).get("killed")]
    return database, event["id"]


def test_disagreements_stand_side_by_side(disputed: tuple[str, str]) -> None:
    database, event = disputed
    lines = [line.split() for line in invoke("show", event, "--db", database).splitlines()]
    assert ["disputed", "killed:", "12", "people", "/", "15", "people"] in lines
    assert ["12", "people", "The", "Herald"] in lines
    assert ["15", "people", "The", "Echo"] in lines


def test_every_sentence_with_its_date_and_why(disputed: tuple[str, str]) -> None:
    database, event = disputed
    shown = invoke("show", event, "--db", database)
    assert shown.count("date: 2020-05-04 (said in the clause)") == 2
    assert "killed 12 people" in shown
    assert "killed 15 people" in shown
    assert "2 articles, 2 publishers; 2020-05-05 to 2020-05-06" in shown


def test_json_has_what_the_lines_say(disputed: tuple[str, str]) -> None:
    database, event = disputed
    record = json.loads(invoke("show", event, "--format", "json", "--db", database))
    assert len(record["mentions"]) == 2
    assert "killed" in record["disagreements"]


def test_copies_and_versions(tmp_path: Path) -> None:
    """Three articles, two of them copies under other headlines; the third is changed twice at its address."""
    rows = [
        {"text": "Neighbours meet\n\n" + COPY, "published": "2020-05-06", "url": "https://a.example/1"},
        {"text": "Talks on the border\n\n" + COPY, "published": "2020-05-06", "url": "https://b.example/2"},
        {"text": ONE, "published": "2020-05-05", "url": "https://c.example/3"},
    ]
    ingest(tmp_path, rows)
    for more in (" Rescuers went on with their search.", " Rescuers went on with their search. Trains stand still."):
        ingest(tmp_path, [{"text": ONE + more, "published": "2020-05-05", "url": "https://c.example/3"}])
    database = str(tmp_path / "t.db")
    copies = [
        json.loads(line)
        for line in invoke("sources", "--duplicates", "--format", "jsonl", "--db", database).splitlines()
    ]
    assert [(row["url"], row["group"]) for row in copies] == [("https://a.example/1", 1), ("https://b.example/2", 1)]
    listed = invoke("sources", "--articles", "--format", "jsonl", "--db", database).splitlines()
    assert [json.loads(line)["versions"] for line in listed] == [1, 1, 3]
    assert "a.example" not in invoke("sources", "--duplicates", "--format", "table", "--db", database).split("\n")[0]

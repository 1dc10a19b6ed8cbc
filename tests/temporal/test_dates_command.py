import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from timeline.cli.dates import dates
from timeline.errors import QueryError, ReadError

app = typer.Typer()
app.command()(dates)
runner = CliRunner()


def test_a_day_that_is_none_is_refused() -> None:
    result = runner.invoke(app, ["They met", "--published", "2016-04-31"])
    assert isinstance(result.exception, QueryError)


def test_json_lines_tell_the_interval_and_the_rule() -> None:
    result = runner.invoke(app, ["They met last week.", "--published", "2016-04-20", "--format", "jsonl"])
    (record,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (record["from"], record["to"], record["rule"]) == ("2016-04-11", "2016-04-18", "relative-span")
    assert (record["start"], record["end"], record["anchor"]) == (9, 18, "dct")


def test_without_a_date_the_candidates_are_shown(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Friday, January 4, 2019\n\nThey met yesterday.", "utf-8")
    result = runner.invoke(app, [str(story), "--format", "table"])
    assert "published: 2019-01-04 (not given)" in result.stderr
    assert "2019-01-03" in result.stdout


@pytest.mark.parametrize("text", ["nothing here", ""])
def test_a_text_without_times_prints_nothing(text: str) -> None:
    assert runner.invoke(app, [text, "--published", "2016-04-20"]).stdout == ""


def test_the_language_is_found_out() -> None:
    text = "Am Freitag trafen sich die Bauern in der Stadt, um zu protestieren."
    result = runner.invoke(app, [text, "--published", "2016-04-20", "--format", "jsonl"])
    assert [json.loads(line)["from"] for line in result.stdout.splitlines()] == ["2016-04-15"]


def test_a_language_without_rules_is_said_to_have_none() -> None:
    result = runner.invoke(app, ["Vrijdag kwamen zij", "--published", "2016-04-20", "--language", "nl"])
    assert result.stdout == ""
    assert "no times are read in this language (nl)" in result.stderr


def test_what_waits_for_an_event_names_it() -> None:
    text = "Two years after the loss of Ruritania, it rained."
    result = runner.invoke(app, [text, "--published", "2016-04-20", "--format", "table"])
    assert "after-event, from event “the loss of Ruritania”" in result.stdout


def test_a_file_that_is_not_there_is_no_text() -> None:
    assert isinstance(runner.invoke(app, ["stroy.txt"]).exception, ReadError)

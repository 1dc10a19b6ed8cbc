"""`annotate --explain` and `show --explain`: the rules behind every event that is printed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from timeline import cli
from timeline.tracing import DECISIONS, RULES

STORY = (
    "Kenya and Somalia talk about their border\n\n"
    "NAIROBI, May 5 - Kenya accused Somalia on Monday of moving its border posts. The president of Somalia denied it. "
    "Ministers of both countries will meet in Nairobi next week, the Kenyan government said."
)


def invoke(*arguments: str, fails: bool = False) -> Result:
    result = CliRunner().invoke(cli.app, [*arguments])
    assert (result.exit_code != 0) == fails, result.output
    return result


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "story.txt"
    path.write_text(STORY)
    return path


def test_every_decision_about_an_event_is_printed_with_its_rule(story: Path) -> None:
    shown = invoke("annotate", str(story), "--published", "2020-05-05", "--explain", "--format", "terminal").stdout
    block = next(part for part in shown.split("\n\n") if part.startswith("accused ["))
    for rule in ("trigger.verb.accuse: ACCUSE", "role.subj: Kenya", 'date.own: 2020-05-04 ("Monday")'):
        assert rule in block
    assert "did not apply: status.negative, status.order" in block


def test_at_chooses_events_by_a_word_or_an_offset(story: Path) -> None:
    asked = ("annotate", str(story), "--published", "2020-05-05", "--explain", "--format", "jsonl", "--at")
    (by_word,) = json.loads(invoke(*asked, "denied").stdout)["events"]
    (by_offset,) = json.loads(invoke(*asked, str(by_word["trigger"]["start"] + 2)).stdout)["events"]
    assert by_word == by_offset
    assert by_word["trigger"]["text"] == "denied"
    assert {"rule", "fired", "note"} == set(by_word["trace"][0])


def test_no_step_is_of_an_unknown_kind(story: Path) -> None:
    printed = invoke("annotate", str(story), "--explain", "--format", "jsonl").stdout
    steps = [step for event in json.loads(printed)["events"] for step in event["trace"]]
    assert steps
    assert {step["rule"].partition(".")[0] for step in steps} <= set(DECISIONS)
    assert {name.partition(".")[0] for name in RULES if not name.startswith("test.")} <= set(DECISIONS)


def test_at_needs_explain_and_explain_needs_events(story: Path) -> None:
    assert "--explain" in str(invoke("annotate", str(story), "--at", "denied", fails=True).exception)
    asked = invoke("annotate", str(story), "--explain", "--format", "conllu", fails=True)
    assert "terminal and jsonl" in str(asked.exception)


def test_every_event_that_query_prints_is_explained_as_it_is_stored(tmp_path: Path) -> None:
    database = str(tmp_path / "t.db")
    invoke("ingest", "seeds/articles", "--db", database, "--quiet")
    lines = invoke("query", "--db", database, "--limit", "1000", "--format", "jsonl").stdout.splitlines()
    events = [json.loads(line) for line in lines]
    assert len(events) > 20
    for event in events[::8]:
        shown = invoke("show", event["id"], "--db", database, "--explain").stdout
        assert shown.count("what shows it trigger.") == len(event["mentions"])
        assert "read otherwise today" not in shown
        assert ("why these are one event:" in shown) == (len(event["mentions"]) > 1)

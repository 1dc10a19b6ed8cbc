"""Proper names of things: a kind of their own, whole, and only where an event tells of them."""

import pytest

from timeline.actors import load_registry
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article
from timeline.terms import ActorKind


def things(text: str) -> list[str]:
    found = analyse([Article(text)], parser=load_parser(), registry=load_registry())[0].mentions
    return [mention.text for mention in found if mention.kind is ActorKind.THING]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He had lived in Utah since the Korean War.", id="no event tells of it"),
        pytest.param("France praised Germany.", id="parties are no things"),
        pytest.param("France built the X.", id="a letter alone"),
    ],
)
def test_no_thing(text: str) -> None:
    assert things(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("On Monday Samsung launched the Galaxy Fold.", ["Galaxy Fold"], id="a product"),
        pytest.param("On Monday Samsung launched the Sky-Master.", ["Sky-Master"], id="hyphens"),
        pytest.param(
            "Congress amended the Endangered Species Act.", ["Endangered Species Act"], id="an adjective with a capital"
        ),
    ],
)
def test_things(text: str, expected: list[str]) -> None:
    assert things(text) == expected


def test_a_name_that_no_list_knows_acts_where_it_is_the_subject() -> None:
    text = (
        "Brandelkraft reported a loss of $5 million. INS Harrada intercepted the boats. Police stopped the INS Harrada."
    )
    events = analyse([Article(text)], parser=load_parser(), registry=load_registry())[0].events
    sources = {event.trigger.text: [mention.name for mention in event.source] for event in events}
    assert sources["intercepted"] == ["INS Harrada"]
    assert sources["stopped"] != ["INS Harrada"]
    assert [names for trigger, names in sources.items() if trigger.startswith("reported")] == [["Brandelkraft"]]

"""Where an event took place: the words that say so are data, and their examples run."""

import re

import pytest

from timeline.actors import load_registry
from timeline.events.where import load_placewords
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article
from timeline.resources import data_file, read_toml

GIVEN = read_toml(data_file("en/places.toml"))["dateline"]


@pytest.mark.parametrize("text", GIVEN["no"])
def test_no_dateline(text: str) -> None:
    assert re.match(GIVEN["pattern"], text) is None


@pytest.mark.parametrize("text", GIVEN["yes"])
def test_dateline(text: str) -> None:
    assert re.match(GIVEN["pattern"], text) is not None


def test_words_are_lower_case() -> None:
    words = load_placewords()
    assert "in" in words.inside
    assert all(word == word.lower() for word in words.inside)


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        pytest.param("Police arrested the governor of Texas on Monday.", "arrested", "", id="whose governor"),
        pytest.param("Two pilgrims from Myanmar died on Monday.", "died", "", id="where they come from"),
        pytest.param(
            "Rebels from Chad attacked an airport in Tripoli.", "attacked", "Tripoli", id="the place, not the origin"
        ),
        pytest.param("Rebels seized the town of Kidal on Monday.", "seized", "Kidal", id="a town of that name"),
        pytest.param("Soldiers killed ten people on the outskirts of Kabul.", "killed", "Kabul", id="on the outskirts"),
        pytest.param("The bombing of Aleppo killed ten people.", "bombing", "Aleppo", id="what is done to a place"),
    ],
)
def test_place(text: str, trigger: str, place: str) -> None:
    (analysis,) = analyse([Article(text, published=737000)], parser=load_parser(), registry=load_registry())
    found = [event for event in analysis.events if text[event.trigger.start : event.trigger.end] == trigger]
    assert [each.name for each in found[0].place] == ([place] if place else [])

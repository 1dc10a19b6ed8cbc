"""Where an event took place: the words that say so are data, and their examples run."""

import re

import pytest

from timeline.events.where import load_placewords
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

"""One word, two events: literal and figurative uses, told apart by what stands beside the word (pairs.csv)."""

from pathlib import Path

import pytest

from timeline.actors import load_registry
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article, EventMention
from timeline.resources import read_rows

PAIRS = [row for _, row in read_rows(Path(__file__).with_name("pairs.csv"))]
SENTENCES = [
    pytest.param(row["word"], row[one], row[f"class_of_{one}"], row[f"class_of_{other}"], id=row[one])
    for row in PAIRS
    for one, other in (("one", "other"), ("other", "one"))
]
FEWEST = 60


def events_at(text: str, word: str) -> list[EventMention]:
    """The events whose triggers share a character with the word; all where a noun tells what the verb does."""
    (analysis,) = analyse([Article(text)], parser=load_parser(), registry=load_registry())
    start = text.index(word)
    end = start + len(word)
    found = [event for event in analysis.events if start < event.trigger.end and event.trigger.start < end]
    return found or list(analysis.events)


@pytest.mark.parametrize(("word", "text", "event_class", "other"), SENTENCES)
def test_a_word_shows_the_class_that_its_arguments_make(word: str, text: str, event_class: str, other: str) -> None:
    shown = {event.event_class for event in events_at(text, word)}
    assert event_class in shown
    assert other not in shown


def test_each_pair_shows_two_classes_and_there_are_enough() -> None:
    assert [row["word"] for row in PAIRS if row["class_of_one"] == row["class_of_other"]] == []
    assert len(PAIRS) >= FEWEST

"""The examples that stand beside the frames."""

import pytest

from timeline.actors import load_registry
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article, EventMention
from timeline.resources import data_file, read_toml

FRAMES = read_toml(data_file("en/events_frames.toml"))["frame"]
YES = [pytest.param(*case, id=f"{name}-{case[0]}") for name, frame in FRAMES.items() for case in frame["yes"]]
NO = [pytest.param(*case, id=f"{name}-{case[0]}") for name, frame in FRAMES.items() for case in frame["no"]]


def events_of(text: str) -> tuple[EventMention, ...]:
    return analyse([Article(text)], parser=load_parser(), registry=load_registry())[0].events


@pytest.mark.parametrize(("text", "event_class"), NO)
def test_frame_keeps_silent(text: str, event_class: str) -> None:
    assert event_class not in {event.event_class for event in events_of(text)}


@pytest.mark.parametrize(("text", "trigger", "event_class", "source", "target"), YES)
def test_frame_fires(text: str, trigger: str, event_class: str, source: str, target: str) -> None:
    found = [event for event in events_of(text) if trigger in event.trigger.text]
    assert [event.event_class for event in found] == [event_class]
    names = [" + ".join(m.name for m in side) for side in (found[0].source, found[0].target)]
    assert names == [source, target]


def test_every_frame_has_examples_of_both_kinds() -> None:
    assert [name for name, frame in FRAMES.items() if not (frame["yes"] and frame["no"])] == []

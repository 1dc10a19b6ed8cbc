"""The examples that stand beside the frames."""

import pytest

from tests.events.reading import events_of
from timeline.resources import data_file, read_toml

FRAMES = read_toml(data_file("en/events_frames.toml"))["frame"]
YES = [pytest.param(*case, id=f"{name}-{case[0]}") for name, frame in FRAMES.items() for case in frame["yes"]]
NO = [pytest.param(*case, id=f"{name}-{case[0]}") for name, frame in FRAMES.items() for case in frame["no"]]


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

"""The title of an article that its text repeats: a further telling of what the text tells."""

import pytest

from tests.events.reading import events_of

TITLE = "Kenya buys six trains from Alstom"
BODY = "\n\nKenya has bought six trains from Alstom, its railway said on Monday. The first will arrive in June."


def test_what_the_text_tells_as_well_is_told_twice() -> None:
    first, again = (event for event in events_of(TITLE + BODY, title=TITLE) if event.event_class == "DEAL")
    assert (first.trigger.text, again.trigger.text) == ("buys", "bought")
    assert first.salience == 0 < again.salience
    assert [mention.name for mention in first.source] == ["Kenya"]


def triggers(text: str, title: str) -> list[str]:
    return [event.trigger.text for event in events_of(text, title=title)]


@pytest.mark.parametrize("title", ["", "Trains for Kenya"])
def test_a_title_beside_the_text_tells_of_no_event(title: str) -> None:
    assert triggers(BODY.strip(), title) == ["bought", "arrive in"]


def test_what_only_the_title_tells_is_no_event() -> None:
    title = "Flood kills nine in Kenya"
    assert triggers(title + BODY, title) == ["bought", "arrive in"]

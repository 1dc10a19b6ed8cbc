"""Events of a text, read with everything that is shipped."""

from timeline.actors import load_registry
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article, EventMention


def events_of(text: str, published: int | None = None, title: str = "") -> tuple[EventMention, ...]:
    """What is read in a text."""
    article = Article(text, title=title, published=published)
    return analyse([article], parser=load_parser(), registry=load_registry())[0].events


def the(trigger: str, text: str) -> EventMention:
    """The one event of a text with this trigger."""
    found = [event for event in events_of(text) if event.trigger.text == trigger]
    assert len(found) == 1, [(event.event_class, event.trigger.text) for event in events_of(text)]
    return found[0]

"""The title of an article as its text repeats it: a further telling of events that the text tells, and of no other."""

from collections.abc import Sequence

from timeline.events.standing import Occurrence
from timeline.kinds import kind_of
from timeline.model import Article, EventMention, Parse
from timeline.quick import changed
from timeline.tracing import about, note, rule

OPENING = 4  # sentences from the title on that tell what it announces
BROAD = frozenset({"OTHER", "STATEMENT"})  # classes that two events may share and have nothing else in common


@rule("trigger.title", silent=False)
def repeats_title(article: Article, parse: Parse) -> bool:
    """Whether a sentence only repeats the title."""
    return bool(article.title) and article.text[parse.start : parse.end].strip() == article.title.strip()


def announced(
    title: Sequence[tuple[Occurrence, EventMention]], body: Sequence[tuple[Occurrence, EventMention]]
) -> list[EventMention]:
    """The events of a repeated title that the sentences after it tell as well; never shown for the title alone."""
    found = []
    for occurrence, event in title:
        about(event.trigger.start)
        opening = (other for each, other in body if occurrence.index < each.index <= occurrence.index + OPENING)
        told = next((other for other in opening if _is_one(event, other)), None)
        if told is not None:
            note("choice.announced", f"“{told.trigger.text}” tells it")
            found.append(changed(event, salience=0.0, confidence=told.confidence))
    return found


def _is_one(event: EventMention, other: EventMention) -> bool:
    """Whether a title and a sentence of the opening tell of one event: by the word, or by the class."""
    if kind_of(event.trigger.lemma) == kind_of(other.trigger.lemma):
        return True
    return event.event_class == other.event_class and event.event_class not in BROAD

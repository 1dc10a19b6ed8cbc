"""Events of an article: who did what to whom, when and where, and how it is told."""

from timeline.events.find import find_events
from timeline.events.lexicon import deeds, load_lexicon
from timeline.events.things import named_things, nameless_things, taking_part
from timeline.events.worth import parse_worthwhile

__all__ = ["deeds", "find_events", "load_lexicon", "named_things", "nameless_things", "parse_worthwhile", "taking_part"]

"""Events that may be the same as another one, the likeliest first."""

import re
from collections.abc import Iterable

from timeline.merge import family
from timeline.model import Event, Interval
from timeline.query import Filter, find
from timeline.store.sql import Database

NEAR_DAYS, LOOKED_AT, OFFERED = 3, 200, 9
LEAST = 1.0  # below, two events have less in common than half their words or an actor and a kind
WORD = re.compile(r"\w{4,}")


def candidates(database: Database, event: Event) -> list[Event]:
    """What happened at about the same time to the same actors, or in the same words; nine at most."""
    around = None
    if event.interval is not None:
        around = Interval(event.interval.start - NEAR_DAYS, event.interval.end + NEAR_DAYS)
    actors = tuple(dict.fromkeys(m.actor for m in (*event.source, *event.target)))
    filters = [Filter(actors=actors, any_actor=True, on=around, everything=True)] if actors else []
    if around is not None:
        filters.append(Filter(on=around, everything=True, sort="salience"))
    found = {e.id: e for wanted in filters for e in find(database, wanted, limit=LOOKED_AT, reports=False).events}
    found.pop(event.id, None)
    return ranked(event, found.values())[:OFFERED]


def ranked(event: Event, others: Iterable[Event]) -> list[Event]:
    """The events that are at all alike, the likeliest first."""
    scored = [(likeness(event, other), other) for other in others]
    return [other for score, other in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score >= LEAST]


def likeness(one: Event, other: Event) -> float:
    """How much two events have in common: words of the headline, actors, family of classes, days."""
    words = [set(WORD.findall(e.headline.casefold())) for e in (one, other)]
    actors = [{m.actor for m in (*e.source, *e.target)} for e in (one, other)]
    shared_words = len(words[0] & words[1]) / (min(len(words[0]), len(words[1])) or 1)
    shared_actors = len(actors[0] & actors[1]) / (min(len(actors[0]), len(actors[1])) or 1)
    if not shared_words and (not shared_actors or family(one.event_class) != family(other.event_class)):
        return 0.0
    near = one.interval is not None and other.interval is not None and one.interval.overlaps(other.interval)
    return 2 * shared_words + shared_actors + 0.5 * near + 0.5 * (family(one.event_class) == family(other.event_class))

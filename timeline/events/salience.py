"""How much an event belongs on a timeline: where it stands, who is in it, how well it is dated."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.model import Article, DateReason, EventMention, Grain, Status

EARLY, REPEATED, NAMED, SPECIFIC, HEADLINE = 0.15, 0.1, 0.1, 0.15, 0.2
UNREAL, GENERIC, NEGATED, UNCLASSED = 0.5, 0.25, 0.7, 0.7
NOBODY, BACKGROUND = 0.15, 0.15
SELF_EVIDENT = frozenset({"DISASTER", "ACCIDENT", "DEATH", "ELECTION", "RESULT"})
LEAD = 400  # characters of the text that count as its lead
FINE = frozenset({Grain.TIME, Grain.DAY, Grain.WEEK, Grain.WEEKEND, Grain.MONTH})
NAMES = frozenset({"alias", "name", "title"})


@dataclass(frozen=True, slots=True)
class Weight:
    """What a trigger weighs, 0 to 1, and whether it stands in the background: a bare noun, a clause inside a noun."""

    trigger: float
    background: bool = False


def rank(article: Article, events: Sequence[EventMention], weights: Sequence[Weight]) -> list[EventMention]:
    """Every event with its salience."""
    title = set(article.title.lower().split())
    seen = Counter((event.event_class, actor) for event in events for actor in _actors(event))
    return [
        replace(event, salience=round(_score(event, weight, title, seen), 3))
        for event, weight in zip(events, weights, strict=True)
    ]


def _actors(event: EventMention) -> set[str]:
    return {mention.actor for mention in (*event.source, *event.target)}


def _score(event: EventMention, weight: Weight, title: set[str], seen: Counter[tuple[str, str]]) -> float:
    score = 0.5 * weight.trigger - BACKGROUND * weight.background
    if event.trigger.start < LEAD:
        score += EARLY
    if title & set(event.trigger.text.lower().split()):
        score += HEADLINE
    if any(m.via in NAMES for m in (*event.source, *event.target)):
        score += NAMED
    if event.source and event.target:
        score += NAMED
    if event.timex is not None and event.grain in FINE:
        score += SPECIFIC
    elif event.date_reason is DateReason.NONE:
        score -= SPECIFIC
    if any(seen[event.event_class, actor] > 1 for actor in _actors(event)):
        score += REPEATED
    if not event.source and not event.target and not event.place:
        score -= GENERIC
    elif not event.source and event.event_class not in SELF_EVIDENT:
        score -= NOBODY
    intended = event.status is Status.PLANNED and event.timex is None
    if intended or event.status in (Status.POSSIBLE, Status.HYPOTHETICAL, Status.DEMANDED):
        score *= UNREAL
    if event.event_class == "OTHER":
        score *= UNCLASSED
    if event.negated:
        score *= NEGATED
    return min(1.0, max(0.0, score))

"""One event, one line: of two triggers in a sentence that show the same event, the better is shown.

"Announced that it would close" is one event to an editor, "was arrested and charged" are two: which it is, is learnt
from which words of a sentence editors marked as one event.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from timeline.events.standing import Occurrence
from timeline.kinds import kind_of
from timeline.logistic import load_logistic
from timeline.model import EventMention
from timeline.quick import changed
from timeline.tracing import about, keep, note

LEAST = 0.25  # salience from where an event may be shown at all, so that it can be one too many
FAR = 5  # steps over the tree
Features = Mapping[str, float]


def told_once(occurrences: Sequence[Occurrence], events: Sequence[EventMention]) -> list[EventMention]:
    """The events in order; the odds of one fall by the chance that its sentence tells it better by another word."""
    same, result = load_logistic("twice"), list(events)
    for one, other in _pairs(events):
        better, lesser = sorted((one, other), key=lambda at: _rank(events[at]), reverse=True)
        features = pair(occurrences[better], occurrences[lesser], events[better], events[lesser])
        about(events[lesser].trigger.start)
        keep(f"twice {events[better].trigger.start}", features)
        chance = same.probability(features)
        left = round(_lowered(events[lesser].salience, 1 - chance), 3)
        if left < result[lesser].salience:
            note("choice.twice", f"{chance:.2f} that “{events[better].trigger.text}” shows it", fired=chance > 0.5)
            result[lesser] = changed(result[lesser], salience=left)
    return result


def _lowered(chance: float, share: float) -> float:
    """A chance whose odds are only a share of what they were.

    >>> _lowered(0.5, 1.0), round(_lowered(0.75, 0.5), 2)
    (0.5, 0.6)
    """
    return chance * share / (1 - chance + chance * share)


def _rank(event: EventMention) -> tuple[float, int]:
    """How well an event is told: likely to be wanted, and to be right; of equals the first."""
    return event.salience * (0.5 + event.confidence), -event.trigger.start


def _pairs(events: Sequence[EventMention]) -> Iterator[tuple[int, int]]:
    """Events of one sentence, two and two, of those that may be shown."""
    sentences: dict[int, list[int]] = defaultdict(list)
    for at, event in enumerate(events):
        if event.salience >= LEAST:
            sentences[event.sentence.start].append(at)
    for members in sentences.values():
        yield from combinations(members, 2)


def pair(one: Occurrence, other: Occurrence, better: EventMention, lesser: EventMention) -> Features:
    """What speaks for two triggers of a sentence showing one event."""
    tree, labels = one.tree, one.tree.parse.labels
    a, b = one.trigger.at, other.trigger.at
    parties = {m.actor for m in (*better.source, *better.target)}, {m.actor for m in (*lesser.source, *lesser.target)}
    made = {
        "bias": 1.0,
        "steps": min(1.0, tree.distance(a, b) / FAR),
        "same kind": float(kind_of(better.trigger.lemma) == kind_of(lesser.trigger.lemma)),
        "same class": float(better.event_class == lesser.event_class),
        "lesser is unsorted": float(lesser.event_class == "OTHER"),
        "better is unsorted": float(better.event_class == "OTHER"),
        "better is talk": float(better.event_class == "STATEMENT"),
        "lesser is talk": float(lesser.event_class == "STATEMENT"),
        "one clause": float(tree.clause(one.verb) == tree.clause(other.verb)),
        "shared party": float(bool(parties[0] & parties[1])),
        "same parties": float(parties[0] == parties[1] and bool(parties[0])),
        "lesser has none": float(not parties[1]),
        "same days": float(better.interval == lesser.interval),
        "same status": float(better.status is lesser.status and better.negated == lesser.negated),
        "lesser is a noun": float(other.trigger.entry.pos == "noun"),
        "better is a noun": float(one.trigger.entry.pos == "noun"),
        "beside": float(abs(a - b) < 3),
    }
    for name, above, below in (("better", a, b), ("lesser", b, a)):
        if above in tree.up(below):
            made[f"{name} above"] = 1.0
            made[f"{name} above by {_link(labels, tree.up(below), above, below)}"] = 1.0
    if labels[b] == "conj" and tree.parse.heads[b] == a:
        made["joined by and"] = 1.0
    return made


def _link(labels: Sequence[str], way: Sequence[int], above: int, below: int) -> str:
    """The label by which the branch of one word hangs on another above it."""
    branch = next((word for word, up in zip((below, *way), way, strict=False) if up == above), below)
    return labels[branch]

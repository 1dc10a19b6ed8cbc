"""How a time stands to an event in the tree of their sentence, and which time an event is anchored to."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.events.standing import Occurrence
from timeline.events.times import Dated, Time
from timeline.events.tree import CLAUSES, Tree
from timeline.terms import DateReason

ASIDES = frozenset({"acl:relcl", "acl"})


class Place(NamedTuple):
    """How a time stands to an event: steps over the tree, whether it hangs on it or is in its clause, the way there."""

    distance: int
    hangs: bool
    same: bool
    way: tuple[str, ...]


def place(each: Occurrence, time: Time) -> Place:
    """The way over the tree from an event to a time of its sentence."""
    tree, verb, at = each.tree, each.verb, each.trigger.at
    up = (verb, *tree.up(verb))
    below: list[int] = []
    meet = -1
    for word in (time.head, *tree.up(time.head)):
        if word in up:
            meet = word
            break
        below.append(word)
    if meet < 0:
        return Place(tree.size, False, False, ("no way",))
    above = up[: up.index(meet)]
    distance = len(below) + len(above)
    if at != verb:
        distance = min(distance, tree.distance(at, time.head))
    same = time.clause in (tree.clause(verb), verb, at)
    way = [f"time in {kind}" for kind in _clauses(tree, below[1:] or below)]
    way += [f"event in {kind}" for kind in _clauses(tree, above)]
    return Place(distance, time.governor in (verb, at), same, (*way, *_special(each, time)))


def _special(each: Occurrence, time: Time) -> Iterator[str]:
    tree, at, home = each.tree, each.trigger.at, time.clause
    if at in tree.up(time.head):
        yield "inside the event's phrase"
    if each.reported_by >= 0 and home == each.reported_by != each.verb:
        yield "of the verb that reports"
    if tree.parse.labels[home] in ASIDES and tree.parse.heads[home] == at and time.governor == home:
        yield "of a clause about the event"  # "the quake that struck on Wednesday"


def _clauses(tree: Tree, words: Sequence[int]) -> set[str]:
    """The kinds of clauses that words head, and whether they are joined by "and"."""
    found = set()
    for word in words:
        label = tree.parse.labels[word]
        if label in ASIDES:
            found.add("aside")
        elif label in CLAUSES and label != "root":
            found.add(label.partition(":")[0])
        elif label == "conj":
            found.add("second verb" if tree.parse.coarse[word] in ("VERB", "AUX") else "list")
    return found


def anchor(times: Sequence[Time], places: Sequence[Place], others: Sequence[Sequence[Place]]) -> Dated | None:
    """The time that an event has plainly to itself: the nearest in its clause that is nearer to no other event.

    `places` are the event's, `others` those of the other events of its sentence.
    """
    best: tuple[int, int] | None = None
    for at, (time, own) in enumerate(zip(times, places, strict=True)):
        if time.apart or time.timex.type == "DURATION" or not own.same or "before its noun, no day" in time.traits:
            continue
        if not own.hangs and any(other[at].distance < own.distance for other in others):
            continue
        if best is None or own.distance < best[0]:
            best = own.distance, at
    return None if best is None else times[best[1]].dated._replace(reason=DateReason.CLAUSE)

"""Where an event took place: the places its clause names, else the dateline."""

from collections.abc import Sequence
from dataclasses import replace

from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import PlaceMention

LOCATIVE = frozenset({"obl", "nmod", "obj", "advmod", "nmod:poss", "obl:npmod", "appos", "conj", "flat"})
FAR = 5  # steps over the tree
DATELINE_REACH, DATELINE_CONFIDENCE = 60, 0.3
DASHES = ("—", "–", "-- ", " - ", ") -", "--")


def places_of(tree: Tree, trigger: Found, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The places that hang on a trigger by a preposition, nearest first."""
    anchor = trigger.carrier if trigger.carrier >= 0 else trigger.at
    near: list[tuple[int, PlaceMention]] = []
    for place in places:
        if not tree.parse.start <= place.start < tree.parse.end:
            continue
        head = tree.top(tree.words_in(place.start, place.end))
        carries = any(tree.preposition(word) for word in (head, *list(tree.up(head))[:1]))
        below = anchor in tree.up(head) or trigger.at in tree.up(head)
        distance = min(tree.distance(head, anchor), tree.distance(head, trigger.at))
        if carries and below and distance <= FAR and tree.parse.labels[head] in LOCATIVE:
            near.append((distance, place))
    return tuple(place for _, place in sorted(near, key=lambda pair: pair[0]))


def dateline_place(text: str, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place an article is written from, if it opens with one; with low confidence as a place of events."""
    for place in places:
        if place.start > DATELINE_REACH:
            return None
        follows = text[place.end : place.end + DATELINE_REACH].split("\n")[0]
        if place.text.isupper() and any(dash in follows for dash in DASHES):
            return replace(place, confidence=DATELINE_CONFIDENCE)
    return None

"""Where a sentence puts an event: the places its own clause names; where an article is written from."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from timeline.errors import ResourceError
from timeline.events.tree import CLAUSES, Tree
from timeline.events.triggers import Found
from timeline.model import Mention, PlaceMention
from timeline.resources import data_file, listed, read_toml
from timeline.terms import PlaceBasis
from timeline.tracing import note, rule

LOCATIVE = frozenset({"obl", "nmod", "obj", "advmod", "nmod:poss", "obl:npmod", "appos", "conj", "flat"})
FAR = 5  # steps over the tree
DATELINE_REACH = 60  # characters from the beginning within which a dateline names its place


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words about places.

    Prepositions that put an event inside a place or bring somebody from it, nouns for kinds of places, and what follows
    the place a text is written from.
    """

    inside: frozenset[str]
    origin: frozenset[str]
    nouns: frozenset[str]
    dashes: tuple[str, ...]


@cache
def load_placewords(language: str = "en") -> PlaceWords:
    """The words of a language.

    Raises:
        ResourceError: the file is missing, lacks a list or gives a word of one twice.
    """
    file = f"{language}/places.toml"
    given = read_toml(data_file(file))
    try:
        inside = listed(file, "inside.prepositions", given["inside"]["prepositions"])
        origin = listed(file, "origin.prepositions", given["origin"]["prepositions"])
        nouns = listed(file, "kinds.nouns", given["kinds"]["nouns"])
        return PlaceWords(inside, origin, nouns, tuple(given["dateline"]["dashes"]))
    except KeyError as error:
        raise ResourceError(file, "lists", f"lacks {error}") from error


def places_of(
    tree: Tree, trigger: Found, places: Sequence[PlaceMention], parties: Sequence[Mention]
) -> tuple[PlaceMention, ...]:
    """Of the places of a sentence the nearest that hangs on a trigger by a preposition, with the wider one it lies in.

    A country that takes part is no place unless something happens in it.
    """
    anchor = trigger.carrier if trigger.carrier >= 0 else trigger.at
    near: list[tuple[int, int, PlaceMention]] = []
    for place in places:
        head = tree.top(tree.words_in(place.start, place.end))
        if tree.parse.labels[head] not in LOCATIVE or not _hangs(tree, head, {anchor, trigger.at}):
            continue
        if describes(tree, head, {anchor, trigger.at}):
            continue
        prepositions = {tree.preposition(word) for word in (head, *list(tree.up(head))[:1])} - {""}
        acts = any(party.start <= place.start < party.end for party in parties)
        if prepositions and (not acts or tree.preposition(head) in load_placewords().inside):
            near.append((min(tree.distance(head, anchor), tree.distance(head, trigger.at)), head, place))
    near.sort(key=lambda found: found[:2])
    kept = [found for found in near[:1] if found[0] <= FAR]
    kept += [found for found in near[1:] if kept and kept[0][1] in tree.up(found[1])]
    if kept:
        note("place.clause", ", ".join(place.name for _, _, place in kept))
    return tuple(place for _, _, place in kept) or _where(tree, trigger, places)


def between(places: Sequence[PlaceMention], start: int, end: int) -> Sequence[PlaceMention]:
    """Those that begin from `start` on and before `end`, of places in order; an article may name thousands."""
    by_start = attrgetter("start")
    return places[bisect_left(places, start, key=by_start) : bisect_left(places, end, key=by_start)]


def is_inside(tree: Tree, head: int) -> bool:
    """Whether a preposition puts something inside a place, or inside what it is called: "in the state of Texas"."""
    words = load_placewords()
    for word in (head, *tree.up(head)):
        if preposition := tree.preposition(word):
            if preposition in words.inside:
                return True
            above = tree.parse.heads[word]
            if above < 0 or tree.lower[above] not in words.nouns:
                return False
        elif tree.parse.coarse[word] not in ("NOUN", "PROPN"):
            return False
    return False


def _hangs(tree: Tree, head: int, anchors: set[int]) -> bool:
    """Whether a noun belongs to a trigger's own clause."""
    for word in (head, *tree.up(head)):
        if word in anchors:
            return word != head
        label = tree.parse.labels[word]
        if label in CLAUSES or (label == "conj" and tree.parse.coarse[word] in ("VERB", "AUX")):
            return False
    return False


@rule("place.describes", silent=False)
def describes(tree: Tree, head: int, anchors: set[int]) -> bool:
    """Whether a place only says which party or thing is meant: "the governor of Texas", "two pilgrims from Nepal"."""
    words = load_placewords()
    for above in (head, *tree.up(head)):
        if above in anchors or tree.preposition(above) in words.inside:
            return False
        noun = tree.parse.coarse[above] in ("NOUN", "PROPN")
        if (
            above != head
            and noun
            and not tree.preposition(above)
            and tree.parse.words[above].lower() not in words.nouns
        ):
            return True
    return False


@rule("place.clause-about", silent=())
def _where(tree: Tree, trigger: Found, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The place a clause is about: "in Ukraine, where a battle ..."."""
    for clause in (trigger.at, *tree.up(trigger.at)):
        wh = any(tree.parse.tags[kid] == "WRB" for kid in tree.having(clause, "advmod", "mark", "obl"))
        if wh and tree.parse.labels[clause] in ("acl:relcl", "advcl", "acl"):
            limit = tree.parse.starts[min(tree.down(clause))]
            before = [place for place in places if place.end <= limit]
            return tuple(before[-1:])
    return ()


@rule("place.dateline")
def dateline_place(text: str, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place an article is written from, if it opens with one."""
    for place in places:
        if place.start > DATELINE_REACH:
            return None
        follows = text[place.end : place.end + DATELINE_REACH].split("\n")[0]
        if place.text.isupper() and any(dash in follows for dash in load_placewords().dashes):
            return replace(place, basis=PlaceBasis.DATELINE)
    return None

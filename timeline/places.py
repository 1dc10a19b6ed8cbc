"""Find the places an article names, and where on earth they lie.

The gazetteer is `data/places.csv`.  A form that it marks with `?` ("Nice", "Florence")
is also a word or a person's name: it counts only where the parser saw a location, or
where the country or state follows ("Nice, France").
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from timeline.errors import ResourceError
from timeline.model import NameKind, Parse, PlaceMention, Span
from timeline.resources import data_file

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
GAP = re.compile(r" +")
ODD_BLANK = re.compile(r"[^\S ]")
QUALIFIER = re.compile(r",\s+(?=[^\W\d_])")
NO_PLACE_AFTER = frozenset("@#/_.&")  # addresses, handles and tags
POSSESSIVES = ("'s", "\u2019s")
COLUMNS = 8
OPENING = 3  # letters by which forms are told apart at once; the shortest forms have one less
UNKNOWN_CONFIDENCE = 0.3
LONE_CONFIDENCE = 0.85
LEAST_CONFIDENCE = 0.4
QUALIFIED_CONFIDENCE = 0.98
# Weights in decades of population: a country that the article names outweighs a hundredfold larger namesake elsewhere.
SAME_COUNTRY = 2.0
SPELLED_OUT = 4.0  # "Paris, Texas" stands before, so "Paris" alone is mostly that one
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


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the parser says: spans of locations, of persons, and of organisations."""

    locations: frozenset[tuple[int, int]]
    persons: tuple[Span, ...]
    organisations: tuple[Span, ...]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package.

    Raises:
        ResourceError: the file is missing or a line has too few or too many fields.
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
        ResourceError: a line has too few or too many fields.
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
        rows[name] = (*rows[name], line) if name in rows else (line,)
        for written in alternates.split("|") if alternates else ():
            form = written.rstrip("?")
            if form != written:
                doubtful.add((form, line))
            if form != name:
                rows[form] = (*rows.get(form, ()), line)
    return Gazetteer(rows, frozenset(doubtful), _longest(rows), countries)


def _longest(forms: Collection[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for form in forms:
        length, opening = len(form), form[:OPENING]
        if longest.get(opening, 0) < length:
            longest[opening] = length
    return longest


@cache
def _place(line: str) -> Place:
    name, _, country, region, kind, latitude, longitude, population = line.split(",")
    return Place(name, country, region, kind, _degrees(latitude), _degrees(longitude), int(population or 0))


def _degrees(written: str) -> float | None:
    return float(written) if written else None


def find_places(
    text: str, parses: Sequence[Parse], known: Gazetteer, *, countries: Collection[str] = ()
) -> list[PlaceMention]:
    """The places named in `text`, in order, none overlapping another.

    Locations that the parser saw and the gazetteer lacks are kept with low confidence.
    `countries` (alpha-3) are spoken of in the article, as known from elsewhere; among
    namesakes they speak for the place that lies in one of them.
    """
    evidence, flat = _evidence(text, parses), _flat(text)
    found = [each for each in _matches(text, flat, known) if not _blocked(each, evidence)]
    found = [each for each in found if _stands(each, flat, known, evidence)]
    spoken = Counter(dict.fromkeys(countries, 1)) + _countries(found, known)
    mentions = _resolved(found, text, flat, known, spoken)
    return sorted([*mentions, *_unknown(text, evidence, mentions)], key=lambda mention: mention.start)


def find_places_inside(
    text: str, parses: Sequence[Parse], known: Gazetteer, *, countries: Collection[str] = ()
) -> list[PlaceMention]:
    """The places that stand inside names of organisations ("the Toronto Police"), in order; see `find_places`."""
    evidence, flat = _evidence(text, parses), _flat(text)
    inside = (each for span in evidence.organisations for each in _matches(text, flat, known, span))
    found = [each for each in inside if _blocked(each, evidence) and _is_sure(each, known)]
    return _resolved(sorted(found, key=lambda each: each.start), text, flat, known, Counter(countries))


def _evidence(text: str, parses: Sequence[Parse]) -> _Evidence:
    spans: dict[NameKind, list[Span]] = {kind: [] for kind in NameKind}
    for parse in parses:
        for name in parse.names:
            spans[name.kind].append(_trimmed(text, parse.starts[name.first], parse.ends[name.last - 1]))
    return _Evidence(
        frozenset((span.start, span.end) for span in spans[NameKind.LOCATION]),
        tuple(spans[NameKind.PERSON]),
        tuple(spans[NameKind.ORGANISATION]),
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    """A name without an article before or a possessive after it."""
    if text[start : start + 4].casefold() == "the ":
        start += 4
    if text.endswith(POSSESSIVES, start, end):
        end -= 2
    return Span(start, end)


def _flat(text: str) -> str:
    """The text with one kind of blank and of apostrophe, of the same length."""
    return ODD_BLANK.sub(" ", text.replace("\u2019", "'"))


def _matches(text: str, flat: str, known: Gazetteer, within: Span | None = None) -> Iterator[_Found]:
    words = [word.span() for word in (WORD.finditer(flat, within.start, within.end) if within else WORD.finditer(flat))]
    ends = [end for _, end in words]
    reached = 0
    for index, (start, end) in enumerate(words):
        if start < reached or not text[start].isupper() or (start and text[start - 1] in NO_PLACE_AFTER):
            continue
        match = _longest_at(flat, start, ends, index, known) or _shouted(text, start, end, known)
        if match:
            reached = match.end
            yield match


def _longest_at(flat: str, start: int, ends: list[int], index: int, known: Gazetteer) -> _Found | None:
    """The longest form that begins with the word at `index` and ends with a word, or the full stop behind one."""
    opening = _form(flat[start : start + OPENING])
    limit = max(known.longest.get(opening, 0), known.longest.get(opening[:-1], 0))
    last = bisect_right(ends, start + limit + len(POSSESSIVES[0])) if limit else index
    for stop in reversed(ends[index:last]):
        for end in _ends_at(flat, start, stop):
            form = _form(flat[start:end])
            if form in known.rows:
                return _Found(start, end, form)
    return None


def _ends_at(flat: str, start: int, stop: int) -> Iterator[int]:
    """Where a form may end that goes up to a word: behind its full stop, behind it, before its possessive."""
    if flat.startswith(".", stop):
        yield stop + 1
    yield stop
    if flat.endswith(POSSESSIVES, start, stop):
        yield stop - len(POSSESSIVES[0])


def _shouted(text: str, start: int, end: int, known: Gazetteer) -> _Found | None:
    """A place in capitals, as datelines write it."""
    word = text[start:end]
    form = word.title()
    return _Found(start, end, form) if len(word) > 3 and word.isupper() and form in known.rows else None


def _form(flat: str) -> str:
    return GAP.sub(" ", flat) if "  " in flat else flat


def _blocked(found: _Found, evidence: _Evidence) -> bool:
    """Whether it lies in a person's name, or is part of the longer name of an organisation."""
    span = Span(found.start, found.end)
    if any(person.start < span.end and span.start < person.end for person in evidence.persons):
        return True
    return any(each.covers(span) and each != span for each in evidence.organisations)


def _is_sure(found: _Found, known: Gazetteer) -> bool:
    return any((found.form, line) not in known.doubtful for line in known.rows[found.form])


def _stands(found: _Found, flat: str, known: Gazetteer, evidence: _Evidence) -> bool:
    """Whether the form may be taken for a place here."""
    return (
        _is_sure(found, known) or (found.start, found.end) in evidence.locations or bool(_qualified(found, flat, known))
    )


def _qualified(found: _Found, flat: str, known: Gazetteer) -> list[Place]:
    """The readings that the country or state after a comma confirms ("Paris, Texas")."""
    comma = QUALIFIER.match(flat, found.end)
    if not comma:
        return []
    ends = [word.end() for word in WORD.finditer(flat, comma.end(), comma.end() + 60)]
    after = _longest_at(flat, comma.end(), ends, 0, known) if ends else None
    wider = readings(after.form, known) if after else []
    return [place for place in readings(found.form, known) if any(_within(place, each) for each in wider)]


def _within(place: Place, wider: Place) -> bool:
    if wider.country != place.country or wider.name == place.name:
        return False
    return wider.kind == "country" or bool(
        wider.kind == "region" and place.region and wider.name.startswith(place.region)
    )


def readings(form: str, known: Gazetteer) -> list[Place]:
    """The places that bear a form which the gazetteer has."""
    return [_place(line) for line in known.rows[form]]


def _countries(found: Sequence[_Found], known: Gazetteer) -> Counter[str]:
    """How often each country is named, by itself or by a place that can be in no other.

    Its regions are counted under a key of their own.
    """
    spoken: Counter[str] = Counter()
    for each in found:
        possible = readings(each.form, known)
        named = {place.country for place in possible}
        if len(named) == 1:
            spoken.update(named - {""})
            spoken.update({_regions_of(place) for place in possible if place.kind == "region"})
    return spoken


def _regions_of(place: Place) -> str:
    return f"regions of {place.country}"


def _resolved(
    found: Sequence[_Found], text: str, flat: str, known: Gazetteer, spoken: Counter[str]
) -> list[PlaceMention]:
    """Each form as the place it is here; what is once spelled out ("Paris, Texas") is so from there on."""
    mentions: list[PlaceMention] = []
    spelled_out: set[Place] = set()
    wider: list[Place] = []
    last = 0
    for each in found:
        comma = QUALIFIER.match(flat, last)
        confirmed = [p for p in readings(each.form, known) if any(_within(place, p) for place in wider)]
        inside = _qualified(each, flat, known)
        sure = inside or (confirmed if comma and comma.end() == each.start else [])
        mentions.append(_resolve(each, text, list(_weighed(each.form, sure, known, spoken, spelled_out)), bool(inside)))
        spelled_out.update(inside)
        wider, last = inside, each.end
    return mentions


def _resolve(found: _Found, text: str, weighed: list[tuple[float, Place]], sure: bool) -> PlaceMention:
    weighed.sort(key=_first)
    weight, best = weighed[-1]
    confidence = QUALIFIED_CONFIDENCE if sure else LONE_CONFIDENCE
    if len(weighed) > 1:
        ahead = weight - weighed[-2][0]
        confidence *= LEAST_CONFIDENCE + (1 - LEAST_CONFIDENCE) * (1 - math.exp(-ahead))
    written = text[found.start : found.end]
    return PlaceMention(
        found.start,
        found.end,
        written,
        best.name,
        best.country,
        best.latitude,
        best.longitude,
        round(confidence, 3),
    )


def _weighed(
    form: str, sure: Collection[Place], known: Gazetteer, spoken: Counter[str], spelled_out: Collection[Place]
) -> Iterator[tuple[float, Place]]:
    for line in known.rows[form]:
        place = _place(line)
        if not sure or place in sure:
            weight = _weight(place, spoken) + (SPELLED_OUT if place in spelled_out else 0.0)
            yield weight - (DOUBTFUL if (form, line) in known.doubtful else 0.0), place


def _first(weighed: tuple[float, Place]) -> float:
    return weighed[0]


def _weight(place: Place, spoken: Counter[str]) -> float:
    size = math.log10(place.population) if place.population else UNPEOPLED
    weight = size + KIND_WEIGHT.get(place.kind, 0.0) + (SAME_COUNTRY if spoken[place.country] else 0.0)
    return weight + (SIBLING_REGION if place.kind == "region" and spoken[_regions_of(place)] else 0.0)


def country_named(code: str, known: Gazetteer) -> Place | None:
    """The country of an alpha-3 code; None for what the gazetteer lacks."""
    line = known.countries.get(code)
    return _place(line) if line is not None else None


def region_named(place: Place, known: Gazetteer) -> Place | None:
    """The region that a place of the gazetteer lies in; None where it names none."""
    rows = (_place(line) for line in known.rows.get(place.region, ()) if place.region)
    return next((p for p in rows if p.kind == "region" and p.country == place.country), None)


def entry_of(mention: PlaceMention, known: Gazetteer) -> Place | None:
    """The entry of the gazetteer that a mention was resolved to; None for places that it lacks."""
    rows = (_place(line) for line in known.rows.get(mention.name, ()))
    here = (mention.country, mention.latitude, mention.longitude)
    return next((p for p in rows if (p.country, p.latitude, p.longitude) == here), None)


def _unknown(text: str, evidence: _Evidence, mentions: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """What the parser alone takes for a place."""
    taken = {place for mention in mentions for place in range(mention.start, mention.end)}
    for start, end in sorted(evidence.locations):
        if start < end and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield PlaceMention(start, end, text[start:end], text[start:end], confidence=UNKNOWN_CONFIDENCE)

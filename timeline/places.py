"""Find the places an article names, and where on earth they lie.

A form that the gazetteer marks with `?` ("Nice", "Florence") counts only where the parser
saw a location, or where the country or state follows ("Nice, France").
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from timeline.gazetteer import OPENING, Gazetteer, Place, readings, regions_of, weight
from timeline.gazetteer import read_place as _place  # by this name the scorer of places asks for it
from timeline.model import Parse, PlaceMention, Span
from timeline.terms import NameKind

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
GAP = re.compile(r" +")
ODD_BLANK = re.compile(r"[^\S ]")
QUALIFIER = re.compile(r",\s+(?=[^\W\d_])")
NO_PLACE_AFTER = frozenset("@#/_.&")  # addresses, handles and tags
POSSESSIVES = ("'s", "\u2019s")
UNKNOWN_CONFIDENCE = 0.3
LONE_CONFIDENCE = 0.85
LEAST_CONFIDENCE = 0.4
QUALIFIED_CONFIDENCE = 0.98
SPELLED_OUT = 4.0  # decades of population: "Paris, Texas" stands before, so "Paris" alone is mostly that one


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


def _countries(found: Sequence[_Found], known: Gazetteer) -> Counter[str]:
    """How often each country is named, by itself or by a place that can be in no other.

    Its regions are counted under a key of their own.
    """
    spoken: Counter[str] = Counter()
    for each in found:
        borne = readings(each.form, known)
        named = {place.country for place in borne}
        if len(named) == 1:
            spoken.update(named - {""})
            spoken.update({regions_of(place.country) for place in borne if place.kind == "region"})
    return spoken


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
    most, best = weighed[-1]
    confidence = QUALIFIED_CONFIDENCE if sure else LONE_CONFIDENCE
    if len(weighed) > 1:
        ahead = most - weighed[-2][0]
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
            found = weight(place, spoken, doubtful=(form, line) in known.doubtful)
            yield found + (SPELLED_OUT if place in spelled_out else 0.0), place


def _first(weighed: tuple[float, Place]) -> float:
    return weighed[0]


def _unknown(text: str, evidence: _Evidence, mentions: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """What the parser alone takes for a place."""
    taken = {place for mention in mentions for place in range(mention.start, mention.end)}
    for start, end in sorted(evidence.locations):
        if start < end and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield PlaceMention(start, end, text[start:end], text[start:end], confidence=UNKNOWN_CONFIDENCE)

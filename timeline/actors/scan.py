"""One pass over a text: its words, the registry's forms and the lexicon's nouns in it."""

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from itertools import accumulate, chain, compress, count, repeat
from typing import NamedTuple

from timeline.actors.lexicon import Lexicon, Noun
from timeline.actors.registry import Option, Registry
from timeline.actors.spelling import plain
from timeline.model import Parse
from timeline.terms import NameKind

WORD = re.compile(r"\w+")
SHOUTED = re.compile(r"[A-ZÀ-Þ]{4,}")  # a shorter word in capitals is an abbreviation
AFTER_ASCII = "\x7f"
MOST_SIGNS = 100_000  # words kept with their signs, some 10 MB
BETWEEN = re.compile(r"(\W+)")
NEAR = frozenset({" ", "-"})
COMPOUND = re.compile(r"\w|-[a-z]")  # after a noun: the word goes on ("police-led")
SENTENCE_END = re.compile(r"[.!?:;\n\"“”]")


class Hit(NamedTuple):
    """A form of the registry: words `first` up to `last`, characters `start` up to `end`."""

    first: int
    last: int
    start: int
    end: int
    form: str
    options: list[Option]


class NounHit(NamedTuple):
    """A noun of the lexicon: words `first` up to `last`."""

    first: int
    last: int
    noun: Noun


class Sign(IntFlag):
    """What a word may begin, or be."""

    FORM = 1
    NOUN = 2
    NAME = 4  # a capital that is no common word
    KEPT = 8  # a pronoun, a pair, a short title
    STORM = 16


class Signs(dict[str, int]):
    """The signs of each word met so far, worked out when it is met first."""

    def __init__(self, registry: Registry, lexicon: Lexicon) -> None:
        super().__init__()
        self._registry, self._lexicon = registry, lexicon

    def __missing__(self, word: str) -> int:
        """Look the word up in all lists, once."""
        if len(self) > MOST_SIGNS:
            self.clear()
        registry, lexicon, lower = self._registry, self._lexicon, word.lower()
        few = lower in lexicon.words["kept"]
        title = word in lexicon.short_titles
        capital = "A" <= word < "[" or word > AFTER_ASCII
        shouted = SHOUTED.fullmatch(word) and word.title() in registry.forms
        signs = Sign.FORM * (word in registry.lengths or bool(shouted)) + Sign.NOUN * (lower in lexicon.noun_lengths)
        signs += Sign.NAME * (capital and (title or lower not in lexicon.common))
        signs += Sign.KEPT * (few or (title and capital)) + Sign.STORM * (lower in lexicon.words["storms"])
        self[word] = int(signs)
        return int(signs)


@dataclass(slots=True)
class Scan:
    """A text cut into words, with what stands where; keys are indices of words.

    `marked` are the words that have signs, with them.
    """

    text: str
    plain: str
    words: list[str]
    lower: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]
    hits: dict[int, Hit] = field(default_factory=dict)
    nouns: dict[int, NounHit] = field(default_factory=dict)
    names: dict[int, tuple[int, NameKind]] = field(default_factory=dict)
    marked: list[tuple[int, int]] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()

    def gap(self, index: int) -> str:
        """What stands before the word, back to the word before it."""
        return self.gaps[index]

    def near(self, index: int) -> bool:
        """Whether only a blank or a hyphen parts the word from the one before."""
        return 0 < index < len(self.words) and self.gaps[index] in NEAR

    def word(self, index: int) -> str:
        """The word in lower case, "" outside the text."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def capital(self, index: int) -> bool:
        """Whether the word begins with a capital."""
        return 0 <= index < len(self.words) and self.words[index][0].isupper()

    def inside_name(self, index: int) -> bool:
        """Whether a word with a capital that nothing is known of stands right before: "Cyrus R. Vance"."""
        before = index - 1
        if index <= 0 or self.gap(index) not in (" ", "-", ". ") or not self.capital(before):
            return False
        if self.lower[before] in self.common or self.words[before] in self.common:
            return False
        if self.gap(index) == ". ":
            return len(self.words[before]) == 1 and self.near(before)
        known = before in self.nouns or self._in_hit(before)
        return not known

    def _in_hit(self, index: int) -> bool:
        return any(at in self.hits and self.hits[at].last > index for at in range(max(0, index - 4), index + 1))

    def opens_sentence(self, index: int) -> bool:
        """Whether the word is the first of its sentence, as far as punctuation tells."""
        return index == 0 or bool(SENTENCE_END.search(self.text, self.ends[index - 1], self.starts[index]))

    def slice(self, first: int, last: int) -> str:
        """The text of words `first` up to `last`, in lower case, one blank between."""
        return " ".join(self.plain[self.starts[first] : self.ends[last - 1]].lower().split())


def scan_text(text: str, registry: Registry, lexicon: Lexicon, parses: Sequence[Parse] = ()) -> Scan:
    """Words, forms (longest first, none inside another) and nouns of the text."""
    flat = plain(text)
    words, gaps, starts, ends = _cut(flat)
    lower = list(map(str.lower, words))
    scan = Scan(text, flat, words, lower, gaps, starts, ends, common=lexicon.common)
    signs = registry.signs = registry.signs or Signs(registry, lexicon)
    found = list(map(signs.__getitem__, words))
    scan.marked = list(compress(enumerate(found), found))
    _find_forms(scan, registry)
    _find_nouns(scan, lexicon)
    _take_parses(scan, parses, lexicon.words["particles"])
    return scan


def _cut(flat: str) -> tuple[list[str], list[str], list[int], list[int]]:
    """The words of a text, what stands before each and after the last, where each begins and ends."""
    parts = BETWEEN.split(
        flat
    )  # words and what parts them, in turn; an empty word where the text begins or ends between
    bounds = list(accumulate(map(len, parts)))
    first, last = (not parts[0]) * 2, len(parts) - (not parts[-1])
    words, ends = parts[first:last:2], bounds[first:last:2]
    gaps = parts[1:last:2] if first else ["", *parts[1:last:2]]
    starts = bounds[1 : last - 1 : 2] if first else [0, *bounds[1 : last - 1 : 2]]
    if len(gaps) == len(words):
        gaps.append("")
    return words, gaps, starts, ends


def _find_forms(scan: Scan, registry: Registry) -> None:
    known, past, flag = registry.lengths, 0, int(Sign.FORM)
    words, starts, ends, text = scan.words, scan.starts, scan.ends, scan.plain
    final = len(words) - 1
    for index in [at for at, signs in scan.marked if signs & flag]:
        start = starts[index]
        if start < past:
            continue
        word = words[index]
        hit = None
        if word not in known:
            form = word.title()
            hit = Hit(index, index + 1, start, ends[index], form, registry.options(form))
        else:
            opening = text[start : ends[index + 1]] if index < final else ""
            if opening in known:
                hit = _longest(scan, registry, index, registry.form_lengths(opening))
            if hit is None and known[word]:
                hit = _longest(scan, registry, index, registry.form_lengths(word))
        if hit:
            scan.hits[index], past = hit, hit.end
            if hit.end != ends[hit.last - 1]:  # the dot that closes "U.S." belongs to its last word
                ends[hit.last - 1] = hit.end
                scan.gaps[hit.last] = text[hit.end : starts[hit.last]] if hit.last <= final else ""


def _longest(scan: Scan, registry: Registry, index: int, lengths: tuple[int, ...]) -> Hit | None:
    start, text, forms = scan.starts[index], scan.plain, registry.forms
    size = len(text)
    for length in lengths:
        end = start + length
        form = text[start:end]
        if form not in forms or (end < size and text[end].isalnum() and (form[-1].isalnum() or text[end].isupper())):
            continue
        if not _in_compound(text, start, end) and not _hyphenated(text, end, forms):
            return Hit(index, bisect_left(scan.starts, end, index), start, end, form, registry.options(form))
    return None


def _in_compound(text: str, start: int, end: int) -> bool:
    """Whether the form is only a part of a word: "US-led", "pro-Russian", "US$"."""
    if text[end : end + 1] == "$" or (text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()):
        return True
    if start < 2 or text[start - 1] != "-":
        return False
    before = start - 2
    while before > 0 and text[before - 1].isalnum():
        before -= 1
    return text[before].islower() or text[before : start - 1] in ("Pro", "Anti", "Non")


def _hyphenated(text: str, end: int, forms: Container[str]) -> bool:
    """Whether a name goes on after a hyphen, with a word that is no name itself: "Agence France-Presse"."""
    found = WORD.match(text, end + 1) if text[end : end + 1] == "-" else None
    return found is not None and found[0] not in forms and not found[0].isupper()


def _find_nouns(scan: Scan, lexicon: Lexicon) -> None:
    known, nouns, seconds, past = lexicon.noun_lengths, lexicon.nouns, lexicon.noun_seconds, 0
    lower, found, hits = [*scan.lower, ""], scan.nouns, scan.hits
    flag = int(Sign.NOUN)
    for index in [at for at, signs in scan.marked if signs & flag]:
        if index < past:
            continue
        word = lower[index]
        hit = _noun_of_words(scan, lexicon, index, known[word]) if lower[index + 1] in seconds else None
        if hit is None and word in nouns and not _goes_on(scan, index + 1):
            hit = NounHit(index, index + 1, nouns[word])
        if hit:
            found[index], past = hit, hit.last
            if index in hits:  # "White House" is a name, the nouns after it are its own
                past = min(past, hits[index].last)


def _goes_on(scan: Scan, after: int) -> bool:
    """Whether a word is only the first part of a word: "police-led"."""
    return scan.gaps[after] == "-" and scan.words[after][0].islower()


def _noun_of_words(scan: Scan, lexicon: Lexicon, index: int, lengths: tuple[int, ...]) -> NounHit | None:
    """The longest noun that begins with a word, several words long."""
    start = scan.starts[index]
    for length in lengths:
        if length <= len(scan.words[index]):
            return None
        noun = lexicon.nouns.get(scan.plain[start : start + length].lower())
        if noun and not COMPOUND.match(scan.plain, start + length):
            return NounHit(index, bisect_left(scan.starts, start + length, index), noun)
    return None


def _take_parses(scan: Scan, parses: Sequence[Parse], particles: frozenset[str]) -> None:
    """Carry names, tags and labels of the parser over to our words."""
    if not parses:
        return
    at = dict(zip(scan.starts, count(), strict=False))
    starts = chain.from_iterable(parse.starts for parse in parses)
    places = list(map(at.get, starts, repeat(-1)))  # -1: the parser cut a word in two
    scan.tags = dict(zip(places, chain.from_iterable(parse.tags for parse in parses), strict=True))
    scan.labels = dict(zip(places, chain.from_iterable(parse.labels for parse in parses), strict=True))
    scan.tags.pop(-1, None)
    scan.labels.pop(-1, None)
    for parse in parses:
        for name in parse.names:
            first = at.get(parse.starts[name.first])
            last = parse.ends[name.last - 1]
            while first is not None and name.kind is NameKind.PERSON and scan.words[first].islower():
                if scan.words[first] in particles:
                    break
                first = first + 1 if scan.ends[first] < last else None  # the title of "cosmonaut Alexei Leonov"
            if first is not None:
                scan.names[first] = (bisect_left(scan.starts, parse.ends[name.last - 1], first), name.kind)

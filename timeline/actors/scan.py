"""One pass over a text: its words, the registry's forms and the lexicon's nouns in it."""

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from operator import add

from timeline.actors.lexicon import Lexicon, Noun
from timeline.actors.registry import Option, Registry
from timeline.actors.spelling import plain
from timeline.model import NameKind, Parse

WORD = re.compile(r"\w+")
SHOUTED = re.compile(r"\b[^\W\d_a-z]{4,}\b")  # a shorter word in capitals is an abbreviation
COMPOUND = re.compile(r"\w|-[a-z]")  # after a noun: the word goes on ("police-led")
SENTENCE_END = re.compile(r"[.!?:;\n\"“”]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of the registry: words `first` up to `last`, characters `start` up to `end`."""

    first: int
    last: int
    start: int
    end: int
    form: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class NounHit:
    """A noun of the lexicon: words `first` up to `last`."""

    first: int
    last: int
    noun: Noun


@dataclass(slots=True)
class Scan:
    """A text cut into words, with what stands where; keys are indices of words."""

    text: str
    plain: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    hits: dict[int, Hit] = field(default_factory=dict)
    nouns: dict[int, NounHit] = field(default_factory=dict)
    names: dict[int, tuple[int, NameKind]] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()

    def gap(self, index: int) -> str:
        """What stands before the word, back to the word before it."""
        return self.plain[self.ends[index - 1] if index else 0 : self.starts[index]]

    def near(self, index: int) -> bool:
        """Whether only a blank or a hyphen parts the word from the one before."""
        if not 0 < index < len(self.words):
            return False
        before = self.ends[index - 1]
        return self.starts[index] - before == 1 and self.plain[before] in " -"

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
    low = flat.lower()
    if len(low) != len(flat):  # a few letters change their length; no English noun holds one
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in flat)
    words, lower = WORD.findall(flat), WORD.findall(low)
    starts = [found.start() for found in WORD.finditer(flat)]
    ends = list(map(add, starts, map(len, words)))
    scan = Scan(text, flat, words, lower, starts, ends, common=lexicon.common)
    _find_forms(scan, registry)
    _find_nouns(scan, lexicon, low)
    _take_parses(scan, parses)
    return scan


def _find_forms(scan: Scan, registry: Registry) -> None:
    known, past = registry.lengths, 0
    shouted = {word for word in SHOUTED.findall(scan.plain) if word.title() in registry.forms}
    for index in [at for at, word in enumerate(scan.words) if word in known or word in shouted]:
        if scan.starts[index] < past:
            continue
        word = scan.words[index]
        if word in known:
            hit = _form_at(scan, registry, index, word)
        else:
            form = word.title()
            hit = Hit(index, index + 1, scan.starts[index], scan.ends[index], form, registry.options(form))
        if hit:
            scan.hits[index], past = hit, hit.end
            scan.ends[hit.last - 1] = hit.end  # the dot that closes "U.S." belongs to its last word


def _form_at(scan: Scan, registry: Registry, index: int, word: str) -> Hit | None:
    start, text = scan.starts[index], scan.plain
    if index + 1 < len(scan.words):
        hit = _longest(scan, registry, index, registry.form_lengths(text[start : scan.ends[index + 1]]))
        if hit:
            return hit
    return _longest(scan, registry, index, registry.form_lengths(word))


def _longest(scan: Scan, registry: Registry, index: int, lengths: tuple[int, ...]) -> Hit | None:
    start, text, forms = scan.starts[index], scan.plain, registry.forms
    size = len(text)
    for length in lengths:
        end = start + length
        form = text[start:end]
        if form not in forms or (end < size and text[end].isalnum() and form[-1].isalnum()):
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


def _find_nouns(scan: Scan, lexicon: Lexicon, low: str) -> None:
    known, past = lexicon.noun_lengths, 0
    for index in [at for at, word in enumerate(scan.lower) if word in known]:
        if index < past:
            continue
        start = scan.starts[index]
        for length in known[scan.lower[index]]:
            noun = lexicon.nouns.get(low[start : start + length])
            if noun and not COMPOUND.match(scan.plain, start + length):
                last = past = bisect_left(scan.starts, start + length, index)
                scan.nouns[index] = NounHit(index, last, noun)
                if index in scan.hits:  # "White House" is a name, the nouns after it are its own
                    past = min(past, scan.hits[index].last)
                break


def _take_parses(scan: Scan, parses: Sequence[Parse]) -> None:
    """Carry names, tags and labels of the parser over to our words."""
    if not parses:
        return
    at = {start: index for index, start in enumerate(scan.starts)}
    for parse in parses:
        for start, tag, label in zip(parse.starts, parse.tags, parse.labels, strict=True):
            index = at.get(start)
            if index is not None:
                scan.tags[index], scan.labels[index] = tag, label
        for name in parse.names:
            first = at.get(parse.starts[name.first])
            if first is not None:
                last = bisect_left(scan.starts, parse.ends[name.last - 1], first)
                scan.names[first] = (last, name.kind)

"""Noun phrases around a name: "former Russian defence minister", "Turkish police", "the minister of X"."""

from typing import NamedTuple

from timeline.actors.lexicon import Lexicon, Noun
from timeline.actors.scan import NounHit, Scan

LONGEST = 8  # words of a phrase looked through
MOST_LOOSE = 3  # words in a row that are no known nouns
PARTICIPLES = ("VBG", "VBN")  # after a noun they begin a clause: "bombers killed six people"
PEOPLE = frozenset({"office", "person"})


class Phrase(NamedTuple):
    """Words `first` up to `last` that end in a noun of the lexicon; `former` and `deputy` qualify an office."""

    first: int
    last: int
    noun: Noun
    sector: str
    former: bool = False
    deputy: bool = False


def phrase_at(scan: Scan, lexicon: Lexicon, first: int) -> Phrase | None:
    """The longest run of modifiers and nouns from word `first` that ends in a known noun.

    None where the noun only describes a thing that is no party ("police station").
    """
    found: NounHit | None = None
    at, loose, sector, size = first, 0, "", min(first + LONGEST, len(scan.words))
    while at < size:
        if at > first and not scan.near(at):
            break
        hit = scan.nouns.get(at)
        if hit and not _is_verb(scan, hit.last - 1, at > first):
            if found and _ends_before(scan, found, hit):
                break
            sector = _sector(hit.noun, sector)
            found, at, loose = hit, hit.last, 0
            if hit.noun.group == "deed":
                break
        elif loose < MOST_LOOSE and _loose(scan, lexicon, at) and not (found and scan.tags.get(at) in PARTICIPLES):
            at, loose = at + 1, loose + 1
        else:
            break
    if found is None or _blocked(scan, lexicon, found.last):
        return None
    former, deputy = qualifiers(scan, lexicon, first, found.first)
    return Phrase(first, found.last, found.noun, sector, former, deputy)


def _ends_before(scan: Scan, found: NounHit, hit: NounHit) -> bool:
    """Whether the phrase ends before this noun: before an act, or before a name."""
    return hit.noun.group == "deed" or (scan.capital(hit.first) and not scan.capital(found.first))


def extend_back(scan: Scan, lexicon: Lexicon, first: int) -> int:
    """The first of the modifiers before word `first` ("senior", "former")."""
    modifiers = lexicon.words["modifiers"]
    at = first
    while at > 0 and first - at < MOST_LOOSE and scan.near(at) and scan.word(at - 1) in modifiers:
        at -= 1
    return at


def qualifiers(scan: Scan, lexicon: Lexicon, first: int, last: int) -> tuple[bool, bool]:
    """Whether the words say that the office is over, and that it is not the office itself."""
    if first == last:
        return False, False
    words = scan.lower[first:last]
    return not lexicon.words["former"].isdisjoint(words), not lexicon.words["deputy"].isdisjoint(words)


def _sector(noun: Noun, before: str) -> str:
    """The sector of the phrase so far; a noun that yields takes what stood before it."""
    return before if noun.yields and before not in ("", "UNK") else noun.sector


def _is_verb(scan: Scan, at: int, inside: bool) -> bool:
    tag = scan.tags.get(at, "")
    return tag.startswith("VB") and (inside or tag in ("VBZ", "VBD", "VBP", "MD"))


def _loose(scan: Scan, lexicon: Lexicon, at: int) -> bool:
    """Whether the word may stand between a name and the noun it belongs to."""
    word = scan.word(at)
    if word in lexicon.words["stops"] or word in lexicon.words["blockers"] or at in scan.hits:
        return False
    if word in lexicon.words["modifiers"] or word in lexicon.words["former"] or word in lexicon.words["deputy"]:
        return True
    tag = scan.tags.get(at)
    if tag:
        return tag in ("JJ", "JJR", "JJS", "NN", "VBN", "VBG", "CD") or (
            tag in ("NNP", "NNPS") and at not in scan.names
        )
    return scan.capital(at) or scan.plain[scan.ends[at] : scan.ends[at] + 1] == "-" or scan.gap(at) == "-"


def _blocked(scan: Scan, lexicon: Lexicon, last: int) -> bool:
    return last < len(scan.words) and scan.near(last) and scan.word(last) in lexicon.words["blockers"]

"""What a line may be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.events.lines.words import line_words

FEWEST, MOST = 4, 25  # words
WORD = re.compile(r"\w+")
OPENING = re.compile(r"[\"“«‘'(]*(?:[A-Z0-9À-ÞĀ-Ž#$£€]|[^\W\d_]*[A-Z])")
PAIRED = re.compile(r"[“”«»()\[\]\"]")
PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))
STRAIGHT = '"'
SPACED = re.compile(r" (?:[,;:!?)\]]|\.(?!\d))|[(\[] ")
LOOSE = frozenset("-–—*•,;:.")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a line and what is wrong with it: flaws of its form, and pronouns that stand for nobody in it.

    `bad` weighs both, 0 for a line without fault.
    """

    text: str = ""
    flaws: tuple[str, ...] = ()
    loose: int = 0
    bad: int = 0


def is_line(text: str, tags: Sequence[str] = ()) -> bool:
    """Whether a text may be the line of an event: one whole clause, or a phrase around a noun, that stands alone.

    `tags` are the Penn tags of its words, where they are known: one has to be that of a finite verb or of a noun.

    >>> is_line("The minister resigned over the dam"), is_line("He resigned over the dam"), is_line("Resigned over the")
    (True, False, False)
    """
    return not flaws(text, tags)


def flaws(text: str, tags: Sequence[str] = ()) -> list[str]:
    """What keeps a text from being a line, in a word each: opening, short, long, pronoun, tied, unpaired ..."""
    words, known = WORD.findall(text), line_words()
    first, last = (words[0], words[-1]) if words else ("", "")
    found = []
    if not OPENING.match(text):
        found.append("opening")
    if not FEWEST <= len(words) <= MOST:
        found.append("short" if len(words) < FEWEST else "long")
    if first.lower() in known.openers and not _is_name(first):
        found.append("pronoun")
    if last.lower() in known.closers and not _is_name(last):
        found.append("tied")
    if last in known.hanging and text.endswith(f", {last}"):
        found.append("hanging")
    if PAIRED.search(text) and not _is_paired(text):
        found.append("unpaired")
    if "  " in text or "\\" in text or SPACED.search(text) or text[:1] in LOOSE or text[-1:] in LOOSE - {"."}:
        found.append("broken")
    if tags and not any(tag in FINITE or tag.startswith("NN") for tag in tags):
        found.append("verbless")
    return found


def _is_paired(text: str) -> bool:
    """Whether quotation marks and brackets come in pairs."""
    return text.count(STRAIGHT) % 2 == 0 and all(text.count(one) == text.count(other) for one, other in PAIRS)


def _is_name(word: str) -> bool:
    """Whether a short word in capitals is a name: "IT", "US", "WHO"."""
    return word.isupper() and len(word) > 1

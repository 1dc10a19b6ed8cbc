"""Split text into sentences.

Offsets count code points of the text given.  A sentence never runs over the end of
a paragraph; lines of a text that was wrapped at a fixed width count as one paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from timeline.model import Span
from timeline.resources import data_file, listed, read_toml

# Wrapped text: lines of like length that seldom end where a sentence does.
NARROWEST, WIDEST, RAGGED = 45, 110, 30
# Characters.  No sentence of a newspaper has a third of that: what is longer is a table or a list without full stops,
# and the time that is spent on a sentence grows with its square.
LONGEST = 3000

BLOCK = re.compile(r"\S(?:.*(?:\n(?!\s*\n).*)*)?")
LINE = re.compile(r"[^\n\r\u2028\u2029]+")
END = re.compile(
    r"""(?P<stop>[.!?…]+|。)                # the marks that may end a sentence
        (?P<close>['"”’»)\]]*)              # what closes behind them
        (?:\s?\[\d{1,3}\])*                # references
        (?P<gap>\s+|(?=[A-Z“][a-z])|$)      # space, or none where it was forgotten
    """,
    re.VERBOSE,
)
SPACES = re.compile(r"\s+")
LAST_WORD = re.compile(r"[^\s(\[“\"'‘—/]+$")
NEXT_WORD = re.compile(r"[-–—•*(\[“\"'‘«]*\s?([^\W_]+(?:[’'][^\W_]+)?)")
OPENING = re.compile(r"[-–—•*(\[“\"'‘«\s]*$")
INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
LISTED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")
FORGOTTEN = re.compile(r"[^\W\d_A-Z]{2,}$|\d{4}$|[)”\"]$")
SPOKEN = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"(?:https?:|www\.|@|\S\.(?:com|org|net|gov)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Habits:
    """What a language does with full stops."""

    titles: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]


@cache
def habits() -> Habits:
    """The habits of English."""
    file = "en/parser-text.toml"
    table = read_toml(data_file(file))
    return Habits(*(listed(file, key, table[key]) for key in ("titles", "abbreviations", "starters", "speech")))


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, without white space at their ends.

    >>> [(s.start, s.end) for s in split_sentences("Mr. Smith left. He was ill.")]
    [(0, 15), (16, 27)]
    """
    whole = (sentence for part in _paragraphs(text) for sentence in _split(text, part))
    return [Span(start, end) for sentence in whole for start, end in _stretches(text, *sentence)]


def _paragraphs(text: str) -> Iterator[Span]:
    for block in BLOCK.finditer(text):
        lines = [(found.start() + block.start(), found.group()) for found in LINE.finditer(block.group())]
        if _is_wrapped([line for _, line in lines]):
            yield Span(block.start(), block.end())
        else:
            yield from (Span(start, start + len(line)) for start, line in lines if not line.isspace())


def _is_wrapped(lines: list[str]) -> bool:
    full = [line.rstrip() for line in lines[:-1]]
    if not full:
        return False
    lengths = [len(line) for line in full]
    even = min(lengths) >= NARROWEST and max(lengths) <= WIDEST and max(lengths) - min(lengths) <= RAGGED
    even = even and len(lines[-1].rstrip()) <= max(lengths) + RAGGED // 2
    return even and 2 * sum(line[-1] in '.!?:"”)' for line in full) < len(full) + 1


def _split(text: str, part: Span) -> Iterator[tuple[int, int]]:
    start, known = part.start, habits()
    for found in END.finditer(text, part.start, part.end):
        if found.end() < part.end and _ends(text, start, part.end, found, known):
            yield from _trimmed(text, start, found.start("gap"))
            start = found.end()
    yield from _trimmed(text, start, part.end)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or what is too long for one in parts that end where a word does."""
    while end - start > LONGEST:
        cut = next((space.end() for space in SPACES.finditer(text, start + LONGEST, end)), end)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    kept = text[start:end]
    if kept.strip():
        yield start + len(kept) - len(kept.lstrip()), end - len(kept) + len(kept.rstrip())


def _ends(text: str, start: int, end: int, found: re.Match[str], known: Habits) -> bool:
    """Whether the marks found end a sentence that began at `start`."""
    upcoming = NEXT_WORD.match(text, found.end(), end)
    before = LAST_WORD.search(text, max(start, found.start() - 40), found.start())
    word = before.group() if before else ""
    if not found["gap"]:
        return bool(FORGOTTEN.search(word + found["close"])) and not ADDRESS.search(word)
    if upcoming is None:
        return not OPENING.match(text, found.end(), end)
    following = upcoming.group(1)
    if following[0].islower():
        return False
    if found["stop"] == ".":
        return _stop_ends(text[start : found.start()], word, following, bool(found["close"]), known)
    return not (found["close"] and _is_speech(text[upcoming.start(1) : min(end, upcoming.end() + 60)], known))


def _stop_ends(sentence: str, word: str, following: str, closed: bool, known: Habits) -> bool:
    lower = word.lower()
    if lower in known.titles:
        return closed
    if LISTED.match(sentence.strip()):
        return False
    if lower in known.abbreviations or INITIAL.match(word):
        return (following in known.starters and word != "I") or closed
    return True


def _is_speech(following: str, known: Habits) -> bool:
    return any(word in known.speech for word in SPOKEN.findall(following)[1:4])

"""What kind of text an article is, by its shape: lines that open with dates or clock times, questions, who speaks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from timeline.errors import ResourceError
from timeline.model import Article, Timex
from timeline.resources import data_file, read_toml

LABEL = re.compile(r"\W*(\w[\w .'-]{0,30}?)\s*:\s")
BULLET = re.compile(r"\s*(?:[-*•–]|\(?\d{1,3}[.)])\s+\S")
APART = re.compile(r"[^\w\n,]{0,2}\s*(?:[:–—|]|-\s|\.\s|$)")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
QUOTED = re.compile(r"[“\"«][^”\"»]{0,1500}[”\"»]")
FEWEST_LINES = 4
MOST_HEADING = 80  # characters
# Shares of lines, sentences or words from where a text is taken for a kind.
DATED, CLOCKED, ASKED, LISTED, FIRST, ARGUED = 0.3, 0.25, 0.15, 0.6, 0.025, 0.012
OPENING = 3  # characters of a line before a date that it still opens with


class Genre(StrEnum):
    """The kind of a text."""

    NEWS = "news"
    INTERVIEW = "interview"
    ROUND_UP = "round-up"
    CHRONOLOGY = "chronology"
    LIVE_BLOG = "live-blog"
    OPINION = "opinion"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class GenreWords:
    """Pronouns of the first and second person, words that argue, labels of questions and answers, words of titles."""

    first: frozenset[str]
    second: frozenset[str]
    argues: frozenset[str]
    labels: frozenset[str]
    titles: Mapping[str, tuple[str, ...]]


@cache
def load_genre_words(language: str = "en") -> GenreWords:
    """The words of a language.

    Raises:
        ResourceError: the file is missing or lacks a list.
    """
    path = data_file(f"{language}/genre.toml")
    given = read_toml(path)
    try:
        person, argues, labels = given["person"], given["opinion"]["words"], given["interview"]["labels"]
        titles = {genre: tuple(phrases) for genre, phrases in given["title"].items()}
        first, second = frozenset(person["first"]), frozenset(person["second"])
        return GenreWords(first, second, frozenset(argues), frozenset(labels), titles)
    except KeyError as error:
        raise ResourceError(path.name, "lists", f"lacks {error}") from error


def genre_of(article: Article, timexes: Sequence[Timex]) -> Genre:
    """The kind of an article; news where its shape says nothing else."""
    lines = _lines(article.text)
    if (named := _named(article.title)) is not None:
        return named
    dated = [_opening(start, line, timexes, "DATE") for start, line in lines]
    clocked = [_opening(start, line, timexes, "TIME") for start, line in lines]
    if len(lines) >= FEWEST_LINES:
        if sum(clocked) >= max(3, CLOCKED * len(lines)):
            return Genre.LIVE_BLOG
        if sum(dated) >= max(3, DATED * len(lines)):
            return Genre.CHRONOLOGY
        if _answers([line for _, line in lines]):
            return Genre.INTERVIEW
        if sum(BULLET.match(line) is not None for _, line in lines) >= LISTED * len(lines):
            return Genre.LIST
        if _headings([line for _, line in lines]) >= 3:
            return Genre.ROUND_UP
    return Genre.OPINION if _argues(article.text) else Genre.NEWS


def _named(title: str) -> Genre | None:
    """The kind that a title names itself: "Opinion: ...", "October in brief"."""
    words = f" {' '.join(WORD.findall(title.lower()))} "
    found = ((genre, phrases) for genre, phrases in load_genre_words().titles.items())
    return next((Genre(genre) for genre, phrases in found if any(f" {phrase} " in words for phrase in phrases)), None)


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines that hold something, with where they begin."""
    return [(found.start(), found[0]) for found in re.finditer(r"[^\n]+", text) if found[0].strip()]


def _opening(start: int, line: str, timexes: Sequence[Timex], kind: str) -> bool:
    """Whether a line opens with a clock time, or with a date that stands apart: "May 3: the mine closes"."""
    lead = len(line) - len(line.lstrip())
    first = next((t for t in timexes if t.start >= start), None)
    if first is None or first.type != kind or first.start > start + lead + OPENING:
        return False
    return kind == "TIME" or APART.match(line, first.end - start) is not None


def _answers(lines: Sequence[str]) -> bool:
    """Whether questions alternate with answers: many lines end in a question mark, or labels come again and again."""
    questions = sum(line.rstrip().endswith(("?", "?”", '?"')) for line in lines)
    labels = [found[1].lower() for line in lines if (found := LABEL.match(line))]
    asked = sum(label in load_genre_words().labels or labels.count(label) >= FEWEST_LINES for label in labels)
    return questions >= max(3, ASKED * len(lines)) or asked >= 0.5 * len(lines)


def _headings(lines: Sequence[str]) -> int:
    """How many short lines without a full stop stand before a longer one that has it."""
    return sum(
        len(one) <= MOST_HEADING and not SENTENCE_END.search(one) and len(other) > MOST_HEADING
        for one, other in pairwise(lines[1:])
    )


def _argues(text: str) -> bool:
    """Whether the writer speaks in the first person or argues, what is quoted left out."""
    words, known = WORD.findall(QUOTED.sub(" ", text).lower()), load_genre_words()
    first = sum(word in known.first for word in words)
    argued = sum(word in known.argues for word in words)
    return first >= FIRST * max(80, len(words)) or (argued >= ARGUED * max(80, len(words)) and first > 2)

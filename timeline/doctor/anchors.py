"""Which event in the database a phrase such as "the annexation of Ruritania" names: pure, and silent where in doubt."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.events.lexicon import load_lexicon
from timeline.merge import family
from timeline.model import Interval
from timeline.resources import data_file, listed, read_toml
from timeline.store.names import fold

WORD = re.compile(r"[^\W\d_]+|\d+")
SHARED_PART, SHARED_LEAST = 0.6, 3  # of the shorter of two words of one stem: "annexed" and "annexation"
TAIL = 6  # letters that may come after what they share
LONG = 5  # letters from which on a stem in common is no accident, whatever the classes
LONGEST = 366  # days; what took longer is no day to count from


@dataclass(frozen=True, slots=True)
class Wanted:
    """A phrase taken apart: the word for what happened, and the words for who, whom and where."""

    head: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one mention tells it: the trigger's lemma, all words of its sentence and headline, its time."""

    lemma: str
    event_class: str
    words: frozenset[str]
    interval: Interval


def wanted(phrase: str, language: str = "en") -> Wanted | None:
    """The phrase taken apart, None where nothing is left of it.

    >>> wanted("the annexation of Crimea")
    Wanted(head='annexation', others=('crimea',))
    """
    rules = _rules(language)
    words = words_of(phrase)
    end = next((n for n, word in enumerate(words) if word in rules["after"] and n), len(words))
    said = [word for word in words[:end] if _says(word, rules)]
    if not said:
        return None
    rest = [word for word in words[end:] if _says(word, rules) and word not in rules["after"]]
    return Wanted(said[-1], tuple(dict.fromkeys((*said[:-1], *rest))))


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared.

    >>> words_of("São Tomé's vote")
    ['sao', 'tome', 's', 'vote']
    """
    return WORD.findall(fold(text))


@cache
def _rules(language: str) -> dict[str, Any]:
    file = f"{language}/anchors.toml"
    rules = read_toml(data_file(file))
    return rules | {key: listed(file, key, rules[key]) for key in ("after", "small")}


def _says(word: str, rules: dict[str, Any]) -> bool:
    return word not in rules["small"] and (len(word) >= rules["fewest"] or word.isdigit())


def named(phrase: Wanted, candidates: Sequence[Candidate]) -> Interval | None:
    """The time of the one event among the candidates that the phrase names; None where none or several fit.

    An event fits when its trigger is of the stem or of the very class of the head, and
    every other word of the phrase stands in its sentence or headline.  Where several
    mentions fit, their times have to have days in common, and the narrowest is taken.
    """
    found = sorted(
        {c.interval for c in candidates if c.interval.end - c.interval.start <= LONGEST and _fits(phrase, c)},
        key=lambda interval: (interval.end - interval.start, interval.start),
    )
    if not found or not all(interval.overlaps(other) for interval in found for other in found):
        return None
    return found[0]


def _fits(phrase: Wanted, candidate: Candidate) -> bool:
    """Whether trigger and head are one word, or show one class, and all else that is said of it stands there."""
    classes = _classes(phrase.head)
    related = not classes or family(candidate.event_class) in {family(name) for name in classes}
    lemmas = words_of(candidate.lemma)
    same = any(akin(phrase.head, word) and (related or min(len(word), len(phrase.head)) >= LONG) for word in lemmas)
    if not same and not (phrase.others and candidate.event_class in classes):
        return False
    return all(_stands(word, candidate.words) for word in phrase.others)


def _classes(head: str) -> frozenset[str]:
    """The classes that a noun shows by itself, by the lexicon."""
    entries = load_lexicon().entries.get(("noun", head), ())
    return frozenset(e.event_class for e in entries if len(e.words) == 1) - {"OTHER"}


def _stands(word: str, words: Collection[str]) -> bool:
    return word in words or any(akin(word, other) for other in words)


def akin(one: str, other: str) -> bool:
    """Whether two words are of one stem, as far as their letters tell.

    >>> akin("annexation", "annex"), akin("ruling", "rule"), akin("war", "warn"), akin("1914", "1915")
    (True, True, False, False)
    """
    if one == other:
        return True
    if one.isdigit() or other.isdigit():
        return False
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    short, long = sorted((len(one), len(other)))
    if shared == short <= SHARED_LEAST:
        return False
    return shared >= max(SHARED_LEAST, SHARED_PART * short) and long - shared <= TAIL

"""The words of a language that lines are written and checked with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.errors import ResourceError
from timeline.resources import data_file, read_toml

PERSON = ("one", "several", "people", "first", "second", "single")


@dataclass(frozen=True, slots=True)
class LineWords:
    """Lists of words in lower case, and the few forms that a line may need beside those of its sentence."""

    openers: frozenset[str]
    closers: frozenset[str]
    hanging: frozenset[str]
    connectives: frozenset[str]
    one: frozenset[str]
    several: frozenset[str]
    people: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]
    single: frozenset[str]
    that: frozenset[str]
    these: frozenset[str]
    where: Mapping[str, str]
    article: str
    possessive: str
    past: str
    pasts: str


@cache
def line_words(language: str = "en") -> LineWords:
    """The words of a language.

    Raises:
        ResourceError: the file is missing or lacks a list.
    """
    path = data_file(f"{language}/lines.toml")
    given = read_toml(path)
    try:
        clause, person, forms = given["clause"], given["person"], given["forms"]
        lists: dict[str, Any] = {name: frozenset(words) for name, words in person.items() if name in PERSON}
        return LineWords(
            openers=frozenset(given["open"]["pronouns"]),
            closers=frozenset(given["close"]["tied"]),
            hanging=frozenset(given["close"]["hanging"]),
            connectives=frozenset(clause["connectives"]),
            that=frozenset(clause["that"]),
            these=frozenset(clause["these"]),
            **lists,
            **{name: forms[name] for name in ("where", "article", "possessive", "past", "pasts")},
        )
    except KeyError as error:
        raise ResourceError(path.name, "lists", f"lacks {error}") from error

"""The words that make names into parties: nouns of people and bodies, modifiers, titles, guards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.errors import ResourceError
from timeline.resources import data_file, read_rows, read_toml

WORD = re.compile(r"\w+")
CLASSES = frozenset({"office", "person", "group", "body", "craft", "deed"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun, or phrase of nouns, that makes its phrase a party.

    `lemma` is its singular; `sector` a PLOVER code; a noun that `yields` takes the
    sector of a noun before it ("army officer").
    """

    lemma: str
    sector: str
    group: str
    yields: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Description:
    """What a definite description may stand for; no sectors means any."""

    kinds: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language; all lower case unless they hold names.  `towns` maps a town to its country;
    `common` are words that are no part of a name even where they have a capital; `noun_seconds` are the second words
    of nouns of several words; `alike` has for a noun those that may stand for the same thing, itself included.
    """

    nouns: dict[str, Noun]
    noun_lengths: dict[str, tuple[int, ...]]
    noun_seconds: frozenset[str]
    words: dict[str, frozenset[str]]
    offices: dict[str, tuple[str, ...]]
    short_titles: dict[str, str]
    descriptions: dict[str, Description]
    pairs: frozenset[str]
    towns: dict[str, str]
    common: frozenset[str]
    alike: dict[str, tuple[str, ...]]

    def titles(self, written: str) -> tuple[str, ...]:
        """The titles under which the registry may hold this office, likeliest first."""
        return self.offices.get(written, (written,))


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language, read once."""
    words = read_toml(data_file(f"{language}/actors.toml"))
    nouns = _nouns(language)
    lists = _word_lists(words)
    common = [lists[name] for name in ("stops", "modifiers", "calendar", "belongs", "honorifics")]
    return Lexicon(
        nouns=nouns,
        noun_lengths=_lengths(nouns),
        noun_seconds=frozenset(word for form in nouns for word in WORD.findall(form)[1:2]),
        words=lists,
        offices={office: tuple(titles) for office, titles in words["offices"].items()},
        short_titles=dict(words["titles_short"]),
        descriptions={
            noun: Description(frozenset(entry["kinds"]), frozenset(entry.get("sectors", ())))
            for noun, entry in words["descriptions"].items()
        },
        pairs=frozenset(words["pronouns"]["pair"]),
        common=frozenset().union(*common, words["titles_short"]),
        towns={town: country for country, towns in _towns(language) for town in towns},
        alike={noun: tuple(group.split()) for group in words["alike"].values() for noun in group.split()},
    )


def plural_of(noun: str) -> str:
    """The regular plural.

    >>> plural_of("ministry"), plural_of("coach"), plural_of("boy")
    ('ministries', 'coaches', 'boys')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _nouns(language: str) -> dict[str, Noun]:
    name = f"{language}/actor_nouns.csv"
    nouns: dict[str, Noun] = {}
    for line, row in read_rows(data_file(name)):
        if row["class"] not in CLASSES:
            raise ResourceError(name, f"line {line}", f'"{row["class"]}" is no class')
        for form in (row["plural"] or plural_of(row["noun"]), row["noun"]):
            plural = form != row["noun"] or row["plural"] == row["noun"]
            noun = Noun(row["noun"], row["sector"], row["class"], row["yields"] == "y", plural)
            nouns.setdefault(form.lower(), noun)
    return nouns


def _towns(language: str) -> Iterator[tuple[str, list[str]]]:
    for _, row in read_rows(data_file(f"{language}/actor_towns.csv")):
        yield row["country"], row["forms"].split("|")


def _lengths(nouns: dict[str, Noun]) -> dict[str, tuple[int, ...]]:
    """For each first word the lengths in characters of the phrases that begin with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for form in nouns:
        lengths.setdefault(first_word(form), set()).add(len(form))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


def first_word(form: str) -> str:
    """The letters and digits a form begins with, as the scanner cuts words."""
    for at, letter in enumerate(form):
        if not (letter.isalnum() or letter == "_"):
            return form[:at]
    return form


def _word_lists(table: dict[str, Any]) -> dict[str, frozenset[str]]:
    lists = {key: value for key, value in table.items() if isinstance(value, str)}
    lists |= {f"acting_{key}": value for key, value in table["acting"].items()}
    lists |= {f"given_{key}": value for key, value in table["given"].items()}
    lists |= {f"{key}_pronouns": table["pronouns"][key] for key in ("person", "group", "plural")}
    lists |= {key: table["pronouns"][key] for key in ("expletive", "also", "persons", "groups", "several")}
    lists["pair_openers"] = " ".join(pair.split()[0] for pair in table["pronouns"]["pair"])
    lists["kept"] = " ".join(lists[each] for each in ("person_pronouns", "group_pronouns", "pair_openers"))
    return {key: frozenset(value.split()) for key, value in lists.items()}

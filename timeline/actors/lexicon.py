"""The words that make names into parties: nouns of people and bodies, modifiers, titles, guards."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.actors.towns import Towns
from timeline.resources import Place, data_file, inverted, listed, read_rows, read_toml, unique

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
    """The word lists of one language; all lower case unless they hold names.  `common` are words that are no part of
    a name even where they have a capital; `noun_seconds` are the second words of nouns of several words; `alike` has
    for a noun those that may stand for the same thing, itself included.
    """

    nouns: dict[str, Noun]
    noun_lengths: dict[str, tuple[int, ...]]
    noun_seconds: frozenset[str]
    words: dict[str, frozenset[str]]
    offices: dict[str, tuple[str, ...]]
    short_titles: dict[str, str]
    descriptions: dict[str, Description]
    pairs: frozenset[str]
    towns: Towns
    common: frozenset[str]
    alike: dict[str, tuple[str, ...]]

    def titles(self, written: str) -> tuple[str, ...]:
        """The titles under which the registry may hold this office, likeliest first."""
        return self.offices.get(written, (written,))


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language, read once.

    Raises:
        ResourceError: a file is missing or malformed, or gives a word twice.
    """
    file = f"{language}/actors.toml"
    words = read_toml(data_file(file))
    nouns = _nouns(language)
    lists = _word_lists(file, words)
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
        pairs=listed(file, "pronouns.pair", words["pronouns"]["pair"]),
        common=frozenset().union(*common, words["titles_short"]),
        towns=Towns(lists["ambiguous_towns"]),
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
    file = f"{language}/actor_nouns.csv"
    rows = read_rows(data_file(file))
    return unique(form for line, row in rows for form in _noun_forms(Place.line(file, line), row))


def _noun_forms(place: Place, row: Mapping[str, str]) -> Iterator[tuple[Place, str, Noun]]:
    if row["class"] not in CLASSES:
        raise place.error(f'"{row["class"]}" is no class')
    for form in dict.fromkeys((row["plural"] or plural_of(row["noun"]), row["noun"])):
        plural = form != row["noun"] or row["plural"] == row["noun"]
        yield place, form.lower(), Noun(row["noun"], row["sector"], row["class"], row["yields"] == "y", plural)


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


def _word_lists(file: str, table: dict[str, Any]) -> dict[str, frozenset[str]]:
    inverted(file, "given", {key: value.split() for key, value in table["given"].items()})
    written = ((Place(file, entry), name, words.split()) for entry, name, words in _written(table))
    lists = unique((place, name, listed(file, place.entry, words)) for place, name, words in written)
    lists["pair_openers"] = frozenset(pair.split()[0] for pair in table["pronouns"]["pair"])
    lists["kept"] = lists["person_pronouns"] | lists["group_pronouns"] | lists["pair_openers"]
    return lists


def _written(table: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The lists that stand in the file: where, what code calls it, its words."""
    pronouns = table["pronouns"]
    yield from ((key, key, value) for key, value in table.items() if isinstance(value, str))
    for section in ("acting", "given"):
        yield from ((f"{section}.{key}", f"{section}_{key}", value) for key, value in table[section].items())
    yield from ((f"pronouns.{key}", f"{key}_pronouns", pronouns[key]) for key in ("person", "group", "plural"))
    yield from (
        (f"pronouns.{key}", key, pronouns[key]) for key in ("expletive", "also", "persons", "groups", "several")
    )

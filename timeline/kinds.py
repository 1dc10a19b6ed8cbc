"""What kind of deed a trigger names, so that reporters' different words for one event meet: die, death, killing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from timeline.resources import data_file, inverted, read_toml

SHORTEST = 4  # letters a suffix has to leave


@dataclass(frozen=True, slots=True)
class Kinds:
    """Groups of lemmas by lemma, and the suffixes taken off the others."""

    group_of: Mapping[str, str]
    suffixes: tuple[str, ...]


@cache
def load_kinds(language: str = "en") -> Kinds:
    """The groups of a language.

    Raises:
        ResourceError: the file is missing, or a lemma stands twice.
    """
    file = f"{language}/same_event.toml"
    given = read_toml(data_file(file))
    return Kinds(inverted(file, "groups", given["groups"]), tuple(given["suffixes"]))


@cache
def kind_of(lemma: str) -> str:
    """The group of a trigger, else its first word without its ending.

    >>> kind_of("death"), kind_of("shoot at"), kind_of("inaugurate"), kind_of("inauguration")
    ('die', 'shoot', 'inaugur', 'inaugur')
    """
    kinds = load_kinds()
    found = kinds.group_of.get(lemma)
    if found is not None:
        return found
    first = lemma.split(" ")[0]
    return kinds.group_of.get(first) or _stem(first, kinds.suffixes)


def _stem(word: str, suffixes: tuple[str, ...]) -> str:
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST:
            return word[: -len(suffix)]
    return word

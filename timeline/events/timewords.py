"""The words of a language by which events are dated."""

from dataclasses import dataclass
from functools import cache

from timeline.errors import ResourceError
from timeline.resources import data_file, read_toml


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Lemmas of lasting deeds, prepositions of before and after, words of blame and fame, adverbs of other times.

    `then` pairs a preposition with a noun; `acts` and `undergoes` are the classes of what nobody does, or has
    done to him, once he is dead, `honours` verbs of the latter; `persons` are pronouns; `answers` the classes of
    what is said of an event; `stamps` are words before the date of the article itself.
    """

    lasting: frozenset[str]
    away: frozenset[str]
    along: frozenset[str]
    births: frozenset[str]
    undoing: frozenset[str]
    different: frozenset[str]
    blame: frozenset[str]
    blamed_for: frozenset[str]
    fame: frozenset[str]
    famed_for: frozenset[str]
    earlier: frozenset[str]
    later: frozenset[str]
    bounds: frozenset[str]
    onward: frozenset[str]
    named: frozenset[str]
    through: frozenset[str]
    then: frozenset[str]
    acts: frozenset[str]
    undergoes: frozenset[str]
    honours: frozenset[str]
    persons: frozenset[str]
    answers: frozenset[str]
    stamps: frozenset[str]
    links: frozenset[str]
    pairs: frozenset[str]
    between: frozenset[str]
    recent: frozenset[str]


@cache
def load_timewords(language: str = "en") -> TimeWords:
    """The words of a language.

    Raises:
        ResourceError: the file is missing or lacks a list.
    """
    path = data_file(f"{language}/dating.toml")
    given = read_toml(path)
    try:
        return TimeWords(
            frozenset(given["nouns"]["lasting"]),
            frozenset(given["prepositions"]["away"]),
            frozenset(given["prepositions"]["along"]),
            frozenset(given["own"]["births"]),
            frozenset(given["own"]["undoing"]),
            frozenset(given["different"]["words"]),
            frozenset(given["blame"]["words"]),
            frozenset(given["blame"]["prepositions"]),
            frozenset(given["fame"]["words"]),
            frozenset(given["fame"]["prepositions"]),
            frozenset(given["adverbs"]["before"]),
            frozenset(given["adverbs"]["after"]),
            frozenset(given["prepositions"]["bounds"]),
            frozenset(given["prepositions"]["onward"]),
            frozenset(given["prepositions"]["named"]),
            frozenset(given["prepositions"]["through"]),
            frozenset(given["phrases"]["then"]),
            frozenset(given["dead"]["acts"]),
            frozenset(given["dead"]["undergoes"]),
            frozenset(given["dead"]["honours"]),
            frozenset(given["back"]["persons"]),
            frozenset(given["answers"]["classes"]),
            frozenset(given["stamps"]["words"]),
            frozenset(given["ranges"]["links"]),
            frozenset(given["ranges"]["pairs"]),
            frozenset(given["ranges"]["between"]),
            frozenset(given["ranges"]["recent"]),
        )
    except KeyError as error:
        raise ResourceError(path.name, "lists", f"lacks {error}") from error

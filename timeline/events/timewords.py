"""The words of a language by which events are dated."""

from dataclasses import dataclass
from functools import cache

from timeline.errors import ResourceError
from timeline.resources import data_file, listed, read_toml


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
        ResourceError: the file is missing, lacks a list or gives a word of one twice.
    """
    file = f"{language}/dating.toml"
    given = read_toml(data_file(file))

    def words(section: str, name: str) -> frozenset[str]:
        return listed(file, f"{section}.{name}", given[section][name])

    try:
        return TimeWords(
            words("nouns", "lasting"),
            words("prepositions", "away"),
            words("prepositions", "along"),
            words("own", "births"),
            words("own", "undoing"),
            words("different", "words"),
            words("blame", "words"),
            words("blame", "prepositions"),
            words("fame", "words"),
            words("fame", "prepositions"),
            words("adverbs", "before"),
            words("adverbs", "after"),
            words("prepositions", "bounds"),
            words("prepositions", "onward"),
            words("prepositions", "named"),
            words("prepositions", "through"),
            words("phrases", "then"),
            words("dead", "acts"),
            words("dead", "undergoes"),
            words("dead", "honours"),
            words("back", "persons"),
            words("answers", "classes"),
            words("stamps", "words"),
            words("ranges", "links"),
            words("ranges", "pairs"),
            words("ranges", "between"),
            words("ranges", "recent"),
        )
    except KeyError as error:
        raise ResourceError(file, "lists", f"lacks {error}") from error

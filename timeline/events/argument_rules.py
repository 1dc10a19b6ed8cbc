"""What the words around a trigger make of it: the rules that tell literal from figurative uses, read from a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.classes import load_classes
from timeline.errors import ResourceError
from timeline.resources import data_file, read_toml

FILE = "events_arguments.toml"
Shown = tuple[str, str]  # a class and a mode
LISTS = ("nouns", "subjects", "near", "heads", "below")  # conditions that name lists of lemmas
WORDS = ("adverbs", "clauses", "complements", "sectors", "targets")  # conditions that hold their words themselves
OUTCOMES = ("becomes", "otherwise", "bare")
FLAGS = ("voice", "question", "predicate", "every", "always")
BESIDE = frozenset({"words", "pos", "phrases", *FLAGS, "yes", "no"})


@dataclass(frozen=True, slots=True)
class ArgumentRule:
    """What a trigger shows where a condition holds (all with `every`), where it has another object, and where none.

    `words` are conditions on what stands beside it, by name: `nouns` has lemmas of the object (of a noun: what it is
    of, and what describes it), `subjects` of the subject, `near` of any word of the sentence, `heads` of the word it
    hangs on, `below` of a verb in a clause under it; `sectors` and `targets` are those of parties that do it or undergo
    it, `complements` labels of clauses.  `phrases` has lemmas by preposition, none for any noun.  `question` and
    `predicate`: a question completes it, something is said of its object.  An outcome is a class and a mode; None
    leaves the trigger what its entry says.
    """

    words: tuple[tuple[str, frozenset[str]], ...] = ()
    phrases: tuple[tuple[str, frozenset[str]], ...] = ()
    voice: str = ""
    question: bool = False
    predicate: bool = False
    every: bool = False
    always: bool = False
    becomes: Shown | None = None
    otherwise: Shown | None = None
    bare: Shown | None = None


@dataclass(frozen=True, slots=True)
class ArgumentRules:
    """The rules of a language by part of speech and lemmas of a trigger, in the order they are tried.

    `turned` is tried after them: by lemmas what a verb shows where a person, another party, a thing or nobody takes
    part.  `counting` are nouns that only count what hangs on them.
    """

    rules: Mapping[tuple[str, str], tuple[ArgumentRule, ...]]
    turned: Mapping[str, Mapping[str, Shown]]
    counting: frozenset[str]


@cache
def load_argument_rules(language: str = "en") -> ArgumentRules:
    """The rules of a language.

    Raises:
        ResourceError: the file is missing, or a rule names a list, a condition or a class that is not there.
    """
    given = read_toml(data_file(f"{language}/{FILE}"))
    lists, rules = given["lists"], dict[tuple[str, str], tuple[ArgumentRule, ...]]()
    for row in given["rule"]:
        rule = _rule(row, lists)
        for word in row["words"]:
            key = row.get("pos", "verb"), word
            rules[key] = (*rules.get(key, ()), rule)
    turned = {
        lemma: {who: _shown(lemma, written) for who, written in cases.items()}
        for lemma, cases in given["turned"].items()
    }
    return ArgumentRules(rules, turned, frozenset(lists["counting"]))


def _rule(row: Mapping[str, Any], lists: Mapping[str, list[str]]) -> ArgumentRule:
    name = ", ".join(row["words"])
    if unknown := set(row) - BESIDE - {*LISTS, *WORDS, *OUTCOMES}:
        raise ResourceError(FILE, name, f"knows no {min(unknown)!r}")
    words = {key: _lemmas(name, row[key], lists) for key in LISTS if key in row}
    words |= {key: frozenset(row[key]) for key in WORDS if key in row}
    phrases = {case: _lemmas(name, named, lists) for case, named in row.get("phrases", {}).items()}
    rest: dict[str, Any] = {key: _shown(name, row[key]) for key in OUTCOMES if key in row}
    rest |= {key: row[key] for key in FLAGS if key in row}
    filled = tuple((key, wanted) for key, wanted in words.items() if wanted)
    return ArgumentRule(words=filled, phrases=tuple(phrases.items()), **rest)


def _lemmas(rule: str, named: Iterable[str], lists: Mapping[str, list[str]]) -> frozenset[str]:
    if missing := [name for name in named if name not in lists]:
        raise ResourceError(FILE, rule, f"names a list {missing[0]!r} that is not there")
    return frozenset(lemma for name in named for lemma in lists[name])


def _shown(rule: str, written: str) -> Shown:
    """A class and a mode written as "CLASS" or "CLASS/mode"."""
    event_class, _, mode = written.partition("/")
    if event_class not in load_classes():
        raise ResourceError(FILE, rule, f"names a class {event_class!r} that is not there")
    return event_class, mode

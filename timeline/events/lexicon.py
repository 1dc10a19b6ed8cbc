"""The trigger lexicon of a language: what each word shows, and the words around it that say how it is told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from timeline.errors import ResourceError
from timeline.resources import data_file, read_rows, read_toml

PLOVER = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
)
OURS = "STATEMENT ELECTION OFFICE DISASTER ACCIDENT HEALTH DEATH DEAL LAUNCH MARKET RESULT LEGAL OTHER"
CLASSES = frozenset(f"{PLOVER} {OURS}".split())


@dataclass(frozen=True, slots=True)
class Frame:
    """Which slots hold source and target; of `both` sides those in `joint` are sources too.

    `shallow` never looks inside clauses; `transitive` verbs call for an object.
    """

    name: str
    pos: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    both: bool = False
    shallow: bool = False
    passive: bool = False
    needs: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    transitive: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A trigger: its words (lemmas), class, mode, frame, how much it weighs, and what its complement becomes.

    Verbs that no list names are found too, if an actor does or undergoes what they say.
    """

    words: tuple[str, ...]
    pos: str
    event_class: str
    mode: str
    frame: Frame
    salience: float
    inner: str
    listed: bool = True

    @property
    def name(self) -> str:
        """What the entry is called in traces."""
        return f"trigger.{self.pos}.{'-'.join(self.words)}" if self.listed else "trigger.any-verb"


@dataclass(frozen=True, slots=True)
class ObjectRule:
    """What a verb shows where one of these nouns is its object (or subject), where another is, and where none is.

    A class and a mode each; None leaves the verb what its entry says.
    """

    nouns: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    question: bool = False
    inside: frozenset[str] = frozenset()
    becomes: tuple[str, str] | None = None
    otherwise: tuple[str, str] | None = None
    bare: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All triggers by part of speech and by the lemma their match begins at, longest first, and the words of status.

    `openers` are the lemmas that a match begins at.
    """

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    openers: frozenset[str]
    frames: Mapping[str, Frame]
    status: Mapping[str, str]
    adjectives: Mapping[str, str]
    inner: Mapping[str, str]
    light: Mapping[str, frozenset[str]]
    composed: Mapping[str, tuple[str, str]]
    turned: Mapping[str, Mapping[str, tuple[str, str]]]
    objects: Mapping[str, tuple[ObjectRule, ...]]
    words: Mapping[str, frozenset[str]]
    full: Mapping[str, str]
    quantity: Mapping[str, Any]


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


def _pairs(table: Mapping[str, list[str]]) -> dict[str, tuple[str, str]]:
    return {key: (event_class, mode) for key, (event_class, mode) in table.items()}


def _objects(given: list[dict[str, Any]], nouns: Mapping[str, list[str]]) -> dict[str, tuple[ObjectRule, ...]]:
    rules: dict[str, tuple[ObjectRule, ...]] = {}
    for row in given:
        listed, doers = (
            frozenset(n for name in row.get(key, ()) for n in nouns[name]) for key in ("nouns", "subjects")
        )
        shown = [(row[key][0], row[key][1]) if key in row else None for key in ("becomes", "otherwise", "bare")]
        adverbs, clauses, labels = (frozenset(row.get(key, ())) for key in ("adverbs", "clauses", "complements"))
        rule = ObjectRule(
            listed,
            adverbs,
            clauses,
            doers,
            labels,
            row.get("question", False),
            frozenset(row.get("inside", ())),
            *shown,
        )
        for verb in row["verbs"]:
            rules[verb] = (*rules.get(verb, ()), rule)
    return rules


def _frame(name: str, given: Mapping[str, Any]) -> Frame:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    for examples in ("yes", "no"):
        plain.pop(examples, None)
    try:
        return Frame(name, **plain)
    except TypeError as error:
        raise ResourceError("en/events_frames.toml", name, str(error)) from error


def _entry(line: int, row: Mapping[str, str], frames: Mapping[str, Frame]) -> Entry:
    frame = frames.get(row["frame"])
    if frame is None or frame.pos != row["pos"] or row["class"] not in CLASSES:
        raise ResourceError("en/triggers.csv", f"line {line}", "names a frame or a class that does not fit")
    words = tuple(row["lemma"].split())
    return Entry(words, row["pos"], row["class"], row["mode"], frame, float(row["salience"]), row["inner"])


def _spellings(entry: Entry) -> Iterator[Entry]:
    """An entry, and where it has a hyphen also as a parser cuts it: "cease-fire", "cease - fire"."""
    yield entry
    words = tuple(part for word in entry.words for part in re.split("(-)", word) if part)
    if words != entry.words:
        yield replace(entry, words=words)


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language.

    Raises:
        ResourceError: a file is missing, or names a frame or class that is not there.
    """
    given = read_toml(data_file(f"{language}/events_frames.toml"))["frame"]
    frames = {name: _frame(name, table) for name, table in given.items()}
    entries: dict[tuple[str, str], list[Entry]] = {}
    for line, row in read_rows(data_file(f"{language}/triggers.csv")):
        for entry in _spellings(_entry(line, row, frames)):
            entries.setdefault((entry.pos, entry.words[0].lower()), []).append(entry)
    words = read_toml(data_file(f"{language}/events_words.toml"))
    ordered = {key: tuple(sorted(found, key=lambda e: -len(e.words))) for key, found in entries.items()}
    return Lexicon(
        entries=ordered,
        openers=frozenset(word for _, word in ordered),
        frames=frames,
        status=_inverted(words["status"]),
        adjectives=_inverted(words["adjective"]),
        inner=_inverted(words["inner"]),
        light={key: frozenset(value) for key, value in words["light"].items()},
        composed=_pairs(words["composed"]),
        turned={lemma: _pairs(cases) for lemma, cases in words["turned"].items()},
        objects=_objects(words["object"], words["nouns"]),
        full=words["full"],
        words={
            "future": frozenset(words["tense"]["future"]),
            **{key: frozenset(value) for key, value in words["phrase"].items()},
            "negation": frozenset(words["negation"]["words"]),
            "demands": frozenset(words["status"]["demanded"]),
            "places": frozenset(words["place"]["anaphors"]),
            "states": frozenset(words["generic"]["states"]),
            **{key: frozenset(value) for key, value in words["speech"].items()},
        },
        quantity=words["quantity"],
    )


@cache
def deeds(language: str = "en") -> frozenset[str]:
    """The nouns that show an event by themselves."""
    return frozenset(word for (pos, word), found in load_lexicon(language).entries.items() if pos == "noun" if _alone(found))


def _alone(entries: Iterable[Entry]) -> bool:
    return any(len(entry.words) == 1 for entry in entries)

"""The trigger lexicon of a language: what each word shows, and the words around it that say how it is told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from timeline.classes import load_classes
from timeline.errors import ResourceError
from timeline.resources import Place, data_file, inverted, listed, read_rows, read_toml, unique

CASUALTIES = ("killed", "injured", "arrested", "displaced")  # what is counted of people; the first that fits is taken


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
    words: Mapping[str, frozenset[str]]
    full: Mapping[str, str]
    quantity: Mapping[str, Any]


def _pairs(table: Mapping[str, list[str]]) -> dict[str, tuple[str, str]]:
    return {key: (event_class, mode) for key, (event_class, mode) in table.items()}


def _frame(name: str, given: Mapping[str, Any]) -> Frame:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    for examples in ("yes", "no"):
        plain.pop(examples, None)
    try:
        return Frame(name, **plain)
    except TypeError as error:
        raise ResourceError("en/events_frames.toml", name, str(error)) from error


def _entries(language: str, frames: Mapping[str, Frame]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Triggers by part of speech and the lemma they begin with, longest first."""
    file = f"{language}/triggers.csv"
    found: dict[tuple[str, str], list[Entry]] = {}
    rows = ((line, _entry(line, row, frames)) for line, row in read_rows(data_file(file)))
    spelt = ((Place.line(file, line), each) for line, entry in rows for each in _spellings(entry))
    for each in unique((place, (each.pos, " ".join(each.words)), each) for place, each in spelt).values():
        found.setdefault((each.pos, each.words[0].lower()), []).append(each)
    return {key: tuple(sorted(entries, key=lambda e: -len(e.words))) for key, entries in found.items()}


def _word_lists(file: str, given: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The lists by the names that code calls them."""
    named = [(section, key, key) for section in ("phrase", "speech") for key in given[section]]
    named += [("tense", "future", "future"), ("negation", "words", "negation"), ("status", "demanded", "demands")]
    named += [("generic", "states", "states")]
    places = ((Place(file, f"{section}.{key}"), name, given[section][key]) for section, key, name in named)
    return unique((place, name, listed(file, place.entry, words)) for place, name, words in places)


def _entry(line: int, row: Mapping[str, str], frames: Mapping[str, Frame]) -> Entry:
    frame = frames.get(row["frame"])
    if frame is None or frame.pos != row["pos"] or row["class"] not in load_classes():
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
        ResourceError: a file is missing, names a frame or class that is not there, or gives a word twice.
    """
    given = read_toml(data_file(f"{language}/events_frames.toml"))["frame"]
    frames = {name: _frame(name, table) for name, table in given.items()}
    entries = _entries(language, frames)
    file = f"{language}/events_words.toml"
    words = read_toml(data_file(file))
    casualties = {key: words["quantity"][key] for key in CASUALTIES}
    return Lexicon(
        entries=entries,
        openers=frozenset(word for _, word in entries),
        frames=frames,
        status=inverted(file, "status", words["status"]),
        adjectives=inverted(file, "adjective", words["adjective"]),
        inner=inverted(file, "inner", words["inner"]),
        light={key: listed(file, f"light.{key}", value) for key, value in words["light"].items()},
        composed=_pairs(words["composed"]),
        full=words["full"],
        words=_word_lists(file, words),
        quantity=words["quantity"] | {"kinds": inverted(file, "quantity", casualties)},
    )


@cache
def deeds(language: str = "en") -> frozenset[str]:
    """The nouns that show an event by themselves."""
    return frozenset(
        word for (pos, word), found in load_lexicon(language).entries.items() if pos == "noun" if _alone(found)
    )


def _alone(entries: Iterable[Entry]) -> bool:
    return any(len(entry.words) == 1 for entry in entries)

"""The class of an event in its article: what its word and the rules about its arguments say, and what it is about.

A team that stops another has a result, not a ban, and what a storm destroys is a disaster: the words around an event
and the other events of its article and sentence say which.  Learnt from the classes that editors gave
(`timeline/data/<language>/classing.csv`, made by `make train-choice`); the rules' class is what it knows best.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from timeline.arrays import np, npt
from timeline.errors import ResourceError
from timeline.events.clauses import is_passive
from timeline.events.standing import Occurrence
from timeline.language.vectors import Vectors, load_vectors
from timeline.model import Mention, Parse
from timeline.quick import changed
from timeline.resources import data_file
from timeline.tracing import about, keep, note

SUBJECTS = ("nsubj", "nsubj:pass")
OBJECTS = ("obj", "iobj", "xcomp", "ccomp")
OBLIQUES = ("obl", "obl:agent", "nmod")
OF_NOUN = ("nmod", "compound", "amod", "nmod:poss")
CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
PARTIES = 2  # of a side that count
FEWEST = 5  # sentences with events, for what an article is about to bear on one of them
LIKELY = 0.4  # chance from where a class takes the place of the rules'; held out 0.3 to 0.45 do alike
SHARE, TEXT = 3.0, 3.0  # how much the classes of the article, and the vector of its text, weigh
VECTOR = "vector "  # begins the names of the rows for vectors, which stand in their order
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an event for its class: named features, and vectors of the words that stand for it, one after
    the other: the trigger, its objects, its subjects, what else hangs on it, the whole text.
    """

    named: Mapping[str, float]
    vectors: Floats


@dataclass(frozen=True, slots=True)
class ClassModel:
    """A softmax over classes: a row of weights for each feature, a column for each class.

    `rows` gives the row of `named` for a feature; `vectors` has one for each number of `Seen.vectors`.
    """

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    named: Floats
    vectors: Floats

    def chances(self, seen: Sequence[Seen]) -> Floats:
        """The chance of each class for each event: (event, class)."""
        values = np.zeros((len(seen), len(self.rows)), np.float32)
        for at, each in enumerate(seen):
            known = [(self.rows[name], value) for name, value in each.named.items() if name in self.rows]
            values[at, [row for row, _ in known]] = [value for _, value in known]
        scores = np.stack([each.vectors for each in seen]) @ self.vectors + values @ self.named
        shares = np.exp(scores - scores.max(1, keepdims=True))
        chances: Floats = shares / shares.sum(1, keepdims=True)
        return chances


def classed(occurrences: Sequence[Occurrence], parses: Sequence[Parse]) -> list[Occurrence]:
    """The occurrences in order, each with its likeliest class; a text of few sentences is about too little."""
    if len({each.index for each in occurrences}) < FEWEST:
        return list(occurrences)
    model, seen = load_classing(), surroundings(occurrences, parses)
    result = []
    for each, known, chances in zip(occurrences, seen, model.chances(seen), strict=True):
        about(each.event.trigger.start)
        keep("class", (each.event.event_class, known))
        best = int(chances.argmax())
        event_class = model.classes[best]
        other = event_class != each.event.event_class and chances[best] >= LIKELY
        note("class.learnt", f"{chances[best]:.2f} {event_class}", fired=other)
        result.append(changed(each, event=changed(each.event, event_class=event_class, mode="")) if other else each)
    return result


def surroundings(occurrences: Sequence[Occurrence], parses: Sequence[Parse]) -> list[Seen]:
    """What is known of each event."""
    vectors = load_vectors()
    words = Counter(
        lemma.lower()
        for parse in parses
        for lemma, coarse in zip(parse.lemmas, parse.coarse, strict=True)
        if coarse in CONTENT
    )
    text = vectors.nothing.copy()
    for word, count in words.items():
        vector = vectors.of(word)
        if vector is not None:
            text += log(1 + count) * vector
    text *= TEXT / (float(np.linalg.norm(text)) or 1.0)
    every = Counter(each.event.event_class for each in occurrences)
    sentences: dict[int, Counter[str]] = defaultdict(Counter)
    for each in occurrences:
        sentences[each.index][each.event.event_class] += 1
    return [_seen(each, every, sentences[each.index], vectors, text) for each in occurrences]


def _seen(each: Occurrence, every: Counter[str], sentence: Counter[str], vectors: Vectors, text: Floats) -> Seen:
    tree, verb, at = each.tree, each.verb, each.trigger.at
    words = tree.lemmas
    subjects, objects, obliques = (tree.having(verb, *labels) for labels in (SUBJECTS, OBJECTS, OBLIQUES))
    noun = at != verb or tree.parse.coarse[at] == "NOUN"
    described = tree.having(at, *OF_NOUN) if noun else ()
    beside = [[words[kid] for kid in kids] for kids in ((*objects, *described), subjects, obliques)]
    blocks = [vectors.mean([words[at]]), *map(vectors.mean, beside), text]
    named = dict(_named(each, every, sentence))
    for kid in obliques:
        named[f"with {tree.preposition(kid) or 'nothing'}"] = 1.0
    if not objects:
        named["no object"] = 1.0
    if not subjects:
        named["no subject"] = 1.0
    named["passive"] = float(is_passive(tree, verb))
    return Seen(named, np.concatenate(blocks))


def _named(each: Occurrence, every: Counter[str], sentence: Counter[str]) -> Iterator[tuple[str, float]]:
    event, found = each.event, each.trigger
    said, entry = event.event_class, found.entry
    how = "turned" if found.event_class else "listed" if entry.listed else "generic"
    yield "bias", 1.0
    yield f"says {said}", 1.0
    yield f"says {said}, {how}", 1.0
    yield f"word {entry.event_class}", 1.0
    yield f"is {entry.pos}", 1.0
    others = max(1, every.total() - 1)
    for name, count in every.items():
        yield f"article {name}", SHARE * (count - (name == said)) / others
    for name, count in sentence.items():
        if count > (name == said):
            yield f"sentence {name}", 1.0
    for side, mentions in (("source", event.source), ("target", event.target)):
        yield from _parties(side, mentions)


def _parties(side: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, float]]:
    for mention in mentions[:PARTIES]:
        yield f"{side} {mention.kind.value}", 1.0
        yield f"{side} in {mention.sector or 'no sector'}", 1.0
    if not mentions:
        yield f"{side} none", 1.0


@cache
def load_classing(language: str = "en") -> ClassModel:
    """The model of a language.

    Raises:
        ResourceError: the file is missing, a weight is no number, or a row is too short.
    """
    path = data_file(f"{language}/classing.csv")
    try:
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    except OSError as error:
        raise ResourceError(path.name, "file", str(error)) from error
    (_, *classes), *rows = csv.reader(lines)
    try:
        weights = {name: np.array(row, np.float32) for name, *row in rows}
    except ValueError as error:
        raise ResourceError(path.name, "row", str(error)) from error
    if short := [name for name, row in weights.items() if len(row) != len(classes)]:
        raise ResourceError(path.name, short[0], f"has not a weight for each of {len(classes)} classes")
    vectors = [row for name, row in weights.items() if name.startswith(VECTOR)]
    named = {name: row for name, row in weights.items() if not name.startswith(VECTOR)}
    places = {name: at for at, name in enumerate(named)}
    return ClassModel(tuple(classes), places, np.stack(list(named.values())), np.stack(vectors))

"""Sentences as arrays, in batches of like length, with noise."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from timeline.language import tokens
from timeline.language.features import CLUSTER_BITS, HASHED, VECTOR_PARTS, Lexicon, features
from timeline.model import Span
from training.config import Config
from training.namelists import NAME_LISTS, NameLists
from training.treebank import NAME_TAGS, Sentence, bioes

COLUMNS = 3 + len(CLUSTER_BITS) + len(HASHED) + VECTOR_PARTS
LONGEST = 110
KEEP_NAME = 0.25
BARE_NAME = 0.4
BARE_CAPITAL, BARE_OTHER = 0.05, 0.015  # so that an unknown word is no name for that alone
BODY_PLACE = 0.3


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of each layer, in the order the network numbers them."""

    tags: tuple[str, ...]
    coarse: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in numbers, -1 where not annotated; `bare` words hide what lists and clusters know of them."""

    words: tuple[str, ...]
    gold: np.ndarray
    source: Sentence
    bare: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors, longest sentence first."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    gold: Tensor
    guide: Tensor
    examples: tuple[Example, ...]


class Forms:
    """The features of every form met so far, a row each."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.rows: dict[str, int] = {}
        self.ids = np.zeros((0, COLUMNS), np.int64)
        self.marks = np.zeros((0, 0), np.float32)

    def number(self, words: Sequence[str]) -> list[int]:
        """The row of each word."""
        fresh = list(dict.fromkeys(word for word in words if word not in self.rows))
        if fresh:
            found = features(fresh, self.lexicon, NAME_LISTS)
            self.rows.update((word, len(self.ids) + index) for index, word in enumerate(fresh))
            self.marks = np.concatenate([self.marks.reshape(-1, found.marks.shape[1]), found.marks])
            self.ids = np.concatenate([self.ids, found.ids])
        return [self.rows[word] for word in words]


def classes(sentences: Sequence[Sentence]) -> Classes:
    """Every class the training sentences hold."""
    layers = ([word for s in sentences for word in layer(s)] for layer in (_tags, _coarse, _labels))
    return Classes(*(tuple(sorted(set(layer))) for layer in layers))


def examples(sentences: Sequence[Sentence], known: Classes) -> list[Example]:
    """Sentences in numbers: columns of gold are tag, coarse, head (0 the root), label, name."""
    numbers = [{name: index for index, name in enumerate(layer)} for layer in (known.tags, known.coarse, known.labels)]
    names = {name: index for index, name in enumerate(NAME_TAGS)}
    found = []
    for sentence in sentences:
        gold = np.full((len(sentence.words), 5), -1, np.int64)
        if sentence.heads:
            gold[:, 0] = [numbers[0].get(tag, -1) for tag in sentence.tags]
            gold[:, 1] = [numbers[1].get(tag, -1) for tag in sentence.coarse]
            gold[:, 2] = [head + 1 for head in sentence.heads]
            gold[:, 3] = [numbers[2].get(label, -1) for label in sentence.labels]
        if sentence.names is not None:
            gold[:, 4] = [names[tag] for tag in bioes(len(sentence.words), sentence.names)]
        found.append(Example(sentence.words, gold, sentence))
    return found


def batches(data: Sequence[Example], forms: Forms, size: int) -> Iterator[Batch]:
    """Batches of about `size` words."""
    for group in groups(data, size):
        yield pack(group, forms)


def groups(data: Sequence[Example], size: int, rng: random.Random | None = None) -> list[list[Example]]:
    """Sentences of like length, about `size` words together, mixed a little where `rng` is given; longest first."""
    order = [example for example in data if rng is None or len(example.words) <= LONGEST]
    if rng is not None:
        rng.shuffle(order)
    order.sort(key=lambda example: -(len(example.words) + (rng.random() * 2 if rng is not None else 0)))
    found: list[list[Example]] = [[]]
    for example in order:
        if found[-1] and (len(found[-1]) + 1) * max(len(found[-1][0].words), len(example.words)) > size:
            found.append([])
        found[-1].append(example)
    return [sorted(group, key=lambda example: -len(example.words)) for group in found]


def pack(group: Sequence[Example], forms: Forms) -> Batch:
    """One batch; its sentences come longest first."""
    shape = len(group), len(group[0].words)
    rows, gold = np.zeros(shape, np.int64), np.full((*shape, 5), -1, np.int64)
    mask, bare = np.zeros(shape, np.float32), np.zeros(shape, bool)
    for index, example in enumerate(group):
        length = len(example.words)
        rows[index, :length] = forms.number(example.words)
        gold[index, :length] = example.gold
        mask[index, :length] = 1
        bare[index, list(example.bare)] = True
    ids, marks = forms.ids[rows], forms.marks[rows]
    ids[bare, 0 : 3 + len(CLUSTER_BITS)] = 0
    ids[bare, -VECTOR_PARTS:] = 0
    marks[bare, :NAME_LISTS] = 0
    marks[bare, -2:] = 0
    guide = np.array([example.source.guideline for example in group])
    tensors = (torch.from_numpy(array) for array in (ids, marks, mask, gold, guide))
    return Batch(*tensors, examples=tuple(group))


class Noise:
    """Other names for names, title case, lower case: so that the network learns contexts, not lists."""

    def __init__(self, config: Config, lists: NameLists, data: Sequence[Example]) -> None:
        self.config = config
        self.choices: dict[tuple[str, int], list[tuple[str, ...]]] = defaultdict(list)
        for example in data:
            for first, last, kind in example.source.names or ():
                self.choices[kind, last - first].append(example.words[first:last])
        self._fill(lists)

    def __call__(self, example: Example, rng: random.Random) -> Example:
        """The example, or a noisy copy."""
        if example.source.names is not None:
            example = self._bare(example, rng)
            if example.source.names and rng.random() < self.config.swap_chance:
                example = self._swap(example, rng)
        if len(example.words) > 3 and rng.random() < self.config.title_chance:
            return replace(example, words=tuple(_title(i, word) for i, word in enumerate(example.words)))
        if rng.random() < self.config.lower_chance:
            return replace(example, words=tuple(word.lower() for word in example.words))
        return example

    def _fill(self, lists: NameLists) -> None:
        places = sorted(place for place in lists.places | lists.towns if "-" not in place)
        for place in places:
            if all(_latin(word) for word in place.split()):
                self.choices["LOC", len(place.split())].append(tuple(place.split()))
        for body in sorted(lists.bodies):
            words = tuple(body[word.start : word.end] for word in tokens(body, Span(0, len(body))))
            self.choices["ORG", len(words)].append(words)
        self.first, self.last = (sorted(n for n in names if _latin(n)) for names in (lists.first, lists.last))
        self.places = frozenset(place for place in places if " " not in place)

    def _bare(self, example: Example, rng: random.Random) -> Example:
        """Hide what is known of some words that are no names."""
        named = {index for first, last, _ in example.source.names or () for index in range(first, last)}
        chances = [BARE_CAPITAL if word[:1].isupper() else BARE_OTHER * word[:1].isalpha() for word in example.words]
        bare = {index for index, chance in enumerate(chances) if index not in named and rng.random() < chance}
        return replace(example, bare=frozenset(bare)) if bare else example

    def _swap(self, example: Example, rng: random.Random) -> Example:
        words, bare = list(example.words), set(example.bare)
        for first, last, kind in example.source.names or ():
            other = self._other(kind, last - first, rng)
            if other and words[first][:1].isupper() and rng.random() > KEEP_NAME:
                words[first:last] = other
                if rng.random() < BARE_NAME:
                    bare.update(range(first, last))
        return replace(example, words=tuple(words), bare=frozenset(bare))

    def _other(self, kind: str, length: int, rng: random.Random) -> tuple[str, ...]:
        if kind == "PER" and length <= 2:
            given, family = rng.choice(self.first), rng.choice(self.last)
            return (given, family) if length == 2 else (family if rng.random() < 0.8 else given,)
        choices = self.choices[kind, length]
        other = rng.choice(choices) if choices else ()
        if kind == "ORG" and length > 1 and rng.random() < BODY_PLACE:
            towns = self.choices["LOC", 1]
            return tuple(rng.choice(towns)[0] if word in self.places else word for word in other)
        return other


def _latin(word: str) -> bool:
    return word.isalpha() and all(letter < "\u0250" for letter in word)


def _title(index: int, word: str) -> str:
    return word[:1].upper() + word[1:] if index == 0 or len(word) > 3 else word


def _tags(sentence: Sentence) -> tuple[str, ...]:
    return sentence.tags


def _coarse(sentence: Sentence) -> tuple[str, ...]:
    return sentence.coarse


def _labels(sentence: Sentence) -> tuple[str, ...]:
    return sentence.labels

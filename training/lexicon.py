"""Build the lexicon tables: clusters, vectors, ambiguity classes, name bits and the words of the treebanks."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Any
from zlib import crc32

import lemminflect
import numpy as np

from timeline.language.features import FREQUENCY_STEPS, Lexicon, plain
from training.namelists import name_bits, name_lists
from training.treebank import Sentence
from training.vectors import vectors

CLUSTERED_FORMS = 150_000
AMBIGUITY_CLASSES = 120
MINIMUM_COUNT = 2  # a word seen once shares the row of unknown words, which must be trained too
INFLECTED = ("NN", "NNS", "VB", "VBD", "VBN", "VBG", "VBZ", "JJ", "JJR", "JJS", "RB", "RBR", "RBS")


def build(sentences: Iterable[Sentence]) -> tuple[Lexicon, int]:
    """The lexicon and how many words of the treebanks have a row of their own (row 0 included)."""
    clusters, frequency, paths = _clusters()
    classes = _classes({form.lower() for form in clusters})
    words = _words(sentences)
    bits = {
        form: value
        for form, value in name_bits(name_lists()).items()
        if form in clusters or len(form) > 3 or value >> 6
    }
    cased = sorted({crc32(form.encode()): form for form in (*bits, *clusters)}.items())
    lower = sorted({crc32(form.encode()): form for form in (*classes, *words)}.items())
    vector_key, vector_code, _ = vectors()
    tables = Lexicon(
        cased_key=np.array([key for key, _ in cased], np.uint32),
        cased_cluster=np.array([clusters.get(form, 0) for _, form in cased], np.uint16),
        cased_names=np.array([bits.get(form, 0) for _, form in cased], np.uint16),
        cased_frequency=np.array([frequency.get(form, 0) for _, form in cased], np.uint8),
        lower_key=np.array([key for key, _ in lower], np.uint32),
        lower_word=np.array([words.get(form, 0) for _, form in lower], np.uint16),
        lower_class=np.array([classes.get(form, 0) for _, form in lower], np.uint8),
        cluster_path=np.array(paths, np.uint32),
        vector_key=vector_key,
        vector_code=vector_code,
    )
    return tables, len(words) + 1


def _table(name: str) -> dict[str, Any]:
    packed = files("spacy_lookups_data").joinpath("data", name).read_bytes()
    table: dict[str, Any] = json.loads(gzip.decompress(packed))
    return table


def _clusters() -> tuple[dict[str, int], dict[str, int], list[int]]:
    cluster, probability = _table("en_lexeme_cluster.json.gz"), _table("en_lexeme_prob.json.gz")
    numbers = {path: index for index, path in enumerate(sorted(set(cluster.values()) - {0}), 1)}
    usable = [form for form in probability if cluster.get(form) and _usable(form)]
    usable.sort(key=lambda form: (-probability[form], form))
    forms = {form: numbers[cluster[form]] for form in usable[:CLUSTERED_FORMS]}
    steps = {form: min(FREQUENCY_STEPS, max(0, int((probability[form] + 20) / 1.6))) for form in forms}
    return forms, steps, [0, *sorted(numbers)]


def _usable(form: str) -> bool:
    return form.isascii() and len(form) < 24 and any(letter.isalpha() for letter in form)


def _classes(forms: set[str]) -> dict[str, int]:
    """Which tags a form may have, as the number of the combination; rare combinations are left out."""
    masks: dict[str, int] = {}
    for form in sorted(forms):
        if not re.fullmatch(r"[a-z][a-z'-]*", form):
            continue
        for part, lemmas in lemminflect.getAllLemmas(form).items():
            for lemma in lemmas:
                _mark(masks, lemminflect.getAllInflections(lemma, upos=part))
    kept = [mask for mask, _ in Counter(masks.values()).most_common(AMBIGUITY_CLASSES)]
    numbers = {mask: index for index, mask in enumerate(kept, 1)}
    return {form: numbers[mask] for form, mask in masks.items() if mask in numbers}


def _mark(masks: dict[str, int], inflections: dict[str, tuple[str, ...]]) -> None:
    for tag, forms in inflections.items():
        name = "VB" if tag == "VBP" else tag
        if name in INFLECTED:
            for form in forms:
                masks[form.lower()] = masks.get(form.lower(), 0) | 1 << INFLECTED.index(name)


def _words(sentences: Iterable[Sentence]) -> dict[str, int]:
    counts = Counter(plain(word).lower() for sentence in sentences for word in sentence.words)
    common = sorted(word for word, count in counts.items() if count >= MINIMUM_COUNT)
    return {word: index for index, word in enumerate(common, 1)}

"""The parser that ships with the package."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from timeline.arrays import np
from timeline.language.lemmas import lemma
from timeline.language.names import agree, whole
from timeline.language.network import Analysis, Network
from timeline.language.products import Ints
from timeline.language.tokens import bounds, habits
from timeline.language.weights import Weights, read
from timeline.model import Name, Parse, Span
from timeline.resources import data_file
from timeline.terms import NameKind

AUXILIARY, PATIENT, AGENT, FLAT = "aux:pass", "nsubj:pass", "obl:agent", "flat"
OBJECT, CONJUNCT = "obj", "conj"
BATCH_WORDS = 1500  # more fall out of the cache of a busy core
GUIDELINE = "ewt"  # whole names: GUM calls half of "United States" one
LONGEST = 300  # words; what is longer is a table or a list, and is read in stretches


class EnglishParser:
    """Tags, trees and names by one network, lemmas by a table.

    The corpora it learnt from draw some lines elsewhere; `guideline` says which to follow.
    """

    def __init__(self, weights: Weights, guideline: str = GUIDELINE) -> None:
        self.network = Network(weights, guideline)
        facts = weights.facts
        self.tags, self.coarse, self.labels = (tuple(facts[layer]) for layer in ("tags", "coarse", "labels"))
        self.name_places = tuple(tag[0] for tag in facts["names"])
        self.name_kinds = tuple(NameKind(tag[2:]) if tag != "O" else None for tag in facts["names"])

    def parse(self, documents: Sequence[tuple[str, Sequence[Span]]]) -> list[tuple[Parse, ...]]:
        """One parse for each sentence; names of one document agree, documents know nothing of each other."""
        places = [bounds(text, span) for text, spans in documents for span in spans]
        texts = [text for text, spans in documents for _ in spans]
        words = [[text[a:b] for a, b in found] for text, found in zip(texts, places, strict=True)]
        parses = iter(self._parses([span for _, spans in documents for span in spans], places, words))
        return [_agreed(list(islice(parses, len(spans)))) for _, spans in documents]

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """The numbers of sentences that are already cut into words; none may be empty."""
        order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
        found: dict[int, Analysis] = {}
        batch: list[int] = []
        size = 0
        for index in order:
            if batch and size + len(sentences[index]) > BATCH_WORDS:
                found.update(zip(batch, self.network([sentences[i] for i in batch]), strict=True))
                batch, size = [], 0
            batch.append(index)
            size += len(sentences[index])
        if batch:
            found.update(zip(batch, self.network([sentences[i] for i in batch]), strict=True))
        return [found[index] for index in range(len(sentences))]

    def _parses(
        self, spans: Sequence[Span], places: Sequence[Sequence[tuple[int, int]]], words: Sequence[Sequence[str]]
    ) -> list[Parse]:
        stretches = [sentence[at : at + LONGEST] for sentence in words for at in range(0, len(sentence), LONGEST)]
        analyses = iter(self.analyse(stretches))
        return [
            self._parse(span, place, sentence, self._joined([next(analyses) for _ in range(0, len(sentence), LONGEST)]))
            for span, place, sentence in zip(spans, places, words, strict=True)
        ]

    def _joined(self, parts: Sequence[Analysis]) -> Analysis | None:
        """Stretches of one sentence as one tree: the roots of later ones hang on the first."""
        if len(parts) < 2:
            return parts[0] if parts else None
        heads, labels = [parts[0].heads], [parts[0].labels]
        root = int(np.flatnonzero(parts[0].heads < 0)[0])
        for number, part in enumerate(parts[1:], 1):
            is_root = part.heads < 0
            heads.append(np.where(is_root, root, part.heads + number * LONGEST))
            labels.append(np.where(is_root, self.labels.index("parataxis"), part.labels))
        tags, coarse, names = (np.concatenate([getattr(p, k) for p in parts]) for k in ("tags", "coarse", "names"))
        return Analysis(tags, coarse, np.concatenate(heads), np.concatenate(labels), names)

    def _parse(
        self, span: Span, place: Sequence[tuple[int, int]], words: Sequence[str], found: Analysis | None
    ) -> Parse:
        if found is None:
            return Parse(span.start, span.end, (), (), (), (), (), (), (), ())
        tags = tuple([self.tags[number] for number in found.tags.tolist()])
        labels = self.labels_of(words, found)
        starts, ends = zip(*place, strict=True)
        return Parse(
            start=span.start,
            end=span.end,
            starts=starts,
            ends=ends,
            words=tuple(words),
            lemmas=tuple([lemma(word.replace(" ", "-"), tag) for word, tag in zip(words, tags, strict=True)]),
            tags=tags,
            coarse=tuple([self.coarse[number] for number in found.coarse.tolist()]),
            heads=_own_objects(_of_whole_names(found.heads.tolist(), labels), labels),
            labels=labels,
            names=whole(words, self.names(found.names), habits().openers) if found.names.any() else (),
        )

    def labels_of(self, words: Sequence[str], found: Analysis) -> tuple[str, ...]:
        """The labels of a sentence.

        The network scores a label without the preposition: a plain `obl` under a passive verb
        that has one of the agent is mended (11 right, 1 wrong on the tuning sets).
        """
        labels = [self.labels[number] for number in found.labels.tolist()]
        if AUXILIARY in labels:
            heads = found.heads.tolist()
            passive = {head for head, label in zip(heads, labels, strict=True) if label in (AUXILIARY, PATIENT)}
            for index, word in enumerate(words):
                noun = heads[index]
                if labels[index] == "case" and labels[noun] == "obl" and heads[noun] in passive:
                    labels[noun] = AGENT if word.lower() in habits().agents else "obl"
        return tuple(labels)

    def names(self, path: Ints) -> tuple[Name, ...]:
        """The names that a sequence of name tags spells."""
        names, start = [], 0
        for index, number in enumerate(path.tolist()):
            place, kind = self.name_places[number], self.name_kinds[number]
            if place in "BS":
                start = index
            if place in "ES" and kind is not None:
                names.append(Name(start, index + 1, kind))
        return tuple(names)


def _of_whole_names(heads: Sequence[int], labels: Sequence[str]) -> tuple[int, ...]:
    """Heads, where what stands before a name hangs on its first word: "with" in "talks with Leo Varadkar"."""
    if FLAT not in labels:
        return tuple(heads)
    first = {
        at: head for at, (head, label) in enumerate(zip(heads, labels, strict=True)) if label == FLAT and head < at
    }
    return tuple([first[head] if head in first and at < first[head] else head for at, head in enumerate(heads)])


def _own_objects(heads: tuple[int, ...], labels: Sequence[str]) -> tuple[int, ...]:
    """Heads, where a verb's second object behind a verb joined to it is that verb's: "killed five and wounded 110"."""
    if labels.count(OBJECT) < 2 or CONJUNCT not in labels:
        return heads
    mended = list(heads)
    for at, label in enumerate(labels):
        verb = heads[at]
        if label != OBJECT or OBJECT not in [labels[n] for n in range(verb + 1, at) if heads[n] == verb]:
            continue
        joined = [n for n in range(verb + 1, at) if heads[n] == verb and labels[n] == CONJUNCT]
        if joined and OBJECT not in [labels[n] for n in range(joined[-1], len(heads)) if heads[n] == joined[-1]]:
            mended[at] = joined[-1]
    return tuple(mended)


def _agreed(parses: Sequence[Parse]) -> tuple[Parse, ...]:
    """The parses of one document, their names brought into agreement."""
    settled = agree([(parse.words, parse.names) for parse in parses])
    return tuple(
        parse if names == parse.names else replace(parse, names=names)
        for parse, names in zip(parses, settled, strict=True)
    )


@cache
def load_english() -> EnglishParser:
    """The parser, loaded once a process.

    Raises:
        ResourceError: its weights are missing or of another version.
    """
    return EnglishParser(read(data_file("en/parser.bin")))

"""Read the treebanks: JSON Lines, gzip, one document a line (docs/model-card.md says which)."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME_KINDS = ("PER", "ORG", "LOC")
GUIDELINES = ("ewt", "gum", "wikigold")  # corpora draw some lines elsewhere, round names above all
NAME_TAGS = ("O", *(f"{place}-{kind}" for kind in NAME_KINDS for place in "BIES"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence; tuples are empty where the corpus does not annotate that layer.

    `heads` count from 0, -1 for the root; `spaces` tell whether white space follows a word;
    `guideline` says which of GUIDELINES the annotators followed.
    """

    text: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    lemmas: tuple[str, ...]
    coarse: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...] | None
    guideline: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document; `genre` as the corpus calls it."""

    id: str
    genre: str
    sentences: tuple[Sentence, ...]


def documents(folder: Path, name: str) -> Iterator[Document]:
    """The documents of one file, `ewt_train` for example."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            guideline = GUIDELINES.index(name.partition("_")[0])
            yield Document(row["id"] or "", row["genre"], tuple(_sentence(entry, guideline) for entry in row["sents"]))


def sentences(folder: Path, *names: str) -> list[Sentence]:
    """All sentences of these files, in order."""
    return [sentence for name in names for document in documents(folder, name) for sentence in document.sentences]


def name_spans(tags: list[str] | None) -> tuple[tuple[int, int, str], ...] | None:
    """Word ranges of BIO tags, None where there are none.

    >>> name_spans(["B-PER", "I-PER", "O", "B-LOC"])
    ((0, 2, 'PER'), (3, 4, 'LOC'))
    """
    if tags is None:
        return None
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        if tag.startswith("I-") and spans and spans[-1][1] == index and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], index + 1, tag[2:])
        elif tag != "O":
            spans.append((index, index + 1, tag[2:]))
    return tuple(spans)


def bioes(length: int, spans: tuple[tuple[int, int, str], ...]) -> list[str]:
    """The spans as a tag a word.

    >>> bioes(4, ((0, 2, "PER"), (3, 4, "LOC")))
    ['B-PER', 'E-PER', 'O', 'S-LOC']
    """
    tags = ["O"] * length
    for first, last, kind in spans:
        tags[first:last] = [f"I-{kind}"] * (last - first)
        tags[first], tags[last - 1] = f"B-{kind}", f"E-{kind}"
        if last - first == 1:
            tags[first] = f"S-{kind}"
    return tags


def _sentence(row: dict[str, list[str] | None], guideline: int) -> Sentence:
    heads = [int(head) - 1 for head in row["heads"] or ()]
    words = tuple(row["words"] or ())
    spaces = tuple(bool(space) for space in row["spaces"] or ())
    return Sentence(
        text="".join(word + " " * space for word, space in zip(words, spaces, strict=True)).strip(),
        words=words,
        spaces=spaces,
        lemmas=tuple(row["lemma"] or ()),
        coarse=tuple(row["upos"] or ()),
        tags=tuple(row["xpos"] or ()),
        heads=tuple(heads),
        labels=tuple(row["deprel"] or ()),
        names=name_spans(row["ner"]),
        guideline=guideline,
    )

from pathlib import Path

import pytest

from timeline.errors import ResourceError
from timeline.language import load_parser
from timeline.model import Name
from timeline.terms import NameKind
from timeline.text import split_sentences

spacy = pytest.importorskip("spacy")

WORDS = ["Rebels", "were", "attacked", "by", "troops", "in", "Oslo", "."]
GOLD = {
    "words": WORDS,
    "heads": [2, 2, 2, 2, 3, 2, 5, 2],
    "deps": ["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "prep", "pobj", "punct"],
    "tags": ["NNS", "VBD", "VBN", "IN", "NNS", "IN", "NNP", "."],
    "entities": ["O", "O", "O", "O", "O", "O", "U-GPE", "O"],
    "spaces": [True, True, True, True, True, True, False, False],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny pipeline that has learnt one sentence by heart."""
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    pipeline = spacy.blank("en")
    for part in ("tagger", "parser", "ner"):
        pipeline.add_pipe(part)
    text = "Rebels were attacked by troops in Oslo."
    examples = [Example.from_dict(pipeline.make_doc(text), GOLD) for _ in range(40)]  # rarer labels are dropped
    optimiser = pipeline.initialize(lambda: examples)
    for _ in range(25):
        pipeline.update(examples, sgd=optimiser)
    path = tmp_path_factory.mktemp("spacy") / "tiny"
    pipeline.to_disk(path)
    return path


def test_a_pipeline_slots_in(folder: Path) -> None:
    text = "Hm. Rebels were attacked by troops in Oslo."
    first, parse = load_parser(f"spacy:{folder}").parse([(text, split_sentences(text))])[0]
    assert first.words == ("Hm", ".")
    assert parse.words == tuple(WORDS)
    assert text[parse.starts[0] : parse.ends[0]] == "Rebels"
    assert parse.labels[:3] == ("nsubj:pass", "aux:pass", "root")
    assert parse.heads == (2, 2, -1, 2, 3, 2, 5, 2)
    assert parse.tags[2] == "VBN"
    assert parse.names == (Name(6, 7, NameKind.LOCATION),)


def test_a_missing_pipeline_is_named() -> None:
    with pytest.raises(ResourceError, match="no_such_pipeline"):
        load_parser("spacy:no_such_pipeline")

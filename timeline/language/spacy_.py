"""A user's own spaCy pipeline behind the same interface (extra `spacy`)."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

from timeline.errors import ResourceError
from timeline.model import Name, Parse, Span
from timeline.terms import NameKind

# spaCy's English labels (ClearNLP style) where they have a name of their own in UD v2; other labels are kept.
LABELS = {
    "ROOT": "root", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj",
    "dative": "iobj", "relcl": "acl:relcl", "poss": "nmod:poss", "prt": "compound:prt", "agent": "obl:agent",
    "npadvmod": "obl:unmarked", "neg": "advmod", "nummod": "nummod", "attr": "xcomp", "acomp": "xcomp",
}  # fmt: skip
KINDS = {
    "PERSON": NameKind.PERSON, "PER": NameKind.PERSON, "ORG": NameKind.ORGANISATION, "NORP": None,
    "GPE": NameKind.LOCATION, "LOC": NameKind.LOCATION, "FAC": NameKind.LOCATION,
}  # fmt: skip


class SpacyParser:
    """Sentences through `pipeline`; each is parsed by itself, so that ours and its sentences agree."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline

    def parse(self, documents: Sequence[tuple[str, Sequence[Span]]]) -> list[tuple[Parse, ...]]:
        """One parse for each sentence of each document."""
        texts = [text[span.start : span.end] for text, spans in documents for span in spans]
        docs: Iterator[Any] = iter(self.pipeline.pipe(texts))
        return [
            tuple(read_doc(doc, span) for span, doc in zip(spans, islice(docs, len(spans)), strict=True))
            for _, spans in documents
        ]


def load_spacy(name: str) -> SpacyParser:
    """The parser around the installed pipeline, or the folder, called `name`.

    Raises:
        ResourceError: spaCy or the pipeline is not installed.
    """
    try:
        spacy = import_module("spacy")
    except ImportError as error:
        raise ResourceError("parser", f"spacy:{name}", "needs `pip install timeline[spacy]`") from error
    try:
        return SpacyParser(spacy.load(name))
    except OSError as error:
        raise ResourceError("parser", f"spacy:{name}", "no such pipeline is installed") from error


def read_doc(doc: Any, span: Span) -> Parse:
    """What spaCy found in the sentence at `span`; tokens of white space are left out."""
    words = [token for token in doc if not token.is_space]
    place = {token.i: index for index, token in enumerate(words)}
    root = next((index for index, token in enumerate(words) if token.head.i == token.i), 0)
    heads = [place.get(token.head.i, root) if token.head.i != token.i else -1 for token in words]
    heads = [root if head < 0 and index != root else head for index, head in enumerate(heads)]
    return Parse(
        start=span.start,
        end=span.end,
        starts=tuple(span.start + token.idx for token in words),
        ends=tuple(span.start + token.idx + len(token.text) for token in words),
        words=tuple(token.text for token in words),
        lemmas=tuple(token.lemma_ or token.text.lower() for token in words),
        tags=tuple(token.tag_ for token in words),
        coarse=tuple(token.pos_ for token in words),
        heads=tuple(heads),
        labels=tuple(_label(token, index == root) for index, token in enumerate(words)),
        names=tuple(_names(doc, place)),
    )


def _label(token: Any, is_root: bool) -> str:
    if is_root:
        return "root"
    label: str = token.dep_
    if label in ("ROOT", "root"):
        return "parataxis"
    return LABELS.get(label, label)


def _names(doc: Any, place: dict[int, int]) -> Iterator[Name]:
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        inside = [place[token.i] for token in entity if token.i in place]
        if kind is not None and inside:
            yield Name(inside[0], inside[-1] + 1, kind)

"""Tags, lemmas, dependency trees and names of sentences.

Importing this package is cheap: numpy and the weights are loaded by the first call of
`load_parser`, once a process.  The weights are mapped from their file, so processes share
them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from timeline.errors import ResourceError
from timeline.language.tokens import tokens
from timeline.model import Parse, Span

__all__ = ["Parser", "load_parser", "tokens"]


class Parser(Protocol):
    """Something that analyses sentences."""

    def parse(self, documents: Sequence[tuple[str, Sequence[Span]]]) -> list[tuple[Parse, ...]]:
        """One parse for each sentence of each document (its text and its sentences), in order.

        The result does not depend on which documents come in one call.
        """
        ...


@cache
def load_parser(spec: str = "en") -> Parser:
    """The parser called `spec`: `en`, or `spacy:NAME` for a spaCy pipeline that is installed.

    Raises:
        ResourceError: there is no such parser, or its files are missing.
    """
    kind, _, name = spec.partition(":")
    if kind == "spacy" and name:
        from timeline.language.spacy_ import load_spacy

        return load_spacy(name)
    if spec != "en":
        raise ResourceError("parser", spec, "is not known; use `en` or `spacy:NAME`")
    from timeline.language.english import load_english

    return load_english()

"""Which sentences may tell of an event: the others need not be parsed."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress

from timeline.actors.lexicon import lexicon as actor_lexicon
from timeline.events.lexicon import load_lexicon
from timeline.language import Parser
from timeline.language.lemmas import lemma
from timeline.model import Parse, Span
from timeline.text import habits

WORD = re.compile(r"[^\W\d_]+")
SHORTEST_VERB = 3  # letters
INFLECTED = ("VBD", "VBN", "VBG", "VBZ", "NNS")
CACHED = 1 << 15


def worth_parsing(text: str, span: Span) -> bool:
    """Whether a sentence has a word of the lexicons, or a name and beside it a word that may be a verb."""
    words = WORD.findall(text, span.start, span.end)
    if any(_tells(word.lower()) for word in words):
        return True
    plain = any(word.islower() and len(word) >= SHORTEST_VERB for word in words[1:])
    named = words[1:] if words and words[0] in habits().starters else words
    return plain and any(not word.islower() for word in named)


def parse_worthwhile(parser: Parser, documents: Sequence[tuple[str, Sequence[Span]]]) -> list[tuple[Parse, ...]]:
    """A parse for each sentence of each document; those of sentences not worth it have no words."""
    chosen = [[worth_parsing(text, span) for span in spans] for text, spans in documents]
    parsed = parser.parse(
        [(text, list(compress(spans, keep))) for (text, spans), keep in zip(documents, chosen, strict=True)]
    )
    return [
        tuple(_merged(spans, keep, iter(parses)))
        for (_, spans), keep, parses in zip(documents, chosen, parsed, strict=True)
    ]


def _merged(spans: Sequence[Span], keep: Sequence[bool], parses: Iterator[Parse]) -> Iterator[Parse]:
    for span, kept in zip(spans, keep, strict=True):
        yield next(parses) if kept else Parse(span.start, span.end, (), (), (), (), (), (), (), ())


@lru_cache(CACHED)
def _tells(word: str) -> bool:
    telling = _telling()
    return word in telling or any(lemma(word, tag) in telling for tag in INFLECTED)


@cache
def _telling() -> frozenset[str]:
    """Of each trigger and each noun for a party the longest word, and what refers back to parties."""
    actors = actor_lexicon()
    words = (
        {max(WORD.findall(noun), key=len) for noun in actors.nouns}
        | actors.words["person_pronouns"]
        | actors.words["pair_openers"]
    )
    entries = (entry for found in load_lexicon().entries.values() for entry in found)
    words |= {max((part for word in entry.words for part in WORD.findall(word)), key=len).lower() for entry in entries}
    return frozenset(words)

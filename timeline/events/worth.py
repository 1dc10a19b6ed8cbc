"""Which sentences may tell of an event: the others need not be parsed."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from timeline.actors.lexicon import lexicon as actor_lexicon
from timeline.events.lexicon import load_lexicon
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


def unparsed(span: Span) -> Parse:
    """What stands for a sentence that was not parsed."""
    return Parse(span.start, span.end, (), (), (), (), (), (), (), ())


def chosen(text: str, spans: Sequence[Span]) -> list[bool]:
    """For each sentence whether it is worth parsing."""
    return [worth_parsing(text, span) for span in spans]


@lru_cache(CACHED)
def _tells(word: str) -> bool:
    telling = _telling()
    return word in telling or any(lemma(word, tag) in telling for tag in INFLECTED)


@cache
def _telling() -> frozenset[str]:
    """First words of triggers, of nouns for parties, and of what refers back to them."""
    actors = actor_lexicon()
    words = set(actors.noun_lengths) | actors.words["person_pronouns"] | actors.words["pair_openers"]
    words |= {part for _, first in load_lexicon().entries for part in (first, *first.split("-"))}
    return frozenset(words)

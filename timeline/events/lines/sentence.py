"""A sentence as its lines are written from it: what never stands in a line, and what many questions ask again."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from timeline.events.lexicon import Lexicon
from timeline.events.lines.words import LineWords
from timeline.events.tree import Tree

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
HELPERS = ("aux", "aux:pass", "cop")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PERSONAL = frozenset({"PRP", "PRP$"})
POINTING = PERSONAL | {"DT"}
RELATIVE = frozenset({"WP", "WDT", "WRB", "WP$"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "expl")
VERBAL = frozenset({"VERB", "AUX"})
OPENS, CLOSES = frozenset("([{"), frozenset(")]}")
DASHES = ("-", "–", "—", "--")
WORD = re.compile(r"\w+")
DATELINE = 20  # words among which a place and an agency in brackets may stand before the text


@dataclass(slots=True)
class Sentence:
    """A tree and what lines are written with.

    `hidden` are the words of dates, `outside` those of brackets and of the place and day a text is written from.
    `blocked` are both; `special` are pronouns, words of names and what points to a noun.  `firsts` and `lasts` are
    the ends of what hangs on each word; in a tree that is `crossed`, others may stand between.
    """

    tree: Tree
    lexicon: Lexicon
    words: LineWords
    hidden: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()
    blocked: frozenset[int] = frozenset()
    special: frozenset[int] = frozenset()
    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    crossed: bool = False
    known: dict[Hashable, Any] = field(default_factory=dict)  # what other modules have worked out

    def under(self, at: int) -> Sequence[int]:
        """A word and all that hang on it, in order."""
        if self.crossed:
            return sorted(self.tree.down(at))
        return range(self.firsts[at], self.lasts[at] + 1)

    def says(self, verb: int) -> bool:
        """Whether a verb is one of saying."""
        lemma = self.tree.lemmas[verb]
        if lemma in self.lexicon.words["reporters"]:
            return True
        entries = self.lexicon.entries.get(("verb", lemma), ())
        return any(entry.words == (lemma,) and entry.event_class == "STATEMENT" for entry in entries)

    def is_finite(self, verb: int) -> bool:
        """Whether a clause has a finite verb."""
        tree, tags = self.tree, self.tree.parse.tags
        helpers = tree.having(verb, *HELPERS)
        if tags[verb] == "VBD" and not helpers and tree.having(verb, "obl:agent"):
            return bool(tree.having(verb, "obj", *SUBJECTS))  # not in "she sang, accompanied by a band"
        if tags[verb] == "VBN" and not helpers:
            return self._is_past(verb)
        return tags[verb] in FINITE or any(tags[word] in FINITE for word in helpers)

    def _is_past(self, verb: int) -> bool:
        """Whether what is tagged a participle is the past tense: with a subject, or joined to a past tense."""
        tree, head = self.tree, self.tree.parse.heads[verb]
        joined = (
            tree.parse.labels[verb] == "conj" and tree.parse.tags[head] == "VBD" and not tree.having(head, *HELPERS)
        )
        return bool(tree.having(verb, "nsubj")) or joined

    def is_plural(self, noun: int) -> bool:
        """Whether a noun stands for several."""
        tree = self.tree
        if tree.parse.tags[noun] in ("NNS", "NNPS") or tree.having(noun, "conj"):
            return True
        return tree.parse.tags[noun] == "CD" and tree.lower[noun] not in self.words.single

    def is_apart(self, at: int) -> bool:
        """Whether a comma or a dash stands before a phrase."""
        first, parse = self.firsts[at], self.tree.parse
        mark = first if parse.coarse[first] == "PUNCT" else first - 1
        return mark >= 0 and parse.words[mark] in (",", *DASHES, ":", ";")

    def is_fronted(self, verb: int, kid: int) -> bool:
        """Whether a phrase stands before the subject of its verb."""
        return kid < verb and any(subject > kid for subject in self.tree.having(verb, *SUBJECTS))


def sentence(tree: Tree, timed: frozenset[int], lexicon: Lexicon, words: LineWords) -> Sentence:
    """The sentence of a tree; `timed` are the words of its dates."""
    parse = tree.parse
    loose = {at for at in timed if parse.coarse[at] == "DET" and parse.heads[at] not in timed}
    pointing = [at for at, tag in enumerate(parse.tags) if tag in POINTING]
    these = [at for at in pointing if parse.tags[at] != "DT" or tree.lower[at] in words.these]
    special = frozenset((*these, *tree.mention_at))
    hidden, outside = timed - loose, _outside(tree, timed)
    return Sentence(tree, lexicon, words, hidden, outside, hidden | outside, special, *_ends(tree))


def _ends(tree: Tree) -> tuple[list[int], list[int], bool]:
    """For each word the first and the last of those that hang on it and itself; whether others stand between any."""
    heads, firsts, lasts, counts = tree.parse.heads, list(range(tree.size)), list(range(tree.size)), [1] * tree.size
    order = [at for at, head in enumerate(heads) if head < 0]
    for word in order:
        order += tree.kids[word]
    for word in reversed(order):
        head = heads[word]
        if head >= 0:
            counts[head] += counts[word]
            if firsts[word] < firsts[head]:
                firsts[head] = firsts[word]
            if lasts[word] > lasts[head]:
                lasts[head] = lasts[word]
    return firsts, lasts, [last - first + 1 for first, last in zip(firsts, lasts, strict=True)] != counts


@lru_cache(1 << 14)
def spoken(word: str) -> int:
    """How many words a reader counts in a token, who takes "1,200" for two."""
    return len(WORD.findall(word))


def _outside(tree: Tree, timed: frozenset[int]) -> frozenset[int]:
    """The words that are no part of a sentence: those in brackets, and what stands before it in a chronology."""
    found = _bracketed(tree)
    head = next((at for at in range(tree.size) if at not in timed), 0)
    if head and tree.parse.words[head] in (*DASHES, ":"):
        found.update(range(head + 1))
    return frozenset(found)


def _bracketed(tree: Tree) -> set[int]:
    """The words inside brackets, and the place and day a text is written from."""
    words, found, opened = tree.parse.words, set[int](), list[int]()
    if CLOSES.isdisjoint(words):
        return found
    for at, word in enumerate(words):
        if word in OPENS:
            opened.append(at)
        elif word in CLOSES and opened:
            first = opened.pop()
            if at - first > 2 or not _is_glued(tree, first, at):
                found.update(range(first, at + 1))
            if first < DATELINE and at + 1 < tree.size and words[at + 1] in DASHES:
                found.update(range(at + 2))
    return found


def _is_glued(tree: Tree, first: int, last: int) -> bool:
    """Whether brackets stand inside a word: "[c]oncessions"."""
    parse = tree.parse
    before = first > 0 and parse.starts[first] == parse.ends[first - 1]
    after = last + 1 < tree.size and parse.starts[last + 1] == parse.ends[last] and parse.coarse[last + 1] != "PUNCT"
    return before or after

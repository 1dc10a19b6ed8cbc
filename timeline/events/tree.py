"""A sentence as a tree: who hangs on whom, clauses, arguments and the actors inside them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, TypeVar

from timeline.events.lexicon import load_lexicon
from timeline.model import Mention, Parse, Span, Timex
from timeline.terms import BY_NAME, ActorKind, Via

T = TypeVar("T")

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis", "root"})
OWNER = "PRP$"
NAMING = ("nmod", "appos", "flat", "acl")
NAMED = (*BY_NAME, Via.COREF)
BESIDE = frozenset({"after", "among", "as", "before", "besides", "by", "despite", "than", "via", "with", "without"})
NONE: Sequence[int] = ()
NO_LABELS: frozenset[str] = frozenset()
BODIES = frozenset({
    ActorKind.ARMED_GROUP, ActorKind.COMPANY, ActorKind.GOVERNMENT, ActorKind.IGO, ActorKind.MEDIA, ActorKind.MINISTRY,
    ActorKind.OTHER, ActorKind.PARTY, ActorKind.PERSON,
})  # fmt: skip
Placed = TypeVar("Placed", Mention, Timex)
INSIDE = ("amod", "compound", "nmod:poss", "nmod", "appos", "flat", "det", "nummod", "dep")


def once(ask: "Callable[[Tree, int], T]") -> "Callable[[Tree, int], T]":
    """A question about a word that is worked out once a tree, since trees do not change."""

    @wraps(ask)
    def answer(tree: "Tree", at: int, /) -> T:
        key = ask, at
        if key not in tree.answers:
            tree.answers[key] = ask(tree, at)
        found: T = tree.answers[key]
        return found

    return answer


def by_sentence(things: Iterable[Placed], parses: Sequence[Parse]) -> list[list[Placed]]:
    """The things that begin in each of the sentences, which stand in order; in one pass, however long the article."""
    starts = [parse.start for parse in parses]
    found: list[list[Placed]] = [[] for _ in parses]
    for thing in things:
        at = bisect_right(starts, thing.start) - 1
        if at >= 0 and thing.start < parses[at].end:
            found[at].append(thing)
    return found


class Tree:
    """One parse with its children and the actors that stand in it."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention] = ()) -> None:
        self.parse = parse
        self.size = len(parse.words)
        self.lemmas = tuple(map(str.lower, parse.lemmas))
        self.lower = tuple(map(str.lower, parse.words))
        self.kids: list[list[int]] = [[] for _ in range(self.size)]
        below: list[dict[str, list[int]]] = [{} for _ in range(self.size)]
        for at, (head, label) in enumerate(zip(parse.heads, parse.labels, strict=True)):
            if head >= 0:
                self.kids[head].append(at)
                below[head].setdefault(label, []).append(at)
        self._below = below  # the children of each word by label: most questions end there
        self._down: dict[int, tuple[int, ...]] = {}
        self.answers: dict[tuple[object, int], Any] = {}
        self._ways: dict[int, tuple[int, ...]] = {}
        inside = [m for m in mentions if parse.start <= m.start < parse.end]
        self.mention_at: dict[int, Mention] = {}
        self.head_of: dict[Mention, int] = {}
        self.objects: dict[int, Mention] = {}  # nouns without a name that something is done to
        self.owners: dict[int, Mention] = {}  # whom a possessive pronoun means, who takes no part by that alone
        for mention in inside:
            words = self.words_in(mention.start, mention.end)
            if words and mention.kind is ActorKind.THING and mention.via is Via.TITLE:
                self.objects[self.top(words)] = mention
                continue
            if len(words) == 1 and parse.tags[words[0]] == OWNER:
                self.owners[words[0]] = mention
                continue
            self.mention_at.update(dict.fromkeys(words, mention))
            if words:
                self.head_of[mention] = self.top(words)

    def words_in(self, start: int, end: int) -> list[int]:
        """The words that share a character with a stretch of the text."""
        first = bisect_right(self.parse.ends, start)
        return list(range(first, max(first, bisect_left(self.parse.starts, end))))

    def top(self, words: Sequence[int]) -> int:
        """The word of a stretch that governs the others."""
        members = set(words)
        return next((at for at in words if self.parse.heads[at] not in members), words[-1])

    def up(self, at: int) -> tuple[int, ...]:
        """The governors of a word, nearest first."""
        way = self._ways.get(at)
        if way is None:
            seen = {at: None}
            head = self.parse.heads[at]
            while head >= 0 and head not in seen:
                seen[head] = None
                head = self.parse.heads[head]
            way = self._ways[at] = tuple(seen)[1:]
        return way

    def down(self, at: int, skip: frozenset[str] = NO_LABELS) -> Iterator[int]:
        """A word and all it governs, in the order of breadth; branches with a label in `skip` are left out."""
        if not skip:
            found = self._down.get(at)
            if found is None:
                found = self._down[at] = tuple(self._breadth(at, skip))
            return iter(found)
        return self._breadth(at, skip)

    def _breadth(self, at: int, skip: frozenset[str]) -> Iterator[int]:
        queue, seen, kids, labels = [at], {at}, self.kids, self.parse.labels
        for word in queue:
            yield word
            for kid in kids[word]:
                if kid not in seen and labels[kid] not in skip:
                    seen.add(kid)
                    queue.append(kid)

    def having(self, at: int, *labels: str) -> Sequence[int]:
        """The children of a word with one of the labels, in order."""
        below = self._below[at]
        if len(labels) == 1:
            return below.get(labels[0], NONE)
        if below.keys().isdisjoint(labels):
            return NONE
        return [kid for kid in self.kids[at] if self.parse.labels[kid] in labels]

    def distance(self, one: int, other: int) -> int:
        """How many steps over the tree lie between two words."""
        up = {word: steps for steps, word in enumerate((one, *self.up(one)))}
        for steps, word in enumerate((other, *self.up(other))):
            if word in up:
                return up[word] + steps
        return self.size

    def clause(self, at: int) -> int:
        """The word that heads the clause a word stands in."""
        for word in (at, *self.up(at)):
            label = self.parse.labels[word]
            if label in CLAUSES or (label == "conj" and self.parse.coarse[word] in ("VERB", "AUX")):
                return word
        return at

    def preposition(self, at: int) -> str:
        """The preposition before a noun, lower case, "" for none; several words give the first."""
        if "case" not in self._below[at]:
            return ""
        return next((self.lower[kid] for kid in self.having(at, "case") if kid < at), "")

    def with_conjuncts(self, at: int) -> list[int]:
        """A word and those joined to it by "and", verbs left out; of "not X but Y" only Y."""
        nouns = [k for k in self.having(at, "conj") if self.parse.coarse[k] not in ("VERB", "AUX")]
        joined = [word for noun in nouns for word in self.with_conjuncts(noun)]
        return joined if joined and self._is_denied(at, nouns) else [at, *joined]

    def _is_denied(self, at: int, others: Sequence[int]) -> bool:
        """Whether a word is what another takes the place of: "not by rebels but by the army"."""
        words = load_lexicon().words
        denied = any(
            self.lower[kid] in words["negation"] and self.lower[kid + 1] not in words["only"]
            for kid in self.having(at, "advmod", "cc:preconj")
            if kid < at
        )
        return denied and any(self.lower[kid] in words["but"] for word in others for kid in self.having(word, "cc"))

    def actors(self, at: int) -> list[Mention]:
        """The actors an argument stands for: itself, else whose it is, else who is inside; all of a list."""
        found: list[Mention] = []
        words = self.with_conjuncts(at)
        if self._is_person(words[-1]):  # "French actor and singer Jean Dupont" is one, and no country
            words = [word for word in words if word in self.mention_at] or words
            titled = self.parse.tags[at] == "NN" and not self.having(at, "det")
            words = words[-1:] if titled else words
        for word in words:
            some = self._some_of(word) or (*self._listed(word), self._actor(word))
            found += [m for m in some if m is not None and m not in found]
        return found

    def _some_of(self, at: int) -> list[Mention]:
        """Those named as examples of a group that bears no name: "firms including Acme", "states such as Iran"."""
        if self._below[at].keys().isdisjoint(NAMING):
            return []
        group = self.mention_at.get(at)
        if group is not None and group.via is not Via.TITLE:
            return []
        if group is not None and (name := self._name_beside(at)) is not None:
            return [name]
        examples = load_lexicon().words["examples"]
        named = (kid for kid in self.having(at, "nmod") if self.preposition(kid) in examples)
        words = (word for kid in named if kid > at for word in self.with_conjuncts(kid))
        return [self.mention_at[word] for word in words if word in self.mention_at]

    def _name_beside(self, at: int) -> Mention | None:
        """Whose name stands beside a description: "the Irish airline Ryanair", "a woman named Ann Smith"."""
        words = [kid for kid in self.having(at, "appos", "flat") if kid > at]
        for verb in self.having(at, "acl"):
            if self.lemmas[verb] in load_lexicon().words["naming"]:
                words += self.having(verb, "xcomp", "obj", "obl")
        beside = (self.mention_at.get(word) for word in words)
        return next((m for m in beside if m is not None and m.via in NAMED and m.kind in BODIES), None)

    def _is_person(self, at: int) -> bool:
        mention = self.mention_at.get(at)
        return mention is not None and mention.kind is ActorKind.PERSON

    def _listed(self, at: int) -> list[Mention]:
        """Those joined before a noun that stands for all: "NATO and Russian leaders"."""
        lists = (kid for kid in self.having(at, "compound", "amod") if self.having(kid, "conj"))
        words = [word for kid in lists for word in (kid, *self.having(kid, "conj"))]
        return [self.mention_at[word] for word in words if word in self.mention_at]

    def _actor(self, at: int) -> Mention | None:
        if at in self.mention_at:
            return self.mention_at[at]
        if self._below[at].keys().isdisjoint(INSIDE):
            return None
        named = (self.mention_at.get(kid) for kid in self.having(at, "flat", "appos"))
        person = next((m for m in named if m is not None and m.kind is ActorKind.PERSON), None)
        if person is not None:
            return person  # "the agency's director John Smith"
        if (body := self._name_beside(at)) is not None:
            return body
        if self.lemmas[at] in load_lexicon().words["others"]:
            return None  # "her lawyer", "a critic of the king"
        for label in INSIDE:
            for kid in self.having(at, label):
                if label == "nmod" and self.preposition(kid) in BESIDE:
                    continue
                if kid in self.mention_at:
                    return self.mention_at[kid]
        nested = (
            self._actor(k) for label in ("appos", "nmod:poss", "nmod", "compound") for k in self.having(at, label)
        )
        return next((mention for mention in nested if mention is not None), None)

    def span(self, words: Sequence[int]) -> Span:
        """The stretch of text from the first of the words to the last."""
        return Span(self.parse.starts[min(words)], self.parse.ends[max(words)])

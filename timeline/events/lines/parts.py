"""Which words of a clause its line keeps: all but asides, dates and ties, then the most needed that fit in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from timeline.events.lines.ranks import DROP, TIE, USUAL, rank
from timeline.events.lines.sentence import Sentence, spoken

AIM, MOST, SPARE = 20, 25, 1  # words; what is needed may lead beyond the first, nothing beyond the second
SURELY = 14  # tokens that are no more than so many words
NEEDED = 50  # phrases of this rank and below are left out only for the sake of the second
WORTH, DEEPER, GROWTH = 84, 2, 0.75  # what a phrase costs grows with its words, but not as fast
CARRIED = ("appos", "nmod", "obj", "conj", "acl")


@dataclass(slots=True)
class Part:
    """The words a line keeps of a clause or phrase; and the phrases among them it may do without: rank, depth, head.

    `order` has the words with what they hang on, heads first.
    """

    words: set[int] = field(default_factory=set)
    units: list[tuple[int, int, int]] = field(default_factory=list)
    order: list[tuple[int, int]] = field(default_factory=list)

    def split(self, words: Collection[int]) -> "Part":
        """Take words out into a part of their own."""
        taken = Part(self.words.intersection(words), [unit for unit in self.units if unit[2] in words], self.order)
        self.words -= taken.words
        self.units = [unit for unit in self.units if unit[2] not in words]
        return taken

    def under(self, head: int) -> set[int]:
        """The words that are kept for the sake of one of them, itself included."""
        found = {head}
        for word, above in self.order:
            if above in found:
                found.add(word)
        return found & self.words


def gather(sentence: Sentence, head: int, must: Collection[int] = (), *, without: Collection[int] = ()) -> Part:
    """The words under `head` that a line may keep; words in `must` and what they hang on are never left out."""
    kids, labels, ranks, blocked = sentence.tree.kids, sentence.tree.parse.labels, sentence.ranks, sentence.blocked
    order, depths, units = [(head, -1)], [0], list[tuple[int, int, int]]()
    for at, (word, _) in enumerate(order):
        depth = depths[at]
        for kid in kids[word]:
            if kid in without:
                continue
            value = ranks.get(kid)
            if value is None:
                value = USUAL.get(labels[kid]) if kid not in blocked else None
                value = rank(sentence, kid) if value is None else value
            if value and kid not in must:
                if value == DROP:
                    if kid in blocked:
                        order += [(each, word) for each in _carried(sentence, kid)]
                        depths += [depth + 1] * (len(order) - len(depths))
                    continue
                if value == TIE and word == head:
                    continue
                if value > 0:
                    units.append((value, depth, kid))
            order.append((kid, word))
            depths.append(depth + (value > 0))
    return Part({word for word, _ in order}, units, order)


def _carried(sentence: Sentence, at: int) -> list[int]:
    """What hangs on a date or on a dateline and is none, where the tree is wrong."""
    tree = sentence.tree
    if at in sentence.outside:
        return [kid for kid in tree.having(at, *CARRIED, "parataxis") if kid not in sentence.outside]
    return [kid for kid in tree.having(at, *CARRIED) if kid not in sentence.hidden]


def shorten(sentence: Sentence, parts: Sequence[Part]) -> None:
    """Leave out phrases, the least needed first and none longer than it must be, until all parts together are short."""
    if sum([len(part.words) for part in parts]) <= SURELY:
        return
    spelled = sentence.tree.parse.words
    count = sum([spoken(spelled[word]) for part in parts for word in part.words])
    if count <= AIM:
        return
    sizes, parents = _sizes(spelled, parts)
    units = [(*unit, part) for part in parts for unit in part.units if unit[2] in part.words]
    while units and count > AIM:
        over = count - (AIM if count <= MOST else MOST - SPARE)
        losses = [(_loss(unit, sizes, over), -unit[2], unit) for unit in units if count > MOST or unit[0] > NEEDED]
        if not losses:
            return
        _, _, at, part = min(losses, key=lambda loss: loss[:2])[2]
        gone = part.under(at)
        part.words -= gone
        lost = sum([spoken(spelled[word]) for word in gone])
        count -= lost
        while (at := parents.get(at, -1)) >= 0:
            sizes[at] -= lost
        units = [unit for unit in units if unit[2] in unit[3].words]


def _sizes(spelled: Sequence[str], parts: Sequence[Part]) -> tuple[dict[int, int], dict[int, int]]:
    """How many words go with each word, and what it hangs on."""
    sizes: dict[int, int] = {}
    parents: dict[int, int] = {}
    for part in parts:
        kept = part.words
        for word, above in reversed(part.order):
            if word in kept:
                sizes[word] = size = sizes.get(word, 0) + spoken(spelled[word])
                sizes[above] = sizes.get(above, 0) + size
                parents[word] = above
    return sizes, parents


def _loss(unit: tuple[int, int, int, Part], sizes: dict[int, int], over: int) -> float:
    """What it costs to leave out a phrase, by how much shorter that makes the line."""
    rank, depth, at, _ = unit
    size = max(1, sizes[at])
    return float((WORTH - rank - DEEPER * depth) * size**GROWTH / min(size, over))

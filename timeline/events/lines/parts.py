"""Which words of a clause its line keeps: all but asides, dates and ties, then the most needed that fit in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from timeline.events.lines.ranks import levels
from timeline.events.lines.sentence import SUBJECTS, Sentence, spoken

AIM, MOST, SPARE = 20, 25, 1  # words; what is needed may lead beyond the first, nothing beyond the second
SURELY = 14  # tokens that are no more than so many words
NEEDED = 50  # phrases of this rank and below are left out only for the sake of the second
WORTH, DEEPER, GROWTH = 84, 2, 0.75  # what a phrase costs grows with its words, but not as fast


@dataclass(slots=True)
class Part:
    """The words a line keeps of a clause or phrase; and the phrases among them it may do without: rank, depth, head."""

    words: set[int] = field(default_factory=set)
    units: list[tuple[int, int, int]] = field(default_factory=list)

    def split(self, words: Collection[int]) -> "Part":
        """Take words out into a part of their own."""
        taken = Part(self.words.intersection(words), [unit for unit in self.units if unit[2] in words])
        self.words -= taken.words
        self.units = [unit for unit in self.units if unit[2] not in words]
        return taken


def gather(sentence: Sentence, head: int, must: Collection[int] = (), *, without: Collection[int] = ()) -> Part:
    """The words under `head` that a line may keep; words in `must` and what they hang on are never left out."""
    known = levels(sentence)
    level, depth, under = known.level, known.depth, sentence.under(head)
    own = level[head]
    words = {word for word in under if level[word] == own}
    for word in known.ties:
        if word not in must and (sentence.tree.parse.heads[word] == head or _opens(sentence, word, head, words)):
            words.difference_update(sentence.under(word))
            if sentence.tree.parse.labels[word] == "mark":  # "weeks after Russia left"
                for measure in sentence.tree.having(head, "obl:unmarked", "advmod"):
                    words.difference_update(sentence.under(measure) if measure < word else ())
    for word in must:
        if level[word] != own and word in under:
            words.update([each for each in sentence.under(word) if level[each] == level[word]])
    for word in without:
        words.difference_update(sentence.under(word))
    base = depth[head]
    units = [
        (rank, depth[word] - base, word)
        for word, rank in known.units
        if word in words and word != head and word not in must
    ]
    return Part(words, units)


def _opens(sentence: Sentence, tie: int, head: int, words: set[int]) -> bool:
    """Whether what ties a clause to the words before it hangs on its subject, where the tree is wrong."""
    parse = sentence.tree.parse
    subject = parse.heads[tie]
    if parse.heads[subject] != head or parse.labels[subject] not in SUBJECTS or tie != min(words, default=-1):
        return False
    return parse.labels[tie] in ("case", "cc") and parse.labels[tie + 1] != "advmod"  # "until then banks wait"


def shorten(sentence: Sentence, parts: Sequence[Part]) -> None:
    """Leave out phrases, the least needed first and none longer than it must be, until all parts together are short."""
    if sum([len(part.words) for part in parts]) <= SURELY:
        return
    count = counted(sentence, parts)
    if count <= AIM:
        return
    units = [(*unit, part) for part in parts for unit in part.units if unit[2] in part.words]
    while units and count > AIM:
        over = count - (AIM if count <= MOST else MOST - SPARE)
        losses = [_loss(sentence, unit, over) for unit in units if count > MOST or unit[0] > NEEDED]
        if not losses:
            return
        _, _, size, part, gone = min(losses, key=lambda loss: loss[:2])
        part.words.difference_update(gone)
        count -= size
        units = [unit for unit in units if unit[2] in unit[3].words]


def counted(sentence: Sentence, parts: Sequence[Part]) -> int:
    """How many words parts have, as a reader counts."""
    spelled = sentence.tree.parse.words
    return sum([spoken(spelled[word]) for part in parts for word in part.words])


def _loss(sentence: Sentence, unit: tuple[int, int, int, Part], over: int) -> tuple[float, int, int, Part, list[int]]:
    """What it costs to leave out a phrase, by how much shorter that makes the line; its size, part and words."""
    rank, depth, at, part = unit
    kept, spelled = part.words, sentence.tree.parse.words
    gone = [word for word in sentence.under(at) if word in kept]
    size = sum([spoken(spelled[word]) for word in gone])
    cost = (WORTH - rank - DEEPER * depth) * max(1, size) ** GROWTH / max(1, min(size, over))
    return float(cost), -at, size, part, gone

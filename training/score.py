"""Score the network while it learns: greedy heads, gold words and sentences, no punctuation."""

from collections.abc import Sequence

import numpy as np
import torch

from training.batches import Batch, Classes, Example, Forms, batches
from training.model import Network
from training.treebank import NAME_TAGS


@torch.no_grad()
def evaluate(network: Network, data: Sequence[Example], forms: Forms, known: Classes) -> dict[str, float]:
    """Tag accuracy, UAS, LAS and F1 of names, in per cent."""
    network.eval()
    words = tags = trees = heads = labels = 0
    names = counts()
    for batch in batches(data, forms, 6000):
        output = network(batch.ids, batch.marks, batch.mask, batch.guide)
        tag, _, head, label, _ = batch.gold.unbind(2)
        mask = batch.mask.bool()
        guess = output.arcs.argmax(2)
        words += int(mask.sum())
        tags += int(((output.tags.argmax(2) == tag) & mask).sum())
        real = mask & (label != known.labels.index("punct"))
        good = (guess == head) & real
        trees, heads = trees + int(real.sum()), heads + int(good.sum())
        labels += int(((network.label(output, guess).argmax(2) == label) & good).sum())
        names += name_counts(viterbi(network.name_step, output.names), batch)
    return {
        "tag": 100 * tags / words,
        "UAS": 100 * heads / trees,
        "LAS": 100 * labels / trees,
        "names": f1(names),
    }


def f1(numbers: np.ndarray) -> float:
    """The harmonic mean of precision and recall, in per cent, of how many were found, wanted and both."""
    found, wanted, right = numbers.tolist()
    return 200 * right / max(1, found + wanted)


def counts() -> np.ndarray:
    """Nothing found, wanted or right as yet."""
    return np.zeros(3, int)


def name_counts(paths: torch.Tensor, batch: Batch) -> np.ndarray:
    """How many names the paths spell, how many there are, and how many are right."""
    found = counts()
    for path, names, example in zip(paths.tolist(), batch.gold[..., 4].tolist(), batch.examples, strict=True):
        mine, theirs = spans(path[: len(example.words)]), spans(names[: len(example.words)])
        found += (len(mine), len(theirs), len(mine & theirs))
    return found


def viterbi(steps: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
    """The best tag sequences; padding behind a sentence is scored too, which moves its last words a little."""
    best, back = scores[:, 0], []
    for place in range(1, scores.shape[1]):
        ways = best[:, :, None] + steps[None]
        best, origin = ways.max(1)
        best = best + scores[:, place]
        back.append(origin)
    path = [best.argmax(1)]
    for origin in reversed(back):
        path.append(origin.gather(1, path[-1][:, None])[:, 0])
    return torch.stack(path[::-1], 1)


def spans(path: Sequence[int]) -> set[tuple[int, int, str]]:
    """The names that a sequence of name tags spells, exact ones only."""
    found, start = set(), -1
    for index, number in enumerate(path):
        place, _, kind = NAME_TAGS[number].partition("-")
        if place in "BS":
            start = index
        if place in "ES" and start >= 0:
            found.add((start, index + 1, kind))
        if place in "ESO":
            start = -1
    return found

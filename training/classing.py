"""Fit the model of classes: `python -m training.classing SHARED`, half a minute on one core.

SHARED is the folder with the articles that benchmarks/editor annotates.  Of each event that an editor lists, the model
is to find one of the classes that the editor would take, the rules' own where that is among them.  Before the weights
are written, five-fold cross-validation over articles shows how good they are on texts that they were not fitted to.
The sealed third is never read.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from editor.corpus import FOLDS, fold_of
from editor.scoring import judge

from timeline.arrays import np, npt
from timeline.classes import load_classes
from timeline.events.classing import LIKELY, VECTOR, ClassModel, Seen
from timeline.resources import data_file
from timeline.store.numbers import SALIENT
from training.dates import minimum
from training.reading import Json, Told, cached_tools, open_articles, overlapping, told

RAREST = 6  # events that must show a named feature, else it gets no weight
PENALTY = 2.0  # of the square of weights; 1 to 4 differ by less than the folds do
HIDDEN = 0.6  # of a shown event counts one that is not
STEPS = 150
TAKEN = 2  # of the editor's classes that are learnt from, the best first, where the rules have none of them
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """An event of an article, the class that the rules give it, and the classes that an editor would take."""

    article: str
    said: str
    seen: Seen
    right: tuple[str, ...]
    shown: bool


def examples(read: Iterable[Told]) -> list[Example]:
    """The events that editors list in the articles."""
    found = []
    for each in read:
        for event in each.events:
            start = event["trigger"]["start"]
            met = [listed for listed in each.listed if overlapping(event, listed["spans"])]
            if met and (start, "class") in each.kept:
                said, seen = each.kept[start, "class"]
                best = max(met, key=lambda listed: _likeness(listed, event))
                shown = event["salience"] >= SALIENT / 100
                found.append(Example(each.article.id, said, seen, tuple(best["class"]), shown))
    return found


def _likeness(listed: Json, event: Json) -> int:
    """How many parts beside the class are right of an event, were a listed one meant."""
    return sum(fine for part, fine in judge(listed, event).items() if part != "class")


class Table:
    """Examples as arrays: a row for each, a column for each feature that is not too rare and each number of vectors."""

    def __init__(self, found: Sequence[Example]) -> None:
        self.classes = tuple(load_classes())
        counts = Counter(name for each in found for name in each.seen.named)
        self.names = sorted(name for name, count in counts.items() if count >= RAREST)
        column, place = {name: at for at, name in enumerate(self.names)}, {c: at for at, c in enumerate(self.classes)}
        width = len(found[0].seen.vectors)
        self.values = np.zeros((len(found), len(self.names) + width), np.float32)
        self.right = np.zeros((len(found), len(self.classes)))
        for at, each in enumerate(found):
            for name, value in each.seen.named.items():
                if name in column:
                    self.values[at, column[name]] = value
            self.values[at, len(self.names) :] = each.seen.vectors
            taken = (each.said,) if each.said in each.right else each.right[:TAKEN]
            self.right[at, [place[name] for name in taken]] = 1
        self.weight = np.array([1.0 if each.shown else HIDDEN for each in found])
        self.fold = np.array([fold_of(each.article) for each in found])

    def model(self, chosen: npt.NDArray[np.bool_]) -> ClassModel:
        """The model under which the right classes of the chosen examples are likeliest."""
        weights = self.fit(chosen).astype(np.float32)
        rows = {name: at for at, name in enumerate(self.names)}
        return ClassModel(self.classes, rows, weights[: len(rows)], weights[len(rows) :])

    def fit(self, chosen: npt.NDArray[np.bool_]) -> Floats:
        """The weights: (feature, class)."""
        values, right, weight = self.values[chosen], self.right[chosen], self.weight[chosen]
        shape = values.shape[1], len(self.classes)

        def loss(flat: Floats) -> tuple[float, Floats]:
            scores = (values @ flat.reshape(shape).astype(np.float32)).astype(np.float64)
            shares = np.exp(scores - scores.max(1, keepdims=True))
            chances = shares / shares.sum(1, keepdims=True)
            good = (chances * right).sum(1)
            slope = weight[:, None] * (chances - chances * right / good[:, None])
            gradient = (values.T @ slope.astype(np.float32)).astype(np.float64).ravel() + PENALTY * flat
            return float(-(weight * np.log(good)).sum() + PENALTY / 2 * flat @ flat), gradient

        return minimum(loss, np.zeros(shape[0] * shape[1]), STEPS).reshape(shape)


def held_out_models(found: Sequence[Example]) -> list[ClassModel]:
    """For each fold the model that was fitted to the others."""
    table = Table(found)
    return [table.model(table.fold != fold) for fold in range(FOLDS)]


def figures(found: Sequence[Example]) -> Iterator[str]:
    """How often the class is one of the editor's, on articles that the weights were not fitted to."""
    models = held_out_models(found)
    chosen = []
    for each in found:
        model = models[fold_of(each.article)]
        chances = model.chances([each.seen])[0]
        best = int(chances.argmax())
        chosen.append(model.classes[best] if chances[best] >= LIKELY else each.said)
    for name, kept in (("all", [True] * len(found)), ("shown", [each.shown for each in found])):
        rows = [(each, best) for each, best, fine in zip(found, chosen, kept, strict=True) if fine]
        said = 100 * np.mean([each.said in each.right for each, _ in rows])
        learnt = 100 * np.mean([best in each.right for each, best in rows])
        share = f"{learnt:.1f} % of {len(rows)} right, by rules alone {said:.1f} %"
        yield f"Held out (five folds over articles), {name}: {share}."


def main() -> None:
    """Fit the model, print its figures and write its weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    found = examples(told(open_articles(options.parse_args().shared), cached_tools()))
    lines = ["classing: the class of an event in its article.", f"Fitted to {len(found)} events.", *figures(found)]
    print("\n".join(lines))
    table = Table(found)
    weights = table.fit(np.ones(len(found), bool))
    names = [*table.names, *(f"{VECTOR}{at}" for at in range(len(weights) - len(table.names)))]
    with data_file("en/classing.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in [*lines, "Made by: make train-choice"])
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("feature", *table.classes))
        rows.writerows((name, *(f"{weight:.2f}" for weight in row)) for name, row in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

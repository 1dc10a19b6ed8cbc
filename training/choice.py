"""Fit the learnt decisions about events to the open gold: `python -m training.choice SHARED`, a minute on one core.

SHARED is the folder with the articles that benchmarks/editor annotates.  Each decision is a logistic regression over
`timeline.events.features`; before its weights are written, five-fold cross-validation over articles shows how good it
is on texts that it was not fitted to.  The sealed third is never read.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from timeline import extract
from timeline.arrays import np, npt
from timeline.calendar import parse_iso
from timeline.ingest import reader_tools
from timeline.model import Article, PublishedSource
from timeline.resources import data_file
from timeline.tracing import Trace, traced

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
from editor.scoring import judge
from score import documents, gold, merged

FOLDS = 5
RAREST = 8  # events that must show a feature, else it gets no weight
PENALTY = 10.0  # of the square of weights; 3 to 30 differ by less than the folds do
ANSWERS = {0: 0.0, 1: 0.6, 2: 1.0}  # what an event of each grade, 0 for unlisted, counts as; 0.3 to 1 do alike
STEPS = 40  # of Newton's method, which needs about ten
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """An event as it was read, the listed events that its trigger overlaps, and its verdict on the best of them."""

    article: str
    features: Mapping[str, float]
    event: Mapping[str, Any]
    listed: tuple[Mapping[str, Any], ...]
    verdict: Mapping[str, bool] | None


def examples(shared: Path) -> list[Example]:
    """Every event that is read in the open articles."""
    listed = merged(gold("open"))
    tools = reader_tools()
    return [
        example
        for document in documents(shared, set(listed))
        for example in _examples(document, listed[document["id"]], tools)
    ]


def _examples(document: dict[str, Any], listed: Sequence[dict[str, Any]], tools: dict[str, Any]) -> Iterator[Example]:
    article = Article(
        document["text"],
        title=document.get("title", ""),
        published=parse_iso(document["published"]),
        published_source=PublishedSource.GIVEN,
        publisher=document.get("publisher", ""),
        id=document["id"],
        language="en",
    )
    with traced(Trace()) as trace:
        (analysis,) = extract.analyse([article], **tools)
    for event in extract.annotation(analysis)["events"]:
        start, end = event["trigger"]["start"], event["trigger"]["end"]
        met = tuple(e for e in listed if any(start < last and first < end for first, last in e["spans"]))
        verdicts = [judge(dict(each), event) for each in met]
        best = max(verdicts, key=lambda verdict: sum(verdict.values()), default=None)
        yield Example(article.id, trace.kept[start, "features"], event, met, best)


def fit(features: Floats, answers: Floats, *, penalty: float = PENALTY) -> Floats:
    """The weights of a logistic regression by Newton's method; answers may lie between 0 and 1."""
    weights = np.zeros(features.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - answers) + penalty * weights
        curve = (features.T * (chance * (1 - chance))) @ features + penalty * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def folds(found: Sequence[Example]) -> npt.NDArray[np.int64]:
    """The fold of each example; all of an article are in one."""
    return np.array([crc32(example.article.encode()) % FOLDS for example in found])


def held_out(features: Floats, answers: Floats, fold: npt.NDArray[np.int64], *, penalty: float = PENALTY) -> Floats:
    """For each example the chance by weights that were fitted without its article."""
    chance = np.zeros(len(answers))
    for number in range(FOLDS):
        other = fold != number
        chance[~other] = 1 / (1 + np.exp(-features[~other] @ fit(features[other], answers[other], penalty=penalty)))
    return chance


def names_of(found: Sequence[Example]) -> list[str]:
    """The features that are not too rare, in alphabetical order."""
    counts: dict[str, int] = {}
    for example in found:
        for name, value in example.features.items():
            counts[name] = counts.get(name, 0) + (value != 0)
    return sorted(name for name, count in counts.items() if count >= RAREST)


def matrix(found: Sequence[Example], names: Sequence[str]) -> Floats:
    """A row for each example, a column for each feature."""
    return np.array([[example.features.get(name, 0.0) for name in names] for example in found])


def reliability(chance: Floats, answers: Floats) -> Iterator[str]:
    """How often the answer was yes, by tenths of the chance that was given."""
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            yield f"{chance[inside].mean():.2f} said, {answers[inside].mean():.2f} true, {inside.sum()} events"


def confidence(found: Sequence[Example]) -> tuple[list[Example], Floats]:
    """Whether class, parties and date are all right, for events that an editor lists."""
    matched = [example for example in found if example.verdict is not None]
    parts = ("class", "parties", "date")
    return matched, np.array([float(all((e.verdict or {})[part] for part in parts)) for e in matched])


def salience(found: Sequence[Example]) -> tuple[list[Example], Floats]:
    """Whether an editor lists the event; one that is only acceptable counts three fifths."""
    grades = [max((listed["grade"] for listed in example.listed), default=0) for example in found]
    return list(found), np.array([ANSWERS[grade] for grade in grades])


DECISIONS: dict[str, Callable[[Sequence[Example]], tuple[list[Example], Floats]]] = {
    "salience": salience,
    "confidence": confidence,
}


def learn(name: str, found: Sequence[Example]) -> None:
    """Fit one decision, print its figures and write its weights."""
    used, answers = DECISIONS[name](found)
    names = names_of(used)
    features, fold = matrix(used, names), folds(used)
    chance = held_out(features, answers, fold)
    brier, plain = ((chance - answers) ** 2).mean(), ((answers.mean() - answers) ** 2).mean()
    articles = len({example.article for example in used})
    figures = [
        f"{name}: {(DECISIONS[name].__doc__ or '').strip()}",
        f"Fitted to {len(used)} events of {articles} articles, {answers.mean():.2f} of them yes.",
        f"Held out (five folds over articles): Brier score {brier:.3f}; {plain:.3f} for always the mean.",
        *reliability(chance, answers),
    ]
    print("\n".join(figures), end="\n\n")
    with data_file(f"en/{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in [*figures, "Made by: make train-choice"])
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("feature", "weight"))
        rows.writerows((n, f"{weight:.3f}") for n, weight in zip(names, fit(features, answers), strict=True))


def main() -> None:
    """Fit the decisions named, or all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    options.add_argument("decisions", nargs="*", metavar="DECISION", help=", ".join(DECISIONS))
    given = options.parse_args()
    found = examples(given.shared)
    for name in given.decisions or DECISIONS:
        learn(name, found)


if __name__ == "__main__":
    main()

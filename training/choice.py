"""Fit the learnt decisions about events to the open gold: `python -m training.choice SHARED`, a minute on one core.

SHARED is the folder with the articles that benchmarks/editor annotates.  Each decision is a logistic regression over
named features; before its weights are written, five-fold cross-validation over articles shows how good it is on texts
that it was not fitted to.  The sealed third is never read.
"""

import argparse
import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import log
from pathlib import Path

from editor.corpus import FOLDS, fold_of
from editor.scoring import PARTS, judge

from timeline.arrays import np, npt
from timeline.events.classing import ClassModel
from timeline.events.datemodel import DateModel
from timeline.resources import data_file
from training import classing, dates
from training.reading import Told, cached_tools, deciding, open_articles, overlapping, told

RAREST = 8  # examples that must show a feature, else it gets no weight
PENALTY = 10.0  # of the square of weights; 3 to 30 differ by less than the folds do
ANSWERS = {0: 0.0, 1: 0.6, 2: 1.0}  # what an event of each grade, 0 for unlisted, counts as; 0.3 to 1 do alike
WRONG = 0.5  # of that counts an event with a class, party, date or line that is wrong; 0.2 to 0.7 do alike
BEST_CUT = 0.34  # of the chances that come of it, where editor F1 is best: salience 0.5
STEPS = 40  # of Newton's method, which needs about ten
Floats = npt.NDArray[np.float64]
Example = tuple[Mapping[str, float], float]  # features, and the answer: 0 for no, 1 for yes


@dataclass(frozen=True, slots=True)
class Read:
    """An event as it was read: its features, the places in the gold of the listed events that its trigger overlaps,
    the highest grade among them, whether the lead is one, and its verdict on the best of them.
    """

    start: int
    features: Mapping[str, float]
    met: frozenset[int]
    grade: int
    lead: bool
    verdict: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in an article, and what speaks for two events of a sentence, by where they begin, being one."""

    article: str
    events: Mapping[int, Read]
    pairs: Mapping[tuple[int, int], Mapping[str, float]]


Before = tuple[ClassModel, DateModel]  # what decides before an event is weighed


def readings(shared: Path) -> tuple[list[Reading], list[Before]]:
    """Every open article, read with classes and dates that were learnt from the articles of other folds; and for each
    fold what decides them.
    """
    articles, tools = open_articles(shared), cached_tools()
    read = list(told(articles, tools))
    classes = classing.held_out_models(classing.examples(read))
    before = list(zip(classes, dates.held_out_models(dates.examples(read, shared, tools)), strict=True))
    found = []
    for fold, models in enumerate(before):
        with deciding_before(models):
            found += map(_reading, told([pair for pair in articles if fold_of(pair[0].id) == fold], tools))
    return found, before


def deciding_before(models: Before) -> AbstractContextManager[None]:
    """Let these models decide classes and dates."""
    classes, days = models
    return deciding(load_classing=lambda *_: classes, load_datemodel=lambda *_: days)


def _reading(read: Told) -> Reading:
    found = {}
    for event in read.events:
        start = event["trigger"]["start"]
        if (start, "features") not in read.kept:
            continue  # told by a title that the text repeats
        met = [n for n, each in enumerate(read.listed) if overlapping(event, each["spans"])]
        verdicts = [judge(read.listed[n], event) for n in met]
        best: Mapping[str, bool] = max(verdicts, key=lambda verdict: sum(verdict.values()), default={})
        grade = max((read.listed[n]["grade"] for n in met), default=0)
        lead = any(read.listed[n].get("lead") for n in met)
        found[start] = Read(start, read.kept[start, "features"], frozenset(met), grade, lead, best)
    pairs = {
        (int(str(decision).split()[1]), int(str(start))): features
        for (start, decision), features in read.kept.items()
        if decision.startswith("twice ")
    }
    return Reading(read.article.id, found, pairs)


def salience(reading: Reading) -> Iterator[Example]:
    """Whether an editor lists the event; one that is only acceptable counts three fifths, one told wrongly half."""
    for event in reading.events.values():
        right = bool(event.verdict) and all(event.verdict[part] for part in PARTS)
        yield event.features, ANSWERS[event.grade] * (1.0 if right else WRONG)


def lead(reading: Reading) -> Iterator[Example]:
    """Whether the event is what the article reports as its news."""
    return ((event.features, float(event.lead)) for event in reading.events.values())


def confidence(reading: Reading) -> Iterator[Example]:
    """Whether class, parties and date are all right, of events that an editor lists."""
    for event in reading.events.values():
        if event.verdict:
            yield event.features, float(all(event.verdict[part] for part in ("class", "parties", "date")))


def twice(reading: Reading) -> Iterator[Example]:
    """Whether two triggers of a sentence show one event, of those that both show a listed one."""
    for (one, other), features in reading.pairs.items():
        met = reading.events[one].met, reading.events[other].met
        if met[0] and met[1]:
            yield features, float(bool(met[0] & met[1]))


DECISIONS: dict[str, Callable[[Reading], Iterator[Example]]] = {
    "salience": salience,
    "lead": lead,
    "confidence": confidence,
    "twice": twice,
}


def weights_of(name: str, given: Collection[Reading]) -> dict[str, float]:
    """A decision fitted to these readings."""
    return fitted([example for reading in given for example in DECISIONS[name](reading)])


def shipped(name: str, given: Collection[Reading]) -> dict[str, float]:
    """The same as it is shipped: salience is 0.5 where showing more, or less, would make the timeline worse."""
    weights = weights_of(name, given)
    if name == "salience":
        weights["bias"] -= log(BEST_CUT / (1 - BEST_CUT))
    return weights


def fitted(found: Sequence[Example], *, penalty: float = PENALTY) -> dict[str, float]:
    """Weights fitted to these examples, by feature in alphabetical order; rare features are left out."""
    counts: dict[str, int] = {}
    for features, _ in found:
        for feature, value in features.items():
            counts[feature] = counts.get(feature, 0) + (value != 0)
    names = sorted(feature for feature, count in counts.items() if count >= RAREST)
    rows = np.array([[features.get(feature, 0.0) for feature in names] for features, _ in found])
    weights = fit(rows, np.array([answer for _, answer in found]), penalty=penalty)
    return dict(zip(names, map(float, weights), strict=True))


def chance_of(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """How likely the answer is yes."""
    return float(1 / (1 + np.exp(-sum(weights.get(feature, 0.0) * value for feature, value in features.items()))))


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


def held_out(name: str, given: Sequence[Reading]) -> tuple[Floats, Floats]:
    """For each example the chance by weights that were fitted without its fold, and the answer."""
    chances, answers = [], []
    for fold in range(FOLDS):
        weights = weights_of(name, [reading for reading in given if fold_of(reading.article) != fold])
        for reading in given:
            if fold_of(reading.article) == fold:
                for features, answer in DECISIONS[name](reading):
                    chances.append(chance_of(weights, features))
                    answers.append(answer)
    return np.array(chances), np.array(answers)


def reliability(chance: Floats, answers: Floats) -> Iterator[str]:
    """How often the answer was yes, by tenths of the chance that was given."""
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            yield f"{chance[inside].mean():.2f} said, {answers[inside].mean():.2f} true, {inside.sum()} of them"


def learn(name: str, given: Sequence[Reading]) -> None:
    """Fit one decision, print its figures and write its weights."""
    chance, answers = held_out(name, given)
    brier, plain = ((chance - answers) ** 2).mean(), ((answers.mean() - answers) ** 2).mean()
    figures = [
        f"{name}: {(DECISIONS[name].__doc__ or '').strip()}",
        f"Fitted to {len(answers)} examples of {len(given)} articles, {answers.mean():.2f} of them yes.",
        f"Held out (five folds over articles): Brier score {brier:.3f}; {plain:.3f} for always the mean.",
        *reliability(chance, answers),
    ]
    print("\n".join(figures), end="\n\n")
    with data_file(f"en/{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(header(figures))
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("feature", "weight"))
        rows.writerows((feature, f"{weight:.3f}") for feature, weight in shipped(name, given).items())


def header(figures: Sequence[str]) -> Iterator[str]:
    """The comment at the head of a file of weights."""
    return (f"# {line}\n" for line in [*figures, "Made by: make train-choice"])


def main() -> None:
    """Fit the decisions named, or all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    options.add_argument("decisions", nargs="*", metavar="DECISION", help=", ".join(DECISIONS))
    given = options.parse_args()
    found, _ = readings(given.shared)
    for name in given.decisions or DECISIONS:
        learn(name, found)


if __name__ == "__main__":
    main()

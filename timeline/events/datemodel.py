"""The model that dates are chosen by: one softmax over the candidates of an event, over features with names.

Its weights are `timeline/data/<language>/dates.csv`, fitted by `make train-choice`: "focus" is what a candidate has for
where it is from, "focus: only day of the top" what a trait of it adds, "focus & told in the past" what a clue of the
event adds for candidates of that kind, "when=ahead & status=planned" for candidates that lie so to the report.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from timeline.events.candidates import Candidate
from timeline.logistic import load_logistic

Weights = Mapping[str, Mapping[str, float]]
TRAIT, CLUE = ": ", " & "
OPEN = "none"  # the kind against which the others are weighed
TELLING = ("told in", "status=")  # the clues that bear on how a date lies to the report
NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class DateModel:
    """Weights by kind of candidate, of its traits and of the event's clues."""

    start: Mapping[str, float]
    traits: Weights
    clues: Weights

    def scores(self, candidates: Sequence[Candidate], told: Sequence[str]) -> list[float]:
        """How likely each candidate is, as a sum of weights."""
        given: dict[str, float] = {}  # what the clues add for a kind, or a time, which many candidates share
        return [self._score(candidate, told, given) for candidate in candidates]

    def _score(self, candidate: Candidate, told: Sequence[str], given: dict[str, float]) -> float:
        kind, _, traits, when = candidate
        if kind == OPEN:
            return self.start.get(kind, 0.0)
        if kind not in given:
            given[kind] = self.start.get(kind, 0.0) + _sum(self.clues.get(kind, NOTHING), told)
        if when not in given:
            given[when] = _sum(self.clues.get(f"when={when}", NOTHING), told)
        weights = self.traits.get(kind, NOTHING)
        return given[kind] + given[when] + weights.get(f"when={when}", 0.0) + _sum(weights, traits)


def _sum(weights: Mapping[str, float], names: Sequence[str]) -> float:
    total = 0.0
    for name in names:
        if name in weights:
            total += weights[name]
    return total


def features(candidate: Candidate, told: Sequence[str]) -> Iterator[str]:
    """The names of the features of a candidate, each once."""
    kind, when = candidate.kind, f"when={candidate.when}"
    yield kind
    if kind == OPEN:
        return
    for trait in dict.fromkeys((*candidate.traits, when)):
        yield f"{kind}{TRAIT}{trait}"
    for clue in told:
        yield f"{kind}{CLUE}{clue}"
        if clue.startswith(TELLING):
            yield f"{when}{CLUE}{clue}"


def chances(scores: Sequence[float]) -> list[float]:
    """The chance of each candidate, which add up to 1.

    >>> chances([0.0, 0.0])
    [0.5, 0.5]
    """
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


@cache
def load_datemodel(language: str = "en") -> DateModel:
    """The model of a language.

    Raises:
        ResourceError: the file is missing, a weight is no number, or a feature has two.
    """
    return model_of(load_logistic("dates", language).weights)


def model_of(weights: Mapping[str, float]) -> DateModel:
    """The model of these weights by the names of their features."""
    start: dict[str, float] = {}
    traits: dict[str, dict[str, float]] = defaultdict(dict)
    clues: dict[str, dict[str, float]] = defaultdict(dict)
    for name, weight in weights.items():
        kind, trait, rest = name.partition(TRAIT)
        if trait:
            traits[kind][rest] = weight
        else:
            kind, clue, rest = name.partition(CLUE)
            if clue:
                clues[kind][rest] = weight
            else:
                start[kind] = weight
    return DateModel(start, dict(traits), dict(clues))

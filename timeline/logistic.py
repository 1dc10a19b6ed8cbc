"""Learnt decisions: named features, a weight for each, a probability.

The weights are data (`timeline/data/<language>/<name>.csv`: feature, weight), fitted by `make train-choice`; a feature
without a row weighs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from timeline.errors import ResourceError
from timeline.resources import data_file, read_rows


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over named features."""

    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Between 0 and 1; as often as it says so was the answer yes on texts that it was not fitted to."""
        weights = self.weights
        total = sum([weights.get(name, 0.0) * value for name, value in features.items() if value])
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def strongest(self, features: Mapping[str, float], count: int = 6) -> list[tuple[str, float]]:
        """The features that decided most, with what each added to the log-odds, the strongest first."""
        added = {name: self.weights.get(name, 0.0) * value for name, value in features.items()}
        return sorted(added.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:count]


@cache
def load_logistic(name: str, language: str = "en") -> Logistic:
    """The model of a name.

    Raises:
        ResourceError: the file is missing, a weight is no number, or a feature has two.
    """
    path = data_file(f"{language}/{name}.csv")
    weights: dict[str, float] = {}
    for line, row in read_rows(path):
        if row["feature"] in weights:
            raise ResourceError(path.name, f"line {line}", f"gives {row['feature']!r} a second weight")
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError as error:
            raise ResourceError(path.name, f"line {line}", f"{row['weight']!r} is no number") from error
    return Logistic(weights)

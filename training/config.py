"""What a training run is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """Sizes, schedule and noise; the defaults make the shipped weights.

    Sizes count numbers a word.  Each of `workers` processes takes batches of `tokens` words,
    and their gradients are averaged.  `minutes`, unless 0, hurries the schedule along so that a
    slow machine ends in time, at the price of another result.  `start` is the folder of an
    earlier run to go on from.  Chances and dropouts are 0 to 1.
    """

    seed: int = 7
    start: str = ""
    workers: int = 2
    epochs: int = 55
    minutes: float = 0.0
    tokens: int = 1000
    rate: float = 3e-3
    warmup: int = 200
    decay: float = 0.01
    smoothing: float = 0.03
    average: float = 0.9975
    width: int = 128
    hidden: int = 144
    layers: int = 2
    arc: int = 128
    label: int = 96
    names: int = 96
    reach: int = 24
    input_dropout: float = 0.2
    dropout: float = 0.33
    word_dropout: float = 0.15
    cluster_dropout: float = 0.06
    swap_chance: float = 0.35
    title_chance: float = 0.04
    lower_chance: float = 0.02

"""What a training run is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """Sizes, schedule and noise; the defaults make the shipped weights.

    Sizes count numbers a word.  `tokens` is the size of a batch, `minutes` ends the
    schedule early where the machine is slow (0: never).  Chances and dropouts are 0 to 1.
    """

    seed: int = 7
    epochs: int = 40
    tokens: int = 2400
    rate: float = 3e-3
    warmup: int = 300
    decay: float = 0.01
    smoothing: float = 0.03
    average: float = 0.998
    width: int = 128
    hidden: int = 128
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
    threads: int = 2


QUICK = Config(epochs=6)

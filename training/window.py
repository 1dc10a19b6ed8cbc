"""Fit the second reader of names: `python -m training.window DATA --out FOLDER`, some minutes on one core.

It runs as `timeline.language.window`, beside the network, and is trained apart from it on the
same sentences with the same noise.
"""

import argparse
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from timeline.language.features import CLUSTER_BITS, HASHED, OTHER_MARKS, VECTOR_CENTRES, VECTOR_PARTS
from training import lexicon as lexicons
from training.batches import Batch, Example, Forms, Noise, batches, classes, examples, groups, pack
from training.config import Config
from training.model import CLASSES, CLUSTERS, name_loss
from training.namelists import NAME_LISTS, name_lists
from training.score import counts, f1, name_counts, viterbi
from training.train import CLIP, NAMES_ONLY, TREES, TUNING, blend
from training.treebank import GUIDELINES, NAME_TAGS, sentences
from training.vectors import vectors

SPAN = 5  # words that each layer sees
VECTOR_WIDTH = 5
VECTORS_AT = 3 + len(CLUSTER_BITS) + len(HASHED)
# Columns of `Features.ids` that it looks at: rows and width of their tables.  None tells one word from all others.
TABLES = {
    1: (CLASSES, 8), 2: (CLUSTERS, 32), 3: (17, 8), 4: (65, 12), 5: (1025, 24),
    7: (HASHED["suffix3"], 16), 9: (HASHED["prefix3"], 16), 11: (HASHED["shape"], 16),
    **{VECTORS_AT + part: (VECTOR_CENTRES + 1, VECTOR_WIDTH) for part in range(VECTOR_PARTS)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WindowConfig:
    """Sizes, schedule and noise; chances and dropouts are 0 to 1."""

    seed: int = 3
    passes: int = 12
    tokens: int = 2000
    rate: float = 3e-3
    warmup: int = 100
    floor: float = 0.03
    average: float = 0.995
    enter: int = 72
    first: int = 112
    second: int = 80
    hidden: float = 0.1
    input_dropout: float = 0.25
    enter_dropout: float = 0.15
    dropout: float = 0.3
    swap_chance: float = 0.45


class Window(nn.Module):
    """Two convolutions over forms, and a score for each name tag."""

    def __init__(self, config: WindowConfig) -> None:
        super().__init__()
        self.config = config
        self.tables = nn.ModuleDict({str(column): nn.Embedding(*size) for column, size in TABLES.items()})
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.3)
        width = sum(width for _, width in TABLES.values()) + NAME_LISTS + OTHER_MARKS
        self.enter, self.enter_norm = nn.Linear(width, config.enter), nn.LayerNorm(config.enter)
        self.guide = nn.Parameter(torch.zeros(len(GUIDELINES), config.enter))
        self.first = nn.Conv1d(config.enter, config.first, SPAN, padding=SPAN // 2)
        self.second = nn.Conv1d(config.first, config.second, SPAN, padding=SPAN // 2)
        self.out = nn.Linear(config.second, len(NAME_TAGS))
        self.name_step = nn.Parameter(torch.zeros(len(NAME_TAGS), len(NAME_TAGS)))

    def take_vectors(self, centres: Tensor) -> None:
        """Begin with these parts of word vectors: (part, centre, number)."""
        for part, rows in enumerate(centres):
            weight = self.tables[str(VECTORS_AT + part)].weight.data
            weight[0], weight[1:] = 0, rows

    def forward(self, batch: Batch) -> Tensor:
        """Scores of name tags: (sentence, word, tag)."""
        config, mask = self.config, batch.mask[..., None]
        ids = self._hide(batch.ids) if self.training else batch.ids
        looked = [table(ids[..., int(column)]) for column, table in self.tables.items()]
        state = functional.dropout(torch.cat([*looked, batch.marks], -1), config.input_dropout, self.training)
        state = functional.relu(self.enter_norm(self.enter(state)) + self.guide[batch.guide][:, None]) * mask
        state = functional.dropout(state, config.enter_dropout, self.training)
        for layer in (self.first, self.second):
            state = functional.relu(layer(state.transpose(1, 2)).transpose(1, 2)) * mask
            state = functional.dropout(state, config.dropout, self.training)
        return self.out(state)

    def _hide(self, ids: Tensor) -> Tensor:
        ids = ids.clone()
        for hidden in (slice(2, 3 + len(CLUSTER_BITS)), slice(VECTORS_AT, None)):
            ids[..., hidden] *= torch.empty(ids.shape[:2]).bernoulli_(1 - self.config.hidden).long()[..., None]
        return ids


def main() -> None:
    """Train, score on the tuning sets after each pass, and keep the averaged weights of the last as `window.pt`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("build/parser"))
    parser.add_argument("--passes", type=int, default=WindowConfig.passes)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(train(WindowConfig(passes=given.passes), given.data), given.out / "window.pt")


def train(config: WindowConfig, data: Path) -> dict[str, Tensor]:
    """The averaged weights."""
    torch.set_num_threads(1)
    torch.manual_seed(config.seed)
    material = sentences(data, *TREES, *NAMES_ONLY)
    forms = Forms(lexicons.build(material)[0])
    known = classes([sentence for sentence in material if sentence.heads])
    learn = [example for example in examples(material, known) if example.words]
    tuning = {name: examples(sentences(data, name), known) for name in TUNING}
    noise = Noise(replace(Config(), swap_chance=config.swap_chance), name_lists(), learn)
    window, rng = Window(config), random.Random(config.seed)
    window.take_vectors(torch.from_numpy(vectors()[2]))
    optimiser = torch.optim.AdamW(window.parameters(), lr=config.rate, weight_decay=0.01, fused=True)
    average = {name: value.detach().clone() for name, value in window.state_dict().items()}
    step, steps = 0, config.passes * len(groups(learn, config.tokens, random.Random(0)))
    for number in range(1, config.passes + 1):
        window.train()
        shares = groups(learn, config.tokens, rng)
        rng.shuffle(shares)
        for share in shares:
            step += 1
            optimiser.param_groups[0]["lr"] = config.rate * _schedule(step, steps, config)
            batch = pack([noise(example, rng) for example in share], forms)
            optimiser.zero_grad()
            name_loss(window.name_step, window(batch), batch.gold[..., 4], batch.mask).backward()
            nn.utils.clip_grad_norm_(window.parameters(), CLIP)
            optimiser.step()
            blend(average, window, min(config.average, (1 + step) / (10 + step)))
        tuned = Window(config)
        tuned.load_state_dict(average)
        scores = {name: evaluate(tuned, data, forms) for name, data in tuning.items()}
        print(f"window, pass {number}", *(f"{name} {score:.2f}" for name, score in scores.items()), flush=True)
    return average


@torch.no_grad()
def evaluate(window: Window, data: Sequence[Example], forms: Forms) -> float:
    """F1 of names, in per cent."""
    window.eval()
    found = counts()
    for batch in batches(data, forms, 6000):
        found += name_counts(viterbi(window.name_step, window(batch)), batch)
    return f1(found)


def _schedule(step: int, steps: int, config: WindowConfig) -> float:
    falling = config.floor + (1 - config.floor) * (1 + math.cos(math.pi * step / steps)) / 2
    return min(step / config.warmup, falling)


if __name__ == "__main__":
    main()

"""Fit the network: `python -m training.train DATA --out FOLDER`."""

import argparse
import json
import math
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from timeline.language.features import Lexicon
from training import lexicon as lexicons
from training.batches import Batch, Classes, Example, Forms, Noise, classes, examples, groups, pack
from training.config import Config
from training.model import Network, Sizes, choice_loss, name_loss
from training.namelists import name_lists
from training.score import evaluate
from training.treebank import sentences
from training.workers import Crew, together

TREES = ("ewt_train", "gum_train")
NAMES_ONLY = ("wikigold",)
TUNING = ("gum_dev", "ewt_dev")
CLIP = 2.0
SCORED = 20  # so often in a run the tuning sets are scored and the weights written
FLOOR = 0.02  # the learning rate ends at this share of its peak


def main() -> None:
    """Train, score on the tuning sets now and then, and keep the averaged weights of the last pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("build/parser"))
    for field in fields(Config):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    given = vars(parser.parse_args())
    data, out = given.pop("data"), given.pop("out")
    config = replace(Config(), **given)
    together(config.workers, train, config, data, out)


def train(crew: Crew, config: Config, data: Path, out: Path) -> None:
    """Make the weights from the treebanks in `data`, as one of a crew; the first of them writes to `out`."""
    torch.set_num_threads(1)  # a second thread makes these small products slower, a second process does not
    torch.manual_seed(config.seed)
    material = sentences(data, *TREES, *NAMES_ONLY)
    lexicon, words = lexicons.build(material)
    known = classes([sentence for sentence in material if sentence.heads])
    learn = [example for example in examples(material, known) if example.words]
    tuning = {name: examples(sentences(data, name), known) for name in TUNING}
    forms, noise = Forms(lexicon), Noise(config, name_lists(), learn)
    network = Network(config, Sizes(words, len(known.tags), len(known.coarse), len(known.labels)))
    if config.start:
        network.load_state_dict(torch.load(Path(config.start) / "weights.pt"))
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=config.rate, betas=(0.9, 0.98), weight_decay=config.decay, fused=True
    )
    gradients = crew.adopt(network.parameters())
    order, own = random.Random(config.seed), random.Random(f"{config.seed} {crew.rank}")
    torch.manual_seed(config.seed + 1000 * crew.rank)
    steps = config.epochs * len(_shares(learn, config, crew, random.Random(0)))
    step, start, done = 0, time.monotonic(), 0.0
    for epoch in range(1, config.epochs + 1):
        losses = []
        for group in _shares(learn, config, crew, order):
            step += 1
            for entry in optimiser.param_groups:
                entry["lr"] = config.rate * _schedule(step, done, config.warmup)
            gradients.zero_()
            losses.append(_learn(network, pack([noise(e, own) for e in group], forms), config))
            clock = crew.share(gradients, (time.monotonic() - start) / 60)
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            blend(average, network, min(config.average, (1 + step) / (10 + step)))
            done = max(step / steps, clock / config.minutes if config.minutes else 0)
        if crew.rank == 0 and (epoch % max(1, config.epochs // SCORED) == 0 or epoch == config.epochs or done >= 1):
            scores = _score(network, average, tuning, forms, known)
            minutes = (time.monotonic() - start) / 60
            print(f"pass {epoch} {minutes:.1f} min loss {np.mean(losses, 0).round(3)} {_line(scores)}", flush=True)
            _keep(out, average, lexicon, known, config, {"passes": epoch, "minutes": round(minutes, 1)} | scores)
        if done >= 1:
            break


def _shares(learn: Sequence[Example], config: Config, crew: Crew, rng: random.Random) -> list[list[Example]]:
    """The batches of one worker in a pass; at each step all workers have sentences of like length."""
    found = groups(learn, config.tokens, rng)
    steps = [found[at : at + crew.size] for at in range(0, len(found) - crew.size + 1, crew.size)]
    rng.shuffle(steps)
    return [step[crew.rank] for step in steps]


def _learn(network: Network, batch: Batch, config: Config) -> list[float]:
    network.train()
    output = network(batch.ids, batch.marks, batch.mask, batch.guide)
    tag, coarse, head, label, name = batch.gold.unbind(2)
    parts = [
        0.6 * choice_loss(output.tags, tag, config.smoothing),
        0.2 * choice_loss(output.coarse, coarse),
        choice_loss(output.arcs, head),
        0.8 * choice_loss(network.label(output, head), label, config.smoothing),
        1.5 * name_loss(network.name_step, output.names, name, batch.mask),
    ]
    torch.stack(parts).sum().backward()
    return [part.item() for part in parts]


def _schedule(step: int, done: float, warmup: int) -> float:
    if step < warmup:
        return step / warmup
    return FLOOR + (1 - FLOOR) * (1 + math.cos(math.pi * min(1.0, done))) / 2


@torch.no_grad()
def blend(average: dict[str, torch.Tensor], network: nn.Module, keep: float) -> None:
    """Move the average a little towards the network."""
    mine = [value.detach() for value in network.state_dict().values()]
    torch._foreach_lerp_(list(average.values()), mine, 1 - keep)


def _score(
    network: Network,
    average: dict[str, torch.Tensor],
    tuning: Mapping[str, list[Example]],
    forms: Forms,
    known: Classes,
) -> dict[str, dict[str, float]]:
    mine = {name: value.clone() for name, value in network.state_dict().items()}
    network.load_state_dict(average)
    scores = {name: evaluate(network, data, forms, known) for name, data in tuning.items()}
    network.load_state_dict(mine)
    return scores


def _line(scores: Mapping[str, Mapping[str, float]]) -> str:
    return " | ".join(f"{name} " + " ".join(f"{k} {v:.2f}" for k, v in row.items()) for name, row in scores.items())


def _keep(
    out: Path,
    average: Mapping[str, torch.Tensor],
    lexicon: Lexicon,
    known: Classes,
    config: Config,
    scores: Mapping[str, object],
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.save(dict(average), out / "weights.part")
    (out / "weights.part").replace(out / "weights.pt")
    tables = {field.name: getattr(lexicon, field.name) for field in fields(lexicon)}
    np.savez(out / "lexicon.npz", **tables)
    facts = {"config": asdict(config), "classes": asdict(known), "tuning": scores}
    (out / "facts.json").write_text(json.dumps(facts, indent=1), "utf-8")


if __name__ == "__main__":
    main()

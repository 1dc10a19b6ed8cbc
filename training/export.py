"""Turn a trained run into the files that ship: `python -m training.export RUN DATA --out timeline/data/en`."""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from timeline.language.features import Lexicon
from timeline.language.weights import write
from training.batches import Classes, Forms, examples
from training.config import Config
from training.lemmas import write_lemmas
from training.model import Network, Sizes
from training.namelists import NAME_LISTS
from training.score import name_scores
from training.train import TUNING
from training.treebank import GUIDELINES, NAME_TAGS, sentences

HEADS = ("tag", "coarse", "name_hidden", "arc_head", "label_head", "arc_child", "label_child")
STEP = 16  # widths are padded to a multiple of this, which keeps BLAS on one path
NEVER = -1e4
SHIFTS = tuple(step / 4 for step in range(-2, 9))


def main() -> None:
    """Write `parser.bin` and `parser-lemmas.csv`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("timeline/data/en"))
    given = parser.parse_args()
    facts = json.loads((given.run / "facts.json").read_text("utf-8"))
    state = {name: value.float().numpy() for name, value in torch.load(given.run / "weights.pt").items()}
    trees = sentences(given.data, "ewt_train", "gum_train")
    arrays, cuts = _arrays(state, facts["config"]["layers"])
    given.out.mkdir(parents=True, exist_ok=True)
    arrays["tag_coarse"] = _tag_coarse(trees, facts["classes"])
    arrays["name_bias"][NAME_TAGS.index("O")] += _outside(given.run, given.data, facts)
    for name, table in np.load(given.run / "lexicon.npz").items():
        arrays[f"lex.{name}"] = table
    tables = sum(name.startswith("table.") for name in arrays)
    shape = {"layers": facts["config"]["layers"], "tables": tables, "cuts": cuts, "names": NAME_TAGS}
    shape |= {"lists": NAME_LISTS, "guidelines": GUIDELINES}
    write(given.out / "parser.bin", {**shape, **facts["classes"]}, arrays)
    rows = write_lemmas(given.out / "parser-lemmas.csv", trees)
    print(f"parser.bin {(given.out / 'parser.bin').stat().st_size:,} bytes, {rows:,} endings and forms of lemmas")


def _outside(run: Path, data: Path, facts: dict[str, Any]) -> float:
    """What to add to the score of "no name", so that names of the tuning sets come out best."""
    known, config = Classes(**facts["classes"]), Config(**facts["config"])
    weights = torch.load(run / "weights.pt")
    sizes = Sizes(len(weights["tables.0.weight"]), len(known.tags), len(known.coarse), len(known.labels))
    network, forms = Network(config, sizes), Forms(Lexicon(**np.load(run / "lexicon.npz")))
    network.load_state_dict(weights)
    sets = [name_scores(network, examples(sentences(data, name), known), forms, SHIFTS) for name in TUNING]
    best = max(SHIFTS, key=lambda shift: sum(scores[shift] for scores in sets))
    print(
        f'"no name" {best:+}; names F1',
        *(f"{name} {scores[best]:.2f}" for name, scores in zip(TUNING, sets, strict=True)),
    )
    return best


def _arrays(state: dict[str, np.ndarray], layers: int) -> tuple[dict[str, np.ndarray], dict[str, int]]:
    half = np.float16
    found: dict[str, np.ndarray] = {}
    for name in state:
        if name.startswith("tables."):
            found[f"table.{name.split('.')[1]}"] = state[name].astype(half)
    found["enter"], found["enter_bias"] = state["enter.weight"].T.astype(half), state["enter.bias"]
    found["enter_scale"], found["enter_shift"] = state["enter_norm.weight"], state["enter_norm.bias"]
    for layer in range(layers):
        found |= _recurrent(state, layer)
    blocks, biases, cuts = [], [], {}
    for head in HEADS:
        blocks.append(state[f"{head}.weight"].T)
        biases.append(state[f"{head}.bias"])
        cuts[head] = blocks[-1].shape[1]
    found["heads"], found["heads_bias"] = (
        _padded(np.concatenate(blocks, 1)).astype(half),
        _padded(np.concatenate(biases)),
    )
    for name, source in (("name", "name"), ("label", "label_out")):
        found[name] = _padded(state[f"{source}.weight"].T).astype(half)
        found[f"{name}_bias"] = _padded(state[f"{source}.bias"], NEVER)
    for name in ("arc_pair", "arc_prior", "distance", "name_step", "root", "guide"):
        found[name] = state[name].astype(half if name == "arc_pair" else np.float32)
    return found, cuts


def _recurrent(state: dict[str, np.ndarray], layer: int) -> dict[str, np.ndarray]:
    """Both directions; gates in the order input, forget, output, candidate, the first three halved."""
    ways = [_gates(state, 2 * layer + way) for way in (0, 1)]
    return {
        f"recur.{layer}.enter": np.concatenate([way["ih"] for way in ways], 1).astype(np.float16),
        f"recur.{layer}.bias": np.concatenate([way["bias"] for way in ways]),
        f"recur.{layer}.onward": ways[0]["hh"].astype(np.float16),
        f"recur.{layer}.backward": ways[1]["hh"].astype(np.float16),
    }


def _gates(state: dict[str, np.ndarray], index: int) -> dict[str, np.ndarray]:
    def ordered(array: np.ndarray) -> np.ndarray:
        enter, forget, candidate, out = np.split(array, 4, -1)
        return np.concatenate([enter / 2, forget / 2, out / 2, candidate], -1)

    found: dict[str, Any] = {part: ordered(state[f"recur.{index}.weight_{part}_l0"].T) for part in ("ih", "hh")}
    found["bias"] = ordered(state[f"recur.{index}.bias_ih_l0"] + state[f"recur.{index}.bias_hh_l0"])
    return found


def _padded(array: np.ndarray, value: float = 0.0) -> np.ndarray:
    spare = -array.shape[-1] % STEP
    return np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, spare)], constant_values=value)


def _tag_coarse(trees: list[Any], classes: dict[str, list[str]]) -> np.ndarray:
    """Which universal tags were seen with a Penn tag: 0, others NEVER."""
    table = np.full((len(classes["tags"]), len(classes["coarse"])), NEVER, np.float16)
    for sentence in trees:
        for tag, coarse in zip(sentence.tags, sentence.coarse, strict=True):
            table[classes["tags"].index(tag), classes["coarse"].index(coarse)] = 0
    return table


if __name__ == "__main__":
    main()

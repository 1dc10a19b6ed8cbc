"""Turn a trained run into the files that ship: `python -m training.export RUN DATA --out timeline/data/en`."""

import argparse
import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from timeline.language.features import Lexicon
from timeline.language.weights import write
from training.batches import Classes, Forms, batches, examples
from training.config import Config
from training.lemmas import write_lemmas
from training.model import Network, Sizes
from training.namelists import NAME_LISTS
from training.score import f1, name_counts, viterbi
from training.train import TUNING
from training.treebank import GUIDELINES, NAME_TAGS, sentences
from training.window import Window, WindowConfig

HEADS = ("tag", "coarse", "name_hidden", "arc_head", "label_head", "arc_child", "label_child")
STEP = 16  # widths are padded to a multiple of this, which keeps BLAS on one path
NEVER = -1e4
SHARES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # of the second reader of names; the network has 1
SHIFTS = (0.0, 0.25, 0.5)  # of "no name"; more gave some tenths of F1 and took pairs of actors from the program


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
    window = torch.load(given.run / "window.pt")
    share, shift = _shares(given.run, given.data, facts, window)
    arrays["name_bias"][NAME_TAGS.index("O")] += shift
    arrays["name_step"] += share * window["name_step"].numpy()
    arrays |= {f"window.{name}": array for name, array in _window(window, share).items()}
    for name, table in np.load(given.run / "lexicon.npz").items():
        arrays[f"lex.{name}"] = table
    tables = sum(name.startswith("table.") for name in arrays)
    shape = {"layers": facts["config"]["layers"], "tables": tables, "cuts": cuts, "names": NAME_TAGS}
    shape |= {"lists": NAME_LISTS, "guidelines": GUIDELINES}
    write(given.out / "parser.bin", {**shape, **facts["classes"]}, arrays)
    rows = write_lemmas(given.out / "parser-lemmas.csv", trees)
    print(f"parser.bin {(given.out / 'parser.bin').stat().st_size:,} bytes, {rows:,} endings and forms of lemmas")


@torch.no_grad()
def _shares(run: Path, data: Path, facts: dict[str, Any], weights: dict[str, Tensor]) -> tuple[float, float]:
    """The share of the second reader and the shift of "no name" that suit the names of the tuning sets best."""
    known, state = Classes(**facts["classes"]), torch.load(run / "weights.pt")
    sizes = Sizes(len(state["tables.0.weight"]), len(known.tags), len(known.coarse), len(known.labels))
    network, window = Network(Config(**facts["config"]), sizes).eval(), Window(WindowConfig()).eval()
    network.load_state_dict(state)
    window.load_state_dict(weights)
    forms = Forms(Lexicon(**np.load(run / "lexicon.npz")))
    found = {}
    for name in TUNING:
        scored = [
            (batch, network(batch.ids, batch.marks, batch.mask, batch.guide).names, window(batch))
            for batch in batches(examples(sentences(data, name), known), forms, 6000)
        ]
        for share, shift in product(SHARES, SHIFTS):
            outside = torch.zeros(len(NAME_TAGS))
            outside[NAME_TAGS.index("O")] = shift
            steps = network.name_step + share * window.name_step
            counted = sum(
                name_counts(viterbi(steps, first + share * second + outside), batch) for batch, first, second in scored
            )
            found[share, shift, name] = f1(counted)
    best = max(product(SHARES, SHIFTS), key=lambda choice: sum(found[*choice, name] for name in TUNING))
    print(f'second reader {best[0]}, "no name" {best[1]:+}', *(f"{name} {found[*best, name]:.2f}" for name in TUNING))
    return best


def _window(state: dict[str, Tensor], share: float) -> dict[str, np.ndarray]:
    """The second reader as `timeline.language.window` wants it: convolutions as products, place by place."""
    values = {name: value.float().numpy() for name, value in state.items()}
    found = {f"table.{name.split('.')[1]}": value for name, value in values.items() if name.startswith("tables.")}
    found["enter"], found["enter_bias"] = values["enter.weight"].T, values["enter.bias"]
    found["enter_scale"], found["enter_shift"] = values["enter_norm.weight"], values["enter_norm.bias"]
    found["guide"], found["first_bias"], found["second_bias"] = (
        values["guide"],
        values["first.bias"],
        values["second.bias"],
    )
    found["first"] = np.concatenate(list(values["first.weight"].transpose(2, 1, 0)), 1)
    found["second"] = np.concatenate(list(values["second.weight"].transpose(2, 1, 0)), 0)
    found["out"], found["out_bias"] = share * _padded(values["out.weight"].T), share * _padded(values["out.bias"])
    return {name: value.astype(np.float16) for name, value in found.items()}


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

"""The network: form features, a bidirectional LSTM, and heads for tags, tree and names."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from timeline.language.features import CLUSTER_BITS, HASHED, OTHER_MARKS
from training.config import Config
from training.namelists import NAME_LISTS
from training.treebank import GUIDELINES, NAME_TAGS

CLUSTERS = 1000
CLASSES = 121
HASHED_WIDTH = {"suffix2": 12, "suffix3": 32, "suffix4": 32, "prefix3": 16, "prefix5": 32, "shape": 16}
CLUSTER_WIDTH = {"cluster4": 8, "cluster6": 12, "cluster10": 24}
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows and classes the data asks for."""

    words: int
    tags: int
    coarse: int
    labels: int


@dataclass(frozen=True, slots=True)
class Output:
    """Scores a batch: `arcs` are over [root, words]; `governors` and `dependants` meet in `Network.label`."""

    tags: Tensor
    coarse: Tensor
    names: Tensor
    arcs: Tensor
    governors: Tensor
    dependants: Tensor


class Network(nn.Module):
    """One network for all layers of annotation."""

    def __init__(self, config: Config, sizes: Sizes) -> None:
        super().__init__()
        self.config = config
        tables = [(sizes.words, 96), (CLASSES, 24), (CLUSTERS, 48)]
        tables += [(2**bits + 1, CLUSTER_WIDTH[name]) for name, bits in CLUSTER_BITS.items()]
        tables += [(rows, HASHED_WIDTH[name]) for name, rows in HASHED.items()]
        self.tables = nn.ModuleList(nn.Embedding(rows, width) for rows, width in tables)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)
        self.enter = nn.Linear(sum(width for _, width in tables) + NAME_LISTS + OTHER_MARKS, config.width)
        self.enter_norm = nn.LayerNorm(config.width)
        self.guide = nn.Parameter(torch.zeros(len(GUIDELINES), config.width))
        self.recur = nn.ModuleList(
            nn.LSTM(2 * config.hidden if layer else config.width, config.hidden, batch_first=True)
            for layer in range(config.layers)
            for _ in ("onward", "backward")
        )
        out = 2 * config.hidden
        self.tag = nn.Linear(out, sizes.tags)
        self.coarse = nn.Linear(out, sizes.coarse)
        self.name_hidden, self.name = nn.Linear(out, config.names), nn.Linear(config.names, len(NAME_TAGS))
        self.arc_head, self.arc_child = nn.Linear(out, config.arc), nn.Linear(out, config.arc)
        self.label_head, self.label_child = nn.Linear(out, config.label), nn.Linear(out, config.label)
        self.label_out = nn.Linear(config.label, sizes.labels)
        self.root = nn.Parameter(torch.randn(out) * 0.1)
        self.arc_pair = nn.Parameter(torch.randn(config.arc, config.arc) / config.arc**0.5)
        self.arc_prior = nn.Parameter(torch.zeros(config.arc))
        self.distance = nn.Parameter(torch.zeros(2 * config.reach + 1))
        self.name_step = nn.Parameter(torch.zeros(len(NAME_TAGS), len(NAME_TAGS)))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor, guide: Tensor) -> Output:
        """Scores for padded sentences: ids (batch, word, column), marks (batch, word, mark), mask (batch, word).

        `guide` is the guideline of each sentence, which the network is told.
        """
        state = self.encode(ids, marks, mask, guide)
        names = self.name(self.drop(functional.relu(self.name_hidden(state))))
        rooted = torch.cat([self.root.expand(len(state), 1, -1), state], 1)
        return Output(
            self.tag(state),
            self.coarse(state),
            names,
            self.arcs(rooted, state, mask),
            self.label_head(rooted),
            self.label_child(state),
        )

    def drop(self, values: Tensor) -> Tensor:
        """Dropout that drops the same numbers for every word of a sentence."""
        if not self.training or not self.config.dropout:
            return values
        keep = 1 - self.config.dropout
        return values * torch.empty(len(values), 1, values.shape[2]).bernoulli_(keep) / keep

    def encode(self, ids: Tensor, marks: Tensor, mask: Tensor, guide: Tensor) -> Tensor:
        """What the network makes of each word in its sentence."""
        if self.training:
            ids = self._hide(ids)
        looked = [table(ids[..., column]) for column, table in enumerate(self.tables)]
        state = functional.dropout(torch.cat([*looked, marks], -1), self.config.input_dropout, self.training)
        state = functional.relu(self.enter_norm(self.enter(state)) + self.guide[guide][:, None])
        turn = _turned(mask)
        for onward, backward in zip(self.recur[::2], self.recur[1::2], strict=True):
            state = self.drop(state)
            ahead, behind = onward(state)[0], _take(backward(_take(state, turn))[0], turn)
            state = torch.cat([ahead, behind], -1)
        return self.drop(state)

    def _hide(self, ids: Tensor) -> Tensor:
        """Hide words, and clusters, so that the network learns to do without."""
        ids = ids.clone()
        ids[..., 0] *= torch.empty(ids.shape[:2]).bernoulli_(1 - self.config.word_dropout).long()
        last = 3 + len(CLUSTER_BITS)
        ids[..., 2:last] *= torch.empty(ids.shape[:2]).bernoulli_(1 - self.config.cluster_dropout).long()[..., None]
        return ids

    def arcs(self, rooted: Tensor, state: Tensor, mask: Tensor) -> Tensor:
        """How well each word, or the root (index 0), governs each word."""
        heads = self.drop(functional.leaky_relu(self.arc_head(rooted), 0.1))
        children = self.drop(functional.leaky_relu(self.arc_child(state), 0.1))
        scores = (children @ self.arc_pair) @ heads.transpose(1, 2) + (heads @ self.arc_prior)[:, None, :]
        length = state.shape[1]
        place = torch.arange(length)
        steps = (place[None] - place[:, None]).clamp(-self.config.reach, self.config.reach) + self.config.reach
        prior = functional.pad(self.distance[steps], (1, 0))
        banned = functional.pad(torch.eye(length, dtype=torch.bool), (1, 0))[None] | ~functional.pad(
            mask.bool(), (1, 0), value=True
        ).unsqueeze(1)
        return (scores + prior).masked_fill(banned, NEVER)

    def label(self, output: Output, heads: Tensor) -> Tensor:
        """Scores of labels, given the governor of each word (0 is the root)."""
        chosen = output.governors.gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, output.governors.shape[2]))
        return self.label_out(self.drop(functional.relu(output.dependants + chosen)))


def _turned(mask: Tensor) -> Tensor:
    """For each place the one it trades with when every sentence is turned round; padding stays behind."""
    place = torch.arange(mask.shape[1])[None]
    turned = mask.sum(1).long()[:, None] - 1 - place
    return torch.where(turned >= 0, turned, place)


def _take(state: Tensor, places: Tensor) -> Tensor:
    rows = torch.arange(len(places))[:, None] * places.shape[1]
    return state.flatten(0, 1)[(places + rows).flatten()].view(*places.shape, -1)


def name_loss(steps: Tensor, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
    """Negative log-likelihood of tag sequences (a linear-chain CRF), a word."""
    mask = mask.bool() & (tags[:, :1] >= 0)
    tags = tags.clamp(min=0)
    path = scores.gather(2, tags[..., None])[..., 0] * mask
    gold = path.sum(1) + (steps[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
    alpha, *rest = scores.unbind(1)
    for score, real in zip(rest, mask.unbind(1)[1:], strict=True):
        onward = torch.logsumexp(alpha[:, :, None] + steps[None], 1) + score
        alpha = torch.where(real[:, None], onward, alpha)
    rows = mask[:, 0]
    return ((torch.logsumexp(alpha, 1) - gold) * rows).sum() / mask.sum().clamp(min=1)


def choice_loss(scores: Tensor, gold: Tensor, smoothing: float = 0.0) -> Tensor:
    """Mean cross-entropy over the words that are annotated (gold is not -1)."""
    if not bool((gold >= 0).any()):
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-1, label_smoothing=smoothing)

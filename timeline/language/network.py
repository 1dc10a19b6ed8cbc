"""Run the network with numpy (training/model.py is the same network in PyTorch).

Sentences lie packed in time-major order, longest first: all first words, all second words
and so on, so that a step of the LSTM works on neighbouring rows and no padding is computed.
A row's result does not depend on the rows beside it (`products.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.arrays import np, npt
from timeline.language.decode import NEVER, allowed_steps, are_trees, best_paths, best_tree
from timeline.language.features import Lexicon, features
from timeline.language.products import FEWEST_ROWS, Floats, Ints, floats, leaky, normalised, product
from timeline.language.weights import Weights
from timeline.language.window import OUTSIDE, REACH, Window

BUCKET = 8  # trees are scored in squares of a multiple of this size
FORMS_KEPT = 16_000  # 7 KB each
PARTS = (
    *("enter", "enter_bias", "enter_scale", "enter_shift", "heads", "heads_bias", "name", "name_bias", "name_step"),
    *("arc_pair", "arc_prior", "distance", "label", "label_bias", "root"),
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Numbers of one sentence: `heads` counts from 0, -1 is the root; `names` holds a name tag a word."""

    tags: Ints
    coarse: Ints
    heads: Ints
    labels: Ints
    names: Ints


class Network:
    """The weights, ready for use, and the rows of the word forms met so far."""

    def __init__(self, weights: Weights, guideline: str) -> None:
        arrays, facts = weights.arrays, weights.facts
        self.lexicon = Lexicon(**{name[4:]: array for name, array in arrays.items() if name.startswith("lex.")})
        self.tables = [arrays[f"table.{column}"] for column in range(facts["tables"])]
        self.layers = [_layer(arrays, f"recur.{number}") for number in range(facts["layers"])]
        self.parts = {name: floats(arrays[name]) for name in PARTS}
        guide = facts["guidelines"].index(guideline)
        self.parts["enter_shift"] = self.parts["enter_shift"] + arrays["guide"][guide]
        self.window = Window(arrays, guide)
        self.lists, self.cuts = facts["lists"], facts["cuts"]
        self.tags_of = arrays["tag_coarse"].astype(np.float32)
        kinds = facts["names"]
        allowed, self.first_names, self.last_names = allowed_steps(kinds)
        self.steps = self.parts["name_step"] + allowed
        gates = self.layers[0][0].enter.shape[1]
        self.forms = _Forms(self._form_rows, ((2, gates), (2 * REACH + 1, self.window.width)))
        root = self.parts["root"][None]
        split = self._split(product(root, self.parts["heads"]) + self.parts["heads_bias"])
        self.root_arc, self.root_label = leaky(split["arc_head"][0]), split["label_head"][0]
        self.priors: dict[int, Floats] = {}

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Analyse sentences of a batch; none may be empty."""
        order = sorted(range(len(sentences)), key=lambda index: -len(sentences[index]))
        lengths = np.array([len(sentences[index]) for index in order])
        forms = self.forms.numbers([sentences[index] for index in order])
        packing = _Packing(lengths)
        state = self._encode(forms[packing.place], packing)
        split = self._split(product(state, self.parts["heads"]) + self.parts["heads_bias"])
        beside = self.window.scores(forms, lengths, self.forms.tables[1])[packing.place]
        found = self._decode(split, beside, packing)
        back = np.argsort(np.array(order))
        return [found[place] for place in back.tolist()]

    def _form_rows(self, words: Sequence[str]) -> tuple[Floats, Floats]:
        """What each distinct form gives to the gates of the first layer, both directions, and to the window."""
        seen = features(words, self.lexicon, self.lists)
        looked = [table[seen.ids[:, column]].astype(np.float32) for column, table in enumerate(self.tables)]
        state = product(np.concatenate([*looked, seen.marks], 1), self.parts["enter"]) + self.parts["enter_bias"]
        entered = np.maximum(normalised(state) * self.parts["enter_scale"] + self.parts["enter_shift"], 0)
        return np.stack([_gates(entered, way) for way in self.layers[0]], 1), self.window.form_rows(seen)

    def _encode(self, forms: Ints, packing: "_Packing") -> Floats:
        first, *others = self.layers
        table = self.forms.tables[0]
        state = _both(table[forms, 0], table[forms[packing.turned], 1], first, packing)
        for layer in others:
            onward, backward = layer
            state = _both(_gates(state, onward), _gates(state[packing.turned], backward), layer, packing)
        return state

    def _split(self, scores: Floats) -> dict[str, Floats]:
        found, start = {}, 0
        for name, width in self.cuts.items():
            found[name] = scores[:, start : start + width]
            start += width
        return found

    def _decode(self, split: dict[str, Floats], beside: Floats, packing: "_Packing") -> list[Analysis]:
        tags = split["tag"].argmax(1)
        coarse = (split["coarse"] + self.tags_of[tags]).argmax(1)
        names = self._names(split["name_hidden"], beside, packing)
        arc_heads, arc_children = leaky(split["arc_head"]), leaky(split["arc_child"]) @ self.parts["arc_pair"]
        heads = np.zeros(len(tags), np.int64)
        for bucket in packing.buckets():
            found = self._trees(arc_heads, arc_children, bucket)
            heads[bucket.words[bucket.real]] = found[bucket.real]
        labels = self._labels(split["label_head"], split["label_child"], heads, packing)
        layers = tags, coarse, heads - 1, labels, names
        return [Analysis(*(layer[words] for layer in layers)) for words in packing.sentences]

    def _names(self, hidden: Floats, beside: Floats, packing: "_Packing") -> Ints:
        scores = product(np.maximum(hidden, 0), self.parts["name"]) + self.parts["name_bias"]
        scores = (scores + beside)[:, : len(self.steps)]
        scores[: packing.active[0]] += self.first_names
        return np.concatenate(best_paths(scores, packing.active, self.steps, self.last_names))

    def _trees(self, arc_heads: Floats, arc_children: Floats, bucket: "_Bucket") -> Ints:
        count, length = bucket.words.shape
        governors = np.empty((count, length + 1, arc_heads.shape[1]), np.float32)
        governors[:, 0], governors[:, 1:] = self.root_arc, arc_heads[bucket.words]
        scores = arc_children[bucket.words] @ governors.transpose(0, 2, 1)
        scores += (governors * self.parts["arc_prior"]).sum(2)[:, None, :]
        scores += self._prior(length)
        scores[:, :, 1:] += np.where(bucket.real, np.float32(0), np.float32(NEVER))[:, None, :]
        heads = scores.argmax(2)
        heads = np.where(bucket.real, heads, np.arange(1, length + 1))
        for row in np.flatnonzero(~are_trees(heads)).tolist():
            size = int(bucket.real[row].sum())
            heads[row, :size] = best_tree(scores[row, :size, : size + 1])
        return heads

    def _prior(self, length: int) -> Floats:
        """What distance says of arcs, and that no word governs itself."""
        if length not in self.priors:
            distance = self.parts["distance"]
            reach = len(distance) // 2
            place = np.arange(length)
            prior = np.zeros((length, length + 1), np.float32)
            prior[:, 1:] = distance[np.clip(place[None] - place[:, None], -reach, reach) + reach]
            prior[place, place + 1] = NEVER
            self.priors[length] = prior
        return self.priors[length]

    def _labels(self, governors: Floats, children: Floats, heads: Ints, packing: "_Packing") -> Ints:
        rows = np.concatenate([self.root_label[None], governors])
        chosen = rows[packing.row_of(heads)] + children
        scores = product(np.maximum(chosen, 0), self.parts["label"]) + self.parts["label_bias"]
        best: Ints = scores.argmax(1)
        return best


@dataclass(frozen=True, slots=True)
class _Way:
    """One direction of a recurrent layer; gates come as input, forget, output (halved, see `_recur`), candidate."""

    enter: Floats
    bias: Floats
    recur: Floats


@dataclass(frozen=True, slots=True)
class _Bucket:
    """Sentences of about one length: packed rows of their words, and which are no padding."""

    words: Ints
    real: npt.NDArray[np.bool_]


class _Packing:
    """Where the words of sentences lie, given lengths in falling order."""

    def __init__(self, lengths: Ints) -> None:
        self.lengths = lengths
        longest = int(lengths[0])
        self.active: list[int] = (lengths[None] > np.arange(longest)[:, None]).sum(1).tolist()
        starts = np.concatenate([[0], np.cumsum(self.active)])
        self.sentences = [starts[:length] + index for index, length in enumerate(lengths.tolist())]
        flat, first = np.concatenate(self.sentences), np.concatenate([[0], np.cumsum(lengths)])
        self.place = np.empty(len(flat), np.int64)  # where a packed word lies when sentences stand in a row
        self.place[flat] = np.arange(len(flat))
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        at = np.arange(len(flat)) - first[sentence]
        self.turned = np.empty(len(flat), np.int64)  # the word a packed word trades with when sentences are turned
        self.turned[flat] = flat[first[sentence] + lengths[sentence] - 1 - at]
        self._flat, self._first_of = flat, np.empty(len(flat), np.int64)
        self._first_of[flat] = first[sentence]

    def row_of(self, heads: Ints) -> Ints:
        """For heads that count from 1 within sentences, the packed row of the head plus one; 0 stays the root."""
        rows: Ints = np.where(heads > 0, self._flat[self._first_of + np.maximum(heads, 1) - 1] + 1, 0)
        return rows

    def buckets(self) -> list[_Bucket]:
        """The sentences, those of like length together."""
        sizes = -(-self.lengths // BUCKET) * BUCKET
        found = []
        for size in np.unique(sizes).tolist():
            members = np.flatnonzero(sizes == size)
            words = np.zeros((len(members), size), np.int64)
            real = np.arange(size)[None] < self.lengths[members][:, None]
            words[real] = np.concatenate([self.sentences[index] for index in members.tolist()])
            found.append(_Bucket(words, real))
        return found


class _Forms:
    """Rows of word forms, worked out when a form is first met; forgets all when there are too many.

    `tables` have a row for each form of the shapes given; their row OUTSIDE stays 0.
    """

    def __init__(
        self, compute: Callable[[Sequence[str]], tuple[Floats, ...]], shapes: Sequence[tuple[int, int]]
    ) -> None:
        self.compute = compute
        self.known: dict[str, int] = {}
        self.tables = [np.zeros((1024, *shape), np.float32) for shape in shapes]

    def numbers(self, sentences: Sequence[Sequence[str]]) -> Ints:
        """The rows of all words in the tables, sentence after sentence."""
        words = [word for sentence in sentences for word in sentence]
        if len(self.known) > FORMS_KEPT:
            self.known.clear()
        fresh = list({word: None for word in words if word not in self.known})
        if fresh:
            self._learn(fresh)
        return np.fromiter(map(self.known.__getitem__, words), np.int64, len(words))

    def _learn(self, fresh: Sequence[str]) -> None:
        start = OUTSIDE + 1 + len(self.known)
        end = start + len(fresh)
        for number, rows in enumerate(self.compute(fresh)):
            self.tables[number] = _grown(self.tables[number], start, end)
            self.tables[number][start:end] = rows
        self.known.update(zip(fresh, range(start, end), strict=True))


def _grown(table: Floats, used: int, needed: int) -> Floats:
    if needed <= len(table):
        return table
    grown = np.zeros((max(needed, 2 * len(table)), *table.shape[1:]), np.float32)
    grown[:used] = table[:used]
    return grown


def _layer(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> tuple[_Way, _Way]:
    """Both directions of a layer; the file has their entrances side by side."""
    (onward, backward), biases = (np.split(arrays[f"{name}.{part}"], 2, -1) for part in ("enter", "bias"))
    return (
        _Way(floats(onward), floats(biases[0]), floats(arrays[f"{name}.onward"])),
        _Way(floats(backward), floats(biases[1]), floats(arrays[f"{name}.backward"])),
    )


def _gates(entering: Floats, way: _Way) -> Floats:
    gates = product(entering, way.enter)
    gates += way.bias
    return gates


def _both(onward: Floats, backward: Floats, layer: tuple[_Way, _Way], packing: _Packing) -> Floats:
    """The states of a layer, given what enters its gates; what goes backward has every sentence turned round."""
    width = layer[0].recur.shape[0]
    out, behind = np.empty((len(onward), 2 * width), np.float32), np.empty((len(onward), width), np.float32)
    _recur(onward, layer[0].recur, packing.active, out[:, :width])
    _recur(backward, layer[1].recur, packing.active, behind)
    out[:, width:] = behind[packing.turned]
    return out


def _recur(gates: Floats, weights: Floats, active: Sequence[int], out: Floats) -> None:
    """One direction of an LSTM layer, written to `out`.

    The sigmoid of x is (tanh(x / 2) + 1) / 2; the export halved the three gates that take it.
    """
    width = weights.shape[0]
    rows = max(active[0], FEWEST_ROWS)
    state, cell = np.zeros((rows, width), np.float32), np.zeros((rows, width), np.float32)
    start = 0
    for count in active:
        turn = (state[: max(count, FEWEST_ROWS)] @ weights)[:count]
        turn += gates[start : start + count]
        np.tanh(turn, out=turn)
        doors = turn[:, : 3 * width]
        doors *= 0.5
        doors += 0.5
        kept = cell[:count]
        kept *= turn[:, width : 2 * width]
        kept += turn[:, :width] * turn[:, 3 * width :]
        shown = out[start : start + count]
        np.tanh(kept, out=shown)
        shown *= turn[:, 2 * width : 3 * width]
        state[:count] = shown
        start += count

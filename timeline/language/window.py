"""A second reader of names, which sees a word and the four on each side of it.

The network reads whole sentences and has a row for every word of its treebanks: it knows the
names in them too well.  This reader has no words of its own, only what lists, clusters,
vectors and outlines tell of a form.  The scores of both are added (docs/model-card.md).
"""

from collections.abc import Mapping
from typing import Any

from timeline.arrays import np, npt
from timeline.language.features import Features
from timeline.language.products import Floats, Ints, floats, normalised, product

REACH = 2  # words to each side, in both of its layers
STEPS = range(-REACH, REACH + 1)
OUTSIDE = 0  # the row of no form: beyond the ends of a sentence


class Window:
    """Its weights; forms are worked out once, as for the network."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]], guideline: int) -> None:
        mine = {name[7:]: array for name, array in arrays.items() if name.startswith("window.")}
        self.tables = {int(name[6:]): array for name, array in mine.items() if name.startswith("table.")}
        self.parts = {name: floats(array) for name, array in mine.items() if not name.startswith("table.")}
        self.parts["enter_shift"] = self.parts["enter_shift"] + self.parts["guide"][guideline]
        self.width = len(self.parts["first_bias"])

    def form_rows(self, seen: Features) -> Floats:
        """For each form what it gives to the words around it: (form, place, number)."""
        looked = [table[seen.ids[:, column]].astype(np.float32) for column, table in self.tables.items()]
        entering = product(np.concatenate([*looked, seen.marks], 1), self.parts["enter"]) + self.parts["enter_bias"]
        state = np.maximum(normalised(entering) * self.parts["enter_scale"] + self.parts["enter_shift"], 0)
        return product(state, self.parts["first"]).reshape(len(seen.ids), 2 * REACH + 1, self.width)

    def scores(self, forms: Ints, lengths: Ints, rows: Floats) -> Floats:
        """The scores of name tags for the words of sentences that stand one after the other.

        `forms` are rows of `rows`, whose row OUTSIDE holds zeros.
        """
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        place = np.arange(len(forms)) + REACH * (sentence + 1)
        spaced = np.full(len(forms) + REACH * (len(lengths) + 1), OUTSIDE)
        spaced[place] = forms
        first = np.zeros((len(spaced), self.width), np.float32)
        first[place] = np.maximum(
            sum(rows[spaced[place + step], step + REACH] for step in STEPS) + self.parts["first_bias"], 0
        )
        beside = np.concatenate([first[place + step] for step in STEPS], 1)
        second = np.maximum(product(beside, self.parts["second"]) + self.parts["second_bias"], 0)
        return product(second, self.parts["out"]) + self.parts["out_bias"]

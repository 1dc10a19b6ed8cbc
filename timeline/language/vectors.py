"""Word vectors: what the parser's file knows of a form's company, near for words of like meaning."""

from collections.abc import Sequence
from functools import cache
from zlib import crc32

from timeline.arrays import np, npt
from timeline.language.features import VECTOR_PARTS
from timeline.language.weights import read
from timeline.resources import data_file

KEPT = 20_000  # forms whose vectors are kept ready, 200 bytes each
Floats = npt.NDArray[np.float32]


class Vectors:
    """The vectors of lower-case forms, put together from the centres of their parts.

    Made from GloVe 6B by training/vectors.py, and moved a little by the training of the reader of names.
    """

    def __init__(self, language: str = "en") -> None:
        arrays = read(data_file(f"{language}/parser.bin")).arrays
        self.keys, self.codes = arrays["lex.vector_key"], arrays["lex.vector_code"]
        tables = sorted((name for name in arrays if name.startswith("window.table.")), key=_column)
        self.centres = [arrays[name].astype(np.float32) for name in tables[-VECTOR_PARTS:]]
        self.width = sum(centres.shape[1] for centres in self.centres)
        self.nothing = np.zeros(self.width, np.float32)
        self.known: dict[str, Floats | None] = {}

    def of(self, form: str) -> Floats | None:
        """The vector of a lower-case form; None for one that is not known."""
        if form not in self.known:
            if len(self.known) >= KEPT:
                self.known.clear()
            self.known[form] = self._made(form)
        return self.known[form]

    def mean(self, forms: Sequence[str]) -> Floats:
        """The mean of the vectors of those forms that are known; zeros where none is."""
        found = [vector for vector in map(self.of, forms) if vector is not None]
        if len(found) < 2:
            return found[0] if found else self.nothing
        total: Floats = sum(found[1:], found[0]) / np.float32(len(found))
        return total

    def _made(self, form: str) -> Floats | None:
        key = np.uint32(crc32(form.encode()))
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return None
        codes = self.codes[at].tolist()
        return np.concatenate([centres[code + 1] for centres, code in zip(self.centres, codes, strict=True)])


def _column(name: str) -> int:
    return int(name.rpartition(".")[2])


@cache
def load_vectors(language: str = "en") -> Vectors:
    """The vectors of a language.

    Raises:
        ResourceError: the parser's file is missing.
    """
    return Vectors(language)

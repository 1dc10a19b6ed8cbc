"""Arithmetic whose result for a row does not depend on the rows beside it.

BLAS takes other paths, with other rounding, for small matrices; `product` keeps it on one.
"""

from typing import Any

from timeline.arrays import np, npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SMALL_PRODUCT = 1_100_000  # OpenBLAS 0.3.31 takes another path below 100 ** 3 multiplications
FEWEST_ROWS = 16
EPSILON = 1e-5  # of the layer normalisation, as PyTorch has it


def product(rows: Floats, weights: Floats) -> Floats:
    """The matrix product."""
    needed = max(FEWEST_ROWS, -(-SMALL_PRODUCT // weights.size))
    if len(rows) >= needed:
        return rows @ weights
    padded = np.zeros((needed, rows.shape[1]), np.float32)
    padded[: len(rows)] = rows
    return (padded @ weights)[: len(rows)]


def normalised(rows: Floats) -> Floats:
    """The rows, each with mean 0 and spread 1."""
    centred = rows - rows.mean(1, keepdims=True)
    found: Floats = centred / np.sqrt((centred * centred).mean(1, keepdims=True) + EPSILON)
    return found


def leaky(values: Floats) -> Floats:
    """Values, those below 0 at a tenth."""
    found: Floats = np.maximum(values, values * np.float32(0.1))
    return found


def floats(array: npt.NDArray[Any]) -> Floats:
    """The array in single precision, laid out in rows."""
    return np.ascontiguousarray(array, np.float32)

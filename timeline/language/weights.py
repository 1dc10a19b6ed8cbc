"""Named arrays in one file that is mapped into memory, so that worker processes share it.

Layout: eight bytes of magic, the length of the header (little-endian, eight bytes), the
header as JSON {"facts": ..., "arrays": {name: [dtype, shape, offset]}}, the arrays, each at
a multiple of 64 bytes from the start of the file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.arrays import np, npt
from timeline.errors import ResourceError

MAGIC = b"TLPARSE1"
ALIGNMENT = 64


@dataclass(frozen=True, slots=True)
class Weights:
    """What is in the file; the arrays are read-only views of it."""

    facts: dict[str, Any]
    arrays: dict[str, npt.NDArray[Any]]


def read(path: Path) -> Weights:
    """The arrays of a file.

    Raises:
        ResourceError: it is missing or of another format.
    """
    try:
        data = np.memmap(path, np.uint8, "r")
    except (OSError, ValueError) as error:
        raise ResourceError(path.name, "file", str(error)) from error
    if bytes(data[:8]) != MAGIC:
        raise ResourceError(path.name, "file", "holds no parser of this version")
    length = int.from_bytes(bytes(data[8:16]), "little")
    header = json.loads(bytes(data[16 : 16 + length]))
    arrays = {name: np.ndarray(shape, dtype, data, offset) for name, (dtype, shape, offset) in header["arrays"].items()}
    return Weights(header["facts"], arrays)


def write(path: Path, facts: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Put the arrays into a file that `read` can map."""
    table = {name: [array.dtype.str, list(array.shape), 0] for name, array in arrays.items()}
    start = 16 + len(json.dumps({"facts": facts, "arrays": table})) + 16 * len(table)  # room for the offsets
    place = start = -(-start // ALIGNMENT) * ALIGNMENT
    for name, array in arrays.items():
        table[name][2] = place
        place += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    header = json.dumps({"facts": facts, "arrays": table}).encode().ljust(start - 16)
    with path.open("wb") as file:
        file.write(MAGIC + len(header).to_bytes(8, "little") + header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes().ljust(-(-array.nbytes // ALIGNMENT) * ALIGNMENT, b"\0"))

from pathlib import Path

import numpy as np
import pytest

from timeline.errors import ResourceError
from timeline.language.weights import read, write


def test_arrays_come_back(tmp_path: Path) -> None:
    arrays = {"a": np.arange(6, dtype=np.float16).reshape(2, 3), "b": np.array([7], np.uint32)}
    write(tmp_path / "w.bin", {"tags": ["é"]}, arrays)
    found = read(tmp_path / "w.bin")
    assert found.facts == {"tags": ["é"]}
    assert all(np.array_equal(found.arrays[name], array) for name, array in arrays.items())
    assert all(found.arrays[name].dtype == array.dtype for name, array in arrays.items())


def test_arrays_are_mapped_and_read_only(tmp_path: Path) -> None:
    write(tmp_path / "w.bin", {}, {"a": np.zeros(3, np.float32)})
    with pytest.raises(ValueError, match="read-only"):
        read(tmp_path / "w.bin").arrays["a"][0] = 1


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(b"something else altogether")
    with pytest.raises(ResourceError, match="holds no parser"):
        read(tmp_path / "w.bin")
    with pytest.raises(ResourceError, match=r"none\.bin"):
        read(tmp_path / "none.bin")

"""Find and read the files that travel with the package: rules, lexicons, seeds and migrations."""

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from timeline.errors import ResourceError


def shipped(folder: str) -> Path:
    """Where `folder` lies: inside the package once installed, beside it in a checkout."""
    package = Path(str(files("timeline")))
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


def data_file(name: str) -> Path:
    """The path of a file in `timeline/data`, for example `en/timex.toml`."""
    return Path(str(files("timeline"))) / "data" / name


def fingerprint(names: Iterable[str]) -> str:
    """Twelve hexadecimal digits that change with the contents of files and folders of the package, data included.

    Compiled files and caches are left out; the order of `names` plays no part.
    """
    package, digest = Path(str(files("timeline"))), hashlib.blake2b(digest_size=6)
    for path in sorted({path for name in names for path in _files(package / name)}):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        ResourceError: the file is missing or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(path.name, "file", str(error)) from error


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers; lines that open with `#` are comments.

    The first other line names the columns.

    Raises:
        ResourceError: the file is missing, is not UTF-8, or a row has too many or too few fields.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(path.name, "file", str(error)) from error
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows = zip((number for number, _ in kept), csv.reader(line for _, line in kept), strict=True)
    _, columns = next(rows, (0, []))
    for number, row in rows:
        if len(row) != len(columns):
            raise ResourceError(path.name, f"line {number}", f"has {len(row)} fields, not {len(columns)}")
        yield number, dict(zip(columns, row, strict=True))

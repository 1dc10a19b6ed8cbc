"""Find and read the files that travel with the package: rules, lexicons, seeds and migrations."""

import csv
import hashlib
import tomllib
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from timeline.errors import ResourceError

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands, for error messages."""

    file: str
    entry: str

    @classmethod
    def line(cls, file: str, number: int) -> "Place":
        """A line of a file, counted from 1."""
        return cls(file, f"line {number}")

    def error(self, reason: str) -> ResourceError:
        """What is wrong with the entry."""
        return ResourceError(self.file, self.entry, reason)

    def repeats(self, key: Hashable, first: "Place") -> ResourceError:
        """The entry has a key that the first place has too."""
        shown = ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
        elsewhere = first.entry if first.file == self.file else f"{first.file} {first.entry}"
        return self.error(f'"{shown}" ' + ("stands twice" if first == self else f"is already in {elsewhere}"))


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


def read_rows(path: Path, key: Collection[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers; lines that open with `#` are comments.

    The first other line names the columns.  No two rows may agree in all columns of `key`.

    Raises:
        ResourceError: the file is missing, is not UTF-8, a row has too many or too few fields, or repeats a key.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(path.name, "file", str(error)) from error
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows = zip((number for number, _ in kept), csv.reader(line for _, line in kept), strict=True)
    _, columns = next(rows, (0, []))
    lines_of: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        if len(row) != len(columns):
            raise ResourceError(path.name, f"line {number}", f"has {len(row)} fields, not {len(columns)}")
        named = dict(zip(columns, row, strict=True))
        found = tuple(named[column] for column in key)
        if key and lines_of.setdefault(found, number) != number:
            raise Place.line(path.name, number).repeats(found, Place.line(path.name, lines_of[found]))
        yield number, named


def unique(entries: Iterable[tuple[Place, K, V]]) -> dict[K, V]:
    """The entries (where it stands, key, value) as a table.

    >>> unique([(Place("x.toml", "line 2"), "may", 5), (Place("x.toml", "line 3"), "june", 6)])
    {'may': 5, 'june': 6}

    Raises:
        ResourceError: two entries have one key.
    """
    table: dict[K, V] = {}
    places: dict[K, Place] = {}
    for place, key, value in entries:
        if key in table:
            raise place.repeats(key, places[key])
        table[key], places[key] = value, place
    return table


def inverted(file: str, section: str, table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """For each word the key of the list it stands in; `section` is the table's name, "" at the top of the file.

    >>> inverted("en/x.toml", "status", {"planned": ["will"], "possible": ["may", "might"]})
    {'will': 'planned', 'may': 'possible', 'might': 'possible'}

    Raises:
        ResourceError: a word stands twice.
    """
    places = {key: Place(file, f"{section}.{key}" if section else key) for key in table}
    return unique((places[key], word, key) for key, words in table.items() for word in words)


def listed(file: str, entry: str, words: Iterable[str]) -> frozenset[str]:
    """The words of a list.

    Raises:
        ResourceError: a word stands twice.
    """
    place = Place(file, entry)
    return frozenset(unique((place, word, None) for word in words))

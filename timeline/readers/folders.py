"""The files of a folder that can hold articles, in order of their paths, and a word on those that cannot be read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from timeline.errors import ReadError
from timeline.readers.archives import is_wanted

NOTES = "README"  # notes on the folder itself


def files(folder: Path) -> Iterator[Path | ReadError]:
    """Every article file below `folder`; links to folders are followed, each folder once."""
    yield from _files(folder, set())


def _files(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | ReadError]:
    try:
        place = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield ReadError(str(folder), f"cannot be read: {error.strerror or error}")
        return
    if (place.st_dev, place.st_ino) in seen:
        return
    seen.add((place.st_dev, place.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                yield from _files(folder / entry.name, seen)
                continue
            if not _is_article(entry.name):
                continue
            yield folder / entry.name if entry.is_file() else _other(folder / entry.name)
        except OSError as error:
            yield ReadError(str(folder / entry.name), f"cannot be read: {error.strerror or error}")


def _is_article(name: str) -> bool:
    return Path(name).stem.upper() != NOTES and is_wanted(name)


def _other(path: Path) -> ReadError:
    return ReadError(str(path), "is a link to nothing" if path.is_symlink() else "is no file; remove it")


def check_file(path: Path) -> None:
    """Refuse what is no file to read: a device may have no end, and a pipe nobody who writes.

    Raises:
        ReadError: it is one.
    """
    mode = path.stat().st_mode
    is_piped = (stat.S_ISFIFO(mode) and path.is_relative_to("/dev")) or path.is_relative_to("/proc")  # <(command)
    if not stat.S_ISREG(mode) and not is_piped:
        raise ReadError(str(path), f"is no file; try `timeline ingest - < {path}`")

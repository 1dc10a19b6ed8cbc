"""Failures that outlast the ingest they happened in, so that `--retry-failed` can try them again."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import store
from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers.document import storable

if TYPE_CHECKING:
    from sqlalchemy import Connection

LINE = re.compile(r":\d+$")
ESCAPED = re.compile(r"\\udc([89a-f][0-9a-f])")  # a byte of a file name that is not UTF-8, as it is stored
PARTS = ("/", ":", ", ", "#")  # what a reader puts between a file and the part of it that it names


class Noted:
    """The failures a database knows, kept in step with an ingest."""

    def __init__(self, connection: "Connection") -> None:
        self.connection = connection
        self.known = {storable(unescaped(name)): name for name, _, _ in store.failed(connection)}
        self.done = 0
        connection.rollback()

    def failures(self, found: Sequence[ReadError]) -> None:
        """Write down those that came since the last time."""
        for failure in found[self.done :]:
            store.record_failure(self.connection, failure.subject, failure.reason)
            self.known[storable(failure.subject)] = failure.subject
        self.done = len(found)

    def read(self, articles: Iterable[Article]) -> None:
        """Forget the failures of articles that could be read after all."""
        for name in {article.id for article in articles} & self.known.keys():
            store.clear_failure(self.connection, self.known.pop(name))


def origin(name: str) -> str:
    """The file or address that holds what a failure names: `a.zip` for `a.zip/b.txt`, the name itself where none is."""
    if not Path(name).exists() and Path(unescaped(name)).exists():
        return unescaped(name)
    held = LINE.sub("", name)
    if Path(name).exists():
        return name
    while "://" not in held and not Path(held).is_file():
        cut = max(held.rfind(part) for part in PARTS)
        if cut <= 0:
            return name
        held = held[:cut]
    return held


def unescaped(name: str) -> str:
    r"""The name with the bytes that stand in it as escapes.

    >>> unescaped(r"a\udcff.txt") == "a" + chr(0xDCFF) + ".txt"
    True
    """
    return ESCAPED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), name)

"""Failures that outlast the ingest they happened in, so that `--retry-failed` can try them again."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import store
from timeline.errors import ReadError
from timeline.model import Article

if TYPE_CHECKING:
    from sqlalchemy import Connection

LINE = re.compile(r":\d+$")
PARTS = ("/", ":", ", ", "#")  # what a reader puts between a file and the part of it that it names


class Noted:
    """The failures a database knows, kept in step with an ingest."""

    def __init__(self, connection: "Connection") -> None:
        self.connection = connection
        self.known = {name for name, _, _ in store.failed(connection)}
        self.done = 0
        connection.rollback()

    def failures(self, found: Sequence[ReadError]) -> None:
        """Write down those that came since the last time."""
        for failure in found[self.done :]:
            store.record_failure(self.connection, failure.subject, failure.reason)
            self.known.add(failure.subject)
        self.done = len(found)

    def read(self, articles: Iterable[Article]) -> None:
        """Forget the failures of articles that could be read after all."""
        for name in {article.id for article in articles} & self.known:
            store.clear_failure(self.connection, name)
            self.known.discard(name)


def origin(name: str) -> str:
    """The file or address that holds what a failure names: `a.zip` for `a.zip/b.txt`, the name itself where none is."""
    held = LINE.sub("", name)
    if Path(name).exists():
        return name
    while "://" not in held and not Path(held).is_file():
        cut = max(held.rfind(part) for part in PARTS)
        if cut <= 0:
            return name
        held = held[:cut]
    return held

"""Sources looked at again and again: each round stores what is new since the one before."""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from timeline import readers
from timeline.errors import ReadError
from timeline.ingest import Summary, take
from timeline.model import Article
from timeline.readers import Given
from timeline.readers.fetch import Web

SETTLED_SECONDS = 2.0  # since its last change, before a file counts as written to its end


class Seen:
    """What earlier rounds have had: files as they then were, articles, and failures of the round before."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.files: dict[Path, tuple[int, int]] = {}
        self.waiting: dict[Path, tuple[int, int]] = {}
        self.articles: set[int] = set()
        self.failed, self.failing = set[str](), set[str]()

    def skip(self, path: Path) -> bool:
        """Whether a file is as it was, or may still be written to; one that stands still for a round is not."""
        try:
            state = os.stat(path)
        except OSError:
            return False  # the reader says what is wrong with it
        mark = (state.st_mtime_ns, state.st_size)
        if self.files.get(path) == mark:
            return True
        settled = self.now() - state.st_mtime >= SETTLED_SECONDS or self.waiting.get(path) == mark
        if settled:
            self.files[path] = mark
        else:
            self.waiting[path] = mark
        return not settled

    def is_new(self, item: Article | ReadError) -> bool:
        """Whether no earlier round had the article, or the last one the failure."""
        if isinstance(item, ReadError):
            self.failing.add(str(item))
            return str(item) not in self.failed
        known = len(self.articles)
        self.articles.add(hash((item.id, item.url, item.text)))
        return len(self.articles) > known

    def end_round(self) -> None:
        """What fails from now on is compared with what failed until now."""
        self.failed, self.failing = self.failing, set()


def watch(
    sources: Sequence[str],
    database: str | None,
    *,
    given: Given,
    web: Web,
    now: Callable[[], float],
    jobs: int = 0,
) -> Iterator[Summary]:
    """What each round did, without end; the next one begins when it is asked for.

    A file is taken once it has stood still for two seconds or a whole round.  `now` gives
    the time in seconds since 1970.

    Raises:
        StoreError: the database cannot be written.
    """
    seen = Seen(now)
    while True:
        found = (
            item
            for source in sources
            for item in readers.read(source, given, web=web, skip=seen.skip)
            if seen.is_new(item)
        )
        first = next(found, None)
        yield take(chain([first], found), database, jobs=jobs) if first else Summary()
        seen.end_round()

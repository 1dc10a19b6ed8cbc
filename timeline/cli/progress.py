"""How far an ingest is: a bar on a terminal, a line every ten seconds where a log is kept."""

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

LOG_SECONDS = 10.0
NAME = "getting ready"


class Progress:
    """Tells of articles as they are stored; `close` takes a bar away again.

    The files of `sources` are counted beside the work, so that there is a time left to
    tell.  Where one file holds many articles, or there is a stream or a page of the web
    among the sources, nobody knows how many are to come.
    """

    def __init__(self, sources: Sequence[str] = ()) -> None:
        self.began = self.said = time.monotonic()
        self.files = 0
        self.total: int | None = None
        self.bar = _bar() if sys.stderr.isatty() else None
        self.task = self.bar.add_task(NAME, total=None, told=NAME) if self.bar else None
        if self.bar and sources:
            threading.Thread(target=self._count, args=(sources,), daemon=True).start()

    def __call__(self, done: int, events: int) -> None:
        """So many articles are stored, with so many events."""
        now = time.monotonic()
        rate = f"{done / max(now - self.began, 0.001):.1f} articles/s"
        told = f"{done:,} article{'s' * (done != 1)}, {events:,} event{'s' * (events != 1)}, {rate}"
        if self.bar and self.task is not None:
            self.bar.update(self.task, total=self.known(done), completed=self.place(done), told=told)
        elif now - self.said >= LOG_SECONDS:
            self.said = now
            sys.stderr.write(f"{told}\n")
            sys.stderr.flush()

    def begun(self, _path: Path) -> None:
        """One more file is opened."""
        self.files += 1

    def place(self, done: int) -> int:
        """How many files are done: some are opened ahead of what is stored, others hold many articles."""
        return done if done <= self.files else max(self.files - 1, 0)

    def known(self, done: int) -> int | None:
        """How many files there are; None where that tells nothing of how long it will take."""
        return None if self.total == 1 and done > 1 else self.total

    def _count(self, sources: Sequence[str]) -> None:
        self.total = count(sources)

    def close(self) -> None:
        """Take the bar away."""
        if self.bar:
            self.bar.stop()


def count(sources: Sequence[str]) -> int | None:
    """How many files are to be read; None where a source is no file or folder."""
    from timeline.readers import files

    number = 0
    for source in sources:
        path = Path(source)
        if source == "-" or "://" in source or not path.exists():
            return None
        number += sum(1 for _ in files(path)) if path.is_dir() else 1
    return number


def _bar() -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        SpinnerColumn(),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(elapsed_when_finished=False),
        console=Console(stderr=True),
        transient=True,
    )
    bar.start()
    return bar

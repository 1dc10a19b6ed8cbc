"""Extraction in this process or spread over others; results come in the order of the articles.

Workers are started by spawning, which is safe on every platform and beside threads, and
only when there is something to read.  They see neither the database nor Ctrl-C: the
process that writes decides when they stop.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from timeline.errors import TimelineError
from timeline.ingest.guard import Refused, allowed_seconds, analysed, name_of
from timeline.model import Actor, Alias, Analysis, Article, Role

AHEAD = 2  # batches a worker that are read before the first of them is stored: keeps all busy, and memory flat
HOPELESS = 5  # articles in a row that end their process: then it is not the articles
BUSY = 5  # times longer than its processor time a process may take beside others
SELDOM = (50_000, 20, 50)  # objects made, and rounds, between looks of the collector: a twentieth of the time
STARTING = 120.0  # seconds that processes may take to load what they need
Known = tuple[Actor | Alias | Role, ...]
Batch = tuple[Sequence[Article], Sequence[Article]]  # to extract; stored already
Extracted = tuple[list[Analysis | Refused], Sequence[Article]]
_tools: dict[str, Any] = {}  # of a worker process, loaded once


def reader_tools(extra: Known = (), parser: str = "en") -> dict[str, Any]:
    """What `extract.analyse` needs: the parser, the gazetteer, and the registry with the actors in `extra`."""
    from timeline.actors import load_registry
    from timeline.gazetteer import load_gazetteer
    from timeline.language import load_parser

    return {"parser": load_parser(parser), "registry": load_registry(extra), "gazetteer": load_gazetteer()}


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def extracted(batches: Iterator[Batch], own: Callable[[], Known], jobs: int, parser: str = "en") -> Iterator[Extracted]:
    """Each batch with its first part analysed, in order; `own` gives the actors the user added.

    An article that a worker dies of, or never ends with, is refused, and the rest goes on.

    Raises:
        TimelineError: worker processes die whatever they are given.
    """
    return _here(batches, own, parser) if jobs == 1 else _spread(batches, own, jobs, parser)


def _here(batches: Iterator[Batch], own: Callable[[], Known], parser: str) -> Iterator[Extracted]:
    tools: dict[str, Any] = {}
    before = gc.get_threshold()
    try:
        for articles, stored in batches:
            if articles and not tools:
                tools = reader_tools(own(), parser)
                _collect_seldom()
            yield analysed(articles, tools), stored
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _collect_seldom() -> None:
    """Keep the collector of cyclic garbage, of which there is little, from what was loaded and stays."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


def _spread(batches: Iterator[Batch], own: Callable[[], Known], jobs: int, parser: str) -> Iterator[Extracted]:
    pool = _Pool(jobs, (own(), parser))
    try:
        for batch in batches:
            pool.add(batch)
            if len(pool.queue) >= AHEAD * jobs:
                yield pool.next()
        while pool.queue:
            yield pool.next()
    finally:
        pool.stop()


class _Pool:
    """Worker processes and the batches they have, oldest first; new processes where the old ones died."""

    def __init__(self, jobs: int, tools: tuple[Known, str]) -> None:
        self.jobs, self.tools, self.deaths = jobs, tools, 0
        self.others = set(multiprocessing.active_children())
        self.queue: deque[tuple[Batch, Future[list[Analysis | Refused]] | None]] = deque()
        self.start()

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.workers = ProcessPoolExecutor(self.jobs, context, _start, self.tools)

    def stop(self) -> None:
        self.workers.shutdown(wait=False, cancel_futures=True)
        for worker in set(multiprocessing.active_children()) - self.others:
            worker.terminate()

    def add(self, batch: Batch) -> None:
        self.queue.append((batch, self.workers.submit(_work, batch[0]) if batch[0] else None))

    def next(self) -> Extracted:
        """The oldest batch, done."""
        (articles, stored), future = self.queue.popleft()
        if future is None:
            return [], stored
        try:
            done = future.result(_patience(articles))
        except (BrokenProcessPool, TimeoutError):
            done = self.one_by_one(articles)
        return done, stored

    def one_by_one(self, articles: Sequence[Article]) -> list[Analysis | Refused]:
        """Fresh workers, and each of the articles alone; then all that was waiting is given out again."""
        self.stop()
        self.start()
        done = [self.alone(article) for article in articles]
        for number, (batch, future) in enumerate(self.queue):
            if future is not None and (not future.done() or future.cancelled() or future.exception()):
                self.queue[number] = batch, self.workers.submit(_work, batch[0])
        return done

    def alone(self, article: Article) -> Analysis | Refused:
        try:
            found = self.workers.submit(_work, [article]).result(_patience([article]))[0]
        except (BrokenProcessPool, TimeoutError) as error:
            self.deaths += 1
            if self.deaths == HOPELESS:
                reason = "worker processes die one after the other, perhaps for want of memory"
                raise TimelineError(
                    f"{reason}; what is done is kept: run the same command again with --jobs 1"
                ) from error
            self.stop()
            self.start()
            return Refused(name_of(article), "ended the process that read it")
        self.deaths = 0
        return found


def _patience(articles: Sequence[Article]) -> float:
    """Seconds to wait for a worker, which should have cut itself off long before."""
    return STARTING + BUSY * (len(articles) + 1) * allowed_seconds(articles)


def _start(own: Known, parser: str) -> None:
    """Make a fresh process a worker: deaf to Ctrl-C, gone when its parent is, with its tools loaded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _tools.update(reader_tools(own, parser))
    _collect_seldom()


def _follow() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _work(articles: Sequence[Article]) -> list[Analysis | Refused]:
    return analysed(articles, _tools)

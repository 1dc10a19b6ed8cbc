"""Extraction in this process or spread over others; results come in the order of the articles.

Workers are started by spawning, which is safe on every platform and beside threads, and
only when there is something to read.  They see neither the database nor Ctrl-C: the
process that writes decides when they stop.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import Any

from timeline import extract
from timeline.errors import TimelineError
from timeline.model import Actor, Alias, Analysis, Article, Role

AHEAD = 2  # batches a worker that are read before the first of them is stored: keeps all busy, and memory flat
Known = tuple[Actor | Alias | Role, ...]
Batch = tuple[Sequence[Article], Sequence[Article]]  # to extract; stored already
Extracted = tuple[list[Analysis], Sequence[Article]]
_tools: dict[str, Any] = {}  # of a worker process, loaded once


def reader_tools(extra: Known = (), parser: str = "en") -> dict[str, Any]:
    """What `extract.analyse` needs: the parser, the gazetteer, and the registry with the actors in `extra`."""
    from timeline.actors import load_registry
    from timeline.language import load_parser
    from timeline.places import load_gazetteer

    return {"parser": load_parser(parser), "registry": load_registry(extra), "gazetteer": load_gazetteer()}


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def extracted(batches: Iterator[Batch], own: Callable[[], Known], jobs: int, parser: str = "en") -> Iterator[Extracted]:
    """Each batch with its first part analysed, in order; `own` gives the actors the user added.

    Raises:
        TimelineError: a worker process died.
    """
    return _here(batches, own, parser) if jobs == 1 else _spread(batches, own, jobs, parser)


def _here(batches: Iterator[Batch], own: Callable[[], Known], parser: str) -> Iterator[Extracted]:
    tools: dict[str, Any] = {}
    for articles, stored in batches:
        if articles and not tools:
            tools = reader_tools(own(), parser)
        yield extract.analyse(articles, **tools) if articles else [], stored


def _spread(batches: Iterator[Batch], own: Callable[[], Known], jobs: int, parser: str) -> Iterator[Extracted]:
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start, (own(), parser))
    queue: deque[tuple[Future[list[Analysis]] | None, Sequence[Article]]] = deque()
    try:
        for articles, stored in batches:
            queue.append((pool.submit(_work, articles) if articles else None, stored))
            if len(queue) >= AHEAD * jobs:
                yield _done(queue)
        while queue:
            yield _done(queue)
    except BrokenProcessPool as error:
        reason = "a worker process died, perhaps for want of memory; what is done is kept"
        raise TimelineError(f"{reason}: run the same command again with --jobs 1") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()


def _done(queue: deque[tuple[Future[list[Analysis]] | None, Sequence[Article]]]) -> Extracted:
    future, stored = queue.popleft()
    return (future.result() if future else []), stored


def _start(own: Known, parser: str) -> None:
    """Make a fresh process a worker: deaf to Ctrl-C, gone when its parent is, with its tools loaded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _tools.update(reader_tools(own, parser))


def _follow() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _work(articles: Sequence[Article]) -> list[Analysis]:
    # Syntax trees are not stored, and are most of what there would be to send.
    return [replace(analysis, parses=()) for analysis in extract.analyse(articles, **_tools)]

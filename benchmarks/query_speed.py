"""How fast questions are answered: `python benchmarks/query_speed.py 1000 10000 100000 1000000 [--keep FOLDER]`.

Each question is asked of a database of so many made-up events (`query_events.py`) in four ways, in turn:

- library: `query.find(..., reports=False)` or `query.stats`, what the table on the screen and other programs get;
- statement: the statement that finds the page, in sqlite3 alone, all its rows fetched;
- reports: `query.find(...)`, every event with its mentions and their articles, and every field looked at;
- statements: all the statements that this comes to, in sqlite3 alone.

Times are medians of processor time in milliseconds, warm; how many times as long the library takes is the median of
the rounds.  `--results FILE` keeps them as JSON and adds to what is
there, `--svg FILE` draws how they grow.
"""

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from growth import drawn
from query_events import make

from timeline import query, store
from timeline.calendar import day_of
from timeline.model import Interval
from timeline.query import Filter

ROUNDS = 41
YEAR = Interval(day_of(2010), day_of(2011))
FIND = {
    "one actor": Filter(actors=("a0",), exact=True),
    "one actor, by name": Filter(actors=("Actor 0",), exact=True),
    "one actor and a year": Filter(actors=("a0",), exact=True, since=YEAR, until=YEAR),
    "an actor with its descendants": Filter(actors=("a0",)),
    "two actors": Filter(actors=("a0", "a1")),
    "two actors, one rare": Filter(actors=("a0", "a1000")),
    "type": Filter(types=("ASSAULT",)),
    "type and actor": Filter(actors=("a0",), types=("ASSAULT",)),
    "place": Filter(places=("Town 7",)),
    "text, newest first": Filter(text="word100"),
    "text and a year": Filter(text="word100", since=YEAR, until=YEAR),
    "text and actor": Filter(text="word10", actors=("a0",)),
    "a year": Filter(since=YEAR, until=YEAR),
    "publisher": Filter(publisher="Publisher 7"),
}
COUNT = {
    "counts per month, one actor": Filter(actors=("a0",)),
    "counts per month": Filter(),
}
DEEP, BEFORE = "page 101 of an actor", 5000
DRAWN = ("one actor", "an actor with its descendants", "two actors", "type", "place", "text, newest first", DEEP,
         "counts per month, one actor")  # fmt: skip
Times = dict[str, dict[str, float]]


def main() -> None:
    """Make what is missing, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("events", type=int, nargs="*")
    arguments.add_argument("--keep", type=Path)
    arguments.add_argument("--results", type=Path)
    arguments.add_argument("--svg", type=Path)
    given = arguments.parse_args()
    kept = given.results and given.results.exists()
    results: dict[str, Times] = json.loads(given.results.read_text()) if kept else {}
    with tempfile.TemporaryDirectory(prefix="timeline-speed-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True, parents=True)
        for events in given.events:
            path = folder / f"{events}.db"
            if not path.exists():
                make(path, events)
            results[str(events)] = asked(path)
            show(results[str(events)], events, path.stat().st_size)
    if given.results:
        given.results.write_text(json.dumps(results))
    sizes = sorted(map(int, results))
    grown(results, sizes)
    if given.svg:
        lines = {name: [results[str(n)].get(name, {}).get("library") for n in sizes] for name in DRAWN}
        given.svg.write_text(drawn(sizes, lines), "utf-8")


def asked(path: Path) -> Times:
    """The times of each question."""
    database = store.open_reader(path)
    times: Times = {}
    for name, wanted in FIND.items():
        times[name] = _paged(database, wanted, None)
    cursor = query.find(database, FIND["one actor"], limit=BEFORE, reports=False).cursor
    if cursor:
        times[DEEP] = _paged(database, FIND["one actor"], cursor)
    for name, wanted in COUNT.items():
        ask = lambda wanted=wanted: query.stats(database, wanted, by="month")  # noqa: E731
        said = statements(database, ask)
        times[name] = timed({"library": ask, "statement": _raw(database, said[-1:])})
    database.close()
    return times


def _paged(database: sqlite3.Connection, wanted: Filter, cursor: str | None) -> dict[str, float]:
    def page() -> object:
        return query.find(database, wanted, cursor=cursor, reports=False)

    def whole() -> object:
        return [event.source for event in query.find(database, wanted, cursor=cursor).events]

    short, long = statements(database, page), statements(database, whole)
    pages = [sql for sql in short if sql.startswith("SELECT e.id, e.key")]
    asks = {"library": page, "statement": _raw(database, pages), "reports": whole, "statements": _raw(database, long)}
    return timed(asks)


def statements(database: sqlite3.Connection, ask: Callable[[], object]) -> list[str]:
    """The statements that a question comes to, with their values in them; not those of the text index itself."""
    said: list[str] = []
    database.set_trace_callback(said.append)
    ask()
    database.set_trace_callback(None)
    return [sql for sql in said if sql.lstrip().startswith("SELECT") and "'main'." not in sql]


def _raw(database: sqlite3.Connection, said: list[str]) -> Callable[[], object]:
    return lambda: [database.execute(sql).fetchall() for sql in said]


def timed(asks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds of each, asked in turn."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            ask()
            started = time.process_time_ns()
            ask()
            taken[name].append((time.process_time_ns() - started) / 1e6)
    found = {name: statistics.median(each) for name, each in taken.items()}
    for ours, bare in (("library", "statement"), ("reports", "statements")):
        if ours in taken:
            ratios = [a / b for a, b in zip(taken[ours], taken[bare], strict=True)]
            found[f"{ours} times"] = statistics.median(ratios)
    return found


def show(times: Times, events: int, size: int) -> None:
    """A table for one size."""
    print(f"\n{events:,} events, {size / 1e6:,.0f} MB\n")
    print("| question | library | statement | times | reports | statements | times |\n|---|---|---|---|---|---|---|")
    for name, one in times.items():
        cells = [_cells(one, "library", "statement"), _cells(one, "reports", "statements")]
        print(f"| {name} | {' | '.join(cells)} |")


def _cells(one: dict[str, float], ours: str, bare: str) -> str:
    if ours not in one:
        return "- | - | -"
    return f"{one[ours]:.2f} | {one[bare]:.2f} | {one[f'{ours} times']:.1f}"


def grown(results: dict[str, Times], sizes: list[int]) -> None:
    """A table of the library's times by size."""
    print(f"\n| question | {' | '.join(f'{n:,}' for n in sizes)} |\n|---|{'---|' * len(sizes)}")
    for name in results[str(sizes[-1])]:
        found = [results[str(n)].get(name, {}).get("library") for n in sizes]
        print(f"| {name} | {' | '.join('-' if ms is None else f'{ms:.2f}' for ms in found)} |")


if __name__ == "__main__":
    main()

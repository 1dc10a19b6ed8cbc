"""How fast questions are answered: `python benchmarks/query_speed.py 1000000 [--keep FOLDER]`.

Each question is asked through the library and, as the floor, as its bare statement
in sqlite3; times are medians in milliseconds of warm repetitions.
"""

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from synthetic import ACTORS, CLASSES, DAYS, FIRST, GRAINS, PARENTS, VOCABULARY, seeds

from timeline import query, store
from timeline.calendar import day_of, iso
from timeline.merge import breadth
from timeline.model import Interval
from timeline.query import Filter
from timeline.query.plan import conditions, stretches
from timeline.query.read import COLUMNS
from timeline.store.numbers import SALIENT, event_number, month_of, unit_of

CHUNK, PUBLISHERS, TOWNS = 100_000, 40, 500
WIDTHS = {
    "event": 26, "event_text": 2, "actor_event": 8, "actor_tree_event": 8, "event_place": 2, "event_country": 2,
    "event_publisher": 2,
}  # fmt: skip
REPEAT = 41
YEAR = Interval(day_of(2010), day_of(2011))
QUESTIONS = {
    "one actor, newest first": Filter(actors=("a0",), exact=True),
    "one actor and range": Filter(actors=("a0",), exact=True, since=YEAR, until=YEAR),
    "actor with descendants": Filter(actors=("a0",)),
    "actor with descendants, everything": Filter(actors=("a0",), everything=True),
    "two actors": Filter(actors=("a0", "a1")),
    "rare actor": Filter(actors=("a4000",)),
    "type": Filter(types=("ASSAULT",)),
    "type and actor": Filter(actors=("a0",), types=("ASSAULT",)),
    "place": Filter(places=("Town 7",)),
    "text, newest first": Filter(text="word100"),
    "text and range": Filter(text="word100", since=YEAR, until=YEAR),
    "range alone": Filter(since=YEAR, until=YEAR),
    "on one day": Filter(on=Interval(day_of(2010, 6, 1), day_of(2010, 6, 2))),
    "publisher": Filter(publisher="Publisher 7"),
    "most salient": Filter(sort="salience"),
    "latest reported": Filter(sort="reported"),
}


def main() -> None:
    """Build a database of so many events, then ask."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("events", type=int)
    arguments.add_argument("--keep", type=Path)
    given = arguments.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="timeline-speed-"))
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / f"{given.events}.db"
    if not path.exists():
        fill(path, given.events)
    ask(path)


def fill(path: Path, events: int) -> None:
    """A database of events with their links, texts and rollups, put in sorted; the real writer is measured apart."""
    engine = store.open_store(path, create=True)
    store.init(engine, seeds())
    engine.dispose()
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -1000000")  # links go to the end of every actor: keep those pages
    database.executemany("INSERT INTO publisher VALUES (?, ?)", [(n + 1, f"Publisher {n}") for n in range(PUBLISHERS)])
    towns = [(n + 1, f"Town {n}", f"town {n}", f"a{n % PARENTS}", None, None) for n in range(TOWNS)]
    database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", towns)
    chance, pending = random.Random(1), []
    for made in made_events(chance, events):
        pending.append(made)
        if len(pending) == CHUNK:
            put(database, pending)
            pending = []
    put(database, pending)
    roll_up(database)
    database.execute("ANALYZE")
    database.commit()
    database.close()
    print(f"{events:,} events, {path.stat().st_size:,} bytes")


Made = tuple[int, int, str, tuple[int, ...], str, str]


def made_events(chance: random.Random, events: int) -> Iterator[Made]:
    """Days, grain, actors, class and text of events in the order of their dates."""
    weights = list(accumulate(1 / (n + 10) for n in range(ACTORS)))
    words = [f"word{n}" for n in range(VOCABULARY)]
    word_weights = list(accumulate(1 / (n + 50) for n in range(VOCABULARY)))
    lengths = [weight for _, _, weight in GRAINS]
    for number in range(events):
        start = FIRST + number * DAYS // events
        grain, length, _ = chance.choices(GRAINS, lengths)[0]
        actors = tuple(dict.fromkeys(chance.choices(range(1, ACTORS + 1), cum_weights=weights, k=2)))
        text = " ".join(chance.choices(words, cum_weights=word_weights, k=15))
        yield start, start + length, str(grain), actors, chance.choice(CLASSES), text


def put(database: sqlite3.Connection, made: list[Made]) -> None:
    """Insert a stretch of events into every table that queries walk along."""
    first = database.execute("SELECT count(*) FROM event").fetchone()[0] + 1
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in WIDTHS}
    for n, (start, end, grain, actors, name, text) in enumerate(made, first):
        number, salience, long = event_number(start, n), n * 7919 % 101, breadth(start, end)
        parties = json.dumps({"s": [[0, 7, "x", f"a{actors[0] - 1}", "Actor", "other", "", "", "", "alias", 1.0]],
                              "t": [], "p": [], "q": []})  # fmt: skip
        place = n % 2 * (n % TOWNS + 1)
        rows["event"].append(
            (number, f"{n:016x}", name, "", start, end, long, grain, iso(start), "sentence", "happened", 0, salience,
             0.9, 1, 1, 1, start, start, len(actors), 0, "", text[:40], parties, "[]", "{}")
        )  # fmt: skip
        rows["event_text"].append((number, text))
        tail = (start, number, end, long, name)
        rows["actor_event"] += [(a, *tail, bit + 1, salience) for bit, a in enumerate(actors)]
        tree = {a: bit + 1 for bit, a in enumerate(actors)}
        tree |= {(a - 1) % PARENTS + 1: bit + 1 for bit, a in enumerate(actors)}
        rows["actor_tree_event"] += [(a, *tail, bit, salience) for a, bit in tree.items()]
        if place:
            rows["event_place"].append((place, number))
            rows["event_country"].append((f"a{(place - 1) % PARENTS}", number))
        rows["event_publisher"].append((n % PUBLISHERS + 1, number))
    for table, values in rows.items():
        columns = "(rowid, text) " if table == "event_text" else ""
        marks = ", ".join("?" * WIDTHS[table])
        database.executemany(f"INSERT INTO {table} {columns}VALUES ({marks})", sorted(values))
    database.commit()


def roll_up(database: sqlite3.Connection) -> None:
    """The rollups, counted once at the end."""
    counts = f"count(*), sum(salience >= {SALIENT})"
    database.create_function("unit_of", 1, unit_of, deterministic=True)
    database.execute(f"INSERT INTO rollup_day SELECT start_day, unit_of(grain), {counts} FROM event GROUP BY 1, 2")
    days = database.execute("SELECT DISTINCT start_day FROM event").fetchall()
    database.execute("CREATE TEMP TABLE month_of (day INTEGER PRIMARY KEY, month INTEGER)")
    database.executemany("INSERT INTO month_of VALUES (?, ?)", [(day, month_of(day)) for (day,) in days])
    for table, source, key in (
        ("class", "event e", "e.event_class"),
        ("actor", "actor_tree_event l JOIN event e ON e.id = l.event_id", "l.actor_id"),
    ):
        database.execute(
            f"INSERT INTO rollup_{table} SELECT {key}, month, unit_of(e.grain), {counts.replace('sal', 'e.sal')} "
            f"FROM {source} JOIN month_of ON day = e.start_day GROUP BY 1, 2, 3"
        )


def ask(path: Path) -> None:
    """Print a line a question: library without and with reports, and the bare statement."""
    database = store.open_reader(path)
    bare = sqlite3.connect(path)
    print(f"{'question':36} {'page':>8} {'+reports':>8} {'bare':>8}  ms, median of {REPEAT}")
    for name, wanted in QUESTIONS.items():
        page = timed(lambda wanted=wanted: query.find(database, wanted, reports=False))
        full = timed(lambda wanted=wanted: query.find(database, wanted))
        floor = timed(lambda wanted=wanted: statement(database, bare, wanted)) if wanted.sort == "date" else 0.0
        print(f"{name:36} {page:8.2f} {full:8.2f} {floor:8.2f}")
    deep = query.find(database, QUESTIONS["one actor, newest first"], limit=5000, reports=False).cursor
    if deep:
        wanted = QUESTIONS["one actor, newest first"]
        print(f"{'page 101':36} {timed(lambda: query.find(database, wanted, cursor=deep, reports=False)):8.2f}")
    for name, wanted, by in (
        ("counts per month, one actor", Filter(actors=("a0",)), "month"),
        ("counts per month", Filter(), "month"),
    ):
        print(f"{name:36} {timed(lambda wanted=wanted, by=by: query.stats(database, wanted, by=by)):8.2f}")


def statement(database: sqlite3.Connection, bare: sqlite3.Connection, wanted: Filter) -> None:
    """The first stretch of the plan, asked of sqlite3 alone."""
    sql, values = _BARE.get(wanted) or _BARE.setdefault(wanted, _compile(database, wanted))
    bare.execute(sql, values).fetchall()


_BARE: dict[Filter, tuple[str, dict[str, object]]] = {}


def _compile(database: sqlite3.Connection, wanted: Filter) -> tuple[str, dict[str, object]]:
    made = conditions(database, wanted)
    tables, parts = stretches(made, *wanted.days())[0]
    order = "l.start_day DESC, l.event_id DESC" if made.key == "l.event_id" else f"{made.key} DESC"
    sql = f"SELECT {COLUMNS} FROM {tables} WHERE {' AND '.join(parts)} ORDER BY {order} LIMIT 51"
    return sql, made.values


def timed(call: Callable[[], object]) -> float:
    """Median milliseconds of a call."""
    call()
    times = []
    for _ in range(REPEAT):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()

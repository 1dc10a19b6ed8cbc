"""A database of made-up events with all their rows, made in SQL: `python benchmarks/query_events.py 1000000 FILE`.

Few actors do most, as in the news; half of the events have a place, all a sentence in an article of eight, two
mentions, a timex.  The real writer is measured apart (`store_speed.py`): it would take hours for ten millions.
"""

import argparse
import sqlite3
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
from synthetic import ACTORS, CLASSES, DAYS, EVENTS_PER_ARTICLE, FIRST, GRAINS, PARENTS, VOCABULARY, seeds

from timeline import store
from timeline.calendar import breadth, iso
from timeline.store.numbers import FIRST_DAY, SALIENT, SEQUENCE_BITS, month_of, unit_of

CHUNK, PUBLISHERS, TOWNS, WORDS, WIDTH = 100_000, 40, 500, 15, 128
FLUSH = 512 << 20  # bytes of the text index kept in memory before they are written
LATER = ("event", "actor_event", "actor_tree_event", "event_mention", "mention", "mention_role", "place_mention",
         "timex", "article", "article_version")  # tables whose indexes are built when they are full  # fmt: skip

STAGING = """
CREATE TEMP TABLE made (n INTEGER PRIMARY KEY, day INTEGER, length INTEGER, name TEXT, a INTEGER, b INTEGER, text TEXT);
CREATE TEMP TABLE length (id INTEGER PRIMARY KEY, grain TEXT, unit TEXT, days INTEGER, breadth INTEGER);
CREATE TEMP TABLE day (id INTEGER PRIMARY KEY, edtf TEXT, month INTEGER);
CREATE TEMP VIEW dated AS
SELECT m.*, ((m.day - :none) << :bits) | m.n AS id, m.day + l.days AS last, l.breadth, l.grain, d.edtf,
       m.n * 7919 % 101 AS salience, m.n % 2 * (m.n % :towns + 1) AS place, m.n % :publishers + 1 AS publisher
FROM made m JOIN length l ON l.id = m.length JOIN day d ON d.id = m.day;
CREATE TEMP VIEW party AS
SELECT a AS actor, n, 1 AS bit FROM made UNION ALL SELECT b, n, 2 FROM made WHERE b IS NOT NULL;
CREATE TEMP VIEW tree AS
SELECT actor, n, (max(bit = 1)) + 2 * max(bit = 2) AS bits FROM (
  SELECT * FROM party UNION ALL SELECT (actor - 1) % :parents + 1, n, bit FROM party WHERE actor > :parents
) GROUP BY actor, n;
"""
NAME = "'Actor ' || ({0} - 1)"
ACTOR = f"""'[0,9,"' || {NAME} || '","a' || ({{0}} - 1) || '","' || {NAME} || '","other","","","","alias",1.0]'"""
PARTIES = f"""
'{{"s":[' || {ACTOR.format("a")} || '],"t":[' || coalesce({ACTOR.format("b")}, '') || '],"p":[' ||
CASE WHEN place THEN '[20,26,"Town","Town ' || (place - 1) || '","a' || ((place - 1) % :parents) || '",1.5,2.5,0.9]'
ELSE '' END || '],"q":[]}}'
"""
LINKS = """'{"own":{"' || a || '":1' || coalesce(',"' || b || '":2', '') || '},"tree":{"' || a || '":1' ||
coalesce(',"' || b || '":2', '') || '},"places":[],"countries":[],"publishers":[' || publisher || ']}'"""
LINK = "x.{key}, d.day, d.id, d.last, d.breadth, d.name, x.{bits}, d.salience FROM {table} x JOIN dated d ON d.n = x.n"
ARTICLE = f"(n - 1) / {EVENTS_PER_ARTICLE} + 1"
SENTENCE = f"(n - 1) % {EVENTS_PER_ARTICLE} * {WIDTH}"
FILLS = {
    "event": (
        "id, key, event_class, mode, start_day, end_day, breadth, grain, edtf, date_reason, status, negated, salience, "
        "confidence, articles, publishers, independent, first_reported, last_reported, sides, rejected, corrected, "
        "headline, parties, disagreements, links",
        "SELECT id, printf('%016x', n), name, '', day, last, breadth, grain, edtf, 'sentence', 'happened', 0, "
        "salience, 0.9, 1, 1, 1, day, day, 1 + (b IS NOT NULL), 0, '', substr(text, 1, 40), "
        f"{PARTIES}, '[]', {LINKS} FROM dated ORDER BY n",
    ),
    "actor_event": (
        "actor_id, start_day, event_id, end_day, breadth, event_class, role, salience",
        f"SELECT {LINK.format(key='actor', bits='bit', table='party')} ORDER BY 1, 2, 3",
    ),
    "actor_tree_event": (
        "actor_id, start_day, event_id, end_day, breadth, event_class, role, salience",
        f"SELECT {LINK.format(key='actor', bits='bits', table='tree')} ORDER BY 1, 2, 3",
    ),
    "event_place": ("place_id, event_id", "SELECT place, id FROM dated WHERE place ORDER BY 1, 2"),
    "event_country": (
        "country, event_id",
        "SELECT 'a' || ((place - 1) % :parents), id FROM dated WHERE place ORDER BY 1, 2",
    ),
    "event_publisher": ("publisher_id, event_id", "SELECT publisher, id FROM dated ORDER BY 1, 2"),
    "event_text": ("rowid, text", "SELECT id, text FROM dated ORDER BY n"),
    "article": (
        "id, url, external_id, publisher_id, duplicate_group",
        f"SELECT {ARTICLE}, 'http://x/' || n, '', publisher, {ARTICLE} FROM dated GROUP BY 1",
    ),
    "article_version": (
        "id, article_id, number, current, text_hash, title, language, published, published_source, "
        "published_confidence, extractor_version, text",
        f"SELECT {ARTICLE}, {ARTICLE}, 1, 1, printf('%016x', n), 'Title ' || n, 'en', day, 'meta', 0.9, '1', "
        f"group_concat(printf('%-{WIDTH}.{WIDTH}s', text), '') FROM made GROUP BY 1",
    ),
    "timex": (
        "id, version_id, start_char, end_char, text, type, value, mod, quant, freq, start_day, end_day, grain, edtf, "
        "anchor, rule, confidence",
        f"SELECT n, {ARTICLE}, {SENTENCE}, {SENTENCE} + 6, 'then', 'DATE', edtf, '', '', '', day, last, grain, edtf, "
        "'dct', 'rule', 0.9 FROM dated ORDER BY n",
    ),
    "event_mention": (
        "id, version_id, key, event_id, component, event_class, mode, trigger_start, trigger_end, trigger_text, lemma, "
        "sentence_start, sentence_end, start_day, end_day, grain, edtf, date_reason, timex_id, status, negated, "
        "salience, confidence, headline, signature",
        f"SELECT n, {ARTICLE}, printf('%016x', n), id, n, name, '', {SENTENCE}, {SENTENCE} + 5, 'acted', 'act', "
        f"{SENTENCE}, {SENTENCE} + {WIDTH}, day, last, grain, edtf, 'sentence', n, 'happened', 0, salience / 100.0, "
        "0.9, substr(text, 1, 40), '' FROM dated ORDER BY n",
    ),
    "mention": (
        "id, version_id, actor_id, start_char, end_char, text, name, kind, country, sector, role, via, confidence",
        f"SELECT 2 * n + bit, {ARTICLE}, actor, {SENTENCE}, {SENTENCE} + 9, 'Actor ' || (actor - 1), "
        "'Actor ' || (actor - 1), 'other', '', '', '', 'alias', 1.0 FROM party ORDER BY 1",
    ),
    "mention_role": (
        "event_mention_id, role, position, mention_id",
        "SELECT n, CASE bit WHEN 1 THEN 'source' ELSE 'target' END, 0, 2 * n + bit FROM party ORDER BY 1, 2",
    ),
    "place_mention": (
        "event_mention_id, position, place_id, name, start_char, end_char, text, confidence",
        f"SELECT n, 0, place, 'Town ' || (place - 1), {SENTENCE} + 20, {SENTENCE} + 26, 'Town', 0.9 FROM dated "
        "WHERE place ORDER BY n",
    ),
    "rollup_day": (
        "day, unit, events, salient",
        f"SELECT m.day, l.unit, count(*), sum(m.n * 7919 % 101 >= {SALIENT}) FROM made m "
        "JOIN length l ON l.id = m.length GROUP BY 1, 2",
    ),
    "rollup_month": (
        "month, unit, events, salient",
        f"SELECT d.month, l.unit, count(*), sum(m.n * 7919 % 101 >= {SALIENT}) FROM made m "
        "JOIN length l ON l.id = m.length JOIN day d ON d.id = m.day GROUP BY 1, 2",
    ),
    "rollup_class": (
        "event_class, month, unit, events, salient",
        f"SELECT m.name, d.month, l.unit, count(*), sum(m.n * 7919 % 101 >= {SALIENT}) FROM made m "
        "JOIN length l ON l.id = m.length JOIN day d ON d.id = m.day GROUP BY 1, 2, 3",
    ),
    "rollup_actor": (
        "actor_id, month, unit, events, salient",
        f"SELECT t.actor_id, d.month, l.unit, count(*), sum(t.salience >= {SALIENT}) FROM actor_tree_event t "
        "JOIN length l ON l.breadth = t.breadth JOIN day d ON d.id = t.start_day GROUP BY 1, 2, 3",
    ),
}


def main() -> None:
    """Make the file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("events", type=int)
    arguments.add_argument("file", type=Path)
    given = arguments.parse_args()
    make(given.file, given.events)


def make(path: Path, events: int) -> None:
    """Fill a new database; it gets its name when it is whole."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    engine = store.open_store(part, create=True)
    store.init(engine, seeds())
    engine.dispose()
    database = sqlite3.connect(part)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000", "temp_store = FILE"):
        database.execute(f"PRAGMA {pragma}")
    stage(database, events)
    fill(database)
    database.close()
    part.rename(path)
    print(f"{events:,} events, {path.stat().st_size:,} bytes")


def stage(database: sqlite3.Connection, events: int) -> None:
    """The events as they are made up, and the small tables that the rest is worked out with."""
    values = {"none": FIRST_DAY, "bits": SEQUENCE_BITS, "towns": TOWNS, "publishers": PUBLISHERS, "parents": PARENTS}
    database.executescript(_bound(STAGING, values))
    database.executemany("INSERT INTO publisher VALUES (?, ?)", [(n + 1, f"Publisher {n}") for n in range(PUBLISHERS)])
    towns = [(n + 1, f"Town {n}", f"town {n}", f"a{n % PARENTS}", 1.5, 2.5) for n in range(TOWNS)]
    database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", towns)
    lengths = [(n, str(g), unit_of(g), days, breadth(0, days)) for n, (g, days, _) in enumerate(GRAINS)]
    database.executemany("INSERT INTO length VALUES (?, ?, ?, ?, ?)", lengths)
    days = [(day, iso(day), month_of(day)) for day in range(FIRST, FIRST + DAYS)]
    database.executemany("INSERT INTO day VALUES (?, ?, ?)", days)
    for first in range(0, events, CHUNK):
        database.executemany(
            "INSERT INTO made VALUES (?, ?, ?, ?, ?, ?, ?)", _made(events, first, min(CHUNK, events - first))
        )
    database.commit()


def _bound(sql: str, values: dict[str, int]) -> str:
    """A view takes no values: these numbers are ours."""
    for name, value in values.items():
        sql = sql.replace(f":{name}", str(value))
    return sql


def _made(events: int, first: int, size: int) -> Iterator[tuple[object, ...]]:
    """Number, day, length, class, actors and text of events in the order of their dates."""
    chance = np.random.default_rng(first)
    numbers = range(first + 1, first + size + 1)
    days = FIRST + np.arange(first, first + size, dtype=np.int64) * DAYS // events
    lengths = _drawn(chance, [weight for _, _, weight in GRAINS], size)
    names = np.array(CLASSES, dtype=object)[chance.integers(0, len(CLASSES), size)]
    actors = [_drawn(chance, [1 / (n + 10) for n in range(ACTORS)], size) + 1 for _ in "ab"]
    vocabulary = np.array([f"word{n}" for n in range(VOCABULARY)], dtype=object)
    words = vocabulary[_drawn(chance, [1 / (n + 50) for n in range(VOCABULARY)], size * WORDS)].reshape(size, WORDS)
    columns = (days, lengths, names, *actors, words)
    for n, day, length, name, a, b, text in zip(numbers, *(column.tolist() for column in columns), strict=True):
        yield n, day, length, name, a, b if b != a else None, " ".join(text)


def _drawn(chance: np.random.Generator, weights: list[float], size: int) -> np.ndarray:
    sums = np.array(list(accumulate(weights)))
    return np.searchsorted(sums, chance.random(size) * sums[-1], side="right")


def fill(database: sqlite3.Connection) -> None:
    """Every table that questions touch, each in the order of its key."""
    marks = ", ".join("?" * len(LATER))
    indexes = database.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})", LATER
    ).fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    database.execute("INSERT INTO event_text (event_text, rank) VALUES ('hashsize', ?)", (FLUSH,))
    for table, (columns, select) in FILLS.items():
        started = time.perf_counter()
        database.execute(f"INSERT INTO {table} ({columns}) {_bound(select, {'parents': PARENTS})}")
        database.commit()
        print(f"{table}: {time.perf_counter() - started:.0f} s", flush=True)
    for _, sql in indexes:
        database.execute(sql)
    database.execute("INSERT INTO event_text (event_text, rank) VALUES ('hashsize', 1048576)")
    database.execute("INSERT INTO event_text (event_text) VALUES ('optimize')")
    database.execute("ANALYZE")
    database.commit()


if __name__ == "__main__":
    main()

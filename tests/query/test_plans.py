"""No question walks through a whole big table, unless it counts everything or stops at the end of its page."""

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from store.made import SEEDS

from query.test_find import PARTS, articles
from timeline import query, store
from timeline.query import Filter

# Tables that grow with the articles, by name and by what statements call them; those of names stay small.
BIG = {
    "event", "event_mention", "event_text", "actor_event", "actor_tree_event", "event_place", "event_country",
    "event_publisher", "mention", "mention_role", "place_mention", "article", "article_version", "timex", "sentence",
    "quantity", "attribution", "mention_block", "run_change",
    "e", "l", "o", "o0", "o1", "x", "w", "c", "u", "m", "v", "r", "n", "t",
}  # fmt: skip
# What says nothing of where to look: a count by these alone has to see every event.
BROAD = {"min_confidence", "status", "everything", "exact", "oldest_first", "sort", "any_actor"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("plans") / "t.db"
    engine = store.open_store(path, create=True)
    store.init(engine, SEEDS)
    with engine.begin() as connection:
        run = store.begin_run(connection, at="2020-01-01T00:00:00Z")
        for article in itertools.islice(articles(), 20):
            store.save(connection, article, extractor_version="1")  # type: ignore[arg-type]
        store.end_run(connection, run, at="2020-01-01T00:01:00Z", summary={"new": 20})
    engine.dispose()
    reader = store.open_reader(path)
    yield reader
    reader.close()


def asked(database: sqlite3.Connection, ask: Callable[[], object]) -> list[str]:
    """The statements that a question comes to, with their values."""
    said: list[str] = []
    database.set_trace_callback(said.append)
    try:
        ask()
    finally:
        database.set_trace_callback(None)
    return [sql for sql in said if sql.lstrip().startswith("SELECT")]


def scans(database: sqlite3.Connection, sql: str) -> list[str]:
    """The steps of its plan that read a whole big table, unless they go along a key and stop at a limit."""
    steps = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {sql}")]
    paged = re.search(r"LIMIT \d+$", sql.strip()) and not any("TEMP B-TREE FOR ORDER" in step for step in steps)
    found = [s for s in steps if s.startswith("SCAN") and s.split()[1] in BIG and "VIRTUAL TABLE INDEX" not in s]
    return [] if paged else found


def filters() -> list[dict[str, object]]:
    pairs = itertools.combinations_with_replacement(PARTS, 2)
    return [{}, *({**one, **other} for one, other in pairs)]


def test_no_page_and_no_count_scans(database: sqlite3.Connection) -> None:
    looked = 0
    for given in filters():
        wanted = Filter(**given)  # type: ignore[arg-type]

        def pages(wanted: Filter = wanted) -> None:
            first = query.find(database, wanted, limit=2)
            query.find(database, wanted, limit=2, cursor=first.cursor)

        def counts(wanted: Filter = wanted) -> None:
            query.count(database, wanted)
            query.gaps(database, wanted)

        asks = [pages] if set(given) <= BROAD else [pages, counts]
        for sql in itertools.chain.from_iterable(asked(database, ask) for ask in asks):
            assert not scans(database, sql), sql
            looked += 1
    assert looked > 2000


@pytest.mark.parametrize("by", query.UNITS)
def test_no_statistics_scan(database: sqlite3.Connection, by: str) -> None:
    rolled_up = [{}, {"everything": True}] if by in ("day", "week", "month", "year", "type") else []
    for given in [*rolled_up, *(each for each in filters() if not set(each) <= BROAD)]:
        wanted = Filter(**given)  # type: ignore[arg-type]
        for sql in asked(database, lambda wanted=wanted: query.stats(database, wanted, by=by)):  # type: ignore[misc]
            assert not scans(database, sql), sql


def test_no_question_after_one_thing_scans(database: sqlite3.Connection) -> None:
    event = query.find(database, Filter(everything=True), limit=1).events[0]
    questions: list[Callable[[], object]] = [
        lambda: query.get(database, event.id),
        lambda: query.profile(database, "Russia"),
        lambda: query.get_actor(database, "Russia"),
        lambda: query.articles(database, after=3, limit=5),
        lambda: query.get_article(database, "3"),
        lambda: query.changes(database),
    ]
    for number, ask in enumerate(questions):
        for sql in asked(database, ask):
            assert not scans(database, sql), (number, sql)


def test_a_scan_would_be_seen(database: sqlite3.Connection) -> None:
    assert scans(database, "SELECT count(*) FROM event e WHERE e.confidence > 0.5")
    assert scans(database, "SELECT e.id FROM event e ORDER BY e.confidence LIMIT 50")
    assert not scans(database, "SELECT e.id FROM event e ORDER BY e.id LIMIT 50")

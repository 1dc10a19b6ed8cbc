"""What articles leave in the database, and what another one changes about it."""

import itertools
import json
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.made import SEEDS, analysis, day, told
from timeline import query, store
from timeline.model import Analysis
from timeline.query import Filter
from timeline.store.numbers import FIRST_DAY, SALIENT, month_of
from timeline.store.sql import rows
from timeline.terms import DateReason, Status

ALL = Filter(everything=True)
UNITS = {"month": "month", "season": "year", "year": "year", "decade": "decade"}


def put(engine: Engine, *articles: Analysis, version: str = "1") -> list[store.Outcome]:
    with engine.begin() as connection:
        return [store.save(connection, a, extractor_version=version) for a in articles]


def content(engine: Engine) -> list[str]:
    """Every event as its record, in an order that says nothing of numbers."""
    with engine.connect() as connection:
        events = query.find(connection, ALL, limit=10_000).events
    return sorted(json.dumps(query.event_record(e), sort_keys=True) for e in events)


def recount(engine: Engine) -> None:
    """Rollups and links say what the events say."""
    with engine.connect() as c:
        days: Counter[tuple[object, ...]] = Counter()
        months: Counter[tuple[object, ...]] = Counter()
        classes: Counter[tuple[object, ...]] = Counter()
        actors: Counter[tuple[object, ...]] = Counter()
        events = rows(c, "SELECT id, start_day, grain, event_class, salience FROM event WHERE rejected = 0")
        for number, start, grain, name, salience in events:
            unit = UNITS.get(grain, "day")
            linked = rows(c, "SELECT actor_id FROM actor_tree_event WHERE event_id = :e", {"e": number})
            for kind in ("events", "salient") if salience >= SALIENT else ("events",):
                days[FIRST_DAY if start is None else start, unit, kind] += 1
                months[month_of(start), unit, kind] += 1
                classes[name, month_of(start), unit, kind] += 1
                actors.update((actor, month_of(start), unit, kind) for (actor,) in linked)
        for table, key, counts in (
            ("rollup_day", "day, unit", days),
            ("rollup_month", "month, unit", months),
            ("rollup_class", "event_class, month, unit", classes),
            ("rollup_actor", "actor_id, month, unit", actors),
        ):
            stored = Counter()
            for *keys, n, salient in rows(c, f"SELECT {key}, events, salient FROM {table}"):
                stored[(*keys, "events")], stored[(*keys, "salient")] = n, salient
            assert +stored == +counts, table
        assert rows(c, "SELECT count(*) FROM event_text")[0][0] == rows(c, "SELECT count(*) FROM event")[0][0]
        assert not rows(c, "SELECT 1 FROM event_mention WHERE event_id NOT IN (SELECT id FROM event)")
        assert not rows(c, "SELECT 1 FROM actor_event WHERE event_id NOT IN (SELECT id FROM event)")
        assert not rows(c, "PRAGMA foreign_key_check")


def test_same_text_is_a_duplicate_and_stores_nothing(engine: Engine) -> None:
    first, second = put(engine, analysis(told(), id="a"), analysis(told(), id="a"))
    assert (first.kind, second.kind) == ("new", "duplicate")
    assert second.article == first.article
    recount(engine)


def test_an_exact_copy_elsewhere_is_remembered(engine: Engine) -> None:
    put(
        engine,
        analysis(told(), text="one", url="http://a.example"),
        analysis(told(), text="one", url="http://b.example"),
    )
    with engine.connect() as c:
        assert rows(c, "SELECT url FROM article_copy") == [("http://b.example",)]


def test_another_text_under_one_address_takes_the_old_mentions_away(engine: Engine) -> None:
    put(engine, analysis(told(target="UKR"), told("USA", "warn", "CHN"), text="old", url="http://a.example"))
    (outcome,) = put(engine, analysis(told(target="UKR"), text="new", url="http://a.example"))
    assert outcome.kind == "changed"
    assert len(content(engine)) == 1
    with engine.connect() as c:
        assert rows(c, "SELECT number, current FROM article_version ORDER BY number") == [(1, 0), (2, 1)]
    recount(engine)


def test_a_date_given_by_the_user_replaces_one_that_was_read(engine: Engine) -> None:
    from dataclasses import replace

    read = analysis(told(), text="x")
    given = replace(read, article=replace(read.article, published=day("2015-01-01"), published_source="given"))
    other = replace(given, article=replace(given.article, published=day("2014-01-01")))
    assert [o.kind for o in put(engine, read, given, given, read, other)] == [
        "new", "changed", "duplicate", "duplicate", "duplicate",
    ]  # fmt: skip
    recount(engine)


def test_a_new_extractor_reads_again(engine: Engine) -> None:
    put(engine, analysis(told(), text="x"))
    with engine.connect() as c:
        assert not store.known(c, analysis(told(), text="x").article, extractor_version="2")
        assert [a.text for a in store.stale(c, "2")] == ["x".ljust(80, ".")]
    assert put(engine, analysis(told("USA"), text="x"), version="2")[0].kind == "changed"
    with engine.connect() as c:
        assert not list(store.stale(c, "2"))
    recount(engine)


def test_what_cannot_be_stored_is_replaced_and_offsets_hold(engine: Engine) -> None:
    put(engine, analysis(told(headline="a\x00b\ud800"), text="\x00\ud800é" + "x" * 80))
    with engine.connect() as c:
        (report,) = query.find(c, ALL).events[0].reports
    assert report.sentence == "\ufffd\ufffdé" + "x" * 57


def test_an_event_comes_back_as_it_was_put_in(engine: Engine) -> None:
    event = told("RUS putin", "say", "UKR", name="STATEMENT", place=("Kyiv", "UKR"), killed=3, status=Status.POSSIBLE)
    put(engine, analysis(event, publisher="P", url="http://a.example", id="7"))
    with engine.connect() as c:
        (found,) = query.find(c, ALL).events
    assert found.reports[0].mention == event
    assert (found.source, found.target, found.place) == (event.source, event.target, event.place)
    assert (found.quantities, found.attribution) == (event.quantities, event.attribution)
    assert found.reports[0].article.publisher == "P"


ARTICLES = [
    analysis(
        told(target="UKR", killed=7, place=("Kyiv", "UKR")), told("USA", "warn", "RUS", name="THREATEN", at=9), id="1"
    ),
    analysis(told(target="UKR", killed=5), told(target="UKR", on="2016-04-21", at=9), id="2", published="2016-04-19"),
    analysis(told(target="UKR", on="2016-04-01", until="2016-05-01"), id="3", published=None, publisher="P"),
    analysis(told("NATO RUS", "meet", name="CONSULT"), told("RUS", "attack", "UKR", on=None, at=9), id="4"),
    analysis(told("RUS NATO", "meet", name="CONSULT", reason=DateReason.PUBLICATION, salience=0.2), id="5"),
    analysis(told(target="UKR", killed=40, status=Status.DEMANDED), told(target="UKR", negated=True, at=9), id="6"),
    analysis(told("putin", target="UKR"), told("stranger", target="UKR", at=9, place=("Lviv", "UKR")), id="7"),
]


@pytest.mark.parametrize("seed", range(8))
def test_any_order_gives_the_same_events(engine: Engine, tmp_path: Path, seed: int) -> None:
    put(engine, *ARTICLES)
    shuffled = list(ARTICLES)
    random.Random(seed).shuffle(shuffled)
    other = store.open_store(tmp_path / "other.db", create=True)
    store.init(other, SEEDS)
    for article in shuffled:
        put(other, article)
    assert content(other) == content(engine)
    recount(other)
    other.dispose()


def test_a_rebuild_changes_nothing(engine: Engine) -> None:
    put(engine, *ARTICLES)
    before = content(engine)
    with engine.begin() as connection:
        store.rebuild(connection)
    assert content(engine) == before
    recount(engine)


def test_taking_an_article_out_leaves_what_there_would_be_without_it(engine: Engine, tmp_path: Path) -> None:
    other = store.open_store(tmp_path / "other.db", create=True)
    store.init(other, SEEDS)
    put(
        engine,
        analysis(told(target="UKR", on="2016-04-19", until="2016-04-22"), text="bridge", url="http://a"),
        *ARTICLES,
    )
    put(engine, analysis(text="nothing", url="http://a"))
    put(other, *ARTICLES)
    assert content(engine) == content(other)
    recount(engine)
    other.dispose()


def test_a_failed_article_leaves_nothing_and_the_others_stay(engine: Engine) -> None:
    broken = told()
    object.__setattr__(broken, "status", object())
    with engine.begin() as connection:
        store.save(connection, analysis(told("USA"), id="1"), extractor_version="1")
        with pytest.raises(Exception, match="value"):
            store.save(connection, analysis(broken, id="2"), extractor_version="1")
        store.save(connection, analysis(told("CHN"), id="3"), extractor_version="1")
    assert len(content(engine)) == 2
    recount(engine)


WIRE = (
    "The ministers of both countries met on Wednesday in Brussels to talk about gas, grain and the border, and said "
    "after four hours that they would meet again in May, when the new budget will be known and the election is over."
)


def test_near_copies_count_once_and_in_any_order(engine: Engine, tmp_path: Path) -> None:
    texts = [WIRE, WIRE + " (Agency)", "Update: " + WIRE, "Another text. " * 3 + " ".join(reversed(WIRE.split()))]
    articles = [analysis(told(target="UKR"), text=t, id=str(n), publisher=f"P{n}") for n, t in enumerate(texts)]
    seen = set()
    for n, order in enumerate(itertools.islice(itertools.permutations(articles), 0, 24, 7)):
        other = store.open_store(tmp_path / f"{n}.db", create=True)
        put(other, *order)
        seen.add(tuple(content(other)))
        with other.connect() as c:
            (event,) = query.find(c, ALL).events
            assert (event.articles, event.publishers, event.independent) == (4, 4, 2)
            assert [len(group) for group in query.duplicates(c)] == [3]
        recount(other)
        other.dispose()
    assert len(seen) == 1


def test_an_office_counts_only_while_it_is_held(engine: Engine) -> None:
    put(engine, analysis(told("putin", on="2011-01-01"), told("putin", on="2016-01-01", at=9)))
    with engine.connect() as c:
        found = query.find(c, Filter(actors=("Russia",), everything=True)).events
    assert [e.edtf for e in found] == ["2016-01-01"]

"""Filters against a plain search through all events; plans; pages."""

import itertools
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store.made import SEEDS, analysis, day, told

from timeline import query, store
from timeline.errors import NotFoundError, QueryError
from timeline.model import Event, Interval, Mention
from timeline.query import Filter
from timeline.query.plan import conditions, stretches
from timeline.store.numbers import SALIENT
from timeline.terms import ActorKind, Status

ACTORS = ("RUS", "UKR", "USA", "CHN", "NATO", "putin", "navy")
CLASSES = ("ASSAULT", "CONSULT", "STATEMENT")
PLACES = (None, ("Kyiv", "UKR"), ("Brussels", "BEL"), ("Ghent", "BEL"))
SPANS = (
    ("2016-03-01", None),
    ("2016-04-20", None),
    ("2016-04-01", "2016-05-01"),
    ("2016-01-01", "2017-01-01"),
    (None, None),
)
APRIL = Interval(day("2016-04-01"), day("2016-05-01"))
TWENTIETH = Interval(day("2016-04-20"), day("2016-04-21"))


def articles() -> Iterator[object]:
    chance = random.Random(7)
    for n in range(60):
        events = []
        for k in range(4):
            start, end = chance.choice(SPANS)
            source, target = chance.sample(ACTORS, 2)
            events.append(
                told(
                    source,
                    chance.choice(("hit", "meet", "say")) + str(chance.randrange(5)),
                    target if chance.random() < 0.6 else "",
                    start,
                    until=end,
                    name=chance.choice(CLASSES),
                    at=10 * k,
                    place=chance.choice(PLACES),
                    salience=chance.random(),
                    status=chance.choice((Status.HAPPENED, Status.PLANNED)),
                )
            )
        yield analysis(*events, id=str(n), publisher=chance.choice(("P", "Q", "")), published=f"2016-0{n % 9 + 1}-10")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("q") / "t.db"
    engine = store.open_store(path, create=True)
    store.init(engine, SEEDS)
    with engine.begin() as connection:
        for article in articles():
            store.save(connection, article, extractor_version="1")  # type: ignore[arg-type]
    engine.dispose()
    reader = store.open_reader(path)
    yield reader
    reader.close()


FAMILY = {"RUS": {"RUS", "putin", "navy"}}  # Putin holds his office in all of 2016


def holds(event: Event, wanted: Filter) -> bool:
    """The filter by its definition, on one event."""
    sources, targets = ({m.actor for m in parties} for parties in (event.source, event.target))
    everyone = sources | targets

    def has(name: str, actors: set[str]) -> bool:
        return bool(actors & ({name} if wanted.exact else FAMILY.get(name, {name})))

    start, end = wanted.days()
    interval = event.interval
    choose = any if wanted.any_actor else all
    sides = (*wanted.actors, *wanted.with_)
    return (
        (not wanted.actors or choose(has(a, everyone) for a in wanted.actors))
        and all(has(a, sources) for a in wanted.source)
        and all(has(a, targets) for a in wanted.target)
        and all(has(a, everyone) for a in wanted.with_)
        and (not wanted.with_ or any(has(a, sources) for a in sides))
        and (not wanted.with_ or len(set(sides)) > 1 or len(everyone) > 1)
        and (start is None or (interval is not None and interval.end > start))
        and (end is None or (interval is not None and interval.start < end))
        and (not wanted.types or event.event_class in wanted.types)
        and all(any(place in (p.name, p.country) for p in event.place) for place in wanted.places)
        and (wanted.status is None or event.status is wanted.status)
        and event.confidence >= wanted.min_confidence
        and (wanted.everything or event.salience >= SALIENT / 100)
        and (not wanted.publisher or any(r.article.publisher == wanted.publisher for r in event.reports))
        and (
            not wanted.text
            or all(w in " ".join((event.headline, *(r.sentence for r in event.reports))) for w in wanted.text.split())
        )
    )


PARTS: list[dict[str, object]] = [
    {"actors": ("RUS",)},
    {"actors": ("RUS", "UKR")},
    {"actors": ("UKR", "CHN"), "any_actor": True},
    {"source": ("RUS",)},
    {"target": ("UKR",)},
    {"with_": ("RUS", "NATO")},
    {"with_": ("UKR",)},
    {"exact": True},
    {"since": APRIL},
    {"until": TWENTIETH},
    {"on": TWENTIETH},
    {"types": ("ASSAULT",)},
    {"types": ("CONSULT", "STATEMENT")},
    {"places": ("Ghent",)},
    {"places": ("BEL",)},
    {"status": Status.PLANNED},
    {"min_confidence": 0.91},
    {"publisher": "P"},
    {"text": "hit1s"},
    {"everything": True},
    {"oldest_first": True},
    {"sort": "salience"},
    {"sort": "reported"},
]


def test_every_pair_of_filters_finds_what_a_plain_search_finds(database: sqlite3.Connection) -> None:
    everything = query.find(database, Filter(everything=True), limit=10_000).events
    assert len(everything) > 80
    seen = 0
    for one, other in itertools.combinations_with_replacement(PARTS, 2):
        wanted = Filter(**{**one, **other})  # type: ignore[arg-type]
        expected = sorted(e.id for e in everything if holds(e, wanted))
        found = query.find(database, wanted, limit=10_000, reports=False).events
        assert sorted(e.id for e in found) == expected, wanted
        assert query.count(database, wanted) == len(expected), wanted
        seen += bool(expected)
    assert seen > 200


@pytest.mark.parametrize("part", PARTS, ids=str)
@pytest.mark.parametrize("oldest", [False, True])
def test_pages_hold_every_event_once_and_in_order(
    database: sqlite3.Connection, part: dict[str, object], oldest: bool
) -> None:
    wanted = Filter(**{"on": Interval(APRIL.start, APRIL.end), **part, "oldest_first": oldest})  # type: ignore[arg-type]
    whole = query.find(database, wanted, limit=10_000, reports=False).events
    paged, cursor = [], None
    while True:
        page = query.find(database, wanted, limit=3, cursor=cursor, reports=False)
        paged += page.events
        cursor = page.cursor
        if cursor is None:
            break
    assert tuple(paged) == whole
    if wanted.sort == "date":
        starts = [e.interval.start for e in whole if e.interval]
        assert starts == sorted(starts, reverse=not oldest)


@pytest.mark.parametrize("part", [{}, {"actors": ("RUS",)}, {"places": ("Ghent",)}, {"text": "hit1s"}], ids=str)
@pytest.mark.parametrize("oldest", [False, True])
def test_what_has_no_date_comes_last(database: sqlite3.Connection, part: dict[str, object], oldest: bool) -> None:
    wanted = Filter(everything=True, oldest_first=oldest, **part)  # type: ignore[arg-type]
    paged, cursor = [], None
    while cursor or not paged:
        page = query.find(database, wanted, limit=2, cursor=cursor, reports=False)
        paged += page.events
        cursor = page.cursor
        if cursor is None:
            break
    assert tuple(paged) == query.find(database, wanted, limit=10_000, reports=False).events
    assert len(paged) == query.count(database, wanted)
    dated = [event.interval is not None for event in paged]
    assert dated == sorted(dated, reverse=True)
    starts = [event.interval.start for event in paged if event.interval]
    assert starts == sorted(starts, reverse=not oldest)


BIG = (
    "event",
    "e",
    "l",
    "o",
    "o0",
    "o1",
    "x",
    "w",
    "c",
    "u",
    "actor_event",
    "actor_tree_event",
    "event_place",
    "event_publisher",
)


@pytest.mark.parametrize("part", [p for p in PARTS if "min_confidence" not in p and "status" not in p], ids=str)
def test_no_plan_scans_a_big_table(database: sqlite3.Connection, part: dict[str, object]) -> None:
    wanted = Filter(**{"since": APRIL, **part})  # type: ignore[arg-type]
    made = conditions(database, wanted)
    order = made.key if made.key != "l.event_id" else "l.start_day DESC, l.event_id"
    for tables, parts in stretches(made, *wanted.days()):
        sql = f"EXPLAIN QUERY PLAN SELECT e.id FROM {tables} WHERE {' AND '.join(parts)} ORDER BY {order} DESC LIMIT 50"
        steps = [row[3] for row in database.execute(sql, made.values)]
        scans = [s for s in steps if s.startswith("SCAN") and s.split()[1] in BIG and "VIRTUAL TABLE INDEX" not in s]
        assert not scans, steps


def test_an_article_before_a_name_does_not_matter(database: sqlite3.Connection) -> None:
    named = query.find(database, Filter(actors=("NATO",)))
    assert named.events
    assert query.find(database, Filter(actors=("the NATO",))).events == named.events


def test_unknown_names_are_met_with_the_nearest(database: sqlite3.Connection) -> None:
    for wanted, hint in ((Filter(actors=("Rusia",)), "Russia"), (Filter(places=("Gent",)), "Ghent")):
        with pytest.raises(NotFoundError, match=hint):
            query.find(database, wanted)
    with pytest.raises(NotFoundError, match="CONSULT"):
        query.find(database, Filter(types=("consul",)))
    with pytest.raises(QueryError, match="cursor"):
        query.find(database, Filter(), cursor="nonsense")
    with pytest.raises(QueryError, match="empty"):
        query.find(database, Filter(since=APRIL, until=Interval(1, 2)))


@pytest.mark.parametrize(
    "text", ['"', "''; DROP TABLE event --", "NOT AND OR", "a*", "NEAR(", "^x", "text:y", "\x00", "(((", "é́"]
)
def test_a_users_text_is_never_syntax(database: sqlite3.Connection, text: str) -> None:
    query.find(database, Filter(text=text))
    assert query.count(database, Filter(everything=True)) > 80


def test_an_event_is_found_by_the_key_of_any_mention_and_by_its_beginning(database: sqlite3.Connection) -> None:
    merged = next(e for e in query.find(database, Filter(everything=True), limit=1000).events if len(e.reports) > 1)
    for report in merged.reports:
        assert query.get(database, report.key) == merged
    assert query.get(database, merged.id[:12]) == merged
    for nobody in ("", "zz", "%"):
        with pytest.raises(NotFoundError):
            query.get(database, nobody)


@pytest.mark.parametrize("by", query.UNITS)
def test_rollups_and_counting_agree(database: sqlite3.Connection, by: str) -> None:
    for wanted in (Filter(), Filter(actors=("RUS",)), Filter(everything=True)):
        short = query.stats(database, wanted, by=by, limit=1000)
        long = Filter(**{n: getattr(wanted, n) for n in ("actors", "everything")}, min_confidence=0.01)
        assert short == query.stats(database, long, by=by, limit=1000)


def test_a_query_loads_neither_sqlalchemy_nor_the_rules(database: sqlite3.Connection) -> None:
    path = database.execute("PRAGMA database_list").fetchone()[2]
    code = (
        "import sys; from timeline import query, store; db = store.open_reader(sys.argv[1]); "
        "w = query.parse_when('2016-04', 0); query.find(db, query.Filter(actors=('RUS',), since=w)); "
        "print([m for m in ('sqlalchemy', 'alembic', 'timeline.temporal', 'dateparser', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "[]"


def test_bare_nouns_of_a_text_are_not_counted_by_actor_but_stay_queryable(tmp_path: Path) -> None:
    crowd = Mention(0, 9, "officials", "officials", "officials", ActorKind.PEOPLE, "")
    named = Mention(0, 6, "Rohnag", "Rohnag", "Rohnag", ActorKind.PEOPLE, "")
    event = replace(told("RUS", "attack", "UKR"), source=(crowd, named))
    engine = store.open_store(tmp_path / "t.db", create=True)
    store.init(engine, SEEDS)
    with engine.begin() as connection:
        store.save(connection, analysis(event, id="crowd"), extractor_version="1")
    engine.dispose()
    reader = store.open_reader(tmp_path / "t.db")
    counted = {tally.name for tally in query.stats(reader, Filter(everything=True), by="actor")}
    found = query.stats(reader, Filter(actors=("officials",), everything=True), by="type")
    reader.close()
    assert "Rohnag" in counted
    assert "officials" not in counted
    assert [tally.events for tally in found] == [1]

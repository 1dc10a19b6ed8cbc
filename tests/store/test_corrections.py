"""What a person decided wins, stays through a rebuild and can be taken back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.made import SEEDS, analysis, day, told
from store.test_save import content, put, recount
from timeline import query, store
from timeline.errors import NotFoundError, ReadError, StoreError
from timeline.model import Span
from timeline.query import Filter
from timeline.terms import DateReason

BY = {"person": "me", "at": "2026-11-24T02:00:00Z"}


@pytest.fixture
def two(engine: Engine) -> tuple[str, str]:
    """An event told twice and another told once."""
    put(
        engine,
        analysis(told(target="UKR"), told("USA", "warn", "CHN", name="THREATEN", at=9), id="1"),
        analysis(told(target="UKR"), id="2"),
    )
    with engine.connect() as c:
        (attack,) = query.find(c, Filter(actors=("UKR",))).events
        (warning,) = query.find(c, Filter(actors=("CHN",))).events
    return attack.id, warning.id


def second(engine: Engine, event: str) -> str:
    """The mention of an event that its id does not name."""
    with engine.connect() as c:
        return next(r.key for r in query.get(c, event).reports if r.key != event)


def correct(engine: Engine, event: str, kind: str, value: object = None, **more: str) -> int:
    with engine.begin() as connection:
        return store.correct(connection, event, kind, value, **{**BY, **more})


@pytest.mark.parametrize(
    ("kind", "value", "seen"),
    [
        ("class", "COERCE", lambda e: e.event_class == "COERCE"),
        ("headline", "Better words", lambda e: e.headline == "Better words"),
        ("status", "planned", lambda e: e.status == "planned"),
        (
            "date",
            {"from": day("2015-01-01"), "to": day("2015-02-01"), "grain": "month", "edtf": "2015-01"},
            lambda e: (e.edtf, e.date_reason) == ("2015-01", DateReason.PERSON),
        ),
        (
            "target",
            [{"id": "CHN", "name": "China", "kind": "country"}],
            lambda e: [m.actor for m in e.target] == ["CHN"],
        ),
        ("negated", True, lambda e: e.negated),
        ("accept", None, lambda e: e.confidence == 1),
    ],
)
def test_a_correction_wins_stays_and_can_be_undone(
    engine: Engine, two: tuple[str, str], kind: str, value: object, seen: Callable[[object], bool]
) -> None:
    before = content(engine)
    number = correct(engine, two[0], kind, value)
    recount(engine)
    with engine.begin() as connection:
        assert seen(query.get(connection, two[0]))
        assert query.get(connection, two[0]).corrected == (kind,)
        store.rebuild(connection)
        assert seen(query.get(connection, two[0]))
    put(engine, analysis(told(target="UKR"), id="3"))
    with engine.begin() as connection:
        assert seen(query.get(connection, two[0]))
        store.undo(connection, number, at="2026-11-24T03:00:00Z")
        assert not query.get(connection, two[0]).corrected
    recount(engine)
    assert len(content(engine)) == len(before)


def test_a_rejected_event_is_not_shown_but_can_be_looked_at(engine: Engine, two: tuple[str, str]) -> None:
    number = correct(engine, two[0], "reject")
    assert len(content(engine)) == 1
    recount(engine)
    with engine.begin() as connection:
        assert query.get(connection, two[0]).corrected == ("reject",)
        store.rebuild(connection)
    assert len(content(engine)) == 1
    with engine.begin() as connection:
        store.undo(connection, number, at="x")
    assert len(content(engine)) == 2
    recount(engine)


def test_merge_and_split(engine: Engine, two: tuple[str, str]) -> None:
    before = content(engine)
    merged = correct(engine, two[0], "merge", other=two[1])
    assert len(content(engine)) == 1
    with engine.begin() as connection:
        store.rebuild(connection)
    assert len(content(engine)) == 1
    recount(engine)
    with engine.begin() as connection:
        store.undo(connection, merged, at="x")
        keys = [r.key for r in query.get(connection, two[0]).reports]
    assert content(engine) == before
    parted = correct(engine, two[0], "split", other=keys[1])
    assert len(content(engine)) == 3
    with engine.begin() as connection:
        store.rebuild(connection)
    assert len(content(engine)) == 3
    with engine.begin() as connection:
        store.undo(connection, parted, at="x")
    assert content(engine) == before
    recount(engine)


def test_nonsense_is_refused(engine: Engine, two: tuple[str, str]) -> None:
    for kind, value in (
        ("colour", "red"),
        ("status", "perhaps"),
        ("date", "today"),
        ("source", [{}]),
        ("negated", "no"),
    ):
        with pytest.raises(StoreError, match="correction"):
            correct(engine, two[0], kind, value)
    with pytest.raises(NotFoundError):
        correct(engine, "0123", "reject")
    with pytest.raises(NotFoundError), engine.begin() as connection:
        store.undo(connection, 99, at="x")
    assert json.loads(content(engine)[0])["corrected"] == []


@pytest.mark.parametrize("kind", ["merge", "split"])
def test_joined_and_parted_events_stay_so_as_articles_come_and_go(
    engine: Engine, two: tuple[str, str], kind: str
) -> None:
    other = two[1] if kind == "merge" else second(engine, two[0])
    correct(engine, two[0], kind, other=other)
    put(engine, analysis(told(target="UKR"), told("USA", "warn", "CHN", name="THREATEN", at=9), id="3"))
    put(engine, analysis(told("RUS BEL", target="UKR"), id="4"))
    with engine.connect() as c:
        together = query.get(c, two[0]).id == query.get(c, other).id
    assert together == (kind == "merge")
    after = content(engine)
    with engine.begin() as c:
        store.rebuild(c)
    assert content(engine) == after
    recount(engine)


def test_the_later_word_on_a_pair_holds(engine: Engine, two: tuple[str, str]) -> None:
    before = content(engine)
    other = second(engine, two[0])
    correct(engine, two[0], "split", other=other)
    correct(engine, two[0], "merge", other=other, at="2026-11-24T02:00:01Z")
    assert content(engine) == before
    correct(engine, two[0], "split", other=other, at="2026-11-24T02:00:02Z")
    assert len(content(engine)) == 3
    with pytest.raises(StoreError, match="cannot be split"):
        correct(engine, other, "split", other=other)
    with pytest.raises(StoreError, match="itself"):
        correct(engine, two[0], "merge", other=two[0])


def test_corrections_win_over_a_reader_that_reads_otherwise(engine: Engine) -> None:
    """A newer reader takes another trigger and class; what a person said holds for what stands there now."""
    put(engine, analysis(told(target="UKR", headline="Russia attack Ukraine"), text="same"), version="1")
    with engine.connect() as c:
        (event,) = query.find(c, Filter(everything=True)).events
    correct(engine, event.id, "class", "COERCE")
    correct(engine, event.id, "reject")
    newer = told(lemma="attacks-on", target="UKR", on="2016-04-18", name="THREATEN")
    put(engine, analysis(newer, text="same"), version="2")
    assert content(engine) == []
    with engine.begin() as c:
        assert store.waiting_and_lost(c) == ([], [])
        moved = {correction.mention for correction in store.corrected(c)}
        assert len(moved) == 1
        seen = query.get(c, moved.pop())
        assert (seen.event_class, seen.edtf, seen.corrected) == ("COERCE", "2016-04-18", ("class", "reject"))
        store.rebuild(c)
    assert content(engine) == []
    recount(engine)


def test_a_correction_moves_to_the_same_sentence_of_a_changed_text(engine: Engine) -> None:
    sentence = "Long ago Russia attack Ukraine somewhere near the old border post."
    first = told(target="UKR", at=16)
    put(engine, analysis(first, text=sentence, url="http://a.example"))
    with engine.connect() as c:
        (event,) = query.find(c, Filter(everything=True)).events
    correct(engine, event.id, "headline", "Better words")
    changed = replace(told(target="UKR", at=16 + 10), sentence=Span(10, 10 + 60))
    put(engine, analysis(changed, text="Corrected " + sentence, url="http://a.example"))
    assert [json.loads(line)["headline"] for line in content(engine)] == ["Better words"]
    put(engine, analysis(told("USA", "warn", "CHN"), text="Nothing of it is left.", url="http://a.example"))
    with engine.connect() as c:
        waiting, lost = store.waiting_and_lost(c)
    assert (len(waiting), len(lost)) == (0, 1)


def exported(engine: Engine) -> list[str]:
    with engine.connect() as c:
        return [json.dumps(record) for record in store.exported(c)]


def take_in(engine: Engine, lines: list[str]) -> store.Imported:
    with engine.begin() as c:
        return store.take_in(c, lines, "theirs.jsonl")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Engine]:
    engine = store.open_store(tmp_path / "other.db", create=True)
    store.init(engine, SEEDS)
    yield engine
    engine.dispose()


ARTICLES = (
    analysis(told(target="UKR"), told("USA", "warn", "CHN", name="THREATEN", at=9), id="1"),
    analysis(told(target="UKR"), id="2"),
)


@pytest.mark.parametrize("first", ["articles", "corrections"])
def test_another_database_with_the_same_articles_gets_the_same(
    engine: Engine, other: Engine, two: tuple[str, str], first: str
) -> None:
    correct(engine, two[0], "split", other=second(engine, two[0]))
    correct(engine, two[0], "date", {"from": day("2015-01-01"), "to": day("2015-02-01"), "grain": "month", "edtf": "x"})
    correct(engine, two[1], "reject")
    undone = correct(engine, two[1], "headline", "Not this")
    with engine.begin() as c:
        store.undo(c, undone, at="2026-11-24T04:00:00Z")
    lines = exported(engine)
    if first == "articles":
        put(other, *reversed(ARTICLES))
        assert take_in(other, lines) == store.Imported(4, 0, 0, 0, 0)
    else:
        assert take_in(other, lines) == store.Imported(4, 0, 0, 3, 0)
        put(other, *ARTICLES)
    assert content(other) == content(engine)
    assert take_in(other, lines) == store.Imported(0, 4, 0, 0, 0)
    assert exported(other) == lines
    recount(other)


def test_undoing_is_taken_in_too(engine: Engine, other: Engine, two: tuple[str, str]) -> None:
    number = correct(engine, two[0], "reject")
    put(other, *ARTICLES)
    take_in(other, exported(engine))
    assert len(content(other)) == 1
    with engine.begin() as c:
        store.undo(c, number, at="2026-11-24T04:00:00Z")
    assert take_in(other, exported(engine)).undone == 1
    assert content(other) == content(engine)


def test_conflicts_are_told_and_the_later_word_holds(engine: Engine, other: Engine, two: tuple[str, str]) -> None:
    put(other, *ARTICLES)
    correct(engine, two[0], "class", "COERCE", person="ann", at="2026-11-24T01:00:00Z")
    correct(other, two[0], "class", "AID", person="bob", at="2026-11-24T02:00:00Z")
    correct(other, two[0], "headline", "Words", person="bob", at="2026-11-24T02:00:00Z")
    done = take_in(other, exported(engine))
    (conflict,) = done.conflicts
    assert (conflict.holds.value, conflict.against.value, conflict.event) == ("AID", "COERCE", two[0])
    back = take_in(engine, exported(other))
    assert [c.holds.value for c in back.conflicts] == ["AID"]
    assert content(other) == content(engine)


THERE = {"person": "a", "at": "b", "value": None, "mention": {"text_hash": "c", "start": 1, "end": 2}}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"kind": "reject"}',
        json.dumps({**THERE, "kind": "colour"}),
        json.dumps({**THERE, "kind": "status", "value": 1}),
        json.dumps({**THERE, "kind": "reject", "mention": {"text_hash": "c", "start": 2, "end": 1}}),
        json.dumps({**THERE, "kind": "reject", "other": THERE["mention"]}),
        json.dumps({**THERE, "kind": "merge"}),
    ],
)
def test_a_line_that_is_no_correction_is_refused_whole(engine: Engine, two: tuple[str, str], line: str) -> None:
    correct(engine, two[0], "reject")
    good = exported(engine)
    with engine.begin() as c:
        store.undo(c, 1, at="x")
    with pytest.raises(ReadError, match="line 2"):
        take_in(engine, [*good, line])
    assert len(content(engine)) == 2

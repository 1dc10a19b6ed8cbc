"""What a person decided wins, stays through a rebuild and can be taken back."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from store.made import analysis, day, told
from store.test_save import content, put, recount
from timeline import query, store
from timeline.errors import NotFoundError, StoreError
from timeline.model import DateReason
from timeline.query import Filter

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
    for kind, value in (("colour", "red"), ("status", "perhaps"), ("date", "today"), ("source", [{}])):
        with pytest.raises(StoreError, match="correction"):
            correct(engine, two[0], kind, value)
    with pytest.raises(NotFoundError):
        correct(engine, "0123", "reject")
    with pytest.raises(NotFoundError), engine.begin() as connection:
        store.undo(connection, 99, at="x")
    assert json.loads(content(engine)[0])["corrected"] == []

"""Who is who, as a person decided it: at once in all events, for articles to come, through every rebuild, undone."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from store.made import SEEDS, analysis, day, opened, told
from store.test_save import content, put, recount
from timeline import query, store
from timeline.errors import NotFoundError, QueryError
from timeline.model import Actor, Alias, Role
from timeline.query import Filter
from timeline.seeds import Seeds
from timeline.store.actors import closure
from timeline.store.redirects import Place, Redirects, Step
from timeline.store.sql import rows
from timeline.terms import ActorKind

BY = {"person": "me", "at": "2026-11-24T02:00:00Z"}
LATER = "2026-11-24T03:00:00Z"


def decide(engine: Engine, function: Callable[..., int], *arguments: object, **more: object) -> int:
    with engine.begin() as connection:
        return function(connection, *arguments, **{**BY, **more})


def undo(engine: Engine, number: int) -> None:
    with engine.begin() as connection:
        store.undo_actor(connection, number, at=LATER)


def about(engine: Engine, actor: str, **more: object) -> list[str]:
    """The headlines of an actor's events."""
    with engine.connect() as connection:
        found = query.find(connection, Filter(actors=(actor,), everything=True, **more)).events  # type: ignore[arg-type]
    return sorted(event.headline for event in found)


def rebuilt(engine: Engine) -> list[str]:
    """All events, once they were made anew out of the facts."""
    with engine.begin() as connection:
        store.rebuild(connection)
    return content(engine)


@pytest.fixture
def three(engine: Engine) -> Engine:
    """Three articles in which one man goes by two names."""
    put(
        engine,
        analysis(told("zarif", target="CHN", headline="one"), id="1"),
        analysis(told("javad-zarif", target="USA", headline="two"), id="2"),
        analysis(told("acme", "warn", "UKR", name="THREATEN", headline="three"), id="3"),
    )
    return engine


def test_merged_actors_are_one_at_once_later_and_after_a_rebuild(three: Engine) -> None:
    before = content(three)
    number = decide(three, store.merge_actors, "javad-zarif", "zarif")
    assert about(three, "javad-zarif") == about(three, "zarif") == ["one", "two"]
    recount(three)
    assert rebuilt(three) == content(three)
    recount(three)
    put(three, analysis(told("zarif", "meet", "RUS", name="CONSULT", headline="four"), id="4"))
    assert about(three, "javad-zarif") == ["four", "one", "two"]
    assert '"id": "zarif"' not in "".join(content(three))
    recount(three)
    undo(three, number)
    assert about(three, "zarif") == ["four", "one"]
    recount(three)
    assert rebuilt(three) == content(three)
    assert [each for each in content(three) if '"four"' not in each] == before


def test_an_article_read_anew_keeps_what_was_decided(three: Engine) -> None:
    decide(three, store.merge_actors, "javad-zarif", "zarif")
    put(three, analysis(told("zarif", target="CHN", headline="one"), id="1"), version="2")
    assert about(three, "javad-zarif") == ["one", "two"]
    recount(three)


def test_a_registry_loaded_anew_keeps_what_was_decided(three: Engine) -> None:
    decide(three, store.merge_actors, "putin", "zarif")
    decide(three, store.rename_actor, "CHN", "PRC")
    decide(three, store.add_alias, "USA", "Uncle Sam")
    decide(three, store.remove_alias, "RUS", "Moscow")
    shown = content(three)
    assert '"PRC"' in "".join(shown)
    for _ in range(2):
        store.init(three, SEEDS)
        assert content(three) == shown
        assert about(three, "Uncle Sam") == about(three, "USA")
        with pytest.raises(NotFoundError):
            about(three, "Moscow")
        assert about(three, "PRC") == about(three, "China") == about(three, "CHN")
    assert rebuilt(three) == shown


def test_the_events_of_one_who_was_two_are_merged(engine: Engine) -> None:
    put(engine, analysis(told("zarif", target="CHN"), id="1"), analysis(told("javad-zarif", target="CHN"), id="2"))
    apart = content(engine)
    number = decide(engine, store.merge_actors, "javad-zarif", "zarif")
    recount(engine)
    assert content(engine) == rebuilt(engine)
    undo(engine, number)
    recount(engine)
    assert content(engine) == apart


def test_a_chain_of_merges_comes_apart_at_any_link(three: Engine) -> None:
    first = decide(three, store.merge_actors, "javad-zarif", "zarif")
    second = decide(three, store.merge_actors, "acme", "javad-zarif")
    assert about(three, "zarif") == ["one", "three", "two"]
    with pytest.raises(QueryError, match="one already"):
        decide(three, store.merge_actors, "zarif", "acme")
    undo(three, first)
    assert about(three, "zarif") == ["one"]
    assert about(three, "acme") == ["three", "two"]
    undo(three, second)
    assert about(three, "acme") == ["three"]
    recount(three)


def test_offices_go_to_whom_the_holder_was_merged_into(three: Engine) -> None:
    put(three, analysis(told("zarif", on="2016-01-01", headline="state"), id="9"))
    number = decide(three, store.merge_actors, "zarif", "putin")
    assert "state" in about(three, "RUS")
    recount(three)
    assert "state" not in about(three, "RUS", exact=True)
    undo(three, number)
    assert about(three, "RUS") == []
    recount(three)


def test_split_by_form(engine: Engine) -> None:
    put(
        engine,
        analysis(told("RUS", target="UKR", headline="one"), id="1"),
        analysis(told("navy", target="USA", headline="two"), id="2"),
    )
    decide(engine, store.merge_actors, "RUS", "navy", force=True)
    number = decide(engine, store.split_actor, "RUS", ["Russian Navy"], into="Another Navy")
    assert about(engine, "Another Navy") == ["two"]
    assert about(engine, "RUS", exact=True) == ["one"]
    put(engine, analysis(told("navy", "warn", "CHN", name="THREATEN", headline="three"), id="3"))
    assert about(engine, "another-navy") == ["three", "two"]
    assert content(engine) == rebuilt(engine)
    undo(engine, number)
    assert about(engine, "RUS", exact=True) == ["one", "three", "two"]
    recount(engine)


def test_split_by_article_follows_the_article_when_it_is_read_anew(three: Engine) -> None:
    put(three, analysis(told("acme", "sue", "CHN", name="LEGAL", headline="suit"), id="4"))
    with three.connect() as connection:
        article = rows(connection, "SELECT id FROM article WHERE external_id = '4'")[0][0]
    decide(three, store.split_actor, "acme", [], [article], into="Acme of China")
    assert about(three, "acme-of-china") == ["suit"]
    put(three, analysis(told("acme", "sue", "CHN", name="LEGAL", headline="suit"), id="4"), version="2")
    assert about(three, "acme-of-china") == ["suit"]
    assert about(three, "acme") == ["three"]
    recount(three)


def test_an_alias_draws_those_whom_nobody_knew(three: Engine) -> None:
    number = decide(three, store.add_alias, "CHN", "Acme")
    assert "three" in about(three, "CHN", exact=True)
    with three.connect() as connection:
        assert Alias("CHN", "Acme") in store.registered(connection, origins=("user",)).aliases
    undo(three, number)
    assert "three" not in about(three, "CHN")
    with three.connect() as connection:
        assert Alias("CHN", "Acme") not in store.registered(connection, origins=("user",)).aliases
    recount(three)


def test_an_alias_draws_nobody_from_the_registry(engine: Engine) -> None:
    put(engine, analysis(told("USA", target="UKR", headline="one"), id="1"))
    decide(engine, store.add_alias, "CHN", "United States")
    assert about(engine, "USA", exact=True) == ["one"]


def test_a_form_taken_away_names_somebody_else(engine: Engine) -> None:
    put(
        engine,
        analysis(told("acme", headline="one"), id="1"),
        analysis(told("RUS", "meet", name="CONSULT", headline="two"), id="2"),
    )
    decide(engine, store.add_alias, "RUS", "Acme")
    assert about(engine, "RUS", exact=True) == ["one", "two"]
    number = decide(engine, store.remove_alias, "RUS", "Acme")
    assert about(engine, "RUS", exact=True) == ["two"]
    undo(engine, number)
    assert about(engine, "RUS", exact=True) == ["one", "two"]


def test_decisions_are_on_record(three: Engine) -> None:
    number = decide(three, store.merge_actors, "javad-zarif", "zarif")
    undo(three, number)
    with three.connect() as connection:
        (kept,) = store.actor_corrections(connection)
    assert (kept.kind, kept.actor, kept.other, kept.person) == ("merge", "javad-zarif", "zarif", "me")
    assert kept.undone_at == LATER


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        pytest.param(lambda c: store.merge_actors(c, "RUS", "RUS", **BY), QueryError, "one already", id="itself"),
        pytest.param(lambda c: store.merge_actors(c, "RUS", "putin", **BY), QueryError, "--force", id="kinds"),
        pytest.param(lambda c: store.merge_actors(c, "RUS", "USA", **BY), QueryError, "--force", id="both shipped"),
        pytest.param(lambda c: store.merge_actors(c, "RUS", "nobody", **BY), NotFoundError, "nobody", id="unknown"),
        pytest.param(lambda c: store.split_actor(c, "RUS", [], **BY), QueryError, "--form", id="split by nothing"),
        pytest.param(lambda c: store.split_actor(c, "RUS", [], [1], **BY), QueryError, "--into", id="no name"),
        pytest.param(
            lambda c: store.split_actor(c, "RUS", ["x"], into="RUS", **BY), QueryError, "itself", id="no split"
        ),
        pytest.param(lambda c: store.add_alias(c, "RUS", " ", **BY), QueryError, "letters", id="empty form"),
        pytest.param(lambda c: store.remove_alias(c, "RUS", "Russia", **BY), QueryError, "rename", id="its name"),
        pytest.param(lambda c: store.remove_alias(c, "RUS", "Kreml", **BY), NotFoundError, "Moscow", id="no form"),
        pytest.param(lambda c: store.rename_actor(c, "RUS", "Russia", **BY), QueryError, "already", id="same name"),
        pytest.param(lambda c: store.undo_actor(c, 9, at=LATER), NotFoundError, "9", id="no decision"),
    ],
)
def test_nonsense_is_refused(engine: Engine, wrong: Callable[..., object], kind: type[Exception], said: str) -> None:
    with engine.begin() as connection:
        with pytest.raises(kind, match=said):
            wrong(connection)
        assert not store.actor_corrections(connection)


def test_an_event_before_a_state_joined_is_not_the_alliances(engine: Engine) -> None:
    joined = Seeds(roles=(Role("UKR", "NATO", "member", day("1999-03-12"), day("2010-01-01")),))
    with engine.begin() as connection:
        store.overlay(connection, joined)
    put(
        engine,
        analysis(told("UKR", "hit", "CHN", "1990-05-01", headline="before"), id="1"),
        analysis(told("UKR", "hit", "CHN", "1999-03-12", headline="on the day"), id="2"),
        analysis(told("UKR", "hit", "CHN", "2010-01-01", headline="when it left"), id="3"),
        analysis(
            told("UKR", "arm", "BEL", "1999-01-01", until="2000-01-01", headline="in that year", name="AID"), id="4"
        ),
        analysis(told("UKR", "hit", "CHN", None, headline="undated"), id="5", published="2003-01-01"),
    )
    assert about(engine, "NATO") == ["in that year", "on the day", "undated"]
    assert about(engine, "NATO", exact=True) == []
    assert len(about(engine, "UKR")) == 5
    assert content(engine) == rebuilt(engine)


def test_an_overlay_relinks_events_that_are_in(engine: Engine) -> None:
    put(engine, analysis(told("acme", headline="one"), id="1"))
    assert about(engine, "BEL") == []
    with engine.begin() as connection:
        store.overlay(connection, Seeds(actors=(Actor("acme", "Acme", ActorKind.COMPANY, "BEL", parent="BEL"),)))
    assert about(engine, "BEL") == ["one"]
    recount(engine)


def test_a_cycle_of_parents_ends() -> None:
    found = closure({1: [(2, 0, 9)], 2: [(3, 0, 9)], 3: [(1, 0, 9)]})
    assert {(row[0], row[1]) for row in found} == {(a, b) for a in (1, 2, 3) for b in (1, 2, 3) if a != b}


PLACES = [
    Place("a", "Ann", "", "name", 0, 1),
    Place("a", "she", "", "coref", 5, 1),
    Place("a", "Ms A", "", "name", 9, 1),
]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([], "aaa", id="nothing decided"),
        pytest.param([Step(frozenset("b"), "c")], "aaa", id="about others"),
        pytest.param([Step(frozenset("a"), "c", frozenset({"ms a"}))], "aac", id="what follows stays with its name"),
        pytest.param([Step(frozenset("a"), "c", frozenset({"ann"}))], "cca", id="what follows goes with its name"),
        pytest.param([Step(frozenset("a"), "b"), Step(frozenset("b"), "c", frozenset({"ann"}))], "ccb", id="in order"),
        pytest.param([Step(frozenset("b"), "c"), Step(frozenset("a"), "b")], "bbb", id="the earlier saw nothing"),
        pytest.param([Step(frozenset("a"), "c", articles=frozenset({2}))], "aaa", id="another article"),
    ],
)
def test_mentions_go_where_the_decisions_say(steps: list[Step], expected: str) -> None:
    assert "".join(Redirects(steps).all(PLACES)) == expected


NAMES = ("zarif", "javad-zarif", "acme", "UKR", "RUS")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=4), st.randoms())
def test_whatever_is_decided_and_undone_leaves_what_was(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]], chance: object
) -> None:
    with opened(tmp_path_factory.mktemp("law") / "t.db") as engine:
        _decide_and_undo(engine, pairs, chance)


def _decide_and_undo(engine: Engine, pairs: list[tuple[str, str]], chance: object) -> None:
    put(
        engine,
        analysis(told("zarif", target="CHN", headline="one"), told("acme", target="UKR", at=9), id="1"),
        analysis(told("javad-zarif", target="CHN", headline="two"), told("RUS", target="UKR", at=9), id="2"),
    )
    before, made = content(engine), []
    for first, second in pairs:
        try:
            made.append(decide(engine, store.merge_actors, first, second, force=True))
        except QueryError:
            continue
        recount(engine)
    assert content(engine) == rebuilt(engine)
    chance.shuffle(made)  # type: ignore[attr-defined]
    for number in made:
        undo(engine, number)
    recount(engine)
    assert content(engine) == before

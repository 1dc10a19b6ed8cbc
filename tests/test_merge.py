"""Which mentions are one event, and the laws of merging."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.calendar import breadth
from timeline.merge import Signature, alike, cluster, connect, edges, judge, likeness
from timeline.terms import DateReason, Status

BASE = Signature(
    1, "a", 1, "ASSAULT", "bomb", frozenset({1}), frozenset({2}), 100, 101, DateReason.SENTENCE,
    words=frozenset({"port", "night"}), about=(1, 2, 4), named=frozenset({"jones"}),
)  # fmt: skip


LIKE = replace(BASE, places=(("ghent", "BEL"),), quantities=(("killed", 5.0, 5.0),))


@pytest.mark.parametrize(
    ("change", "law"),
    [
        pytest.param({"negated": True}, "merge.negation", id="one did not happen"),
        pytest.param({"start": 101, "end": 102}, "merge.days", id="the day after, in one article"),
        pytest.param({"named": frozenset({"smith"})}, "merge.victims", id="another victim by name"),
        pytest.param({"quantities": (("killed", 100.0, 100.0),)}, "merge.numbers", id="numbers too far apart"),
        pytest.param(
            {"lemma": "shell", "sources": frozenset({3}), "targets": frozenset()},
            "merge.nothing-in-common",
            id="another deed of others",
        ),
    ],
)
def test_laws_keep_mentions_apart(change: dict[str, object], law: str) -> None:
    other = replace(LIKE, id=2, key="b", **change)  # type: ignore[arg-type]
    assert judge(LIKE, other) == judge(other, LIKE) == (False, law)
    assert not alike(LIKE, other)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="the same in every way"),
        pytest.param({"places": (("", "BEL"),)}, id="the country of the town"),
        pytest.param({"version": 2}, id="the same in another article"),
        pytest.param({"version": 2, "lemma": "bombing"}, id="a noun of the same kind, in another article"),
    ],
)
def test_together(change: dict[str, object]) -> None:
    other = replace(LIKE, id=2, key="b", **change)  # type: ignore[arg-type]
    assert alike(LIKE, other)
    assert judge(LIKE, other)[0]


DEAD = replace(LIKE, event_class="DEATH", lemma="die", sources=frozenset(), words=frozenset({"fire", "mill"}))
BARE = replace(DEAD, places=(("", "BEL"),), quantities=(), named=frozenset())


@pytest.mark.parametrize(
    ("one", "change", "linked"),
    [
        pytest.param(DEAD, {"places": (("", "BEL"),), "quantities": ()}, True, id="one victim"),
        pytest.param(DEAD, {"places": (("", "BEL"),), "named": frozenset()}, True, id="one count"),
        pytest.param(DEAD, {"quantities": (), "named": frozenset()}, True, id="one town"),
        pytest.param(BARE, {}, False, id="a land alone"),
        pytest.param(DEAD, {"status": Status.POSSIBLE}, False, id="a death that is feared"),
        pytest.param(BARE, {"version": 1}, True, id="one article"),
        pytest.param(replace(BARE, event_class="ASSAULT"), {}, True, id="another class"),
    ],
)
def test_deaths_in_two_articles_need_a_link(one: Signature, change: dict[str, object], linked: bool) -> None:
    other = replace(one, **{"id": 2, "key": "b", "version": 2, **change})  # type: ignore[arg-type]
    assert (judge(one, other)[1] != "merge.unlinked") is linked


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"event_class": "MARKET", "lemma": "rise"}, id="another kind of deed"),
        pytest.param({"targets": frozenset({3}), "named": frozenset()}, id="another target"),
        pytest.param({"sources": frozenset({3})}, id="another doer"),
        pytest.param({"words": frozenset({"tanks", "border", "fence"})}, id="other words"),
        pytest.param({"start": None, "end": None}, id="no date"),
        pytest.param({"version": 2, "published": 140}, id="reported forty days apart"),
    ],
)
def test_what_sets_apart_makes_less_likely(change: dict[str, object]) -> None:
    one = replace(LIKE, published=100)
    same = replace(one, id=2, key="b", version=2 if "version" in change else 1)
    assert likeness(one, replace(same, **change)) < likeness(one, same)  # type: ignore[arg-type]
    assert likeness(one, same) == likeness(same, one)


signatures = st.builds(
    Signature,
    id=st.integers(1, 10**6),
    key=st.uuids().map(str),
    version=st.integers(1, 3),
    event_class=st.sampled_from(["ASSAULT", "DEATH", "STATEMENT"]),
    lemma=st.sampled_from(["bomb", "say"]),
    sources=st.frozensets(st.integers(1, 3), min_size=1, max_size=2),
    targets=st.frozensets(st.integers(1, 4), max_size=1),
    start=st.sampled_from([100, 101, 102]),
    end=st.sampled_from([103, 110, 130]),
    date_reason=st.sampled_from(DateReason),
    places=st.sampled_from([(), (("ghent", "BEL"),), (("", "BEL"),), (("kyiv", "UKR"),)]),
    words=st.frozensets(st.sampled_from(["port", "night", "tanks"]), max_size=2),
    about=st.sampled_from([(), (1, 2, 3), (3, 4)]),
    named=st.frozensets(st.sampled_from(["jones", "smith"]), max_size=1),
    firm=st.booleans(),
)
groups = st.lists(signatures, max_size=9, unique_by=(lambda s: s.id, lambda s: s.key))


@settings(deadline=None)
@given(groups, st.randoms())
def test_the_order_does_not_matter_and_nothing_is_lost(mentions: list[Signature], chance: object) -> None:
    made = cluster(mentions)
    shuffled = list(mentions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cluster(shuffled) == made
    assert sorted(m.id for members in made for m in members) == sorted(m.id for m in mentions)


@settings(deadline=None)
@given(groups)
def test_no_event_happens_to_others_by_name(mentions: list[Signature]) -> None:
    for members in cluster(mentions):
        for n, a in enumerate(members):
            assert all(alike(a, b) or not (a.named and b.named) or a.named & b.named for b in members[n + 1 :])


def test_towns_are_found_under_numbers_that_no_actor_has() -> None:
    assert max(number for _, number in LIKE.blocks) < 1 << 31


def test_one_odd_mention_does_not_tie_an_event_together() -> None:
    same = [replace(LIKE, id=n, key=str(n), version=n, lemma="attack") for n in range(1, 4)]
    odd = replace(
        LIKE, id=9, key="9", version=9, lemma="attack", sources=frozenset({7}), targets=frozenset({8}),
        words=frozenset({"tanks", "border", "fence"}), places=(("kyiv", "UKR"),), about=(7, 8), named=frozenset(),
    )  # fmt: skip
    made = cluster([*same, odd])
    assert [[m.id for m in members] for members in made] == [[1, 2, 3], [9]]


@settings(deadline=None)
@given(groups)
def test_events_never_cross_components(mentions: list[Signature]) -> None:
    components = connect([m.id for m in mentions], edges(mentions))
    by_id = {m.id: m for m in mentions}
    apart = [made for ids in components for made in cluster([by_id[n] for n in ids])]
    assert sorted(map(str, apart)) == sorted(map(str, cluster(mentions)))


@settings(deadline=None)
@given(groups, st.data())
def test_a_persons_word_wins(mentions: list[Signature], data: st.DataObject) -> None:
    if len(mentions) > 1:
        keys = [m.key for m in mentions]
        pair = frozenset(data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)))
        homes = {m.key: n for n, made in enumerate(cluster(mentions, together=[pair])) for m in made}
        assert len({homes[key] for key in pair}) == 1
        homes = {m.key: n for n, made in enumerate(cluster(mentions, apart=[pair])) for m in made}
        assert len({homes[key] for key in pair}) == 2


@pytest.mark.parametrize(
    ("days", "expected"), [(1, 0), (2, 1), (7, 1), (8, 2), (31, 2), (366, 4), (367, 5), (400_000, 7)]
)
def test_breadth(days: int, expected: int) -> None:
    assert breadth(5, 5 + days) == expected

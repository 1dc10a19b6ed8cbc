"""Which mentions are one event, and the laws of merging."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.calendar import breadth
from timeline.merge import Signature, alike, cluster, connect, edges
from timeline.model import DateReason, Status

BASE = Signature(
    1, "a", 1, "ASSAULT", "bomb", frozenset({1}), frozenset({2}), 100, 101, DateReason.SENTENCE,
    words=frozenset({"port", "night"}), about=(1, 2, 4), named=frozenset({"jones"}),
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"negated": True}, id="one did not happen"),
        pytest.param({"status": Status.DEMANDED}, id="only demanded"),
        pytest.param({"event_class": "MARKET", "lemma": "rise"}, id="another family"),
        pytest.param({"start": 101, "end": 102}, id="the day after"),
        pytest.param({"start": None, "end": None, "version": 2, "about": ()}, id="no date, another article"),
        pytest.param({"version": 2, "lemma": "shell", "targets": frozenset({3})}, id="another target"),
        pytest.param({"named": frozenset({"smith"})}, id="another victim by name"),
        pytest.param(
            {"version": 2, "lemma": "shell", "sources": frozenset({3}), "targets": frozenset()}, id="nobody in common"
        ),
        pytest.param(
            {"version": 2, "sources": frozenset({3}), "targets": frozenset(), "about": (7, 8, 9)},
            id="the same deed in articles about others",
        ),
        pytest.param({"places": (("kyiv", "UKR"),)}, id="another country"),
        pytest.param({"places": (("brest", "BEL"),)}, id="another town"),
        pytest.param({"quantities": (("killed", 100.0, 100.0),)}, id="numbers too far apart"),
        pytest.param({"start": 90, "end": 121, "lemma": "shell"}, id="same month, other verb"),
        pytest.param(
            {"version": 2, "about": (), "targets": frozenset(), "words": frozenset({"tanks"}), "places": ()},
            id="one actor and nothing else",
        ),
    ],
)
def test_apart(change: dict[str, object]) -> None:
    a = replace(BASE, places=(("ghent", "BEL"),), quantities=(("killed", 5.0, 5.0),))
    b = replace(a, id=2, key="b", **change)  # type: ignore[arg-type]
    assert not alike(a, b)
    assert not alike(b, a)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"lemma": "shell"}, id="same class and sides"),
        pytest.param({"event_class": "DEATH"}, id="same verb, neighbour class"),
        pytest.param({"start": 90, "end": 121}, id="the month of the day"),
        pytest.param({"places": (("", "BEL"),)}, id="the country of the town"),
        pytest.param({"quantities": (("killed", 7.0, 7.0),)}, id="7 killed, 5 killed"),
        pytest.param({"targets": frozenset()}, id="one side left out, same words"),
        pytest.param(
            {"sources": frozenset({2}), "targets": frozenset({1}), "event_class": "CONSULT"}, id="other way round"
        ),
        pytest.param({"start": None, "end": None}, id="no date, same article"),
        pytest.param(
            {"version": 2, "lemma": "bombing", "sources": frozenset(), "targets": frozenset(), "named": frozenset()},
            id="a noun of the same kind, in an article about the same",
        ),
        pytest.param(
            {"version": 2, "start": 102, "end": 103, "date_reason": DateReason.PUBLICATION, "published": 102},
            id="only reported, a day later",
        ),
    ],
)
def test_together(change: dict[str, object]) -> None:
    a = replace(BASE, places=(("ghent", "BEL"),), quantities=(("killed", 5.0, 5.0),))
    if change.get("event_class") == "CONSULT":
        a = replace(a, event_class="CONSULT")
    b = replace(a, id=2, key="b", **change)  # type: ignore[arg-type]
    assert alike(a, b)
    assert alike(b, a)


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


def test_a_town_and_its_days_tell_one_deed_whoever_the_articles_speak_of() -> None:
    town = (("nairobi", "KEN"),)
    one = replace(BASE, version=1, sources=frozenset(), targets=frozenset({-1}), named=frozenset(), places=town)
    other = replace(one, id=2, key="b", version=2, targets=frozenset({-2}), about=(7, 8))
    assert alike(one, other)
    assert edges([one, other]) == [(1, 2)]
    assert max(number for _, number in one.blocks) < 1 << 31
    assert not alike(one, replace(other, places=(("", "KEN"),)))
    assert not alike(one, replace(other, date_reason=DateReason.PUBLICATION))
    assert not alike(replace(one, sources=frozenset({3})), replace(other, sources=frozenset({4})))


def test_one_stray_mention_keeps_nobody_out_and_two_of_four_do() -> None:
    here, there = (("paris", "FRA"),), (("lyon", "FRA"),)
    base = Signature(1, "1", 1, "ASSAULT", "attack", about=(1, 2), places=here)
    same = [replace(base, id=n, key=str(n), version=n) for n in range(1, 4)]
    nowhere = replace(base, id=8, key="8", version=8, places=())
    stray = replace(base, id=9, key="9", version=9, places=there)
    assert [len(made) for made in cluster([*same, nowhere])] == [4]
    assert sorted(len(made) for made in cluster([*same, nowhere, stray])) == [1, 4]
    assert sorted(len(made) for made in cluster([base, stray, nowhere])) == [1, 2]


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

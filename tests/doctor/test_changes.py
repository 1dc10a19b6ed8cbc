"""What is said to have changed."""

from timeline.doctor.changes import Change, Look, Seen, changes

OLD = {1: Seen("aa", "A met B", "2016-04", "CONSULT", 60), 2: Seen("bb", "A hit B", "2016-05", "ASSAULT", 80)}
TOLD = {(1, 0): 1, (1, 50): 2, (2, 7): 2}


def test_nothing_changed() -> None:
    look = Look(OLD, TOLD)
    assert changes(look, look) == []
    renumbered = Look({9: OLD[1], 8: OLD[2]}, {(1, 0): 9, (1, 50): 8, (2, 7): 8})
    assert changes(look, renumbered) == []


def test_new_gone_redated_and_reclassed() -> None:
    after = Look(
        {5: Seen("bb", "A hit B", "2016-06", "DEATH", 80), 6: Seen("cc", "C left", "", "RETREAT", 90)},
        {(1, 50): 5, (3, 1): 6},
    )
    assert changes(Look(OLD, TOLD), after) == [
        Change("new", "cc", "C left", "", "no date"),
        Change("gone", "aa", "A met B", "2016-04", ""),
        Change("re-dated", "bb", "A hit B", "2016-05", "2016-06"),
        Change("re-classed", "bb", "A hit B", "ASSAULT", "DEATH"),
    ]


def test_what_was_merged_is_not_gone() -> None:
    after = Look({5: OLD[2]}, dict.fromkeys(TOLD, 5))
    assert [c.kind for c in changes(Look(OLD, TOLD), after)] == ["re-dated", "re-classed"]


def test_what_was_rejected_meanwhile_is_gone() -> None:
    after = Look({1: OLD[1]}, TOLD)
    assert [(c.kind, c.id) for c in changes(Look(OLD, TOLD), after)] == [("gone", "bb")]

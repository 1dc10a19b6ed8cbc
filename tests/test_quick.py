"""Values made in bulk are those that the classes make."""

import pickle
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from timeline.model import Event, Interval, Mention, PlaceMention, Quantity
from timeline.quick import changed, quick
from timeline.terms import ActorKind

MADE: list[tuple[type[Any], tuple[Any, ...]]] = [
    (Interval, (1, 2)),
    (Mention, (0, 1, "x", "RUS", "Russia", ActorKind.COUNTRY)),
    (PlaceMention, (0, 1, "x", "Kyiv", "UKR", 50.4, 30.5)),
    (Quantity, ("killed", 3.0, 4.0, "people", 0, 1)),
    (Event, ("k", "ASSAULT", "Somebody did something", "m")),
]


@pytest.mark.parametrize(("kind", "values"), MADE, ids=[kind.__name__ for kind, _ in MADE])
def test_what_is_made_quickly_is_the_same(kind: type[Any], values: tuple[Any, ...]) -> None:
    slow, fast = kind(*values), quick(kind)(*values)
    assert type(fast) is kind
    assert (fast, hash(fast), repr(fast)) == (slow, hash(slow), repr(slow))
    assert pickle.loads(pickle.dumps(fast)) == slow
    first = fields(kind)[0].name
    assert replace(fast, **{first: getattr(slow, first)}) == slow
    with pytest.raises(FrozenInstanceError):
        setattr(fast, first, None)
    with pytest.raises(TypeError):
        quick(kind)()


@pytest.mark.parametrize(("kind", "values"), MADE, ids=[kind.__name__ for kind, _ in MADE])
def test_what_is_changed_quickly_is_the_same(kind: type[Any], values: tuple[Any, ...]) -> None:
    made, first = kind(*values), fields(kind)[0].name
    assert changed(made) == made
    assert changed(made, **{first: 0}) == replace(made, **{first: 0})
    assert type(changed(made)) is kind


def test_a_field_that_is_not_there_is_no_change() -> None:
    with pytest.raises(TypeError):
        changed(Interval(1, 2), middle=3)

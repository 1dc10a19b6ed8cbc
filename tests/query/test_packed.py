"""An event whose parties are not decoded yet is the event that it becomes."""

import copy
import operator
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from functools import partial
from typing import Any

import pytest

from timeline.model import Attribution, Event, Mention, PlaceMention, Quantity
from timeline.query.packed import Packed, packed
from timeline.store.facts import parties_json
from timeline.terms import ActorKind

WHO = Mention(0, 6, "Moscow", "RUS", "Russia", ActorKind.COUNTRY, "RUS")
WHOM = Mention(9, 15, "Warsaw", "POL", "Poland", ActorKind.COUNTRY, "POL")
WHOLE = Event(
    "k1",
    "ASSAULT",
    "Russia attacked Poland",
    source=(WHO,),
    target=(WHOM,),
    place=(PlaceMention(0, 4, "Kyiv", "Kyiv", "UKR", 50.4, 30.5),),
    attribution=Attribution(0, 4, "said", "reported", (WHOM,)),
    quantities=(Quantity("killed", 3.0, 4.0, "people", 0, 1),),
)
BARE = Event("k2", "OTHER", "Something happened")


def made(event: Event) -> Event:
    return packed(event.id, event.event_class, event.headline, source=parties_json(event))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [each.name for each in fields(Event)])
@pytest.mark.parametrize("event", [WHOLE, BARE], ids=["whole", "bare"])
def test_every_field_reads_the_same(event: Event, name: str) -> None:
    assert getattr(made(event), name) == getattr(event, name)


@pytest.mark.parametrize(
    "look",
    [lambda e: e == WHOLE, partial(operator.eq, WHOLE), hash, repr,
     lambda e: pickle.loads(pickle.dumps(e)), copy.copy,
     copy.deepcopy, lambda e: replace(e, headline="x")],
    ids=["equal", "equal to it", "hash", "repr", "pickle", "copy", "deep copy", "replace"],
)  # fmt: skip
def test_nobody_can_tell_it_apart(look: Callable[[Event], Any]) -> None:
    event = made(WHOLE)
    assert type(event) is Packed
    assert look(event) == look(WHOLE)
    assert type(event) is Event


def test_different_ones_differ() -> None:
    assert made(WHOLE) != made(BARE)
    assert made(WHOLE) != "k1"
    assert {made(WHOLE), made(WHOLE), WHOLE, made(BARE)} == {WHOLE, BARE}


@pytest.mark.parametrize("name", ["source", "headline"])
def test_it_is_frozen(name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(made(WHOLE), name, ())


def test_what_is_not_about_parties_leaves_them_packed() -> None:
    event = made(WHOLE)
    assert (event.id, event.headline, event.interval, event.reports) == ("k1", "Russia attacked Poland", None, ())
    assert type(event) is Packed

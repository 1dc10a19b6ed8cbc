"""Events whose parties are decoded when one of them is looked at: to decode them all takes half the time of a page."""

from typing import Any

from timeline.model import Attribution, Event, Mention, PlaceMention, Quantity
from timeline.quick import quick
from timeline.store.facts import parties_from

# In this order: while one thread decodes, `source` tells another whether the rest is there.
_SET = {name: getattr(Event, name).__set__ for name in ("target", "place", "quantities", "attribution", "source")}
_kept = getattr(Event, "source").__get__  # noqa: B009  # the slot itself, which the property below hides


class Packed(Event):
    """An event that holds its parties as text, in the slot of `source`, until one is read; then it is an `Event`.

    Nobody can tell the two apart but by their class.
    """

    __slots__ = ()

    @property
    def source(self) -> tuple[Mention, ...]:
        """Who did it."""
        return _unpacked(self).source

    @property
    def target(self) -> tuple[Mention, ...]:
        """To whom."""
        return _unpacked(self).target

    @property
    def place(self) -> tuple[PlaceMention, ...]:
        """Where."""
        return _unpacked(self).place

    @property
    def attribution(self) -> Attribution | None:
        """Who says so."""
        return _unpacked(self).attribution

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """How many."""
        return _unpacked(self).quantities

    def __eq__(self, other: object) -> bool:
        return _unpacked(self) == other

    def __hash__(self) -> int:
        return hash(_unpacked(self))

    def __repr__(self) -> str:
        return repr(_unpacked(self))

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _unpacked(self).__reduce_ex__(protocol)


def _unpacked(event: Event) -> Event:
    text = _kept(event)
    if isinstance(text, str):
        parts = parties_from(text)
        for name, put in _SET.items():
            put(event, parts[name])
    object.__setattr__(event, "__class__", Event)  # both classes are laid out alike
    return event


packed = quick(Packed)

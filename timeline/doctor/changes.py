"""What became of the events between two looks at a database."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.store.sql import Database, stream

NO_DATE = "no date"
KINDS = ("new", "gone", "re-dated", "re-classed")
Place = tuple[int, int]  # an article, where a trigger begins


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as it stands in the database; `salience` is in percent."""

    id: str
    headline: str
    edtf: str
    event_class: str
    salience: int


@dataclass(frozen=True, slots=True)
class Look:
    """All events by number, and by each place where one is told."""

    events: Mapping[int, Seen]
    told: Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an event: `kind` is one of KINDS; `before` and `after` say from what to what."""

    kind: str
    id: str
    headline: str
    before: str = ""
    after: str = ""
    salience: int = field(default=0, compare=False)

    def record(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "change": self.kind,
            "id": self.id,
            "headline": self.headline,
            "before": self.before or None,
            "after": self.after or None,
        }


def look(database: Database) -> Look:
    """The events as they are now."""
    events = stream(database, "SELECT id, key, headline, edtf, event_class, salience FROM event WHERE rejected = 0")
    told = stream(
        database,
        "SELECT v.article_id, m.trigger_start, m.event_id FROM event_mention m "
        "JOIN article_version v ON v.id = m.version_id WHERE v.current = 1",
    )
    return Look({row[0]: Seen(*row[1:]) for row in events}, {(row[0], row[1]): row[2] for row in told})


def changes(before: Look, after: Look) -> list[Change]:
    """What changed, by kind, the most salient first.

    An event is the same where it is told at one place at least; of several that are, the
    one with the same id, else the most salient.  One that was merged into another is no
    longer an event of its own, but it is not gone.
    """
    found: list[Change] = []
    heirs = _heirs(before, after)
    followed: set[int] = set()
    for number, old in before.events.items():
        mine = heirs.get(number, set())
        followed |= mine
        if not mine:
            found.append(Change("gone", old.id, old.headline, old.edtf or NO_DATE, "", old.salience))
            continue
        new = max((after.events[n] for n in mine), key=lambda e: (e.id == old.id, e.salience, e.id))
        found += _compared(old, new)
    unknown = (event for number, event in after.events.items() if number not in followed)
    found += [Change("new", e.id, e.headline, "", e.edtf or NO_DATE, e.salience) for e in unknown]
    return sorted(dict.fromkeys(found), key=lambda c: (KINDS.index(c.kind), -c.salience, c.id))


def _heirs(before: Look, after: Look) -> Mapping[int, set[int]]:
    """For each event the ones that are told where it was told."""
    found: dict[int, set[int]] = defaultdict(set)
    for place, number in before.told.items():
        heir = after.told.get(place)
        if heir is not None and heir in after.events and number in before.events:
            found[number].add(heir)
    return found


def _compared(old: Seen, new: Seen) -> list[Change]:
    found = []
    if old.edtf != new.edtf:
        found.append(Change("re-dated", new.id, new.headline, old.edtf or NO_DATE, new.edtf or NO_DATE, new.salience))
    if old.event_class != new.event_class:
        found.append(Change("re-classed", new.id, new.headline, old.event_class, new.event_class, new.salience))
    return found

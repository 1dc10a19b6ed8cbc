"""A filter as SQL: what to walk along in the order asked for, and what each row met has to satisfy.

The walk goes along the narrowest table whose key is in date order: the text index, an
actor's links, a place's, a publisher's, else the events themselves.  An event number
orders like its first day, so a page is a stretch of numbers.  Events that begin before
the range but last into it are few and have indexes of their own (`breadth`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.calendar import BREADTHS
from timeline.query.filters import Filter
from timeline.query.names import actor_number, place_numbers, publisher_number
from timeline.query.types import classes_of
from timeline.store.numbers import FIRST_DAY, MORE, SALIENT, SEQUENCE_BITS, SOURCE, TARGET, first_number
from timeline.store.sql import Database, dialect, rows

SOON_FULL = 5_000  # events of several actors, from where on one meets a page of them on the way
THEN_EVENT = " CROSS JOIN event e"
LONGEST = (*BREADTHS, 2**33)  # days of each class of breadth; the last is longer than any interval


@dataclass(slots=True)
class Conditions:
    """Parts of a WHERE with their values; `walk` names the table to walk along, `key` its column of event numbers."""

    walk: str = "event e"
    key: str = "e.id"
    parts: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    link: str = ""
    actor: str = ""

    def along(self, table: str, key: str) -> None:
        """Walk along this table; a CROSS JOIN is one that SQLite leaves in its order."""
        self.walk, self.key = f"{table}{THEN_EVENT}", key
        self.parts.append(f"e.id = {key}")

    def probe(self, table: str) -> None:
        """Look into this table at each step of the walk, before the event is looked up."""
        self.walk = f"{self.walk.removesuffix(THEN_EVENT)} CROSS JOIN {table}{THEN_EVENT}"

    def bind(self, value: Any) -> str:
        """A name in SQL for a value."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def conditions(database: Database, wanted: Filter, *, whole: bool = False) -> Conditions:
    """The walk and all conditions but range and page; `whole` where every event is wanted and not a page of them.

    Raises:
        NotFoundError: the filter names something unknown.
    """
    made = Conditions()
    numbers = _actors(database, wanted)
    if wanted.text.strip():
        _walk_text(database, made, wanted.text)
    if numbers:
        _add_actors(database, made, wanted, numbers)
        _add_any(database, made, [numbers[name] for name in wanted.actors] if wanted.any_actor else [], whole)
    if wanted.places:
        _add_places(database, made, wanted.places)
    if wanted.publisher:
        _add_publisher(database, made, wanted.publisher)
    _add_columns(made, wanted)
    return made


def _actors(database: Database, wanted: Filter) -> dict[str, int]:
    names = dict.fromkeys((*wanted.actors, *wanted.source, *wanted.target, *wanted.with_))
    return {name: actor_number(database, name) for name in names}


def _walk_text(database: Database, made: Conditions, text: str) -> None:
    if dialect(database) == "sqlite":
        made.along("event_text x", "x.rowid")
        made.parts.append(f"x.event_text MATCH {made.bind(fts(text))}")
    else:
        made.walk = "event_text x JOIN event e ON e.id = x.rowid"
        made.parts.append(f"to_tsvector('english', x.text) @@ websearch_to_tsquery('english', {made.bind(text)})")


def fts(text: str) -> str:
    """The user's words as an FTS5 query that finds all of them; nothing of the text is syntax but "..." for phrases.

    >>> fts('air strike'), fts('"air strike" NOT*'), fts('a"b')
    ('"air" "strike"', '"air strike" "NOT*"', '"a" "b"')
    """
    phrases = []
    for number, part in enumerate(text.replace("\x00", " ").split('"')):
        phrases += [part.strip()] if number % 2 and part.strip() else part.split()
    return " ".join(f'"{phrase}"' for phrase in phrases) or '""'


def _add_actors(database: Database, made: Conditions, wanted: Filter, numbers: dict[str, int]) -> None:
    made.link = "actor_event" if wanted.exact else "actor_tree_event"
    asked = [(numbers[name], 0) for name in (*wanted.actors, *wanted.with_)] if not wanted.any_actor else []
    asked += [(numbers[name], SOURCE) for name in wanted.source] + [(numbers[name], TARGET) for name in wanted.target]
    if wanted.any_actor:
        asked += [(numbers[name], 0) for name in wanted.with_]
    asked = list(dict.fromkeys(asked))
    if made.walk == "event e" and asked:
        if len(asked) > 1:
            asked.sort(key=lambda one: _weight(database, one[0]))
        number, bit = asked.pop(0)
        made.along(f"{made.link} l", "l.event_id")
        made.actor = made.bind(number)
        made.parts.append(f"l.actor_id = {made.actor}" + (f" AND l.role & {bit} <> 0" if bit else ""))
    for place, (number, bit) in enumerate(asked):
        made.parts.append(_also(made, f"o{place}", number, bit))
    if wanted.with_:
        sides = [numbers[name] for name in (*wanted.actors, *wanted.with_)]
        made.parts.append(_linked(made, sides, SOURCE))
        if len(set(sides)) == 1:
            made.parts.append("e.sides > 1")


def _add_any(database: Database, made: Conditions, numbers: Sequence[int], whole: bool) -> None:
    """One of several actors: their events are looked up first, unless a page of so many is soon full along the days."""
    if not numbers:
        return
    if made.walk == "event e" and (whole or sum(_weight(database, number) for number in numbers) < SOON_FULL):
        listed = ", ".join(made.bind(number) for number in dict.fromkeys(numbers))
        made.parts.append(f"e.id IN (SELECT o.event_id FROM {made.link} o WHERE o.actor_id IN ({listed}))")
    else:
        made.parts.append(_linked(made, numbers, 0))


def _also(made: Conditions, name: str, number: int, bit: int) -> str:
    """That this actor has a part too: one row at most, so a join, which is quicker than to ask whether one exists."""
    if THEN_EVENT not in made.walk:
        return _linked(made, [number], bit)
    made.probe(f"{made.link} {name}")
    return _same_event(made, name, [number], bit)


def _linked(made: Conditions, numbers: Iterable[int], bit: int) -> str:
    """That one of the actors has a part, of the role that `bit` stands for where it is not 0."""
    return f"EXISTS (SELECT 1 FROM {made.link} o WHERE {_same_event(made, 'o', numbers, bit)})"


def _same_event(made: Conditions, name: str, numbers: Iterable[int], bit: int) -> str:
    """That a link is of one of the actors and the event walked by; an event's number tells the day in the key."""
    day = "l.start_day" if made.key == "l.event_id" else f"({made.key} >> {SEQUENCE_BITS}) + ({FIRST_DAY})"
    listed = ", ".join(made.bind(number) for number in dict.fromkeys(numbers))
    role = f" AND {name}.role & {bit} <> 0" if bit else ""
    return f"{name}.actor_id IN ({listed}) AND {name}.start_day = {day} AND {name}.event_id = {made.key}{role}"


def _weight(database: Database, actor: int) -> int:
    found = rows(
        database, "SELECT coalesce(sum(events), 0) FROM rollup_actor WHERE actor_id = :actor", {"actor": actor}
    )
    return int(found[0][0])


def _add_places(database: Database, made: Conditions, names: Sequence[str]) -> None:
    """All of the places asked for; walk along the first where nothing narrower is given."""
    for name in names:
        places, countries = place_numbers(database, name)
        table, column = ("event_country", "country") if countries else ("event_place", "place_id")
        listed = [made.bind(value) for value in (countries or places)]
        if made.walk == "event e" and len(listed) == 1:
            made.along(f"{table} w", "w.event_id")
            made.parts.append(f"w.{column} = {listed[0]}")
        elif made.walk == "event e":  # several towns of one name
            inside = f"SELECT c.event_id FROM {table} c WHERE c.{column} IN ({', '.join(listed)})"
            made.parts.append(f"e.id IN ({inside})")
        else:
            inside = f"SELECT 1 FROM {table} c WHERE c.{column} IN ({', '.join(listed)}) AND c.event_id = {made.key}"
            made.parts.append(f"EXISTS ({inside})")


def _add_publisher(database: Database, made: Conditions, name: str) -> None:
    number = made.bind(publisher_number(database, name))
    if made.walk == "event e":
        made.along("event_publisher w", "w.event_id")
        made.parts.append(f"w.publisher_id = {number}")
    else:
        inside = f"SELECT 1 FROM event_publisher u WHERE u.publisher_id = {number} AND u.event_id = {made.key}"
        made.parts.append(f"EXISTS ({inside})")


def _add_columns(made: Conditions, wanted: Filter) -> None:
    """Conditions on columns; class and salience are copied into links, so those need no look at the event."""
    table = "l" if made.key == "l.event_id" else "e"
    if wanted.types:
        names = dict.fromkeys(name for kind in wanted.types for name in classes_of(kind))
        made.parts.append(f"{table}.event_class IN ({', '.join(made.bind(name) for name in names)})")
    if not wanted.everything:
        made.parts.append(f"{table}.salience >= {MORE if wanted.more else SALIENT}")
    if wanted.status is not None:
        made.parts.append(f"e.status = {made.bind(str(wanted.status))}")
    if wanted.min_confidence > 0:
        made.parts.append(f"e.confidence >= {made.bind(wanted.min_confidence)}")
    made.parts.append("e.rejected = 0")


def within(made: Conditions, start: int | None, end: int | None) -> list[str]:
    """Conditions for events that begin in the range; those without a date are left out when there is one."""
    parts = []
    if start is not None or end is not None:
        low = first_number(start) if start is not None else 1 << 31
        parts.append(f"{made.key} >= {made.bind(low)}")
        if end is not None:
            parts.append(f"{made.key} < {made.bind(first_number(end))}")
        if made.key == "l.event_id":  # the day stands before the number in the key of a link
            parts += [f"l.start_day >= {made.bind(start)}"] if start is not None else []
            parts += [f"l.start_day < {made.bind(end)}"] if end is not None else []
    return parts


def lasting(made: Conditions, start: int) -> tuple[str, str]:
    """A table `b` of the events that begin before `start` and last into it, and how it joins the walk.

    There is an index for them, of the events and of each actor's links.
    """
    table, number, actor = "event", "id", ""
    if made.key == "l.event_id":
        table, number, actor = made.link, "event_id", f"actor_id = {made.actor} AND "
    day = made.bind(start)
    selects = [
        f"SELECT {number} AS number, start_day FROM {table} WHERE {actor}breadth = {n} AND breadth > 0 "
        f"AND start_day > {day} - {longest + 1} AND start_day < {day} AND end_day > {day}"
        for n, longest in enumerate(LONGEST)
        if n
    ]
    join = f"{made.key} = b.number" + (" AND l.start_day = b.start_day" if actor else "")
    return f"({' UNION ALL '.join(selects)}) b", join


def stretches(made: Conditions, start: int | None, end: int | None) -> list[tuple[str, list[str]]]:
    """Tables and conditions: first the events that begin in the range, then those that last into it."""
    found = [(made.walk, [*made.parts, *within(made, start, end)])]
    if start is not None:
        table, join = lasting(made, start)
        if made.key == "x.rowid":  # the words are looked up once, not for each event that lasts into the range
            before = f"x.rowid < {made.bind(first_number(start))}"
            found.append((made.walk, [*made.parts, before, f"+x.rowid IN (SELECT b.number FROM {table})"]))
        else:
            found.append((f"{table} CROSS JOIN {made.walk}", [*made.parts, join]))
    return found

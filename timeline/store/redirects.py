"""Whom a mention means once a person has had a say: the actor as read, passed through every decision in order.

The actor that was read stays beside it (`read_actor_id`), so that a decision can be
taken back and holds for articles that come later.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from timeline.model import Mention
from timeline.store.events import merge_stored, resettle, unblock
from timeline.store.names import fold
from timeline.store.signatures import merged_as
from timeline.store.sql import Database, Row, in_chunks, rows, run
from timeline.terms import Via


@dataclass(frozen=True, slots=True)
class Place:
    """A mention as far as decisions look at it: who was read, in which words, where."""

    actor: str
    text: str
    role: str
    via: str
    start: int
    article: int


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: mentions of `sources` mean `target`, of certain forms or articles only where some are given."""

    sources: frozenset[str]
    target: str
    forms: frozenset[str] = frozenset()
    articles: frozenset[int] = frozenset()

    def takes(self, actor: str, place: Place) -> bool:
        """Whether it holds for a mention that so far meant `actor`."""
        if actor not in self.sources or (self.articles and place.article not in self.articles):
            return False
        return not self.forms or spoken(place.text, place.role, self.forms)


def spoken(text: str, role: str, forms: Collection[str]) -> bool:
    """Whether the words of a mention are one of these folded forms, a title before it and an article left aside.

    >>> spoken("President Rouhani", "president", {"rouhani"}), spoken("Mr. Rouhani", "", {"rouhani"})
    (True, False)
    """
    words = fold(text).removeprefix("the ")
    bare = words.removeprefix(f"{fold(role)} ") if role else words
    return words in forms or bare in forms or (bool(role) and any(words.endswith(f" {form}") for form in forms))


class Redirects:
    """All decisions that stand, in the order in which they were made."""

    __slots__ = ("_steps", "touched")

    def __init__(self, steps: Iterable[Step]) -> None:
        self._steps = tuple(steps)
        self.touched = frozenset(actor for step in self._steps for actor in step.sources)

    def __bool__(self) -> bool:
        return bool(self._steps)

    def final(self, place: Place) -> str:
        """The actor that a mention means, by itself."""
        actor = place.actor
        for step in self._steps:
            if step.takes(actor, place):
                actor = step.target
        return actor

    def all(self, places: Sequence[Place]) -> list[str]:
        """The actor of each mention of one article; one that returns to somebody goes where the last name went."""
        found: dict[int, str] = {}
        latest: dict[str, str] = {}
        for number in sorted(range(len(places)), key=lambda n: places[n].start):
            place = places[number]
            actor = self.final(place) if place.actor in self.touched else place.actor
            if place.via == Via.COREF and actor == self._whole(place):
                actor = latest.get(place.actor, actor)
            else:
                latest[place.actor] = actor
            found[number] = actor
        return [found[number] for number in range(len(places))]

    def _whole(self, place: Place) -> str:
        """Whom a mention of that actor means which no form names."""
        actor = place.actor
        for step in self._steps:
            if not step.forms and step.takes(actor, place):
                actor = step.target
        return actor


def standing(connection: Database) -> Redirects:
    """The decisions in force that say whom mentions mean."""
    sql = (
        "SELECT kind, actor, other, value FROM actor_correction "
        "WHERE undone_at IS NULL AND kind <> 'rename' ORDER BY id"
    )
    return Redirects(_steps(rows(connection, sql)))


def _steps(found: Iterable[Row]) -> Iterator[Step]:
    for kind, actor, other, written in found:
        value = json.loads(written)
        forms = frozenset(map(fold, value.get("forms", ())))
        if kind == "merge":
            yield Step(frozenset({other}), actor)
        elif kind in ("split", "unalias"):
            yield Step(frozenset({actor}), other, forms, frozenset(value.get("articles", ())))
        elif kind == "alias" and value.get("from"):
            yield Step(frozenset(value["from"]), actor, forms)


def meant(
    connection: Database, redirects: Redirects, mentions: Sequence[Mention], read: Mapping[str, int], article: int
) -> list[int]:
    """The number of the actor that each mention of an article means; `read` has those that were read, by key."""
    if not redirects.touched.intersection(m.actor for m in mentions):
        return [read[mention.actor] for mention in mentions]
    keys = redirects.all([Place(m.actor, m.text, m.role, m.via, m.start, article) for m in mentions])
    others = set(keys) - read.keys()
    numbers = {**read, **dict(in_chunks(connection, "SELECT key, id FROM actor WHERE key IN (:list)", others))}
    return [numbers[key] for key in keys]


_COLUMNS = (
    "SELECT m.id, r.key, m.text, m.role, m.via, m.start_char, v.article_id, m.version_id, m.actor_id, r.id "
    "FROM mention m JOIN article_version v ON v.id = m.version_id JOIN actor r ON r.id = "
)
_READ = f"{_COLUMNS} m.actor_id WHERE m.read_actor_id IS NULL AND m.actor_id IN (:list)"
_OTHERWISE = f"{_COLUMNS} m.read_actor_id WHERE m.read_actor_id IN (:list)"


def redirect(connection: Connection, actors: Collection[int]) -> set[int]:
    """Point every mention that means one of these actors where the decisions say; the actors that gained or lost.

    Events are merged anew where that changes who takes part.
    """
    read = {row[0] for row in in_chunks(connection, _WHO, actors)} | set(actors)
    read |= {row[0] for row in rows(connection, _MOVED)}
    found = [row for sql in (_READ, _OTHERWISE) for row in in_chunks(connection, sql, read)]
    articles: dict[int, dict[int, Row]] = defaultdict(dict)
    for row in found:
        articles[row[7]][row[0]] = row
    redirects, moved = standing(connection), []
    for kept in articles.values():
        mentions = list(kept.values())
        places = [Place(row[1], row[2], row[3], row[4], row[5], row[6]) for row in mentions]
        moved += list(zip(mentions, redirects.all(places), strict=True))
    keys = {key for _, key in moved}
    numbers: dict[str, int] = dict(in_chunks(connection, "SELECT key, id FROM actor WHERE key IN (:list)", keys))
    changes = [(row[0], row[8], numbers[key], row[9]) for row, key in moved if numbers[key] != row[8]]
    _point(connection, changes)
    return {number for _, old, new, _ in changes for number in (old, new)}


_MOVED = "SELECT DISTINCT read_actor_id FROM mention WHERE read_actor_id IS NOT NULL"
_WHO = "SELECT DISTINCT coalesce(read_actor_id, actor_id) FROM mention WHERE actor_id IN (:list)"


def _point(connection: Connection, changes: Sequence[tuple[int, int, int, int]]) -> None:
    """Write the new actors of mentions (number, old, new and read actor) and merge the events anew."""
    told: set[int] = set()
    sql = "SELECT event_mention_id FROM mention_role WHERE mention_id IN (:list)"
    told.update(row[0] for row in in_chunks(connection, sql, [change[0] for change in changes]))
    values = [{"id": n, "actor": new, "read": None if new == read else read} for n, _, new, read in changes]
    unblock(connection, told)
    run(connection, "UPDATE mention SET actor_id = :actor, read_actor_id = :read WHERE id = :id", values)
    _sign(connection, told)
    if told:
        merge_stored(connection, told)


def _sign(connection: Connection, told: Collection[int]) -> None:
    """Write the actors of event mentions into what merging compares."""
    sides: dict[int, dict[str, set[int]]] = defaultdict(lambda: {"source": set(), "target": set()})
    sql = (
        "SELECT r.event_mention_id, r.role, m.actor_id, m.version_id, m.via, m.country "
        "FROM mention_role r JOIN mention m ON m.id = r.mention_id "
        "WHERE r.role IN ('source', 'target') AND r.event_mention_id IN (:list)"
    )
    for number, role, actor, version, via, country in in_chunks(connection, sql, told):
        sides[number][role].add(merged_as(actor, version, via, country))
    values = []
    for number, written in set(
        in_chunks(connection, "SELECT id, signature FROM event_mention WHERE id IN (:list)", told)
    ):
        rest = json.loads(written)[2:]
        signed = [sorted(sides[number]["source"]), sorted(sides[number]["target"]), *rest]
        values.append({"id": number, "signature": json.dumps(signed, ensure_ascii=False, separators=(",", ":"))})
    run(connection, "UPDATE event_mention SET signature = :signature WHERE id = :id", values)


def relink(connection: Connection, actors: Collection[int]) -> None:
    """Write anew the events that these actors take part in: under other names, or for other ancestors."""
    sql = (
        "SELECT DISTINCT e.component FROM mention m JOIN mention_role r ON r.mention_id = m.id "
        "JOIN event_mention e ON e.id = r.event_mention_id WHERE m.actor_id IN (:list)"
    )
    resettle(connection, {row[0] for row in in_chunks(connection, sql, actors)})

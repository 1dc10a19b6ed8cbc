"""Who there is: lists of actors, and everything known about one."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.calendar import iso
from timeline.errors import QueryError
from timeline.model import Actor, Alias, Role
from timeline.query.names import actor_number
from timeline.store.names import fold
from timeline.store.numbers import FIRST_DAY, LAST_DAY, SALIENT
from timeline.store.sql import Database, Row, in_chunks, rows
from timeline.terms import ActorKind, AliasType

COMPANY = 10  # co-actors told of
FREQUENT = 8  # types of events told of
LATEST = 50_000  # events looked at for the company kept, the latest first: reading them takes a second
_COLUMNS = "a.id, a.key, a.name, a.kind, a.country, a.parent, a.sector, a.valid_from, a.valid_to, a.origin"


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor with its names, its offices and how many events it and its members take part in.

    One that is not `named` is nobody in particular: a bare noun that texts used ("officials").
    """

    actor: Actor
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    events: int = 0
    origin: str = "seed"
    named: bool = True


@dataclass(frozen=True, slots=True)
class ActorPage:
    """Some of the actors asked for; `cursor` asks for the next ones, None where these are the last."""

    entries: tuple[ActorEntry, ...]
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """The first or the last event of an actor; `day` is a day number."""

    id: str
    day: int
    edtf: str
    headline: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything known about an actor.

    `entry.events` counts its members' events too, `own` only those that name it.  `names`
    are those in other languages.  `above` are the actors to whose deeds its own count, each
    with its first day and the day after its last (None: always); `below` the ones next
    under it, `merged` the ids and names that lead to it.  `titles` has the names of all
    actors spoken of, by id.  `years` and `types` count events, `company` those it shares
    with others.
    """

    entry: ActorEntry
    names: tuple[tuple[str, str], ...] = ()
    above: tuple[tuple[str, int | None, int | None], ...] = ()
    below: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    own: int = 0
    articles: int = 0
    first: Milestone | None = None
    last: Milestone | None = None
    years: Mapping[int, int] = field(default_factory=dict)
    types: tuple[tuple[str, int], ...] = ()
    company: tuple[tuple[str, int], ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def _small(column: str) -> str:
    first = f"substr({column}, 1, 1)"
    return f"(lower({first}) = {first} AND upper({first}) <> {first})"


# Whether an actor has a name: 0 for one that texts alone know, and that some text wrote in small letters.
NAMED = (
    f"CASE WHEN a.origin = 'text' AND ({_small('a.name')} OR EXISTS (SELECT 1 FROM mention b "
    f"WHERE b.actor_id = a.id AND b.read_actor_id IS NULL AND {_small('b.name')})) THEN 0 ELSE 1 END"
)


def actors(
    database: Database,
    *,
    text: str = "",
    kind: str = "",
    country: str = "",
    origin: str = "",
    everything: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> ActorPage:
    """Actors, those with the most events first, then by id.

    `text` stands in a name or a form of it, `origin` is seed, user or text; bare nouns
    that only texts used are left out unless `everything` is asked for.

    Raises:
        QueryError: there is no such kind, or the cursor is not one of these lists.
    """
    if kind and kind not in {*ActorKind}:
        raise QueryError(f'no kind named "{kind}"; there are {", ".join(ActorKind)}')
    parts, values = _conditions(text, kind, country, origin, everything)
    after = ""
    if cursor:
        number, key = _read_cursor(cursor)
        after, values = "WHERE n < :events OR (n = :events AND key > :key) ", {**values, "events": number, "key": key}
    sql = (
        f"SELECT * FROM (SELECT {_COLUMNS}, "
        f"(SELECT coalesce(sum(r.events), 0) FROM rollup_actor r WHERE r.actor_id = a.id) AS n, {NAMED} AS named "
        f"FROM actor a WHERE {' AND '.join(parts)}) s {after}ORDER BY n DESC, key LIMIT :limit"
    )
    found = rows(database, sql, {**values, "limit": limit + 1})
    entries = tuple(
        ActorEntry(_actor(row), events=int(row[10]), origin=row[9], named=bool(row[11])) for row in found[:limit]
    )
    more = f"{entries[-1].events}-{entries[-1].actor.id}" if len(found) > limit else None
    return ActorPage(entries, more)


def _conditions(text: str, kind: str, country: str, origin: str, everything: bool) -> tuple[list[str], dict[str, Any]]:
    parts, values = ["a.merged_into IS NULL"], {"kind": kind, "country": country.upper(), "origin": origin}
    parts += [f"a.{column} = :{column}" for column in ("kind", "country", "origin") if values[column]]
    if fold(text):
        escaped = fold(text).replace("!", "!!").replace("%", "!%").replace("_", "!_")
        values["like"] = f"%{escaped}%"
        forms = "SELECT actor_id FROM alias WHERE folded LIKE :like ESCAPE '!' AND origin NOT LIKE 'hidden:%'"
        parts.append(f"(a.folded LIKE :like ESCAPE '!' OR a.id IN ({forms}))")
    if not everything:
        spoken = "EXISTS (SELECT 1 FROM mention m WHERE m.actor_id = a.id)"
        parts.append(f"(a.origin <> 'text' OR ({NAMED} = 1 AND {spoken}))")
    return parts, values


def _read_cursor(cursor: str) -> tuple[int, str]:
    number, _, key = cursor.partition("-")
    if not number.isascii() or not number.isdigit() or not key:
        raise QueryError(f'"{cursor}" is no cursor of a list of actors')
    return int(number), key


def get_actor(database: Database, name: str) -> ActorEntry:
    """An actor with all its names and offices, and the offices held in it.

    Raises:
        NotFoundError: there is none of that name.
    """
    return _entry(database, actor_number(database, name))


def _entry(database: Database, number: int) -> ActorEntry:
    values = {"id": number}
    row = rows(database, f"SELECT {_COLUMNS}, {NAMED} FROM actor a WHERE a.id = :id", values)[0]
    mine = "IN (SELECT id FROM actor WHERE id = :id OR merged_into = :id)"
    names = rows(
        database,
        "SELECT form, type, needs_context, valid_from, valid_to FROM alias "
        f"WHERE actor_id {mine} AND language = '' AND origin NOT LIKE 'hidden:%' ORDER BY actor_id <> :id, id",
        values,
    )
    offices = rows(
        database,
        "SELECT p.key, o.key, r.title, r.start_day, r.end_day FROM role r "
        "JOIN actor h ON h.id = r.person_id JOIN actor p ON p.id = coalesce(h.merged_into, h.id) "
        "JOIN actor s ON s.id = r.organisation_id JOIN actor o ON o.id = coalesce(s.merged_into, s.id) "
        f"WHERE r.person_id {mine} OR r.organisation_id {mine} ORDER BY r.start_day, r.id",
        values,
    )
    events = rows(database, "SELECT coalesce(sum(events), 0) FROM rollup_actor WHERE actor_id = :id", values)[0][0]
    aliases = dict.fromkeys(
        Alias(row[1], form, AliasType(kind), bool(needs), *days) for form, kind, needs, *days in names
    )
    return ActorEntry(
        _actor(row), tuple(aliases), tuple(Role(*office) for office in offices), int(events), row[9], bool(row[10])
    )


def _actor(row: Row) -> Actor:
    return Actor(row[1], row[2], ActorKind(row[3]), *row[4:9])


def profile(database: Database, name: str) -> Profile:
    """Everything known about an actor, by id or name.

    Raises:
        NotFoundError: there is none of that name.
    """
    number = actor_number(database, name)
    entry, values = _entry(database, number), {"id": number}
    company = _company(database, number)
    above = _above(database, number)
    below = [row[0] for row in rows(database, _BELOW, {"key": entry.actor.id})]
    merged = rows(database, "SELECT key, name FROM actor WHERE merged_into = :id ORDER BY key", values)
    spoken = {key for key, _ in company} | {key for key, *_ in above} | set(below) | {entry.actor.country}
    spoken |= {key for role in entry.roles for key in (role.person, role.organisation)}
    return Profile(
        entry,
        names=tuple((row[0], row[1]) for row in rows(database, _NAMES, values)),
        above=above,
        below=tuple(below),
        merged=tuple((row[0], row[1]) for row in merged),
        own=int(rows(database, "SELECT count(*) FROM actor_event WHERE actor_id = :id", values)[0][0]),
        articles=int(rows(database, _ARTICLES, values)[0][0]),
        first=_milestone(database, number, "ASC"),
        last=_milestone(database, number, "DESC"),
        years=_years(database, number),
        types=tuple((row[0], int(row[1])) for row in rows(database, _TYPES, {**values, "limit": FREQUENT})),
        company=company,
        titles=dict(in_chunks(database, "SELECT key, name FROM actor WHERE key IN (:list)", sorted(spoken))),
    )


_NAMES = "SELECT language, form FROM alias WHERE actor_id = :id AND language <> '' ORDER BY language, id"
_BELOW = "SELECT key FROM actor WHERE parent = :key AND origin <> 'text' AND merged_into IS NULL ORDER BY name"
_ARTICLES = (
    "SELECT count(DISTINCT v.article_id) FROM mention m "
    "JOIN article_version v ON v.id = m.version_id AND v.current = 1 WHERE m.actor_id = :id"
)
_TYPES = (
    "SELECT event_class, count(*) FROM actor_tree_event WHERE actor_id = :id "
    "GROUP BY event_class ORDER BY count(*) DESC, event_class LIMIT :limit"
)


def _above(database: Database, number: int) -> tuple[tuple[str, int | None, int | None], ...]:
    sql = (
        "SELECT a.key, c.start_day, c.end_day FROM actor_closure c JOIN actor a ON a.id = c.ancestor_id "
        "WHERE c.descendant_id = :id ORDER BY c.start_day, c.depth, a.key"
    )
    found = rows(database, sql, {"id": number})
    return tuple((k, None if a == FIRST_DAY else a, None if b == LAST_DAY else b) for k, a, b in found)


def _milestone(database: Database, number: int, order: str) -> Milestone | None:
    """The first or last event worth a line, or of any worth where there is none."""
    for least in (SALIENT, 0):
        sql = (
            "SELECT e.key, l.start_day, e.edtf, e.headline FROM actor_tree_event l JOIN event e ON e.id = l.event_id "
            "WHERE l.actor_id = :id AND l.start_day > :none AND l.salience >= :least "
            f"ORDER BY l.start_day {order}, l.event_id {order} LIMIT 1"
        )
        found = rows(database, sql, {"id": number, "none": FIRST_DAY, "least": least})
        if found:
            return Milestone(*found[0])
    return None


def _years(database: Database, number: int) -> dict[int, int]:
    sql = "SELECT month, events FROM rollup_actor WHERE actor_id = :id AND month > :none ORDER BY month"
    counts: Counter[int] = Counter()
    for month, events in rows(database, sql, {"id": number, "none": FIRST_DAY}):
        counts[month // 12] += int(events)
    return dict(counts)


def _company(database: Database, number: int) -> tuple[tuple[str, int], ...]:
    """With whom the actor shares the most events; its own members and bare nouns are no company."""
    sql = (
        "SELECT e.links FROM actor_tree_event l JOIN event e ON e.id = l.event_id "
        "WHERE l.actor_id = :id ORDER BY l.start_day DESC LIMIT :limit"
    )
    counts: Counter[int] = Counter()
    for (links,) in rows(database, sql, {"id": number, "limit": LATEST}):
        counts.update(map(int, json.loads(links)["own"]))
    members = rows(database, "SELECT descendant_id FROM actor_closure WHERE ancestor_id = :id", {"id": number})
    for member in (number, *(row[0] for row in members)):
        counts.pop(member, None)
    return _told(database, counts)


def _told(database: Database, counts: Counter[int]) -> tuple[tuple[str, int], ...]:
    found = in_chunks(database, f"SELECT a.id, a.key FROM actor a WHERE a.id IN (:list) AND {NAMED} = 1", list(counts))
    keys: dict[int, str] = dict(found)
    shared = sorted(((keys[n], times) for n, times in counts.items() if n in keys), key=lambda one: (-one[1], one[0]))
    return tuple(shared[:COMPANY])


def actor_record(entry: ActorEntry) -> dict[str, Any]:
    """An actor as one flat JSON object of a list."""
    actor = entry.actor
    plain = {key: str(getattr(actor, key)) for key in ("id", "name", "kind", "country", "sector", "parent")}
    return plain | {"events": entry.events, "origin": entry.origin, "named": entry.named}


def profile_record(known: Profile) -> dict[str, Any]:
    """Everything known as one JSON object; days are ISO 8601, `to` is exclusive."""
    entry = known.entry
    return actor_record(entry) | {
        "valid_from": _day(entry.actor.valid_from),
        "valid_to": _day(entry.actor.valid_to),
        "aliases": [{"form": a.form, "type": str(a.type), "needs_context": a.needs_context} for a in entry.aliases],
        "names": [{"language": language, "name": name} for language, name in known.names],
        "part_of": [{**_ref(known, key), "from": _day(a), "to": _day(b)} for key, a, b in known.above],
        "parts": [_ref(known, key) for key in known.below],
        "merged": [{"id": key, "name": name} for key, name in known.merged],
        "roles": [_role(known, role) for role in entry.roles],
        "own_events": known.own,
        "articles": known.articles,
        "first_event": _event(known.first),
        "last_event": _event(known.last),
        "years": {str(year): number for year, number in known.years.items()},
        "types": [{"type": name, "events": number} for name, number in known.types],
        "company": [{**_ref(known, key), "events": number} for key, number in known.company],
    }


def _ref(known: Profile, key: str) -> dict[str, str]:
    return {"id": key, "name": known.titles.get(key, key)}


def _role(known: Profile, role: Role) -> dict[str, Any]:
    ends = {"from": _day(role.start), "to": _day(role.end)}
    return {
        "person": _ref(known, role.person),
        "organisation": _ref(known, role.organisation),
        "title": role.title,
    } | ends


def _event(found: Milestone | None) -> dict[str, str] | None:
    return None if found is None else {"id": found.id, "edtf": found.edtf, "headline": found.headline}


def _day(number: int | None) -> str | None:
    return None if number is None else iso(number)


@dataclass(frozen=True, slots=True)
class Met:
    """All actors with where they were met, for who looks for duplicates; `new` are those that only texts named."""

    actors: tuple[Actor, ...]
    aliases: tuple[Alias, ...]
    new: frozenset[str]
    articles: Mapping[str, frozenset[int]]
    company: Mapping[str, frozenset[str]]
    events: Mapping[str, int]


def met(database: Database) -> Met:
    """Everyone who has a name, the forms they go by, and with whom and where new ones stand."""
    found = rows(database, f"SELECT {_COLUMNS} FROM actor a WHERE a.merged_into IS NULL AND {NAMED} = 1")
    spoken = {row[0] for row in rows(database, "SELECT DISTINCT actor_id FROM mention")}
    kept = {row[0]: row for row in found if row[9] != "text" or row[0] in spoken}
    keys = {number: row[1] for number, row in kept.items()}
    sql = "SELECT actor_id, form, type, needs_context FROM alias WHERE language = '' AND origin NOT LIKE 'hidden:%'"
    aliases = [
        Alias(keys[number], form, AliasType(kind), bool(needs))
        for number, form, kind, needs in rows(database, sql)
        if number in keys and kind in _NAMING
    ]
    articles: dict[str, set[int]] = defaultdict(set)
    for number, article in rows(database, _STANDS):
        if number in keys:
            articles[keys[number]].add(article)
    company: dict[str, set[str]] = defaultdict(set)
    for one, other in rows(database, _SHARED):
        if one in keys and other in keys:
            company[keys[one]].add(keys[other])
    events = rows(database, "SELECT actor_id, count(*) FROM actor_event GROUP BY actor_id")
    return Met(
        tuple(_actor(row) for row in kept.values()),
        tuple(aliases),
        frozenset(row[1] for row in kept.values() if row[9] == "text"),
        {key: frozenset(numbers) for key, numbers in articles.items()},
        {key: frozenset(others) for key, others in company.items()},
        {keys[number]: int(times) for number, times in events if number in keys},
    )


_NAMING = frozenset({AliasType.NAME, AliasType.SHORT, AliasType.ABBREVIATION})
_STANDS = (
    "SELECT DISTINCT m.actor_id, v.article_id FROM mention m "
    "JOIN article_version v ON v.id = m.version_id AND v.current = 1"
)
_SHARED = (
    "SELECT DISTINCT a.actor_id, b.actor_id FROM mention_role r JOIN mention a ON a.id = r.mention_id "
    "JOIN mention_role s ON s.event_mention_id = r.event_mention_id JOIN mention b ON b.id = s.mention_id "
    "WHERE a.actor_id <> b.actor_id"
)

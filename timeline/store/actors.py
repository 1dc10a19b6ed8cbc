"""Actors, their names and offices in the database, and whose deeds count as whose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from timeline.model import Actor, Alias, Mention, Role
from timeline.seeds import LocalName
from timeline.store.names import fold
from timeline.store.numbers import FIRST_DAY, LAST_DAY
from timeline.store.sql import Database, Row, in_chunks, insert_rows, next_id, rows, run
from timeline.terms import ActorKind, AliasType

MAX_DEPTH = 8
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})  # PLOVER: their deeds are the state's

ACTOR = ("id", "key", "name", "folded", "kind", "country", "parent", "sector", "valid_from", "valid_to", "origin")
FIELDS = (*ACTOR[1:3], *ACTOR[4:10])  # those of a model Actor
ALIAS = ("id", "actor_id", "form", "folded", "type", "needs_context", "valid_from", "valid_to", "origin", "language")
ROLE = ("id", "person_id", "organisation_id", "title", "start_day", "end_day", "origin")
CLOSURE = ("descendant_id", "ancestor_id", "start_day", "end_day", "depth")


@dataclass(frozen=True, slots=True)
class Registry:
    """Everyone the database knows by name, and since when they hold which office."""

    actors: tuple[Actor, ...]
    aliases: tuple[Alias, ...]
    roles: tuple[Role, ...]


def is_seeded(connection: Database) -> bool:
    """Whether `init` has ever loaded a registry."""
    return bool(rows(connection, "SELECT 1 FROM actor WHERE origin = 'seed' LIMIT 1"))


def registered(connection: Database, *, origins: Sequence[str] = ("seed", "user")) -> Registry:
    """Every actor, alias and role that was seeded or that a user added; `origins` may ask for one of the two.

    What a person decided about names counts as the user's, and so do the actors that it is about.
    """
    given = {"first": origins[0], "last": origins[-1], "person": "person" if "user" in origins else ""}
    decided = "renamed = 1 OR id IN (SELECT actor_id FROM alias WHERE origin = :person)"
    actors = rows(
        connection,
        "SELECT key, name, kind, country, parent, sector, valid_from, valid_to FROM actor "
        f"WHERE merged_into IS NULL AND (origin IN (:first, :last) OR :person <> '' AND ({decided})) ORDER BY id",
        given,
    )
    aliases = rows(
        connection,
        "SELECT a.key, l.form, l.type, l.needs_context, l.valid_from, l.valid_to "
        "FROM alias l JOIN actor o ON o.id = l.actor_id JOIN actor a ON a.id = coalesce(o.merged_into, o.id) "
        "WHERE l.language = '' AND l.origin IN (:first, :last, :person) ORDER BY l.id",
        given,
    )
    roles = rows(
        connection,
        "SELECT p.key, o.key, r.title, r.start_day, r.end_day FROM role r "
        "JOIN actor h ON h.id = r.person_id JOIN actor p ON p.id = coalesce(h.merged_into, h.id) "
        "JOIN actor s ON s.id = r.organisation_id JOIN actor o ON o.id = coalesce(s.merged_into, s.id) "
        "WHERE r.origin IN (:first, :last) ORDER BY r.id",
        given,
    )
    return Registry(
        tuple(Actor(row[0], row[1], ActorKind(row[2]), *row[3:]) for row in actors),
        tuple(Alias(row[0], row[1], AliasType(row[2]), bool(row[3]), *row[4:]) for row in aliases),
        tuple(Role(*row) for row in roles),
    )


def put_registry(
    connection: Database, actors: Sequence[Actor], aliases: Sequence[Alias], roles: Sequence[Role], *, origin: str
) -> None:
    """Put actors in with their names and offices; what comes from `seed` replaces all that came from there."""
    existing = {row[0]: (row[1], row[2]) for row in rows(connection, "SELECT key, id, origin FROM actor")}
    fresh = next_id(connection, "actor")
    changed, added, ids = [], [], {key: number for key, (number, _) in existing.items()}
    for actor in actors:
        values = dict(zip(FIELDS, astuple(actor), strict=True)) | {"folded": fold(actor.name), "origin": origin}
        if actor.id not in ids:
            ids[actor.id] = fresh
            added.append((fresh, *(values[name] for name in ACTOR[1:])))
            fresh += 1
        elif origin == "user" or existing[actor.id][1] != "user":
            changed.append(values)
    insert_rows(connection, "actor", ACTOR, added)
    settings = ", ".join(f"{name} = :{name}" for name in ACTOR[2:])
    run(connection, f"UPDATE actor SET {settings} WHERE key = :key", changed)
    if origin == "seed":
        run(connection, "DELETE FROM alias WHERE origin IN ('seed', 'hidden:seed')", [{}])
        run(connection, "DELETE FROM role WHERE origin = 'seed'", [{}])
    put_names(connection, aliases, origin=origin)
    _put_roles(connection, ids, roles, origin)


def put_local_names(connection: Database, names: Iterable[LocalName], *, origin: str) -> None:
    """Put names in other languages in, where those of that origin were taken out before."""
    named = list(dict.fromkeys(names))
    keys = {each.actor for each in named}
    ids: dict[str, int] = dict(in_chunks(connection, "SELECT key, id FROM actor WHERE key IN (:list)", keys))
    told = [each for each in named if each.actor in ids]
    data: list[Row] = [
        (n, ids[each.actor], each.name, fold(each.name), str(AliasType.NAME), 0, None, None, origin, each.language)
        for n, each in enumerate(told, next_id(connection, "alias"))
    ]
    insert_rows(connection, "alias", ALIAS, data)


def put_names(connection: Database, aliases: Iterable[Alias], *, origin: str) -> None:
    """Put aliases in, beside what is there; those of unknown actors are left out."""
    aliases = list(aliases)
    named = {alias.actor for alias in aliases}
    ids: dict[str, int] = dict(in_chunks(connection, "SELECT key, id FROM actor WHERE key IN (:list)", named))
    had = set(rows(connection, "SELECT actor_id, form, type FROM alias WHERE language = ''"))
    kept = {(ids[a.actor], a.form, str(a.type)): a for a in aliases if a.actor in ids}
    numbered = enumerate(((key, a) for key, a in kept.items() if key not in had), next_id(connection, "alias"))
    alias_rows: list[Row] = [
        (n, actor, form, fold(form), kind, int(a.needs_context), a.valid_from, a.valid_to, origin, "")
        for n, ((actor, form, kind), a) in numbered
    ]
    insert_rows(connection, "alias", ALIAS, alias_rows)


def _put_roles(connection: Database, ids: Mapping[str, int], roles: Iterable[Role], origin: str) -> None:
    held = set(rows(connection, "SELECT person_id, organisation_id, title, start_day, end_day FROM role"))
    wanted = dict.fromkeys((ids[r.person], ids[r.organisation], r.title, r.start, r.end) for r in roles)
    fresh = enumerate((role for role in wanted if role not in held), next_id(connection, "role"))
    insert_rows(connection, "role", ROLE, [(n, *role, origin) for n, role in fresh])


def refresh_closure(connection: Database) -> None:
    """Work out again whose deeds count as whose, from parents and offices; a merged actor is the one it became."""
    ids, meant, edges = {}, {}, defaultdict(list)
    found = rows(connection, "SELECT id, key, parent, valid_from, valid_to, coalesce(merged_into, id) FROM actor")
    for number, key, *_, final in found:
        ids[key], meant[number] = final, final
    for number, _, parent, start, end, final in found:
        if parent in ids and number == final:
            edges[number].append((ids[parent], *_bounds(start, end)))
    for person, organisation, start, end in rows(
        connection, "SELECT person_id, organisation_id, start_day, end_day FROM role"
    ):
        edges[meant[person]].append((meant[organisation], *_bounds(start, end)))
    run(connection, "DELETE FROM actor_closure", [{}])
    insert_rows(connection, "actor_closure", CLOSURE, closure(edges))


def closures(connection: Database) -> set[Row]:
    """Everyone's ancestors and since when, to tell whose changed."""
    return set(rows(connection, "SELECT descendant_id, ancestor_id, start_day, end_day FROM actor_closure"))


def _bounds(start: int | None, end: int | None) -> tuple[int, int]:
    return FIRST_DAY if start is None else start, LAST_DAY if end is None else end


def closure(edges: Mapping[int, Sequence[tuple[int, int, int]]]) -> list[Row]:
    """Every ancestor of every actor with the days for which the whole chain between them holds.

    >>> closure({1: [(2, 0, 10)], 2: [(3, 5, 20)]})
    [(1, 2, 0, 10, 1), (1, 3, 5, 10, 2), (2, 3, 5, 20, 1)]
    """
    depths: dict[tuple[int, int, int, int], int] = {}
    for descendant in sorted(edges):
        open_ends = [(descendant, FIRST_DAY, LAST_DAY, 0)]
        for actor, start, end, depth in open_ends:
            for parent, first, last in edges.get(actor, ()) if depth < MAX_DEPTH else ():
                key = (descendant, parent, max(start, first), min(end, last))
                if key[2] < key[3] and parent != descendant and key not in depths:
                    depths[key] = depth + 1
                    open_ends.append((parent, key[2], key[3], depth + 1))
    return [(*key, depth) for key, depth in sorted(depths.items())]


def actor_ids(connection: Database, mentions: Iterable[Mention]) -> dict[str, int]:
    """The number of each actor mentioned; those that the registry does not have are added."""
    named: dict[str, Mention] = {}
    for mention in mentions:
        if mention.actor not in named or mention.name < named[mention.actor].name:
            named[mention.actor] = mention
    ids: dict[str, int] = dict(in_chunks(connection, "SELECT key, id FROM actor WHERE key IN (:list)", named))
    unknown = {key: mention for key, mention in named.items() if key not in ids}
    if unknown:
        ids |= _add_from_text(connection, unknown)
    return ids


def _add_from_text(connection: Database, unknown: Mapping[str, Mention]) -> dict[str, int]:
    """New actors as a text shows them; one that acts for a state has that state as its parent."""
    first = next_id(connection, "actor")
    ids = {key: number for number, key in enumerate(unknown, first)}
    parents = {key: m.country if m.sector in STATE_SECTORS and m.country != key else "" for key, m in unknown.items()}
    actors = [
        (ids[key], key, m.name, fold(m.name), str(m.kind), m.country, parents[key], m.sector, None, None, "text")
        for key, m in unknown.items()
    ]
    insert_rows(connection, "actor", ACTOR, actors)
    states: dict[str, int] = dict(
        in_chunks(connection, "SELECT key, id FROM actor WHERE key IN (:list)", set(parents.values()) - {""})
    )
    above = ancestors_of(connection, states.values())
    links: list[Row] = []
    for key, parent in parents.items():
        if parent in states:
            links.append((ids[key], states[parent], FIRST_DAY, LAST_DAY, 1))
            links += [(ids[key], other, start, end, 2) for other, start, end in above.get(states[parent], ())]
    insert_rows(connection, "actor_closure", CLOSURE, links)
    return ids


def ancestors_of(connection: Database, actors: Iterable[int]) -> dict[int, list[tuple[int, int, int]]]:
    """For each actor its ancestors, each with the first day and the day after the last."""
    found = defaultdict(list)
    sql = "SELECT descendant_id, ancestor_id, start_day, end_day FROM actor_closure WHERE descendant_id IN (:list)"
    for descendant, ancestor, start, end in in_chunks(connection, sql, actors):
        found[descendant].append((ancestor, start, end))
    return found

"""What a person says about actors: who is one and the same, who is not, and what they are called.

Each decision is kept with who made it and when, holds for all articles, those that come
later included, and can be taken back.  The registry that is shipped may be loaded anew
beneath it at any time.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from timeline.actors.spelling import slug
from timeline.errors import NotFoundError, QueryError
from timeline.model import Actor, Alias, Role
from timeline.seeds import Seeds
from timeline.store.actors import ACTOR, closures, put_local_names, put_registry, refresh_closure
from timeline.store.decisions import COLUMNS, ActorCorrection, actor_corrections, settle
from timeline.store.names import fold
from timeline.store.redirects import redirect, relink, spoken
from timeline.store.sql import Database, Row, in_chunks, insert_rows, next_id, rows, run
from timeline.terms import ActorKind, AliasType

KINDS = ("merge", "split", "alias", "unalias", "rename")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as far as a decision about it has to know."""

    number: int
    key: str
    name: str
    kind: ActorKind
    country: str
    origin: str


def init(engine: Engine, seeds: Seeds) -> int:
    """Load the shipped registry; how many actors it has.

    Any number of times to the same result: what was seeded before is replaced, what a
    user added, a person decided or a text brought stays.
    """
    with engine.begin() as connection:
        put_registry(connection, seeds.actors, seeds.aliases, seeds.roles, origin="seed")
        put_local_names(connection, seeds.names, origin="seed")
        settle(connection)
    return len(seeds.actors)


def add_actor(
    connection: Database,
    actor: Actor,
    aliases: Iterable[Alias] = (),
    roles: Iterable[Role] = (),
    *,
    origin: str = "user",
) -> None:
    """Add an actor, or say anew who it is; a user's word wins over a seed's.

    Events are relinked by `rebuild`.
    """
    put_registry(connection, (actor,), tuple(aliases), tuple(roles), origin=origin)
    refresh_closure(connection)


def overlay(connection: Connection, seeds: Seeds) -> None:
    """Put in a user's own actors, aliases and roles, and write anew the events whose ancestors change by it.

    Raises:
        QueryError: an actor would be above itself.
    """
    before = closures(connection)
    put_registry(connection, seeds.actors, seeds.aliases, seeds.roles, origin="user")
    _check_cycles(connection, [actor.id for actor in seeds.actors if actor.parent])
    settle(connection)
    _relink_changed(connection, before)


def own_ids(connection: Database) -> set[str]:
    """The ids of the actors that a user added."""
    return {row[0] for row in rows(connection, "SELECT key FROM actor WHERE origin = 'user' AND merged_into IS NULL")}


def _check_cycles(connection: Database, keys: Iterable[str]) -> None:
    above: dict[str, str] = dict(rows(connection, "SELECT key, parent FROM actor WHERE parent <> ''"))
    for key in keys:
        seen, at = [key], above.get(key, "")
        while at and at not in seen:
            seen.append(at)
            at = above.get(at, "")
        if at:
            raise QueryError(f'"{at}" would be above itself: {" is part of ".join([*seen, at])}')


def merge_actors(connection: Connection, kept: str, gone: str, *, person: str, at: str, force: bool = False) -> int:
    """Say that two actors are one, which keeps the first id; the number of the decision.

    Raises:
        NotFoundError: there is no such actor.
        QueryError: they are one already; or their kinds differ or both were shipped, and `force` is not set.
    """
    first, second = party(connection, kept), party(connection, gone)
    if first.number == second.number:
        raise QueryError(f'"{kept}" and "{gone}" are one already: {first.name} ({first.key})')
    if not force:
        _check_alike(first, second)
    return _decide(connection, "merge", first.key, second.key, {}, person, at)


def split_actor(
    connection: Connection,
    actor: str,
    forms: Sequence[str],
    articles: Sequence[int] = (),
    *,
    person: str,
    at: str,
    into: str = "",
) -> int:
    """Say that mentions in these words, or of these articles, mean another actor; the number of the decision.

    `into` is an actor there is, or the name of a new one; without it the first form is.

    Raises:
        NotFoundError: there is no such actor.
        QueryError: nothing is given to tell the mentions by, or it would stay the same actor.
    """
    if not forms and not articles:
        raise QueryError("nothing says which mentions are meant: give --form or --article")
    if not forms and not into:
        raise QueryError("a split by article needs --into: an actor, or the name of a new one")
    whole = party(connection, actor)
    target = _other(connection, into or forms[0], whole, given=bool(into))
    value = {"forms": list(forms), "articles": list(articles)}
    return _decide(connection, "split", whole.key, target, value, person, at)


def add_alias(
    connection: Connection,
    actor: str,
    form: str,
    kind: AliasType = AliasType.NAME,
    *,
    person: str,
    at: str,
    needs_context: bool = False,
) -> int:
    """Say that an actor goes by a form; the number of the decision.

    Mentions of that form that were read as somebody unknown mean it from now on.

    Raises:
        NotFoundError: there is no such actor.
        QueryError: it goes by that form already, or the form is empty.
    """
    owner, form = party(connection, actor), " ".join(form.split())
    if not fold(form):
        raise QueryError("a form has to have letters or digits")
    had = "SELECT 1 FROM alias WHERE actor_id = :id AND form = :form AND type = :type AND origin NOT LIKE 'hidden:%'"
    if rows(connection, had, {"id": owner.number, "form": form, "type": str(kind)}):
        raise QueryError(f'{owner.name} goes by "{form}" already')
    sources = _unknowns(connection, form, owner.number)
    value = {"forms": [form], "type": str(kind), "needs_context": needs_context, "from": sources}
    return _decide(connection, "alias", owner.key, "", value, person, at)


def remove_alias(connection: Connection, actor: str, form: str, *, person: str, at: str) -> int:
    """Say that an actor does not go by a form; the number of the decision.

    Mentions of that form mean an actor of their own from now on.

    Raises:
        NotFoundError: there is no such actor, or it does not go by that form.
        QueryError: the form is its name.
    """
    owner = party(connection, actor)
    if fold(form) == fold(owner.name):
        raise QueryError(f'"{form}" is its name: `timeline actors rename` gives it another')
    had = "SELECT 1 FROM alias WHERE actor_id = :id AND folded = :folded AND origin NOT LIKE 'hidden:%'"
    if not rows(connection, had, {"id": owner.number, "folded": fold(form)}):
        known = [row[0] for row in rows(connection, _FORMS, {"id": owner.number})]
        raise NotFoundError(f"form of {owner.name}", form, known[:5])
    target = _new(connection, form, ActorKind.OTHER, "")
    return _decide(connection, "unalias", owner.key, target, {"forms": [form]}, person, at)


_FORMS = "SELECT form FROM alias WHERE actor_id = :id AND origin NOT LIKE 'hidden:%' AND language = '' ORDER BY id"


def rename_actor(connection: Connection, actor: str, name: str, *, person: str, at: str) -> int:
    """Give an actor another name; it goes by the old one too.  The number of the decision.

    Raises:
        NotFoundError: there is no such actor.
        QueryError: that is its name already, or no name.
    """
    owner, name = party(connection, actor), " ".join(name.split())
    if not fold(name):
        raise QueryError("a name has to have letters or digits")
    if name == owner.name:
        raise QueryError(f"{owner.key} is called {name} already")
    return _decide(connection, "rename", owner.key, "", {"name": name, "was": owner.name}, person, at)


def undo_actor(connection: Connection, number: int, *, at: str) -> ActorCorrection:
    """Take a decision back; it stays on record.

    Raises:
        NotFoundError: there is none of that number that still holds.
    """
    found = [c for c in actor_corrections(connection) if c.id == number and c.undone_at is None]
    if not found:
        raise NotFoundError("decision about actors that still holds", str(number))
    sql = "UPDATE actor_correction SET undone_at = :at WHERE id = :id"
    _change(connection, found[0], lambda: run(connection, sql, [{"id": number, "at": at}]))
    return found[0]


def party(connection: Database, actor: str) -> Party:
    """The actor of this id, or the one that it was merged into.

    Raises:
        NotFoundError: there is none.
    """
    sql = (
        "SELECT b.id, b.key, b.name, b.kind, b.country, b.origin FROM actor a "
        "JOIN actor b ON b.id = coalesce(a.merged_into, a.id) WHERE a.key = :key"
    )
    found = rows(connection, sql, {"key": actor})
    if not found:
        raise NotFoundError("actor", actor)
    number, key, name, kind, *rest = found[0]
    return Party(number, key, name, ActorKind(kind), *rest)


_ALIKE = (  # kinds that may turn out to be the same
    frozenset({ActorKind.COUNTRY, ActorKind.PLACE}),
    frozenset({ActorKind.PEOPLE, ActorKind.ARMED_GROUP, ActorKind.PARTY}),
    frozenset(ActorKind) - {ActorKind.COUNTRY, ActorKind.PLACE, ActorKind.PERSON, ActorKind.PEOPLE},
)


def alike(first: ActorKind, second: ActorKind) -> bool:
    """Whether actors of these kinds may be one."""
    return first is second or ActorKind.OTHER in (first, second) or any({first, second} <= kinds for kinds in _ALIKE)


def _check_alike(first: Party, second: Party) -> None:
    remedy = "; --force merges them all the same"
    if not alike(first.kind, second.kind):
        raise QueryError(f"{first.name} is a {first.kind} and {second.name} a {second.kind}{remedy}")
    if first.origin == second.origin == "seed":
        raise QueryError(f"{first.name} and {second.name} are two in the shipped registry{remedy}")


def _other(connection: Connection, name: str, whole: Party, *, given: bool) -> str:
    """The id of the actor that part of another becomes; a new one where none has that id."""
    known = rows(connection, "SELECT key FROM actor WHERE key = :key", {"key": name}) if given else []
    if known:
        target = party(connection, name)
        if target.number == whole.number:
            raise QueryError(f"{name} is {whole.name} itself; take back what merged them with `timeline actors undo`")
        return target.key
    return _new(connection, name, whole.kind, whole.country)


def _new(connection: Connection, name: str, kind: ActorKind, country: str) -> str:
    """The id of a new actor of this name."""
    base, number = slug(name), 1
    while rows(
        connection, "SELECT 1 FROM actor WHERE key = :key", {"key": base if number == 1 else f"{base}-{number}"}
    ):
        number += 1
    key = base if number == 1 else f"{base}-{number}"
    actor = (next_id(connection, "actor"), key, name, fold(name), str(kind), country, "", "", None, None, "text")
    insert_rows(connection, "actor", ACTOR, [actor])
    return key


def _unknowns(connection: Database, form: str, owner: int) -> list[str]:
    """The ids of actors that only texts named, of which some mention has this form."""
    sql = (
        "SELECT a.key, m.text, m.role FROM actor a JOIN mention m ON m.actor_id = a.id "
        "WHERE a.origin = 'text' AND a.id <> :owner AND lower(m.text) LIKE :like"
    )
    like = "%" + "%".join(word if word.isascii() else "" for word in form.lower().split()) + "%"
    found = rows(connection, sql, {"owner": owner, "like": like})
    return sorted({key for key, text, role in found if spoken(text, role, {fold(form)})})


def _decide(
    connection: Connection, kind: str, actor: str, other: str, value: Mapping[str, Any], person: str, at: str
) -> int:
    number = next_id(connection, "actor_correction")
    decision = ActorCorrection(number, kind, actor, other, value, person, at)
    row = (number, kind, actor, other, json.dumps(value, ensure_ascii=False), person, at, None)
    _change(connection, decision, lambda: insert_rows(connection, "actor_correction", COLUMNS, [row]))
    return number


def _change(connection: Connection, decision: ActorCorrection, write: Callable[[], None]) -> None:
    """Write a decision, or that it is taken back, and carry out what follows."""
    before = closures(connection)
    keys = {decision.actor, decision.other, *decision.value.get("from", ())} - {""}
    write()
    settle(connection)
    numbers = [row[0] for row in in_chunks(connection, "SELECT id FROM actor WHERE key IN (:list)", keys)]
    if decision.kind != "rename":
        redirect(connection, numbers)
    if decision.kind == "rename":
        relink(connection, numbers)
    _relink_changed(connection, before)


def _relink_changed(connection: Connection, before: Collection[Row]) -> None:
    """Write anew the events of those who have other ancestors than before."""
    changed = {row[0] for row in set(before) ^ set(closures(connection))}
    if changed:
        relink(connection, changed)

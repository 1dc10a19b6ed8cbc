"""Whether the registry in the database is the one that this program ships."""

from timeline.resources import shipped
from timeline.seeds import load_seeds
from timeline.store.sql import Database, rows

_ACTORS = "SELECT key, name, kind, country, parent, sector, valid_from, valid_to, origin FROM actor"
_NAMES = "SELECT a.key, l.form, l.type FROM alias l JOIN actor a ON a.id = l.actor_id"


def registry_news(database: Database) -> list[str]:
    """What the shipped registry has that the database has not; what a user said of an actor is no difference."""
    seeds = load_seeds(shipped("seeds"))
    stored = {row[0]: row[1:] for row in rows(database, _ACTORS)}
    names = {tuple(row) for row in rows(database, _NAMES)}
    missing = [actor for actor in seeds.actors if actor.id not in stored]
    changed = [
        actor
        for actor in seeds.actors
        if actor.id in stored
        and stored[actor.id][-1] == "seed"
        and stored[actor.id][:-1]
        != (actor.name, actor.kind, actor.country, actor.parent, actor.sector, actor.valid_from, actor.valid_to)
    ]
    unnamed = {(alias.actor, alias.form, str(alias.type)) for alias in seeds.aliases} - names
    counts = {"new actors": len(missing), "changed actors": len(changed), "new names": len(unnamed)}
    return [f"{about}: {count:,}" for about, count in counts.items() if count]


def known_actors(database: Database) -> dict[str, int]:
    """How many actors came from the registry, from the user and from texts."""
    found: dict[str, int] = dict(rows(database, "SELECT origin, count(*) FROM actor GROUP BY origin"))
    return {name: int(found.get(name, 0)) for name in ("seed", "user", "text")}

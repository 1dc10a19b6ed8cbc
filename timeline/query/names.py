"""Names as users write them, looked up in the database; unknown ones are met with the nearest."""

from dataclasses import dataclass

from timeline.errors import NotFoundError, QueryError
from timeline.store.names import fold, without_article
from timeline.store.sql import Database, rows

# Who has a name: by id, by name, by a form or a name in another language; whoever was merged is the one it became.
# One that texts named and that no text names any more (a person said they mean others) answers to its id alone.
_HAVE = """
FROM (SELECT id, CASE WHEN key = :name THEN 0 WHEN folded = :folded THEN 1 ELSE 2 END AS nearness FROM actor
      WHERE key = :name OR key = :upper OR folded = :folded AND (origin <> 'text' OR merged_into IS NOT NULL
            OR EXISTS (SELECT 1 FROM mention WHERE actor_id = actor.id))
      UNION ALL
      SELECT actor_id, CASE WHEN language = '' THEN 3 ELSE 4 END FROM alias
      WHERE folded = :folded AND origin NOT LIKE 'hidden:%') f
     JOIN actor a ON a.id = f.id JOIN actor b ON b.id = coalesce(a.merged_into, a.id)
"""
_NEAR = f"SELECT f.nearness, b.id {_HAVE}"
_ACTORS = f"""
SELECT b.id, b.key, b.name, b.kind, b.country, min(f.nearness),
       (SELECT coalesce(sum(r.events), 0) FROM rollup_actor r WHERE r.actor_id = b.id) AS weight
{_HAVE}
GROUP BY b.id, b.key, b.name, b.kind, b.country, b.origin
ORDER BY min(f.nearness), weight DESC, b.origin, b.id
"""
_NAMES = "SELECT name FROM actor UNION SELECT form FROM alias WHERE origin NOT LIKE 'hidden:%'"
_SEVERAL = 3
_CUTOFF = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a name may mean; `nearness` is 0 for its id, 1 its name, 2 the id in small letters, then forms."""

    number: int
    id: str
    name: str
    kind: str
    country: str
    nearness: int
    events: int


def candidates(database: Database, name: str) -> list[Candidate]:
    """All actors that have a name, the likeliest first: by id, name or form, then those with more events."""
    found = [Candidate(*row) for row in rows(database, _ACTORS, _forms(name))]
    return found if found or not _bare(name) else candidates(database, _bare(name))


def _forms(name: str) -> dict[str, str]:
    return {"name": name, "upper": name.upper(), "folded": fold(name)}


def _bare(name: str) -> str:
    """A name without the article before it, "" where it has none: "the Pentagon"."""
    folded, bare = fold(name), without_article(name)
    return bare if bare != folded else ""


def actor_number(database: Database, name: str) -> int:
    """The number of the actor meant: by id, name or alias; of several, the one that most events are about.

    Raises:
        NotFoundError: no actor has that name.
    """
    found = rows(database, _NEAR, _forms(name))
    if not found and _bare(name):
        return actor_number(database, _bare(name))
    if not found:
        raise NotFoundError("actor", name, _nearest(database, name, _NAMES))
    best = min(found)[0]
    nearest = {int(number) for nearness, number in found if nearness == best}
    # Their events are counted only where it takes that to choose.
    return nearest.pop() if len(nearest) == 1 else candidates(database, name)[0].number


def actor_ids(database: Database) -> set[str]:
    """The ids of all actors there are."""
    return {row[0] for row in rows(database, "SELECT key FROM actor")}


def one_actor(database: Database, name: str) -> Candidate:
    """The only actor meant, for what cannot be asked again: an id, else a name that no other has as well.

    Raises:
        NotFoundError: no actor has that name.
        QueryError: several have; it lists them.
    """
    found = candidates(database, name)
    if not found:
        raise NotFoundError("actor", name, _nearest(database, name, _NAMES))
    best = [each for each in found if each.nearness == found[0].nearness]
    if len(best) > 1:
        told = ", ".join(f"{each.id} ({_about(each)})" for each in best)
        raise QueryError(f'"{name}" may be any of {len(best)} actors, name one by its id: {told}')
    return best[0]


def _about(each: Candidate) -> str:
    inside = ", ".join(part for part in (each.kind, each.country if each.country != each.id else "") if part)
    return f"{each.name}, {inside}, {each.events:,} {'event' if each.events == 1 else 'events'}"


def publisher_number(database: Database, name: str) -> int:
    """The number of a publisher, whatever the case of its letters.

    Raises:
        NotFoundError: there is none of that name.
    """
    exact = rows(database, "SELECT id FROM publisher WHERE name = :name", {"name": name})
    if exact:
        return int(exact[0][0])
    wanted = fold(name)
    for number, known in rows(database, "SELECT id, name FROM publisher"):
        if fold(known) == wanted:
            return int(number)
    raise NotFoundError("publisher", name, _nearest(database, name, "SELECT name FROM publisher"))


def place_numbers(database: Database, name: str) -> tuple[list[int], list[str]]:
    """What a place name stands for: places of that name, and countries with everything in them.

    Raises:
        NotFoundError: no event happened in a place of that name.
    """
    folded = fold(name)
    sql = (
        "SELECT key FROM actor WHERE kind = 'country' AND (folded = :folded OR key = :upper OR id IN "
        "(SELECT actor_id FROM alias WHERE folded = :folded AND type IN ('name', 'short', 'abbreviation') "
        "AND origin NOT LIKE 'hidden:%'))"
    )
    countries = [row[0] for row in rows(database, sql, {"folded": folded, "upper": name.upper()})]
    if countries:
        return [], countries
    places = [row[0] for row in rows(database, "SELECT id FROM place WHERE folded = :folded", {"folded": folded})]
    if not places:
        raise NotFoundError("place", name, _nearest(database, name, "SELECT name FROM place"))
    return places, []


def _nearest(database: Database, name: str, sql: str) -> list[str]:
    """The names in the database that look most like the one given."""
    from difflib import get_close_matches

    by_fold: dict[str, str] = {}
    for (known,) in rows(database, sql):
        by_fold.setdefault(fold(known), known)
    return list(dict.fromkeys(by_fold[near] for near in get_close_matches(fold(name), by_fold, _SEVERAL, _CUTOFF)))

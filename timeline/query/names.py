"""Names as users write them, looked up in the database; unknown ones are met with the nearest."""

from difflib import get_close_matches

from timeline.errors import NotFoundError
from timeline.store.names import fold
from timeline.store.sql import Database, rows

_ACTORS = """
SELECT a.id, CASE WHEN a.key = :name THEN 0 WHEN a.folded = :folded THEN 1 ELSE 2 END AS nearness,
       (SELECT coalesce(sum(r.events), 0) FROM rollup_actor r WHERE r.actor_id = a.id) AS weight
FROM actor a
WHERE a.key = :name OR a.key = :upper OR a.folded = :folded
      OR a.id IN (SELECT actor_id FROM alias WHERE folded = :folded)
ORDER BY nearness, weight DESC, a.origin, a.id
LIMIT 1
"""
_SEVERAL = 3
_CUTOFF = 0.6


def actor_number(database: Database, name: str) -> int:
    """The number of the actor meant: by id, name or alias; of several, the one that most events are about.

    Raises:
        NotFoundError: no actor has that name.
    """
    values = {"name": name, "upper": name.upper(), "folded": fold(name)}
    found = rows(database, _ACTORS, values)
    if not found:
        raise NotFoundError(
            "actor", name, _nearest(database, name, "SELECT name FROM actor UNION SELECT form FROM alias")
        )
    return int(found[0][0])


def publisher_number(database: Database, name: str) -> int:
    """The number of a publisher, whatever the case of its letters.

    Raises:
        NotFoundError: there is none of that name.
    """
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
        "(SELECT actor_id FROM alias WHERE folded = :folded AND type IN ('name', 'short', 'abbreviation')))"
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
    by_fold: dict[str, str] = {}
    for (known,) in rows(database, sql):
        by_fold.setdefault(fold(known), known)
    return list(dict.fromkeys(by_fold[near] for near in get_close_matches(fold(name), by_fold, _SEVERAL, _CUTOFF)))

"""What a person types about an event, as the value of a correction."""

from difflib import get_close_matches
from typing import Any

from timeline.classes import load_classes
from timeline.errors import NotFoundError, QueryError
from timeline.query import parse_when
from timeline.query.names import actor_number, place_numbers
from timeline.query.when import OPEN_DAYS
from timeline.store.sql import Database, rows

NOTHING = ("-", "none")  # what says that there is no date, nobody, nowhere
BETWEEN = ";"
QUALIFIERS = "?~%"


def date_value(written: str, today: int) -> dict[str, Any]:
    """The days a person means, with grain and EDTF; what EDTF calls uncertain or approximate stays so.

    Raises:
        QueryError: it is no time, or has an open end.
    """
    from timeline.temporal.values import extent, value_of

    if written.strip().lower() in NOTHING:
        return {"from": None, "to": None, "grain": None, "edtf": ""}
    interval = parse_when(written, today)
    if interval.start <= -OPEN_DAYS or interval.end >= OPEN_DAYS:
        raise QueryError(f'"{written}" has an open end: give the first and the last day, as 2016-04-11/2016-04-17')
    known = extent(value_of(interval))
    mark = written.strip()[-1]
    edtf = known.edtf + (mark if mark in QUALIFIERS and "/" not in known.edtf else "")
    return {"from": interval.start, "to": interval.end, "grain": known.grain, "edtf": edtf}


def class_value(written: str) -> str:
    """The class that a name or its beginning stands for.

    Raises:
        NotFoundError: none or several begin so.

    >>> class_value("assau"), class_value("Deal")
    ('ASSAULT', 'DEAL')
    """
    name, classes = written.strip().upper(), load_classes()
    found = [known for known in classes if known.startswith(name)] if name else []
    if name in classes or len(found) == 1:
        return name if name in classes else found[0]
    raise NotFoundError("class", written, found or get_close_matches(name, classes, n=3))


def actors_value(database: Database, written: str) -> list[dict[str, str]]:
    """The actors that names parted by semicolons stand for; `-` is nobody.

    Raises:
        NotFoundError: a name is not known; the nearest are offered.
    """
    if written.strip().lower() in NOTHING:
        return []
    numbers = [actor_number(database, name.strip()) for name in written.split(BETWEEN) if name.strip()]
    sql = "SELECT key, name, kind, country, sector FROM actor WHERE id = :id"
    found = [rows(database, sql, {"id": number})[0] for number in dict.fromkeys(numbers)]
    return [dict(zip(("id", "name", "kind", "country", "sector"), row, strict=True)) for row in found]


def places_value(database: Database, written: str) -> list[dict[str, str]]:
    """The places that names parted by semicolons stand for; `-` is nowhere.

    Raises:
        NotFoundError: a place is not known; the nearest are offered.
    """
    if written.strip().lower() in NOTHING:
        return []
    return [_place(database, name.strip()) for name in written.split(BETWEEN) if name.strip()]


def _place(database: Database, name: str) -> dict[str, str]:
    places, countries = place_numbers(database, name)
    if countries:
        sql, value = "SELECT name, country FROM actor WHERE key = :value", countries[0]
    else:
        sql, value = "SELECT name, country FROM place WHERE id = :value", str(places[0])
    row = rows(database, sql, {"value": value if countries else int(value)})[0]
    return {"name": row[0], "country": row[1]}


def value_of_kind(database: Database, kind: str, written: Any, today: int) -> Any:
    """The value of a correction of this kind out of what a person wrote; what needs no reading stays as it is.

    Raises:
        QueryError: it makes no sense.
    """
    if isinstance(written, list) and kind in ("source", "target", "place"):
        written = BETWEEN.join(str(name) for name in written) or NOTHING[0]
    if not isinstance(written, str):
        return written
    if kind == "date":
        return date_value(written, today)
    if kind == "class":
        return class_value(written)
    if kind in ("source", "target"):
        return actors_value(database, written)
    return places_value(database, written) if kind == "place" else written

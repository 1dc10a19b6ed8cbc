"""`timeline actors import` and `export`: a user's own registry as a CSV file."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.actors.common import writing
from timeline.cli.settings import Database
from timeline.errors import ReadError

if TYPE_CHECKING:
    from timeline.model import Alias, Role
    from timeline.store import Registry

COLUMNS = (
    "id", "name", "kind", "country", "parent", "sector", "valid_from", "valid_to", "aliases", "roles",
)  # fmt: skip


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="As `timeline actors export` writes it.")],
    db: Database = "",
) -> None:
    """Add the actors, forms and offices of a CSV file to your registry.

    Columns: id, name, kind, country, parent, sector, valid_from, valid_to, aliases, roles. A row with an id and no
    name adds to an actor there is. Aliases are parted by `|`, each with `short:`, `abbr:`, `dem:`, `cap:`, `met:` or
    `title:` before it where it is no name, and `?` after it where it needs context. Roles are parted by `|` too:
    `secretary-general@nato:2014-10-01/2024-10-01`, either day left out where it is open.

    Example:

    \b
        timeline actors import people.csv
    """
    from timeline import query, store
    from timeline.seeds import load_file

    if not file.is_file():
        raise ReadError(str(file), "there is no such file")
    with writing(db) as connection:
        seeds = load_file(file, known=query.actor_ids(connection))
        store.overlay(connection, seeds)
    counts = [(len(seeds.actors), "actor"), (len(seeds.aliases), "form"), (len(seeds.roles), "office")]
    told = [f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in counts if number]
    render.say(f"{file}: {', '.join(told) or 'nothing'} added or replaced")


def export(db: Database = "") -> None:
    """Write your own registry as a CSV file: what you added to the shipped one.

    Example:

    \b
        timeline actors export > own.csv
    """
    from timeline import store

    with asking.reading(db) as connection:
        own = store.registered(connection, origins=("user",))
        added = store.own_ids(connection)
    render.emit(render.write(_rows(own, added), COLUMNS, "csv"))


def _rows(own: "Registry", added: set[str]) -> list[dict[str, Any]]:
    """A row for each actor; one that was shipped has only what was added to it."""
    from timeline.calendar import iso

    aliases, roles = defaultdict(list), defaultdict(list)
    actors = {actor.id: actor for actor in own.actors if actor.id in added}
    for alias in own.aliases:
        if alias.actor not in actors or alias.form != actors[alias.actor].name:
            aliases[alias.actor].append(_alias(alias))
    for role in own.roles:
        roles[role.person].append(_role(role))
    made = []
    for key in dict.fromkeys((*actors, *aliases, *roles)):
        row: dict[str, Any] = {"id": key, "aliases": "|".join(aliases[key]), "roles": "|".join(roles[key])}
        if actor := actors.get(key):
            row |= {name: str(getattr(actor, name)) for name in COLUMNS[1:6]}
            row |= {name: "" if (day := getattr(actor, name)) is None else iso(day) for name in COLUMNS[6:8]}
        made.append(row)
    return made


def _alias(alias: "Alias") -> str:
    from timeline.seeds import PREFIXES

    prefix = next(prefix for prefix, kind in PREFIXES.items() if kind is alias.type)
    plain = prefix == "name" and alias.form.partition(":")[0] not in PREFIXES
    return ("" if plain else f"{prefix}:") + alias.form + ("?" if alias.needs_context else "")


def _role(role: "Role") -> str:
    from timeline.calendar import iso

    start, end = ("" if day is None else iso(day) for day in (role.start, role.end))
    return f"{role.title}@{role.organisation}" + (f":{start}/{end}" if start or end else "")

"""`timeline actors`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import render
from timeline.cli.settings import Database, database, prepared
from timeline.errors import NotFoundError, QueryError, ReadError

if TYPE_CHECKING:
    from timeline.model import Actor, Alias, Role

app = typer.Typer(help="List, show, add and import actors.", no_args_is_help=True, rich_markup_mode=None)
COLUMNS = ("id", "name", "kind", "country", "sector", "parent")
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(render.FORMATS) + ".")]


@app.command("list")
def list_(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Only those with this in their name or a form of it.")
    ] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help="Only this kind: country, igo, person ...")] = "",
    country: Annotated[str, typer.Option(metavar="ALPHA3", help="Only those of this state (alpha-3).")] = "",
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many at most.")] = 50,
    format_: Format = "",
    db: Database = "",
) -> None:
    """List actors.

    Examples:

    \b
        timeline actors list navy --country RUS
        timeline actors list --kind armed_group --limit 500 --format csv
    """
    actors, aliases, _ = _registry(db)
    wanted = name.casefold()
    named = {alias.actor for alias in aliases if wanted in alias.form.casefold()}
    found = [
        actor
        for actor in actors
        if (not wanted or wanted in actor.name.casefold() or actor.id in named)
        and kind in ("", actor.kind)
        and country.upper() in ("", actor.country)
    ]
    render.emit(render.write([_row(actor) for actor in found[:limit]], COLUMNS, render.chosen(format_)))
    if not found:
        typer.echo("no such actors", err=True)
    if len(found) > limit:
        typer.echo(f"{len(found) - limit:,} more; raise --limit to see them", err=True)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An id, a name or any form of it.")], db: Database = ""
) -> None:
    """Show an actor: its names, offices and parts.

    Examples:

    \b
        timeline actors show NATO
        timeline actors show "Jens Stoltenberg"
    """
    actors, aliases, roles = _registry(db)
    actor = _found(name, actors, aliases)
    forms = [f"{a.form} ({a.type})" for a in aliases if a.actor == actor.id and a.form != actor.name]
    children = [a.name for a in actors if a.parent == actor.id]
    names = {a.id: a.name for a in actors}
    lines = [f"{actor.name}  [{actor.id}]", f"kind      {actor.kind}"]
    lines += [f"country   {names.get(actor.country, actor.country)}"] if actor.country else []
    lines += [f"sector    {actor.sector}"] if actor.sector else []
    lines += [f"part of   {names.get(actor.parent, actor.parent)}"] if actor.parent else []
    lines += [f"valid     {_days(actor.valid_from, actor.valid_to)}"] if actor.valid_from or actor.valid_to else []
    lines += [f"also      {', '.join(forms)}"] if forms else []
    lines += _offices(actor, roles, names)
    lines += [f"parts     {', '.join(sorted(children))}"] if children else []
    render.emit(render.safe(line).rstrip() for line in lines)


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The usual name.")],
    kind: Annotated[
        str,
        typer.Option(metavar="KIND", help="country, igo, government, armed_force, party, company, person ..."),
    ] = "other",
    country: Annotated[str, typer.Option(metavar="ALPHA3", help="The state it belongs to.")] = "",
    parent: Annotated[str, typer.Option(metavar="NAME", help="The actor whose deeds include this one's.")] = "",
    sector: Annotated[str, typer.Option(metavar="CODE", help="PLOVER sector: GOV, MIL, OPP, REB, BUS ...")] = "",
    alias: Annotated[
        list[str] | None,
        typer.Option(metavar="FORM", help="Another form; `abbr:`, `short:`, `dem:`, `met:` before it say what kind."),
    ] = None,
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; made from the name without this.")] = "",
    db: Database = "",
) -> None:
    """Add an actor of your own.

    Articles ingested from now on find it.

    Example:

    \b
        timeline actors add "Black Sea Fleet" --kind armed_force --country RUS --parent "Russian Navy" --sector MIL
    """
    from timeline.model import Actor, ActorKind, Alias
    from timeline.seeds import parse_alias

    if kind not in {*ActorKind}:
        raise QueryError(f'no kind named "{kind}"; there are {", ".join(ActorKind)}')
    actors, aliases, _ = _registry(db)
    above = _found(parent, actors, aliases).id if parent else ""
    actor = Actor(id_ or _slug(name), name, ActorKind(kind), country.upper(), above, sector.upper())
    if actor.id in {known.id for known in actors}:
        raise QueryError(f'there is an actor with the id "{actor.id}" already; give another with --id')
    forms = [Alias(actor.id, name), *(parse_alias(actor.id, form) for form in alias or [])]
    _store([actor], forms, db)
    typer.echo(f"{actor.name}: added as {actor.id}", err=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Columns as in seeds/actors or seeds/people.")],
    db: Database = "",
) -> None:
    """Add the actors of a CSV file: id, name, kind, country, parent, sector, valid_from, valid_to, aliases.

    Aliases are parted by `|`; see the head of any file in seeds/ for their form.

    Example:

    \b
        timeline actors import people.csv
    """
    from timeline.seeds import load_file

    if not file.is_file():
        raise ReadError(str(file), "there is no such file")
    actors, _, _ = _registry(db)
    seeds = load_file(file, known=[actor.id for actor in actors])
    _store(list(seeds.actors), list(seeds.aliases), db)
    noun = "actor" if len(seeds.actors) == 1 else "actors"
    typer.echo(f"{file}: {len(seeds.actors):,} {noun} added or replaced", err=True)


def _registry(db: str) -> "tuple[list[Actor], list[Alias], list[Role]]":
    """What the database holds; the shipped registry while there is no database."""
    from timeline import store

    name = database(db)
    if "://" not in name and not Path(name).is_file():
        from timeline.resources import shipped
        from timeline.seeds import load_seeds

        seeds = load_seeds(shipped("seeds"))
        return list(seeds.actors), list(seeds.aliases), list(seeds.roles)
    engine = store.open_store(name, create=False)
    try:
        with engine.connect().execution_options(reading=True) as connection:
            known = store.registered(connection)
    finally:
        engine.dispose()
    return list(known.actors), list(known.aliases), list(known.roles)


def _store(actors: "list[Actor]", aliases: "list[Alias]", db: str) -> None:
    from timeline import store
    from timeline.ingest import open_ready

    engine = open_ready(prepared(db))
    try:
        with engine.begin() as connection:
            for actor in actors:
                store.add_actor(connection, actor, [alias for alias in aliases if alias.actor == actor.id])
    finally:
        engine.dispose()


def _found(name: str, actors: "list[Actor]", aliases: "list[Alias]") -> "Actor":
    by_id = {actor.id: actor for actor in actors}
    wanted = name.casefold()
    exact = [a for a in actors if wanted in (a.id.casefold(), a.name.casefold())]
    formed = [by_id[alias.actor] for alias in aliases if alias.form.casefold() == wanted and alias.actor in by_id]
    if exact or formed:
        return (exact or formed)[0]
    from difflib import get_close_matches

    raise NotFoundError("actor", name, get_close_matches(name, [a.name for a in actors], n=3))


def _row(actor: "Actor") -> dict[str, Any]:
    return {column: str(getattr(actor, column)) for column in COLUMNS}


def _offices(actor: "Actor", roles: "list[Role]", names: dict[str, str]) -> list[str]:
    mine = [role for role in roles if actor.id in (role.person, role.organisation)]
    lines = []
    for role in sorted(mine, key=lambda role: role.start or 0):
        other = role.organisation if role.person == actor.id else role.person
        lines.append(f"office    {_days(role.start, role.end)}  {role.title}, {names.get(other, other)}")
    return lines


def _days(start: int | None, end: int | None) -> str:
    from timeline.calendar import iso

    return f"{iso(start) if start is not None else '..':10} to {iso(end) if end is not None else '..':10}"


def _slug(name: str) -> str:
    import re
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "actor"

"""Read the seed registry: who there is, the names they go by, and who held which office when.

`seeds/actors`, `seeds/people` and `seeds/roles` hold CSV files that open with
comments on origin, licence and format.  A user's own registry folder has the same shape.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline.calendar import day_of, exists
from timeline.model import Actor, Alias, Role
from timeline.resources import Place, read_rows, unique
from timeline.terms import ActorKind, AliasType

PREFIXES = {
    "name": AliasType.NAME,
    "short": AliasType.SHORT,
    "abbr": AliasType.ABBREVIATION,
    "dem": AliasType.DEMONYM,
    "cap": AliasType.CAPITAL,
    "met": AliasType.METONYM,
    "title": AliasType.TITLE,
}


@dataclass(frozen=True, slots=True)
class LocalName:
    """What an actor is called in a language (ISO 639, and a script where needed); no text is searched for it."""

    actor: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Seeds:
    """A registry as read: values in file order, actors before people."""

    actors: tuple[Actor, ...] = ()
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    names: tuple[LocalName, ...] = ()


def load_seeds(folder: Path, *, known: Collection[str] = ()) -> Seeds:
    """All actors, aliases and roles under `folder`.

    Every actor has its canonical name among its aliases.  Rows may also name the ids
    in `known`.

    Raises:
        ResourceError: names file and line of a malformed row, an id, form, term or name given twice, a
            parent, person or organisation nobody has.
    """
    rows = [(place, row, _actor(place, row)) for place, row in _rows(folder, "actors", "people")]
    actors = unique((place, actor.id, actor) for place, _, actor in rows)
    ids = actors.keys() | set(known)
    _check_parents(((place, actor) for place, _, actor in rows), ids)
    forms = ((place, alias) for place, row, actor in rows for alias in _aliases(place, actor, row.get("aliases") or ""))
    aliases = unique((place, (alias.actor, alias.form), alias) for place, alias in forms)
    roles = unique((place, (r.person, r.organisation, r.title, r.start), r) for place, r in _roles(folder, ids))
    names = unique((place, (name.actor, name.language), name) for place, name in _local_names(folder, ids))
    return Seeds(tuple(actors.values()), tuple(aliases.values()), tuple(roles.values()), tuple(names.values()))


def _check_parents(actors: Iterable[tuple[Place, Actor]], ids: Collection[str]) -> None:
    for place, actor in actors:
        if actor.parent and actor.parent not in ids:
            raise place.error(f'parent "{actor.parent}" is no actor')


def _local_names(folder: Path, ids: Collection[str]) -> Iterator[tuple[Place, LocalName]]:
    for place, row in _rows(folder, "names"):
        if row.get("id") not in ids or not row.get("language") or not row.get("name"):
            raise place.error(f'"{row.get("id")}" is no actor, or there is no language or name')
        yield place, LocalName(row["id"], row["language"], row["name"])


def seed_files(folder: Path) -> list[Path]:
    """The files `load_seeds` reads, in the order it reads them."""
    return [path for kind in ("actors", "people", "roles") for path in sorted((folder / kind).glob("*.csv"))]


def load_file(path: Path, *, known: Collection[str] = ()) -> Seeds:
    """What one file of a user's own adds, in the form of `seeds/actors/*.csv` or `seeds/people/*.csv`.

    A row with an id out of `known` and no name adds forms and offices to an actor there
    is.  A column `roles` holds offices: `title@organisation:from/to`, parted by `|`.

    Raises:
        ResourceError: names file and line of a malformed row, of an id or form given twice, or of an actor that is
            neither in the file nor `known`.
    """
    rows = [(Place.line(path.name, line), row) for line, row in read_rows(path)]
    for place, row in rows:
        if not row.get("name") and row.get("id") not in known:
            raise place.error(f'"{row.get("id") or ""}" is no actor, and there is no name to add one')
    whole = [(place, row) for place, row in rows if row.get("name")]
    actors = [(place, _actor(place, row)) for place, row in whole]
    ids = unique((place, actor.id, actor) for place, actor in actors).keys() | set(known)
    _check_parents(actors, ids)
    aliases = [
        alias
        for (place, row), (_, actor) in zip(whole, actors, strict=True)
        for alias in _aliases(place, actor, row.get("aliases") or "")
    ]
    named = {id(row) for _, row in whole}
    more = [(place, row) for place, row in rows if id(row) not in named]
    aliases += [alias for place, row in more for alias in _forms(place, row["id"], row.get("aliases") or "")]
    roles = [role for place, row in rows for role in _written_roles(place, row, ids)]
    return Seeds(tuple(actor for _, actor in actors), tuple(aliases), tuple(roles))


def _written_roles(place: Place, row: dict[str, str], ids: Collection[str]) -> Iterator[Role]:
    """The offices of a row of a user's own file."""
    for written in (row.get("roles") or "").split("|"):
        if not written.strip():
            continue
        title, _, rest = written.strip().rpartition("@")
        organisation, _, days = rest.partition(":")
        start, _, end = days.partition("/")
        if organisation not in ids:
            raise place.error(f'organisation "{organisation}" is no actor')
        yield _role(
            place, {"person": row["id"], "organisation": organisation, "title": title, "from": start, "to": end}
        )


def parse_alias(actor: str, written: str) -> Alias:
    """An alias as the seed files write it: `prefix:form`, with a trailing `?` where the form needs context.

    >>> parse_alias("GEO", "short:Georgia?").needs_context
    True
    """
    prefix, colon, rest = written.partition(":")
    kind = PREFIXES.get(prefix.strip()) if colon else None
    form = rest if kind else written
    form = " ".join(form.split())
    return Alias(actor, form.removesuffix("?").rstrip(), kind or AliasType.NAME, form.endswith("?"))


def _rows(folder: Path, *kinds: str) -> Iterator[tuple[Place, dict[str, str]]]:
    for kind in kinds:
        for path in sorted((folder / kind).glob("*.csv")):
            for line, row in read_rows(path):
                yield Place.line(f"{kind}/{path.name}", line), row


def _actor(place: Place, row: dict[str, str]) -> Actor:
    try:
        kind = ActorKind(row.get("kind") or ActorKind.PERSON)
        if not row["id"] or not row["name"]:
            raise place.error("has no id or no name")
        return Actor(
            id=row["id"],
            name=row["name"],
            kind=kind,
            country=row["country"],
            parent=row.get("parent", ""),
            sector=row["sector"],
            valid_from=_first_day(place, row.get("valid_from", "")),
            valid_to=_end_day(place, row.get("valid_to", "")),
        )
    except KeyError as error:
        raise place.error(f"has no column {error}") from error
    except ValueError as error:
        raise place.error(str(error)) from error


def _aliases(place: Place, actor: Actor, written: str) -> Iterator[Alias]:
    aliases = _forms(place, actor.id, written)
    if actor.name not in {alias.form for alias in aliases}:
        yield Alias(actor.id, actor.name)
    yield from aliases


def _forms(place: Place, actor: str, written: str) -> list[Alias]:
    aliases = [parse_alias(actor, each) for each in written.split("|") if each.strip()]
    if any(not alias.form for alias in aliases):
        raise place.error(f'an alias without a form: "{written}"')
    unique((place, (alias.form, alias.type), alias) for alias in aliases)
    return aliases


def _roles(folder: Path, ids: Collection[str]) -> Iterator[tuple[Place, Role]]:
    for place, row in _rows(folder, "roles"):
        unknown = [column for column in ("person", "organisation") if row.get(column) not in ids]
        if unknown:
            raise place.error(f'{unknown[0]} "{row.get(unknown[0])}" is no actor')
        yield place, _role(place, row)


def _role(place: Place, row: dict[str, str]) -> Role:
    start, end = _first_day(place, row.get("from", "")), _end_day(place, row.get("to", ""))
    if start is not None and end is not None and end < start:
        raise place.error(f"ends before it begins: {row['from']} to {row['to']}")
    if not row.get("title"):
        raise place.error("has no title")
    return Role(row["person"], row["organisation"], row["title"], start, end)


def _first_day(place: Place, written: str) -> int | None:
    """The first day of `YYYY[-MM[-DD]]`, None where nothing is written."""
    return day_of(*_date(place, written)) if written else None


def _end_day(place: Place, written: str) -> int | None:
    """The day before which something ended: a day itself, or the end of a month or year only so far known."""
    if not written:
        return None
    parts = _date(place, written)
    if len(parts) == 3:
        return day_of(*parts)
    return day_of(parts[0] + 1) if len(parts) == 1 else day_of(parts[0], parts[1] + 1)


def _date(place: Place, written: str) -> tuple[int, ...]:
    parts = written.split("-")
    numbers = tuple(int(part) for part in parts if part.isascii() and part.isdigit())
    if len(numbers) != len(parts) or len(parts) > 3 or not exists(*(*numbers, 1, 1)[:3]):
        raise place.error(f'"{written}" is no date (YYYY, YYYY-MM or YYYY-MM-DD)')
    return numbers

"""Who there is, indexed for recognition: forms by their first word, offices by holder and by seat.

The tables hold text that is taken apart only where a form or an office is met: a
registry of twenty thousand forms then loads in the time it takes to read its file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from timeline.actors.compiled import Tables, content_key, read_compiled, write_compiled
from timeline.actors.spelling import folded, openings, variants
from timeline.model import Actor, Alias, Role
from timeline.resources import shipped
from timeline.seeds import Seeds, load_seeds, seed_files
from timeline.terms import ActorKind, AliasType

FIELD, ENTRY = "\t", "\n"


@dataclass(frozen=True, slots=True)
class Option:
    """One actor a form may mean, and how it names it."""

    actor: str
    type: AliasType
    needs_context: bool
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class Office:
    """A term of office; `other` is the seat for a person, the person for a seat."""

    other: str
    title: str
    start: int | None
    end: int | None

    def holds(self, day: int) -> bool:
        """Whether the term runs on this day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Registry:
    """Actors, the forms they go by, and their offices.

    `forms` holds every form; `lengths` the first word and the first two words of every form.
    `signs` is kept for the scanner: what it knows of each word it has met.
    """

    __slots__ = (
        "_actors",
        "_adjectives",
        "_children",
        "_folded",
        "_offices",
        "_options",
        "_rows",
        "_seats",
        "_sizes",
        "_surnames",
        "_terms",
        "forms",
        "lengths",
        "signs",
    )

    def __init__(self, tables: Tables) -> None:
        self._rows: dict[str, str] = tables["actors"]
        self.forms: dict[str, str] = tables["forms"]
        self.lengths: dict[str, str] = tables["lengths"]
        self._offices: dict[str, str] = tables["offices"]
        self._seats: dict[str, str] = tables["seats"]
        self._options: dict[str, list[Option]] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}
        self._terms: dict[str, list[Office]] = {}
        self._adjectives: dict[str, list[str]] | None = None
        self._actors: dict[str, Actor] = {}
        self._folded: dict[str, list[str]] | None = None
        self._children: dict[str, list[str]] | None = None
        self._surnames: dict[str, list[str]] | None = None
        self.signs: dict[str, int] | None = None

    def __contains__(self, actor: str) -> bool:
        return actor in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def actor(self, actor: str) -> Actor:
        """The actor of this id; KeyError where there is none."""
        found = self._actors.get(actor)
        if found is None:
            name, kind, country, parent, sector, valid_from, valid_to = self._rows[actor].split(FIELD)
            found = self._actors[actor] = Actor(
                actor, name, ActorKind(kind), country, parent, sector, _day(valid_from), _day(valid_to)
            )
        return found

    def options(self, form: str) -> list[Option]:
        """The actors a form may mean, in file order; none for an unknown form."""
        found = self._options.get(form)
        if found is None:
            entries = self.forms[form].split(ENTRY) if form in self.forms else ()
            found = self._options[form] = [_option(*entry.split(FIELD)) for entry in entries]
        return found

    def form_lengths(self, opening: str) -> tuple[int, ...]:
        """The lengths of the forms that begin with these two words, or are this one, longest first."""
        found = self._sizes.get(opening)
        if found is None:
            found = self._sizes[opening] = tuple(map(int, self.lengths.get(opening, "").split()))
        return found

    def offices(self, person: str) -> list[Office]:
        """The offices a person held, in file order."""
        return self._terms_of(self._offices, person)

    def holders(self, organisation: str, title: str) -> list[Office]:
        """Those who held an office, in file order."""
        return self._terms_of(self._seats, f"{organisation}{FIELD}{title}")

    def _terms_of(self, table: dict[str, str], key: str) -> list[Office]:
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = _terms(table.get(key, ""))
        return found

    def adjectives(self, actor: str) -> list[str]:
        """The demonyms of an actor."""
        if self._adjectives is None:
            self._adjectives = {}
            for form, entries in self.forms.items():
                if f"{FIELD}{AliasType.DEMONYM}{FIELD}" in entries:
                    for option in self.options(form):
                        self._adjectives.setdefault(option.actor, []).append(form)
        return self._adjectives.get(actor, [])

    def namesakes(self, surname: str) -> list[str]:
        """The ids of the people whose name ends, or begins, with this word, in file order."""
        if self._surnames is None:
            self._surnames = {}
            for actor, row in self._rows.items():
                name, kind = row.split(FIELD, 2)[:2]
                if kind == ActorKind.PERSON.value:
                    for word in {name.rsplit(" ", 1)[-1], name.split(" ", 1)[0]}:
                        self._surnames.setdefault(word, []).append(actor)
        return self._surnames.get(surname, [])

    def children(self, parent: str) -> list[str]:
        """The ids of the actors directly below, in file order."""
        if self._children is None:
            self._children = {}
            for actor, row in self._rows.items():
                if above := row.split(FIELD)[3]:
                    self._children.setdefault(above, []).append(actor)
        return self._children.get(parent, [])

    def ancestors(self, actor: str) -> Iterator[str]:
        """The ids above, nearest first."""
        seen = {actor}
        while (actor := self.actor(actor).parent if actor in self._rows else "") and actor not in seen:
            seen.add(actor)
            yield actor

    def forms_like(self, text: str) -> list[str]:
        """The forms that are `text` but for case, accents and punctuation."""
        if self._folded is None:
            self._folded = {}
            for form in self.forms:
                self._folded.setdefault(folded(form), []).append(form)
        return self._folded.get(folded(text), [])

    def with_extra(self, extra: Iterable[Actor | Alias | Role]) -> "Registry":
        """A registry that also knows these; this one stays as it is."""
        tables = {
            "actors": dict(self._rows),
            "forms": dict(self.forms),
            "lengths": dict(self.lengths),
            "offices": dict(self._offices),
            "seats": dict(self._seats),
        }
        _add(tables, extra)
        return Registry(tables)


def load_registry(extra: Iterable[Actor | Alias | Role] = ()) -> Registry:
    """The shipped registry, overlaid with a user's own actors, aliases and roles.

    An actor given again replaces the shipped one of that id.
    """
    given = tuple(extra)
    return _shipped().with_extra(given) if given else _shipped()


@cache
def _shipped() -> Registry:
    folder = shipped("seeds")
    key = content_key(seed_files(folder))
    tables = read_compiled(key)
    if tables is None:
        tables = compile_tables(load_seeds(folder))
        write_compiled(key, tables)
    return Registry(tables)


def compile_tables(seeds: Seeds) -> Tables:
    """The tables of a registry: plain text under plain text, quick to keep and to load."""
    tables: Tables = {"actors": {}, "forms": {}, "lengths": {}, "offices": {}, "seats": {}}
    _add(tables, [*seeds.actors, *seeds.aliases, *seeds.roles])
    return tables


def registry_of(seeds: Seeds) -> Registry:
    """A registry of these seeds alone."""
    return Registry(compile_tables(seeds))


def _add(tables: Tables, entries: Iterable[Actor | Alias | Role]) -> None:
    lengths: dict[str, set[int]] = {}
    for entry in entries:
        if isinstance(entry, Actor):
            fields = (entry.name, entry.kind, entry.country, entry.parent, entry.sector)
            tables["actors"][entry.id] = _line(*fields, entry.valid_from, entry.valid_to)
        elif isinstance(entry, Role):
            term = (entry.title, entry.start, entry.end)
            _append(tables["offices"], entry.person, _line(entry.organisation, *term))
            _append(tables["seats"], f"{entry.organisation}{FIELD}{entry.title}", _line(entry.person, *term))
        else:
            _add_alias(tables, entry, lengths)
    for word, found in lengths.items():
        known = map(int, tables["lengths"].get(word, "").split())
        tables["lengths"][word] = " ".join(map(str, sorted(found.union(known), reverse=True)))


def _add_alias(tables: Tables, alias: Alias, lengths: dict[str, set[int]]) -> None:
    flag = "?" if alias.needs_context else ""
    line = _line(alias.actor, alias.type, flag, alias.valid_from, alias.valid_to)
    for form in variants(alias.form):
        known = tables["forms"].get(form, "")
        if f"{ENTRY}{known}".find(f"{ENTRY}{alias.actor}{FIELD}") < 0:
            _append(tables["forms"], form, line)
            first, opening = openings(form)
            lengths.setdefault(first, set())
            lengths.setdefault(opening, set()).add(len(form))


def _line(*fields: str | int | None) -> str:
    return FIELD.join("" if field is None else str(field) for field in fields)


def _append(table: dict[str, str], key: str, line: str) -> None:
    table[key] = f"{table[key]}{ENTRY}{line}" if key in table else line


def _option(actor: str, kind: str, flag: str, valid_from: str, valid_to: str) -> Option:
    return Option(actor, AliasType(kind), bool(flag), _day(valid_from), _day(valid_to))


def _terms(entries: str) -> list[Office]:
    rows = (entry.split(FIELD) for entry in entries.split(ENTRY) if entry)
    return [Office(other, title, _day(start), _day(end)) for other, title, start, end in rows]


def _day(written: str) -> int | None:
    return int(written) if written else None

"""Who there is, indexed for recognition: forms by their first word, offices by holder and by seat."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from timeline.actors.compiled import content_key, read_compiled, write_compiled
from timeline.actors.lexicon import first_word
from timeline.actors.spelling import folded, variants
from timeline.model import Actor, ActorKind, Alias, Role
from timeline.resources import shipped
from timeline.seeds import Seeds, load_seeds, seed_files

Row = list[Any]
# actor, alias type, needs context, valid from, valid to: a list, since it is kept as JSON
Option = list[Any]
# organisation (or person), title, start, end
Office = list[Any]


class Registry:
    """Actors, the forms they go by, and their offices.

    `forms` maps a form to the actors it may mean; `lengths` maps its first word to the
    lengths of the forms that begin with it, longest first.
    """

    __slots__ = ("_actors", "_children", "_folded", "_rows", "forms", "lengths", "offices", "seats")

    def __init__(self, tables: dict[str, Any]) -> None:
        self._rows: dict[str, Row] = tables["actors"]
        self.forms: dict[str, list[Option]] = tables["forms"]
        self.lengths: dict[str, list[int]] = tables["lengths"]
        self.offices: dict[str, list[Office]] = tables["offices"]
        self.seats: dict[str, list[Office]] = tables["seats"]
        self._actors: dict[str, Actor] = {}
        self._folded: dict[str, list[str]] | None = None
        self._children: dict[str, list[str]] | None = None

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
            row = self._rows[actor]
            found = self._actors[actor] = Actor(actor, row[0], ActorKind(row[1]), *row[2:])
        return found

    def children(self, parent: str) -> list[str]:
        """The ids of the actors directly below, in file order."""
        if self._children is None:
            self._children = {}
            for actor, row in self._rows.items():
                if row[3]:
                    self._children.setdefault(row[3], []).append(actor)
        return self._children.get(parent, [])

    def ancestors(self, actor: str) -> Iterator[str]:
        """The ids above, nearest first."""
        seen = {actor}
        while (actor := self._rows[actor][3] if actor in self._rows else "") and actor not in seen:
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
            "offices": dict(self.offices),
            "seats": dict(self.seats),
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
    kept = read_compiled(key)
    if kept is None:
        tables = compile_tables(load_seeds(folder, strict=False))
        kept = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
        write_compiled(key, kept)
    return Registry(json.loads(kept))


def compile_tables(seeds: Seeds) -> dict[str, Any]:
    """The tables of a registry: plain dicts and lists, fit for JSON."""
    tables: dict[str, Any] = {"actors": {}, "forms": {}, "lengths": {}, "offices": {}, "seats": {}}
    _add(tables, [*seeds.actors, *seeds.aliases, *seeds.roles])
    return tables


def registry_of(seeds: Seeds) -> Registry:
    """A registry of these seeds alone."""
    return Registry(compile_tables(seeds))


def _add(tables: dict[str, Any], entries: Iterable[Actor | Alias | Role]) -> None:
    lengths: dict[str, set[int]] = {}
    for entry in entries:
        if isinstance(entry, Actor):
            tables["actors"][entry.id] = [
                entry.name, str(entry.kind), entry.country, entry.parent, entry.sector, entry.valid_from, entry.valid_to
            ]  # fmt: skip
            continue
        if isinstance(entry, Role):
            office = [entry.organisation, entry.title, entry.start, entry.end]
            _append(tables["offices"], entry.person, office)
            _append(tables["seats"], f"{entry.organisation}\t{entry.title}", [entry.person, *office[1:]])
            continue
        option = [entry.actor, str(entry.type), entry.needs_context, entry.valid_from, entry.valid_to]
        for form in variants(entry.form):
            if all(option[0] != known[0] for known in tables["forms"].get(form, ())):
                _append(tables["forms"], form, option)
                lengths.setdefault(first_word(form), set()).add(len(form))
    for word, found in lengths.items():
        tables["lengths"][word] = sorted(found.union(tables["lengths"].get(word, ())), reverse=True)


def _append(table: dict[str, list[Any]], key: str, value: list[Any]) -> None:
    """Add to the list under `key`, never changing a list that another registry may share."""
    table[key] = [*table.get(key, ()), value]

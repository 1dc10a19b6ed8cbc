"""Commands of which only the one that is called is loaded; the others are known by name and by a line of help."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class Commands(Mapping[str, Any]):
    """Commands by name, loaded when they are looked up; `homes` says where each is, as `module:attribute`."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self.homes = homes

    def __getitem__(self, name: str) -> Any:
        module, _, attribute = self.homes[name].partition(":")
        found = getattr(import_module(f"timeline.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            group = typer.main.get_group(found)
            group.name = name
            return group
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(name)(found)
        return typer.main.get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(self.homes)

    def __len__(self) -> int:
        return len(self.homes)


def lazily(table: Mapping[str, tuple[str, str]]) -> type[TyperGroup]:
    """A group of the commands in a table of names, each with its home and its line of help."""
    homes = {name: home for name, (home, _) in table.items()}

    class Lazy(TyperGroup):
        def __init__(self, **given: Any) -> None:
            super().__init__(**given)
            self.commands = Commands(homes)  # type: ignore[assignment]  # nobody adds one later

        def list_commands(self, ctx: Any) -> list[str]:
            return list(homes)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            told = {name: TyperCommand(name, help=line) for name, (_, line) in table.items()}
            TyperGroup(commands=told).format_commands(ctx, formatter)  # type: ignore[arg-type]

    return Lazy

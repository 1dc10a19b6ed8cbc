"""Questions that are kept under a name in the config file, and asked again with `--saved NAME`.

A kept question is a table `[queries.NAME]` whose keys are the long options without their dashes.
What is given on the command line wins over it.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from timeline.cli.settings import config_file, configuration
from timeline.errors import NotFoundError, ReadError, ResourceError

TABLE = "queries"
GIVEN = ("COMMANDLINE", "DEFAULT_MAP")  # where an option that someone chose comes from
PAGE = ("sort", "oldest-first", "limit", "format")  # say how `query` shows its events, not which
NOT_KEPT = ("saved", "save", "cursor", "count", "db")  # belong to one asking, not to the question


def _fill_in(context: typer.Context, name: str) -> str:
    """Take the kept question's options for those that are not given."""
    if name and not context.resilient_parsing:
        options = _options(context)
        for key, value in _kept(name).items():
            if key in PAGE and context.info_name != "query":
                continue
            if key not in options:
                raise ResourceError(str(config_file()), f"[{TABLE}.{name}] {key}", "is no option of this command")
            context.default_map = {**(context.default_map or {}), options[key]: value}
    return name


Saved = Annotated[
    str,
    typer.Option(
        "--saved", metavar="QUESTION", is_eager=True, callback=_fill_in, help="A question that was kept with --save."
    ),
]
Save = Annotated[str, typer.Option("--save", metavar="QUESTION", help="Keep these options under a name.")]


def _kept(name: str) -> dict[str, Any]:
    tables = configuration().get(TABLE, {})
    if not isinstance(tables, dict) or not isinstance(tables.get(name), dict):
        raise NotFoundError("saved question", name, sorted(tables) if isinstance(tables, dict) else [])
    return dict(tables[name])


def _options(context: typer.Context) -> dict[str, str]:
    """Names in the config file (the long option without dashes) and the parameters they stand for."""
    return {
        opt.lstrip("-"): parameter.name or ""
        for parameter in context.command.params
        for opt in parameter.opts
        if opt.startswith("--") and opt.lstrip("-") not in NOT_KEPT
    }


def keep(context: typer.Context, name: str) -> Path:
    """Write what is given on the command line into the config file under `name`; the file.

    Raises:
        ReadError: it cannot be written.
    """
    import tomlkit

    given = {
        key: context.params[parameter]
        for key, parameter in _options(context).items()
        if getattr(context.get_parameter_source(parameter), "name", "") in GIVEN
    }
    file = config_file()
    try:
        document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
        table = tomlkit.table()
        table.update(given)
        document.setdefault(TABLE, tomlkit.table(is_super_table=True))[name] = table
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tomlkit.dumps(document), "utf-8")
    except OSError as error:
        raise ReadError(str(file), f"cannot be written: {error.strerror or error}") from error
    return file

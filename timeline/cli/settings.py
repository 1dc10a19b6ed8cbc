"""Where the database is: flag, TIMELINE_DB, `./timeline.toml`, user config, platform folder; and which day it is."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from timeline.errors import ResourceError, StoreError

LOCAL_CONFIG = Path("timeline.toml")
Database = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="DATABASE",
        envvar="TIMELINE_DB",
        show_default=False,
        help="The database: a path or postgresql+psycopg://...",
    ),
]


def database(given: str) -> str:
    """The database to use, as a path or an address; `given` is the flag or the variable, "" where neither is set.

    Raises:
        StoreError: it is a folder.
    """
    name = given or _database_of(LOCAL_CONFIG) or _database_of(_user_config()) or _default()
    if "://" not in name and Path(name).is_dir():
        raise StoreError(name, "is a folder", f"name a file, such as {Path(name) / 'timeline.db'}")
    return name


def _default() -> str:
    from platformdirs import user_data_path

    return str(user_data_path("timeline") / "timeline.db")


def prepared(given: str) -> str:
    """As `database`, with the folder made that it is to lie in."""
    name = database(given)
    if "://" not in name:
        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = f"its folder cannot be made: {error.strerror or error}"
            raise StoreError(name, reason, "give another path with --db") from error
    return name


def _user_config() -> Path:
    if named := os.environ.get("TIMELINE_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("timeline") / "timeline.toml"


def config_file() -> Path:
    """The config file in force: `./timeline.toml` where there is one, else the user's."""
    return LOCAL_CONFIG if LOCAL_CONFIG.is_file() else _user_config()


def configuration() -> dict[str, Any]:
    """All that is configured; what `./timeline.toml` says wins over the user's file.

    Raises:
        ResourceError: a file is not TOML.
    """
    own, local = _read(_user_config()), _read(LOCAL_CONFIG)
    both = {key: own[key] | local[key] for key in own.keys() & local.keys() if _tables(own[key], local[key])}
    return own | local | both


def _tables(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


def _database_of(file: Path) -> str:
    value = _read(file).get("db", "")
    if not isinstance(value, str):
        raise ResourceError(str(file), "db", f"is no path but {value!r}")
    return value


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(str(file), "file", str(error)) from error


def today() -> int:
    """Today's day number: the one place where the command line reads the clock."""
    from datetime import date

    return date.today().toordinal()  # noqa: DTZ011 - the user's own day is meant

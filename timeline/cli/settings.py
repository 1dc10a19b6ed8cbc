"""Where the database is: flag, TIMELINE_DB, `./timeline.toml`, the user's config file, the platform's data folder."""

import os
import tomllib
from pathlib import Path
from typing import Annotated

import typer

from timeline.errors import ResourceError, StoreError

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
    name = given or _configured(Path("timeline.toml")) or _configured(_user_config()) or _default()
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


def _configured(file: Path) -> str:
    try:
        value = tomllib.loads(file.read_text("utf-8")).get("db", "")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(str(file), "file", str(error)) from error
    if not isinstance(value, str):
        raise ResourceError(str(file), "db", f"is no path but {value!r}")
    return value

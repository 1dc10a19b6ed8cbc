"""The languages there are rules for."""

from functools import cache

from timeline.resources import data_file


@cache
def languages() -> tuple[str, ...]:
    """Their ISO 639-1 codes, in order."""
    return tuple(sorted(path.parent.name for path in data_file("").glob("*/timex.toml")))

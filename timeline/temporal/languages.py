"""The languages there are rules for."""

from functools import cache

from timeline.resources import data_file


@cache
def _known() -> tuple[str, ...]:
    folder = data_file("")
    return tuple(sorted(path.parent.name for path in folder.glob("*/timex.toml")))


LANGUAGES = _known()

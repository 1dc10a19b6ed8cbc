"""The classes of events: names, plain words, meanings and the codes of other schemes, from one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from timeline.errors import ResourceError
from timeline.resources import data_file, read_rows

EXAMPLES = ("example_1", "example_2", "example_3")


@dataclass(frozen=True, slots=True)
class EventClass:
    """A class; `cameo` holds CAMEO root codes, `quad` is "" for a class outside PLOVER."""

    name: str
    plain: str
    meaning: str
    scheme: str
    cameo: tuple[str, ...]
    quad: str
    examples: tuple[str, ...]


@cache
def load_classes() -> Mapping[str, EventClass]:
    """Every class by name, in the order of the table: PLOVER's by quad, then ours.

    Raises:
        ResourceError: the table is missing, a class has two rows, or a row lacks a name, a meaning or an example.
    """
    path = data_file("classes.csv")
    found: dict[str, EventClass] = {}
    for line, row in read_rows(path):
        name, examples = row["class"], tuple(row[key] for key in EXAMPLES)
        if name in found:
            raise ResourceError(path.name, f"line {line}", f"{name} has a row already")
        if not all((name, row["plain"], row["meaning"], *examples)):
            raise ResourceError(path.name, f"line {line}", "lacks a name, plain words, a meaning or an example")
        cameo = tuple(row["cameo"].split())
        found[name] = EventClass(name, row["plain"], row["meaning"], row["scheme"], cameo, row["quad"], examples)
    return found

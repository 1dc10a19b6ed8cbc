"""Events in the forms that other programs read: calendars, maps, feeds, timelines, a web page.

    lines("ics", events, About("Russia in 2016", made_at)) -> Iterator[str]

Each form is a module with one function `lines(events, about)`, loaded when it is asked for.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module

from timeline.formats.common import About
from timeline.model import Event

FORMATS = {
    "html": "page",
    "ics": "ics",
    "timelinejs": "timelinejs",
    "timelinejs-csv": "timelinejs_csv",
    "timesketch": "timesketch",
    "geojson": "geojson",
    "jsonld": "jsonld",
    "rss": "rss",
}

__all__ = ["FORMATS", "About", "left_out", "lines"]


def lines(format_name: str, events: Sequence[Event], about: About) -> Iterator[str]:
    """The lines of a file in one of `FORMATS`, without the events that it cannot hold (see `left_out`)."""
    module = import_module(f"timeline.formats.{FORMATS[format_name]}")
    found: Iterator[str] = module.lines([event for event in events if _holds(module, event)], about)
    return found


def left_out(format_name: str, events: Sequence[Event]) -> int:
    """How many of the events the form has no room for: those without a date, or of years it cannot write."""
    module = import_module(f"timeline.formats.{FORMATS[format_name]}")
    return sum(not _holds(module, event) for event in events)


def _holds(module: object, event: Event) -> bool:
    return bool(getattr(module, "holds", lambda event: True)(event))

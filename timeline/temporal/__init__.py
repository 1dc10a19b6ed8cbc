"""Read the times a text speaks of."""

from timeline.temporal.anchors import resolve_anchor
from timeline.temporal.named import resolve_named
from timeline.temporal.numbers import read_number
from timeline.temporal.points import read_point
from timeline.temporal.published import infer_published
from timeline.temporal.timexes import find_timexes

__all__ = ["find_timexes", "infer_published", "read_number", "read_point", "resolve_anchor", "resolve_named"]

"""Spans that dateparser reads: the relative words of languages we have few rules for."""

from timeline import calendar
from timeline.temporal.context import Context
from timeline.temporal.dateparser_ import read_span
from timeline.temporal.reading import Reading
from timeline.temporal.recognise import Found
from timeline.temporal.values import at_grain
from timeline.terms import Grain


def parsed(found: Found, context: Context) -> Reading | None:
    """What dateparser makes of the span; the rule's `value` names the grain where the span alone does not."""
    base, anchor = context.base()
    span = found.parts.get("span", "")
    if base is None or not span:
        return None
    read = read_span(" ".join(span.split()), base, context.grammar.language)
    if read is None:
        return None
    day, grain = read
    wanted = found.rule.value
    return Reading("DATE", at_grain(day, Grain(wanted) if wanted else grain), anchor=anchor)


def shifted(found: Found, context: Context) -> Reading | None:
    """The stretch that the rule's `value` names by its grain and how many lie between ("week -1")."""
    base, anchor = context.base()
    if base is None:
        return None
    name, _, steps = found.rule.value.partition(" ")
    grain = Grain(name)
    return Reading("DATE", at_grain(calendar.interval_at(grain, base, int(steps)).start, grain), anchor=anchor)

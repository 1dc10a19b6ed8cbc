"""From a match to the time it stands for: which function reads which kind of rule."""

from collections.abc import Callable, Mapping

from timeline.temporal import calendar_dates, counted, days, parsed, spans, within
from timeline.temporal.context import Context
from timeline.temporal.reading import Reading
from timeline.temporal.recognise import Found

Resolver = Callable[[Found, Context], Reading | None]


def resolve(found: Found, context: Context) -> Reading | None:
    """What a match stands for; None where it is no time after all."""
    return KINDS[found.rule.kind](found, context)


KINDS: Mapping[str, Resolver] = {
    "date": calendar_dates.date,
    "year": calendar_dates.year,
    "decade": calendar_dates.decade,
    "century": calendar_dates.century,
    "quarter": calendar_dates.quarter,
    "half": calendar_dates.half,
    "lastquarter": calendar_dates.last_quarter,
    "yearago": calendar_dates.year_ago,
    "season": calendar_dates.season,
    "holiday": calendar_dates.feast,
    "dayword": days.dayword,
    "daypart": days.daypart,
    "weekday": days.weekday,
    "weekof": days.week_of,
    "within": within.within,
    "clock": days.clock,
    "unit": spans.unit,
    "yearend": spans.year_end,
    "ago": spans.ago,
    "agothis": counted.ago_this,
    "fromday": counted.from_day,
    "value": counted.written,
    "duration": spans.duration,
    "stretch": spans.duration,
    "set": spans.repetition,
    "fixed": spans.fixed,
    "then": spans.then,
    "parsed": parsed.parsed,
    "shifted": parsed.shifted,
}

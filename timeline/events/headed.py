"""Chronologies and round-ups: the date that a line begins with, or that stands above it as a heading, governs it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.events.times import Dated
from timeline.model import Timex
from timeline.terms import DateReason, Grain
from timeline.tracing import rule

MARK = re.compile(r"[\s#*_>|•·▪–—-]*")  # of a list, a heading or a table
OPENS = re.compile(r".*[.!?][\"”')]*\s[\s*_•·▪–—-]*")  # what stands before a date that opens a sentence
ALONE = re.compile(r"[\s*_|:.,;()–—-]*")  # what is left of a line that holds only a date
LEADS = re.compile(r"[*_)]*(?:\s*[:–—|]|\s+-{1,2}\s)")  # what stands between a date and what it dates
FEWEST = 2  # dates that lead lines, or the text is no chronology
GRAINS = (Grain.TIME, Grain.DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH, Grain.SEASON, Grain.QUARTER, Grain.YEAR)


@dataclass(frozen=True, slots=True)
class Led:
    """A stretch of the text, by where it begins, and the date that governs it, if one does."""

    start: int
    dated: Dated | None


def governed(text: str, timexes: Sequence[Timex]) -> list[Led]:
    """The stretches of a text that dates govern, in order; none unless it is a chronology.

    `timexes` are those that may date events, in order.  A date alone in its line governs what follows, up to the next
    such date; one before a colon or a dash governs the rest of its line.
    """
    found = list(_led(text, timexes))
    if len({dated.interval for _, _, dated in found}) < FEWEST:
        return []
    stretches: list[Led] = []
    above: Dated | None = None
    for number, (start, heads, dated) in enumerate(found):
        stretches.append(Led(start, dated))
        above = dated if heads else above
        end = text.find("\n", start)
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        if not heads and 0 <= end < following:
            stretches.append(Led(end, above))
    return stretches


def _led(text: str, timexes: Sequence[Timex]) -> Iterator[tuple[int, bool, Dated]]:
    """Each date that opens a line or a sentence and leads it: where it begins, and whether it is a heading."""
    for timex in timexes:
        if timex.interval is None or timex.type != "DATE" or timex.grain not in GRAINS:
            continue
        line, end = text.rfind("\n", 0, timex.start) + 1, text.find("\n", timex.end)
        first = MARK.fullmatch(text, line, timex.start) is not None
        if not first and OPENS.fullmatch(text, line, timex.start) is None:
            continue
        heads = first and ALONE.fullmatch(text, timex.end, end if end >= 0 else len(text))
        if heads or LEADS.match(text, timex.end):
            dated = Dated(timex.interval, timex.grain, timex.edtf, DateReason.HEADING, timex)
            yield timex.start, bool(heads), dated


@rule("date.led")
def led_by(stretches: Sequence[Led], starts: Sequence[int], at: int) -> Dated | None:
    """The date that governs a place in the text; `starts` are where the stretches begin."""
    place = bisect_right(starts, at) - 1
    return stretches[place].dated if place >= 0 else None

"""Dates that say when the article itself was published or updated, and date nothing that it tells."""

import re
from collections.abc import Iterator, Sequence

from timeline.events.timewords import TimeWords
from timeline.model import Timex
from timeline.terms import Grain
from timeline.tracing import rule

YEAR = re.compile(r"\d{4}")
NEAR = 3  # days between a stamp and the day of publication
CLOCK = 12  # characters from a stamp within which a clock time goes with it
REACH = 40  # characters before a stamp that may say what it is
BEFORE = re.compile(r"[\W_]*(?:[A-Z][\w ]{0,30}:)?[\W_]*")  # of its line: nothing, or a label


def without_stamps(timexes: Sequence[Timex], text: str, published: int | None, words: TimeWords) -> Iterator[Timex]:
    """The timexes that are no stamps, and no clock times beside one."""
    end = -CLOCK
    for timex in timexes:
        beside = 0 <= timex.start - end < CLOCK and timex.type == "TIME" and "\n" not in text[end : timex.start]
        if beside or _stamp(timex, text, published, words):
            end = timex.end
        else:
            yield timex


@rule("date.stamp", silent=False)
def _stamp(timex: Timex, text: str, published: int | None, words: TimeWords) -> bool:
    """Whether a timex is the article's own day: written out about that day at the head of a line, or so called."""
    interval = timex.interval
    if interval is None or published is None or not YEAR.search(timex.text):
        return False
    if timex.grain not in (Grain.DAY, Grain.TIME) or abs(interval.start - published) > NEAR:
        return False
    before = text[max(text.rfind("\n", 0, timex.start) + 1, timex.start - REACH) : timex.start]
    labels = before.lower().replace(":", " ").split()
    return BEFORE.fullmatch(before) is not None or not words.stamps.isdisjoint(labels[-2:])

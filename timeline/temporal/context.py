"""What is known while a text is read from front to back: its date, its genre and the time last spoken of."""

from dataclasses import dataclass

from timeline import calendar
from timeline.temporal.rules import Grammar
from timeline.temporal.values import Extent
from timeline.terms import Anchor, Grain

FINE = (Grain.TIME, Grain.DAY)
WEEKS = (Grain.WEEK, Grain.WEEKEND)  # days count from these, never past them from the DCT
COARSE = (Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM)


@dataclass(slots=True)
class Context:
    """The state of reading.

    `news` says that a narrative is the background of a piece of news: what looks to today counts from the DCT, and a
    paragraph starts afresh.  `last` is the timex that comparatives count from, `told` the last that is not still to
    come, `quarter` the last quarter named; `stamped` whether the text has named its own day;
    `tense`, `compared` and `beside` tell of the sentence at hand: of what is to come or was,
    whether it sets figures of one time beside those of another, and the last day it wrote out with its year.
    """

    grammar: Grammar
    dct: int | None
    narrative: bool
    last: Extent | None = None
    fine: Extent | None = None
    told: Extent | None = None
    quarter: int | None = None
    stamped: bool = False
    tense: str = ""
    compared: bool = False
    news: bool = False
    beside: int | None = None
    beside_grain: Grain | None = None
    heading: Extent | None = None

    def base(self) -> tuple[int | None, Anchor]:
        """The day deictic words count from: the DCT, in a story the time last spoken of."""
        if (self.narrative and not self.news) or self.dct is None:
            day = self.last_day()
            if day is not None:
                return day, Anchor.TIMEX
        return (self.dct, Anchor.DCT) if self.dct is not None else (None, Anchor.NONE)

    def day_base(self) -> tuple[int | None, Anchor]:
        """The same for days of the week: a year or decade told of before says nothing of them."""
        coarse = self.last is not None and self.last.grain not in (*FINE, *WEEKS, Grain.MONTH)
        if coarse and self.dct is not None:
            return self.dct, Anchor.DCT
        return self.base()

    def begin_paragraph(self) -> None:
        """Go back to the year of the heading; a paragraph of news without one starts from its own day again."""
        if self.heading is not None:
            self.last = self.told = self.heading
        elif self.news:
            self.last = self.told = self.fine = None

    def spoken_of(self) -> int | None:
        """The day that gives dates without a year theirs, where it is not the DCT: of the paragraph, or a heading."""
        return self.last_day() if self.news or self.heading is not None else None

    def last_day(self) -> int | None:
        """The first day of the time last spoken of."""
        return self.last.interval.start if self.last and self.last.interval else None

    def chained(self, wanted: Grain | None = None) -> tuple[int | None, Grain | None, Anchor]:
        """The day and grain comparatives count from: the time last spoken of, else the DCT.

        Where days are `wanted`, news means the last day spoken of, not a year named in passing; a week last
        spoken of is kept, and the day within it stays unknown.
        """
        coarse = self.last is not None and self.last.grain not in FINE + WEEKS
        if wanted is Grain.DAY and coarse and not self.narrative:
            if self.fine is not None and self.fine.interval is not None:
                return self.fine.interval.start, Grain.DAY, Anchor.TIMEX
            if self.dct is not None and self.last is not None and self.last.grain is not Grain.MONTH:
                return self.dct, Grain.DAY, Anchor.DCT
        last = self.told if self.tense == "past" and self.told is not None else self.last
        if last is not None and last.interval is not None:
            return last.interval.start, last.grain, Anchor.TIMEX
        return self.dct, Grain.DAY if self.dct is not None else None, Anchor.DCT

    def remember(self, extent: Extent) -> None:
        """Take note of the time a timex stands for."""
        if extent.interval is None or extent.grain in COARSE:
            return
        self.stamped |= extent.grain is Grain.DAY and extent.interval.start == self.dct
        self.last = extent
        if self.dct is None or extent.interval.start <= self.dct:
            self.told = extent
        if extent.grain in FINE:
            self.fine = extent
        if extent.grain is Grain.QUARTER:
            self.quarter = extent.interval.start

    def year(self) -> int | None:
        """The year of the time last spoken of."""
        day = self.last_day()
        return None if day is None else calendar.date_of(day)[0]

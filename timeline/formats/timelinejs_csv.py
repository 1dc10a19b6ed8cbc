"""The spreadsheet of TimelineJS 3: the columns of its template, a row an event."""

import csv
import io
from collections.abc import Iterator, Sequence
from html import escape

from timeline.calendar import date_of
from timeline.formats.common import About, address, clean, headline, last_day, when
from timeline.formats.timelinejs import FINE, LONG, holds, told
from timeline.model import Event

__all__ = ["holds", "lines"]

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background", "Link",
)  # fmt: skip


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """The title row and one for each event."""
    title = {"Headline": escape(clean(about.title)), "Type": "title"}
    for row in (dict(zip(COLUMNS, COLUMNS, strict=True)), title, *map(_row, events)):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([row.get(column, "") for column in COLUMNS])
        yield line.getvalue().removesuffix("\n")


def _row(event: Event) -> dict[str, str]:
    interval = event.interval
    assert interval is not None  # `holds` has seen to it
    row = {
        "Display Date": escape(when(event)),
        "Headline": escape(headline(event)),
        "Text": told(event),
        "Group": event.event_class,
        "Link": address(event),
    }
    row |= _date(event, interval.start, "")
    return row | (_date(event, last_day(interval), "End ") if interval.end - interval.start > 1 else {})


def _date(event: Event, number: int, prefix: str) -> dict[str, str]:
    year, month, day = date_of(number)
    parts = {f"{prefix}Year": str(year)}
    if event.grain not in LONG:
        parts[f"{prefix}Month"] = str(month)
    if event.grain is None or event.grain in FINE:
        parts[f"{prefix}Day"] = str(day)
    return parts

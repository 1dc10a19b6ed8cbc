"""Events inside quotation marks are what somebody says: find the speaker, in the sentence or the one before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.events.standing import Occurrence
from timeline.model import Attribution, Mention, Span
from timeline.tracing import about, note

OPENING, CLOSING = "“«", "”»"
STRAIGHT = '"'
MARK = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]|\n(?=\n)")
LONGEST = 1500  # characters; a mark never closed does not swallow the article


def quotations(text: str) -> list[Span]:
    """The stretches of text inside quotation marks, in order; a new paragraph closes what was left open.

    >>> quotations('He said “no” and left.')
    [Span(start=8, end=12)]
    """
    spans, start = [], -1
    for found in MARK.finditer(text):
        at, char = found.start(), found[0]
        if start >= 0 and (char in CLOSING or char == STRAIGHT) and at - start <= LONGEST:
            spans.append(Span(start, at + 1))
            start = -1
        elif char in OPENING or (char == STRAIGHT and start < 0):
            start = at
        elif char == "\n":
            start = -1
    return spans


def quoted(text: str, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The events with those inside quotations attributed to the speaker as quoted words."""
    spans = [span for span in quotations(text) if span.end - span.start > 2]
    result: list[Occurrence] = []
    speaker: tuple[Mention, ...] = ()
    for each in occurrences:
        event, given = each.event, each.event.attribution
        if given is not None and given.said_by:
            speaker = given.said_by
        span = next((s for s in spans if s.start < event.trigger.start < s.end), None)
        if span is not None and span.end - span.start > len(event.trigger.text) + 4:
            said_by = given.said_by if given is not None and given.said_by else speaker
            start, end, words = (given.start, given.end, given.text) if given else (span.start, span.start + 1, "")
            about(event.trigger.start)
            note("attribution.quoted", ", ".join(mention.name for mention in said_by))
            each = replace(each, event=replace(event, attribution=Attribution(start, end, words, "quoted", said_by)))
        result.append(each)
    return result

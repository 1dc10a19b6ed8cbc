"""Events inside quotation marks are what somebody says: find the speaker, in the sentence or the one before."""

import re
from collections.abc import Sequence

from timeline.events.lexicon import load_lexicon
from timeline.events.standing import Occurrence
from timeline.model import Attribution, Mention, Span
from timeline.quick import changed
from timeline.tracing import about, note

OPENING, CLOSING = "“«", "”»"
STRAIGHT = '"'
MARK = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]|\n(?=\n)")
STOP = re.compile(r"[.!?]\s")
LONGEST = 1500  # characters; a mark never closed does not swallow the article
NEAR = 60  # characters between a quotation and the words that tell whose it is


def quotations(text: str) -> list[Span]:
    """The stretches of text inside quotation marks, in order; a new paragraph closes what was left open.

    One that the next quotation finds open lasts a sentence.

    >>> quotations('He said “no” and left.')
    [Span(start=8, end=12)]
    """
    spans, start = [], -1
    for found in MARK.finditer(text):
        at, opens = found.start(), _opens(text, found.start())
        if start >= 0 and opens:
            stop = STOP.search(text, start, at)
            spans.append(Span(start, stop.start() + 1 if stop else at))
        elif start >= 0 and at - start <= LONGEST:
            spans.append(Span(start, at if found[0] == "\n" else at + 1))
        start = at if opens else -1
    return spans


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens a quotation: a straight one does behind a blank or a bracket, and before a word."""
    if text[at] != STRAIGHT:
        return text[at] in OPENING
    before, behind = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
    return not behind.isspace() and (before.isspace() or before in "([—–-")


def quoted(text: str, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The events with those inside quotations attributed to the speaker as quoted words, and no dead man speaking."""
    spans = [span for span in quotations(text) if span.end - span.start > 2]
    every = (each.event.attribution for each in occurrences)
    given = list(dict.fromkeys(said for said in every if said is not None and not _inside(said, spans)))
    told = [_as_cue(each) for each in occurrences if _tells(each, spans)]
    result: list[Occurrence] = []
    for each in occurrences:
        start, words = each.event.trigger.start, each.event.trigger.text
        span = next((s for s in spans if s.start < start < s.end), None)
        if span is not None and span.end - span.start > len(words) + 4:
            each = _quoted(each, span, given, told)
        result.append(_living(each))
    return result


def _inside(said: Attribution, spans: Sequence[Span]) -> bool:
    return any(span.start < said.start < span.end for span in spans)


def _tells(each: Occurrence, spans: Sequence[Span]) -> bool:
    """Whether an event is that somebody says something, told outside quotations."""
    event = each.event
    says = event.event_class == "STATEMENT" and bool(event.source) and each.trigger.entry.pos == "verb"
    return says and not any(span.start < event.trigger.start < span.end for span in spans)


def _as_cue(each: Occurrence) -> Attribution:
    trigger = each.event.trigger
    return Attribution(trigger.start, trigger.end, trigger.text, "quoted", each.event.source)


def _quoted(each: Occurrence, span: Span, given: Sequence[Attribution], told: Sequence[Attribution]) -> Occurrence:
    """An event inside a quotation with its speaker; who is said to say so within it comes first."""
    event, own = each.event, each.event.attribution
    nested = own if own is not None and span.start < own.start < span.end else None
    cue = (own if nested is None else None) or _cue(span, given, told)
    speakers = (cue.said_by if cue is not None else ()) or _last(span, given, told)
    said_by = tuple(dict.fromkeys((*(nested.said_by if nested is not None else ()), *speakers)))
    about(event.trigger.start)
    note("attribution.quoted", ", ".join(mention.name for mention in said_by))
    cue = cue or nested or Attribution(span.start, span.start, "", "quoted")
    return changed(each, event=changed(event, attribution=changed(cue, mode="quoted", said_by=said_by)))


def _cue(span: Span, given: Sequence[Attribution], told: Sequence[Attribution]) -> Attribution | None:
    """What tells whose words a quotation holds: a verb beside it that says so."""
    near = (
        each for each in (*given, *told) if -NEAR <= each.start - span.end <= NEAR or 0 <= span.start - each.end <= NEAR
    )
    return max(near, key=lambda each: (bool(each.said_by), each.start > span.start), default=None)


def _last(span: Span, given: Sequence[Attribution], told: Sequence[Attribution]) -> tuple[Mention, ...]:
    """Who was last said to say something before a quotation."""
    before = (each for each in (*given, *told) if each.said_by and each.start < span.start)
    last = max(before, key=lambda each: each.start, default=None)
    return last.said_by if last is not None else ()


def _living(each: Occurrence) -> Occurrence:
    """An event without the dead among those who say so."""
    event, said = each.event, each.event.attribution
    if said is None or not said.said_by or not _is_deadly(each):
        return each
    dead = {mention.actor for mention in (event.target or event.source)}
    alive: tuple[Mention, ...] = tuple(mention for mention in said.said_by if mention.actor not in dead)
    if len(alive) == len(said.said_by):
        return each
    about(event.trigger.start)
    note("attribution.dead", "who died says nothing of it")
    left = changed(said, said_by=alive) if alive or said.text else None
    return changed(each, event=changed(event, attribution=left))


def _is_deadly(each: Occurrence) -> bool:
    lemma = each.event.trigger.lemma.replace(" ", "_")
    killed = lemma in load_lexicon().quantity["killed"]
    return each.event.event_class == "DEATH" or (killed and bool(each.event.target) and not each.event.negated)

"""An event as a reviewer sees it: a few lines, the trigger standing out."""

import textwrap
from collections.abc import Iterator, Sequence

from timeline.calendar import iso
from timeline.cli.render import safe
from timeline.cli.show import REASONS
from timeline.model import Event, Report
from timeline.store.review import Correction, written
from timeline.terms import Status

OPEN, CLOSE = "\ue000", "\ue001"  # stand for the marks while lines are broken
SENTENCES, WIDEST, LEFT, OTHER = 3, 100, 11, 60
KEYS = (
    ("a", "accept"), ("r", "reject"), ("d", "date"), ("c", "class"), ("s", "source"), ("t", "target"), ("p", "status"),
    ("m", "merge"), ("x", "split"), ("u", "undo"), ("k", "skip"), ("q", "quit"), ("?", "help"),
)  # fmt: skip


def card(event: Event, place: str, *, width: int, styled: bool) -> Iterator[str]:
    """The lines; `place` says where in the walk it stands."""
    room = min(width, WIDEST)
    yield _style(f"{place} {'─' * max(0, room - len(place) - 10)} {event.id[:8]}", "2", styled)
    yield _style(safe(event.headline), "1", styled)
    told = _distinct(event.reports)
    for report in told[:SENTENCES]:
        yield from _sentence(report, room, styled)
    if len(told) > SENTENCES:
        yield f"  and {len(told) - SENTENCES:,} more (`timeline show {event.id[:8]}`)"
    yield ""
    yield from _facts(event)


def _facts(event: Event) -> Iterator[str]:
    yield _line("when", f"{event.edtf or 'unknown'}  ({_reason(event)})")
    yield _line("what", event.event_class + (f", {event.mode}" if event.mode else ""))
    yield _line("who", _who(event))
    if event.place:
        yield _line("where", ", ".join(dict.fromkeys(p.name for p in event.place)))
    yield _line("status", _status(event))
    yield _line("in", _articles(event))
    for differ in event.disagreements:
        yield _line("disputed", f"{differ.about}: {' / '.join(differ.values)}")
    if event.corrected:
        yield _line("corrected", ", ".join(event.corrected))


def _who(event: Event) -> str:
    does, undergoes = (", ".join(m.name for m in side) for side in (event.source, event.target))
    if undergoes:
        return f"{does or '?'} -> {undergoes}"
    return does or "nobody named"


def _status(event: Event) -> str:
    """How it is told: as a fact or not, and who says so."""
    if event.negated:
        told = "did not happen" if event.status is Status.HAPPENED else f"not {event.status}"
    else:
        told = str(event.status)
    said_by = event.attribution.said_by if event.attribution else ()
    speakers = ", ".join(dict.fromkeys(m.name for m in said_by))
    return f"{told}, says {speakers}" if speakers else told


def _line(label: str, value: str) -> str:
    return f"  {label:{LEFT}}{safe(value)}"


def _reason(event: Event) -> str:
    """Why it is dated so, with the words that say it."""
    words = [r.mention.timex.text for r in event.reports if r.mention.timex and r.mention.edtf == event.edtf]
    quoted = f": “{words[0]}”" if words and event.date_reason in ("clause", "sentence") else ""
    return REASONS[event.date_reason] + quoted


def _articles(event: Event) -> str:
    first = event.reports[0].article if event.reports else None
    title = f": {first.title or first.url or first.id}" if first else ""
    day = f" ({iso(first.published)})" if first and first.published is not None else ""
    noun = "article" if event.articles == 1 else "articles"
    return f"{event.articles:,} {noun}{title}{day}"


def _distinct(reports: Sequence[Report]) -> list[Report]:
    """One report of each sentence, the most salient first."""
    kept: dict[str, Report] = {}
    for report in sorted(reports, key=lambda r: -r.mention.salience):
        kept.setdefault(report.sentence, report)
    return list(kept.values())


def _sentence(report: Report, width: int, styled: bool) -> list[str]:
    """The sentence in lines, its trigger marked."""
    start = report.mention.trigger.start - report.mention.sentence.start
    end = report.mention.trigger.end - report.mention.sentence.start
    before, trigger, after = (safe(part) for part in _parts(report.sentence, start, end))
    marked = f"“{before}{OPEN}{trigger}{CLOSE}{after}”"
    lines = textwrap.wrap(" ".join(marked.split()), width - 2, initial_indent="  ", subsequent_indent="  ")
    marks = ("\x1b[1;4m", "\x1b[0m") if styled else ("*", "*")
    return [line.replace(OPEN, marks[0]).replace(CLOSE, marks[1]) for line in lines]


def _parts(sentence: str, start: int, end: int) -> tuple[str, str, str]:
    if not 0 <= start < end <= len(sentence):
        return sentence, "", ""
    return sentence[:start], sentence[start:end], sentence[end:]


def keys(width: int, styled: bool) -> Iterator[str]:
    """The lines that say which keys there are."""
    line, used = "", 0
    for key, name in KEYS:
        size = len(key) + len(name) + 3
        if used + size > min(width, WIDEST):
            yield line.rstrip()
            line, used = "", 0
        line += f"{_style(key, '1', styled)} {name}  "
        used += size
    yield line.rstrip()


def choice(number: int, event: Event) -> str:
    """An event in a list to choose from."""
    return safe(f"  {number}  {event.edtf or '-':12} {event.event_class:10} {event.headline}")


def decided(correction: Correction) -> str:
    """A decision in a few words; of two events joined or parted the sentence of the second."""
    value = written({"kind": correction.kind, "value": correction.value})
    if correction.kind == "negated":
        return value
    if correction.kind in ("merge", "split"):
        value = textwrap.shorten(safe(correction.other_spot.sentence), OTHER, placeholder=" …")
    return f"{correction.kind} {value}".rstrip()


def _style(text: str, code: str, styled: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if styled else text

"""`timeline dates`."""

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import render
from timeline.errors import QueryError, ReadError

if TYPE_CHECKING:
    from timeline.model import DateCandidate, Timex


FILE_NAME = re.compile(r"\S+\.(?:txt|text|md|html?|json|csv|eml|pdf)", re.IGNORECASE)


def dates(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE|-", help="A text, a text file, or - for standard input.")],
    published: Annotated[str, typer.Option(metavar="DATE", help="The day it was published.")] = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="The language of the text; found out where it is not given.")
    ] = "",
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table or jsonl.")] = "",
) -> None:
    """Show which times a text speaks of, and why.

    Without --published the day is inferred from the text, and the candidates are
    listed with their evidence on standard error.  Each time comes with its place in
    the text, type, TIMEX3 value, days, confidence, the rule that read it and what it
    was counted from: the day of publication (dct), a time before it (timex) or an
    event.  A time that waits for an event nobody knows is followed by its name.

    Examples:

    \b
        timeline dates "They met last Friday" --published 2016-04-20
        timeline dates story.txt --format jsonl
        timeline dates "Am Freitag trafen sie sich" --language de --published 2016-04-20
    """
    from timeline.calendar import iso, parse_iso
    from timeline.temporal import find_timexes, infer_published, resolve_named
    from timeline.temporal.languages import languages
    from timeline.tongue import code_of, language_of

    shape = format_ or ("table" if sys.stdout.isatty() else "jsonl")
    if shape not in ("table", "jsonl"):
        raise QueryError(f'no format named "{shape}"; there are table, jsonl')
    content = _content(text)
    language = code_of(language) or language_of(content, languages())
    if language not in languages():
        typer.echo(f"timeline: no times are read in this language ({language})", err=True)
    day = parse_iso(published) if published else None
    if published and day is None:
        raise QueryError(f'"{published}" is no day; write it as 2016-04-20')
    if day is None:
        candidates = infer_published(content, language=language, resolve_event=resolve_named)
        day = next((d for c in candidates if (d := parse_iso(c.edtf)) is not None), None)
        _explain(candidates, iso(day) if day is not None else "")
    found = find_timexes(content, day, language=language, resolve_event=resolve_named)
    render.emit(render.as_json(_record(t)) if shape == "jsonl" else render.safe(_line(t)) for t in found)


def _content(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    if len(text) > 255 or "\n" in text or not Path(text).is_file():
        if FILE_NAME.fullmatch(text):
            raise ReadError(text, "no such file")
        return text
    try:
        return Path(text).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(text, str(error)) from error


def _explain(candidates: "tuple[DateCandidate, ...]", day: str) -> None:
    typer.echo(f"published: {day or 'unknown'} (not given)", err=True)
    for candidate in candidates:
        render.say(f"  {candidate.edtf}  {candidate.confidence:.2f}  {candidate.source}: {candidate.evidence}")


def _record(timex: "Timex") -> dict[str, Any]:
    from timeline.calendar import iso

    record = asdict(timex)
    interval = record.pop("interval")
    record["from"] = iso(interval["start"]) if interval else None
    record["to"] = iso(interval["end"]) if interval else None
    return record


def _line(timex: "Timex") -> str:
    record = _record(timex)
    text = " ".join(timex.text.split())
    span = f"{record['from']} .. {record['to']}" if record["from"] else "-"
    reason = f"{timex.rule}, from {timex.anchor}" if timex.anchor != "none" else timex.rule
    reason += f" “{timex.anchor_text}”" if timex.anchor_text and not timex.interval else ""
    value = timex.value + (f" ({timex.mod})" if timex.mod else "")
    return f"{timex.start:>6}  {text:<32} {timex.type:<8} {value:<24} {span:<26} {timex.confidence:.2f}  {reason}"

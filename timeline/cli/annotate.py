"""`timeline annotate`."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import render
from timeline.cli.ingest import SOME_FAILED, publication_day
from timeline.errors import QueryError, ReadError

if TYPE_CHECKING:
    from timeline.model import Analysis, Article, Trigger
    from timeline.tracing import Trace

FORMATS = ("jsonl", "terminal", "conllu")
BATCH_ARTICLES = 16
COLOURS = {"timex": "cyan", "actor": "green", "trigger": "bold magenta"}


def annotate(
    sources: Annotated[list[str], typer.Argument(metavar="FILE|URL|-", help="As for ingest.")],
    published: Annotated[str, typer.Option(metavar="DATE", help="The publication date of all of them.")] = "",
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="jsonl, terminal or conllu.")] = "",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Read addresses in private networks too.")
    ] = False,
    parser: Annotated[str, typer.Option(metavar="SPEC", help="en, or spacy:NAME for a spaCy pipeline.")] = "en",
    explain: Annotated[bool, typer.Option("--explain", help="Print the rules behind every decision.")] = False,
    at: Annotated[
        str, typer.Option(metavar="WORD", help="With --explain: only events whose trigger holds this word or offset.")
    ] = "",
) -> None:
    """Show what is read in articles; store nothing.

    On a terminal: the text with its times, actors and events marked, and the events
    below it.  Into a pipe: one JSON object an article.  `conllu` prints the analysis
    of each sentence, for the tools of Universal Dependencies.

    Examples:

    \b
        timeline annotate story.txt
        timeline annotate articles.jsonl --format jsonl > annotated.jsonl
        timeline annotate story.txt --format conllu
        timeline annotate story.txt --explain --at attacked
    """
    shape = format_ or ("terminal" if sys.stdout.isatty() else "jsonl")
    if shape not in FORMATS:
        raise QueryError(f'no format named "{shape}"; there are {", ".join(FORMATS)}')
    if at and not explain:
        raise QueryError("--at chooses what --explain prints; give both")
    if explain and shape == "conllu":
        raise QueryError("--explain goes with the formats terminal and jsonl")
    failed = False
    read = _explained if explain else _analyses
    for item in read(sources, publication_day(published), allow_private, parser, whole=shape == "conllu"):
        if isinstance(item, ReadError):
            failed = True
            render.say(f"timeline: {item}")
        elif isinstance(item, tuple):
            render.emit(_reasons(*item, shape, at))
        elif shape == "terminal":
            _print(item)
        else:
            render.emit(_lines(item, shape))
    if failed:
        raise typer.Exit(SOME_FAILED)


def _lines(analysis: "Analysis", shape: str) -> "Iterator[str]":
    if shape == "conllu":
        from timeline.language.conllu import conllu

        lines = conllu(analysis.article.text, analysis.parses, analysis.article.id)
        yield from (render.CONTROL.sub("\ufffd", line) for line in lines)
    else:
        from timeline.extract import annotation

        yield render.as_json(annotation(analysis))


def _analyses(
    sources: list[str],
    published: int | None,
    allow_private: bool,
    parser: str,
    *,
    whole: bool,
    batch: int = BATCH_ARTICLES,
) -> "Iterator[Analysis | ReadError]":
    from itertools import islice

    from timeline.ingest import reader_tools
    from timeline.ingest.guard import Refused, analysed
    from timeline.readers import Given, read

    tools = {**reader_tools(parser=parser), "whole": whole}
    given = Given(published=published)
    found = (
        item for source in sources for item in read(source, given, stdin=sys.stdin.buffer, allow_private=allow_private)
    )
    while some := list(islice(found, batch)):
        articles: list[Article] = [item for item in some if not isinstance(item, ReadError)]
        done = iter(analysed(articles, tools, whole=True))
        for item in some:
            result = item if isinstance(item, ReadError) else next(done)
            yield ReadError(result.name, result.reason) if isinstance(result, Refused) else result


def _explained(
    sources: list[str], published: int | None, allow_private: bool, parser: str, *, whole: bool
) -> "Iterator[tuple[Analysis, Trace] | ReadError]":
    """Each article with the trace of its rules; one at a time, since a trace is of one article."""
    from timeline.tracing import Trace, traced

    found = _analyses(sources, published, allow_private, parser, whole=whole, batch=1)
    while True:
        with traced(Trace()) as trace:
            item = next(found, None)
        if item is None:
            return
        yield item if isinstance(item, ReadError) else (item, trace)


def _reasons(analysis: "Analysis", trace: "Trace", shape: str, at: str) -> Iterator[str]:
    """The events asked for, each with the rules behind it."""
    from timeline.cli.explaining import trace_lines, trace_record
    from timeline.extract import annotation

    chosen = [_is_at(event.trigger, at) for event in analysis.events]
    if shape == "jsonl":
        record = annotation(analysis)
        record["events"] = [
            event | {"trace": trace_record(trace.of(event["trigger"]["start"]))}
            for event, keep in zip(record["events"], chosen, strict=True)
            if keep
        ]
        yield render.as_json(record)
        return
    for event, keep in zip(analysis.events, chosen, strict=True):
        if keep:
            yield render.safe(f"{event.trigger.text} [{event.trigger.start}]  {event.event_class}  {event.headline}")
            yield from map(render.safe, trace_lines(trace.of(event.trigger.start)))
            yield ""


def _is_at(trigger: "Trigger", at: str) -> bool:
    """Whether a trigger holds a word, or the character at an offset; "" is in all."""
    if at.isdecimal():
        return trigger.start <= int(at) < trigger.end
    return at.lower() in trigger.text.lower().split() or not at


def _print(analysis: "Analysis") -> None:
    from rich.console import Console
    from rich.text import Text

    from timeline.calendar import iso
    from timeline.cli.render import safe

    article, console = analysis.article, Console(highlight=False, soft_wrap=True)
    console.print(Text(safe(article.title or article.id), style="bold"))
    day = iso(article.published) if article.published is not None else "unknown"
    console.print(Text(f"published {day} ({article.published_source})", style="dim"))
    console.print(_marked(analysis))
    for event in analysis.events:
        line = Text("\n").append(f"{event.edtf or 'no date':24} {event.event_class:10} ", style="dim")
        line.append(safe(event.headline), style="bold")
        line.append(f"  {event.status}{', negated' if event.negated else ''}; date: {event.date_reason}", style="dim")
        console.print(line, end="")
    console.print("\n")


def _marked(analysis: "Analysis") -> Any:
    from rich.text import Text

    from timeline.cli.render import CONTROL

    # One character for each, so that the offsets of the marks stay right.
    text = Text(CONTROL.sub("\ufffd", analysis.article.text))
    for timex in analysis.timexes:
        text.stylize(COLOURS["timex"], timex.start, timex.end)
    for mention in analysis.mentions:
        text.stylize(COLOURS["actor"], mention.start, mention.end)
    for event in analysis.events:
        text.stylize(COLOURS["trigger"], event.trigger.start, event.trigger.end)
    return text

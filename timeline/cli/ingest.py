"""`timeline ingest`."""

import json
import re
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import render
from timeline.cli.progress import Progress as Progress
from timeline.cli.settings import Database, prepared, today
from timeline.cli.watching import follow
from timeline.errors import QueryError, ReadError

if TYPE_CHECKING:
    from timeline.ingest import Summary

SOME_FAILED = 3
LAST_DAY = 3_652_060  # of the year 9999, exclusive
WATCH_SECONDS = 60.0
FORMATS = "text, markdown, html, jsonl, json, csv, tsv, feed, warc, pdf, eml, mbox"
NAMED = 20  # pages without text; a crawl may have any number


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|URL|-",
            show_default=False,
            help="Files, folders, archives, feeds, web addresses, or - for standard input.",
        ),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what could not be read in earlier ingests.")
    ] = False,
    published: Annotated[str, typer.Option(metavar="DATE", help="The publication date of all of them.")] = "",
    publisher: Annotated[str, typer.Option(metavar="NAME", help="The publisher of all of them.")] = "",
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"auto, {FORMATS}, or one that a plug-in adds.")
    ] = "auto",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,...",
            show_default=False,
            help="Which column or key holds what: title=headline,text=body,published=day.",
        ),
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Read the page of each entry of a feed, not only what the feed holds of it.")
    ] = False,
    delay: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="The least time between two questions to one host.")
    ] = 1.0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep what was fetched before.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on looking for what is new, until interrupted.")] = False,
    every: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="How often to look, with --watch.")
    ] = WATCH_SECONDS,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            min=0,
            metavar="N",
            show_default=False,
            help="Processes that extract; 0 is one a core, or one for few articles.",
        ),
    ] = 0,
    parser: Annotated[str, typer.Option(metavar="SPEC", help="en, or spacy:NAME for a spaCy pipeline.")] = "en",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Read addresses in private networks too.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count, but store nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    json_summary: Annotated[
        bool, typer.Option("--json-summary", help="Print the summary as one JSON object on standard output.")
    ] = False,
    db: Database = "",
) -> None:
    """Read articles and store their events.

    Takes text, Markdown, web pages, RSS, Atom and JSON feeds, PDF (with the extra pdf),
    web archives (.warc, with the extra warc), e-mail (.eml, .mbox), and tables and JSON
    with a column of texts; alone, in folders, or in .zip, .tar, .gz, .bz2 and .xz.

    An article that is already stored is counted as a duplicate; one that cannot be
    read, or takes too long, is named at the end and remembered for --retry-failed, and
    the rest goes on.  Interrupting keeps what is done.

    What is fetched is asked for politely: robots.txt is heeded, a host is asked once a
    second, and an answer that has not changed is not sent again.

    Examples:

    \b
        timeline ingest articles/
        timeline ingest archive.zip --jobs 8
        timeline ingest --retry-failed
        timeline ingest story.txt --published 2016-04-21 --publisher Reuters
        timeline ingest https://example.org/story.html
        timeline ingest https://example.org/news.rss --fetch --watch --every 3600
        timeline ingest export.csv --map title=headline,text=body,published=day
        curl -s https://example.org/feed.jsonl | timeline ingest - --format jsonl
    """
    from timeline.ingest import retry, run
    from timeline.ingest.watch import watch as watched
    from timeline.readers import Given, is_format
    from timeline.readers.fetch import polite

    if format_ != "auto" and not is_format(format_):
        raise QueryError(f'no format named "{format_}"; there are auto, {FORMATS}')
    if bool(sources) == retry_failed or (retry_failed and (watch or dry_run)):
        raise QueryError("give what to read, or --retry-failed alone")
    given = Given(publication_day(published), publisher, format_, mapped(columns or []), fetch)
    web = polite(allow_private, delay, keep=not no_cache)
    database = None if dry_run else prepared(db)
    if watch:
        if "-" in (sources or []):
            raise QueryError("standard input cannot be watched; give a file, a folder or an address")
        rounds = watched(sources or [], database, given=given, web=web, now=time.time, jobs=jobs)
        began = time.monotonic()

        def tell(summary: "Summary") -> None:
            nonlocal began
            _tell(summary, time.monotonic() - began, quiet, json_summary)

        def pause() -> None:
            nonlocal began
            time.sleep(every)
            began = time.monotonic()

        failed = follow(rounds, tell, pause)
        raise typer.Exit(SOME_FAILED if failed else 0)
    progress = None if quiet else Progress(sources or [])
    began = time.monotonic()
    try:
        if database and retry_failed:
            summary = retry(database, given=given, jobs=jobs, parser=parser, web=web, report=progress)
        else:
            summary = run(
                sources or [], database, given=given, jobs=jobs, parser=parser, web=web, stdin=sys.stdin.buffer,
                report=progress, begun=progress.begun if progress else lambda _path: None,
            )  # fmt: skip
    except KeyboardInterrupt:
        typer.echo("\ninterrupted; what was done is kept: the same command again does the rest", err=True)
        raise
    finally:
        if progress:
            progress.close()
    _tell(summary, time.monotonic() - began, quiet, json_summary)
    if summary.failures:
        raise typer.Exit(SOME_FAILED)


def _tell(summary: "Summary", seconds: float, quiet: bool, json_summary: bool) -> None:
    rate = summary.articles / max(seconds, 0.001)
    if json_summary:
        speed = {"seconds": round(seconds, 3), "articles_per_second": round(rate, 2)}
        render.emit([json.dumps(summary.record() | speed)])
    elif not quiet:
        typer.echo(f"{summary.line()}; {seconds:.1f} s, {rate:,.1f} articles/s", err=True)
    for failure in summary.failures:
        render.say(f"  {failure}")
    if not quiet:
        _name_empty(summary.without_text)


def _name_empty(pages: Sequence[ReadError]) -> None:
    for page in pages[:NAMED]:
        render.say(f"  {page}")
    if len(pages) > NAMED:
        typer.echo(f"  and {len(pages) - NAMED:,} more without text", err=True)


def mapped(written: list[str]) -> tuple[tuple[str, str], ...]:
    """The fields and columns of `--map`; a comma parts two only where another field follows it.

    Raises:
        QueryError: a part is not FIELD=COLUMN, or there is no such field.

    >>> mapped(["title=headline,text=body, all of it"])
    (('title', 'headline'), ('text', 'body, all of it'))
    """
    from timeline.readers.rows import FIELDS

    pairs = []
    for part in (part for each in written for part in re.split(r",(?=\s*\w+=)", each)):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column:
            raise QueryError(f'"{part}" says of no column what it holds; write --map FIELD=COLUMN')
        if field not in FIELDS:
            raise QueryError(f'no field named "{field}"; there are {", ".join(FIELDS)}')
        pairs.append((field, column))
    return tuple(pairs)


def publication_day(written: str) -> int | None:
    """The day number a user gave as publication date; None where none was given.

    Raises:
        QueryError: it is no date, or not one day.
    """
    if not written:
        return None
    from timeline.query import parse_when

    interval = parse_when(written, today())
    if interval.end > LAST_DAY or interval.start < 1:
        raise QueryError(f'"{written}" lies outside the years 1 to 9999; give the publication date as YYYY-MM-DD')
    if interval.end - interval.start != 1:
        raise QueryError(f'"{written}" is not one day; give the publication date as YYYY-MM-DD')
    return interval.start

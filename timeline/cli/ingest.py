"""`timeline ingest`."""

import json
import sys
import time
from typing import Annotated

import typer

from timeline.cli import render
from timeline.cli.settings import Database, prepared
from timeline.errors import QueryError

SOME_FAILED = 3
LAST_DAY = 3_652_060  # of the year 9999, exclusive
TERMINAL_SECONDS, LOG_SECONDS = 0.1, 10.0  # between two signs of progress


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL|-", help="Files, folders, archives, web addresses, or - for standard input."),
    ],
    published: Annotated[str, typer.Option(metavar="DATE", help="The publication date of all of them.")] = "",
    publisher: Annotated[str, typer.Option(metavar="NAME", help="The publisher of all of them.")] = "",
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="auto, text, markdown, html, jsonl, json, csv or tsv.")
    ] = "auto",
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

    An article that is already stored is counted as a duplicate; one that cannot be
    read is named at the end and the rest goes on.  Interrupting keeps what is done.

    Examples:

    \b
        timeline ingest articles/
        timeline ingest archive.zip --jobs 8
        timeline ingest story.txt --published 2016-04-21 --publisher Reuters
        timeline ingest https://example.org/story.html
        curl -s https://example.org/feed.jsonl | timeline ingest - --format jsonl
    """
    from timeline.ingest import run
    from timeline.readers import FORMATS, Given

    if format_ not in ("auto", *FORMATS):
        raise QueryError(f'no format named "{format_}"; there are auto, {", ".join(FORMATS)}')
    given = Given(published=publication_day(published), publisher=publisher, format=format_)
    database = None if dry_run else prepared(db)
    progress = None if quiet else _Progress()
    try:
        summary = run(
            sources, database, given=given, jobs=jobs, allow_private=allow_private, stdin=sys.stdin.buffer,
            report=progress,
        )  # fmt: skip
    except KeyboardInterrupt:
        typer.echo("\ninterrupted; what was done is kept: the same command again does the rest", err=True)
        raise
    finally:
        if progress:
            progress.close()
    if json_summary:
        render.emit([json.dumps(summary.record())])
    elif not quiet:
        typer.echo(summary.line(), err=True)
    for failure in summary.failures:
        typer.echo(f"  {failure}", err=True)
    if summary.failures:
        raise typer.Exit(SOME_FAILED)


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


def today() -> int:
    """Today's day number: the one place where the command line reads the clock."""
    from datetime import date

    return date.today().toordinal()  # noqa: DTZ011 - the user's own day is meant


class _Progress:
    """A line that counts up on a terminal; a line every ten seconds where a log is kept."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self.began = self.said = time.monotonic()

    def __call__(self, done: int, events: int) -> None:
        now = time.monotonic()
        if now - self.said < (TERMINAL_SECONDS if self.terminal else LOG_SECONDS):
            return
        self.said = now
        line = f"{done:,} articles, {events:,} events, {done / (now - self.began):.1f} articles/s"
        sys.stderr.write(f"\r\x1b[K{line}" if self.terminal else f"{line}\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Clear the line."""
        if self.terminal:
            sys.stderr.write("\r\x1b[K")

"""The command line: parse arguments, call one function, print.

Each command lives in a module of its own and imports what is slow inside its body,
so that `--help` and `query` start at once.
"""

import os
import sys

import typer

from timeline.cli import (
    actors,
    annotate,
    database,
    dates,
    diff,
    doctor,
    gaps,
    ingest,
    query,
    render,
    review,
    show,
    stats,
    transfer,
)
from timeline.errors import TimelineError

INTERRUPTED = 130

app = typer.Typer(
    name="timeline",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"timeline {version('timeline')}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Who did what to whom, when and where: read out of news, stored, and asked about, offline."""


app.command("init")(database.init)
app.command("ingest")(ingest.ingest)
app.command("query")(query.query)
app.command("show")(show.show)
app.command("annotate")(annotate.annotate)
app.command("dates")(dates.dates)
app.add_typer(actors.app, name="actors")
app.command("sources")(stats.sources)
app.command("stats")(stats.stats)
app.command("gaps")(gaps.gaps)
app.command("diff")(diff.diff)
app.command("review")(review.review)
app.command("doctor")(doctor.doctor)
app.command("export")(transfer.export)
app.command("import")(transfer.import_)
app.add_typer(database.app, name="db")


def main() -> None:
    """Run; an error of ours is one line on stderr, and its exit status says which kind."""
    try:
        app()
    except TimelineError as error:
        render.say(f"timeline: {error}")
        raise SystemExit(error.exit_status) from error
    except KeyboardInterrupt as error:
        raise SystemExit(INTERRUPTED) from error
    except BrokenPipeError as error:
        # Whoever read us has had enough; keep the interpreter from complaining on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from error

"""The command line: parse arguments, call one function, print.

Each command lives in a module of its own, which is loaded when it is called and imports
what is slow inside its body, so that `--help` and `query` start at once.
"""

import os
import sys

import typer

from timeline import __version__
from timeline.cli.lazy import lazily
from timeline.errors import TimelineError

INTERRUPTED = 130
# Where each command is, and the first line of what it says of itself.
COMMANDS = {
    "init": ("database:init", "Make the database and load the known actors."),
    "ingest": ("ingest:ingest", "Read articles and store their events."),
    "query": ("query:query", "Print who did what to whom, when and where."),
    "show": ("show:show", "Show an event and its evidence, or an article."),
    "annotate": ("annotate:annotate", "Show what is read in articles; store nothing."),
    "dates": ("dates:dates", "Show which times a text speaks of, and why."),
    "sources": ("stats:sources", "List publishers, articles and duplicates."),
    "stats": ("stats:stats", "Count events."),
    "gaps": ("gaps:gaps", "Show for how long nothing was reported."),
    "diff": ("diff:diff", "Show what the last ingest changed."),
    "review": ("review:review", "Look events over one by one: accept, reject or correct them with single keys."),
    "doctor": ("doctor:doctor", "Look the database over: what is in it, what is wrong, what to do."),
    "export": ("transfer:export", "Write the whole database as JSON Lines."),
    "import": ("transfer:import_", "Make a new database out of an export."),
    "actors": ("actors:app", "List, show, add and correct actors: merge, split, rename, alias."),
    "db": ("database:app", "Look after the database."),
}

app = typer.Typer(
    name="timeline",
    cls=lazily(COMMANDS),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"timeline {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Who did what to whom, when and where: read out of news, stored, and asked about, offline."""


def main() -> None:
    """Run; an error of ours is one line on stderr, and its exit status says which kind."""
    try:
        app()
    except TimelineError as error:
        from timeline.cli import render

        render.say(f"timeline: {error}")
        raise SystemExit(error.exit_status) from error
    except KeyboardInterrupt as error:
        raise SystemExit(INTERRUPTED) from error
    except BrokenPipeError as error:
        # Whoever read us has had enough; keep the interpreter from complaining on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from error

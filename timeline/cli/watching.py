"""`timeline ingest --watch`: rounds of reading, told as they end, until somebody stops it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from timeline.ingest import Summary


def follow(rounds: "Iterator[Summary]", tell: "Callable[[Summary], None]", pause: Callable[[], None]) -> bool:
    """Tell of each round that found something and pause, until Ctrl-C; whether anything failed."""
    failed = False
    try:
        for summary in rounds:
            if summary.articles:
                tell(summary)
                failed = failed or bool(summary.failures)
            pause()
    except KeyboardInterrupt:
        typer.echo("stopped; what was done is kept", err=True)
    return failed

"""`timeline doctor`."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.settings import Database, database
from timeline.errors import QueryError

if TYPE_CHECKING:
    from timeline.doctor import Change, Finding, Renewed

PROBLEMS, SOME_FAILED = 1, 3
FORMATS = ("text", "json", "jsonl")
LABEL, SHOWN, SHORT_ID, HEADLINE = 15, 5, 8, 60
SIGNS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB"))


def doctor(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Read again what an older version read, and print what changed.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="With --rebuild: every article, not only stale ones.")
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", min=0, metavar="N", show_default=False, help="Processes that extract, as for ingest."
        ),
    ] = 0,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="How many changes of a kind are named.")] = 10,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    db: Database = "",
) -> None:
    """Look the database over: what is in it, what is wrong, what to do.

    Ends with 0 where all is sound, with 1 where something is to be done. `--rebuild`
    loads a newer registry, reads stale articles again, dates what waited for an event
    that is known now, and mends what is derived. Corrections stay and win.

    Examples:

    \b
        timeline doctor
        timeline doctor --rebuild
        timeline doctor --rebuild --all --jobs 4 --format jsonl > changes.jsonl
    """
    shape = "json" if as_json else format_
    if shape not in FORMATS:
        raise QueryError(f'no format named "{shape}"; there are {", ".join(FORMATS)}')
    if everything and not rebuild:
        raise QueryError("--all says what to read again: give --rebuild too")
    if rebuild:
        _rebuild(database(db), everything, jobs, limit, shape)
    else:
        _report(db, shape)


def _report(db: str, shape: str) -> None:
    from timeline.doctor import examine, sound
    from timeline.store import HEAD

    name = database(db)
    with asking.reading(db) as connection:
        findings = examine(connection)
    size = _size(name)
    if shape == "text":
        render.emit(_lines(f"{name}  {f'{size}, ' if size else ''}schema {HEAD}", findings))
    else:
        records = [{"database": name, "schema": HEAD, "bytes": _bytes(name)}, *(f.record() for f in findings)]
        render.emit(render.write(records, (), shape))
    if not sound(findings):
        raise typer.Exit(PROBLEMS)


def _lines(head: str, findings: "Sequence[Finding]") -> Iterator[str]:
    yield head
    yield ""
    for finding in findings:
        mark = _painted("ok", "green") if finding.sound else _painted("!!", "red")
        yield f"{mark}  {finding.about:{LABEL}}{render.safe(finding.summary)}"
        for line in finding.details[:SHOWN]:
            yield f"    {'':{LABEL}}{render.safe(line)}"
        if len(finding.details) > SHOWN:
            yield f"    {'':{LABEL}}and {len(finding.details) - SHOWN:,} more (--format json lists them)"
        if finding.remedy:
            yield f"    {'':{LABEL}}{_painted(f'-> {finding.remedy}', 'yellow')}"
    wrong = sum(not finding.sound for finding in findings)
    yield ""
    yield _painted("All is well.", "green") if not wrong else f"{wrong} to be looked after."


def _painted(text: str, colour: str) -> str:
    import os

    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else typer.style(text, fg=colour)


def _bytes(name: str) -> int | None:
    from pathlib import Path

    return Path(name).stat().st_size if "://" not in name else None


def _size(name: str) -> str:
    size = _bytes(name)
    if size is None:
        return ""
    unit, sign = next(((unit, sign) for unit, sign in SIGNS if size >= unit), (1, "bytes"))
    return f"{size / unit:.1f} {sign}" if unit > 1 else f"{size} {sign}"


def _rebuild(name: str, everything: bool, jobs: int, limit: int, shape: str) -> None:
    from timeline.cli.ingest import Progress
    from timeline.doctor import renew

    progress = Progress()
    try:
        done = renew(name, everything=everything, jobs=jobs, report=progress)
    except KeyboardInterrupt:
        typer.echo("\ninterrupted; what was done is kept: the same command again does the rest", err=True)
        raise
    finally:
        progress.close()
    if shape == "text":
        render.emit(_changed(done, limit))
    else:
        records: list[dict[str, Any]] = [change.record() for change in done.changes]
        render.emit(render.write(records, (), shape))
        typer.echo(_summary(done), err=True)
    for failure in done.failures:
        render.say(f"  {failure}")
    if done.failures:
        raise typer.Exit(SOME_FAILED)


def _summary(done: "Renewed") -> str:
    parts = [f"{_articles(done.articles)} read again"] if done.articles or not done.resolved else []
    parts += [f"{_articles(done.resolved)} read again for times whose event is known now"] if done.resolved else []
    parts += ["a newer registry loaded"] if done.registry else []
    parts += ["links and counts made anew"] if done.derived else []
    return "; ".join(parts)


def _articles(count: int) -> str:
    return f"{count:,} {'article' if count == 1 else 'articles'}"


def _changed(done: "Renewed", limit: int) -> Iterator[str]:
    from timeline.doctor import KINDS

    yield _summary(done)
    for kind in KINDS:
        mine = [change for change in done.changes if change.kind == kind]
        if not mine:
            continue
        yield ""
        yield f"{len(mine):,} {kind}"
        yield from (f"  {render.safe(_change(change))}" for change in mine[:limit])
        if len(mine) > limit:
            yield f"  and {len(mine) - limit:,} more (--limit, or --format jsonl)"
    if not done.changes:
        yield "no event changed"


def _change(change: "Change") -> str:
    moved = " -> ".join(part for part in (change.before, change.after) if part)
    room = HEADLINE - 1
    headline = change.headline if len(change.headline) <= HEADLINE else f"{change.headline[:room]}…"
    return f"{change.id[:SHORT_ID]}  {headline:{HEADLINE}}  {moved}"

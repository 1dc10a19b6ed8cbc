"""`timeline review`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.settings import Database, configuration, database, today
from timeline.errors import QueryError, ResourceError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from timeline.store import Correction, Imported

STANDARD = "-"
COLUMNS = ("number", "when", "who", "what", "event", "undone")
SHORT_ID = 8
CONFLICTS = 1  # exit status: what was decided otherwise is for a person to settle
FILE = "FILE.jsonl"


def review(
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", show_default=False, help="With --undo: which decision.")
    ] = None,
    actor: asking.Actors = None,
    any_actor: asking.AnyActor = False,
    source: asking.Source = None,
    target: asking.Target = None,
    with_: asking.With = None,
    since: asking.Since = "",
    until: asking.Until = "",
    on: asking.On = "",
    type_: asking.Types = None,
    place: asking.Places = None,
    text: asking.Text = "",
    status: asking.Status = "",
    min_confidence: asking.MinConfidence = 0.0,
    publisher: asking.Publisher = "",
    exact: asking.Exact = False,
    everything: asking.Everything = False,
    again: Annotated[bool, typer.Option("--again", help="Also events that were reviewed before.")] = False,
    person: Annotated[
        str,
        typer.Option("--as", metavar="NAME", show_default=False, help="Who decides; else `reviewer` of the config."),
    ] = "",
    log: Annotated[bool, typer.Option("--log", help="List the decisions, the latest last.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the latest decision, or decision NUMBER.")] = False,
    apply: Annotated[
        str, typer.Option("--apply", metavar=FILE, help="Decide as the lines say: event, kind, value, other.")
    ] = "",
    export: Annotated[
        str, typer.Option("--export", metavar=FILE, help="Write all decisions; - is standard output.")
    ] = "",
    import_: Annotated[
        str, typer.Option("--import", metavar=FILE, help="Take in decisions that another database exported.")
    ] = "",
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"Of --log: {', '.join(render.FORMATS)}.")
    ] = "",
    db: Database = "",
) -> None:
    """Look events over one by one: accept, reject or correct them with single keys.

    The most salient that nobody has reviewed come first; `?` lists the keys. Decisions
    are kept with who and when, can be undone, and win over everything that is read out
    of articles later. Exported, they mean the same events in any database that has the articles.

    Examples:

    \b
        timeline review --actor Russia --since 2016-04
        timeline review --log; timeline review --undo 12
        timeline review --export ours.jsonl; timeline review --import theirs.jsonl
        echo '{"event": "3f2a91c0", "kind": "date", "value": "2016-04"}' | timeline review --apply -
    """
    one = [name for name, given in (("--log", log), ("--undo", undo), ("--apply", apply), ("--export", export),
                                    ("--import", import_)) if given]  # fmt: skip
    if len(one) > 1:
        raise QueryError(f"{' and '.join(one)} are different things to do: give one of them")
    if number is not None and not undo:
        raise QueryError(f"{number} is the number of a decision: give --undo with it")
    if log:
        _log(db, format_)
    elif undo:
        _undo(db, number)
    elif export:
        _export(db, export)
    elif import_:
        _import(db, import_)
    elif apply:
        _apply(db, apply, _reviewer(person))
    else:
        wanted = asking.wanted(
            actors=actor, any_actor=any_actor, source=source, target=target, with_=with_, since=since, until=until,
            on=on, types=type_, places=place, text=text, status=status, min_confidence=min_confidence,
            publisher=publisher, exact=exact, everything=everything,
        )  # fmt: skip
        _walk(db, wanted, again, _reviewer(person))


def is_terminal() -> bool:
    """Whether a person sits at the keyboard."""
    return sys.stdin.isatty()


def now() -> str:
    """This moment in UTC, as decisions are stamped: the one place where reviewing reads the clock."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reviewer(given: str) -> str:
    """Who decides: the flag, `reviewer` of the config file, the user of this computer."""
    from getpass import getuser

    name = given or configuration().get("reviewer", "")
    if not isinstance(name, str):
        raise ResourceError("timeline.toml", "reviewer", f"is no name but {name!r}")
    try:
        return name or getuser()
    except (KeyError, OSError) as error:
        raise QueryError("nobody knows who you are: give --as NAME") from error


@contextmanager
def _writing(db: str) -> "Iterator[Engine]":
    from timeline import store

    engine = store.open_store(database(db), create=False)
    try:
        yield engine
    finally:
        engine.dispose()


def _walk(db: str, wanted: Any, again: bool, person: str) -> None:
    if not is_terminal():
        raise QueryError("reviewing needs a terminal; --apply FILE decides without one")
    import os
    import shutil

    from timeline.cli.reviewing.keyboard import key
    from timeline.cli.reviewing.session import Session, Terminal

    styled = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    terminal = Terminal(key, _ask, typer.echo, shutil.get_terminal_size().columns, styled)
    with _writing(db) as engine:
        session = Session(engine, terminal, person, now, today())
        try:
            session.run(wanted, again=again)
        except (EOFError, typer.Abort):
            typer.echo("")
        finally:
            count = len(session.made)
            typer.echo(f"{count:,} {'decision' if count == 1 else 'decisions'} kept", err=True)


def _ask(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return ""


def _log(db: str, format_: str) -> None:
    shape = render.chosen(format_)
    from timeline import store

    with asking.reading(db) as connection:
        records = _entries(connection, store.corrected(connection))
    if not records:
        typer.echo("nothing decided yet", err=True)
    render.emit(render.write(records, COLUMNS, shape))


def _entries(connection: Any, corrections: "list[Correction]") -> list[dict[str, Any]]:
    """A record for each decision; the pairs of a split are one."""
    from timeline.cli.reviewing.card import decided
    from timeline.store.review import decision
    from timeline.store.sql import in_chunks

    sql = "SELECT m.key, e.headline FROM event_mention m JOIN event e ON e.id = m.event_id WHERE m.key IN (:list)"
    headlines: dict[str, str] = dict(in_chunks(connection, sql, {c.mention for c in corrections}))
    first = {decision(c): c for c in reversed(corrections)}
    return [
        {
            "number": c.id,
            "when": c.at,
            "who": c.person,
            "what": decided(c),
            "event": headlines.get(c.mention) or f"(not here) {c.spot.sentence}",
            "undone": c.undone_at or "",
        }
        for c in sorted(first.values(), key=lambda c: c.id)
    ]


def _undo(db: str, number: int | None) -> None:
    from timeline import store
    from timeline.cli.reviewing.card import decided

    with _writing(db) as engine, engine.begin() as connection:
        if number is None:
            number = max((c.id for c in store.corrected(connection) if c.undone_at is None), default=None)
        if number is None:
            raise QueryError("there is no decision to take back")
        taken = store.undo(connection, number, at=now())
        what = decided(taken)
    render.say(f"{number}: {what} taken back")


def _export(db: str, file: str) -> None:
    from pathlib import Path

    from timeline import store
    from timeline.cli.transfer import write_lines

    with asking.reading(db) as connection:
        lines = (render.as_json(record) for record in store.exported(connection))
        if file == STANDARD:
            render.emit(lines)
        else:
            write_lines(Path(file), lines)


def _import(db: str, file: str) -> None:
    from timeline import store
    from timeline.cli.transfer import lines_of

    with _writing(db) as engine, engine.begin() as connection:
        done = store.take_in(connection, lines_of(file), _called(file))
    typer.echo(_imported(done), err=True)
    for line in _conflicts(done):
        render.say(line)
    if done.conflicts:
        raise typer.Exit(CONFLICTS)


def _called(file: str) -> str:
    return "standard input" if file == STANDARD else file


def _imported(done: "Imported") -> str:
    """The summary of an import.

    >>> from timeline.store import Imported
    >>> _imported(Imported(new=3, known=1, undone=0, waiting=1, lost=0))
    '3 new, 1 known; 1 wait for their article'
    """
    counts = [f"{done.new:,} new", f"{done.known:,} known"] + ([f"{done.undone:,} undone"] if done.undone else [])
    rest = [f"{done.waiting:,} wait for their article"] if done.waiting else []
    rest += [f"{done.lost:,} find nothing in theirs (`timeline doctor` lists them)"] if done.lost else []
    rest += [f"{len(done.conflicts):,} against another's (see below)"] if done.conflicts else []
    return "; ".join((", ".join(counts), *rest))


def _conflicts(done: "Imported") -> Iterator[str]:
    from timeline.cli.reviewing.card import decided

    for c in done.conflicts:
        holds, against = (f"{decided(each)} ({each.person}, {each.at[:10]})" for each in (c.holds, c.against))
        yield f"  {c.event[:SHORT_ID]}  {c.headline}: {holds} holds, against {against}"


def _apply(db: str, file: str, person: str) -> None:
    from timeline.cli.reviewing.applied import apply
    from timeline.cli.transfer import lines_of

    with _writing(db) as engine, engine.begin() as connection:
        count = apply(connection, lines_of(file), _called(file), person=person, at=now(), today=today())
    typer.echo(f"{count:,} {'decision' if count == 1 else 'decisions'} kept", err=True)

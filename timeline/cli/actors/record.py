"""`timeline actors log` and `undo`: what was decided, by whom and when."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.actors.common import Format, now, writing
from timeline.cli.settings import Database

if TYPE_CHECKING:
    from timeline.store import ActorCorrection

LOG = ("number", "when", "who", "decision", "undone")


def log(
    everything: Annotated[bool, typer.Option("--all", help="Also what was taken back.")] = False,
    format_: Format = "",
    db: Database = "",
) -> None:
    """List the decisions about actors, with who made them and when.

    Example:

    \b
        timeline actors log --all
    """
    from dataclasses import asdict

    from timeline import store

    shape = render.chosen(format_)
    with asking.reading(db) as connection:
        found = [each for each in store.actor_corrections(connection) if everything or each.undone_at is None]
    cells = {each.id: _cells(each) for each in found}
    records = [asdict(each) for each in found]
    render.emit(render.write(records, LOG, shape, lambda record: cells[record["id"]]))
    if not found:
        typer.echo("nothing was decided", err=True)


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `timeline actors log` lists it.")],
    db: Database = "",
) -> None:
    """Take a decision about actors back; it stays on record.

    Example:

    \b
        timeline actors undo 3
    """
    from timeline import store

    with writing(db) as connection:
        undone = store.undo_actor(connection, number, at=now())
    render.say(f"taken back: {_decision(undone)}")


def _cells(each: "ActorCorrection") -> dict[str, Any]:
    return {
        "number": each.id,
        "when": each.at,
        "who": each.person,
        "decision": _decision(each),
        "undone": each.undone_at or "",
    }


def _decision(each: "ActorCorrection") -> str:
    """A decision in words."""
    value = each.value
    match each.kind:
        case "merge":
            return f"{each.other} is {each.actor}"
        case "split":
            return f"{which(each)} of {each.actor} are {each.other}"
        case "alias":
            return f'{each.actor} goes by "{value["forms"][0]}" ({value["type"]})'
        case "unalias":
            return f'{each.actor} does not go by "{value["forms"][0]}"'
        case _:
            return f"{each.actor} is called {value['name']}, not {value['was']}"


def which(each: "ActorCorrection") -> str:
    """The mentions that a split is about, in words."""
    forms = " or ".join(f'"{form}"' for form in each.value["forms"])
    articles = ", ".join(map(str, each.value["articles"]))
    return " ".join(
        part
        for part in ("mentions", f"as {forms}" if forms else "", f"in article {articles}" if articles else "")
        if part
    )

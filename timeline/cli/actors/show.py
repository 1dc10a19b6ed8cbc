"""`timeline actors show`."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.actors.common import Actor, exists, shipped_registry
from timeline.cli.settings import Database
from timeline.errors import NotFoundError, QueryError

FORMATS = ("text", "json", "jsonl")
LABEL = 11  # columns of the labels
WIDTH = 100  # of lines that no terminal shows
BAR = 24  # columns of the longest bar
YEARS = 10  # with a bar of their own
BLOCKS = " ▏▎▍▌▋▊▉█"
SHOWN = 12  # offices, parts and forms told of in text; json has all
Line = tuple[str, str]


def show(
    name: Actor,
    everything: Annotated[bool, typer.Option("--all", help="All forms, offices and parts, however many.")] = False,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS) + ".")] = "text",
    db: Database = "",
) -> None:
    """Show everything known about an actor.

    Its names, offices and parts, how many events it and its members take part in, year by
    year, the first and the last, what kind they are, and with whom.

    Examples:

    \b
        timeline actors show NATO
        timeline actors show "Jens Stoltenberg" --format json
    """
    from timeline import query

    if format_ not in FORMATS:
        raise QueryError(f'no format named "{format_}"; there are {", ".join(FORMATS)}')
    if exists(db):
        with asking.reading(db) as connection:
            record = query.profile_record(query.profile(connection, name))
            others = [each.id for each in query.candidates(connection, name)[1:]]
    else:
        record, others = query.profile_record(_shipped(name)), []
    if format_ == "text":
        render.emit(_pretty(record, SHOWN if not everything else len(str(record))))
        if others:
            render.say(f'"{name}" is also a name of {", ".join(others)}')
    else:
        render.emit([render.as_json(record, indent=2 if format_ == "json" else None)])


def _shipped(name: str) -> Any:
    """What the shipped registry says."""
    from dataclasses import replace

    from timeline.query import ActorEntry, Profile
    from timeline.store.names import fold

    seeds, wanted = shipped_registry(), fold(name)
    by_id = {actor.id: actor for actor in seeds.actors}
    named = [actor.id for actor in seeds.actors if fold(actor.name) == wanted or actor.id in (name, name.upper())]
    found = named or [alias.actor for alias in seeds.aliases if fold(alias.form) == wanted]
    if not found:
        from difflib import get_close_matches

        raise NotFoundError("actor", name, get_close_matches(name, [actor.name for actor in seeds.actors], n=3))
    actor = by_id[found[0]]
    entry = ActorEntry(actor, tuple(alias for alias in seeds.aliases if alias.actor == actor.id))
    roles = (role for role in seeds.roles if actor.id in (role.person, role.organisation))
    entry = replace(entry, roles=tuple(sorted(roles, key=lambda role: role.start or 0)))
    above = ((actor.parent, actor.valid_from, actor.valid_to),) if actor.parent else ()
    below = tuple(each.id for each in seeds.actors if each.parent == actor.id)
    return Profile(entry, above=above, below=below, titles={key: each.name for key, each in by_id.items()})


def _pretty(record: dict[str, Any], shown: int) -> Iterator[str]:
    """The record in lines as wide as the terminal, labels on the left."""
    import io
    import os
    import shutil
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    tty = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if tty else WIDTH
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=LABEL, no_wrap=True, style="dim")
    grid.add_column(overflow="fold", max_width=max(width - LABEL - 1, LABEL))
    for label, value in _lines(record, shown):
        grid.add_row(label, Text(render.safe(value)))
    styled = None if os.environ.get("NO_COLOR") or not tty else "auto"
    options: dict[str, Any] = {"color_system": styled, "highlight": False}
    console = Console(width=width, file=io.StringIO(), force_terminal=tty, **options)
    with console.capture() as captured:
        console.print(Text(render.safe(f"{record['name']}  [{record['id']}]"), style="bold"))
        console.print(grid)
    yield from (line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _lines(record: dict[str, Any], shown: int) -> Iterator[Line]:
    yield "kind", record["kind"] + ("" if record["named"] else ", named by a bare noun only")
    if record["country"] and record["country"] != record["id"]:
        yield "country", record["country"]
    if record["sector"]:
        yield "sector", record["sector"]
    if record["valid_from"] or record["valid_to"]:
        yield "existed", _days(record["valid_from"], record["valid_to"])
    yield from _labelled("part of", _above(record), shown)
    yield from _listed("parts", [part["name"] for part in record["parts"]], shown)
    yield from _listed("also", _forms(record), shown)
    yield from _listed("elsewhere", [f"{each['name']} ({each['language']})" for each in record["names"]], shown)
    yield from _listed("merged", [f"{each['name']} ({each['id']})" for each in record["merged"]], shown)
    yield from _labelled("offices", [_office(role, record["id"]) for role in record["roles"]], shown)
    yield from _activity(record)


def _activity(record: dict[str, Any]) -> Iterator[Line]:
    if not record["events"]:
        yield "events", "none"
        return
    own = "" if record["own_events"] == record["events"] else f", {record['own_events']:,} by its own name"
    articles = f"{record['articles']:,} {'article' if record['articles'] == 1 else 'articles'}"
    yield "events", f"{record['events']:,}{own}; named in {articles}"
    for label, key in (("first", "first_event"), ("last", "last_event")):
        if event := record[key]:
            yield label, f"{event['edtf']:10}  {event['headline']}  [{event['id'][:8]}]"
    for number, line in enumerate(_bars(record["years"])):
        yield "" if number else "years", line
    yield from _listed("types", [f"{each['type']} {each['events']:,}" for each in record["types"]], 99)
    yield from _listed("with", [f"{each['name']} {each['events']:,}" for each in record["company"]], 99)


def _above(record: dict[str, Any]) -> list[str]:
    """Each actor above once, with the time it holds where it does not hold always."""
    spans: dict[str, list[tuple[str, str]]] = {}
    for each in record["part_of"]:
        spans.setdefault(each["name"], []).append((each["from"] or "", each["to"] or "9999"))
    return [f"{name}{_when(found)}" for name, found in spans.items()]


def _when(found: Iterable[tuple[str, str]]) -> str:
    """Stretches of time that touch, as one."""
    joined: list[tuple[str, str]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    if joined == [("", "9999")]:
        return ""
    return f" ({', '.join(_days(start, '' if end == '9999' else end) for start, end in joined)})"


def _forms(record: dict[str, Any]) -> list[str]:
    """The forms it goes by, those of a kind together."""
    return [
        form["form"] + (f" ({form['type']})" if form["type"] != "name" else "") + ("?" if form["needs_context"] else "")
        for form in record["aliases"]
        if form["form"] != record["name"]
    ]


def _office(role: dict[str, Any], mine: str) -> str:
    other = role["organisation"] if role["person"]["id"] == mine else role["person"]
    return f"{_days(role['from'], role['to'])}  {role['title']}, {other['name']}"


def _days(start: str | None, end: str | None) -> str:
    return f"{start or '..':10} to {end or 'now':10}"


def _labelled(label: str, values: list[str], shown: int) -> Iterator[Line]:
    """A line each, the label before the first; the latest where there are too many."""
    if len(values) > shown:
        yield label, f"{len(values) - shown:,} earlier; --all shows them"
        label, values = "", values[-shown:]
    for value in values:
        yield label, value
        label = ""


def _listed(label: str, values: list[str], shown: int) -> Iterator[Line]:
    if values:
        rest = f" and {len(values) - shown:,} more" if len(values) > shown else ""
        yield label, ", ".join(values[:shown]) + rest


def _bars(years: dict[str, int]) -> Iterator[str]:
    """A bar for each of the latest years with events, and what came before them as one number."""
    order = sorted(years, key=int)
    most, earlier = max(years.values()), order[:-YEARS]
    if earlier:
        yield f"{f'{earlier[0]} to {earlier[-1]}':12} {sum(years[year] for year in earlier):,}"
    for year in order[-YEARS:]:
        eighths = max(1, round(years[year] / most * BAR * 8))
        yield f"{year:12} {BLOCKS[8] * (eighths // 8)}{BLOCKS[eighths % 8].strip()} {years[year]:,}"

"""Records -> what a person or a program reads: table, json, jsonl, csv, tsv, md."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import typer

from timeline.errors import QueryError, ReadError

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")  # spreadsheets run the wide ones too
PLAIN_WIDTH = 160  # of a table that no terminal shows
Row = Mapping[str, Any]


def chosen(asked: str, others: Sequence[str] = ()) -> str:
    """The format asked for; without one a table on a terminal and JSON Lines into a pipe.

    `others` are formats that the command knows beside the common ones.

    Raises:
        QueryError: there is no such format.
    """
    if not asked:
        return "table" if sys.stdout.isatty() else "jsonl"
    if asked not in (*FORMATS, *others):
        raise QueryError(f'no format named "{asked}"; there are {", ".join((*FORMATS, *others))}')
    return asked


def emit(lines: Iterable[str]) -> None:
    """Print records; one who has read enough and closes the pipe ends the program quietly.

    Raises:
        ReadError: standard output cannot take them.
    """
    try:
        for line in lines:
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _deafen()
        raise SystemExit(0) from None
    except OSError as error:
        _deafen()
        raise ReadError("standard output", f"cannot be written: {error.strerror or error}") from error


def _deafen() -> None:
    """Point standard output nowhere, so that the interpreter does not complain again on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def safe(text: str) -> str:
    """Text of an article as a terminal may see it: no control or direction characters.

    >>> safe("red\\x1b[31m alert\\nnext")
    'red[31m alert next'
    """
    return CONTROL.sub("", " ".join(text.split("\n")))


def say(text: str) -> None:
    """Print a line about an article, a file or a name on standard error."""
    typer.echo(safe(text), err=True)


def as_json(record: Any, *, indent: int | None = None) -> str:
    """A value as JSON; see `escaped`.

    >>> as_json("\\x9b1m é")
    '"\\\\u009b1m é"'
    """
    return escaped(json.dumps(record, ensure_ascii=False, indent=indent))


def escaped(line: str) -> str:
    """JSON with the control and direction characters in it as escapes: the same for a program, dead for a terminal."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def write(records: Iterable[Row], columns: Sequence[str], format_name: str, cells: Any = None) -> Iterator[str]:
    """The lines of `records`; `cells(record)` gives the flat row of a table, `columns` its names."""
    cells = cells or dict
    if format_name == "jsonl":
        yield from map(as_json, records)
    elif format_name == "json":
        yield as_json(list(records), indent=2)
    elif format_name in ("csv", "tsv"):
        yield from _separated(records, columns, cells, "," if format_name == "csv" else "\t")
    elif format_name == "md":
        yield from _markdown([cells(record) for record in records], columns)
    else:
        yield from _table([cells(record) for record in records], columns)


def _separated(records: Iterable[Row], columns: Sequence[str], cells: Any, delimiter: str) -> Iterator[str]:
    head = dict.fromkeys(columns)
    for row in chain([dict(zip(head, head, strict=True))], map(cells, records)):
        line = io.StringIO()
        csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow([_unrun(row.get(c, "")) for c in columns])
        yield line.getvalue().removesuffix("\n")


def _unrun(value: Any) -> str:
    """A cell that no spreadsheet runs as a formula, and no terminal as a command."""
    text = "" if value is None else CONTROL.sub("", str(value))
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+(?:[.-]\d+)*", text))


def _markdown(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield (
            "| "
            + " | ".join(safe(str(row.get(c, ""))).replace("\\", "\\\\").replace("|", "\\|") for c in columns)
            + " |"
        )


def _table(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    if not rows:
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = table_width()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("when", "id"), justify=_side(rows, column))
    for row in rows:
        table.add_row(*(Text(safe(str(row.get(c, "")))) for c in columns))
    console = Console(width=width, file=io.StringIO(), force_terminal=sys.stdout.isatty(), highlight=False)
    with console.capture() as shown:
        console.print(table)
    yield from (line.rstrip() for line in shown.get().rstrip("\n").split("\n"))


def table_width() -> int:
    """The columns of characters that a table has: as many as the terminal, where it goes to one."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH


def _side(rows: Sequence[Row], column: str) -> Any:
    return "right" if all(isinstance(row.get(column), int | float) for row in rows) else "left"

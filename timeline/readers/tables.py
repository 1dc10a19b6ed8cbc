"""CSV and TSV -> an article for each row; the first row names the columns, and `text` is taken as it stands."""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from timeline.errors import ReadError
from timeline.readers.decode import SAMPLE_BYTES, encoding_of
from timeline.readers.document import MAX_TEXT_LENGTH, Document, Given, Read
from timeline.readers.rows import FIELDS, attempt, some

MAX_FIELD_LENGTH = 4 * MAX_TEXT_LENGTH
MAX_LINE_LENGTH = 4 * MAX_FIELD_LENGTH  # characters, all of which are held at once
TOO_LONG = "larger than field limit"  # so the csv module calls a field over its limit
DELIMITERS = ",;\t|"
UNDECODED = re.compile("[\ud800-\udfff]")


class _LongError(ReadError):
    """A row has a field that is far too long; the rows after it can be read."""


def read_csv(document: Document, given: Given, delimiter: str = "") -> Read:
    """An article for each row; the first row names the columns, and shows what parts them.

    Raises:
        ReadError: there is no column of texts, or none of a name that the user gave.
    """
    csv.field_size_limit(MAX_FIELD_LENGTH)
    lines = _characters(document)
    first = next(lines, "")
    rows = csv.reader(itertools.chain([first], lines), delimiter=delimiter or _delimiter(first), strict=True)
    columns = [name.strip().lower() for name in _next_row(rows, document.name) or []]
    _check_columns(columns, document.name, given)
    number = 1
    while True:
        number += 1
        try:
            row = _next_row(rows, f"{document.name}:{number}")
        except _LongError as error:
            yield error
            continue
        except ReadError as error:
            yield error
            return
        if row is None:
            return
        if row:
            yield attempt(partial(_named, columns, row), f"{document.name}:{number}", document, given)


def read_tsv(document: Document, given: Given) -> Read:
    """As `read_csv`, with tabs."""
    return read_csv(document, given, "\t")


def _delimiter(head: str) -> str:
    """What parts the columns: whichever of the usual marks is most frequent outside quotes, a comma before others."""
    bare = re.sub(r'"[^"]*"', "", head)
    return max(DELIMITERS, key=bare.count)


def _check_columns(columns: list[str], name: str, given: Given) -> None:
    there = f"(its columns: {some(columns)})"
    for field, column in given.columns:
        if column.lower() not in columns:
            raise ReadError(name, f'has no column named "{column}" to take for {field} {there}')
    if "text" not in dict(given.columns) and not set(columns) & set(FIELDS["text"]):
        wanted = " or ".join(FIELDS["text"])
        raise ReadError(name, f"has no column named {wanted} {there}; --map text=COLUMN says which it is")


def _next_row(rows: Iterator[list[str]], name: str) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        if TOO_LONG in str(error):
            raise _LongError(name, f"has a field of more than {MAX_FIELD_LENGTH:,} characters") from error
        raise ReadError(name, f"is not a table: {error}; what follows is not read") from error


def _named(columns: list[str], row: list[str]) -> dict[str, str]:
    if any(map(UNDECODED.search, row)):
        raise ValueError("holds bytes that are not in the encoding of the rest; convert the file to UTF-8")
    if len(row) != len(columns):
        raise ValueError(f"has {len(row)} fields where the head has {len(columns)}")
    return dict(zip(columns, row, strict=True))


def _characters(document: Document) -> Iterator[str]:
    """The lines of a table, decoded by what its first part shows; bytes that do not fit it become lone surrogates."""
    head = document.stream.read(SAMPLE_BYTES)
    if not head:
        raise ReadError(document.name, "is empty")
    encoding = encoding_of(head, document.name, document.charset)
    stream = io.BufferedReader(_Joined(io.BytesIO(head), document.stream))
    try:
        text = io.TextIOWrapper(stream, encoding, "surrogateescape", newline="")
        while line := text.readline(MAX_LINE_LENGTH + 1):
            if len(line) > MAX_LINE_LENGTH:
                raise ReadError(document.name, f"has a line of more than {MAX_LINE_LENGTH:,} characters")
            yield line
    except UnicodeError as error:
        raise ReadError(document.name, f"is not {encoding}; convert the file to UTF-8") from error


class _Joined(io.RawIOBase):
    """Two byte streams read as one."""

    def __init__(self, first: io.BytesIO, second: Any) -> None:
        self.parts = [first, second]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self.parts:
            data: bytes = self.parts[0].read(len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
            self.parts.pop(0)
        return 0

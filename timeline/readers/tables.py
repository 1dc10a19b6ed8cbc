"""JSON Lines, JSON, CSV and TSV with named fields -> many articles; `text` is taken as it stands."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from timeline.calendar import year_text
from timeline.errors import ReadError
from timeline.model import Article, DateCandidate
from timeline.readers.decode import SAMPLE_BYTES, encoding_of
from timeline.readers.document import MAX_TEXT_LENGTH, Document, Given, Read, finish
from timeline.readers.page import read_day
from timeline.readers.stamps import day_in_words

FIELDS = {
    "id": ("id", "doc_id", "doc"),
    "published": ("published", "date", "dct"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "url": ("url", "link"),
    "publisher": ("publisher", "site"),
    "language": ("language", "lang"),
}
MAX_LINE_BYTES = 4 * MAX_TEXT_LENGTH + (1 << 20)


def read_jsonl(document: Document, given: Given) -> Read:
    """An article for each line that holds a JSON object; a bad line is named and the rest goes on."""
    for number, line in _lines(document):
        place = f"{document.name}:{number}"
        if isinstance(line, ReadError):
            yield line
        elif line.strip():
            yield _attempt(lambda line=line: json.loads(line), place, document, given)


def read_json(document: Document, given: Given) -> Read:
    """The articles of one JSON file: an object, or a list of them."""
    from timeline.readers.decode import decode

    try:
        value = json.loads(decode(document.all_bytes(), document.name))
    except (ValueError, RecursionError) as error:
        raise ReadError(document.name, f"is not JSON: {error}") from error
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield _attempt(lambda row=row: row, f"{document.name}:{number}", document, given)


def read_csv(document: Document, given: Given, delimiter: str = ",") -> Read:
    """An article for each row; the first row names the columns.

    Raises:
        ReadError: there is no column of texts.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    rows = csv.reader(_characters(document), delimiter=delimiter, strict=True)
    columns = [name.strip().lower() for name in _next_row(rows, document.name) or []]
    if not set(columns) & set(FIELDS["text"]):
        raise ReadError(
            document.name, f"has no column named {' or '.join(FIELDS['text'])} (its columns: {_some(columns)})"
        )
    number = 1
    while True:
        number += 1
        try:
            row = _next_row(rows, f"{document.name}:{number}")
        except ReadError as error:
            yield error
            return
        if row is None:
            return
        if row:
            yield _attempt(lambda row=row: _named(columns, row), f"{document.name}:{number}", document, given)


def read_tsv(document: Document, given: Given) -> Read:
    """As `read_csv`, with tabs."""
    return read_csv(document, given, "\t")


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (" ..." if len(names) > 8 else "")


def _next_row(rows: Iterator[list[str]], name: str) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        raise ReadError(name, f"is not a table: {error}") from error
    except UnicodeDecodeError as error:
        raise ReadError(name, f"is not {error.encoding}; convert the file to UTF-8") from error


def _named(columns: list[str], row: list[str]) -> dict[str, str]:
    if len(row) != len(columns):
        raise ValueError(f"has {len(row)} fields where the head has {len(columns)}")
    return dict(zip(columns, row, strict=True))


def _attempt(make: Any, place: str, document: Document, given: Given) -> Article | ReadError:
    try:
        return finish(article_of(make(), place, document.url), given)
    except ReadError as error:
        return error
    except RecursionError:
        return ReadError(place, "is nested too deeply")
    except ValueError as error:
        return ReadError(place, _why(error))


def _why(error: ValueError) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return str(error)
    return f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}"


def article_of(row: Any, place: str, url: str = "") -> Article:
    """The article of one row of named fields; `place` stands in where the row has no id.

    Raises:
        ReadError: the row is no object, lacks a text, or has a date that is none.
    """
    if not isinstance(row, Mapping):
        raise ReadError(place, f"is no object with named fields but {type(row).__name__}")
    values = {field: _first(row, names, place) for field, names in FIELDS.items()}
    if not values["text"].strip():
        raise ReadError(place, "has no text")
    day: int | None = None
    candidates: tuple[DateCandidate, ...] = ()
    if values["published"]:
        day = _day(values["published"], place)
        candidates = (DateCandidate(values["published"][:10], "given", 1.0, values["published"]),)
    return Article(
        text=values["text"],
        title=values["title"],
        published=day,
        published_source="none" if day is None else "given",
        published_confidence=0.0 if day is None else 1.0,
        publisher=values["publisher"],
        url=values["url"] or url,
        language=values["language"] or "en",
        id=values["id"] or place,
        candidates=candidates,
    )


def _first(row: Mapping[str, Any], names: tuple[str, ...], place: str) -> str:
    for name in names:
        value = row.get(name)
        if value is not None and value != "":
            if isinstance(value, dict | list):
                raise ReadError(place, f"{name} is no text but {type(value).__name__}")
            return str(value)
    return ""


def _day(value: str, place: str) -> int:
    day = read_day(value)
    if day is None:
        day = day_in_words(value)
    if day is None:
        raise ReadError(place, f'"{value[:40]}" is not a date of publication; write it as {year_text(2016)}-04-20')
    return day


def _lines(document: Document) -> Iterator[tuple[int, str | ReadError]]:
    number, encoding = 0, ""
    while raw := document.stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        place = f"{document.name}:{number}"
        if len(raw) > MAX_LINE_BYTES:
            yield number, ReadError(place, f"is longer than {MAX_LINE_BYTES >> 20} MB")
            while raw and not raw.endswith(b"\n"):
                raw = document.stream.readline(MAX_LINE_BYTES)
            continue
        try:
            encoding = encoding or encoding_of(raw, document.name)
            yield number, raw.decode(encoding)
        except UnicodeDecodeError as error:
            yield number, ReadError(place, f"is not {encoding} from byte {error.start} on")


def _characters(document: Document) -> Iterator[str]:
    """The lines of a table, decoded by what its first part shows."""
    head = document.stream.read(SAMPLE_BYTES)
    if not head:
        raise ReadError(document.name, "is empty")
    rest = io.BytesIO(head)
    lines = io.TextIOWrapper(
        io.BufferedReader(_Joined(rest, document.stream)), encoding_of(head, document.name), newline=""
    )
    return chain(lines)


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

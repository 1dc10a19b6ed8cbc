"""JSON Lines, JSON, CSV and TSV with named fields -> many articles; `text` is taken as it stands.

Which column or key holds what is known by its name, or said by the user (`Given.columns`).
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from timeline.calendar import year_text
from timeline.errors import ReadError
from timeline.model import Article, DateCandidate
from timeline.readers.decode import SAMPLE_BYTES, encoding_of
from timeline.readers.document import MAX_TEXT_LENGTH, Document, Given, Read, finish
from timeline.readers.stamps import day_of_stamp

FIELDS = {
    "id": ("id", "doc_id", "doc"),
    "published": ("published", "date", "dct"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "url": ("url", "link"),
    "publisher": ("publisher", "site"),
    "language": ("language", "lang"),
}
DELIMITERS = ",;\t|"
SECONDS_IN_DAY, EPOCH_DAY = 86_400, 719_163  # the day number of 1970-01-01
MANY = 30  # names of columns that an error still lists
EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds since 1970
MAX_LINE_BYTES = 4 * MAX_TEXT_LENGTH + (1 << 20)


def read_jsonl(document: Document, given: Given) -> Read:
    """An article for each line that holds a JSON object; a bad line is named and the rest goes on."""
    keys = _Keys(document.name, given)
    for number, line in _lines(document):
        place = f"{document.name}:{number}"
        if isinstance(line, ReadError):
            yield line
        elif line.strip():
            yield _attempt(lambda line=line: keys.seen(json.loads(line)), place, document, given)
            if keys.unknown:
                raise keys.unknown
    yield from keys.never_met()


def read_json(document: Document, given: Given) -> Read:
    """The articles of one JSON file: an object, a list of them, or a JSON Feed."""
    from timeline.readers.decode import decode

    try:
        value = json.loads(decode(document.all_bytes(), document.name, document.charset))
    except (ValueError, RecursionError) as error:
        raise ReadError(document.name, f"is not JSON: {' '.join(str(error).split())}") from error
    from timeline.readers.feed import is_json_feed, json_entries, read_entries

    if is_json_feed(value):
        yield from read_entries(document, given, json_entries(value))
        return
    keys = _Keys(document.name, given)
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield _attempt(lambda row=row: keys.seen(row), f"{document.name}:{number}", document, given)
        if keys.unknown:
            raise keys.unknown
    yield from keys.never_met()


class _Keys:
    """Watches whether the keys that the user named are there: a slip must not pass for a field that is empty."""

    def __init__(self, name: str, given: Given) -> None:
        self.name, self.met = name, set[str]()
        self.wanted = dict(given.columns)
        self.unknown: ReadError | None = None
        self.known: dict[str, None] = {}

    def seen(self, row: Any) -> Any:
        """The row, after a look at it; the key of the text must be in the first."""
        if self.wanted and isinstance(row, Mapping):
            self.known.update(dict.fromkeys(map(str, row)) if len(self.known) < MANY else {})
            first = not self.met
            self.met |= {key for key in self.wanted.values() if _found(row, key) is not None}
            if first and self.wanted.get("text") and self.wanted["text"] not in self.met:
                self.unknown = self._error(self.wanted["text"])
        return row

    def never_met(self) -> Iterator[ReadError]:
        """An error for each key that was in no row, if there were rows at all."""
        if self.known:
            yield from (self._error(key) for key in self.wanted.values() if key not in self.met)

    def _error(self, key: str) -> ReadError:
        return ReadError(self.name, f'has no field named "{key}" (its fields: {_some(list(self.known))}); see --map')


def read_csv(document: Document, given: Given, delimiter: str = "") -> Read:
    """An article for each row; the first row names the columns, and shows what parts them.

    Raises:
        ReadError: there is no column of texts, or none of a name that the user gave.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    lines = _characters(document)
    first = next(lines, "")
    rows = csv.reader(chain([first], lines), delimiter=delimiter or _delimiter(first), strict=True)
    columns = [name.strip().lower() for name in _next_row(rows, document.name) or []]
    _check_columns(columns, document.name, given)
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


def _delimiter(head: str) -> str:
    """What parts the columns: whichever of the usual marks is most frequent outside quotes, a comma before others."""
    bare = re.sub(r'"[^"]*"', "", head)
    return max(DELIMITERS, key=bare.count)


def _check_columns(columns: list[str], name: str, given: Given) -> None:
    there = f"(its columns: {_some(columns)})"
    for field, column in given.columns:
        if column.lower() not in columns:
            raise ReadError(name, f'has no column named "{column}" to take for {field} {there}')
    if "text" not in dict(given.columns) and not set(columns) & set(FIELDS["text"]):
        wanted = " or ".join(FIELDS["text"])
        raise ReadError(name, f"has no column named {wanted} {there}; --map text=COLUMN says which it is")


def _some(names: list[str]) -> str:
    return ", ".join(names[:MANY]) + (" ..." if len(names) > MANY else "")


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
        return finish(article_of(make(), place, document.url, given.columns), given)
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


def article_of(row: Any, place: str, url: str = "", columns: Iterable[tuple[str, str]] = ()) -> Article:
    """The article of one row of named fields; `place` stands in where the row has no id.

    `columns` are pairs of a field and the name under which the row has it, which may be a
    path through objects (`fields.body`).

    Raises:
        ReadError: the row is no object, lacks a text, or has a date that is none.
    """
    if not isinstance(row, Mapping):
        raise ReadError(place, f"is no object with named fields but {type(row).__name__}")
    names = FIELDS | {field: (column, column.lower()) for field, column in columns}
    values = {field: _first(row, names[field], place) for field in FIELDS}
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
        language=values["language"],
        id=values["id"] or place,
        candidates=candidates,
    )


def _first(row: Mapping[str, Any], names: tuple[str, ...], place: str) -> str:
    for name in names:
        value = _found(row, name)
        if value is not None and value != "":
            if isinstance(value, dict | list):
                raise ReadError(place, f"{name} is no text but {type(value).__name__}")
            return str(value)
    return ""


def _found(row: Mapping[str, Any], name: str) -> Any:
    """The value of a key, or of a path of keys through objects; None where there is none."""
    if name in row or "." not in name:
        return row.get(name)
    first, _, rest = name.partition(".")
    inner = row.get(first)
    return _found(inner, rest) if isinstance(inner, Mapping) else None


def _day(value: str, place: str) -> int:
    if found := EPOCH.fullmatch(value.strip()):
        return int(found[1]) // SECONDS_IN_DAY + EPOCH_DAY
    day = day_of_stamp(value)
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

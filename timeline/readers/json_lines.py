"""JSON Lines and JSON -> an article for each object; `text` is taken as it stands."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from timeline.errors import ReadError
from timeline.readers.decode import decode, encoding_of
from timeline.readers.document import MAX_TEXT_LENGTH, Document, Given, Read
from timeline.readers.rows import MANY, attempt, some, value_of

MAX_LINE_BYTES = 4 * MAX_TEXT_LENGTH + (1 << 20)


def read_jsonl(document: Document, given: Given) -> Read:
    """An article for each line that holds a JSON object; a bad line is named and the rest goes on."""
    keys = _Keys(document.name, given)
    for number, line in _lines(document):
        place = f"{document.name}:{number}"
        if isinstance(line, ReadError):
            yield line
        elif line.strip():
            yield attempt(partial(keys.read, line), place, document, given)
            if keys.unknown:
                raise keys.unknown
    yield from keys.never_met()


def read_json(document: Document, given: Given) -> Read:
    """The articles of one JSON file: an object, a list of them, or a JSON Feed."""
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
        yield attempt(partial(keys.seen, row), f"{document.name}:{number}", document, given)
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

    def read(self, line: str) -> Any:
        """The row in a line of JSON."""
        return self.seen(json.loads(line))

    def seen(self, row: Any) -> Any:
        """The row, after a look at it; the key of the text must be in the first."""
        if self.wanted and isinstance(row, Mapping):
            self.known.update(dict.fromkeys(map(str, row)) if len(self.known) < MANY else {})
            first = not self.met
            self.met |= {key for key in self.wanted.values() if value_of(row, key) is not None}
            if first and self.wanted.get("text") and self.wanted["text"] not in self.met:
                self.unknown = self._error(self.wanted["text"])
        return row

    def never_met(self) -> Iterator[ReadError]:
        """An error for each key that was in no row, if there were rows at all."""
        if self.known:
            yield from (self._error(key) for key in self.wanted.values() if key not in self.met)

    def _error(self, key: str) -> ReadError:
        return ReadError(self.name, f'has no field named "{key}" (its fields: {some(list(self.known))}); see --map')


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

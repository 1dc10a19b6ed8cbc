"""One row of named fields -> an article: what tables and JSON have in common.

Which column or key holds what is known by its name, or said by the user (`Given.columns`).
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from timeline.calendar import year_text
from timeline.errors import ReadError
from timeline.model import Article, DateCandidate
from timeline.readers.document import Document, Given, finish
from timeline.readers.stamps import day_of_stamp
from timeline.terms import PublishedSource

FIELDS = {
    "id": ("id", "doc_id", "doc"),
    "published": ("published", "date", "dct"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "url": ("url", "link"),
    "publisher": ("publisher", "site"),
    "language": ("language", "lang"),
}
EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds since 1970
SECONDS_IN_DAY, EPOCH_DAY = 86_400, 719_163  # the day number of 1970-01-01
MANY, LONG = 30, 40  # names of columns that an error still lists, and characters of each


def attempt(make: Callable[[], Any], place: str, document: Document, given: Given) -> Article | ReadError:
    """The article of the row that `make` gives, or why it has none; `place` is what an error calls it."""
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
        candidates = (DateCandidate(values["published"][:10], PublishedSource.GIVEN, 1.0, values["published"]),)
    return Article(
        text=values["text"],
        title=values["title"],
        published=day,
        published_source=PublishedSource.NONE if day is None else PublishedSource.GIVEN,
        published_confidence=0.0 if day is None else 1.0,
        publisher=values["publisher"],
        url=values["url"] or url,
        language=values["language"],
        id=values["id"] or place,
        candidates=candidates,
    )


def _first(row: Mapping[str, Any], names: tuple[str, ...], place: str) -> str:
    for name in names:
        value = value_of(row, name)
        if value is not None and value != "":
            if isinstance(value, dict | list):
                raise ReadError(place, f"{name} is no text but {type(value).__name__}")
            return str(value)
    return ""


def value_of(row: Mapping[str, Any], name: str) -> Any:
    """The value of a key, or of a path of keys through objects; None where there is none."""
    if name in row or "." not in name:
        return row.get(name)
    first, _, rest = name.partition(".")
    inner = row.get(first)
    return value_of(inner, rest) if isinstance(inner, Mapping) else None


def _day(value: str, place: str) -> int:
    if seconds := EPOCH.fullmatch(value.strip()):
        return int(seconds[1]) // SECONDS_IN_DAY + EPOCH_DAY
    day = day_of_stamp(value)
    if day is None:
        raise ReadError(place, f'"{value[:40]}" is not a date of publication; write it as {year_text(2016)}-04-20')
    return day


def some(names: list[str]) -> str:
    """The names as a list in a sentence, cut where it would be long."""
    return ", ".join(" ".join(name.split())[:LONG] for name in names[:MANY]) + (" ..." if len(names) > MANY else "")

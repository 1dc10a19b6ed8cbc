"""RSS, Atom, RDF and JSON Feed -> an article for each entry, with the text of its page where that is asked for."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers.address import canonical
from timeline.readers.decode import decode
from timeline.readers.document import Document, Given, NoTextError, Read, dated, finish
from timeline.readers.markup import words_of
from timeline.readers.sniff import BYTE_ORDER_MARK
from timeline.readers.stamps import day_of_stamp
from timeline.terms import PublishedSource

MAX_FEED_BYTES = 32 << 20
STATED = 0.9  # how sure the date is that a feed gives, as for one that a page gives in words
BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)  # of feedparser
JSON_FEED = "jsonfeed.org/version"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article; `published` and `updated` as written, `text` in words."""

    id: str = ""
    url: str = ""
    title: str = ""
    text: str = ""
    published: str = ""
    updated: str = ""
    publisher: str = ""


def read_feed(document: Document, given: Given) -> Read:
    """The articles of a feed; with `given.fetch`, with the text of their pages.

    Raises:
        ReadError: it is none.
    """
    data = document.all_bytes(MAX_FEED_BYTES)
    if data.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] == b"{":
        try:
            value = json.loads(decode(data, document.name, document.charset))
        except (ValueError, RecursionError) as error:
            raise ReadError(document.name, f"is no feed: not XML, and not JSON either ({error})") from error
        yield from read_entries(document, given, json_entries(value))
    else:
        yield from read_entries(document, given, _xml_entries(document, data))


def is_json_feed(value: Any) -> bool:
    """Whether this JSON value is a JSON Feed (jsonfeed.org)."""
    return isinstance(value, dict) and JSON_FEED in str(value.get("version", ""))


def read_entries(document: Document, given: Given, entries: Iterator[Entry]) -> Read:
    """The article of each entry, or why there is none."""
    for number, entry in enumerate(entries, 1):
        entry = replace(entry, id=entry.id or canonical(entry.url) or f"{document.name}:{number}")
        if document.follow and entry.url:
            yield from _followed(document, given, entry)
        else:
            yield _attempt(entry, given)


def _attempt(entry: Entry, given: Given) -> Article | ReadError:
    if not entry.text.strip():
        return NoTextError(entry.id, "has no text" + ("; --fetch reads its page" if entry.url else ""))
    try:
        return finish(replace(_article(entry, given), excerpt=True), given)
    except ReadError as error:
        return error


def _article(entry: Entry, given: Given) -> Article:
    article = Article(
        text=entry.text, title=entry.title, publisher=entry.publisher, url=canonical(entry.url), id=entry.id
    )
    return _dated(article, entry, given)


def _dated(article: Article, entry: Entry, given: Given) -> Article:
    stamp = entry.published or entry.updated
    day = day_of_stamp(stamp) if given.published is None else None
    return article if day is None else dated(article, day, PublishedSource.FEED, STATED, stamp[:100])


def _followed(document: Document, given: Given, entry: Entry) -> Read:
    """The article on the entry's page; the feed's own text where that says more, or where the page cannot be had."""
    assert document.follow is not None
    page = next(document.follow(entry.url, _seconds(entry.updated or entry.published)), None)
    if isinstance(page, Article) and len(page.text) >= len(entry.text):
        article = replace(
            page,
            title=entry.title or page.title,
            publisher=entry.publisher if page.publisher in entry.url else page.publisher,  # only the host: no name
            url=canonical(entry.url),
            id=entry.id,
        )
        yield finish(_dated(article, entry, given), given)
        return
    if entry.text:
        yield _attempt(entry, given)
    if not isinstance(page, Article):
        told = "; what the feed holds of it was taken" if entry.text else ""
        subject, reason = (page.subject, page.reason) if page else (entry.url, "holds nothing")
        yield (NoTextError if isinstance(page, NoTextError) else ReadError)(subject, reason + told)


def _seconds(stamp: str) -> float:
    """A time stamp in seconds since 1970; 0 where it cannot be told."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return max(0.0, read(stamp).timestamp())
        except (ValueError, TypeError, IndexError, OverflowError, OSError):
            continue
    return 0.0


def _xml_entries(document: Document, data: bytes) -> Iterator[Entry]:
    import feedparser

    headers = {"content-type": f"application/xml; charset={document.charset}"} if document.charset else {}
    if document.url:
        headers["content-location"] = document.url
    options = {"response_headers": headers, "sanitize_html": False, "resolve_relative_uris": bool(document.url)}
    try:
        feed = feedparser.parse(io.BytesIO(data), **options)  # a stream: text it would take for an address, and fetch
    except BROKEN as error:
        raise ReadError(document.name, f"is no feed that can be read: {' '.join(str(error).split())[:120]}") from error
    if not feed.get("version") and not feed.entries:
        why = feed.get("bozo_exception")
        reason = f": {' '.join(str(why).split())[:120]}" if why else ""
        raise ReadError(document.name, f"is no feed (RSS, Atom or JSON Feed){reason}")
    publisher = _line(feed.feed.get("publisher") or feed.feed.get("title") or "")
    for entry in feed.entries:
        yield _xml_entry(entry, publisher)


def _xml_entry(entry: Any, publisher: str) -> Entry:
    source = entry.get("source") or {}
    texts = [part for part in (*entry.get("content", ()), entry.get("summary_detail")) if part and part.get("value")]
    return Entry(
        id=_address(entry.get("id")),
        url=_address(entry.get("feedburner_origlink") or entry.get("link")),
        title=_line(entry.get("title") or ""),
        text=max((_words(part) for part in texts), key=len, default=""),
        published=str(entry.get("published") or ""),
        updated=str(dict.get(entry, "updated") or ""),  # its own `get` gives the date of publication for it
        publisher=_line(source.get("title") or "") or _line(entry.get("publisher") or "") or publisher,
    )


def _address(value: object) -> str:
    """An id or a link, without the white space that no address has."""
    return "".join(str(value or "").split())


def _words(part: Any) -> str:
    value = str(part["value"])
    return value.strip() if part.get("type") == "text/plain" and "</" not in value else words_of(value)


def _line(value: str) -> str:
    """A title in one line of plain text, whether or not it came as HTML."""
    value = str(value)
    return " ".join((words_of(value) if "<" in value or "&" in value else value).split())


def json_entries(value: Any) -> Iterator[Entry]:
    """The entries of a JSON Feed, versions 1 and 1.1; what is of the wrong type is taken as missing."""
    value = value if isinstance(value, dict) else {}
    items = value.get("items")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            html = _string(item, "content_html")
            yield Entry(
                id=_address(_string(item, "id")),
                url=_address(_string(item, "url") or _string(item, "external_url")),
                title=_line(_string(item, "title")),
                text=words_of(html) if html else _string(item, "content_text") or _string(item, "summary"),
                published=_string(item, "date_published"),
                updated=_string(item, "date_modified"),
                publisher=_line(_string(value, "title")),
            )


def _string(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""

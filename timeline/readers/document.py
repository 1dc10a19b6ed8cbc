"""What every reader is given: the bytes of one document, its name, and what the user said about it."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Protocol

from timeline.errors import ReadError
from timeline.model import Article, DateCandidate
from timeline.terms import PublishedSource

MAX_DOCUMENT_BYTES = 64 << 20
MAX_TEXT_LENGTH = 5_000_000
PEEKED_BYTES = 1 << 16

Read = Iterator[Article | ReadError]


class NoTextError(ReadError):
    """A page, or an entry of a feed, without a text: nothing is lost where it is one of many."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said about the articles: it wins over what they say of themselves.

    `published` is a day number; `format` is auto or the name of a reader; `columns` are
    pairs of a field of ours and the column or key that holds it; with `fetch`, a reader
    whose document only points to articles fetches their pages.
    """

    published: int | None = None
    publisher: str = ""
    format: str = "auto"
    columns: tuple[tuple[str, str], ...] = ()
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An open document.

    `name` is what errors call it, `filename` the name whose ending tells the format.  For
    what came from the web, `url` is where from, `content_type` and `charset` what the
    server said, and `fetched` the day, where it is known: nothing in it was published later.
    `follow` reads the articles at another address, at least as new as so many seconds
    since 1970; None where nothing may be fetched.
    """

    name: str
    stream: BinaryIO
    url: str = ""
    content_type: str = ""
    filename: str = ""
    charset: str = ""
    fetched: int | None = None
    follow: Callable[[str, float], Read] | None = None

    def all_bytes(self, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
        """Its bytes, whole.

        Raises:
            ReadError: it is larger than `limit`, or cannot be read to its end.
        """
        try:
            data = self.stream.read(limit + 1)
        except (OSError, EOFError) as error:
            raise ReadError(self.name, f"cannot be read: {error}") from error
        if len(data) > limit:
            raise ReadError(self.name, f"is larger than {limit >> 20} MB; split it, or use JSON Lines")
        return data

    def head(self) -> bytes:
        """Its first bytes, which stay to be read; fewer than there are where the stream gives no more at once."""
        peek = getattr(self.stream, "peek", None)
        return bytes(peek(PEEKED_BYTES)) if peek else b""


class Reader(Protocol):
    """Reads the documents of one format.

    This is what a package offers under the entry point group `timeline.readers`: the name
    of the entry point is the name of the format and the ending of its files.  It yields an
    article for each one found, best passed through `finish`, and a `ReadError` for each
    that cannot be read; or raises one where nothing can.
    """

    def __call__(self, document: Document, given: Given, /) -> Read:
        """The articles in `document`."""


def buffered(stream: Any) -> BinaryIO:
    """The stream, with `peek` and quick lines."""
    return stream if hasattr(stream, "peek") else io.BufferedReader(stream, PEEKED_BYTES)


def finish(article: Article, given: Given) -> Article:
    """The article with what the user gave, and without what no text can hold.

    Raises:
        ReadError: it has no text, or more than any article has.
    """
    if not article.text.strip():
        raise ReadError(article.id, "has no text")
    if len(article.text) > MAX_TEXT_LENGTH:
        raise ReadError(article.id, f"has {len(article.text):,} characters, more than {MAX_TEXT_LENGTH:,}; split it")
    if given.publisher:
        article = replace(article, publisher=given.publisher)
    if given.published is not None:
        article = dated(article, given.published, PublishedSource.GIVEN, 1.0)
    return _storable(article)


def dated(article: Article, day: int, source: PublishedSource, confidence: float, evidence: str = "") -> Article:
    """The article, published on `day`; the candidate is put before the others."""
    from timeline.calendar import iso

    candidate = DateCandidate(iso(day), source, confidence, evidence or iso(day))
    return replace(
        article,
        published=day,
        published_source=source,
        published_confidence=confidence,
        candidates=(candidate, *article.candidates),
    )


def _storable(article: Article) -> Article:
    """Lone surrogates and NULs replaced one for one, so that offsets stay: no database or terminal takes them."""
    return replace(
        article,
        text=storable(article.text),
        title=storable(article.title),
        publisher=storable(article.publisher),
        url=storable(article.url),
        id=storable(article.id),
        language=storable(article.language),
        candidates=tuple(
            replace(candidate, edtf=storable(candidate.edtf), evidence=storable(candidate.evidence))
            for candidate in article.candidates
        ),
    )


def storable(text: str) -> str:
    """The text with lone surrogates and NULs replaced, one character for one."""
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in set(text)):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    return text

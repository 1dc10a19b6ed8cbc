"""What every reader is given: the bytes of one document, its name, and what the user said about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from timeline.errors import ReadError
from timeline.model import Article, DateCandidate

MAX_DOCUMENT_BYTES = 64 << 20
MAX_TEXT_LENGTH = 5_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said about the articles: it wins over what they say of themselves.

    `published` is a day number; `format` is auto or the name of a reader.
    """

    published: int | None = None
    publisher: str = ""
    format: str = "auto"


@dataclass(frozen=True, slots=True)
class Document:
    """An open document; `name` is what errors call it, `url` where it came from when it was fetched."""

    name: str
    stream: BinaryIO
    url: str = ""
    content_type: str = ""

    def all_bytes(self) -> bytes:
        """Its bytes, whole.

        Raises:
            ReadError: it is larger than one article can be, or cannot be read to its end.
        """
        try:
            data = self.stream.read(MAX_DOCUMENT_BYTES + 1)
        except (OSError, EOFError) as error:
            raise ReadError(self.name, f"cannot be read: {error}") from error
        if len(data) > MAX_DOCUMENT_BYTES:
            raise ReadError(self.name, f"is larger than {MAX_DOCUMENT_BYTES >> 20} MB; split it, or use JSON Lines")
        return data


Read = Iterator[Article | ReadError]


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
        article = dated(article, given.published, "given", 1.0)
    return _storable(article)


def dated(article: Article, day: int, source: str, confidence: float, evidence: str = "") -> Article:
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
        text=_clean(article.text),
        title=_clean(article.title),
        publisher=_clean(article.publisher),
        url=_clean(article.url),
        id=_clean(article.id),
    )


def _clean(text: str) -> str:
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in set(text)):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    return text

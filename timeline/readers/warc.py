"""WARC, the format of web archives (ISO 28500) -> an article for each page in it."""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from timeline.errors import ReadError
from timeline.readers.decode import charset_of
from timeline.readers.document import Document, Given, Read
from timeline.readers.extras import extra
from timeline.readers.page import MAX_PAGE_BYTES, read_day, read_html

PAGES = ("text/html", "application/xhtml+xml")
BROKEN = (OSError, EOFError, ValueError, IndexError, KeyError, AttributeError, TypeError)


def read_warc(document: Document, given: Given) -> Read:
    """The pages that were answered with success; their URL is kept, and the day they were fetched bounds their date.

    Raises:
        ReadError: it is none, or holds no pages.
    """
    iterator = extra("warcio.archiveiterator", "warc", document.name).ArchiveIterator
    failed = extra("warcio.exceptions", "warc", document.name).ArchiveLoadFailed
    pages = 0
    try:
        for number, record in enumerate(_quietly(iterator(document.stream)), 1):
            if _is_page(record):
                pages += 1
                yield from _page(record, document, number, given)
    except (*BROKEN, failed) as error:
        reason = f"breaks off after {pages:,} pages" if pages else "is no WARC"
        raise ReadError(document.name, f"{reason}; is it whole?") from error
    if not pages:
        raise ReadError(document.name, "holds no pages (records of a response with HTML)")


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """The records; what the library would say on the terminal of those that end early is kept from it."""
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _is_page(record: Any) -> bool:
    if record.rec_type == "resource":
        return _media(record.rec_headers).startswith(PAGES)
    if record.rec_type == "response" and record.http_headers:
        is_answered = (record.http_headers.get_statuscode() or "").startswith("2")
        return is_answered and _media(record.http_headers).startswith(PAGES)
    return False


def _media(headers: Any) -> str:
    return str(headers.get_header("Content-Type") or "").strip().lower() if headers else ""


def _page(record: Any, document: Document, number: int, given: Given) -> Read:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    name = " ".join(url.split()) or f"{document.name}:{number}"
    try:
        with redirect_stderr(io.StringIO()):
            data = record.content_stream().read(MAX_PAGE_BYTES + 1)
        fetched = read_day(record.rec_headers.get_header("WARC-Date") or "")
        charset = charset_of(_media(record.http_headers) or _media(record.rec_headers))
        page = Document(name, io.BytesIO(data), url=url, charset=charset, fetched=fetched)
        yield from read_html(page, given)
    except ReadError as error:
        yield error
    except BROKEN as error:
        yield ReadError(name, f"cannot be unpacked: {' '.join(str(error).split())[:120]}")

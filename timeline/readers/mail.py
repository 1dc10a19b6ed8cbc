"""E-mail -> articles: a newsletter saved as .eml, or a folder of them as .mbox."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers.address import canonical
from timeline.readers.decode import decode
from timeline.readers.document import MAX_DOCUMENT_BYTES, Document, Given, Read, dated, finish
from timeline.readers.limits import reading_limit
from timeline.readers.markup import words_of
from timeline.readers.plain import split_page
from timeline.readers.stamps import day_of_stamp
from timeline.terms import PublishedSource

SENT = 0.9  # how sure the date is that a newsletter was sent, as for one that a page gives in words
BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
SECONDS = 30.0  # of processor time for a message
MAX_HEADER_LENGTH = 4_000  # the time to decode one grows with its square
SEPARATOR = re.compile(rb"From \S.*\d\d:\d\d.*\d{4}|From - |From \S+@\S+")
QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)  # as mboxrd writes a line that begins with From
WHOLE_SHARE = 0.5  # of the plain part that the HTML part must hold to be taken for the newsletter


def read_eml(document: Document, given: Given) -> Read:
    """The article in one message: the subject is its title, the sender its publisher, the day it was sent its date.

    Raises:
        ReadError: it is no message, or has no text.
    """
    yield _read(document.all_bytes(), document.name, given)


def read_mbox(document: Document, given: Given) -> Read:
    """An article for each message of an mbox.

    Raises:
        ReadError: it is none.
    """
    for number, message in enumerate(_messages(document), 1):
        place = f"{document.name}:{number}"
        try:
            yield message if isinstance(message, ReadError) else _read(message, place, given)
        except ReadError as error:
            yield error


def _messages(document: Document) -> Iterator[bytes | ReadError]:
    """The messages of an mbox, parted by lines that begin with `From ` after an empty one."""
    lines: list[bytes] = []
    size, number, after_empty = 0, 0, True
    while line := document.stream.readline(MAX_DOCUMENT_BYTES):
        if after_empty and SEPARATOR.match(line):
            if number:
                yield _message(lines, size, f"{document.name}:{number}")
            lines, size, number = [], 0, number + 1
        elif not number and line.strip():
            raise ReadError(document.name, "is no mbox: it does not begin with a line `From sender date`")
        else:
            size += len(line)
            if size <= MAX_DOCUMENT_BYTES:
                lines.append(line)
        after_empty = not line.strip(b"\r\n")
    if not number:
        raise ReadError(document.name, "is empty")
    yield _message(lines, size, f"{document.name}:{number}")


def _message(lines: list[bytes], size: int, place: str) -> bytes | ReadError:
    if size > MAX_DOCUMENT_BYTES:
        return ReadError(place, f"is larger than {MAX_DOCUMENT_BYTES >> 20} MB")
    return QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _read(data: bytes, name: str, given: Given) -> Article:
    with reading_limit(name, SECONDS):
        return _message_read(data, name, given)


def _message_read(data: bytes, name: str, given: Given) -> Article:
    try:
        message = message_from_bytes(data)
        if not message.keys():
            raise ReadError(name, "is no message: it has no headers")
        article, stamp = _article(message, name), _header(message, "Date")
    except BROKEN as error:
        raise ReadError(name, f"is no message that can be read: {type(error).__name__}: {error}") from error
    day = day_of_stamp(stamp) if stamp and given.published is None else None
    return finish(
        article if day is None else dated(article, day, PublishedSource.MAIL, SENT, f"Date: {stamp[:80]}"), given
    )


def _article(message: Message, name: str) -> Article:
    sender, address = parseaddr(_header(message, "From"))
    return Article(
        text=_text(message, name),
        title=_header(message, "Subject"),
        publisher=sender or address.rpartition("@")[2],
        url=canonical(_header(message, "Archived-At").strip("<> ")),
        id=_header(message, "Message-ID").strip("<> ") or name,
    )


def _header(message: Message, name: str) -> str:
    """A header in plain text and one line; what cannot be decoded is shown as it stands."""
    value = str(message.get(name, ""))[:MAX_HEADER_LENGTH]
    try:
        found = decode_header(value)
        parts = [part if isinstance(part, str) else _shown(part, charset or "utf-8") for part, charset in found]
    except (HeaderParseError, ValueError, LookupError):
        parts = [value]
    return " ".join("".join(parts).split())


def _shown(part: bytes, charset: str) -> str:
    try:
        return part.decode(charset, "replace")
    except LookupError:
        return part.decode("utf-8", "replace")


def _text(message: Message, name: str) -> str:
    """The words of the message: of its HTML part, unless the plain one says much more."""
    plain = html = ""
    for part in message.walk():
        if part.get_content_disposition() == "attachment" or part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _plain(part, name)
        elif kind == "text/html" and not html:
            html = words_of(_content(part, name))
    return html if html and len(html) >= WHOLE_SHARE * len(plain) else plain


def _plain(part: Message, name: str) -> str:
    text = re.split(r"^-- \n", _content(part, name), maxsplit=1, flags=re.MULTILINE)[0]  # what follows is a signature
    if str(part.get_param("format", "")).lower() == "flowed":  # RFC 3676: a space at the end of a line goes on
        text = re.sub(r"(?<=[^\n ]) \n", " ", text)
    _, body = split_page(text)
    return body


def _content(part: Message, name: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    text = _decoded(data, str(part.get_content_charset() or ""), name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, charset: str, name: str = "") -> str:
    """The text of bytes: in UTF-8 where they are that, in what they say, or in what they look like."""
    try:
        return decode(data, name, charset)
    except ReadError:
        return data.decode("utf-8", "replace")

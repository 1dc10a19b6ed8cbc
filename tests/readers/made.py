"""Documents made for tests: PDF, WARC, mail, feeds."""

import io
from collections.abc import Sequence
from email.message import EmailMessage
from gzip import compress
from typing import Any

from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers import Given, read

STORY = "Two ships met off the coast on Tuesday. The crews exchanged letters and left the next day."
OTHER = "The harbour master of Lisbon resigned on Monday. His deputy takes over in March, the city said."


def found_in(data: bytes, **options: Any) -> list[Article | ReadError]:
    """What is read from standard input."""
    return list(read("-", Given(**options), stdin=io.BytesIO(data)))


def article_in(data: bytes, **options: Any) -> Article:
    (found,) = found_in(data, **options)
    assert isinstance(found, Article), found
    return found


def error_in(data: bytes, **options: Any) -> str:
    (found,) = found_in(data, **options)
    assert isinstance(found, ReadError), found
    assert "reader failed" not in str(found)
    return str(found)


def page(title: str = "Ships meet", head: str = "", story: str = STORY) -> str:
    article = f"<article><h1>{title}</h1><p>{story}</p><p>{OTHER}</p></article>"
    return f"<html><head><title>{title}</title>{head}</head><body>{article}</body></html>"


def rss(*items: str, title: str = "The Harbour Times") -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


def item(number: int, text: str = STORY, date: str = "Tue, 05 Apr 2016 10:00:00 +0200") -> str:
    link = f"<link>http://example.org/{number}</link>"
    return f"<title>T{number}</title>{link}<pubDate>{date}</pubDate><description>{text}</description>"


def pdf(pages: Sequence[Sequence[tuple[int, int, str]]], info: str = "") -> bytes:
    """A PDF whose pages hold lines at given places (points from the left and the bottom)."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, text in lines)
        stream = f"BT /F1 10 Tf\n{shown}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids).encode()
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    if info:
        objects.append(info.encode())
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"/Info %d 0 R " % len(objects) if info else b""
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
        + b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    )  # fmt: skip


def column(x: int, top: int, *lines: str) -> list[tuple[int, int, str]]:
    return [(x, top - 12 * number, line) for number, line in enumerate(lines)]


def warc(*records: tuple[str, str, str, bytes], gzip: bool = False, kind: str = "response") -> bytes:
    """Records of (URL, status, media type, body), all fetched on 25 November 2015."""
    told = [("warcinfo", "", "application/warc-fields", b"software: a test\r\n")]
    for url, status, media, body in records:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
        is_answer = kind == "response"
        told.append(
            (kind, url, "application/http; msgtype=response" if is_answer else media, answer if is_answer else body)
        )
    return b"".join(map(compress if gzip else bytes, (_record(*each) for each in told)))


def _record(kind: str, url: str, media: str, body: bytes) -> bytes:
    address = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{address}WARC-Date: 2015-11-25T12:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def mail(text: str = STORY, html: str = "", **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in {
        "From": "The Port <news@port.example>", "Subject": "Ships meet", "Date": "Tue, 05 Apr 2016 23:30:00 -0500",
    }.items():  # fmt: skip
        message[name] = headers.pop(name, value)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return bytes(message)

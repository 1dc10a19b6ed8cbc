"""Any bytes give articles or one line that says what is wrong; nothing else is raised, and nothing runs away."""

import io
import tarfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers import FORMATS, Given, read
from timeline.readers.document import Document, buffered
from timeline.readers.registry import load_reader

BEGINNINGS = {
    "feed": [
        b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>t</title><description>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='html'>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "',
    ],
    "warc": [b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\nContent-Type: application/http\r\n\r\nHTTP/1.0"],
    "pdf": [b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"],
    "eml": [
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Content-Transfer-Encoding: base64\nContent-Type: text/html; charset=",
        b"Subject: =?utf-8?q?",
        b"Date: ",
    ],
    "mbox": [b"From a@b Mon Jan  1 00:00:00 2024\nSubject: x\n\n"],
    "html": [
        b"<html><head><title>t</title></head><body><p>",
        b'<script type="application/ld+json">{"datePublished":"',
    ],
    "jsonl": [b'{"text": "'],
    "json": [b'[{"text": "'],
    "csv": [b"text,date\n"],
    "tsv": [b"text\tdate\n"],
    "markdown": [b"---\ndate: "],
    "text": [b"Published: "],
}
ODD = [
    "\0", "\ud800", "\u202e", "\u200b" * 40, "0000-00-00", "99999-01-01",
    "Mon, 31 Feb 99999 25:61:61 +9999", "=?", "?=",
    "--x--", "<", "]]>", "&#0;", "&#xd800;", "{", '"', "\r", "\n", "\x1b[31m", "%00", "&lol;", "9" * 30,
]  # fmt: skip
odd_bytes = st.lists(
    st.one_of(st.binary(max_size=40), st.sampled_from([text.encode("utf-8", "surrogatepass") for text in ODD])),
    max_size=12,
).map(b"".join)


def outcome(name: str, data: bytes) -> list[Article | ReadError]:
    """What a reader makes of bytes, past the guard that `read` puts around it."""
    try:
        return list(load_reader(name)(Document("x", buffered(io.BytesIO(data))), Given()))
    except ReadError as error:
        return [error]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)  # the first imports its library
@given(data=odd_bytes, beginning=st.integers(0, 3), tail=st.booleans())
@example(data=b"", beginning=0, tail=False)
def test_no_bytes_raise_in_a_reader(name: str, data: bytes, beginning: int, tail: bool) -> None:
    starts = BEGINNINGS[name]
    whole = (starts[beginning % len(starts)] if tail else b"") + data
    for found in outcome(name, whole):
        assert isinstance(found, Article | ReadError)
        if isinstance(found, Article):
            assert "\0" not in found.text
            (found.text + found.title + found.url + found.publisher + found.id).encode("utf-8")
            assert found.published is None or 1 <= found.published < 3_652_060
        else:
            assert "\n" not in str(found)


MARKS = [b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"%PDF-", b"<?xml?><rss>", b"WARC/1.0\r\n", b""]


@settings(max_examples=150, deadline=None)
@given(mark=st.sampled_from(MARKS), data=odd_bytes)
def test_no_bytes_raise_on_standard_input(mark: bytes, data: bytes) -> None:
    for found in read("-", Given(), stdin=io.BytesIO(mark + data)):
        assert isinstance(found, Article) or "reader failed" not in str(found), found


@settings(max_examples=60, deadline=None)  # the first imports its library
@given(name=st.text(max_size=20), data=odd_bytes)
def test_no_name_in_an_archive_raises(name: str, data: bytes) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo((name or "x") + ".txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    for found in read("-", Given(), stdin=io.BytesIO(packed.getvalue())):
        assert isinstance(found, Article | ReadError)

"""Which format and which packing a document has: by its bytes, its media type and its name."""

import re
from pathlib import PurePosixPath

from timeline.readers.document import Document
from timeline.readers.registry import BY_MEDIA, format_of_name

# What wraps other documents: the ending of the name, and what the ending becomes once unwrapped.
PACKINGS = {
    ".zip": ("zip", ""),
    ".tar": ("tar", ""),
    ".gz": ("gz", ""),
    ".bz2": ("bz2", ""),
    ".xz": ("xz", ""),
    ".tgz": ("gz", ".tar"),
    ".tbz": ("bz2", ".tar"),
    ".tbz2": ("bz2", ".tar"),
    ".txz": ("xz", ".tar"),
}
PACKED = ((b"PK\x03\x04", "zip"), (b"\x1f\x8b\x08", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "xz"))
TAR_MARK = slice(257, 262)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
PDF_WITHIN = 1024  # bytes that may stand before a PDF's mark
ROOT = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>|\s)*<([A-Za-z][\w:.-]*)", re.DOTALL)
FEED_ROOTS = {b"rss", b"feed", b"rdf:rdf"}
MBOX = re.compile(rb"From \S+ .*\d\d:\d\d.*\d{4}")
MAIL = re.compile(
    rb"(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?"
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|DKIM-Signature|From):.*\r?\n",
    re.IGNORECASE,
)
NAMES_OF_TEXT = (b"text", b"body", b"content")


def packing_of(document: Document) -> tuple[str, str]:
    """How the document is packed ("" where it is not), and the name of what lies inside."""
    name = PurePosixPath(document.filename)
    if found := PACKINGS.get(name.suffix.lower()):
        return found[0], name.stem + found[1]
    if format_of_name(document.filename):
        return "", document.filename
    return _packed(document.head()), ""


def _packed(head: bytes) -> str:
    if head[TAR_MARK] == b"ustar":
        return "tar"
    return next((packing for mark, packing in PACKED if head.startswith(mark)), "")


def format_of(document: Document) -> str:
    """The name of the document's format; text where nothing speaks for another."""
    by_name = format_of_name(document.filename)
    if by_name and not document.url:
        return by_name
    head = document.head().removeprefix(BYTE_ORDER_MARK).lstrip()
    return _marked(head) or BY_MEDIA.get(document.content_type) or by_name or _alike(head)


def _marked(head: bytes) -> str:
    """The format of which the bytes carry the mark: servers often say less, or what is wrong."""
    if b"%PDF-" in head[:PDF_WITHIN]:
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"<") and (root := ROOT.match(head)) and root[1].lower() in FEED_ROOTS:
        return "feed"
    return ""


def _alike(head: bytes) -> str:
    """The format of which the bytes have the look."""
    first, ended, _ = head.partition(b"\n")
    if head.startswith(b"<"):
        return "html"
    if head.startswith(b"["):
        return "json"
    if head.startswith(b"{"):
        is_whole = b"jsonfeed.org/version" in head or (ended and not first.rstrip().endswith(b"}"))
        return "json" if is_whole else "jsonl"
    if MBOX.match(head):
        return "mbox"
    if MAIL.match(head[:8192]):
        return "eml"
    return _table(first.lower()) or "text"


def _table(first: bytes) -> str:
    for name, mark in (("csv", b","), ("tsv", b"\t"), ("csv", b";")):
        columns = {column.strip(b'" \r') for column in first.split(mark)}
        if len(columns) > 1 and columns & {*NAMES_OF_TEXT}:
            return name
    return ""

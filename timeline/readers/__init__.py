"""Bytes -> articles: files, folders, archives, pages of the web and standard input.

`read` yields an `Article` for each one found and a `ReadError` for each that could
not be read, so that one bad article never hides the rest.
"""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from timeline.errors import ReadError
from timeline.readers.document import MAX_DOCUMENT_BYTES, Document, Given, Read
from timeline.readers.fetch import fetch
from timeline.readers.page import read_html
from timeline.readers.plain import read_markdown, read_text
from timeline.readers.tables import read_csv, read_json, read_jsonl, read_tsv

__all__ = ["FORMATS", "Given", "read"]

FORMATS: dict[str, Callable[[Document, Given], Read]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "tsv": read_tsv,
}
SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv",
}  # fmt: skip
ARCHIVES = (".gz", ".zip")
MAX_UNPACKED_BYTES = 4 << 30
MAX_MEMBERS = 1_000_000


def read(source: str, given: Given, *, stdin: BinaryIO | None = None, allow_private: bool = False) -> Read:
    """The articles of a path, a folder (with all below it, in order of name), a URL, or `-` for `stdin`."""
    try:
        if source == "-":
            yield from _document(Document("standard input", _given_stream(stdin)), given)
        elif source.startswith(("http://", "https://")) or "://" in source:
            yield from _document(fetch(source, allow_private=allow_private), given)
        elif Path(source).is_dir():
            yield from _folder(Path(source), given)
        else:
            yield from _file(Path(source), given)
    except ReadError as error:
        yield error


def _given_stream(stdin: BinaryIO | None) -> BinaryIO:
    if stdin is None:
        raise ReadError("standard input", "is not open")
    return stdin


def _folder(folder: Path, given: Given) -> Read:
    path = None
    for path in _files(folder):
        yield from _file(path, given)
    if path is None:
        raise ReadError(str(folder), f"holds no articles (files ending in {', '.join((*SUFFIXES, *ARCHIVES))})")


def _files(folder: Path) -> Iterator[Path]:
    """Files that can hold articles; hidden ones and notes on the folder itself are none."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts) or path.stem.upper() == "README"
        if not hidden and path.is_file() and {*path.suffixes[-1:]} & {*SUFFIXES, *ARCHIVES}:
            yield path


def _file(path: Path, given: Given) -> Read:
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() == ".zip":
                yield from _zip(path, stream, given)
            elif path.suffix.lower() == ".gz":
                with gzip.open(stream) as inner:
                    unpacked = _Bounded(inner, str(path))
                    yield from _document(Document(str(path), unpacked), given, path.with_suffix("").name)  # type: ignore[arg-type]
            else:
                yield from _document(Document(str(path), stream), given, path.name)
    except ReadError as error:
        yield error
    except FileNotFoundError:
        yield ReadError(str(path), "there is no such file or folder")
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        yield ReadError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _zip(path: Path, stream: BinaryIO, given: Given) -> Read:
    with zipfile.ZipFile(stream) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and _is_article(m.filename)]
        if len(members) > MAX_MEMBERS:
            raise ReadError(str(path), f"holds more than {MAX_MEMBERS:,} files")
        for member in members:
            name = f"{path}/{member.filename}"
            try:
                with archive.open(member) as inner:
                    yield from _document(Document(name, _Bounded(inner, name)), given, member.filename)  # type: ignore[arg-type]
            except ReadError as error:
                yield error
            except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
                yield ReadError(name, f"cannot be unpacked: {error}")  # RuntimeError: it asks for a password


def _is_article(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in SUFFIXES and not any(
        part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts
    )


class _Bounded:
    """An unpacked stream that refuses to grow without end (a few kilobytes can unpack to terabytes)."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile | zipfile.ZipExtFile, name: str) -> None:
        self.stream, self.name, self.left = stream, name, MAX_UNPACKED_BYTES

    def read(self, size: int = -1) -> bytes:
        return self._count(self.stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        return self._count(self.stream.readline(size))

    def _count(self, data: bytes) -> bytes:
        self.left -= len(data)
        if self.left < 0:
            raise ReadError(self.name, f"unpacks to more than {MAX_UNPACKED_BYTES >> 30} GB")
        return data


def _document(document: Document, given: Given, filename: str = "") -> Read:
    format_name = given.format if given.format != "auto" else _format(document, filename)
    if format_name == "":
        document, format_name = _sniffed(document)
    try:
        yield from FORMATS[format_name](document, given)
    except ReadError as error:
        yield error


def _format(document: Document, filename: str) -> str:
    if "html" in document.content_type:
        return "html"
    if "json" in document.content_type:
        return "jsonl" if "ndjson" in document.content_type else "json"
    return SUFFIXES.get(PurePosixPath(filename or document.url.partition("?")[0]).suffix.lower(), "")


def _sniffed(document: Document) -> tuple[Document, str]:
    """The format by what the bytes look like: a page, JSON Lines, a table with a column of texts, or text."""
    data = document.all_bytes() if not document.url else document.stream.read(MAX_DOCUMENT_BYTES)
    document = Document(document.name, io.BytesIO(data), document.url, document.content_type)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    first = head.partition(b"\n")[0].lower()
    if head.startswith(b"<"):
        return document, "html"
    if head.startswith(b"{"):
        return document, "jsonl"
    if head.startswith(b"["):
        return document, "json"
    columns = {name.strip(b'" \r') for name in first.split(b",")}
    return document, "csv" if len(columns) > 1 and b"text" in columns else "text"

"""Archives and packed files -> the documents inside, one after the other, never written to disk.

Only plain members are read: links, devices and whatever else a tar file can hold are
passed over, and the path of a member is no more than its name.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from timeline.errors import ReadError
from timeline.readers.document import MAX_DOCUMENT_BYTES, Document, buffered
from timeline.readers.registry import format_of_name
from timeline.readers.sniff import PACKINGS

MAX_UNPACKED_BYTES = 4 << 30
MAX_MEMBERS = 1_000_000
MAX_DEPTH = 4  # of archives in archives; a .tar.gz counts as two
# Text packs to a tenth, a crawl of like pages to a fiftieth; deflate cannot do better than 1:1032.
MAX_RATIO, RATIO_FROM_BYTES = 250, 16 << 20
BROKEN = (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile, tarfile.TarError, LZMAError)


@dataclass(slots=True)
class Budget:
    """How much one archive may unpack to, those inside it included; a few kilobytes can unpack to terabytes."""

    name: str
    packed: Callable[[], int]
    unpacked: int = 0
    spent: bool = False

    def count(self, size: int) -> None:
        """So much more came out.

        Raises:
            ReadError: that is more than any archive of articles holds.
        """
        self.unpacked += size
        if self.unpacked > MAX_UNPACKED_BYTES:
            self._refuse(f"unpacks to more than {MAX_UNPACKED_BYTES / (1 << 30):g} GB; unpack it yourself")
        if self.unpacked > RATIO_FROM_BYTES and self.unpacked > MAX_RATIO * max(self.packed(), 1):
            self._refuse(f"unpacks to more than {MAX_RATIO} times its size, as no archive of articles does")

    def _refuse(self, reason: str) -> None:
        self.spent = True
        raise ReadError(self.name, reason)


class _Counted(io.RawIOBase):
    """A stream that tells `count` how much was read; what cannot be unpacked is an error of the document `subject`."""

    def __init__(self, stream: Any, subject: str, count: Callable[[int], None]) -> None:
        self.stream, self.subject, self.count = stream, subject, count
        self.broken = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.stream.read(len(buffer))
        except BROKEN as error:
            self.broken = True
            raise ReadError(self.subject, f"cannot be unpacked: {_why(error)}; is it whole?") from error
        self.count(len(data))
        buffer[: len(data)] = data
        return len(data)


def _why(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def is_wanted(name: str) -> bool:
    """Whether a file of that name can hold articles; hidden ones and what archivers add for themselves do not."""
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not hidden and bool(path.suffix.lower() in PACKINGS or format_of_name(name))


def new_budget(document: Document) -> tuple[Document, Budget]:
    """A budget for the outermost archive, and the archive itself, which now counts what is read of it."""
    read = 0

    def count(size: int) -> None:
        nonlocal read
        read += size

    def packed() -> int:
        return read

    if _is_seekable(document.stream):
        size = document.stream.seek(0, io.SEEK_END)
        document.stream.seek(0)
        return document, Budget(document.name, lambda: size)
    stream = buffered(_Counted(document.stream, document.name, count))
    return replace(document, stream=stream), Budget(document.name, packed)


def members(document: Document, packing: str, inside: str, budget: Budget) -> Iterator[Document | ReadError]:
    """The documents in an archive, in its order; each must be read before the next is asked for.

    Raises:
        ReadError: it is none, or unpacks to too much.
    """
    try:
        if packing == "zip":
            yield from _zip(document, budget)
        elif packing == "tar":
            yield from _tar(document, budget)
        else:
            stream = _counted(_opened(document.stream, packing), document.name, budget)
            yield replace(document, stream=stream, filename=inside, content_type="")
    except BROKEN as error:
        raise ReadError(document.name, f"cannot be unpacked: {_why(error)}; is it whole?") from error


def _opened(stream: BinaryIO, packing: str) -> Any:
    if packing == "gz":
        import gzip

        return gzip.GzipFile(fileobj=stream, mode="rb")
    if packing == "bz2":
        import bz2

        return bz2.BZ2File(stream)
    import lzma

    return lzma.LZMAFile(stream)


def _zip(document: Document, budget: Budget) -> Iterator[Document | ReadError]:
    with zipfile.ZipFile(_seekable(document)) as archive:
        wanted = [member for member in archive.infolist() if not member.is_dir() and is_wanted(member.filename)]
        if len(wanted) > MAX_MEMBERS:
            raise ReadError(document.name, f"holds more than {MAX_MEMBERS:,} files; unpack it yourself")
        for member in wanted:
            name = f"{document.name}/{member.filename}"
            try:
                with archive.open(member) as stream:
                    yield Document(name, _counted(stream, name, budget), filename=member.filename)
            except BROKEN as error:  # RuntimeError: it asks for a password
                yield ReadError(name, f"cannot be unpacked: {_why(error)}")


def _tar(document: Document, budget: Budget) -> Iterator[Document]:
    with tarfile.open(fileobj=document.stream, mode="r|") as archive:
        for number, member in enumerate(archive):
            if number > MAX_MEMBERS:
                raise ReadError(document.name, f"holds more than {MAX_MEMBERS:,} files; unpack it yourself")
            archive.members = []  # type: ignore[attr-defined]  # it keeps all it has seen, of an archive of any length
            if member.isreg() and is_wanted(member.name) and (stream := archive.extractfile(member)):
                name = f"{document.name}/{member.name}"
                content = _counted(stream, name, budget)
                yield Document(name, content, filename=member.name)
                if _is_broken(content) or _is_broken(document.stream):
                    return  # it breaks off here, and was said to


def _counted(stream: Any, name: str, budget: Budget) -> BinaryIO:
    return buffered(_Counted(stream, name, budget.count))


def _is_broken(stream: Any) -> bool:
    return bool(getattr(getattr(stream, "raw", None), "broken", False))


def _is_seekable(stream: Any) -> bool:
    return bool(getattr(stream, "seekable", bool)())


def _seekable(document: Document) -> BinaryIO:
    """The archive's bytes for a format that is read from its end: in memory where its stream only goes on."""
    if _is_seekable(document.stream):
        return document.stream
    data = document.stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ReadError(document.name, f"is a ZIP of over {MAX_DOCUMENT_BYTES >> 20} MB in a stream; save it first")
    return io.BytesIO(data)

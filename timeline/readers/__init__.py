"""Bytes -> articles: files, folders, archives, feeds, pages of the web and standard input.

`read` yields an `Article` for each one found and a `ReadError` for each that could
not be read, so that one bad article never hides the rest.  `timeline.readers.registry`
lists the formats; other packages add theirs by an entry point.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers.archives import MAX_DEPTH, Budget, members, new_budget
from timeline.readers.document import Document, Given, NoTextError, Read, buffered
from timeline.readers.folders import check_file, files
from timeline.readers.limits import reading_limit
from timeline.readers.registry import BY_SUFFIX, OURS, is_format, load_reader
from timeline.readers.sniff import PACKINGS, format_of, packing_of

if TYPE_CHECKING:
    from timeline.readers.fetch import Web

__all__ = ["FORMATS", "Document", "Given", "NoTextError", "files", "is_format", "read"]

FORMATS = tuple(OURS)
_ENDINGS = f"files ending in {', '.join((*BY_SUFFIX, *PACKINGS))}"
SECONDS = 120.0  # of processor time from one article of a document to the next; readers keep stricter limits


def read(
    source: str,
    given: Given,
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    web: "Web | None" = None,
    skip: Callable[[Path], bool] | None = None,
    begun: Callable[[Path], None] = lambda _path: None,
) -> Read:
    """The articles of a path, a folder (with all below it, in order of name), a URL, or `-` for `stdin`.

    `web` is what fetches, with its cache and its manners; without it, one of its own
    that keeps nothing, which `allow_private` lets into private networks.  Files for which
    `skip` holds are passed over; `begun` is told of each that is opened.
    """
    web = web or _web(allow_private)
    try:
        if source == "-":
            yield from _document(Document("standard input", _given_stream(stdin)), given, web)
        elif "://" in source:
            yield from _whole(web.get(source), given, web)
        elif Path(source).is_dir():
            yield from _folder(Path(source), given, web, skip, begun)
        elif skip is None or not skip(Path(source)):
            begun(Path(source))
            yield from _file(Path(source), given, web)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(source, f"cannot be read: {error.strerror or error}")
    except ValueError as error:  # a path that no file can have: with a NUL, say
        yield ReadError(repr(source), f"is no path: {error}")


def _web(allow_private: bool) -> "Web":
    from timeline.readers.fetch import Web

    return Web(allow_private=allow_private)


def _given_stream(stdin: BinaryIO | None) -> BinaryIO:
    if stdin is None:
        raise ReadError("standard input", "is not open")
    return stdin


def _folder(
    folder: Path, given: Given, web: "Web", skip: Callable[[Path], bool] | None, begun: Callable[[Path], None]
) -> Read:
    path = None
    for path in files(folder):
        if isinstance(path, ReadError):
            yield path
        elif skip is None or not skip(path):
            begun(path)
            yield from _file(path, given, web)
    if path is None and skip is None:  # who skips comes again, and a folder may fill
        raise ReadError(str(folder), f"holds no articles ({_ENDINGS})")


def _file(path: Path, given: Given, web: "Web") -> Read:
    try:
        check_file(path)
        with path.open("rb") as stream:
            yield from _whole(Document(str(path), stream, filename=path.name), given, web)
    except ReadError as error:
        yield error
    except FileNotFoundError:
        yield ReadError(str(path), "there is no such file or folder")
    except OSError as error:
        yield ReadError(str(path), f"cannot be read: {error.strerror or error}")


def _whole(document: Document, given: Given, web: "Web") -> Read:
    """The articles of what the user named himself: that there is no text in all of it is worth an error."""
    for item in _document(document, given, web):
        is_all = isinstance(item, NoTextError) and item.subject == document.name
        yield ReadError(item.subject, item.reason) if isinstance(item, NoTextError) and is_all else item


def _document(document: Document, given: Given, web: "Web", budget: Budget | None = None, depth: int = 0) -> Read:
    """The articles of a document, unpacked where it is packed."""
    document = replace(document, stream=buffered(document.stream))
    if given.fetch and not document.follow:
        document = replace(document, follow=partial(_followed, replace(given, format="auto", fetch=False), web))
    try:
        packing, inside = packing_of(document)
        if not packing:
            yield from _articles(document, given)
            return
        if depth >= MAX_DEPTH:
            raise ReadError(document.name, f"lies in {MAX_DEPTH} archives, one in the other; unpack it yourself")
        if budget is None:
            document, budget = new_budget(document)
        empty = True
        for member in members(document, packing, inside, budget):
            empty = False
            if isinstance(member, ReadError):
                yield member
            else:
                yield from _document(replace(member, follow=document.follow), given, web, budget, depth + 1)
            if budget.spent:
                return
        if empty:
            yield NoTextError(document.name, f"holds no articles ({_ENDINGS})")
    except ReadError as error:
        yield error


def _followed(given: Given, web: "Web", url: str, since: float) -> Read:
    """The articles at an address that a document points to."""
    try:
        yield from _document(web.get(url, since), given, web)
    except ReadError as error:
        yield error


def _articles(document: Document, given: Given) -> Read:
    name = given.format if given.format != "auto" else format_of(document)
    reader = load_reader(name)
    try:
        found = iter(reader(document, given))
        while True:
            with reading_limit(document.name, SECONDS):
                item = next(found, None)
            if item is None:
                return
            if not isinstance(item, Article | ReadError):
                raise TypeError(f"it gave a {type(item).__name__}, not an article")
            yield item
    except ReadError:
        raise
    except (Exception, SystemExit) as error:
        reason = f"cannot be read: the {name} reader failed with {type(error).__name__}: {error}"
        raise ReadError(document.name, " ".join(reason.split())) from error

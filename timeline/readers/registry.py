"""The formats that can be read, and the reader of each, imported when the first such document is met.

Ours and those that other packages add under the entry point group `timeline.readers`
are loaded in the same way.  Ours win where both have a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePosixPath
from types import MappingProxyType

from timeline.errors import ReadError
from timeline.readers.document import Reader
from timeline.resources import inverted

GROUP = "timeline.readers"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of ours: where its reader is, by which endings and media types it is known."""

    name: str
    reader: str
    suffixes: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


OURS: Mapping[str, Format] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("text", "timeline.readers.plain:read_text", (".txt", ".text")),
            Format("markdown", "timeline.readers.plain:read_markdown", (".md", ".markdown"), ("text/markdown",)),
            Format(
                "html",
                "timeline.readers.page:read_html",
                (".html", ".htm", ".xhtml"),
                ("text/html", "application/xhtml+xml"),
            ),
            Format(
                "jsonl",
                "timeline.readers.json_lines:read_jsonl",
                (".jsonl", ".ndjson"),
                ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"),
            ),
            Format("json", "timeline.readers.json_lines:read_json", (".json",), ("application/json",)),
            Format("csv", "timeline.readers.tables:read_csv", (".csv",), ("text/csv",)),
            Format("tsv", "timeline.readers.tables:read_tsv", (".tsv", ".tab"), ("text/tab-separated-values",)),
            Format(
                "feed",
                "timeline.readers.feed:read_feed",
                (".rss", ".atom", ".rdf", ".xml"),
                ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
            ),
            Format("warc", "timeline.readers.warc:read_warc", (".warc",), ("application/warc",)),
            Format("pdf", "timeline.readers.pdf:read_pdf", (".pdf",), ("application/pdf", "application/x-pdf")),
            Format("eml", "timeline.readers.mail:read_eml", (".eml",), ("message/rfc822",)),
            Format("mbox", "timeline.readers.mail:read_mbox", (".mbox", ".mbx"), ("application/mbox",)),
        )
    }
)
BY_SUFFIX = inverted("readers/registry.py", "suffixes", {each.name: each.suffixes for each in OURS.values()})
BY_MEDIA = inverted("readers/registry.py", "media", {each.name: each.media for each in OURS.values()})


def is_format(name: str) -> bool:
    """Whether there is a reader of that name, ours or added."""
    return name in OURS or name in added()


def format_of_name(filename: str) -> str:
    """The format that the ending of a file's name tells, "" for none."""
    suffix = PurePosixPath(filename).suffix.lower()
    return BY_SUFFIX.get(suffix) or (suffix[1:] if suffix and suffix[1:] in added() else "")


@cache
def added() -> Mapping[str, EntryPoint]:
    """The readers of other packages by name; of two with one name, the first as the packages are found."""
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        found.setdefault(entry.name.lower(), entry)
    return found


def load_reader(name: str) -> Reader:
    """The reader of a format.

    Raises:
        ReadError: a package added it, and it cannot be imported or is none.
    """
    if name in OURS:
        ours: Reader = EntryPoint(name, OURS[name].reader, GROUP).load()
        return ours
    return _foreign(added()[name])


def _foreign(entry: EntryPoint) -> Reader:
    package = entry.dist.name if entry.dist else entry.value
    try:
        reader: Reader = entry.load()
    except Exception as error:
        reason = f"cannot be loaded ({type(error).__name__}: {error}); update or remove {package}"
        raise ReadError(f'reader "{entry.name}" of {package}', reason) from error
    if not callable(reader):
        raise ReadError(f'reader "{entry.name}" of {package}', f"is no function but {type(reader).__name__}")
    return reader

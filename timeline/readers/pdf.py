"""PDF -> one article: its running text, in the order of the file, which follows columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from timeline.calendar import iso
from timeline.errors import ReadError
from timeline.model import Article, DateCandidate
from timeline.readers.apart import apart
from timeline.readers.document import Document, Given, Read, dated, finish
from timeline.readers.extras import extra
from timeline.readers.page import read_day
from timeline.readers.stamps import take_stamp
from timeline.terms import PublishedSource

MAX_PAGES = 5_000
SECONDS = 60.0  # of processor time for a file; a report of a thousand pages takes a few
OPENER = "timeline.readers.pdf:opened"
WRITTEN = 0.9  # how sure a date is that stands in words on the first page
CREATED = 0.3  # that the file was made on the day of publication: many are made again later
FULL_LINE = 0.8  # of the width of a long line: what is shorter and ends a sentence ends its paragraph
REPEATED_ON = 3  # pages, at least, on which a line stands at the edge that is no part of the text
DEEP = 3  # lines that a margin has at most
SOFT_HYPHENS = "\x02\xad\ufffe"
NO_TITLE = re.compile(r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf|odt|pages)$|^\W*$", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"\W*(?:\w{0,6}\W{0,2})?\d{1,4}(?:\W+\w{1,3}\W+\d{1,4})?\W*")


def read_pdf(document: Document, given: Given) -> Read:
    """The article in a PDF.

    The day the file was made is kept as a candidate and never taken for the day of
    publication.

    Raises:
        ReadError: it is none, is locked, or holds pictures of text only.
    """
    extra("pypdfium2", "pdf", document.name)
    pages, metadata = apart(OPENER, SECONDS).call(document.all_bytes(), document.name)
    if not any(line.strip() for page in pages for line in page):
        noun = "page" if len(pages) == 1 else "pages"
        raise ReadError(
            document.name, f"holds no text on its {len(pages):,} {noun}; run text recognition over it first"
        )
    text, day, line = take_stamp(_joined(_without_margins(pages)))
    title = metadata.get("Title", "").strip()
    title = "" if NO_TITLE.search(title) else title
    text = text.strip("\n")
    if title and text.startswith(f"{title}\n"):
        text = text.removeprefix(title).lstrip("\n")
    made = read_day(metadata.get("CreationDate", "").removeprefix("D:")[:8])
    article = Article(text=text, title=title, url=document.url, id=document.name)
    if made is not None:
        article = replace(
            article, candidates=(DateCandidate(iso(made), PublishedSource.PDF, CREATED, "the day the file was made"),)
        )
    if day is not None and given.published is None:
        article = dated(article, day, PublishedSource.META, WRITTEN, line)
    yield finish(article, given)


def opened(data: bytes) -> tuple[list[list[str]], dict[str, str]]:
    """The lines of each page, and what the file says of itself; runs native code, so best in a process apart.

    Raises:
        ReadError: it cannot be opened, is too long or damaged; the subject is left to who knows it.
    """
    pdfium = extra("pypdfium2", "pdf", "")
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "is locked with a password" if "password" in str(error).lower() else "is no PDF that can be read"
        raise ReadError("", f"{reason}; print it to a new PDF") from error
    try:
        if len(file) > MAX_PAGES:
            raise ReadError("", f"has {len(file):,} pages, more than {MAX_PAGES:,}; split it")
        return [_lines(file, number) for number in range(len(file))], file.get_metadata_dict()
    except (pdfium.PdfiumError, ValueError) as error:
        raise ReadError("", f"is damaged: {' '.join(str(error).split())[:120]}") from error
    finally:
        file.close()


def _lines(file: Any, number: int) -> list[str]:
    page = file[number]
    words = page.get_textpage()
    try:
        text: str = words.get_text_range(errors="replace")
    finally:
        words.close()
        page.close()
    text = re.sub(f"[{SOFT_HYPHENS}]\\s*\n?", "\xad\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [" ".join(line.split()) for line in text.split("\n")]


def _without_margins(pages: Sequence[Sequence[str]]) -> list[str]:
    """All lines, less page numbers and what stands at the top or bottom of many pages."""
    filled = [[line for line in page if line] for page in pages]
    edges = Counter(key for page in filled for key in {_shape(line) for line in (*page[:DEEP], *page[-DEEP:])})
    often = max(REPEATED_ON, len(pages) // 3)

    def is_margin(line: str) -> bool:
        return len(pages) > 1 and (edges[_shape(line)] >= often or bool(PAGE_NUMBER.fullmatch(line)))

    kept: list[str] = []
    for page in filled:
        above = len(list(takewhile(is_margin, page[:DEEP])))
        below = len(list(takewhile(is_margin, page[above:][::-1][:DEEP])))
        kept += page[above : len(page) - below]
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _joined(lines: Sequence[str]) -> str:
    """Paragraphs of broken lines; a word parted at the end of a line is whole again."""
    if not lines:
        return ""
    lengths = sorted(len(line) for line in lines)
    full = FULL_LINE * lengths[int(len(lengths) * 0.9)]
    whole = {word.lower() for line in lines for word in re.findall(r"\w+(?:-\w+)+", line)}
    text = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        ends = len(line) < full and (line.endswith((".", "!", "?", "”", '"', ":")) or _is_heading(line, following))
        text += line + ("\n\n" if ends else "\n")
    text = re.sub(r"(\w+)[-\xad]\n(\w+)", lambda found: _rejoined(found[1], found[2], found[0], whole), text)
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text).replace("\xad", "").strip()


def _is_heading(line: str, following: str) -> bool:
    return line[:1].isupper() and not line.endswith((",", "-", "\xad", ";")) and following[:1].isupper()


def _rejoined(first: str, second: str, found: str, whole: set[str]) -> str:
    """The two halves with the hyphen where the text has it elsewhere, or where a capital follows."""
    keeps = f"{first}-{second}".lower() in whole or (second[:1].isupper() and "\xad" not in found)
    return f"{first}-{second}" if keeps else first + second

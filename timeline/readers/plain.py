"""Plain text and Markdown -> one article: the story without the page around it."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from timeline.calendar import parse_iso
from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers.decode import decode
from timeline.readers.document import Document, Given, Read, dated, finish
from timeline.readers.stamps import day_in_words, take_stamp
from timeline.resources import Place, data_file, read_toml, unique
from timeline.terms import PublishedSource

HEADLINE_LENGTH = 160
WRITTEN = 0.9  # how sure a date is that the page itself gives in words
BREADCRUMB = re.compile(r"^\W*[^/>»›|.!?]{1,40}(?:\s+[/>»›|]\s+[^/>»›|!?]{1,160}){2,}$")
WRAPPED_BETWEEN = (45, 100)  # columns at which editors and mail programs break lines
ITEM = re.compile(r"(?:[-*+•·▪]|\d{1,2}[.)])\s")  # how an item of a list begins
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def read_text(document: Document, given: Given) -> Read:
    """The article in a plain text file; its headline, where it stands apart, becomes the title."""
    text, day, line = take_stamp(decode(document.all_bytes(), document.name))
    title, body = split_page(text)
    yield _dated(_article(document, given, title, body), given, day, line)


def read_markdown(document: Document, given: Given) -> Read:
    """The article in a Markdown file: mark-up gone, title and date from the front matter or the first heading."""
    text = decode(document.all_bytes(), document.name)
    header: dict[str, str] = {}
    if found := FRONT_MATTER.match(text):
        header = _header(found[1])
        text = text[found.end() :]
    title, body = _rendered(text)
    body, day, line = take_stamp(body)
    article = _article(document, given, header.get("title") or title, body.strip("\n"), header)
    if written := header.get("date") or header.get("published"):
        day, line = parse_iso(written[:10]) or day_in_words(written) or day, f"front matter: {written}"
    yield _dated(article, given, day, line)


def _dated(article: Article, given: Given, day: int | None, evidence: str) -> Article:
    """The article with the day that the page gives for itself; what the user gave stands above it."""
    if day is None or given.published is not None:
        return article
    return dated(article, day, PublishedSource.META, WRITTEN, evidence)


def _article(
    document: Document, given: Given, title: str, body: str, header: Mapping[str, str] = MappingProxyType({})
) -> Article:
    if not body.strip():
        raise ReadError(document.name, "is empty" if not title else "has a headline but no text")
    url, publisher = document.url or header.get("url", ""), header.get("publisher", "")
    return finish(Article(text=body, title=title, url=url, publisher=publisher, id=document.name), given)


def split_page(text: str) -> tuple[str, str]:
    """Headline ("" where none stands apart) and story of a page saved as text.

    Navigation, repeated headlines and the calls around a story are left out, and
    lines that an editor wrapped are joined; paragraphs are parted by an empty line.

    >>> split_page("Home / World / Ships meet\\n\\nShips meet\\n\\nTwo ships met. They left.\\nShips meet\\n")
    ('Ships meet', 'Two ships met. They left.')
    """
    blocks = [block.split("\n") for block in re.split(r"\n[ \t]*\n", text.strip("\n\ufeff"))]
    lines = [line.strip() for block in blocks for line in block if line.strip()]
    first = [line.strip() for line in blocks[0] if line.strip()]
    title = "" if _is_wrapped(first) else _headline(lines)
    kept = (_paragraphs([line for line in map(str.strip, block) if _is_story(line, title)]) for block in blocks)
    return title, "\n\n".join(paragraph for paragraphs in kept for paragraph in paragraphs)


def _headline(lines: list[str]) -> str:
    story = [line for line in lines if line and not _is_boilerplate(line)]
    first = story[0] if story else ""
    is_short = len(first) <= HEADLINE_LENGTH and not first.endswith((".", "!", "”", '"', ":", ","))
    longer = any(len(line) > len(first) for line in story[1:])
    return first if is_short and longer and len(first.split()) > 1 and not _is_stamp(first) else ""


def _is_stamp(line: str) -> bool:
    """Whether the line is a date rather than words: "Friday, January 4, 2019"."""
    words = re.findall(r"[^\W\d_]+", line)
    return bool(re.search(r"\b\d{4}\b", line)) and len(words) <= 3


def _is_story(line: str, title: str) -> bool:
    return bool(line) and line != title and not _is_boilerplate(line)


def _is_boilerplate(line: str) -> bool:
    return bool(BREADCRUMB.match(line)) or bool(_calls().fullmatch(line))


@cache
def _calls() -> re.Pattern[str]:
    """Lines that call on the reader instead of telling him something."""
    file = "en/boilerplate.toml"
    lines = read_toml(data_file(file))["line"]
    patterns = unique((Place(file, "line"), entry["name"], entry["pattern"]) for entry in lines)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns.values()), re.IGNORECASE)


def _paragraphs(lines: list[str]) -> list[str]:
    """Each line or list item is a paragraph, unless an editor has broken all lines at about the same column."""
    items: list[list[str]] = [[]]
    for line in lines:
        if ITEM.match(line):
            items.append([])
        items[-1].append(line)
    return [part for item in items for part in ([" ".join(item)] if len(item) > 1 and _is_wrapped(item) else item)]


def _is_wrapped(lines: list[str]) -> bool:
    low, high = WRAPPED_BETWEEN
    full, last = lines[:-1], lines[-1:]
    return bool(full) and all(low <= len(line) <= high for line in full) and len(last[0]) <= high


def _header(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.split("\n") if not line.startswith((" ", "#", "-")))
    return {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon}


def _rendered(text: str) -> tuple[str, str]:
    from markdown_it import MarkdownIt

    title, blocks, heading = "", [], ""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            words = _inline(token.children or [])
            if heading == "h1" and not title:
                title = words
            elif words:
                blocks.append(words)
            heading = ""
    return title, "\n\n".join(blocks)


def _inline(tokens: list) -> str:  # type: ignore[type-arg]  # markdown-it's own tokens
    words, before = "", ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            heads = token.type == "hardbreak" or before == "strong_close"  # a line in bold stands for a heading
            words += "\n" if heads else " "
        elif token.type in ("text", "code_inline"):
            words += token.content
        before = token.type if token.content or token.type != "text" else before
    return words.strip()

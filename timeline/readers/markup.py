"""A piece of HTML -> its words: what feeds and newsletters hold, where all of it is the text."""

import re
from typing import Any

SILENT = {
    "script", "style", "head", "title", "noscript", "template", "svg", "iframe", "object", "select", "button", "form",
}  # fmt: skip
BLOCKS = {
    "p", "div", "br", "li", "tr", "table", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
    "blockquote", "section", "article", "header", "footer", "figure", "figcaption", "hr", "body", "aside", "nav",
}  # fmt: skip
CELLS = {"td", "th"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
# Letters without width with which newsletters fill the line that a mail program shows beside the subject.
FILLING = re.compile("[\u034f\u061c\u180e\u200b\u2060-\u2064\ufeff]+|(?:[\u200c\u200d\u00ad]\\s*){2,}")


def words_of(markup: str) -> str:
    """The text of a piece of HTML, paragraphs parted by an empty line; hidden parts are left out.

    >>> words_of("<p>Two <b>ships</b> met.</p><p style='display: none'>x</p><div>They left&nbsp;&amp; sailed.</div>")
    'Two ships met.\\n\\nThey left & sailed.'
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    data = markup.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        tree = document_fromstring(data, parser=HTMLParser(encoding="utf-8", huge_tree=True))
    except (LxmlError, ValueError):  # nothing in it
        return ""
    lines = "".join(_pieces(tree)).split("\n")
    told = (" ".join(FILLING.sub("", line).split()) for line in lines)
    return "\n\n".join(line for line in told if line)


def _pieces(tree: Any) -> list[str]:
    from lxml.etree import iterwalk

    pieces: list[str] = []
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("start", "end"):
            pieces.append("\n" if element.tag in BLOCKS else " " if element.tag in CELLS else "")
        if event == "start" and _is_silent(element):
            walk.skip_subtree()
        elif event == "start":
            pieces.append(_on_one_line(element.text))
        if event != "start":
            pieces.append(_on_one_line(element.tail))
    return pieces


def _is_silent(element: Any) -> bool:
    return element.tag in SILENT or element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def _on_one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""

"""HTML -> one article: the main text, and every reading of its publication date with how sure it is."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from timeline.calendar import day_of, exists, iso
from timeline.errors import ReadError
from timeline.model import Article, DateCandidate
from timeline.readers.decode import decode
from timeline.readers.document import Document, Given, NoTextError, Read, finish
from timeline.readers.limits import reading_limit
from timeline.terms import PublishedSource

# Share of pages on which a date was right: two or more signals that agree, one signal
# alone, signals that all disagree (measured on news pages with known dates, 2026).
AGREEING, ALONE, DISPUTED = 0.90, 0.80, 0.44
# Which signal is believed first where they disagree.
ORDER = (
    PublishedSource.JSON_LD,
    PublishedSource.META,
    PublishedSource.URL,
    PublishedSource.TIME_ELEMENT,
    PublishedSource.HTMLDATE,
)
META_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
MAX_PAGE_BYTES = 8 << 20  # pages of news have a tenth of a MB
MAX_TAGS = 100_000  # which take 4 s; the longest pages of news have a tenth of that
SECONDS = 30.0  # of processor time for a page
CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
CHARSET_WITHIN = 4096
DAY = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/_.-]|$)")


def read_html(document: Document, given: Given) -> Read:
    """The article on a web page.

    Raises:
        ReadError: the page holds no running text.
    """
    data = document.all_bytes(MAX_PAGE_BYTES)
    if (tags := data.count(b"<")) > MAX_TAGS:
        raise ReadError(document.name, f"has {tags:,} tags, more than {MAX_TAGS:,}; save the article itself")
    html = decode(data, document.name, document.charset or declared_in(data))
    with reading_limit(document.name, SECONDS):
        article = finish(_article(html, document), given)
    yield article


def _article(html: str, document: Document) -> Article:
    import trafilatura

    try:
        page = trafilatura.bare_extraction(html, url=document.url or None, include_comments=False, with_metadata=True)
    except (ValueError, RecursionError) as error:
        raise ReadError(document.name, f"is not a page that can be read: {error}") from error
    text = (getattr(page, "text", "") or "").strip()
    if not text:
        raise NoTextError(document.name, "is a page without a text; save the article itself")
    title = getattr(page, "title", "") or ""
    if title and text.startswith(f"{title}\n"):
        text = text.removeprefix(title).lstrip("\n")
    candidates = weigh([s for s in date_signals(html, document.url) if _is_possible(s[1], document.fetched)])
    best = candidates[0] if candidates else None
    return Article(
        text=text.replace("\n", "\n\n"),
        title=title,
        publisher=getattr(page, "sitename", "") or getattr(page, "hostname", "") or "",
        url=document.url or getattr(page, "url", "") or "",
        language=getattr(page, "language", "") or "",
        id=document.name,
        published=read_day(best.edtf) if best else None,
        published_source=best.source if best else PublishedSource.NONE,
        published_confidence=best.confidence if best else 0.0,
        candidates=candidates,
    )


def declared_in(data: bytes) -> str:
    """The encoding that a page names in its head, "" for none."""
    found = CHARSET.search(data[:CHARSET_WITHIN])
    return found[1].decode("ascii", "replace") if found else ""


def _is_possible(day: int, fetched: int | None) -> bool:
    """Nothing that was fetched on a day was published later; one more for clocks east of the one that fetched."""
    return fetched is None or day <= fetched + 1


def weigh(signals: list[tuple[str, int, str]]) -> tuple[DateCandidate, ...]:
    """The days that (source, day number, evidence) signals speak for, the most credible first.

    >>> signals = [("meta", 736074, "a"), ("url", 736074, "b"), ("htmldate", 736075, "c")]
    >>> [(c.edtf, c.confidence) for c in weigh(signals)]
    [('2016-04-20', 0.9), ('2016-04-21', 0.1)]
    """
    votes: dict[int, dict[str, str]] = defaultdict(dict)
    for source, day, evidence in signals:
        votes[day].setdefault(source, evidence)
    ranked = sorted(votes, key=lambda day: (-len(votes[day]), min(ORDER.index(source) for source in votes[day])))
    found = []
    for rank, day in enumerate(ranked):
        source = min(votes[day], key=ORDER.index)
        confidence = _confidence([len(votes[other]) for other in ranked], rank)
        found.append(DateCandidate(iso(day), PublishedSource(source), confidence, "; ".join(votes[day].values())))
    return tuple(found)


def _confidence(votes: list[int], rank: int) -> float:
    first = AGREEING if votes[0] > 1 else ALONE if len(votes) == 1 else DISPUTED
    return first if rank == 0 else round((1 - first) / (len(votes) - 1), 2)


def date_signals(html: str, url: str) -> Iterator[tuple[str, int, str]]:
    """Each day the page gives for its publication: (source, day number, the words that say so)."""
    from lxml.etree import LxmlError
    from lxml.html import fromstring

    try:
        tree = fromstring(html.encode("utf-8", "replace"))
    except (LxmlError, ValueError):
        return
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        for value in _published_in(script.text or ""):
            yield from _signal("json-ld", value)
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in META_NAMES:
            yield from _signal("meta", meta.get("content") or "")
    if found := URL_DAY.search(url):
        yield from _signal("url", "-".join(found.groups()))
    stamps = [time.get("datetime") or "" for time in tree.iter("time")]
    yield from _signal("time-element", stamps[0] if stamps else "")
    yield from _signal("htmldate", _by_htmldate(html, url))


def read_day(value: str) -> int | None:
    """The day number at the beginning of an ISO date or time stamp, with or without dashes, else None.

    >>> read_day("2016-04-20T10:15:00Z"), read_day("20160420"), read_day("20 April")
    (736074, 736074, None)
    """
    if not (found := DAY.match(value.strip())):
        return None
    year, month, day = map(int, found.groups())
    return day_of(year, month, day) if year and exists(year, month, day) else None


def _signal(source: str, value: str) -> Iterator[tuple[str, int, str]]:
    if (day := read_day(value)) is not None:
        yield source, day, f"{source}: {value.strip()[:40]}"


def _published_in(script: str) -> Iterator[str]:
    try:
        yield from _walk(json.loads(script))
    except (ValueError, RecursionError):
        return


def _walk(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _walk(item)
    elif isinstance(node, dict):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(node.get(key))


def _by_htmldate(html: str, url: str) -> str:
    from htmldate import find_date

    try:
        return find_date(html, url=url or None, original_date=True, extensive_search=True) or ""
    except (ValueError, TypeError, OverflowError):
        return ""

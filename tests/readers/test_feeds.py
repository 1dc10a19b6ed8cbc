"""Feeds of every kind give an article an entry; with `--fetch`, the text of its page."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.readers.made import OTHER, STORY, article_in, error_in, found_in, item, page, rss
from timeline.calendar import iso, parse_iso
from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers.document import Document, Given, Read, buffered
from timeline.readers.feed import read_feed
from timeline.readers.page import read_html

ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Port</title>
<entry><id>urn:1</id><title type="html">Ships &lt;b&gt;meet&lt;/b&gt; &amp;amp; part</title><link href="http://example.org/1"/>
<published>2016-04-05T23:30:00-05:00</published><updated>2016-04-07T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p><p>They part.</p></div></content></entry>
</feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Port</title></channel>
<item rdf:about="http://example.org/1"><title>T</title><link>http://example.org/1</link><description>{STORY}</description>
<dc:date>2016-04-05</dc:date></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Port",
    "items": [
        {"id": "1", "url": "http://example.org/1", "title": "T", "content_html": f"<p>{STORY}</p>",
         "date_published": "2016-04-05T10:00:00Z"},
        {"id": 2, "external_url": "http://example.org/2", "content_text": OTHER},
        "no item", {"id": "3", "content_text": ["no text"]},
    ],
}  # fmt: skip
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss version='2.0'><channel><item><title>t</title><description>&j;</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"<?xml version='1.0'?><catalogue><book/></catalogue>", "is no feed", id="other XML"),
        pytest.param(b"", "is no feed", id="empty"),
        pytest.param(b"<rss", "is no feed", id="cut off"),
        pytest.param(b"{}{", "is no feed", id="broken JSON"),
        pytest.param(rss("<title>T</title><link>http://example.org/1</link>"), "--fetch reads its page", id="no text"),
    ],
)
def test_what_is_no_feed_says_so(data: bytes, says: str) -> None:
    assert says in error_in(data, format="feed")


def test_entities_that_multiply_stay_small() -> None:
    for found in found_in(LAUGHS):
        assert isinstance(found, ReadError) or len(found.text) < 10_000


def test_an_entity_reaches_no_file() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(
        item(1, "Passwords: &x; end of it.")
    ).removeprefix(b'<?xml version="1.0"?>')
    for found in found_in(data):
        assert "root:" not in (found.text if isinstance(found, Article) else str(found))


def test_a_feed_without_entries_has_no_articles() -> None:
    assert found_in(rss()) == []


@pytest.mark.parametrize("data", [ATOM.encode(), RDF.encode()], ids=["atom", "rdf"])
def test_atom_and_rdf(data: bytes) -> None:
    article = article_in(data)
    assert STORY in article.text
    assert (article.url, article.publisher) == ("http://example.org/1", "The Port")
    assert iso(article.published or 0) == "2016-04-05"  # by the clock of the writer


def test_titles_and_texts_lose_their_marks() -> None:
    article = article_in(ATOM.encode())
    assert (article.title, article.text) == ("Ships meet & part", f"{STORY}\n\nThey part.")


def test_rss_takes_the_longest_text_and_cleans_the_link() -> None:
    data = rss(
        f"<guid isPermaLink='false'>g1</guid><link>http://example.org/1?utm_source=x&amp;id=7</link>"
        f"<description>Short.</description><encoded xmlns='http://purl.org/rss/1.0/modules/content/'>"
        f"<![CDATA[<p>{STORY}</p><img src='http://example.org/t.gif'>]]></encoded>"
    )
    article = article_in(data)
    assert (article.id, article.url, article.text) == ("g1", "http://example.org/1?id=7", STORY)
    assert (article.published, article.published_source) == (None, "none")


def test_an_entry_from_elsewhere_names_its_own_publisher() -> None:
    article = article_in(rss(item(1) + "<source url='http://o.example'>The Other</source>"))
    assert article.publisher == "The Other"


@pytest.mark.parametrize(
    "date", ["Sun, 00 Jan 0000 00:00:00 GMT", "99999-01-01T00:00:00Z", "yesterday-ish", "31/02/2016"]
)
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert article_in(rss(item(1, date=date))).published is None


@pytest.mark.parametrize("layout", [{}, {"indent": 2}], ids=["one line", "many lines"])
def test_json_feeds_are_recognised(layout: dict[str, int]) -> None:
    first, second, third = found_in(json.dumps(JSON_FEED, **layout).encode())  # type: ignore[arg-type]
    assert isinstance(first, Article)
    assert (first.title, first.text, first.publisher) == ("T", STORY, "The Port")
    assert first.published == parse_iso("2016-04-05")
    assert isinstance(second, Article)
    assert (second.id, second.url, second.text) == ("2", "http://example.org/2", OTHER)
    assert str(third) == "3: has no text"


def test_a_page_that_holds_a_feed_is_read_as_one() -> None:
    document = Document("http://e.example/f", buffered(io.BytesIO(rss(item(1)))), "http://e.example/f", "text/html")
    from timeline.readers.sniff import format_of

    assert format_of(document) == "feed"


PAGE = page(head='<meta property="article:published_time" content="2016-04-01">')
ASKED: list[tuple[str, float]] = []


def followed(url: str, since: float) -> Read:
    """A web in which only page 1 is to be had."""
    if url.endswith("/1"):
        yield from read_html(Document(url, io.BytesIO(PAGE.encode()), url=url), Given())
    else:
        yield ReadError(url, "answers 404 Not Found")


def full(data: bytes, **options: object) -> Iterator[Article | ReadError]:
    document = Document("feed", io.BytesIO(data), follow=followed)
    return read_feed(document, replace(Given(), **options))  # type: ignore[arg-type]


def test_the_page_gives_the_text_and_the_feed_the_date() -> None:
    (article,) = full(rss(item(1, "Teaser.")))
    assert isinstance(article, Article)
    assert STORY in article.text
    assert (article.title, iso(article.published or 0)) == ("T1", "2016-04-05")
    assert article.publisher == "The Harbour Times"  # the page names only its host
    assert [(c.edtf, c.source) for c in article.candidates] == [("2016-04-05", "feed"), ("2016-04-01", "meta")]


def test_what_the_user_gives_wins_over_feed_and_page() -> None:
    (article,) = full(rss(item(1, "Teaser.")), published=700_000, publisher="P")
    assert isinstance(article, Article)
    assert (article.published, article.published_source, article.publisher) == (700_000, "given", "P")


def test_the_feeds_own_text_stands_in_for_a_lost_page() -> None:
    article, error = full(rss(item(2, "Teaser.")))
    assert isinstance(article, Article)
    assert article.text == "Teaser."
    assert str(error).endswith("answers 404 Not Found; what the feed holds of it was taken")


def test_a_page_that_says_less_than_the_feed_is_passed_over() -> None:
    (article,) = full(rss(item(1, f"{STORY} " * 9)))
    assert isinstance(article, Article)
    assert article.text == (f"{STORY} " * 9).strip()

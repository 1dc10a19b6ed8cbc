"""PDF, web archives and e-mail give their text, title and date; what they lack is said."""

import sys

import pytest

from tests.readers.made import OTHER, STORY, article_in, column, error_in, found_in, mail, page, pdf, warc
from timeline.calendar import iso
from timeline.errors import ReadError
from timeline.model import Article


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"%PDF-1.7 no more", "is no PDF that can be read", id="broken"),
        pytest.param(pdf([[], []]), "holds no text on its 2 pages; run text recognition", id="pictures only"),
    ],
)
def test_a_pdf_without_text_says_why(data: bytes, says: str) -> None:
    assert says in error_in(data)


def test_a_pdf_is_read_column_by_column_with_whole_words() -> None:
    left = ["Two ships met off the coast on Tues-", "day, said the port master and vice-"]
    left += ["president. Letters", "were exchan-", "ged."]
    right = ["They left the next day. The vice-president", "did not say where they went."]
    article = article_in(pdf([[*column(50, 700, *left), *column(320, 700, *right)]], "<< /Title (Ships meet) >>"))
    assert article.text == (
        "Two ships met off the coast on Tuesday, said the port master and vice-president. Letters were exchanged.\n\n"
        "They left the next day. The vice-president did not say where they went."
    )
    assert article.title == "Ships meet"


def test_the_day_a_pdf_was_made_is_only_a_candidate() -> None:
    article = article_in(pdf([column(50, 700, STORY)], "<< /CreationDate (D:20190304120000Z) >>"))
    assert (article.published, article.published_source) == (None, "none")
    assert [(c.edtf, c.source) for c in article.candidates] == [("2019-03-04", "pdf")]


def test_a_date_on_the_first_page_is_taken() -> None:
    article = article_in(pdf([column(50, 700, "Published: 6 August 2020", STORY)]))
    assert iso(article.published or 0) == "2020-08-06"
    assert article.text == STORY


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.doc", "untitled", "report.indd"])
def test_the_title_of_a_program_is_none(title: str) -> None:
    assert article_in(pdf([column(50, 700, STORY)], f"<< /Title ({title}) >>")).title == ""


def test_page_numbers_and_running_heads_are_no_text() -> None:
    told = [f"{place} came {thing}, and all who saw it tell a story" for place in "NESW" for thing in ("ships", "men")]
    pages = [
        [(50, 760, f"The Harbour Times, page {n}"), *column(50, 700, *told[2 * n : 2 * n + 2]), (300, 30, f"- {n} -")]
        for n in range(4)
    ]
    text = article_in(pdf(pages)).text
    assert "Harbour Times" not in text
    assert "- 2 -" not in text
    assert text.count("tell a story") == 8


PAGE = page(head='<meta property="article:published_time" content="2015-11-24">').encode()
LATER = page(head='<meta property="article:published_time" content="2019-01-01">').encode()


@pytest.mark.parametrize("gzip", [False, True])
def test_a_web_archive_gives_its_pages(gzip: bool) -> None:
    data = warc(
        ("http://example.org/a", "200 OK", "text/html; charset=utf-8", PAGE),
        ("http://example.org/lost", "404 Not Found", "text/html", b"<p>Gone.</p>"),
        ("http://example.org/p.png", "200 OK", "image/png", b"\x89PNG"),
        ("http://example.org/later", "200 OK", "text/html", LATER),
        ("http://example.org/empty", "200 OK", "text/html", b"<html></html>"),
        gzip=gzip,
    )
    first, later, empty = found_in(data)
    assert isinstance(first, Article)
    assert (first.url, first.id, iso(first.published or 0)) == (
        "http://example.org/a",
        "http://example.org/a",
        "2015-11-24",
    )
    assert isinstance(later, Article)
    assert later.published is None  # it was fetched years before that day
    assert str(empty).startswith("http://example.org/empty: is a page without a text")


def test_a_page_kept_without_its_answer() -> None:
    article = article_in(warc(("http://example.org/a", "", "text/html", PAGE), kind="resource"))
    assert article.url == "http://example.org/a"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no archive at all", "is no WARC"),
        (warc(), "holds no pages"),
        (warc(("http://e.example/a", "200 OK", "text/html", PAGE))[:200], "holds no pages"),
    ],
)
def test_a_web_archive_without_pages_says_so(data: bytes, says: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert says in error_in(data, format="warc")
    assert capfd.readouterr() == ("", "")


def test_a_web_archive_that_breaks_off_keeps_what_came_before(capfd: pytest.CaptureFixture[str]) -> None:
    data = warc(*((f"http://example.org/{n}", "200 OK", "text/html", PAGE) for n in range(3)))
    found = found_in(data[: int(len(data) * 0.6)])
    assert isinstance(found[0], Article)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("library", "name"), [("warcio", "warc"), ("pypdfium2", "pdf")])
def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, library: str, name: str) -> None:
    for module in [module for module in sys.modules if module.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)  # what Python puts there for a module that is not
    assert error_in(b"%PDF-1.4", format=name).endswith(f"needs {library}: pip install 'timeline[{name}]'")


def test_a_newsletter_gives_its_subject_sender_and_day() -> None:
    article = article_in(mail(Message_ID="<1@port.example>", Archived_At="<http://port.example/1?utm_source=mail>"))
    assert (article.title, article.publisher, article.text) == ("Ships meet", "The Port", STORY)
    assert (article.id, article.url) == ("1@port.example", "http://port.example/1")
    assert iso(article.published or 0) == "2016-04-05"  # by the clock of the sender


def test_the_html_part_is_read_without_what_is_hidden() -> None:
    hidden = "<div style='display:none'>Preheader</div><style>p {}</style><!-- x --><script>y()</script>"
    cells = f"<td>{STORY}</td><td>Left&nbsp;cell &zwnj;&nbsp;&zwnj;</td>"
    table = f"<table><tr><td><h1>Ships</h1></td></tr><tr>{cells}</tr></table>"
    assert article_in(mail("Read it in your browser.", hidden + table)).text == f"Ships\n\n{STORY} Left cell"


def test_a_plain_part_that_says_more_is_taken() -> None:
    assert article_in(mail(f"{STORY} {OTHER}", "<p>Get the app</p>")).text == f"{STORY} {OTHER}"


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("=?utf-8?q?Caf=C3=A9?= am =?iso-8859-1?q?M=FCnsterplatz?=", "Café am Münsterplatz"),
        ("=?nonsense?q?Caf=C3=A9?=", "Café"),
        ("=?utf-8?b?gICA?=", "\ufffd\ufffd\ufffd"),
        ("folded\n over lines", "folded over lines"),
    ],
)
def test_headers_are_decoded_as_far_as_they_can_be(header: str, shown: str) -> None:
    assert article_in(f"From: a@b.example\nSubject: {header}\n\n{STORY}\n".encode()).title == shown


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "no-such-charset", "utf-16"])
def test_a_body_is_decoded_by_what_it_says_or_by_how_it_looks(charset: str) -> None:
    story = "Le président élu a été reçu à l'Élysée hier, et il y est resté jusqu'à la nuit."
    encoding = charset if charset in ("iso-8859-1", "utf-16") else "utf-8"
    data = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\n\n".encode() + story.encode(encoding)
    assert article_in(data, format="eml").text == story


def test_soft_breaks_and_signatures() -> None:
    head = b"From: a@b.example\nContent-Type: text/plain; format=flowed\n\n"
    body = b"Two ships met \noff the coast.\n\n-- \nThe Port, 1 Quay\n"
    assert article_in(head + body).text == "Two ships met off the coast."


def test_attachments_are_not_read() -> None:
    data = (
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n"
        b"Content-Disposition: attachment\n\nAttached.\n--x\nContent-Type: text/plain\n\nTwo ships met.\n--x--\n"
    )
    assert article_in(data).text == "Two ships met."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is no message"),
        (b"\n\nNo headers here.", "is no message"),
        (b"From: a@b.example\nContent-Type: image/png\n\nx", "has no text"),
    ],
)
def test_what_is_no_letter_says_so(data: bytes, says: str) -> None:
    assert says in error_in(data, format="eml")


def test_a_folder_of_mail_is_parted_where_messages_begin() -> None:
    letters = [mail(f"{STORY}\n\n>From here on they sailed alone.\n"), mail(OTHER), b"From: a@b.example\n\n"]
    box = b"".join(b"From news@port.example Tue Apr  5 10:00:00 2016\n" + letter + b"\n" for letter in letters)
    first, second, third = found_in(box)
    assert isinstance(first, Article)
    assert first.text == f"{STORY}\n\nFrom here on they sailed alone."
    assert isinstance(second, Article)
    assert second.id == "standard input:2"
    assert isinstance(third, ReadError)


@pytest.mark.parametrize(("data", "says"), [(b"", "is empty"), (b"Dear all,\n", "is no mbox")])
def test_what_is_no_folder_of_mail_says_so(data: bytes, says: str) -> None:
    assert says in error_in(data, format="mbox")

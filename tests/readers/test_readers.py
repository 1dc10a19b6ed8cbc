"""Every kind of source gives its articles, and every kind of bad input one clear line."""

import csv
import gzip
import io
import json
import socket
import zipfile
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendar import iso, parse_iso
from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers import Given, read
from timeline.readers.fetch import Clock, Web
from timeline.readers.page import date_signals, read_html, weigh
from timeline.readers.plain import _calls, split_page
from timeline.readers.stamps import take_stamp
from timeline.resources import data_file, read_toml

STORY = "Two ships met off the coast on Tuesday. The crews exchanged letters and left the next day."
PAGE = f"""<html><head><title>Ships meet</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2016-04-20T08:00:00Z"}}</script>
<meta property="article:published_time" content="2016-04-20"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ships meet</h1><p>{STORY}</p><p>{STORY[::1]} They will meet again.</p>
</article></body></html>"""


def only(source: str, **options: object) -> Article:
    (found,) = read(source, Given(**options))  # type: ignore[arg-type]
    assert isinstance(found, Article), found
    return found


def error_of(source: str) -> str:
    (found,) = read(source, Given())
    assert isinstance(found, ReadError), found
    return str(found)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("a.txt", b"", "is empty", id="empty"),
        pytest.param("a.txt", b"  \n\n ", "is empty", id="blank"),
        pytest.param("a.txt", b"abc\x00\x01def", "is binary, not text", id="binary"),
        pytest.param("a.txt", b"%PDF-1.7 ...", "is a PDF", id="pdf under another name"),
        pytest.param("a.html", b"<html><body><script>1</script></body></html>", "without a text", id="page of scripts"),
        pytest.param("a.jsonl", b"{not json}\n", "is not JSON", id="bad JSON"),
        pytest.param("a.jsonl", b"[1]\n", "no object with named fields", id="no object"),
        pytest.param("a.jsonl", b'{"title": "x"}\n', "has no text", id="no text field"),
        pytest.param("a.jsonl", b'{"text": "x", "date": "2016-02-31"}\n', "is not a date", id="no such day"),
        pytest.param("a.jsonl", b'{"text": ["x"]}\n', "is no text but list", id="wrong type"),
        pytest.param("a.csv", b"url,title\na,b\n", "has no column named text", id="no column of texts"),
        pytest.param("a.csv", b"", "is empty", id="empty table"),
        pytest.param("a.csv", b"text,date\nonly one\n", "has 1 fields where the head has 2", id="short row"),
        pytest.param("a.zip", b"PK not a zip", "cannot be unpacked", id="broken archive"),
        pytest.param("a.txt.gz", b"no gzip", "cannot be unpacked", id="broken gzip"),
    ],
)
def test_bad_input_is_one_line_that_names_the_file(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    line = error_of(str(tmp_path / name))
    assert says in line
    assert name in line
    assert "\n" not in line


def test_a_missing_file_is_named() -> None:
    assert error_of("nowhere/a.txt") == "nowhere/a.txt: there is no such file or folder"


def test_one_bad_row_does_not_hide_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": ""}\n{"text": "Three.", "id": "c"}\n')
    found = list(read(str(path), Given()))
    assert [f.text if isinstance(f, Article) else str(f) for f in found] == ["One.", f"{path}:2: has no text", "Three."]
    assert [f.id for f in found if isinstance(f, Article)] == [f"{path}:1", "c"]


def test_an_overlong_line_is_skipped_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.readers.json_lines.MAX_LINE_BYTES", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 5000}) + '\n{"text": "Short."}\n')
    long, short = read(str(path), Given())
    assert isinstance(long, ReadError)
    assert ":1: is longer than" in str(long)
    assert isinstance(short, Article)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1251"])
def test_text_in_many_encodings(tmp_path: Path, encoding: str) -> None:
    story = (
        "Россия и НАТО провели встречу в Брюсселе."
        if encoding == "cp1251"
        else "Le président élu a été reçu à l'Élysée hier."
    )
    path = tmp_path / "a.txt"
    path.write_bytes((story * 3).encode(encoding))
    assert only(str(path)).text == story * 3


def test_navigation_and_repeated_headlines_are_not_the_story(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"Home > News > Ships meet\n\nShips meet\n\n{STORY}\nShips meet\n\nShare on Facebook\n\nMore. {STORY}\n"
    )
    article = only(str(path))
    assert article.title == "Ships meet"
    assert article.text == f"{STORY}\n\nMore. {STORY}"


def test_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The two ships met off the coast on Tuesday, said the\nharbour master, and their crews exchanged letters that\n"
        "had been written a year before."
    )
    assert split_page(wrapped)[1] == wrapped.replace("\n", " ")


@pytest.mark.parametrize("entry", read_toml(data_file("en/boilerplate.toml"))["line"], ids=lambda e: e["name"])
def test_boilerplate_rules_prove_themselves(entry: dict[str, list[str]]) -> None:
    assert [line for line in entry["yes"] if not _calls().fullmatch(line)] == []
    assert [line for line in entry["no"] if _calls().fullmatch(line)] == []


def test_markdown_loses_its_marks_and_keeps_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ndate: 2016-04-20\n---\n# Ships meet\n\nTwo **ships** [met](https://example.org).\n\n- They left.\n"
    )
    article = only(str(path))
    assert (article.title, article.text) == ("Ships meet", "Two ships met.\n\nThey left.")
    assert (article.published, article.published_source) == (parse_iso("2016-04-20"), "meta")


def test_html_gives_text_title_and_agreeing_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    article = only(str(path))
    assert STORY in article.text
    assert "Home" not in article.text
    assert article.title == "Ships meet"
    assert (article.published, article.published_confidence) == (parse_iso("2016-04-20"), 0.90)


def test_signals_that_disagree_are_all_kept() -> None:
    html = PAGE.replace('content="2016-04-20"', 'content="2016-04-22"')
    found = weigh([s for s in date_signals(html, "https://example.org/2016/04/21/ships") if s[0] != "htmldate"])
    assert [(c.edtf, c.source, c.confidence) for c in found] == [
        ("2016-04-20", "json-ld", 0.44),
        ("2016-04-22", "meta", 0.28),
        ("2016-04-21", "url", 0.28),
    ]


def test_what_the_user_gives_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    article = only(str(path), published=parse_iso("2016-05-01"), publisher="The Example")
    assert (iso(article.published or 0), article.published_source, article.publisher) == (
        "2016-05-01",
        "given",
        "The Example",
    )
    assert len(article.candidates) > 1


def test_csv_rows_by_name_with_any_line_length(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([["url", "date", "title", "text"], ["u", "2019-01-04", "t", "long, \n" * 40_000]])
    article = only(str(path))
    assert (article.url, article.title, len(article.text)) == ("u", "t", 280_000)


def test_folders_and_archives_in_order_of_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("Two came.")
    (tmp_path / "README.md").write_text("# Notes\n\nNo article.")
    (tmp_path / ".hidden.txt").write_text("Hidden.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with gzip.open(tmp_path / "a.txt.gz", "wt") as stream:
        stream.write("One came.")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("x/3.txt", "Three came.")
        archive.writestr("../4.jsonl", '{"text": "Four came."}')
    texts = [a.text for a in read(str(tmp_path), Given()) if isinstance(a, Article)]
    assert texts == ["One came.", "Two came.", "Three came.", "Four came."]


def test_an_archive_that_grows_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.readers.archives.MAX_UNPACKED_BYTES", 10_000)
    with gzip.open(tmp_path / "a.txt.gz", "wb") as stream:
        stream.write(b"x" * 100_000)
    assert "unpacks to more than" in error_of(str(tmp_path / "a.txt.gz"))


@pytest.mark.parametrize(
    ("data", "title"),
    [(PAGE.encode(), "Ships meet"), (b'{"text": "Ships met.", "title": "T"}\n', "T"), (STORY.encode(), "")],
    ids=["html", "jsonl", "text"],
)
def test_standard_input_is_recognised(data: bytes, title: str) -> None:
    (article,) = read("-", Given(), stdin=io.BytesIO(data))
    assert isinstance(article, Article)
    assert article.title == title


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    for name in ("text", "markdown", "jsonl", "json", "csv", "tsv"):
        for found in read("-", Given(format=name), stdin=io.BytesIO(data)):
            assert isinstance(found, Article | ReadError)


def answers(request: httpx2.Request) -> httpx2.Response:
    pages = {
        "/page": httpx2.Response(200, html=PAGE),
        "/moved": httpx2.Response(302, headers={"location": "/page"}),
        "/inside": httpx2.Response(302, headers={"location": "http://169.254.169.254/latest"}),
        "/file": httpx2.Response(302, headers={"location": "file:///etc/passwd"}),
        "/picture": httpx2.Response(200, headers={"content-type": "image/png"}, content=b"x"),
        "/round": httpx2.Response(302, headers={"location": "/round"}),
    }
    return pages.get(request.url.path, httpx2.Response(404))


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> httpx2.MockTransport:
    def look_up(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, None, None, "", (host if host[0].isdigit() else "93.184.215.14", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return httpx2.MockTransport(answers)


def web(transport: httpx2.MockTransport) -> Web:
    return Web(transport=transport, clock=Clock(now=lambda: 0.0, sleep=lambda _: None))


def test_a_page_is_fetched_through_redirects(public: httpx2.MockTransport) -> None:
    document = web(public).get("http://example.org/moved")
    (article,) = read_html(document, Given())
    assert isinstance(article, Article)
    assert (article.url, article.title) == ("http://example.org/page", "Ships meet")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("inside", "private network (169.254.169.254)"),
        ("file", "is not an http or https address"),
        ("picture", "is image/png, not a text"),
        ("round", "redirects more than 8 times"),
        ("missing", "answers 404"),
    ],
)
def test_what_cannot_be_fetched_says_why(public: httpx2.MockTransport, path: str, says: str) -> None:
    with pytest.raises(ReadError, match=says.replace("(", r"\(").replace(")", r"\)")):
        web(public).get(f"http://example.org/{path}")


STAMP = read_toml(data_file("en/boilerplate.toml"))["published"][0]


@pytest.mark.parametrize("line", STAMP["no"])
def test_a_line_that_only_begins_like_a_date_of_publication_stays(line: str) -> None:
    text = f"Ships meet\n\n{line}\n\nTwo ships met."
    assert take_stamp(text) == (text, None, "")


@pytest.mark.parametrize(("line", "day"), STAMP["yes"])
@pytest.mark.parametrize("mark", ["", "*", "**"])
def test_a_line_of_publication_dates_the_article(line: str, day: str, mark: str) -> None:
    assert take_stamp(f"{mark}{line}{mark}\nTwo ships met.") == ("\nTwo ships met.", parse_iso(day), line)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_date_in_the_page_is_its_own_and_no_story(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("# Ships meet\n\n*Published: 6 August 2020*\n\nTwo ships met on Tuesday, and then they left.\n")
    (article,) = read(str(path), Given())
    assert isinstance(article, Article)
    assert article.text == "Two ships met on Tuesday, and then they left."
    assert (article.published, article.published_source) == (parse_iso("2020-08-06"), "meta")
    assert article.candidates[0].evidence == "Published: 6 August 2020"
    (given,) = read(str(path), Given(published=700_000))
    assert isinstance(given, Article)
    assert (given.published, given.text) == (700_000, article.text)


def test_the_front_matter_names_the_publisher(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Ships meet\ndate: 6 August 2020\npublisher: The Port\n---\nTwo ships met.\n")
    (article,) = read(str(path), Given())
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.published) == ("Ships meet", "The Port", parse_iso("2020-08-06"))


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    assert "holds no articles" in error_of(str(tmp_path))

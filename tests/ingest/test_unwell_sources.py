"""Documents that hang, crash or confuse their reader are named, and the rest goes in."""

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.readers.made import STORY, column, item, page, pdf, rss, warc
from timeline import readers, store
from timeline.errors import ReadError
from timeline.ingest import Summary, run, workers
from timeline.ingest.guard import extract
from timeline.model import Analysis, Article
from timeline.readers import Given
from timeline.readers import pdf as pdf_reader
from timeline.readers.page import read_html


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are taken as they are: only reading and storing are looked at."""
    monkeypatch.setattr(workers, "reader_tools", lambda *_: {})
    monkeypatch.setattr(extract, "analyse", lambda articles: list(map(Analysis, articles)))


def ingested(folder: Path) -> Summary:
    return run([str(folder)], None, given=Given(), jobs=1)


def told(summary: Summary) -> list[str]:
    return [failure.reason for failure in summary.failures]


@pytest.mark.parametrize(
    ("opener", "says"),
    [
        pytest.param("unwell:crash", "crashed the program that read it (status -11)", id="a real crash"),
        pytest.param("unwell:spin", "was cut off after 0.1 seconds of reading", id="an endless loop"),
        pytest.param("json:loads", "cannot be read: UnicodeDecodeError", id="an error"),
    ],
)
def test_a_pdf_cannot_take_the_ingest_with_it(
    opener: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([column(50, 700, STORY)]) + b"\xff")
    (tmp_path / "b.pdf").write_bytes(pdf([column(50, 700, STORY)]) + b"\xff")
    (tmp_path / "c.txt").write_text(STORY)
    monkeypatch.setattr(pdf_reader, "OPENER", opener)
    monkeypatch.setattr(pdf_reader, "SECONDS", 0.1)
    done = ingested(tmp_path)
    assert done.new == 1
    assert [reason.startswith(says) for reason in told(done)] == [True, True]


def test_what_a_library_prints_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(STORY.encode())
    monkeypatch.setattr(pdf_reader, "OPENER", "unwell:chat")
    assert ingested(tmp_path).new == 1


def test_a_page_that_never_ends_is_cut_off_even_by_those_who_take_any_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(html: str, **_options: Any) -> Any:
        while "slow" in html:
            with suppress(Exception):  # as libraries do
                sum(range(1000))
        return before(html, **_options)

    import trafilatura

    before = trafilatura.bare_extraction
    monkeypatch.setattr(trafilatura, "bare_extraction", endless)
    monkeypatch.setattr("timeline.readers.page.SECONDS", 1.0)
    pages = [("http://example.org/1", "200 OK", "text/html", page("slow").encode())]
    pages.append(("http://example.org/2", "200 OK", "text/html", page().encode()))
    (tmp_path / "a.html").write_text(page("slow"))
    (tmp_path / "b.warc").write_bytes(warc(*pages))
    done = ingested(tmp_path)
    assert done.new == 1  # the second page of the crawl
    assert told(done) == ["was cut off after 1 seconds of reading"] * 2


def test_a_page_of_very_many_tags_is_refused_at_once() -> None:
    document = readers.Document("a.html", io.BytesIO(b"<i></i>" * 60_000))
    with pytest.raises(ReadError, match="has 120,000 tags, more than 100,000"):
        next(read_html(document, Given()))


def quits(*_: Any) -> Iterator[Article]:
    raise SystemExit(3)


def never_ends(*_: Any) -> Iterator[Article]:
    yield Article(STORY)
    while True:
        pass


@pytest.mark.parametrize(
    ("reader", "says", "new"),
    [
        pytest.param(lambda *_: None, "reader failed with TypeError", 1, id="gives nothing to go through"),
        pytest.param(lambda *_: [b"text"], "it gave a bytes, not an article", 1, id="gives bytes"),
        pytest.param(quits, "reader failed with SystemExit: 3", 1, id="ends the program"),
        pytest.param(never_ends, "was cut off after 0.2 seconds of reading", 2, id="never ends"),
    ],
)
def test_a_plugin_is_one_line(
    reader: Callable[..., Any], says: str, new: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = readers.load_reader
    monkeypatch.setattr(readers, "load_reader", lambda name: reader if name == "csv" else before(name))
    monkeypatch.setattr(readers, "SECONDS", 0.2)
    (tmp_path / "a.csv").write_text("text\n")
    (tmp_path / "b.txt").write_text(STORY)
    done = ingested(tmp_path)
    assert done.new == new
    (reason,) = told(done)
    assert says in reason
    assert "\n" not in reason


def test_a_pipe_that_breaks_off_is_one_line() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            if not lines:
                raise OSError(5, "Input/output error")
            line = lines.pop()
            buffer[: len(line)] = line
            return len(line)

    lines = [b'{"text": "Two ships met."}\n']
    stream: Any = Broken()
    done = run(["-"], None, given=Given(format="jsonl"), stdin=stream, jobs=1)
    assert (done.new, len(done.failures)) == (1, 1)
    assert "Input/output error" in str(done.failures[0])


def test_pages_without_text_are_no_failures_in_a_crawl_and_one_alone_is(tmp_path: Path) -> None:
    pages = [(f"http://example.org/{n}", "200 OK", "text/html", page(story="").encode()) for n in range(2)]
    pages[0] = (*pages[0][:3], b"<html><body></body></html>")
    (tmp_path / "a.warc").write_bytes(warc(*pages))
    (tmp_path / "b.rss").write_bytes(rss("<link>http://example.org/9</link>"))
    done = ingested(tmp_path)
    assert (done.new, told(done)) == (1, [])
    assert [str(error) for error in done.without_text] == [
        "http://example.org/0: is a page without a text; save the article itself",
        "http://example.org/9: has no text; --fetch reads its page",
    ]
    assert "0 failed, 2 more without text; 0 events" in done.line()
    (tmp_path / "c.html").write_text("<html><body></body></html>")
    assert told(ingested(tmp_path)) == ["is a page without a text; save the article itself"]


def test_a_teaser_does_not_take_the_place_of_the_whole_text(tmp_path: Path) -> None:
    database = str(tmp_path / "t.db")
    whole = f'{{"url": "http://example.org/1", "text": "{STORY} They will be back."}}\n'.encode()

    def after(data: bytes) -> tuple[Summary, str]:
        done = run(["-"], database, given=Given(), stdin=io.BytesIO(data), jobs=1)
        reader = store.open_reader(database)
        (row,) = reader.execute("SELECT text FROM article_version WHERE current = 1").fetchall()
        reader.close()
        return done, row[0]

    assert after(rss(item(1)))[0].new == 1
    done, text = after(whole)
    assert (done.changed, text) == (1, f"{STORY} They will be back.")
    for _ in range(2):
        done, text = after(rss(item(1)))
        assert (done.duplicate, text) == (1, f"{STORY} They will be back.")
    done, text = after(rss(item(1, f"{STORY} They will be back. And so they were.")))
    assert (done.changed, text) == (1, f"{STORY} They will be back. And so they were.")


def test_a_file_name_that_is_not_utf8_is_remembered_and_found_again(tmp_path: Path) -> None:
    folder, database = tmp_path / "in", str(tmp_path / "t.db")
    folder.mkdir()
    odd = folder / "odd-\udcff.txt"
    odd.write_bytes(b"")
    assert len(run([str(folder)], database, given=Given(), jobs=1).failures) == 1
    odd.write_text(STORY)
    from timeline.ingest import retry

    assert retry(database, given=Given(), jobs=1).new == 1
    reader = store.open_reader(database)
    assert store.failed(reader) == []
    reader.close()

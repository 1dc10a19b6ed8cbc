"""Fetching is polite, keeps what it has, and goes nowhere it must not; no network is asked."""

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest

from tests.readers.made import STORY, item, page, rss
from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers import Given, read
from timeline.readers.address import canonical
from timeline.readers.cache import Cache, Kept
from timeline.readers.fetch import Clock, Web, user_agent

PAGE = page()
Answer = Callable[[httpx2.Request], httpx2.Response]


@dataclass
class Site:
    """Answers by path, and who asked for what and when, on a clock that only moves when somebody sleeps."""

    answers: dict[str, httpx2.Response | Answer]
    asked: list[tuple[float, str]] = field(default_factory=list)
    requests: list[httpx2.Request] = field(default_factory=list)
    time: float = 1_000_000.0

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append((self.time, str(request.url)))
        self.requests.append(request)
        answer = self.answers.get(request.url.path, httpx2.Response(404))
        return answer(request) if callable(answer) else answer

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    def web(self, cache: Cache | None = None, **options: float) -> Web:
        clock = Clock(lambda: self.time, self.sleep)
        return Web(cache, transport=httpx2.MockTransport(self), clock=clock, **options)  # type: ignore[arg-type]

    def paths(self) -> list[str]:
        return [httpx2.URL(url).path for _, url in self.asked]


@pytest.fixture(autouse=True)
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name is at a public address, every number where it says."""

    def look_up(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        address = host if host[0] in ":0123456789" else "93.184.215.14"
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def robots(text: str, **other: httpx2.Response | Answer) -> Site:
    return Site({"/robots.txt": httpx2.Response(200, text=text), "/a": httpx2.Response(200, html=PAGE), **other})


@pytest.mark.parametrize(
    ("rules", "is_read"),
    [
        ("User-agent: *\nDisallow: /a", False),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: timeline\nDisallow: /a\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /b", True),
        ("User-agent: *\nDisallow: /\nUser-agent: timeline\nAllow: /", True),
        ("", True),
        ("<html>no rules</html>", True),
        ("User-agent: *\nDisallow: http://[broken\nCrawl-delay: soon", True),
        ("\0\xff" * 1000, True),
    ],
)
def test_rules_of_a_site_are_heeded(rules: str, is_read: bool) -> None:
    site = robots(rules)
    if is_read:
        assert STORY.encode() in site.web().get("http://example.org/a").stream.read()
    else:
        with pytest.raises(ReadError, match=r"is not for programs, says http://example.org/robots.txt"):
            site.web().get("http://example.org/a")
        assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("status", "is_read"), [(404, True), (401, True), (403, True), (500, False), (503, False)])
def test_rules_that_cannot_be_had(status: int, is_read: bool) -> None:
    site = Site({"/robots.txt": httpx2.Response(status), "/a": httpx2.Response(200, html=PAGE)})
    if is_read:
        assert site.web().get("http://example.org/a").url == "http://example.org/a"
    else:
        with pytest.raises(ReadError, match=f"answers {status}; try again later"):
            site.web().get("http://example.org/a")


def test_rules_are_asked_for_once_a_host_and_after_every_redirect() -> None:
    site = robots("User-agent: *\nDisallow: /b", **{"/c": httpx2.Response(302, headers={"location": "/b"})})
    web = site.web()
    web.get("http://example.org/a")
    with pytest.raises(ReadError, match="not for programs"):
        web.get("http://example.org/c")
    web.get("http://other.example/a")
    assert site.paths() == ["/robots.txt", "/a", "/c", "/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("rules", "delay", "waited"),
    [
        ("", 1.0, 1.0),
        ("", 0.0, 0.0),
        ("User-agent: *\nCrawl-delay: 7", 1.0, 7.0),
        ("User-agent: *\nCrawl-delay: 9999", 1.0, 60.0),
        ("User-agent: *\nRequest-rate: 1/5", 1.0, 5.0),
    ],
)
def test_a_host_is_left_alone_between_two_questions(rules: str, delay: float, waited: float) -> None:
    site = robots(rules)
    web = site.web(delay=delay)
    for _ in range(3):
        web.get("http://example.org/a")
    web.get("http://other.example/a")
    times = [time for time, url in site.asked if url == "http://example.org/a"]
    assert [later - time for time, later in pairwise(times)] == [waited, waited]
    assert site.asked[-1][0] == times[-1]  # another host has its own turn


def test_the_program_names_itself() -> None:
    site = robots("")
    site.web().get("http://example.org/a")
    assert {request.headers["user-agent"] for request in site.requests} == {user_agent()}
    assert user_agent().startswith("timeline/")


@pytest.mark.parametrize(
    "address",
    ["http://169.254.169.254/latest", "http://127.0.0.1/", "http://10.0.0.1/a", "http://[::1]/", "http://0.0.0.0/"],
)
def test_no_redirect_leads_into_a_private_network(address: str) -> None:
    site = robots("", **{"/in": httpx2.Response(302, headers={"location": address})})
    with pytest.raises(ReadError, match="private network"):
        site.web().get("http://example.org/in")
    assert site.paths() == ["/robots.txt", "/in"]


def test_nor_do_rules_that_redirect() -> None:
    site = robots("", **{"/robots.txt": httpx2.Response(302, headers={"location": "http://127.0.0.1/x"})})
    with pytest.raises(ReadError, match="private network"):
        site.web().get("http://example.org/a")
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://[", "http://e.example:99999/", "://"]
)
def test_what_is_no_address_says_so(url: str) -> None:
    (found,) = read(url, Given(), web=robots("").web())
    assert isinstance(found, ReadError)


def test_an_answer_may_not_be_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.readers.fetch.MAX_DOCUMENT_BYTES", 1000)
    site = robots("", **{"/long": httpx2.Response(200, html="x" * 5000)})
    with pytest.raises(ReadError, match="is larger than"):
        site.web().get("http://example.org/long")


def test_nor_take_for_ever() -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(1000):
            site.time += 1.0
            yield b"x"

    site = robots("", **{"/slow": lambda _: httpx2.Response(200, content=drops())})
    with pytest.raises(ReadError, match="takes longer than 120 seconds"):
        site.web().get("http://example.org/slow")


def feed_that_changes(site_time: Callable[[], float], edition: list[int]) -> Answer:
    def answer(request: httpx2.Request) -> httpx2.Response:
        tag = f'"{edition[0]}"'
        if request.headers.get("if-none-match") == tag:
            return httpx2.Response(304, headers={"etag": tag})
        entries = rss(*(item(number) for number in range(edition[0])))
        return httpx2.Response(200, headers={"etag": tag, "content-type": "application/rss+xml"}, content=entries)

    return answer


def test_a_feed_is_only_sent_again_when_it_has_changed(tmp_path: Path) -> None:
    edition = [1]
    site = robots("")
    site.answers["/feed"] = feed_that_changes(lambda: site.time, edition)
    for expected in (1, 1, 2):
        edition[0] = expected
        web = site.web(Cache(tmp_path))  # a new run each time
        assert len(list(read("http://example.org/feed", Given(), web=web))) == expected
    tags = [request.headers.get("if-none-match") for request in site.requests if request.url.path == "/feed"]
    assert tags == [None, '"1"', '"1"']
    assert site.paths().count("/robots.txt") == 1  # for a day


def test_last_modified_serves_as_well(tmp_path: Path) -> None:
    stamp = "Wed, 20 Apr 2016 10:00:00 GMT"

    def answer(request: httpx2.Request) -> httpx2.Response:
        known = "if-modified-since" in request.headers
        return httpx2.Response(304 if known else 200, headers={"last-modified": stamp}, html=PAGE)

    site = robots("", **{"/f": answer})
    for _ in range(2):
        assert site.web(Cache(tmp_path)).get("http://example.org/f").stream.read() == PAGE.encode()
    assert site.requests[-1].headers["if-modified-since"] == stamp


@pytest.mark.parametrize(
    ("control", "asked"), [("max-age=600", 1), ("", 2), ("no-cache, max-age=600", 2), ("no-store", 2)]
)
def test_what_stays_fresh_is_not_asked_for(tmp_path: Path, control: str, asked: int) -> None:
    site = robots("", **{"/f": httpx2.Response(200, headers={"cache-control": control}, html=PAGE)})
    for _ in range(2):
        site.web(Cache(tmp_path)).get("http://example.org/f")
        site.time += 60
    assert site.paths().count("/f") == asked


def xml(*items: str) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "text/xml"}, content=rss(*items))


def test_pages_of_a_feed_are_fetched_once(tmp_path: Path) -> None:
    site = robots("", **{"/feed": xml(item(1, "Short."), item(2, "Short."))})
    site.answers["/1"] = httpx2.Response(200, html=PAGE)
    site.time = 1_500_000_000.0  # after the entries were published
    for _ in range(2):
        found = list(read("http://example.org/feed", Given(fetch=True), web=site.web(Cache(tmp_path))))
        assert [isinstance(each, Article) for each in found] == [True, True, False]
        assert isinstance(found[0], Article)
        assert STORY in found[0].text
        assert str(found[2]) == "http://example.org/2: answers 404 Not Found; what the feed holds of it was taken"
    assert site.paths() == ["/robots.txt", "/feed", "/1", "/2", "/feed", "/2"]


def test_a_lost_page_is_not_asked_for_at_every_look() -> None:
    site = robots("", **{"/feed": xml(item(2, "Short."))})
    web = site.web()
    for _ in range(3):
        list(read("http://example.org/feed", Given(fetch=True), web=web))
    assert site.paths().count("/2") == 1
    site.time += 3601
    list(read("http://example.org/feed", Given(fetch=True), web=web))
    assert site.paths().count("/2") == 2


def test_without_a_cache_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    robots("").web().get("http://example.org/a")
    assert list(tmp_path.iterdir()) == []


KEPT = Kept(stored=5.0, etag='"x"', content_type="text/html", body=b"<p>x</p>" * 100)


def test_a_cache_gives_back_what_it_was_given(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    cache.put("http://example.org/\ud800", KEPT)
    assert cache.get("http://example.org/\ud800") == KEPT
    assert cache.get("http://example.org/other") is None


@pytest.mark.parametrize(
    "data", [b"", b"{}\n", b"[1]\nx", b'{"stored": 1}\nnot packed', b"\xff\xfe", b'{"stored": 1, "new": 2}\n']
)
def test_a_damaged_cache_is_as_good_as_none(tmp_path: Path, data: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("http://example.org/", KEPT)
    (file,) = tmp_path.iterdir()
    file.write_bytes(data)
    assert cache.get("http://example.org/") is None


def test_a_cache_that_cannot_be_written_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file" / "web")
    cache.put("http://example.org/", KEPT)
    assert cache.get("http://example.org/") is None


def test_a_cache_keeps_within_its_bounds(tmp_path: Path) -> None:
    import os

    cache = Cache(tmp_path, limit=20_000)
    for number in range(60):
        cache.put(f"http://example.org/{number}", replace(KEPT, body=os.urandom(1000)))
        assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 22_000
    assert cache.get("http://example.org/59") is not None
    assert Cache(tmp_path, limit=20_000).get("http://example.org/0") is None


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://e.example/a?utm_source=x&b=1&fbclid=2#c", "https://e.example/a?b=1"),
        ("https://e.example/a?b=%20&c", "https://e.example/a?b=%20&c"),
        ("http://[", "http://["),
        ("", ""),
    ],
)
def test_addresses_lose_only_what_follows_readers(url: str, short: str) -> None:
    assert canonical(url) == short


@pytest.fixture
def loopback() -> Iterator[str]:
    """A real server on this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE.replace("Ships", "Caf\xe9").encode("latin-1") if self.path == "/a" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=iso-8859-1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_this_machine_is_asked_only_where_that_is_allowed(loopback: str) -> None:
    (refused,) = read(f"{loopback}/a", Given())
    assert isinstance(refused, ReadError)
    assert "give --allow-private" in str(refused)
    web = Web(allow_private=True, delay=0)
    (article,) = read(f"{loopback}/a", Given(), web=web)
    web.close()
    assert isinstance(article, Article)
    assert article.title == "Café meet"  # in the encoding that the server names


def test_a_server_that_is_not_there_is_named(loopback: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/a"
    web = Web(allow_private=True, delay=0)
    (found,) = read(url, Given(), web=web)
    web.close()
    assert str(found).startswith(f"{url}: cannot be fetched")

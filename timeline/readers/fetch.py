"""Addresses of the web -> documents: politely, from a cache where that is as good, and bounded in time and size."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from timeline.errors import ReadError
from timeline.readers.address import check_address, check_peer, site
from timeline.readers.cache import Cache, Kept
from timeline.readers.decode import charset_of
from timeline.readers.document import MAX_DOCUMENT_BYTES, Document
from timeline.readers.robots import AGENT, allows, delay_of, no_rules, rules_of

if TYPE_CHECKING:
    from protego import Protego

TIMEOUT_SECONDS = 20.0  # without a sign from the server
LONGEST_SECONDS = 120.0  # for the whole of an answer
MAX_REDIRECTS = 8
DELAY_SECONDS = 1.0  # between two questions to one host
RULES_HOLD_SECONDS = 24 * 3600.0  # RFC 9309 §2.4
FAILURE_HOLDS_SECONDS = 3600.0
UNREADABLE = ("image/", "audio/", "video/", "font/")
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json;q=0.9,*/*;q=0.5"
)


class AnswerError(ReadError):
    """The server answers with an error."""

    def __init__(self, url: str, status: int, reason: str) -> None:
        remedy = "; ask less often: --delay" if status in (429, 503) else ""
        super().__init__(url, f"answers {status} {reason}".rstrip() + remedy)
        self.status = status


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in seconds since 1970, and a way to let it pass."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Web:
    """Fetches documents; one for a whole run, since it remembers when each host was asked last, and its rules.

    Each address on the way must be http or https and, unless `allow_private`, public: a
    link in an article must not make this machine ask its own network.  `delay` is the
    least number of seconds between two questions to a host; `transport` stands in for
    the network in tests.
    """

    cache: Cache | None = None
    delay: float = DELAY_SECONDS
    allow_private: bool = False
    clock: Clock = Clock()
    transport: Any = None
    _client: Any = None
    _rules: dict[str, "Protego"] = field(default_factory=dict)
    _free: dict[str, float] = field(default_factory=dict)
    _failed: dict[str, tuple[float, ReadError]] = field(default_factory=dict)

    def get(self, url: str, since: float | None = None) -> Document:
        """The document at `url`, after redirects.

        With `since`, in seconds since 1970, a copy that was fetched later is good enough;
        without, the server is asked whether its own is newer, unless it said that it will
        not be.

        Raises:
            ReadError: it cannot be had, is not for programs, is too large or takes too long.
        """
        began = self.clock.now()
        if since is not None and url in self._failed and began < self._failed[url][0]:
            before = self._failed[url][1]
            raise ReadError(
                before.subject, before.reason
            )  # who looks at a feed every minute does not ask for a lost page as often
        try:
            return self._get(url, since)
        except ReadError as error:
            self._failed[url] = began + FAILURE_HOLDS_SECONDS, error
            raise

    def _get(self, url: str, since: float | None) -> Document:
        for _ in range(MAX_REDIRECTS + 1):
            kept = self.cache.get(url) if self.cache else None
            if not self._is_good(kept, since):
                self._check(url)
                kept = self._ask(url, kept)
            assert kept is not None
            if not kept.moved:
                return _document(url, kept)
            url = kept.moved
        raise ReadError(url, f"redirects more than {MAX_REDIRECTS} times")

    def close(self) -> None:
        """Give up the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _is_good(self, kept: Kept | None, since: float | None) -> bool:
        if kept is None:
            return False
        return self.clock.now() < kept.fresh_until or (since is not None and kept.stored >= since)

    def _check(self, url: str) -> None:
        """Refuse what lies where it must not or what the site does not want read; wait for the host's turn."""
        check_address(url, allow_private=self.allow_private)
        rules = self._rules_of(url)
        if not allows(rules, url):
            raise ReadError(url, f"is not for programs, says {site(url)}/robots.txt; save the page yourself")
        host, now = site(url), self.clock.now()
        delay = delay_of(rules, self.delay)
        wait = min(max(0.0, self._free.get(host, now) - now), delay)  # no longer, should the clock be set back
        if wait:
            self.clock.sleep(wait)
        self._free[host] = now + wait + delay

    def _rules_of(self, url: str) -> "Protego":
        host = site(url)
        if host not in self._rules:
            self._rules[host] = self._read_rules(f"{host}/robots.txt", url)
        return self._rules[host]

    def _read_rules(self, address: str, url: str) -> "Protego":
        """The rules of a site; one that has none, or says that it does not know, allows all (RFC 9309 §2.3.1)."""
        try:
            for _ in range(MAX_REDIRECTS + 1):
                kept = self.cache.get(address) if self.cache else None
                if not self._is_good(kept, self.clock.now() - RULES_HOLD_SECONDS):
                    check_address(address, allow_private=self.allow_private)
                    kept = self._ask(address, kept)
                assert kept is not None
                if not kept.moved:
                    return rules_of(kept.body)
                address = kept.moved
        except AnswerError as error:
            if error.status >= 500:
                raise ReadError(url, f"is not read while {address} answers {error.status}; try again later") from error
        except ReadError as error:
            raise ReadError(url, error.reason) from error
        return no_rules()

    def _ask(self, url: str, kept: Kept | None) -> Kept:
        import httpx2

        headers = {"if-none-match": kept.etag, "if-modified-since": kept.modified} if kept else {}
        try:
            asked = self._connected().stream(
                "GET", url, headers={name: value for name, value in headers.items() if value}
            )
            with asked as response:
                if not self.allow_private:
                    check_peer(url, response)
                answer = self._kept(url, response, kept)
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            raise ReadError(url, f"cannot be fetched: {str(error) or type(error).__name__}") from error
        if self.cache and "no-store" not in response.headers.get("cache-control", ""):
            self.cache.put(url, answer)
        return answer

    def _kept(self, url: str, response: Any, kept: Kept | None) -> Kept:
        now, headers = self.clock.now(), response.headers
        until = now + _max_age(headers.get("cache-control", ""))
        if response.status_code == 304 and kept:
            return replace(kept, stored=now, fresh_until=until)
        if response.is_redirect and "location" in headers:
            return Kept(now, moved=urljoin(url, headers["location"]))
        if response.is_error or response.is_redirect:
            raise AnswerError(url, response.status_code, response.reason_phrase)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind.startswith(UNREADABLE):
            raise ReadError(url, f"is {kind}, not a text")
        return Kept(
            stored=now,
            fresh_until=until,
            content_type=kind,
            charset=charset_of(headers.get("content-type", "")),
            etag=headers.get("etag", ""),
            modified=headers.get("last-modified", ""),
            body=self._body(url, response, now),
        )

    def _body(self, url: str, response: Any, began: float) -> bytes:
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > MAX_DOCUMENT_BYTES:
                raise ReadError(url, f"is larger than {MAX_DOCUMENT_BYTES >> 20} MB; download it and give the file")
            if self.clock.now() - began > LONGEST_SECONDS:
                raise ReadError(url, f"takes longer than {LONGEST_SECONDS:g} seconds; download it and give the file")
        return bytes(data)

    def _connected(self) -> Any:
        if self._client is None:
            import httpx2

            headers = {"user-agent": user_agent(), "accept": ACCEPT}
            self._client = httpx2.Client(timeout=TIMEOUT_SECONDS, headers=headers, transport=self.transport)
        return self._client


def user_agent() -> str:
    """How this program names itself."""
    from importlib.metadata import version

    return f"{AGENT}/{version('timeline')} (reads news into a timeline; heeds robots.txt)"


def polite(allow_private: bool, delay: float, keep: bool) -> Web:
    """What the command line fetches with: its cache lies in the platform's folder, unless nothing is to be kept."""
    from platformdirs import user_cache_path

    cache = Cache(user_cache_path("timeline") / "web") if keep else None
    return Web(cache, delay, allow_private)


def _document(url: str, kept: Kept) -> Document:
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    return Document(
        url, io.BytesIO(kept.body), url=url, content_type=kept.content_type, filename=name, charset=kept.charset
    )


def _max_age(control: str) -> float:
    parts = [part.strip().lower().partition("=") for part in control.split(",")]
    if any(name in ("no-cache", "no-store") for name, _, _ in parts):
        return 0.0
    ages = [value.strip('"') for name, _, value in parts if name == "max-age"]
    return min(float(ages[0]), RULES_HOLD_SECONDS) if ages and ages[0].isdecimal() else 0.0

"""A page from the web -> a document: bounded in time and size, and kept out of private networks."""

import io
import ipaddress
import socket
from typing import Any
from urllib.parse import urljoin, urlsplit

from timeline.errors import ReadError
from timeline.readers.document import MAX_DOCUMENT_BYTES, Document

TIMEOUT_SECONDS = 20.0
MAX_REDIRECTS = 8
USER_AGENT = "timeline/0.1 (news timeline reader)"
READABLE = (
    "text/",
    "application/json",
    "application/xhtml",
    "application/x-ndjson",
    "application/xml",
    "application/gzip",
)


def fetch(url: str, *, allow_private: bool = False, transport: Any = None) -> Document:
    """The document at `url`, after redirects.

    Each address on the way must be http or https and, unless `allow_private`, public:
    a link in an article must not make this machine ask its own network.  `transport`
    stands in for the network in tests.

    Raises:
        ReadError: it cannot be had, is too large, takes too long, or is no text.
    """
    import httpx2

    with httpx2.Client(timeout=TIMEOUT_SECONDS, headers={"user-agent": USER_AGENT}, transport=transport) as client:
        for _ in range(MAX_REDIRECTS + 1):
            check_address(url, allow_private=allow_private)
            try:
                with client.stream("GET", url) as response:
                    if response.is_redirect and "location" in response.headers:
                        url = urljoin(url, response.headers["location"])
                        continue
                    if not allow_private:
                        _check_peer(url, response)
                    return _document(url, response)
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                raise ReadError(url, f"cannot be fetched: {str(error) or type(error).__name__}") from error
    raise ReadError(url, f"redirects more than {MAX_REDIRECTS} times")


def check_address(url: str, *, allow_private: bool) -> None:
    """Refuse what is not http(s) or, unless allowed, does not resolve to public addresses alone.

    Raises:
        ReadError: it is refused, or the host is unknown.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReadError(url, "is not an http or https address")
    if allow_private:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(url, f"{parts.hostname} is not known") from error
    for entry in found:
        _refuse_private(url, str(entry[4][0]))


def _refuse_private(url: str, address: str) -> None:
    number = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(number, "ipv4_mapped", None)
    if not (mapped or number).is_global:
        raise ReadError(url, f"lies in a private network ({address}); give --allow-private to read it all the same")


def _check_peer(url: str, response: Any) -> None:
    """The name may have been pointed elsewhere since it was looked up: look at who really answered."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer:
        _refuse_private(url, str(peer[0]))


def _document(url: str, response: Any) -> Document:
    if response.is_error:
        raise ReadError(url, f"answers {response.status_code} {response.reason_phrase}".rstrip())
    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not kind.startswith(READABLE):
        raise ReadError(url, f"is {kind}, not a text")
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > MAX_DOCUMENT_BYTES:
            raise ReadError(url, f"is larger than {MAX_DOCUMENT_BYTES >> 20} MB")
    return Document(url, io.BytesIO(bytes(data)), url=url, content_type=kind)

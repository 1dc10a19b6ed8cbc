"""Addresses that may be asked: http and https, and public ones unless the user says otherwise."""

import ipaddress
import socket
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from timeline.errors import ReadError

# What publishers and networks add to an address to see where readers come from.
TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "at_medium", "at_campaign", "at_link_", "ito")


def check_address(url: str, *, allow_private: bool) -> None:
    """Refuse what is not http(s) or, unless allowed, does not resolve to public addresses alone.

    Raises:
        ReadError: it is refused, or the host is unknown.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 80
    except ValueError as error:
        raise ReadError(url, f"is not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ReadError(url, "is not an http or https address")
    if allow_private:
        return
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise ReadError(url, f"{host} is not known; is the address right, and is there a network?") from error
    for entry in found:
        _refuse_private(url, str(entry[4][0]))


def _refuse_private(url: str, address: str) -> None:
    number = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(number, "ipv4_mapped", None)
    if not (mapped or number).is_global:
        raise ReadError(url, f"lies in a private network ({address}); give --allow-private to read it all the same")


def check_peer(url: str, response: Any) -> None:
    """The name may have been pointed elsewhere since it was looked up: look at who really answered.

    Raises:
        ReadError: it was somebody in a private network.
    """
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer:
        _refuse_private(url, str(peer[0]))


def site(url: str) -> str:
    """Scheme and host of an address.

    >>> site("https://example.org:8080/a?b")
    'https://example.org:8080'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def canonical(url: str) -> str:
    """The address without what only says where its reader came from; as it stands where it is none.

    >>> canonical("https://example.org/a?id=7&utm_source=rss#top")
    'https://example.org/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url
    kept = [(name, value) for name, value in pairs if not name.lower().startswith(TRACKING)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))

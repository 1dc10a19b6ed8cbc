"""Articles as they are in: found by their text and by their address, and what they are called."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from timeline.model import Article
from timeline.store.put import clean
from timeline.store.sql import Database, Row, in_chunks, rows, run


class Called(NamedTuple):
    """What an article is called: its id, its publisher, its address, the number of its publisher."""

    name: str
    publisher: str
    url: str
    publisher_id: int | None


def text_hash(text: str) -> str:
    """What an article is known by: two articles with the same text are the same."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:32]


def texts(database: Database, digests: Iterable[str]) -> dict[str, Row]:
    """Article, version, source of its date and extractor of the current texts with these hashes."""
    sql = (
        "SELECT text_hash, article_id, id, published_source, extractor_version FROM article_version "
        "WHERE current = 1 AND text_hash IN (:list)"
    )
    return {row[0]: row[1:] for row in in_chunks(database, sql, digests)}


def addresses(database: Database, urls: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The articles with these addresses and their current versions."""
    sql = (
        "SELECT a.url, a.id, v.id FROM article a JOIN article_version v ON v.article_id = a.id AND v.current = 1 "
        "WHERE a.url IN (:list)"
    )
    return {url: (number, version) for url, number, version in in_chunks(database, sql, {*urls} - {""})}


def length(database: Database, version: int) -> int:
    """Of a text that is in, in characters."""
    return int(rows(database, "SELECT length(text) FROM article_version WHERE id = :id", {"id": version})[0][0])


def better_dated(article: Article, same: Row) -> bool:
    """Whether the same text comes with a publication date that was given, as it did not before."""
    return article.published_source == "given" and same[2] != "given"


def note_copy(database: Database, number: int, article: Article) -> None:
    """Remember another address or publisher of a text that is in already."""
    sql = (
        "SELECT coalesce(a.url, ''), coalesce(p.name, '') FROM article a "
        "LEFT JOIN publisher p ON p.id = a.publisher_id WHERE a.id = :id"
    )
    if rows(database, sql, {"id": number})[0] != (article.url, article.publisher):
        values = {"id": number, "url": article.url, "publisher": article.publisher}
        columns = "article_id, url, publisher"
        put = f"INSERT INTO article_copy ({columns}) VALUES (:id, :url, :publisher) ON CONFLICT DO NOTHING"
        run(database, put, [values])


def called(database: Database, number: int, publisher: int | None) -> Called:
    """What an article that is in is called; the publisher given now is its new one."""
    if publisher is not None:
        change = "UPDATE article SET publisher_id = :publisher WHERE id = :id"
        run(database, change, [{"publisher": publisher, "id": number}])
    sql = (
        "SELECT a.external_id, coalesce(p.name, ''), coalesce(a.url, ''), a.publisher_id "
        "FROM article a LEFT JOIN publisher p ON p.id = a.publisher_id WHERE a.id = :id"
    )
    return Called(*rows(database, sql, {"id": number})[0])


def publishers(database: Database, names: Iterable[str]) -> dict[str, int]:
    """The numbers of those publishers that are in."""
    return dict(in_chunks(database, "SELECT name, id FROM publisher WHERE name IN (:list)", names))


def latest(database: Database, article: int) -> int:
    """The number of its latest version."""
    sql = "SELECT max(number) FROM article_version WHERE article_id = :id"
    return rows(database, sql, {"id": article})[0][0] or 0

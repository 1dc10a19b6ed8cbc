"""Articles that should be read again, because a newer extractor would find more in them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from timeline.model import Article, DateCandidate
from timeline.store.sql import Database, rows, run
from timeline.terms import IN_TEXT, PublishedSource


def stale(connection: Database, extractor_version: str) -> Iterator[Article]:
    """The articles whose current text another extractor read, as they came from their readers."""
    sql = "SELECT v.id FROM article_version v WHERE v.current = 1 AND v.extractor_version <> :version ORDER BY v.id"
    for (number,) in rows(connection, sql, {"version": extractor_version}):
        yield as_read(connection, number)


def as_read(connection: Database, version: int) -> Article:
    """A version of an article as its reader gave it: what was inferred from its text is left to be inferred again."""
    article = Article(*rows(connection, _ARTICLE, {"version": version})[0])
    found = rows(connection, _CANDIDATES, {"version": version})
    candidates = tuple(DateCandidate(*row) for row in found if row[1] not in IN_TEXT)
    if article.published_source in IN_TEXT:
        return replace(
            article,
            published=None,
            published_source=PublishedSource.NONE,
            published_confidence=0.0,
            candidates=candidates,
        )
    return replace(article, candidates=candidates)


_ARTICLE = """
SELECT v.text, v.title, v.published, v.published_source, v.published_confidence, coalesce(p.name, ''),
       coalesce(a.url, ''), v.language, a.external_id
FROM article_version v JOIN article a ON a.id = v.article_id LEFT JOIN publisher p ON p.id = a.publisher_id
WHERE v.id = :version
"""
_CANDIDATES = """
SELECT edtf, source, confidence, evidence FROM published_candidate WHERE version_id = :version ORDER BY position
"""


def mark_stale(connection: Database, articles: Iterable[int] | None = None) -> None:
    """Let these articles, None for all, be read again: until they are, no extractor is said to have read them."""
    sql = "UPDATE article_version SET extractor_version = '' WHERE current = 1"
    if articles is None:
        run(connection, sql, [{}])
    else:
        run(connection, sql + " AND article_id = :article", [{"article": number} for number in articles])

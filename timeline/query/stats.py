"""Counts for overviews, and lists of articles and publishers."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from timeline.errors import NotFoundError, QueryError
from timeline.model import Article, Citation, DateCandidate
from timeline.query.filters import Filter
from timeline.query.names import actor_number
from timeline.query.periods import MONTHS, TIMES, Counts, by_month, by_time
from timeline.query.plan import conditions, stretches
from timeline.quick import quick
from timeline.store.numbers import FIRST_DAY, unit_of
from timeline.store.sql import Database, Row, rows
from timeline.terms import ActorKind

UNITS = ("day", "week", "month", "year", "actor", "type", "place", "publisher")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events there are of something."""

    name: str
    events: int


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as lists show it; `group` is the lowest number of its near-duplicates, `copies` of exact ones."""

    number: int
    citation: Citation
    events: int
    versions: int
    group: int
    copies: int


def stats(database: Database, wanted: Filter, *, by: str, limit: int = 50) -> list[Tally]:
    """How many events satisfy the filter, by the unit given; an event counts where it begins.

    One that is dated more coarsely counts there: known to the year only, under the year
    and under none of its months.  Times come in order with all undated events under "undated" at the end; the others
    the most frequent first, `limit` at most.

    By actor, what only a text named, with a bare noun in lower case ("officials"), is left out: such groups are not
    the same people from one text to the next.  Queries still find them.

    Raises:
        QueryError: it cannot be counted so.
    """
    if by not in UNITS:
        raise QueryError(f'cannot count by "{by}": choose from {", ".join(UNITS)}')
    if by in TIMES:
        times = _rolled_up_times(database, wanted, by)
        if times is None:
            times = _counted_times(database, wanted, by)
        return [_tally(name, int(number)) for _, name, number in times if number]
    counts = _rolled_up_types(database, wanted) if by == "type" else None
    if counts is None:
        counts = _counted(database, wanted, by)
    return [_tally(name, number) for name, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:limit]]


_tally = quick(Tally)


def _rolled_up_times(database: Database, wanted: Filter, by: str) -> Counts | None:
    """Counts from the rollups where they have them: everything, or all of one actor's."""
    column = "events" if wanted.everything else "salient"
    columns = MONTHS.format(column=column)
    if wanted == Filter(everything=wanted.everything):
        if by in ("month", "year"):
            return by_month(rows(database, f"SELECT {columns} FROM rollup_month GROUP BY month ORDER BY month"), by)
        found = rows(database, f"SELECT day, unit, {column} FROM rollup_day WHERE {column} > 0")
        return by_time(((None if day == FIRST_DAY else day, unit, n) for day, unit, n in found), by)
    one_actor = len(wanted.actors) == 1 and wanted == Filter(actors=wanted.actors, everything=wanted.everything)
    if one_actor and by in ("month", "year"):
        sql = f"SELECT {columns} FROM rollup_actor WHERE actor_id = :actor GROUP BY month ORDER BY month"
        return by_month(rows(database, sql, {"actor": actor_number(database, wanted.actors[0])}), by)
    return None


def _rolled_up_types(database: Database, wanted: Filter) -> Counter[str] | None:
    column = "events" if wanted.everything else "salient"
    if wanted != Filter(everything=wanted.everything):
        return None
    found = rows(database, f"SELECT event_class, sum({column}) FROM rollup_class GROUP BY event_class")
    return Counter({name: int(n) for name, n in found if n})


def _counted_times(database: Database, wanted: Filter, by: str) -> Counts:
    inner, values = _events(database, wanted)
    found = rows(database, f"SELECT day, grain, count(*) FROM ({inner}) s GROUP BY day, grain", values)
    return by_time(((day, unit_of(grain), number) for day, grain, number in found), by)


def _events(database: Database, wanted: Filter) -> tuple[str, dict[str, Any]]:
    """A statement for the number, day, grain and class of every event wanted, with its values."""
    made = conditions(database, wanted, whole=True)
    selects = [
        f"SELECT e.id AS id, e.start_day AS day, e.grain AS grain, e.event_class AS name FROM {tables} "
        f"WHERE {' AND '.join(parts)}"
        for tables, parts in stretches(made, *wanted.days())
    ]
    return " UNION ALL ".join(selects), made.values


def _counted(database: Database, wanted: Filter, by: str) -> Counter[str]:
    inner, values = _events(database, wanted)
    grouped = {
        "type": "SELECT s.name, count(*) FROM ({}) s GROUP BY s.name",
        "actor": "SELECT a.name, count(*), a.kind, a.origin FROM ({}) s JOIN event_mention m ON m.event_id = s.id "
        "JOIN mention_role r ON r.event_mention_id = m.id AND r.role IN ('source', 'target') "
        "JOIN mention n ON n.id = r.mention_id JOIN actor a ON a.id = n.actor_id "
        "GROUP BY a.id, a.name, a.kind, a.origin, s.id",
        "place": "SELECT p.name, count(*) FROM ({}) s JOIN event_mention m ON m.event_id = s.id "
        "JOIN place_mention r ON r.event_mention_id = m.id JOIN place p ON p.id = r.place_id "
        "GROUP BY p.id, p.name, s.id",
        "publisher": "SELECT p.name, count(*) FROM ({}) s JOIN event_mention m ON m.event_id = s.id "
        "JOIN article_version v ON v.id = m.version_id JOIN article t ON t.id = v.article_id "
        "JOIN publisher p ON p.id = t.publisher_id GROUP BY p.id, p.name, s.id",
    }[by]
    found = rows(database, grouped.format(inner), values)
    counts: Counter[str] = Counter()
    for name, number, *actor in found:
        if not (actor and _bare_noun(name, *actor)):
            counts[name] += int(number) if by == "type" else 1
    return counts


def _bare_noun(name: str, kind: str, origin: str) -> bool:
    """Whether an actor is only a group or a thing that a text spoke of in general."""
    return origin == "text" and kind in (ActorKind.PEOPLE, ActorKind.THING) and name[:1].islower()


_ARTICLES = """
SELECT a.id, coalesce(a.external_id, ''), v.title, v.published, v.published_source, coalesce(p.name, ''),
       coalesce(a.url, ''), (SELECT count(*) FROM event_mention m WHERE m.version_id = v.id), v.number,
       a.duplicate_group,
       (SELECT count(*) FROM article_copy c WHERE c.article_id = a.id)
FROM article a JOIN article_version v ON v.article_id = a.id AND v.current = 1
     LEFT JOIN publisher p ON p.id = a.publisher_id
"""


def articles(database: Database, *, after: int = 0, limit: int = 50, publisher: str = "") -> list[ArticleEntry]:
    """Articles in the order in which they came in, from after the number given."""
    where = "WHERE a.id > :after" + (" AND p.name = :publisher" if publisher else "")
    sql = f"{_ARTICLES}{where} ORDER BY a.id LIMIT :limit"
    return [_entry(row) for row in rows(database, sql, {"after": after, "publisher": publisher, "limit": limit})]


def duplicates(database: Database) -> list[tuple[ArticleEntry, ...]]:
    """Groups of articles that are nearly the same, and articles that were seen more than once."""
    sql = (
        f"{_ARTICLES}WHERE a.duplicate_group IN (SELECT duplicate_group FROM article GROUP BY duplicate_group "
        "HAVING count(*) > 1) OR a.id IN (SELECT article_id FROM article_copy) ORDER BY a.duplicate_group, a.id"
    )
    groups: dict[int, list[ArticleEntry]] = {}
    for row in rows(database, sql):
        groups.setdefault(row[9], []).append(_entry(row))
    return [tuple(group) for group in groups.values()]


def _entry(row: Row) -> ArticleEntry:
    citation = Citation(row[1] or str(row[0]), *row[2:7])
    return ArticleEntry(row[0], citation, *row[7:11])


def sources(database: Database) -> list[tuple[str, int, int]]:
    """Publishers with the number of their articles and of the events that those report, the busiest first."""
    sql = (
        "SELECT coalesce(p.name, ''), count(*), coalesce(sum((SELECT count(*) FROM event_mention m "
        "WHERE m.version_id = v.id)), 0) FROM article a "
        "JOIN article_version v ON v.article_id = a.id AND v.current = 1 "
        "LEFT JOIN publisher p ON p.id = a.publisher_id GROUP BY p.name ORDER BY 2 DESC, 1"
    )
    return [(row[0], int(row[1]), int(row[2])) for row in rows(database, sql)]


def article_number(database: Database, article: str) -> int:
    """The number of an article, by its number, its own id or its address.

    Raises:
        NotFoundError: there is none.
    """
    number = int(article) if article.isascii() and article.isdigit() and len(article) < 19 else -1
    sql = (
        "SELECT id FROM article WHERE external_id = :name OR url = :name OR id = :number "
        "ORDER BY external_id = :name DESC, id LIMIT 1"
    )
    found = rows(database, sql, {"name": article, "number": number})
    if not found:
        raise NotFoundError("article", article)
    return int(found[0][0])


def get_article(database: Database, article: str) -> Article:
    """An article's current text and what is known of it, by its number, its own id or its address.

    Raises:
        NotFoundError: there is none.
    """
    sql = (
        "SELECT v.text, v.title, v.published, v.published_source, v.published_confidence, coalesce(p.name, ''), "
        "coalesce(a.url, ''), v.language, a.external_id, v.id FROM article a JOIN article_version v "
        "ON v.article_id = a.id AND v.current = 1 LEFT JOIN publisher p ON p.id = a.publisher_id WHERE a.id = :id"
    )
    found = rows(database, sql, {"id": article_number(database, article)})
    columns = "edtf, source, confidence, evidence"
    sql = f"SELECT {columns} FROM published_candidate WHERE version_id = :version ORDER BY position"
    candidates = tuple(DateCandidate(*row) for row in rows(database, sql, {"version": found[0][9]}))
    return replace(Article(*found[0][:9]), candidates=candidates)

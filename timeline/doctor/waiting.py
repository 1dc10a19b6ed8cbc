"""Times that wait for their event: which there are, and which can be told now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline.doctor.anchors import Candidate, Wanted, named, wanted, words_of
from timeline.model import Interval
from timeline.query import Filter, find
from timeline.store.sql import SENTENCE, Database, Row, in_chunks, rows
from timeline.temporal import resolve_named

MOST = 200  # events looked at for a phrase; one that so many fit names none


@dataclass(frozen=True, slots=True)
class Waiting:
    """A phrase of an article that names an event; `known` is the event's time, as far as it is known now.

    `told` says whether the article's times count from it already.
    """

    article: int
    title: str
    phrase: str
    told: bool
    known: Interval | None


_PHRASES = """
SELECT v.article_id, v.title, t.anchor_text, max(CASE WHEN t.start_day IS NULL THEN 0 ELSE 1 END)
FROM timex t JOIN article_version v ON v.id = t.version_id
WHERE v.current = 1 AND t.anchor = 'event' AND t.anchor_text <> '' AND t.rule <> 'named-event'
GROUP BY v.article_id, v.title, t.anchor_text ORDER BY v.article_id, t.anchor_text
"""
_DATED = f"""
SELECT m.lemma, m.event_class, e.headline, {SENTENCE},
       CASE WHEN e.date_reason = 'person' THEN e.start_day ELSE m.start_day END,
       CASE WHEN e.date_reason = 'person' THEN e.end_day ELSE m.end_day END
FROM event_mention m JOIN event e ON e.id = m.event_id JOIN article_version v ON v.id = m.version_id
     LEFT JOIN timex t ON t.id = m.timex_id
WHERE e.rejected = 0 AND e.negated = 0 AND e.status IN ('happened', 'ongoing', 'planned')
      AND (e.date_reason = 'person' OR m.date_reason IN ('clause', 'sentence'))
      AND (t.id IS NULL OR t.anchor <> 'event')
"""


def waiting(database: Database) -> Iterator[Waiting]:
    """Every phrase that names an event which the seeds do not know, and those the seeds know by now."""
    for article, title, phrase, told in rows(database, _PHRASES):
        seeded = resolve_named(phrase)
        if seeded is not None and told:
            continue
        yield Waiting(article, title, phrase, bool(told), seeded or in_database(database, article, phrase))


def in_database(database: Database, article: int, phrase: str) -> Interval | None:
    """The time of the event that a phrase of an article names: among all events, or without a name among its own.

    "The annexation of Ruritania" is looked for everywhere; "the vote" is that of its own article.
    """
    parts = wanted(phrase)
    if parts is None:
        return None
    if parts.others:
        found = list(in_chunks(database, _DATED + "AND e.id IN (:list)", _with_words(database, parts)))
    else:
        found = rows(database, _DATED + "AND v.article_id = :article AND v.current = 1", {"article": article})
    return named(parts, [_candidate(row) for row in found if row[4] is not None])


def _with_words(database: Database, parts: Wanted) -> list[int]:
    text = " ".join(parts.others)
    events = find(database, Filter(text=text, everything=True, sort="salience"), limit=MOST, reports=False).events
    if len(events) == MOST:
        return []
    keys = [event.id for event in events]
    return [row[0] for row in in_chunks(database, "SELECT id FROM event WHERE key IN (:list)", keys)]


def _candidate(row: Row) -> Candidate:
    lemma, event_class, headline, sentence, start, end = row
    return Candidate(lemma, event_class, frozenset(words_of(f"{headline} {sentence}")), Interval(start, end))


def answers(found: list[Waiting]) -> Mapping[int, Mapping[str, Interval]]:
    """For each article that should be read again for it, the phrases and the times of their events."""
    by_article: dict[int, dict[str, Interval]] = defaultdict(dict)
    for each in found:
        if each.known is not None:
            by_article[each.article][each.phrase] = each.known
        elif each.told:
            by_article[each.article]  # what it counted from is no longer known
    return by_article

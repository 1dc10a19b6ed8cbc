"""What merging compares of the mentions that are stored, and where it finds those worth comparing."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from timeline.calendar import BREADTHS, breadth
from timeline.merge import HERE, KIND, Signature
from timeline.store.numbers import FIRST_DAY, LAST_DAY
from timeline.store.sql import Database, Row, in_chunks, in_rows, insert_rows, run
from timeline.terms import GUESSES, DateReason, Status, Via

BLOCK = ("actor_id", "family", "breadth", "start_day", "event_mention_id", "end_day")
_SIGNATURES = """
SELECT m.id, m.key, m.version_id, m.event_class, m.lemma, m.start_day, m.end_day, m.date_reason, m.status, m.negated,
       m.signature, v.published, m.component, m.event_id, v.published_source
FROM event_mention m JOIN article_version v ON v.id = m.version_id
"""
LENGTHS = ", ".join(f"({n}, {longest})" for n, longest in enumerate((*BREADTHS, 2**40)))
# Most blocks of a mention hold no other, which one look tells.
_OVERLAPPING = f"""
WITH wanted (actor, family, low, high) AS (VALUES :rows), length (breadth, longest) AS (VALUES {LENGTHS})
SELECT b.event_mention_id FROM wanted w CROSS JOIN length l CROSS JOIN mention_block b
WHERE b.actor_id = w.actor AND b.family = w.family AND b.breadth = l.breadth
      AND b.start_day > w.low - l.longest - 1 AND b.start_day < w.high AND b.end_day > w.low
      AND EXISTS (SELECT 1 FROM mention_block e WHERE e.actor_id = w.actor AND e.family = w.family)
"""


def merged_as(actor: int, version: int, via: str, country: str) -> int:
    """The number of an actor for merging; people whom nothing tells from others are one in one text."""
    return -(version << 32 | actor) if via == Via.TITLE and not country else actor


def signatures(connection: Database, where: str, values: Iterable[int]) -> Iterator[tuple[Signature, int, int]]:
    """Signatures with the number of their component and of their event (0: none yet), read a few hundred at a time."""
    for row in in_chunks(connection, _SIGNATURES + where, values):
        yield _signature(row), row[12], row[13]


def _signature(row: Row) -> Signature:
    sources, targets, places, quantities, words, *rest = json.loads(row[10])
    about, named = rest or ((), ())  # signatures of schema 0001 have neither
    return Signature(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        frozenset(sources),
        frozenset(targets),
        row[5],
        row[6],
        DateReason(row[7]),
        Status(row[8]),
        bool(row[9]),
        tuple((name, country) for name, country in places),
        tuple((kind, low, high) for kind, low, high in quantities),
        frozenset(words),
        row[11],
        tuple(about),
        frozenset(named),
        row[14] not in GUESSES,
    )


def put_blocks(connection: Database, new: Iterable[Signature]) -> None:
    """Let these mentions be found."""
    insert_rows(connection, "mention_block", BLOCK, sorted([row for s in new for row in _blocks(s)], key=itemgetter(0)))


def drop_blocks(connection: Database, gone: Iterable[Signature]) -> None:
    """Let these mentions be found no longer."""
    sql = (
        "DELETE FROM mention_block WHERE actor_id = :actor_id AND family = :family AND breadth = :breadth "
        "AND start_day = :start_day AND event_mention_id = :event_mention_id"
    )
    run(connection, sql, [dict(zip(BLOCK, row, strict=True)) for s in gone for row in _blocks(s)])


def _blocks(s: Signature) -> list[Row]:
    start, end = _days(s)
    length = breadth(start, end)
    return [(actor, name, length, start, s.id, end) for name, actor in _found_under(s)]


def _days(s: Signature) -> tuple[int, int]:
    """The days on which it may have happened; all there are where nothing is known."""
    return s.window or (FIRST_DAY, LAST_DAY)


def _found_under(s: Signature) -> list[tuple[str, int]]:
    """The blocks of a mention; an undated one meets those of other articles by its kind alone."""
    opening = KIND if s.start is None else ""
    return [
        (name, actor)
        for name, actor in s.blocks
        if name.startswith(opening) and not name.startswith(HERE) and actor > 0
    ]


def candidates(connection: Database, new: Sequence[Signature]) -> set[int]:
    """The stored mentions of the same text, or that share a block and a day with a new one, the new ones left out."""
    ranges: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for s in new:
        days = _days(s)
        for block in _found_under(s):
            ranges[block].append(days)
    sql = "SELECT id FROM event_mention WHERE version_id IN (:list)"
    found = {row[0] for row in in_chunks(connection, sql, {s.version for s in new})}
    wanted = [(actor, name, low, high) for (name, actor), days in ranges.items() for low, high in _joined(days)]
    found.update(row[0] for row in in_rows(connection, _OVERLAPPING, sorted(wanted)))
    return found - {s.id for s in new}


def _joined(days: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of days that lie no more than a month apart as one."""
    made: list[tuple[int, int]] = []
    for low, high in sorted(days):
        if made and low <= made[-1][1] + BREADTHS[2]:
            made[-1] = made[-1][0], max(made[-1][1], high)
        else:
            made.append((low, high))
    return made

"""Keep the events right as mentions come and go: which components are touched, and what becomes of them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from timeline.merge import BREADTHS, HERE, KIND, Signature, alike, blocks, breadth, cluster, connect, edges_among
from timeline.model import DateReason, Status
from timeline.store.derived import TABLES, remove_events, write_events
from timeline.store.facts import Told, told_by_id
from timeline.store.numbers import FIRST_DAY, LAST_DAY
from timeline.store.sql import Database, Row, in_chunks, insert_rows, rows, run

BLOCK = ("actor_id", "family", "breadth", "start_day", "event_mention_id", "end_day")
_SIGNATURES = """
SELECT m.id, m.key, m.version_id, m.event_class, m.lemma, m.start_day, m.end_day, m.date_reason, m.status, m.negated,
       m.signature, v.published, m.component, m.event_id, v.published_source
FROM event_mention m JOIN article_version v ON v.id = m.version_id
"""
GUESSED = frozenset({"none", "inferred"})  # sources of a publication date that is no more than a guess
REBUILT = 64  # articles merged at a time
LONGEST = (*BREADTHS, 2**40)


def merge_in(connection: Connection, told: Sequence[Told], regrouped: Collection[int] = ()) -> None:
    """Merge new mentions into events, and count anew the events of articles that moved among near-duplicates."""
    fresh = {t.id: t for t in told}
    found = _signatures(connection, "WHERE m.id IN (:list)", fresh)
    new = [signature for signature, _, _ in found]
    insert_rows(connection, "mention_block", BLOCK, sorted(row for s in new for row in _blocks(s)))
    candidates = _signatures(connection, "WHERE m.id IN (:list)", _candidates(connection, new))
    edges = edges_among(new) + _edges_to(new, candidates)
    together = _pairs(connection, "merge")
    edges += _forced(connection, new, together)
    components = {end for edge in edges for end in edge} | {s.id for s in new}
    groups = connect(components, edges)
    _settle_groups(connection, groups, {s.id: s for s in new}, fresh)
    if regrouped:
        _recount(connection, regrouped)


def take_out(connection: Connection, version: int) -> None:
    """Remove the mentions of a text from merging; their rows are for the caller to delete."""
    _part(connection, _signatures(connection, "WHERE m.version_id IN (:list)", [version]))


def unblock(connection: Connection, mentions: Collection[int]) -> None:
    """Part mentions from their events, for `merge_in` to merge them anew once their actors are others."""
    _part(connection, _signatures(connection, "WHERE m.id IN (:list)", mentions))
    alone = "UPDATE event_mention SET event_id = 0, component = id WHERE id = :id"
    run(connection, alone, [{"id": number} for number in mentions])


def _part(connection: Connection, gone: Sequence[tuple[Signature, int, int]]) -> None:
    """Take mentions out of merging and settle what they leave behind."""
    sql = (
        "DELETE FROM mention_block WHERE actor_id = :actor_id AND family = :family AND breadth = :breadth "
        "AND start_day = :start_day AND event_mention_id = :event_mention_id"
    )
    run(connection, sql, [dict(zip(BLOCK, row, strict=True)) for s, _, _ in gone for row in _blocks(s)])
    resettle(connection, {component for _, component, _ in gone}, without={s.id for s, _, _ in gone})


def resettle(connection: Connection, components: Collection[int], *, without: Collection[int] = ()) -> None:
    """Work out anew the components with these numbers, which may fall apart."""
    members = _signatures(connection, "WHERE m.component IN (:list)", components)
    kept = {s.id: s for s, _, _ in members if s.id not in without}
    old = {event for _, _, event in members} - {0}
    edges = edges_among(list(kept.values()))
    edges += _forced(connection, list(kept.values()), _pairs(connection, "merge"))
    remove_events(connection, old)
    groups = connect(kept, [(a, b) for a, b in edges if a in kept and b in kept])
    _number(connection, groups)
    _write(connection, [[kept[n] for n in group] for group in groups])


def rebuild(connection: Connection) -> int:
    """Make all events again out of the mentions and the corrections; how many there are."""
    for table in TABLES:
        run(connection, f"DELETE FROM {table}", [{}])
    run(connection, "UPDATE event_mention SET event_id = 0, component = id", [{}])
    versions = [row[0] for row in rows(connection, "SELECT id FROM article_version WHERE current = 1 ORDER BY id")]
    for first in range(0, len(versions), REBUILT):
        sql = "SELECT id FROM event_mention WHERE version_id IN (:list)"
        found = in_chunks(connection, sql, versions[first : first + REBUILT])
        merge_in(connection, told_by_id(connection, {row[0] for row in found}))
    return int(rows(connection, "SELECT count(*) FROM event")[0][0])


def _signatures(connection: Database, where: str, values: Iterable[int]) -> list[tuple[Signature, int, int]]:
    """Signatures with the number of their component and of their event (0: none yet)."""
    found = in_chunks(connection, _SIGNATURES + where, values)
    return list({row[0]: (_signature(row), row[12], row[13]) for row in found}.values())


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
        row[14] not in GUESSED,
    )


def _blocks(s: Signature) -> list[Row]:
    start, end = _days(s)
    return [(actor, name, breadth(start, end), start, s.id, end) for name, actor in _found_under(s)]


def _days(s: Signature) -> tuple[int, int]:
    """The days on which it may have happened; all there are where nothing is known."""
    return s.window or (FIRST_DAY, LAST_DAY)


def _found_under(s: Signature) -> list[tuple[str, int]]:
    """The blocks of a mention; an undated one meets those of other articles by its kind alone."""
    dated = s.start is not None
    return sorted({b for b in blocks(s) if not b[0].startswith(HERE) and (dated or b[0].startswith(KIND))})


def _candidates(connection: Database, new: Sequence[Signature]) -> set[int]:
    """The stored mentions of the same text, or that share a block and a day with a new one, the new ones left out."""
    ranges: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for s in new:
        for name, actor in _found_under(s):
            ranges[actor, name].append(_days(s))
    sql = "SELECT id FROM event_mention WHERE version_id IN (:list)"
    found = {row[0] for row in in_chunks(connection, sql, {s.version for s in new})}
    for (actor, name), days in ranges.items():
        for low, high in _joined(days):
            values = {"actor": actor, "family": name, "low": low, "high": high}
            found.update(row[0] for row in rows(connection, _OVERLAPPING, values))
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


_OVERLAPPING = " UNION ALL ".join(
    "SELECT event_mention_id FROM mention_block WHERE actor_id = :actor AND family = :family "
    f"AND breadth = {n} AND start_day > :low - {longest + 1} AND start_day < :high AND end_day > :low"
    for n, longest in enumerate(LONGEST)
)


def _edges_to(new: Sequence[Signature], candidates: Sequence[tuple[Signature, int, int]]) -> list[tuple[int, int]]:
    """Pairs of a new mention and the component of a stored one it is alike to."""
    by_block: dict[tuple[str, int], list[tuple[Signature, int]]] = defaultdict(list)
    for signature, component, _ in candidates:
        for block in blocks(signature):
            by_block[block].append((signature, component))
    edges: set[tuple[int, int]] = set()
    for s in new:
        for block in blocks(s):
            edges.update((s.id, component) for other, component in by_block[block] if alike(s, other))
    return sorted(edges)


def _pairs(connection: Database, kind: str) -> set[frozenset[str]]:
    """The pairs of mentions that a person joined or parted; the later word on a pair holds."""
    sql = (
        "SELECT mention_key, other_key, kind FROM correction WHERE kind IN ('merge', 'split') AND undone_at IS NULL "
        "ORDER BY made_at, id"
    )
    latest = {frozenset(row[:2]): row[2] for row in rows(connection, sql)}
    return {pair for pair, decided in latest.items() if decided == kind}


def _forced(
    connection: Database, new: Sequence[Signature], together: Collection[frozenset[str]]
) -> list[tuple[int, int]]:
    """Edges that a person drew."""
    if not together:
        return []
    ids = {s.key: s.id for s in new}
    pairs = [pair for pair in together if any(key in ids for key in pair)]
    others = {key for pair in pairs for key in pair if key not in ids}
    known = dict(in_chunks(connection, "SELECT key, component FROM event_mention WHERE key IN (:list)", others)) | ids
    ends = [[known[key] for key in pair if key in known] for pair in pairs]
    return [(end[0], end[1]) for end in ends if len(end) == 2]


def _settle_groups(
    connection: Connection, groups: Sequence[Sequence[int]], new: Mapping[int, Signature], fresh: Mapping[int, Told]
) -> None:
    """Cluster each group of new mentions and touched components, and write the events that changed."""
    touched = {number for group in groups for number in group if number not in new}
    stored = defaultdict(list)
    events: dict[int, set[int]] = defaultdict(set)
    for signature, component, event in _signatures(connection, "WHERE m.component IN (:list)", touched):
        stored[component].append(signature)
        events[event].add(signature.id)
    components = [
        [s for number in group for s in ([new[number]] if number in new else stored[number])] for group in groups
    ]
    moved = [sorted(s.id for s in members) for members in components if len(members) > 1]
    _number(connection, moved)
    apart, together = _pairs(connection, "split"), _pairs(connection, "merge")
    clusters = [made for members in components for made in cluster(members, together, apart)]
    same = {frozenset(ids): event for event, ids in events.items()}
    changed = [made for made in clusters if frozenset(s.id for s in made) not in same]
    kept = {same[ids] for ids in map(frozenset, ([s.id for s in made] for made in clusters)) if ids in same}
    remove_events(connection, set(events) - kept - {0})
    write_events(connection, changed, fresh)


def _number(connection: Database, groups: Iterable[Sequence[int]]) -> None:
    """Give each group of mentions the number of its lowest."""
    sql = "UPDATE event_mention SET component = :component WHERE id = :id AND component <> :component"
    run(connection, sql, [{"component": group[0], "id": number} for group in groups for number in group])


def _write(connection: Connection, components: Iterable[Sequence[Signature]]) -> None:
    apart, together = _pairs(connection, "split"), _pairs(connection, "merge")
    write_events(connection, [made for members in components for made in cluster(members, together, apart)])


def _recount(connection: Connection, articles: Collection[int]) -> None:
    """Write again the events that articles of changed near-duplicate groups report."""
    sql = (
        "SELECT DISTINCT m.component FROM event_mention m JOIN article_version v ON v.id = m.version_id "
        "WHERE v.article_id IN (:list)"
    )
    resettle(connection, {row[0] for row in in_chunks(connection, sql, articles)})

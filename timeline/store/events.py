"""Keep the events right as mentions come and go: which components are touched, and what becomes of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from timeline.merge import Signature, cluster, connect, edges
from timeline.store.derived import TABLES, remove_events, write_events
from timeline.store.facts import Told, told_by_id
from timeline.store.signatures import candidates, drop_blocks, put_blocks, signatures
from timeline.store.sql import Database, in_chunks, rows, run

REBUILT = 64  # articles merged at a time


def merge_in(connection: Database, new: Sequence[Signature], told: Iterable[Told]) -> dict[int, tuple[int, int]]:
    """Merge new mentions into events; the event and the component of each, for the caller to write."""
    fresh = {t.id: t for t in told}
    near = signatures(connection, "WHERE m.id IN (:list)", candidates(connection, new))
    put_blocks(connection, new)
    alike = edges(new, ((signature, component) for signature, component, _ in near))
    alike += _forced(connection, new, _pairs(connection, "merge"))
    components = {end for edge in alike for end in edge} | {s.id for s in new}
    return _settle_groups(connection, connect(components, alike), {s.id: s for s in new}, fresh)


def merge_stored(connection: Database, mentions: Collection[int]) -> None:
    """Merge mentions into events whose rows are in."""
    new = [signature for signature, _, _ in signatures(connection, "WHERE m.id IN (:list)", mentions)]
    homes = merge_in(connection, new, told_by_id(connection, mentions))
    sql = "UPDATE event_mention SET component = :component, event_id = :event WHERE id = :id"
    run(connection, sql, [{"id": n, "event": event, "component": component} for n, (event, component) in homes.items()])


def recount(connection: Database, articles: Collection[int]) -> None:
    """Write again the events that articles of changed near-duplicate groups report."""
    sql = (
        "SELECT DISTINCT m.component FROM event_mention m JOIN article_version v ON v.id = m.version_id "
        "WHERE v.article_id IN (:list)"
    )
    resettle(connection, {row[0] for row in in_chunks(connection, sql, articles)})


def take_out(connection: Database, version: int) -> None:
    """Remove the mentions of a text from merging; their rows are for the caller to delete."""
    _part(connection, list(signatures(connection, "WHERE m.version_id IN (:list)", [version])))


def unblock(connection: Database, mentions: Collection[int]) -> None:
    """Part mentions from their events, for `merge_in` to merge them anew once their actors are others."""
    _part(connection, list(signatures(connection, "WHERE m.id IN (:list)", mentions)))
    alone = "UPDATE event_mention SET event_id = 0, component = id WHERE id = :id"
    run(connection, alone, [{"id": number} for number in mentions])


def _part(connection: Database, gone: Sequence[tuple[Signature, int, int]]) -> None:
    """Take mentions out of merging and settle what they leave behind."""
    drop_blocks(connection, (s for s, _, _ in gone))
    resettle(connection, {component for _, component, _ in gone}, without={s.id for s, _, _ in gone})


def resettle(connection: Database, components: Collection[int], *, without: Collection[int] = ()) -> None:
    """Work out anew the components with these numbers, which may fall apart."""
    members = list(signatures(connection, "WHERE m.component IN (:list)", components))
    kept = {s.id: s for s, _, _ in members if s.id not in without}
    old = {event for _, _, event in members} - {0}
    alike = edges(list(kept.values()))
    alike += _forced(connection, list(kept.values()), _pairs(connection, "merge"))
    remove_events(connection, old)
    groups = connect(kept, [(a, b) for a, b in alike if a in kept and b in kept])
    _number(connection, {number: group[0] for group in groups for number in group})
    _write(connection, [[kept[n] for n in group] for group in groups])


def rebuild(connection: Database) -> int:
    """Make all events again out of the mentions and the corrections; how many there are."""
    for table in TABLES:
        run(connection, f"DELETE FROM {table}", [{}])
    run(connection, "UPDATE event_mention SET event_id = 0, component = id", [{}])
    versions = [row[0] for row in rows(connection, "SELECT id FROM article_version WHERE current = 1 ORDER BY id")]
    for first in range(0, len(versions), REBUILT):
        sql = "SELECT id FROM event_mention WHERE version_id IN (:list)"
        found = in_chunks(connection, sql, versions[first : first + REBUILT])
        merge_stored(connection, {row[0] for row in found})
    return int(rows(connection, "SELECT count(*) FROM event")[0][0])


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
    connection: Database, groups: Sequence[Sequence[int]], new: Mapping[int, Signature], fresh: Mapping[int, Told]
) -> dict[int, tuple[int, int]]:
    """Cluster each group of new mentions and touched components, and write the events that changed."""
    touched = {number for group in groups for number in group if number not in new}
    stored = defaultdict(list)
    events: dict[int, set[int]] = defaultdict(set)
    for signature, component, event in signatures(connection, "WHERE m.component IN (:list)", touched):
        stored[component].append(signature)
        events[event].add(signature.id)
    components = [
        [s for number in group for s in ([new[number]] if number in new else stored[number])] for group in groups
    ]
    lowest = [min([s.id for s in members]) for members in components]
    numbered = {s.id: first for members, first in zip(components, lowest, strict=True) for s in members}
    _number(connection, {number: component for number, component in numbered.items() if number not in new})
    apart, together = _pairs(connection, "split"), _pairs(connection, "merge")
    clusters = [made for members in components for made in cluster(members, together, apart)]
    same = {frozenset(ids): event for event, ids in events.items()}
    changed = [made for made in clusters if frozenset([s.id for s in made]) not in same]
    kept = {same[ids] for ids in (frozenset([s.id for s in made]) for made in clusters) if ids in same}
    remove_events(connection, set(events) - kept - {0})
    homes = write_events(connection, changed, fresh)
    return {number: (homes[number], numbered[number]) for number in new}


def _number(connection: Database, components: Mapping[int, int]) -> None:
    """Write the component of each mention."""
    sql = "UPDATE event_mention SET component = :component WHERE id = :id AND component <> :component"
    run(connection, sql, [{"component": component, "id": number} for number, component in components.items()])


def _write(connection: Database, components: Iterable[Sequence[Signature]]) -> None:
    apart, together = _pairs(connection, "split"), _pairs(connection, "merge")
    write_events(connection, [made for members in components for made in cluster(members, together, apart)])

"""Rows derived from events: the event itself, its links, its text, and the rollups they are counted in."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from timeline.merge import Signature, breadth
from timeline.model import Event
from timeline.store.actors import actor_ids, ancestors_of
from timeline.store.facts import Told, compact, parties_json, told_by_id
from timeline.store.numbers import (
    FIRST_DAY,
    LAST_DAY,
    SALIENT,
    SOURCE,
    TARGET,
    event_number,
    month_of,
    percent,
    unit_of,
)
from timeline.store.runs import note_before
from timeline.store.sql import Database, Row, in_chunks, insert_rows, rows, run
from timeline.store.summary import Summary, summarise

# Every table that `timeline.store.rebuild` makes again.
TABLES = (
    "event", "actor_event", "actor_tree_event", "event_place", "event_country", "event_publisher", "rollup_day",
    "rollup_month", "rollup_class", "rollup_actor", "mention_block", "event_text",
)  # fmt: skip
EVENT = (
    "id", "key", "event_class", "mode", "start_day", "end_day", "breadth", "grain", "edtf", "date_reason", "status",
    "negated", "salience", "confidence", "articles", "publishers", "independent", "first_reported", "last_reported",
    "sides", "rejected", "corrected", "headline", "parties", "disagreements", "links",
)  # fmt: skip
Counted: TypeAlias = tuple[int | None, str, str, int, Iterable[int]]
LINK = ("actor_id", "start_day", "event_id", "end_day", "breadth", "event_class", "role", "salience")


def write_events(
    connection: Database, clusters: Sequence[Sequence[Signature]], fresh: Mapping[int, Told] | None = None
) -> None:
    """Write the event of each cluster and put it into every table that is derived from it.

    `fresh` holds mentions by number that need not be read back.
    """
    if not clusters:
        return
    known = fresh or {}
    wanted = [s.id for made in clusters for s in made]
    told = {t.id: t for t in told_by_id(connection, (number for number in wanted if number not in known))}
    told |= {number: known[number] for number in wanted if number in known}
    corrections = _corrections(connection, [t.key for t in told.values()])
    summaries = []
    for made in clusters:
        mine = [c for s in made for c in corrections.get(s.key, ())]
        summaries.append(summarise([told[s.id] for s in made], [(kind, value) for _, kind, value in sorted(mine)]))
    _insert(connection, summaries)


def _corrections(connection: Database, keys: Sequence[str]) -> dict[str, list[tuple[tuple[str, int], str, str]]]:
    """Kinds and values by mention key, each with when it was decided, so that the later word holds."""
    found: dict[str, list[tuple[tuple[str, int], str, str]]] = defaultdict(list)
    if not rows(connection, "SELECT 1 FROM correction WHERE undone_at IS NULL LIMIT 1"):
        return found
    sql = (
        "SELECT mention_key, made_at, id, kind, value FROM correction WHERE undone_at IS NULL "
        "AND kind NOT IN ('merge', 'split') AND mention_key IN (:list)"
    )
    for key, at, number, kind, value in in_chunks(connection, sql, keys):
        found[key].append(((at, number), kind, value))
    return {key: sorted(set(values)) for key, values in found.items()}


def _insert(connection: Database, summaries: Sequence[Summary]) -> None:
    parties = [m for s in summaries for m in (*s.event.source, *s.event.target)]
    actors = actor_ids(connection, parties)
    above = ancestors_of(connection, set(actors.values()))
    data, texts, homes = [], [], []
    links = []
    for summary in summaries:
        event, number = summary.event, _number(summary)
        own = _own(event, actors)
        tree = _tree(own, above, event)
        link = {"own": own, "tree": tree, **_places(summary)}
        data.append(_event_row(number, summary, link))
        texts.append((number, _text(summary)))
        homes += [{"event": number, "id": t.id} for t in summary.told]
        if not summary.rejected:
            links.append((number, event, link))
    insert_rows(connection, "event", EVENT, sorted(data))
    run(connection, "UPDATE event_mention SET event_id = :event WHERE id = :id", homes)
    insert_rows(connection, "event_text", ("rowid", "text"), sorted(texts))
    _link(connection, links)


def _number(summary: Summary) -> int:
    first = next(t for t in summary.told if t.key == summary.event.id)
    return event_number(summary.event.interval.start if summary.event.interval else None, first.id)


def _own(event: Event, actors: Mapping[str, int]) -> dict[int, int]:
    """The actors of an event with their roles."""
    roles: dict[int, int] = defaultdict(int)
    for bit, parties in ((SOURCE, event.source), (TARGET, event.target)):
        for mention in parties:
            roles[actors[mention.actor]] |= bit
    return roles


def _tree(own: Mapping[int, int], above: Mapping[int, Sequence[tuple[int, int, int]]], event: Event) -> dict[int, int]:
    """The actors of an event and all whose deeds theirs are on its day; the day of the report where it has none."""
    roles = defaultdict(int, own)
    start = event.interval.start if event.interval else event.first_reported
    end = event.interval.end if event.interval else event.first_reported
    for actor, role in own.items():
        for ancestor, first, last in above.get(actor, ()):
            always = first == FIRST_DAY and last == LAST_DAY
            if always or (start is not None and end is not None and first < max(end, start + 1) and start < last):
                roles[ancestor] |= role
    return roles


def _places(summary: Summary) -> dict[str, Any]:
    return {
        "places": sorted({number for t in summary.told for number in t.place_ids}),
        "countries": sorted({p.country for p in summary.event.place} - {""}),
        "publishers": sorted({t.publisher for t in summary.told if t.publisher is not None}),
    }


def _event_row(number: int, summary: Summary, link: Mapping[str, Any]) -> Row:
    e = summary.event
    start, end = (e.interval.start, e.interval.end) if e.interval else (None, None)
    differ = compact([[d.about, *d.values] for d in e.disagreements])
    return (
        number, e.id, e.event_class, e.mode, start, end, breadth(start, end), e.grain, e.edtf, e.date_reason, e.status,
        int(e.negated), percent(e.salience), e.confidence, e.articles, e.publishers, e.independent,
        FIRST_DAY if e.first_reported is None else e.first_reported,
        e.last_reported, len(link["own"]), int(summary.rejected), " ".join(e.corrected), e.headline,
        parties_json(e), differ, compact(link),
    )  # fmt: skip


def _text(summary: Summary) -> str:
    """What `--text` looks in: the sentences of all mentions and the headline."""
    return "\n".join(dict.fromkeys([*(t.sentence for t in summary.told), summary.event.headline]))


def _link(connection: Database, made: Iterable[tuple[int, Event, Mapping[str, Any]]]) -> None:
    own, tree, places, countries, publishers = [], [], [], [], []
    counted: list[Counted] = []
    for number, e, link in made:
        start, end = (e.interval.start, e.interval.end) if e.interval else (None, None)
        shared = (
            FIRST_DAY if start is None else start, number, FIRST_DAY if end is None else end, breadth(start, end),
            e.event_class,
        )  # fmt: skip
        own += [(actor, *shared, role, percent(e.salience)) for actor, role in link["own"].items()]
        tree += [(actor, *shared, role, percent(e.salience)) for actor, role in link["tree"].items()]
        places += [(place, number) for place in link["places"]]
        countries += [(country, number) for country in link["countries"]]
        publishers += [(publisher, number) for publisher in link["publishers"]]
        counted.append((start, unit_of(e.grain), e.event_class, percent(e.salience), link["tree"]))
    insert_rows(connection, "actor_event", LINK, sorted(own))
    insert_rows(connection, "actor_tree_event", LINK, sorted(tree))
    insert_rows(connection, "event_place", ("place_id", "event_id"), sorted(places))
    insert_rows(connection, "event_country", ("country", "event_id"), sorted(countries))
    insert_rows(connection, "event_publisher", ("publisher_id", "event_id"), sorted(publishers))
    count(connection, counted, 1)


def remove_events(connection: Database, events: Collection[int]) -> None:
    """Take events out of every table; their mentions are left without one."""
    if not events:
        return
    note_before(connection, events)
    sql = "SELECT id, start_day, event_class, salience, links, rejected, grain FROM event WHERE id IN (:list)"
    found = list({row[0]: row for row in in_chunks(connection, sql, events)}.values())
    gone = [{"event": row[0]} for row in found]
    counted = []
    for table in ("actor_event", "actor_tree_event"):
        where = "actor_id = :actor AND start_day = :start AND event_id = :event"
        kind = "own" if table == "actor_event" else "tree"
        values = [
            {"actor": int(actor), "start": FIRST_DAY if row[1] is None else row[1], "event": row[0]}
            for row in found
            for actor in json.loads(row[4])[kind]
        ]
        run(connection, f"DELETE FROM {table} WHERE {where}", values)
    for table, column, kind in (
        ("event_place", "place_id", "places"),
        ("event_country", "country", "countries"),
        ("event_publisher", "publisher_id", "publishers"),
    ):
        linked = [{"value": value, "event": row[0]} for row in found for value in json.loads(row[4])[kind]]
        run(connection, f"DELETE FROM {table} WHERE {column} = :value AND event_id = :event", linked)
    for _, start, name, salience, links, rejected, grain in found:
        if not rejected:
            counted.append((start, unit_of(grain), name, salience, [int(actor) for actor in json.loads(links)["tree"]]))
    count(connection, counted, -1)
    run(connection, "DELETE FROM event_text WHERE rowid = :event", gone)
    run(connection, "UPDATE event_mention SET event_id = 0 WHERE event_id = :event", gone)
    run(connection, "DELETE FROM event WHERE id = :event", gone)


def count(connection: Database, events: Iterable[Counted], sign: int) -> None:
    """Add events (first day, unit, class, salience, actors) to the rollups, or with sign -1 take them out."""
    days: Counter[tuple[Any, ...]] = Counter()
    months: Counter[tuple[Any, ...]] = Counter()
    classes: Counter[tuple[Any, ...]] = Counter()
    actors: Counter[tuple[Any, ...]] = Counter()
    for start, unit, name, salience, involved in events:
        month = month_of(start)
        for shown in (False, True) if salience >= SALIENT else (False,):
            days[FIRST_DAY if start is None else start, unit, shown] += sign
            months[month, unit, shown] += sign
            classes[name, month, unit, shown] += sign
            for actor in involved:
                actors[actor, month, unit, shown] += sign
    _add(connection, "rollup_day", ("day", "unit"), days)
    _add(connection, "rollup_month", ("month", "unit"), months)
    _add(connection, "rollup_class", ("event_class", "month", "unit"), classes)
    _add(connection, "rollup_actor", ("actor_id", "month", "unit"), actors)


def _add(connection: Database, table: str, keys: tuple[str, ...], counts: Mapping[tuple[Any, ...], int]) -> None:
    values = [
        {**dict(zip(keys, key[:-1], strict=True)), "events": n, "salient": counts.get((*key[:-1], True), 0)}
        for key, n in sorted(counts.items())
        if not key[-1]
    ]
    names = (*keys, "events", "salient")
    sql = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET events = {table}.events + excluded.events, "
        f"salient = {table}.salient + excluded.salient"
    )
    run(connection, sql, values)
    where = " AND ".join(f"{key} = :{key}" for key in keys)
    emptied = [{key: v[key] for key in keys} for v in values if v["events"] < 0]
    run(connection, f"DELETE FROM {table} WHERE {where} AND events = 0", emptied)

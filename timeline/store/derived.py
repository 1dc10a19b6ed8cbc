"""Rows derived from events: the event itself, its links, its text, and the rollups they are counted in."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from timeline.calendar import breadth
from timeline.merge import Signature
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
COUNTED_AT_ONCE = 10_000
LINK = ("actor_id", "start_day", "event_id", "end_day", "breadth", "event_class", "role", "salience")


class _Links(NamedTuple):
    """In which link tables and rollups an event is counted: actors with their roles, places, countries, publishers."""

    own: Mapping[int, int]
    tree: Mapping[int, int]
    places: Sequence[int]
    countries: Sequence[str]
    publishers: Sequence[int]

    def json(self) -> str:
        """As the event's row keeps it, to take it out of them again."""
        own, tree = (",".join([f'"{actor}":{role}' for actor, role in to.items()]) for to in (self.own, self.tree))
        places, publishers = (",".join(map(str, to)) for to in (self.places, self.publishers))
        countries = compact(self.countries) if self.countries else "[]"
        return (
            f'{{"own":{{{own}}},"tree":{{{tree}}},"places":[{places}],"countries":{countries},'
            f'"publishers":[{publishers}]}}'
        )


def write_events(
    connection: Database, clusters: Sequence[Sequence[Signature]], fresh: Mapping[int, Told] | None = None
) -> dict[int, int]:
    """Write the event of each cluster and put it into every table that is derived from it.

    `fresh` holds mentions by number that need not be read back; the numbers of their
    events are returned, for the caller to write, and written for all others.
    """
    if not clusters:
        return {}
    known = fresh or {}
    wanted = [s.id for made in clusters for s in made]
    told = {t.id: t for t in told_by_id(connection, [number for number in wanted if number not in known])}
    told |= {number: known[number] for number in wanted if number in known}
    corrections = _corrections(connection, [t.key for t in told.values()])
    summaries = []
    for made in clusters:
        mine = [c for s in made for c in corrections.get(s.key, ())] if corrections else ()
        summaries.append(summarise([told[s.id] for s in made], [(kind, value) for _, kind, value in sorted(mine)]))
    numbered = [(_number(summary), summary) for summary in summaries]
    _insert(connection, numbered)
    homes = {t.id: number for number, summary in numbered for t in summary.told}
    sql = "UPDATE event_mention SET event_id = :event WHERE id = :id"
    run(connection, sql, [{"event": number, "id": m} for m, number in homes.items() if m not in known])
    return {mention: number for mention, number in homes.items() if mention in known}


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


def _insert(connection: Database, numbered: Sequence[tuple[int, Summary]]) -> None:
    actors = actor_ids(connection, [m for _, s in numbered for m in (*s.event.source, *s.event.target)])
    above = ancestors_of(connection, set(actors.values()))
    data, texts = [], []
    links: list[tuple[int, Event, _Links]] = []
    for number, summary in numbered:
        own = _own(summary.event, actors)
        link = _Links(own, _tree(own, above, summary.event), *_places(summary))
        data.append(_event_row(number, summary, link))
        texts.append((number, _text(summary)))
        if not summary.rejected:
            links.append((number, summary.event, link))
    insert_rows(connection, "event", EVENT, sorted(data))
    insert_rows(connection, "event_text", ("rowid", "text"), sorted(texts))
    _link(connection, links)


def _number(summary: Summary) -> int:
    told = summary.told
    first = told[0] if len(told) == 1 else next(t for t in told if t.key == summary.event.id)
    return event_number(summary.event.interval.start if summary.event.interval else None, first.id)


def _own(event: Event, actors: Mapping[str, int]) -> dict[int, int]:
    """The actors of an event with their roles."""
    roles = {actors[mention.actor]: SOURCE for mention in event.source}
    for mention in event.target:
        actor = actors[mention.actor]
        roles[actor] = roles.get(actor, 0) | TARGET
    return roles


def _tree(own: Mapping[int, int], above: Mapping[int, Sequence[tuple[int, int, int]]], event: Event) -> dict[int, int]:
    """The actors of an event and all whose deeds theirs are on its day; the day of the report where it has none."""
    roles = dict(own)
    start = event.interval.start if event.interval else event.first_reported
    end = event.interval.end if event.interval else event.first_reported
    for actor, role in own.items():
        for ancestor, first, last in above.get(actor, ()):
            always = first == FIRST_DAY and last == LAST_DAY
            if always or (start is not None and end is not None and first < max(end, start + 1) and start < last):
                roles[ancestor] = roles.get(ancestor, 0) | role
    return roles


def _places(summary: Summary) -> tuple[list[int], list[str], list[int]]:
    """The numbers of its places, its countries, the numbers of its publishers."""
    told, place = summary.told, summary.event.place
    return (
        sorted({number for t in told for number in t.place_ids}),
        sorted({p.country for p in place} - {""}) if place else [],
        sorted({t.publisher for t in told if t.publisher is not None}),
    )


def _event_row(number: int, summary: Summary, link: _Links) -> Row:
    e = summary.event
    start, end = (e.interval.start, e.interval.end) if e.interval else (None, None)
    differ = compact([[d.about, *d.values] for d in e.disagreements]) if e.disagreements else "[]"
    return (
        number, e.id, e.event_class, e.mode, start, end, breadth(start, end), e.grain and e.grain.value, e.edtf,
        e.date_reason.value, e.status.value, int(e.negated), percent(e.salience), e.confidence, e.articles,
        e.publishers, e.independent, FIRST_DAY if e.first_reported is None else e.first_reported, e.last_reported,
        len(link.own), int(summary.rejected), " ".join(e.corrected), e.headline, parties_json(e), differ, link.json(),
    )  # fmt: skip


def _text(summary: Summary) -> str:
    """What `--text` looks in: the sentences of all mentions and the headline."""
    return "\n".join(dict.fromkeys([*[t.sentence for t in summary.told], summary.event.headline]))


def _link(connection: Database, made: Iterable[tuple[int, Event, _Links]]) -> None:
    own, tree, places, countries, publishers = [], [], [], [], []
    counted: list[Counted] = []
    for number, e, link in made:
        start, end = (e.interval.start, e.interval.end) if e.interval else (None, None)
        salience = percent(e.salience)
        first, last = FIRST_DAY if start is None else start, FIRST_DAY if end is None else end
        rest = first, number, last, breadth(start, end), e.event_class
        own += [(actor, *rest, role, salience) for actor, role in link.own.items()]
        tree += [(actor, *rest, role, salience) for actor, role in link.tree.items()]
        places += [(place, number) for place in link.places]
        countries += [(country, number) for country in link.countries]
        publishers += [(publisher, number) for publisher in link.publishers]
        counted.append((start, unit_of(e.grain), e.event_class, salience, link.tree))
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


def recount(connection: Database) -> None:
    """Count all events anew, for rollups that were kept by another measure of salience."""
    for table in ("rollup_day", "rollup_month", "rollup_class", "rollup_actor"):
        run(connection, f"DELETE FROM {table}", [{}])
    sql = "SELECT id, start_day, grain, event_class, salience, links FROM event WHERE rejected = 0 AND id > :after "
    sql += f"ORDER BY id LIMIT {COUNTED_AT_ONCE}"
    after = -1
    while found := rows(connection, sql, {"after": after}):
        after = found[-1][0]
        count(
            connection,
            [
                (start, unit_of(grain), name, salience, [int(actor) for actor in json.loads(links)["tree"]])
                for _, start, grain, name, salience, links in found
            ],
            1,
        )


def count(connection: Database, events: Iterable[Counted], sign: int) -> None:
    """Add events (first day, unit, class, salience, actors) to the rollups, or with sign -1 take them out."""
    days: dict[Row, list[int]] = defaultdict(lambda: [0, 0])
    months: dict[Row, list[int]] = defaultdict(lambda: [0, 0])
    classes: dict[Row, list[int]] = defaultdict(lambda: [0, 0])
    actors: dict[Row, list[int]] = defaultdict(lambda: [0, 0])
    for start, unit, name, salience, involved in events:
        month = month_of(start)
        cells = [days[FIRST_DAY if start is None else start, unit], months[month, unit], classes[name, month, unit]]
        cells += [actors[actor, month, unit] for actor in involved]
        for cell in cells:
            cell[0] += sign
            if salience >= SALIENT:
                cell[1] += sign
    _add(connection, "rollup_day", ("day", "unit"), days)
    _add(connection, "rollup_month", ("month", "unit"), months)
    _add(connection, "rollup_class", ("event_class", "month", "unit"), classes)
    _add(connection, "rollup_actor", ("actor_id", "month", "unit"), actors)


def _add(connection: Database, table: str, keys: tuple[str, ...], counts: Mapping[Row, Sequence[int]]) -> None:
    columns = (*keys, "events", "salient")
    added = (
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET events = {table}.events + excluded.events, "
        f"salient = {table}.salient + excluded.salient"
    )
    insert_rows(connection, table, columns, sorted([(*key, *numbers) for key, numbers in counts.items()]), added)
    where = " AND ".join(f"{key} = :{key}" for key in keys)
    emptied = [dict(zip(keys, key, strict=True)) for key, numbers in counts.items() if numbers[0] < 0]
    run(connection, f"DELETE FROM {table} WHERE {where} AND events = 0", emptied)

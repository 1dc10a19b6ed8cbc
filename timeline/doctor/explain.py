"""Why an event reads as it does: its articles read again while every rule is watched, and why its mentions are one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from timeline import extract
from timeline.ingest import own_actors, reader_tools
from timeline.merge import judge
from timeline.model import Event, Report
from timeline.store.outdated import as_read
from timeline.store.signatures import signatures
from timeline.store.sql import Database, in_chunks, rows
from timeline.tracing import Step, Trace


@dataclass(frozen=True, slots=True)
class Explained:
    """A mention of an event with the steps by which it was read.

    `same` is False where today's rules read it otherwise than it is stored: the article
    was read by an older version, or with event anchors that were resolved since.
    """

    report: Report
    steps: Sequence[Step]
    same: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What merging decided about two mentions of an event, by their keys, and the rule that decided it."""

    one: str
    other: str
    alike: bool
    rule: str


def explain(database: Database, event: Event) -> Iterator[Explained]:
    """Each report of an event, read again; an article that tells of it twice is read once."""
    tools = reader_tools(own_actors(database))
    traces: dict[str, tuple[dict[tuple[int, int], tuple[str, str]], Trace]] = {}
    for report in event.reports:
        version, key = _version(database, report.key), report.article.id + report.article.url
        if key not in traces:
            analysis, trace = extract.explained(as_read(database, version), **tools)
            read = {(e.trigger.start, e.trigger.end): (e.event_class, e.edtf) for e in analysis.events}
            traces[key] = read, trace
        read, trace = traces[key]
        trigger, mention = report.mention.trigger, report.mention
        now = read.get((trigger.start, trigger.end))
        yield Explained(report, trace.of(trigger.start), now == (mention.event_class, mention.edtf))


def _version(database: Database, key: str) -> int:
    return int(rows(database, "SELECT version_id FROM event_mention WHERE key = :key", {"key": key})[0][0])


def verdicts(database: Database, event: Event) -> list[Verdict]:
    """What merging says of every two mentions of an event; those that it finds unlike were joined through others."""
    keys = [report.key for report in event.reports]
    numbers = [row[0] for row in in_chunks(database, "SELECT id FROM event_mention WHERE key IN (:list)", keys)]
    found = [each for each, _, _ in signatures(database, "WHERE m.id IN (:list)", numbers)]
    ordered = sorted(found, key=lambda each: keys.index(each.key))
    return [Verdict(one.key, other.key, *judge(one, other)) for one, other in combinations(ordered, 2)]

"""Look a database over: a finding for each thing that can be wrong, with what to do about it."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from timeline import extract, query, store
from timeline.doctor.registry import known_actors, registry_news
from timeline.doctor.waiting import waiting
from timeline.store import soundness
from timeline.store.review import written
from timeline.store.sql import Database, rows

REBUILD = "run `timeline doctor --rebuild`"
RESTORE = "restore a copy, or `timeline export` what can be read and `timeline import` it into a new file"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at and how it is; `remedy` is "" where nothing is to be done.

    `details` are lines for a person; the summary says it all in one.
    """

    about: str
    summary: str
    remedy: str = ""
    details: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is to be done."""
        return not self.remedy

    def record(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "check": self.about,
            "ok": self.sound,
            "summary": self.summary,
            "remedy": self.remedy or None,
            "details": list(self.details),
        }


def examine(database: Database) -> list[Finding]:
    """Every check in a fixed order; one that the file is too damaged for is a finding that says so."""
    return [_tried(about, check, database) for about, check in CHECKS.items()]


def _tried(about: str, check: Callable[[Database], tuple[Any, ...]], database: Database) -> Finding:
    try:
        return Finding(about, *check(database))
    except sqlite3.DatabaseError as error:
        return Finding(about, f"cannot be looked at: {error}", RESTORE)


def _file(database: Database) -> tuple[Any, ...]:
    faults = soundness.file_faults(database)
    if faults:
        return f"{_many(len(faults), 'fault')} in the file", RESTORE, tuple(faults)
    return ("whole",)


def _references(database: Database) -> tuple[Any, ...]:
    faults = soundness.broken_references(database)
    return ("rows point to nothing", RESTORE, tuple(faults)) if faults else ("all kept",)


def _derived(database: Database) -> tuple[Any, ...]:
    faults = [*soundness.derived_faults(database), *soundness.text_faults(database)]
    if faults:
        return "does not fit the articles", REBUILD, tuple(faults)
    events = rows(database, "SELECT count(*), coalesce(sum(rejected), 0) FROM event")[0]
    rejected = f", {events[1]:,} rejected" if events[1] else ""
    return (f"{_many(events[0] - events[1], 'event')}{rejected}; links, counts and text index agree",)


def _articles(database: Database) -> tuple[Any, ...]:
    sql = "SELECT extractor_version, count(*) FROM article_version WHERE current = 1 GROUP BY extractor_version"
    by_version = Counter({str(row[0]): int(row[1]) for row in rows(database, sql)})
    stale = by_version.total() - by_version[extract.version()]
    summary = f"{_many(by_version.total(), 'article')}, extractor version {extract.version()}"
    if not stale:
        return (summary,)
    olds = [
        f"{count:,} read by version {name}" if name else f"{count:,} waiting to be read again"
        for name, count in sorted(by_version.items())
        if name != extract.version()
    ]
    return f"{stale:,} of {_many(by_version.total(), 'article')} stale", REBUILD, tuple(olds)


def _failed(database: Database) -> tuple[Any, ...]:
    found = store.failed(database)
    if not found:
        return ("none",)
    lines = tuple(f"{name}: {reason}" + (f" ({tries} times)" if tries > 1 else "") for name, reason, tries in found)
    return _many(len(found), "article"), "mend what the reason names, then `timeline ingest` them again", lines


def _waiting(database: Database) -> tuple[Any, ...]:
    found = [each for each in waiting(database) if not each.told]
    ready = sum(each.known is not None for each in found)
    titles: dict[str, list[str]] = defaultdict(list)
    for each in found:
        mark = " (known now)" if each.known is not None else ""
        titles[f"“{each.phrase}”{mark}"].append(each.title)
    lines = tuple(f"{phrase}  in {names[0] or 'an article without a title'}" for phrase, names in titles.items())
    if ready:
        return f"{ready:,} of {_many(len(found), 'time')} can be told now", REBUILD, lines
    return (f"{_many(len(found), 'time')} for an event that no article dates", "", lines) if found else ("none",)


def _corrections(database: Database) -> tuple[Any, ...]:
    every = store.corrected(database)
    if not every:
        return ("none",)
    undone = sum(c.undone_at is not None for c in every)
    later, lost = store.waiting_and_lost(database)
    parts = [f"{len(every) - undone:,} hold", f"{undone:,} undone" if undone else ""]
    parts += [f"{len(later):,} wait for their article" if later else ""]
    parts += [f"{len(lost):,} no longer find what they were about" if lost else ""]
    summary = ", ".join(part for part in parts if part)
    lines = tuple(
        f"{c.id}  {c.kind} {written({'kind': c.kind, 'value': c.value})}".rstrip()
        + f" by {c.person}, {c.at[:10]}: {c.spot.sentence or c.other_spot.sentence}"
        for c in lost
    )
    return (summary, "`timeline review --undo NUMBER` lets go of one", lines) if lost else (summary,)


def _duplicates(database: Database) -> tuple[Any, ...]:
    groups = query.duplicates(database)
    articles = sum(len(group) for group in groups)
    return (
        (f"{_many(len(groups), 'group')}, {_many(articles, 'article')}; `timeline sources --duplicates` lists them",)
        if (groups)
        else ("none",)
    )


def _registry(database: Database) -> tuple[Any, ...]:
    counts = known_actors(database)
    if not counts["seed"]:
        return "not loaded", "run `timeline init`"
    news = registry_news(database)
    known = f"{counts['seed']:,} shipped, {counts['user']:,} yours, {counts['text']:,} from articles"
    if news:
        return "older than this program", "run `timeline init`; --rebuild does it too", tuple(news)
    return (known,)


def _many(count: int, noun: str) -> str:
    """A count with its noun.

    >>> _many(1, "group"), _many(1200, "article")
    ('1 group', '1,200 articles')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


CHECKS: dict[str, Callable[[Database], tuple[Any, ...]]] = {
    "file": _file,
    "references": _references,
    "events": _derived,
    "articles": _articles,
    "failed": _failed,
    "near copies": _duplicates,
    "times waiting": _waiting,
    "corrections": _corrections,
    "actors": _registry,
}


def sound(findings: Sequence[Finding]) -> bool:
    """Whether nothing is to be done."""
    return all(finding.sound for finding in findings)

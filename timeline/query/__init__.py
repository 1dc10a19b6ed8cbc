"""Ask the database; reads only, and loads neither SQLAlchemy nor any rule.

Every function takes a connection of `timeline.store.open_reader` (or of SQLAlchemy).

    parse_when(text, today) -> Interval
    find(database, Filter(...), limit=50, cursor=None, reports=True) -> Page(events, cursor)
    count(database, Filter(...)) -> int
    get(database, event_id) -> Event                     with all reports; any mention's key, or the beginning of one
    event_record(event) -> dict                          one line of --format jsonl
    stats(database, Filter(...), by="month") -> [Tally]  day week month year actor type place publisher
    changes(database, run=None) -> (IngestRun, [Change])   what an ingest did ; runs(database)
    gaps(database, Filter(...), least=7) -> [Gap]        days on which nothing is reported to have happened
    articles, duplicates, sources, get_article
    actors(database, text=..., kind=...) -> ActorPage ; get_actor(database, name) ; profile(database, name) -> Profile
    one_actor(database, name) -> Candidate               the only one of that name, or an error that lists them
"""

from timeline.query.actors import (
    ActorEntry,
    ActorPage,
    Met,
    Profile,
    actor_record,
    actors,
    get_actor,
    met,
    profile,
    profile_record,
)
from timeline.query.changes import KINDS as CHANGE_KINDS
from timeline.query.changes import Change, changes, runs
from timeline.query.changes import Run as IngestRun
from timeline.query.filters import SORTS, Filter
from timeline.query.gaps import Gap, gaps
from timeline.query.names import Candidate, actor_ids, candidates, one_actor
from timeline.query.read import Page, count, find, get
from timeline.query.records import event_record
from timeline.query.stats import (
    UNITS,
    ArticleEntry,
    Tally,
    article_number,
    articles,
    duplicates,
    get_article,
    sources,
    stats,
)
from timeline.query.when import parse_when

__all__ = [
    "CHANGE_KINDS",
    "SORTS",
    "UNITS",
    "ActorEntry",
    "ActorPage",
    "ArticleEntry",
    "Candidate",
    "Change",
    "Filter",
    "Gap",
    "IngestRun",
    "Met",
    "Page",
    "Profile",
    "Tally",
    "actor_ids",
    "actor_record",
    "actors",
    "article_number",
    "articles",
    "candidates",
    "changes",
    "count",
    "duplicates",
    "event_record",
    "find",
    "gaps",
    "get",
    "get_actor",
    "get_article",
    "met",
    "one_actor",
    "parse_when",
    "profile",
    "profile_record",
    "runs",
    "sources",
    "stats",
]

"""The tables: facts read out of articles, events derived from them, and what a person corrected.

Facts (everything that hangs on `article_version`) never change for one extractor
version.  Events, their links, their text index and the rollups are derived, and
`timeline.store.rebuild` makes them again.  Corrections point to mention keys, which
outlive a rebuild.  Days are ordinals, intervals half-open; `docs/schema.md` draws it.

The full-text table `event_text` is made by the migration alone, since SQLite and
PostgreSQL have no form of it in common.
"""

from timeline.schema.actors import Actor, ActorClosure, ActorCorrection, Alias, Role
from timeline.schema.articles import (
    Article,
    ArticleCopy,
    ArticleSketch,
    ArticleVersion,
    Failure,
    PublishedCandidate,
    Publisher,
    Sentence,
)
from timeline.schema.base import Base
from timeline.schema.events import (
    ActorEvent,
    ActorTreeEvent,
    Correction,
    Event,
    EventCountry,
    EventPlace,
    EventPublisher,
    MentionBlock,
    RollupActor,
    RollupClass,
    RollupDay,
    RollupMonth,
)
from timeline.schema.facts import Attribution, EventMention, Mention, MentionRole, Place, PlaceMention, Quantity, Timex
from timeline.schema.runs import Run, RunChange

__all__ = [
    "Actor",
    "ActorClosure",
    "ActorCorrection",
    "ActorEvent",
    "ActorTreeEvent",
    "Alias",
    "Article",
    "ArticleCopy",
    "ArticleSketch",
    "ArticleVersion",
    "Attribution",
    "Base",
    "Correction",
    "Event",
    "EventCountry",
    "EventMention",
    "EventPlace",
    "EventPublisher",
    "Failure",
    "Mention",
    "MentionBlock",
    "MentionRole",
    "Place",
    "PlaceMention",
    "PublishedCandidate",
    "Publisher",
    "Quantity",
    "Role",
    "RollupActor",
    "RollupClass",
    "RollupDay",
    "RollupMonth",
    "Run",
    "RunChange",
    "Sentence",
    "Timex",
]

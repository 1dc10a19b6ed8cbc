"""Tables of events and of all that is derived with them, and what a person corrected."""

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from timeline.schema.base import Base, clustered, where


class MentionBlock(Base):
    """Where merging looks for mentions of the same event: a row for each actor or town of a mention."""

    __tablename__ = "mention_block"
    __table_args__ = clustered()
    actor_id: Mapped[int] = mapped_column(primary_key=True)
    family: Mapped[str] = mapped_column(primary_key=True)
    breadth: Mapped[int] = mapped_column(primary_key=True)
    start_day: Mapped[int] = mapped_column(primary_key=True)
    event_mention_id: Mapped[int] = mapped_column(primary_key=True)
    end_day: Mapped[int]


class Event(Base):
    """What happened, merged from its mentions.

    `id` holds the first day in its upper and the first mention in its lower bits, so
    that the order of ids is the order of dates (undated first); `key` is the id that
    users see.  `parties` and `disagreements` are JSON, ready for display; `links`, JSON too, says in
    which link tables and rollups the event was counted, so that it can be taken out again.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "event_class", "id"),
        Index(None, "first_reported", "id"),
        Index(None, "salience", "id"),
        where("ix_event_broad", "breadth > 0", "breadth", "start_day", "end_day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)
    event_class: Mapped[str]
    mode: Mapped[str]
    start_day: Mapped[int | None]
    end_day: Mapped[int | None]
    breadth: Mapped[int]
    grain: Mapped[str | None]
    edtf: Mapped[str]
    date_reason: Mapped[str]
    status: Mapped[str]
    negated: Mapped[int]
    salience: Mapped[int]
    confidence: Mapped[float]
    articles: Mapped[int]
    publishers: Mapped[int]
    independent: Mapped[int]
    first_reported: Mapped[int]  # the lowest number there is where no article has a date, so that it sorts
    last_reported: Mapped[int | None]
    sides: Mapped[int]
    rejected: Mapped[int]
    corrected: Mapped[str]
    headline: Mapped[str]
    parties: Mapped[str]
    disagreements: Mapped[str]
    links: Mapped[str]


class _Link:
    """Columns of a link between an actor and an event, clustered so that a timeline is one scan.

    Class, end, breadth and salience are copied in, `role` is 1 source + 2 target.
    """

    actor_id: Mapped[int] = mapped_column(primary_key=True)
    start_day: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)
    end_day: Mapped[int]
    breadth: Mapped[int]
    event_class: Mapped[str]
    role: Mapped[int]
    salience: Mapped[int]


def _link_arguments(table: str) -> tuple[Any, ...]:
    columns = ("actor_id", "breadth", "start_day", "end_day", "event_id")
    return clustered(where(f"ix_{table}_broad", "breadth > 0", *columns))


class ActorEvent(_Link, Base):
    """Which actors an event names."""

    __tablename__ = "actor_event"
    __table_args__ = _link_arguments("actor_event")


class ActorTreeEvent(_Link, Base):
    """Which actors an event names, and all their ancestors on its day."""

    __tablename__ = "actor_tree_event"
    __table_args__ = _link_arguments("actor_tree_event")


class EventPlace(Base):
    """Where events happened; ids of events come in the order of their dates."""

    __tablename__ = "event_place"
    __table_args__ = clustered()
    place_id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)


class EventCountry(Base):
    """In which countries events happened."""

    __tablename__ = "event_country"
    __table_args__ = clustered()
    country: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)


class EventPublisher(Base):
    """Which publishers reported an event."""

    __tablename__ = "event_publisher"
    __table_args__ = clustered()
    publisher_id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)


class RollupDay(Base):
    """How many events begin on a day; `unit` is the finest they are counted by: day, month, year or decade."""

    __tablename__ = "rollup_day"
    __table_args__ = clustered()
    day: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    events: Mapped[int]
    salient: Mapped[int]


class RollupMonth(Base):
    """How many events begin in a month (year * 12 + month - 1)."""

    __tablename__ = "rollup_month"
    __table_args__ = clustered()
    month: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    events: Mapped[int]
    salient: Mapped[int]


class RollupClass(Base):
    """How many events of a class begin in a month."""

    __tablename__ = "rollup_class"
    __table_args__ = clustered()
    event_class: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    events: Mapped[int]
    salient: Mapped[int]


class RollupActor(Base):
    """How many events of an actor and its descendants begin in a month."""

    __tablename__ = "rollup_actor"
    __table_args__ = clustered()
    actor_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    events: Mapped[int]
    salient: Mapped[int]


class Correction(Base):
    """What a person decided about an event; never derived, never deleted, undone by `undone_at`.

    `mention_key` is the key of a mention of that event, `other_key` the second one
    for merge and split; `value` is JSON; times are ISO 8601 in UTC.  `text_hash` and
    `mention_at` (JSON) say where that mention stands, and do not change when the key
    moves on to what a newer reader finds there.
    """

    __tablename__ = "correction"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    mention_key: Mapped[str] = mapped_column(index=True)
    other_key: Mapped[str] = mapped_column(index=True)
    value: Mapped[str]
    person: Mapped[str]
    made_at: Mapped[str]
    undone_at: Mapped[str | None]
    text_hash: Mapped[str] = mapped_column(server_default="", index=True)
    mention_at: Mapped[str] = mapped_column(server_default="")
    other_text_hash: Mapped[str] = mapped_column(server_default="", index=True)
    other_at: Mapped[str] = mapped_column(server_default="")

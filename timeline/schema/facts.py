"""Tables of what was read out of texts."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from timeline.schema.base import MENTION, VERSION, Base, clustered, where


class Timex(Base):
    """A temporal expression of a text."""

    __tablename__ = "timex"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(VERSION, ondelete="CASCADE"), index=True)
    start_char: Mapped[int]
    end_char: Mapped[int]
    text: Mapped[str]
    type: Mapped[str]
    value: Mapped[str]
    mod: Mapped[str]
    quant: Mapped[str]
    freq: Mapped[str]
    start_day: Mapped[int | None]
    end_day: Mapped[int | None]
    grain: Mapped[str | None]
    edtf: Mapped[str]
    anchor: Mapped[str]
    rule: Mapped[str]
    confidence: Mapped[float]
    anchor_text: Mapped[str] = mapped_column(server_default="")


class Mention(Base):
    """One place in a text where an actor stands.

    `read_actor_id` is the actor as it was read, where a person said that it is another.
    """

    __tablename__ = "mention"
    __table_args__ = (where("ix_mention_read_actor_id", "read_actor_id IS NOT NULL", "read_actor_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(VERSION, ondelete="CASCADE"), index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    start_char: Mapped[int]
    end_char: Mapped[int]
    text: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    country: Mapped[str]
    sector: Mapped[str]
    role: Mapped[str]
    via: Mapped[str]
    confidence: Mapped[float]
    read_actor_id: Mapped[int | None]


class EventMention(Base):
    """An event as one sentence tells it.

    `event_id` and `component` are derived: the event it was merged into, and the set
    of mentions linked by likeness within which merging is decided.  `signature` holds
    what merging compares, so that candidates are weighed without reading their facts.
    """

    __tablename__ = "event_mention"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(VERSION, ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(index=True)
    component: Mapped[int] = mapped_column(index=True)
    event_class: Mapped[str]
    mode: Mapped[str]
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    trigger_text: Mapped[str]
    lemma: Mapped[str]
    sentence_start: Mapped[int]
    sentence_end: Mapped[int]
    start_day: Mapped[int | None]
    end_day: Mapped[int | None]
    grain: Mapped[str | None]
    edtf: Mapped[str]
    date_reason: Mapped[str]
    timex_id: Mapped[int | None] = mapped_column(ForeignKey("timex.id"), index=True)
    status: Mapped[str]
    negated: Mapped[int]
    salience: Mapped[float]
    confidence: Mapped[float]
    headline: Mapped[str]
    signature: Mapped[str]


class MentionRole(Base):
    """What an actor mention is to an event mention: source, target or said_by."""

    __tablename__ = "mention_role"
    __table_args__ = clustered(Index(None, "mention_id"))
    event_mention_id: Mapped[int] = mapped_column(ForeignKey(MENTION, ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    mention_id: Mapped[int] = mapped_column(ForeignKey("mention.id", ondelete="CASCADE"))


class Attribution(Base):
    """Who says that the event happened; the speakers are mention roles said_by."""

    __tablename__ = "attribution"
    event_mention_id: Mapped[int] = mapped_column(ForeignKey(MENTION, ondelete="CASCADE"), primary_key=True)
    start_char: Mapped[int]
    end_char: Mapped[int]
    text: Mapped[str]
    mode: Mapped[str]


class Quantity(Base):
    """A count that belongs to an event mention."""

    __tablename__ = "quantity"
    __table_args__ = clustered()
    event_mention_id: Mapped[int] = mapped_column(ForeignKey(MENTION, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    low: Mapped[float]
    high: Mapped[float]
    unit: Mapped[str]
    start_char: Mapped[int]
    end_char: Mapped[int]


class Place(Base):
    """A place, by name and country."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("folded", "country"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str]
    country: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class PlaceMention(Base):
    """Where an event mention says that it happened."""

    __tablename__ = "place_mention"
    __table_args__ = clustered(Index(None, "place_id"))
    event_mention_id: Mapped[int] = mapped_column(ForeignKey(MENTION, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    name: Mapped[str]
    start_char: Mapped[int]
    end_char: Mapped[int]
    text: Mapped[str]
    confidence: Mapped[float]
    basis: Mapped[str] = mapped_column(server_default="clause")

"""The tables: facts read out of articles, events derived from them, and what a person corrected.

Facts (everything that hangs on `article_version`) never change for one extractor
version.  Events, their links, their text index and the rollups are derived, and
`timeline.store.rebuild` makes them again.  Corrections point to mention keys, which
outlive a rebuild.  Days are ordinals, intervals half-open; `docs/schema.md` draws it.

The full-text table `event_text` is made by the migration alone, since SQLite and
PostgreSQL have no form of it in common.
"""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, MetaData, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can drop it by name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # 64 bits everywhere: SQLite's INTEGER has them, PostgreSQL's has not.
    type_annotation_map = {int: Integer().with_variant(BigInteger(), "postgresql"), str: Text()}  # noqa: RUF012


def _clustered(*extra: Any) -> tuple[Any, ...]:
    """Table arguments that keep the rows in the order of their key."""
    return (*extra, {"sqlite_with_rowid": False})


def _where(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    """A partial index, in both dialects."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


VERSION = "article_version.id"
MENTION = "event_mention.id"


class Publisher(Base):
    """A medium."""

    __tablename__ = "publisher"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Article(Base):
    """A document, whichever of its texts is the current one; `duplicate_group` is the lowest id of its near copies."""

    __tablename__ = "article"
    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str | None] = mapped_column(unique=True)
    external_id: Mapped[str]
    publisher_id: Mapped[int | None] = mapped_column(ForeignKey("publisher.id"), index=True)
    duplicate_group: Mapped[int] = mapped_column(index=True)


class ArticleVersion(Base):
    """One text of an article; offsets of all facts count in `text`."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        _where("uq_article_version_current_hash", "current = 1", "text_hash", unique=True),
        _where("ix_article_version_current_published", "current = 1", "published", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]
    current: Mapped[int]
    text_hash: Mapped[str]
    title: Mapped[str]
    language: Mapped[str]
    published: Mapped[int | None]
    published_source: Mapped[str]
    published_confidence: Mapped[float]
    extractor_version: Mapped[str]
    text: Mapped[str]


class ArticleCopy(Base):
    """Another address or publisher under which exactly the same text was seen."""

    __tablename__ = "article_copy"
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    publisher: Mapped[str] = mapped_column(primary_key=True)


class ArticleSketch(Base):
    """The smallest hashes of an article's word triples, by which near copies are found."""

    __tablename__ = "article_sketch"
    __table_args__ = _clustered(Index(None, "article_id"))
    hash: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)


class PublishedCandidate(Base):
    """A reading of when the article was published that was weighed."""

    __tablename__ = "published_candidate"
    __table_args__ = _clustered()
    version_id: Mapped[int] = mapped_column(ForeignKey(VERSION, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    edtf: Mapped[str]
    source: Mapped[str]
    confidence: Mapped[float]
    evidence: Mapped[str]


class Sentence(Base):
    """Where a sentence stands."""

    __tablename__ = "sentence"
    __table_args__ = _clustered()
    version_id: Mapped[int] = mapped_column(ForeignKey(VERSION, ondelete="CASCADE"), primary_key=True)
    start_char: Mapped[int] = mapped_column(primary_key=True)
    end_char: Mapped[int]


class Failure(Base):
    """An article that could not be read or analysed, by the name under which it was given."""

    __tablename__ = "failure"
    name: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    attempts: Mapped[int]


class Actor(Base):
    """A party to events; `key` is its id as users see it, `origin` is seed, user or text.

    `merged_into` is the actor that a person said it is, `renamed` whether a person gave
    it its name; both follow from `actor_correction`.
    """

    __tablename__ = "actor"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    country: Mapped[str]
    parent: Mapped[str] = mapped_column(index=True)
    sector: Mapped[str]
    valid_from: Mapped[int | None]
    valid_to: Mapped[int | None]
    origin: Mapped[str]
    merged_into: Mapped[int | None]
    renamed: Mapped[int] = mapped_column(server_default="0")


class Alias(Base):
    """A form under which an actor is mentioned; `folded` is what a user's spelling is compared with.

    `language` is "" for the forms that are looked for in texts, else the language of a
    name that only users give.  `origin` is as an actor's, `person` where a correction made
    it, and opens with `hidden:` where one took it away.
    """

    __tablename__ = "alias"
    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    form: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    type: Mapped[str]
    needs_context: Mapped[int]
    valid_from: Mapped[int | None]
    valid_to: Mapped[int | None]
    origin: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="")


class Role(Base):
    """An office that a person holds for a time."""

    __tablename__ = "role"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    start_day: Mapped[int | None]
    end_day: Mapped[int | None]
    origin: Mapped[str]


class ActorClosure(Base):
    """For which days the deeds of `descendant` count as deeds of `ancestor`."""

    __tablename__ = "actor_closure"
    __table_args__ = _clustered(Index(None, "ancestor_id"))
    descendant_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    ancestor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    start_day: Mapped[int] = mapped_column(primary_key=True)
    end_day: Mapped[int] = mapped_column(primary_key=True)
    depth: Mapped[int]


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
    __table_args__ = (_where("ix_mention_read_actor_id", "read_actor_id IS NOT NULL", "read_actor_id"),)
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
    __table_args__ = _clustered(Index(None, "mention_id"))
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
    __table_args__ = _clustered()
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
    __table_args__ = _clustered(Index(None, "place_id"))
    event_mention_id: Mapped[int] = mapped_column(ForeignKey(MENTION, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    name: Mapped[str]
    start_char: Mapped[int]
    end_char: Mapped[int]
    text: Mapped[str]
    confidence: Mapped[float]


class MentionBlock(Base):
    """Where merging looks for mentions of the same event: one row for each actor of a dated mention."""

    __tablename__ = "mention_block"
    __table_args__ = _clustered()
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
        _where("ix_event_broad", "breadth > 0", "breadth", "start_day", "end_day"),
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
    return _clustered(_where(f"ix_{table}_broad", "breadth > 0", *columns))


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
    __table_args__ = _clustered()
    place_id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)


class EventCountry(Base):
    """In which countries events happened."""

    __tablename__ = "event_country"
    __table_args__ = _clustered()
    country: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)


class EventPublisher(Base):
    """Which publishers reported an event."""

    __tablename__ = "event_publisher"
    __table_args__ = _clustered()
    publisher_id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)


class RollupDay(Base):
    """How many events begin on a day."""

    __tablename__ = "rollup_day"
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    events: Mapped[int]
    salient: Mapped[int]


class RollupClass(Base):
    """How many events of a class begin in a month (year * 12 + month - 1)."""

    __tablename__ = "rollup_class"
    __table_args__ = _clustered()
    event_class: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)
    events: Mapped[int]
    salient: Mapped[int]


class RollupActor(Base):
    """How many events of an actor and its descendants begin in a month."""

    __tablename__ = "rollup_actor"
    __table_args__ = _clustered()
    actor_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)
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


class ActorCorrection(Base):
    """What a person decided about actors; never derived, never deleted, undone by `undone_at`.

    `kind` is merge, split, alias, unalias or rename; `actor` and `other` are keys of
    actors, `value` is JSON; times are ISO 8601 in UTC.
    """

    __tablename__ = "actor_correction"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    actor: Mapped[str]
    other: Mapped[str]
    value: Mapped[str]
    person: Mapped[str]
    made_at: Mapped[str]
    undone_at: Mapped[str | None]

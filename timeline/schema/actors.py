"""Tables of actors, their names and offices, and what a person decided about them."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from timeline.schema.base import Base, clustered


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
    __table_args__ = clustered(Index(None, "ancestor_id"))
    descendant_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    ancestor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    start_day: Mapped[int] = mapped_column(primary_key=True)
    end_day: Mapped[int] = mapped_column(primary_key=True)
    depth: Mapped[int]


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

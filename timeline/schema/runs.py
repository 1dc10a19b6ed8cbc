"""Tables of ingests and of what they did to events that were there before."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from timeline.schema.base import Base, clustered


class Run(Base):
    """One ingest: when it began and ended (ISO 8601, UTC) and the first number of a version that was free before it."""

    __tablename__ = "run"
    id: Mapped[int] = mapped_column(primary_key=True)
    began_at: Mapped[str]
    ended_at: Mapped[str | None]
    first_version: Mapped[int]
    summary: Mapped[str]


class RunChange(Base):
    """How an event looked before a run touched it, as JSON; how it looks now stands in `event`."""

    __tablename__ = "run_change"
    __table_args__ = clustered()
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"), primary_key=True)
    event_key: Mapped[str] = mapped_column(primary_key=True)
    before: Mapped[str]

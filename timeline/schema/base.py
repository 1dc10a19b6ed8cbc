"""What all tables have in common: names of constraints, numbers of 64 bits, rows in the order of their key."""

from typing import Any

from sqlalchemy import BigInteger, Index, Integer, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase


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


def clustered(*extra: Any) -> tuple[Any, ...]:
    """Table arguments that keep the rows in the order of their key."""
    return (*extra, {"sqlite_with_rowid": False})


def where(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    """A partial index, in both dialects."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


VERSION = "article_version.id"
MENTION = "event_mention.id"

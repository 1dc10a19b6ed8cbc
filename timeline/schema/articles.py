"""Tables of articles and their texts."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from timeline.schema.base import VERSION, Base, clustered, where


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
    external_id: Mapped[str] = mapped_column(index=True)
    publisher_id: Mapped[int | None] = mapped_column(ForeignKey("publisher.id"), index=True)
    duplicate_group: Mapped[int] = mapped_column(index=True)


class ArticleVersion(Base):
    """One text of an article; offsets of all facts count in `text`."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        where("uq_article_version_current_hash", "current = 1", "text_hash", unique=True),
        where("ix_article_version_current_published", "current = 1", "published", "id"),
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
    __table_args__ = clustered(Index(None, "article_id"))
    hash: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)


class PublishedCandidate(Base):
    """A reading of when the article was published that was weighed."""

    __tablename__ = "published_candidate"
    __table_args__ = clustered()
    version_id: Mapped[int] = mapped_column(ForeignKey(VERSION, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    edtf: Mapped[str]
    source: Mapped[str]
    confidence: Mapped[float]
    evidence: Mapped[str]


class Sentence(Base):
    """Where a sentence stands."""

    __tablename__ = "sentence"
    __table_args__ = clustered()
    version_id: Mapped[int] = mapped_column(ForeignKey(VERSION, ondelete="CASCADE"), primary_key=True)
    start_char: Mapped[int] = mapped_column(primary_key=True)
    end_char: Mapped[int]


class Failure(Base):
    """An article that could not be read or analysed, by the name under which it was given."""

    __tablename__ = "failure"
    name: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    attempts: Mapped[int]

"""initial: all tables, and the text index in the form the database has"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


INT = sa.Integer().with_variant(sa.BigInteger(), "postgresql")

BROAD = {"sqlite_where": sa.text("breadth > 0"), "postgresql_where": sa.text("breadth > 0")}
CURRENT = {"sqlite_where": sa.text("current = 1"), "postgresql_where": sa.text("current = 1")}
# One row an event, its rowid the id of the event: the order of rowids is the order of dates.
TEXT_INDEX = {
    "sqlite": [
        "CREATE VIRTUAL TABLE event_text USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')",
        "INSERT INTO event_text(event_text, rank) VALUES ('automerge', 8)",
    ],
    "postgresql": [
        "CREATE TABLE event_text (rowid BIGINT PRIMARY KEY, text TEXT NOT NULL)",
        "CREATE INDEX ix_event_text ON event_text USING gin (to_tsvector('english', text))",
    ],
}


def upgrade() -> None:
    op.create_table(
        "actor",
        sa.Column("id", INT, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("valid_from", INT, nullable=True),
        sa.Column("valid_to", INT, nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        sa.UniqueConstraint("key", name=op.f("uq_actor_key")),
    )
    with op.batch_alter_table("actor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_parent"), ["parent"], unique=False)

    op.create_table(
        "actor_event",
        sa.Column("actor_id", INT, nullable=False),
        sa.Column("start_day", INT, nullable=False),
        sa.Column("event_id", INT, nullable=False),
        sa.Column("end_day", INT, nullable=False),
        sa.Column("breadth", INT, nullable=False),
        sa.Column("event_class", sa.Text(), nullable=False),
        sa.Column("role", INT, nullable=False),
        sa.Column("salience", INT, nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "start_day", "event_id", name=op.f("pk_actor_event")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("actor_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_actor_event_broad",
            ["actor_id", "breadth", "start_day", "end_day", "event_id"],
            unique=False,
            sqlite_where=sa.text("breadth > 0"),
            postgresql_where=sa.text("breadth > 0"),
        )

    op.create_table(
        "actor_tree_event",
        sa.Column("actor_id", INT, nullable=False),
        sa.Column("start_day", INT, nullable=False),
        sa.Column("event_id", INT, nullable=False),
        sa.Column("end_day", INT, nullable=False),
        sa.Column("breadth", INT, nullable=False),
        sa.Column("event_class", sa.Text(), nullable=False),
        sa.Column("role", INT, nullable=False),
        sa.Column("salience", INT, nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "start_day", "event_id", name=op.f("pk_actor_tree_event")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("actor_tree_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_actor_tree_event_broad",
            ["actor_id", "breadth", "start_day", "end_day", "event_id"],
            unique=False,
            sqlite_where=sa.text("breadth > 0"),
            postgresql_where=sa.text("breadth > 0"),
        )

    op.create_table(
        "correction",
        sa.Column("id", INT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mention_key", sa.Text(), nullable=False),
        sa.Column("other_key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_mention_key"), ["mention_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_other_key"), ["other_key"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event_class", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("start_day", INT, nullable=True),
        sa.Column("end_day", INT, nullable=True),
        sa.Column("breadth", INT, nullable=False),
        sa.Column("grain", sa.Text(), nullable=True),
        sa.Column("edtf", sa.Text(), nullable=False),
        sa.Column("date_reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("negated", INT, nullable=False),
        sa.Column("salience", INT, nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("articles", INT, nullable=False),
        sa.Column("publishers", INT, nullable=False),
        sa.Column("independent", INT, nullable=False),
        sa.Column("first_reported", INT, nullable=False),
        sa.Column("last_reported", INT, nullable=True),
        sa.Column("sides", INT, nullable=False),
        sa.Column("rejected", INT, nullable=False),
        sa.Column("corrected", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("disagreements", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("key", name=op.f("uq_event_key")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_broad",
            ["breadth", "start_day", "end_day"],
            unique=False,
            sqlite_where=sa.text("breadth > 0"),
            postgresql_where=sa.text("breadth > 0"),
        )
        batch_op.create_index(batch_op.f("ix_event_event_class_id"), ["event_class", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_first_reported_id"), ["first_reported", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_salience_id"), ["salience", "id"], unique=False)

    op.create_table(
        "event_country",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("event_id", INT, nullable=False),
        sa.PrimaryKeyConstraint("country", "event_id", name=op.f("pk_event_country")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_place",
        sa.Column("place_id", INT, nullable=False),
        sa.Column("event_id", INT, nullable=False),
        sa.PrimaryKeyConstraint("place_id", "event_id", name=op.f("pk_event_place")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_publisher",
        sa.Column("publisher_id", INT, nullable=False),
        sa.Column("event_id", INT, nullable=False),
        sa.PrimaryKeyConstraint("publisher_id", "event_id", name=op.f("pk_event_publisher")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "failure",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attempts", INT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_failure")),
    )
    op.create_table(
        "mention_block",
        sa.Column("actor_id", INT, nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("breadth", INT, nullable=False),
        sa.Column("start_day", INT, nullable=False),
        sa.Column("event_mention_id", INT, nullable=False),
        sa.Column("end_day", INT, nullable=False),
        sa.PrimaryKeyConstraint(
            "actor_id", "family", "breadth", "start_day", "event_mention_id", name=op.f("pk_mention_block")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place",
        sa.Column("id", INT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("folded", "country", name=op.f("uq_place_folded_country")),
    )
    op.create_table(
        "publisher",
        sa.Column("id", INT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publisher")),
        sa.UniqueConstraint("name", name=op.f("uq_publisher_name")),
    )
    op.create_table(
        "rollup_actor",
        sa.Column("actor_id", INT, nullable=False),
        sa.Column("month", INT, nullable=False),
        sa.Column("events", INT, nullable=False),
        sa.Column("salient", INT, nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "month", name=op.f("pk_rollup_actor")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_class",
        sa.Column("event_class", sa.Text(), nullable=False),
        sa.Column("month", INT, nullable=False),
        sa.Column("events", INT, nullable=False),
        sa.Column("salient", INT, nullable=False),
        sa.PrimaryKeyConstraint("event_class", "month", name=op.f("pk_rollup_class")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_day",
        sa.Column("day", INT, autoincrement=False, nullable=False),
        sa.Column("events", INT, nullable=False),
        sa.Column("salient", INT, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_rollup_day")),
    )
    op.create_table(
        "actor_closure",
        sa.Column("descendant_id", INT, nullable=False),
        sa.Column("ancestor_id", INT, nullable=False),
        sa.Column("start_day", INT, nullable=False),
        sa.Column("end_day", INT, nullable=False),
        sa.Column("depth", INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["ancestor_id"], ["actor.id"], name=op.f("fk_actor_closure_ancestor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["descendant_id"], ["actor.id"], name=op.f("fk_actor_closure_descendant_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("descendant_id", "ancestor_id", "start_day", "end_day", name=op.f("pk_actor_closure")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("actor_closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_closure_ancestor_id"), ["ancestor_id"], unique=False)

    op.create_table(
        "alias",
        sa.Column("id", INT, nullable=False),
        sa.Column("actor_id", INT, nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("needs_context", INT, nullable=False),
        sa.Column("valid_from", INT, nullable=True),
        sa.Column("valid_to", INT, nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_alias_actor_id_actor"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alias_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alias_folded"), ["folded"], unique=False)

    op.create_table(
        "article",
        sa.Column("id", INT, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("publisher_id", INT, nullable=True),
        sa.Column("duplicate_group", INT, nullable=False),
        sa.ForeignKeyConstraint(["publisher_id"], ["publisher.id"], name=op.f("fk_article_publisher_id_publisher")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("url", name=op.f("uq_article_url")),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_duplicate_group"), ["duplicate_group"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_publisher_id"), ["publisher_id"], unique=False)

    op.create_table(
        "role",
        sa.Column("id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("organisation_id", INT, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start_day", INT, nullable=True),
        sa.Column("end_day", INT, nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["actor.id"], name=op.f("fk_role_organisation_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["actor.id"], name=op.f("fk_role_person_id_actor"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "article_copy",
        sa.Column("article_id", INT, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_article_copy_article_id_article")),
        sa.PrimaryKeyConstraint("article_id", "url", "publisher", name=op.f("pk_article_copy")),
    )
    op.create_table(
        "article_sketch",
        sa.Column("hash", INT, nullable=False),
        sa.Column("article_id", INT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_article_sketch_article_id_article")),
        sa.PrimaryKeyConstraint("hash", "article_id", name=op.f("pk_article_sketch")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("article_sketch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_sketch_article_id"), ["article_id"], unique=False)

    op.create_table(
        "article_version",
        sa.Column("id", INT, nullable=False),
        sa.Column("article_id", INT, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.Column("current", INT, nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published", INT, nullable=True),
        sa.Column("published_source", sa.Text(), nullable=False),
        sa.Column("published_confidence", sa.Double(), nullable=False),
        sa.Column("extractor_version", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_article_version_article_id_article")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_article_version_article_id_number")),
    )
    with op.batch_alter_table("article_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_article_version_current_published",
            ["published", "id"],
            unique=False,
            sqlite_where=sa.text("current = 1"),
            postgresql_where=sa.text("current = 1"),
        )
        batch_op.create_index(
            "uq_article_version_current_hash",
            ["text_hash"],
            unique=True,
            sqlite_where=sa.text("current = 1"),
            postgresql_where=sa.text("current = 1"),
        )

    op.create_table(
        "mention",
        sa.Column("id", INT, nullable=False),
        sa.Column("version_id", INT, nullable=False),
        sa.Column("actor_id", INT, nullable=False),
        sa.Column("start_char", INT, nullable=False),
        sa.Column("end_char", INT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_mention_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_mention_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    with op.batch_alter_table("mention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mention_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mention_version_id"), ["version_id"], unique=False)

    op.create_table(
        "published_candidate",
        sa.Column("version_id", INT, nullable=False),
        sa.Column("position", INT, nullable=False),
        sa.Column("edtf", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_published_candidate_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_published_candidate")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sentence",
        sa.Column("version_id", INT, nullable=False),
        sa.Column("start_char", INT, nullable=False),
        sa.Column("end_char", INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_sentence_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "start_char", name=op.f("pk_sentence")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "timex",
        sa.Column("id", INT, nullable=False),
        sa.Column("version_id", INT, nullable=False),
        sa.Column("start_char", INT, nullable=False),
        sa.Column("end_char", INT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("mod", sa.Text(), nullable=False),
        sa.Column("quant", sa.Text(), nullable=False),
        sa.Column("freq", sa.Text(), nullable=False),
        sa.Column("start_day", INT, nullable=True),
        sa.Column("end_day", INT, nullable=True),
        sa.Column("grain", sa.Text(), nullable=True),
        sa.Column("edtf", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_version.id"], name=op.f("fk_timex_version_id_article_version"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timex")),
    )
    with op.batch_alter_table("timex", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timex_version_id"), ["version_id"], unique=False)

    op.create_table(
        "event_mention",
        sa.Column("id", INT, nullable=False),
        sa.Column("version_id", INT, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event_id", INT, nullable=False),
        sa.Column("component", INT, nullable=False),
        sa.Column("event_class", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("trigger_start", INT, nullable=False),
        sa.Column("trigger_end", INT, nullable=False),
        sa.Column("trigger_text", sa.Text(), nullable=False),
        sa.Column("lemma", sa.Text(), nullable=False),
        sa.Column("sentence_start", INT, nullable=False),
        sa.Column("sentence_end", INT, nullable=False),
        sa.Column("start_day", INT, nullable=True),
        sa.Column("end_day", INT, nullable=True),
        sa.Column("grain", sa.Text(), nullable=True),
        sa.Column("edtf", sa.Text(), nullable=False),
        sa.Column("date_reason", sa.Text(), nullable=False),
        sa.Column("timex_id", INT, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("negated", INT, nullable=False),
        sa.Column("salience", sa.Double(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["timex_id"], ["timex.id"], name=op.f("fk_event_mention_timex_id_timex")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_event_mention_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_mention")),
        sa.UniqueConstraint("key", name=op.f("uq_event_mention_key")),
    )
    with op.batch_alter_table("event_mention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_mention_component"), ["component"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_mention_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_mention_timex_id"), ["timex_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_mention_version_id"), ["version_id"], unique=False)

    op.create_table(
        "attribution",
        sa.Column("event_mention_id", INT, nullable=False),
        sa.Column("start_char", INT, nullable=False),
        sa.Column("end_char", INT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_mention_id"],
            ["event_mention.id"],
            name=op.f("fk_attribution_event_mention_id_event_mention"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_mention_id", name=op.f("pk_attribution")),
    )
    op.create_table(
        "mention_role",
        sa.Column("event_mention_id", INT, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", INT, nullable=False),
        sa.Column("mention_id", INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_mention_id"],
            ["event_mention.id"],
            name=op.f("fk_mention_role_event_mention_id_event_mention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_mention_role_mention_id_mention"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_mention_id", "role", "position", name=op.f("pk_mention_role")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("mention_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mention_role_mention_id"), ["mention_id"], unique=False)

    op.create_table(
        "place_mention",
        sa.Column("event_mention_id", INT, nullable=False),
        sa.Column("position", INT, nullable=False),
        sa.Column("place_id", INT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("start_char", INT, nullable=False),
        sa.Column("end_char", INT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_mention_id"],
            ["event_mention.id"],
            name=op.f("fk_place_mention_event_mention_id_event_mention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_mention_place_id_place")),
        sa.PrimaryKeyConstraint("event_mention_id", "position", name=op.f("pk_place_mention")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("place_mention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_mention_place_id"), ["place_id"], unique=False)

    op.create_table(
        "quantity",
        sa.Column("event_mention_id", INT, nullable=False),
        sa.Column("position", INT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("start_char", INT, nullable=False),
        sa.Column("end_char", INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_mention_id"],
            ["event_mention.id"],
            name=op.f("fk_quantity_event_mention_id_event_mention"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_mention_id", "position", name=op.f("pk_quantity")),
        sqlite_with_rowid=False,
    )

    for statement in TEXT_INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE event_text")
    op.drop_table("quantity")
    op.drop_table("place_mention")
    op.drop_table("mention_role")
    op.drop_table("attribution")
    op.drop_table("event_mention")
    op.drop_table("timex")
    op.drop_table("sentence")
    op.drop_table("published_candidate")
    op.drop_table("mention")
    op.drop_table("article_version")
    op.drop_table("article_sketch")
    op.drop_table("article_copy")
    op.drop_table("role")
    op.drop_table("article")
    op.drop_table("alias")
    op.drop_table("actor_closure")
    op.drop_table("rollup_day")
    op.drop_table("rollup_class")
    op.drop_table("rollup_actor")
    op.drop_table("publisher")
    op.drop_table("place")
    op.drop_table("mention_block")
    op.drop_table("failure")
    op.drop_table("event_publisher")
    op.drop_table("event_place")
    op.drop_table("event_country")
    op.drop_table("event")
    op.drop_table("correction")
    op.drop_table("actor_tree_event")
    op.drop_table("actor_event")
    op.drop_table("actor")

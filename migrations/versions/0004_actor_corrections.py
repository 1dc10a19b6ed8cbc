"""actor_correction: what a person decided about actors, and the columns that follow from it"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
READ_OTHERWISE = sa.text("read_actor_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "actor_correction",
        sa.Column("id", NUMBER, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("kind", "actor", "other", "value", "person", "made_at")
        ),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_correction")),
    )
    op.add_column("actor", sa.Column("merged_into", NUMBER, nullable=True))
    op.add_column("actor", sa.Column("renamed", NUMBER, server_default="0", nullable=False))
    op.add_column("alias", sa.Column("language", sa.Text(), server_default="", nullable=False))
    op.add_column("mention", sa.Column("read_actor_id", NUMBER, nullable=True))
    op.create_index(
        "ix_mention_read_actor_id",
        "mention",
        ["read_actor_id"],
        sqlite_where=READ_OTHERWISE,
        postgresql_where=READ_OTHERWISE,
    )

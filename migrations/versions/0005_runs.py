"""run and run_change: what each ingest did to the events that were there"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("first_version", NUMBER, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "run_change",
        sa.Column("run_id", NUMBER, nullable=False),
        sa.Column("event_key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_change_run_id_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "event_key", name=op.f("pk_run_change")),
        sqlite_with_rowid=False,
    )

"""a rollup of all events by month, so that a count over everything reads a row a month"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "rollup_month",
        sa.Column("month", NUMBER, autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("events", NUMBER, nullable=False),
        sa.Column("salient", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("month", "unit", name=op.f("pk_rollup_month")),
        sqlite_with_rowid=False,
    )
    op.get_bind().exec_driver_sql(
        "INSERT INTO rollup_month SELECT month, unit, sum(events), sum(salient) FROM rollup_class GROUP BY month, unit"
    )

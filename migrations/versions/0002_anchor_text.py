"""timex.anchor_text: the phrase that names the event a time counts from"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("timex", sa.Column("anchor_text", sa.Text(), server_default="", nullable=False))

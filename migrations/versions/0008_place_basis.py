"""what puts an event in a place: its clause, the place spoken of before, the dateline"""

import json
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Until now the basis was told by these confidences alone.
DATELINE, SETTING = 0.3, 0.4
ROWS = 1000


def upgrade() -> None:
    op.add_column("place_mention", sa.Column("basis", sa.Text(), nullable=False, server_default="clause"))
    connection = op.get_bind()
    for basis, confidence in (("dateline", DATELINE), ("setting", SETTING)):
        connection.execute(
            sa.text("UPDATE place_mention SET basis = :basis WHERE confidence BETWEEN :low AND :high"),
            {"basis": basis, "low": confidence - 0.001, "high": confidence + 0.001},
        )
    for rows in _events(connection):
        changed = [{"number": number, "parties": _with_basis(parties)} for number, parties in rows]
        connection.execute(sa.text("UPDATE event SET parties = :parties WHERE id = :number"), changed)


def _events(connection: sa.Connection) -> Iterator[Sequence[sa.Row[tuple[int, str]]]]:
    """Events with places, some at a time, by number."""
    sql = "SELECT id, parties FROM event WHERE id > :after AND parties LIKE '%\"p\":[[%' ORDER BY id LIMIT :rows"
    after = -(1 << 62)
    while rows := connection.execute(sa.text(sql), {"after": after, "rows": ROWS}).all():
        yield rows
        after = rows[-1][0]


def _with_basis(parties: str) -> str:
    """Who, where and so on of an event, with a basis for each place."""
    told = json.loads(parties)
    told["p"] = [[*place, _basis(place[-1])] if len(place) == 8 else place for place in told["p"]]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _basis(confidence: float) -> str:
    near = {"dateline": DATELINE, "setting": SETTING}
    return next((name for name, value in near.items() if abs(confidence - value) < 0.001), "clause")

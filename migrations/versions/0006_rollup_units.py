"""rollups also by the finest unit that an event is counted by; articles by the id that their source gave them"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from timeline.store.numbers import FIRST_DAY, SALIENT, month_of

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
KEYS = {
    "rollup_day": (("day", NUMBER),),
    "rollup_class": (("event_class", sa.Text()), ("month", NUMBER)),
    "rollup_actor": (("actor_id", NUMBER), ("month", NUMBER)),
}
UNIT = (
    "CASE WHEN e.grain = 'month' THEN 'month' WHEN e.grain IN ('quarter', 'season', 'half', 'year') THEN 'year' "
    "WHEN e.grain IN ('decade', 'century', 'millennium') THEN 'decade' ELSE 'day' END"
)
DAY = f"coalesce(e.start_day, {FIRST_DAY})"
COUNTS = f"{UNIT}, count(*), sum(CASE WHEN e.salience >= {SALIENT} THEN 1 ELSE 0 END)"
FILL = {
    "rollup_day": f"SELECT {DAY}, {COUNTS} FROM event e WHERE e.rejected = 0 GROUP BY 1, 2",
    "rollup_class": (
        f"SELECT e.event_class, d.month, {COUNTS} FROM event e JOIN month_of_day d ON d.day = {DAY} "
        "WHERE e.rejected = 0 GROUP BY 1, 2, 3"
    ),
    "rollup_actor": (
        f"SELECT l.actor_id, d.month, {COUNTS} FROM actor_tree_event l JOIN event e ON e.id = l.event_id "
        "JOIN month_of_day d ON d.day = l.start_day WHERE e.rejected = 0 GROUP BY 1, 2, 3"
    ),
}


def upgrade() -> None:
    connection = op.get_bind()
    op.create_index("ix_article_external_id", "article", ["external_id"])
    for table, keys in KEYS.items():
        op.drop_table(table)
        names = [*(name for name, _ in keys), "unit"]
        op.create_table(
            table,
            *(sa.Column(name, kind, autoincrement=False, nullable=False) for name, kind in keys),
            sa.Column("unit", sa.Text(), nullable=False),
            sa.Column("events", NUMBER, nullable=False),
            sa.Column("salient", NUMBER, nullable=False),
            sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{table}")),
            sqlite_with_rowid=False,
        )
    connection.exec_driver_sql("CREATE TEMPORARY TABLE month_of_day (day BIGINT PRIMARY KEY, month BIGINT)")
    days = [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT start_day FROM event")]
    named = [{"day": FIRST_DAY if day is None else day, "month": month_of(day)} for day in days]
    if named:
        connection.execute(sa.text("INSERT INTO month_of_day VALUES (:day, :month)"), named)
    for table, select in FILL.items():
        connection.exec_driver_sql(f"INSERT INTO {table} {select}")
    connection.exec_driver_sql("DROP TABLE month_of_day")

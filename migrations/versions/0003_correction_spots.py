"""correction: where the mentions it names stand, so that a newer reader's mention is found in their place"""

import json
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = ("text_hash", "mention_at", "other_text_hash", "other_at")
SPOTS = """
SELECT m.key, v.text_hash, m.trigger_start, m.trigger_end, m.trigger_text, m.event_class,
       substr(v.text, CAST(m.sentence_start + 1 AS INTEGER), CAST(m.sentence_end - m.sentence_start AS INTEGER))
FROM event_mention m JOIN article_version v ON v.id = m.version_id
WHERE m.key IN (SELECT mention_key FROM correction UNION SELECT other_key FROM correction)
"""


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("correction", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in ("text_hash", "other_text_hash"):
        op.create_index(op.f(f"ix_correction_{name}"), "correction", [name])
    connection = op.get_bind()
    for key, text_hash, start, end, trigger, event_class, sentence in connection.execute(sa.text(SPOTS)).all():
        told = {"start": start, "end": end, "trigger": trigger, "class": event_class, "sentence": sentence}
        values = {"key": key, "hash": text_hash, "at": json.dumps(told, ensure_ascii=False)}
        for column, hash_column, at_column in (
            ("mention_key", "text_hash", "mention_at"),
            ("other_key", "other_text_hash", "other_at"),
        ):
            statement = f"UPDATE correction SET {hash_column} = :hash, {at_column} = :at WHERE {column} = :key"
            connection.execute(sa.text(statement), values)

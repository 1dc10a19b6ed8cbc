"""Where the mentions that corrections name stand, and which mention stands there now.

A newer reader may take another word for the trigger, and a publisher may change the
text around it; what a person decided then moves on to the mention that is there now.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.store.sql import SENTENCE, Database, in_chunks, rows, run


@dataclass(frozen=True, slots=True)
class Spot:
    """A trigger in a text: the hash of the text, offsets, and the words that show a reader what was meant."""

    text_hash: str
    start: int
    end: int
    trigger: str = ""
    event_class: str = ""
    sentence: str = ""

    def told(self) -> str:
        """All but the hash, as JSON."""
        record = self.record()
        del record["text_hash"]
        return json.dumps(record, ensure_ascii=False)

    def record(self) -> dict[str, Any]:
        """The same as an object of JSON."""
        return {
            "text_hash": self.text_hash,
            "start": self.start,
            "end": self.end,
            "trigger": self.trigger,
            "class": self.event_class,
            "sentence": self.sentence,
        }


NOWHERE = Spot("", 0, 0)
_SPOTS = f"""
SELECT m.key, v.text_hash, m.trigger_start, m.trigger_end, m.trigger_text, m.event_class,
       {SENTENCE}
FROM event_mention m JOIN article_version v ON v.id = m.version_id WHERE m.key IN (:list)
"""
_THERE = """
SELECT m.key, m.trigger_start, m.trigger_end, m.event_class FROM event_mention m
JOIN article_version v ON v.id = m.version_id
WHERE v.current = 1 AND v.text_hash = :hash AND m.trigger_start < :end AND m.trigger_end > :start
"""
_NEWER_TEXT = """
SELECT n.text_hash, n.text FROM article_version o JOIN article_version n ON n.article_id = o.article_id
WHERE o.text_hash = :hash AND o.current = 0 AND n.current = 1
"""


def spot_from(text_hash: str, told: str | Mapping[str, Any]) -> Spot:
    """A spot out of its columns, or out of an object of JSON.

    Raises:
        KeyError, TypeError, ValueError: a part is missing, or is not of its kind.
    """
    if not text_hash:
        return NOWHERE
    parts = json.loads(told) if isinstance(told, str) else told
    words = (str(parts.get(name, "")) for name in ("trigger", "class", "sentence"))
    return Spot(text_hash, int(parts["start"]), int(parts["end"]), *words)


def spots_of(database: Database, keys: Iterable[str]) -> dict[str, Spot]:
    """Where the mentions with these keys stand."""
    return {row[0]: Spot(*row[1:]) for row in in_chunks(database, _SPOTS, {*keys} - {""})}


def mention_at(database: Database, spot: Spot) -> str:
    """The key of the mention that stands there now, "" where none does."""
    if spot is NOWHERE or not spot.text_hash:
        return ""
    if found := _nearest(database, spot):
        return found
    for text_hash, text in rows(database, _NEWER_TEXT, {"hash": spot.text_hash}):
        moved = _moved(spot, text_hash, text)
        if moved and (found := _nearest(database, moved)):
            return found
    return ""


def _nearest(database: Database, spot: Spot) -> str:
    """Of the mentions whose trigger shares a character with the spot the one that fits best."""
    values = {"hash": spot.text_hash, "start": spot.start, "end": spot.end}

    def fit(row: tuple[Any, ...]) -> tuple[bool, int, bool, str]:
        key, start, end, event_class = row
        shared = min(end, spot.end) - max(start, spot.start)
        return (start, end) != (spot.start, spot.end), -shared, event_class != spot.event_class, key

    found = sorted(rows(database, _THERE, values), key=fit)
    return str(found[0][0]) if found else ""


def _moved(spot: Spot, text_hash: str, text: str) -> Spot | None:
    """The same trigger in another version of the text: the sentence has to stand there word for word, and once."""
    if not spot.sentence or text.count(spot.sentence) != 1 or spot.sentence.count(spot.trigger) != 1:
        return None
    start = text.index(spot.sentence) + spot.sentence.index(spot.trigger)
    return Spot(text_hash, start, start + len(spot.trigger), spot.trigger, spot.event_class, spot.sentence)


SIDES = (("mention_key", "text_hash", "mention_at"), ("other_key", "other_text_hash", "other_at"))


def reattach(connection: Database, article: int) -> None:
    """Let the corrections of an article name its mentions as they are now; their events are for the caller to make."""
    if not rows(connection, "SELECT 1 FROM correction LIMIT 1"):
        return
    for key, text_hash, told in SIDES:
        sql = (
            f"SELECT id, {text_hash}, {told} FROM correction WHERE {text_hash} IN "
            "(SELECT text_hash FROM article_version WHERE article_id = :article) "
            f"AND NOT EXISTS (SELECT 1 FROM event_mention m WHERE m.key = correction.{key})"
        )
        homeless = rows(connection, sql, {"article": article})
        found = [{"id": row[0], "key": mention_at(connection, spot_from(row[1], row[2]))} for row in homeless]
        run(connection, f"UPDATE correction SET {key} = :key WHERE id = :id", [new for new in found if new["key"]])

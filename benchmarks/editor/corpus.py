"""The annotated articles, their editors' timelines, and the folds that learnt decisions are judged by."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from editor.draw import json_lines, sources

from timeline.calendar import parse_iso
from timeline.model import Article
from timeline.terms import PublishedSource

HERE = Path(__file__).resolve().parent
GOLD, TABLE = HERE / "gold", HERE / "articles.csv"
FOLDS = 5
Json = dict[str, Any]
Gold = dict[str, list[Json]]


def gold(part: str, draw: str = "") -> dict[str, Gold]:
    """The editors' timelines of a part (open, sealed or second), by source and article; all, or of one draw."""
    with TABLE.open(encoding="utf8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    found: dict[str, Gold] = {}
    for timeline in json_lines(GOLD / f"{part}.jsonl"):
        row = rows[timeline["id"]]
        if draw in ("", row["draw"]):
            found.setdefault(row["source"], {})[row["id"]] = timeline["events"]
    return found


def documents(shared: Path, wanted: set[str]) -> list[Json]:
    """The articles with these ids, without empty fields."""
    every = [document for group in sources(shared).values() for document in group]
    chosen = [{key: value for key, value in d.items() if value is not None} for d in every if d["id"] in wanted]
    if missing := wanted - {document["id"] for document in chosen}:
        raise SystemExit(f"{shared}: lacks {len(missing)} of the annotated articles: {', '.join(sorted(missing)[:3])}")
    return chosen


def merged(groups: Mapping[str, Gold]) -> Gold:
    """All articles of all sources."""
    return {article: events for group in groups.values() for article, events in group.items()}


def article_of(document: Json) -> Article:
    """The article of a document, with its date given and its language known."""
    return Article(
        document["text"],
        title=document.get("title", ""),
        published=parse_iso(document["published"]),
        published_source=PublishedSource.GIVEN,
        publisher=document.get("publisher", ""),
        id=document["id"],
        language="en",
    )


def fold_of(article: str) -> int:
    """The fold of an article, which depends on its id alone."""
    return crc32(article.encode()) % FOLDS

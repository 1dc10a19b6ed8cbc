"""The events of fifty invented articles, as `query` shows them: a change anywhere in reading shows here as a diff."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from timeline import ingest, query, store
from timeline.calendar import parse_iso
from timeline.model import Article
from timeline.terms import PublishedSource

HERE = Path(__file__).parent / "articles"
SLUGS = sorted(path.stem for path in HERE.glob("*.txt"))
PLAIN = ("class", "edtf", "date_reason", "status", "headline")


def article(slug: str) -> Article:
    """A file: its title, its day, a blank line, its text."""
    title, day, text = (HERE / f"{slug}.txt").read_text("utf8").split("\n", 2)
    published = parse_iso(day)
    assert published is not None
    assert text.startswith("\n")
    given = PublishedSource.GIVEN
    return Article(
        text.strip(), title=title, published=published, published_source=given, published_confidence=1.0, id=slug
    )


def line(event: Mapping[str, Any]) -> str:
    """An event in one line: what a reader sees, without ids and scores, which change with every weight."""
    triggers = sorted({mention["trigger"]["text"] for mention in event["mentions"]})
    record = {"triggers": triggers} | {key: event[key] for key in PLAIN}
    for side in ("source", "target", "place"):
        record[side] = list(dict.fromkeys(party["name"] for party in event[side]))
    said = event["attribution"]
    record["said_by"] = [party["name"] for party in said["said_by"]] if said else []
    if event["negated"]:
        record["negated"] = True
    return json.dumps(record, ensure_ascii=False)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The lines of each article, in the order of its text."""
    database = str(tmp_path_factory.mktemp("golden") / "t.db")
    summary = ingest.take(iter(map(article, SLUGS)), database, jobs=1)
    assert (summary.new, summary.failures) == (len(SLUGS), [])
    reader = store.open_reader(database)
    page = query.find(reader, query.Filter(), limit=10_000)
    lines: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for event in map(query.event_record, page.events):
        first = event["mentions"][0]
        lines[first["article"]["id"]].append((first["trigger"]["start"], line(event)))
    reader.close()
    return {slug: [text for _, text in sorted(found)] for slug, found in lines.items()}


@pytest.mark.parametrize("slug", SLUGS)
def test_events_are_as_they_were(
    slug: str, shown: Mapping[str, list[str]], changed: list[int], pytestconfig: pytest.Config
) -> None:
    path, now = HERE / f"{slug}.events.jsonl", shown.get(slug, [])
    before = path.read_text("utf8").splitlines() if path.exists() else []
    changes = list(_changes(before, now))
    if changes:
        changed.append(len(changes))
    if pytestconfig.getoption("--update"):
        path.write_text("".join(f"{each}\n" for each in now), "utf8")
    else:
        assert not changes, "\n".join(["events differ; if they should, run pytest tests/golden --update", *changes])


def _changes(before: list[str], now: list[str]) -> Iterator[str]:
    for change in unified_diff(before, now, lineterm="", n=0):
        if not change.startswith(("---", "+++", "@@")):
            yield change

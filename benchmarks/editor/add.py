"""Add editors' timelines to the gold: `python benchmarks/editor/add.py SHARED TIMELINES... > FILE`.

FILE is to take the place of gold/open.jsonl.  TIMELINES are what annotators write: the form of GUIDELINES.md with
`quotes` in place of `spans`, stretches that stand once in the article's text, with the words that show the event in
[[double square brackets]].  Prints the open gold with these articles added, or put in the place of what it had of them,
quotes turned into offsets.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = map(str, Path(__file__).resolve().parents[1:3])  # run as a script, from anywhere
from editor.corpus import GOLD, documents
from editor.draw import json_lines

MARK = re.compile(r"\[\[|\]\]")


def spans(text: str, quotes: list[str]) -> list[list[int]]:
    """The offsets of the marked words, in the order of the text.

    Raises:
        ValueError: a quote does not stand once in the text, or marks nothing.
    """
    found = []
    for quote in quotes:
        bare, parts = MARK.sub("", quote), MARK.split(quote)
        if text.count(bare) != 1 or len(parts) < 3 or len(parts) % 2 == 0:
            raise ValueError(f"stands {text.count(bare)} times, or its brackets do not pair: {quote!r}")
        at = text.index(bare)
        for number, part in enumerate(parts):
            if number % 2:
                found.append([at, at + len(part)])
            at += len(part)
    return sorted(found)


def timeline(row: dict[str, Any], text: str) -> dict[str, Any]:
    """A timeline with spans."""
    events = []
    for event in row["events"]:
        kept = {key: value for key, value in event.items() if key != "quotes"}
        events.append(kept | {"spans": event.get("spans") or spans(text, event["quotes"])})
    return {"id": row["id"], "events": events}


def main() -> None:
    """Print the gold."""
    shared, *files = map(Path, sys.argv[1:])
    given = {row["id"]: row for file in files for row in json_lines(file)}
    texts = {document["id"]: document["text"] for document in documents(shared, set(given))}
    gold = {row["id"]: row for row in json_lines(GOLD / "open.jsonl")}
    gold |= {key: timeline(row, texts[key]) for key, row in given.items()}
    for row in gold.values():
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()

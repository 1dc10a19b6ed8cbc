"""Draw the articles that editors annotate, and the sealed third of them.

usage: python benchmarks/editor/draw.py SHARED

SHARED holds corpora/wikinews_2019.csv and bench/.  Prints `articles.csv`: id, source, part (open or sealed).  An id's
place in the draw is the hash of seed and id, so that nothing about an article's content plays a part and the same ids
come out on every machine.  Articles that the guidelines work out as examples have been read and are open.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

SEED = "editor-1"
# How many further articles of each source are drawn; of Wikinews at most so many of one month (32 are of one).
WANTED = {"wikinews": 72, "press": 40, "voa": 15, "timeset": 15}
OF_A_MONTH = 9
HELD_OUT_YEARS = {"2020"}  # Wikinews of these years is kept for others to judge by


def place(key: str) -> str:
    """Sort key of an id in the draw."""
    return hashlib.sha256(f"{SEED}:{key}".encode()).hexdigest()


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Objects of a JSON Lines file, in file order."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def wikinews(shared: Path) -> list[dict[str, Any]]:
    """Articles of the Wikinews table in `annotate`'s input form; ids are `wn19-` and the row's number from 0."""
    with (shared / "corpora" / "wikinews_2019.csv").open(encoding="utf8", newline="") as file:
        return [
            {
                "id": f"wn19-{n}",
                "published": row["date"],
                "publisher": "Wikinews",
                "title": row["title"],
                "text": row["text"],
            }
            for n, row in enumerate(csv.DictReader(file))
        ]


def sources(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """Every article that may be drawn, by source."""
    data = shared / "bench" / "data"
    return {
        "wikinews": wikinews(shared),
        "press": json_lines(data / "editor_press.docs.jsonl"),
        "voa": json_lines(data / "voa.docs.jsonl"),
        "timeset": [d for d in json_lines(data / "timeset.dev.docs.jsonl") if d["published"][:4] not in HELD_OUT_YEARS],
    }


def drawn(source: str, documents: list[dict[str, Any]], examples: set[str]) -> list[tuple[str, str]]:
    """(id, part) of the drawn articles of one source, in draw order; every third is sealed."""
    months: dict[str, int] = {}
    chosen: list[str] = []
    for document in sorted(documents, key=lambda d: place(d["id"])):
        month = document["published"][:7]
        full = source == "wikinews" and months.get(month, 0) >= OF_A_MONTH
        if document["id"] in examples or full or len(chosen) >= WANTED[source]:
            continue
        months[month] = months.get(month, 0) + 1
        chosen.append(document["id"])
    return [(key, "sealed" if n % 3 == 0 else "open") for n, key in enumerate(chosen)]


def main() -> None:
    """Print the table."""
    shared = Path(sys.argv[1])
    examples = {d["id"] for d in json_lines(shared / "bench" / "editor" / "example.docs.jsonl")}
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["id", "source", "part"])
    for source, documents in sources(shared).items():
        rows = drawn(source, documents, examples)
        rows += [(d["id"], "open") for d in documents if d["id"] in examples]
        table.writerows((key, source, part) for key, part in rows)


if __name__ == "__main__":
    main()

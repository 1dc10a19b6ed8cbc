"""Draw the articles that editors annotate, and the sealed third of them.

usage: python benchmarks/editor/draw.py SHARED

SHARED holds corpora/ and bench/.  Prints `articles.csv`: id, source, part (open or sealed), draw (1 to 3).  An id's
place in a draw is the hash of seed and id, so that nothing about an article's content plays a part and the same ids
come out on every machine.  Articles that the guidelines work out as examples have been read and are open.

The later draws were annotated after the rules had been written by the first: their first score is of unseen text, and
they are open from then on.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import dateparser

# How many further articles of each source are drawn; of Wikinews at most so many of one month (32 are of one).
WANTED = {"wikinews": 72, "press": 40, "voa": 15, "timeset": 15}
LATER = {
    2: {"wikinews": 30, "papers": 30, "crime": 18, "world": 13},
    3: {"wikinews": 30, "wires": 36, "papers": 12, "crime": 10, "world": 8},
}
NO_DAY = "2015-01-01"  # what TR-News gives where it does not know the day
LENGTHS = range(700, 6000)  # characters of an article of the later draws
OF_A_MONTH = 9
HELD_OUT_YEARS = {"2020"}  # Wikinews of these years is kept for others to judge by


def place(draw: int, key: str) -> str:
    """Sort key of an id in a draw."""
    return hashlib.sha256(f"editor-{draw}:{key}".encode()).hexdigest()


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


def crime(shared: Path) -> list[dict[str, Any]]:
    """Dated articles of Event StoryLine."""
    found = json_lines(shared / "bench" / "data" / "esc.docs.jsonl")
    return [{"id": d["doc_id"], "published": d["date"], "text": d["text"]} for d in found if d["date"]]


def world(shared: Path) -> list[dict[str, Any]]:
    """Articles of TR-News whose day of publication is written with its year."""
    found = []
    for document in json_lines(shared / "bench" / "data" / "trnews.docs.jsonl"):
        day = dateparser.parse(document["published"] or "", languages=["en"])
        if day and str(day.year) in document["published"] and document["published"] != NO_DAY:
            found.append({**document, "published": day.date().isoformat()})
    return found


def wires(shared: Path) -> list[dict[str, Any]]:
    """Newswire of TimeBank and AQUAINT."""
    data = shared / "bench" / "data"
    found = [*json_lines(data / "timebank.jsonl"), *json_lines(data / "aquaint.jsonl")]
    return [{"id": d["doc"], "published": d["dct"][:10], "text": d["text"]} for d in found if d["dct"]]


def sources(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """Every article that may be drawn, by source."""
    data = shared / "bench" / "data"
    press = json_lines(data / "editor_press.docs.jsonl")
    known = {document["id"] for document in press}
    papers = [d for d in json_lines(shared / "corpora" / "press_2009_2010.jsonl") if d["id"] not in known]
    return {
        "wikinews": wikinews(shared),
        "press": press,
        "voa": json_lines(data / "voa.docs.jsonl"),
        "timeset": [d for d in json_lines(data / "timeset.dev.docs.jsonl") if d["published"][:4] not in HELD_OUT_YEARS],
        "papers": papers,
        "crime": crime(shared),
        "world": world(shared),
        "wires": wires(shared),
    }


def drawn(source: str, documents: list[dict[str, Any]], examples: set[str]) -> list[tuple[str, str]]:
    """(id, part) of the articles of one source that the first draw takes, in draw order; every third is sealed."""
    months: dict[str, int] = {}
    chosen: list[str] = []
    for document in sorted(documents, key=lambda d: place(1, d["id"])):
        month = document["published"][:7]
        full = source == "wikinews" and months.get(month, 0) >= OF_A_MONTH
        if document["id"] in examples or full or len(chosen) >= WANTED[source]:
            continue
        months[month] = months.get(month, 0) + 1
        chosen.append(document["id"])
    return [(key, "sealed" if n % 3 == 0 else "open") for n, key in enumerate(chosen)]


def drawn_later(draw: int, source: str, documents: list[dict[str, Any]], taken: set[str]) -> list[str]:
    """Ids of the articles of one source that a later draw takes, in draw order."""
    fit = [d["id"] for d in documents if d["id"] not in taken and len(d["text"]) in LENGTHS]
    return sorted(fit, key=lambda key: place(draw, key))[: LATER[draw][source]]


def main() -> None:
    """Print the table."""
    shared = Path(sys.argv[1])
    examples = {d["id"] for d in json_lines(shared / "bench" / "editor" / "example.docs.jsonl")}
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["id", "source", "part", "draw"])
    taken: set[str] = set()
    every = sources(shared)
    for source in WANTED:
        rows = drawn(source, every[source], examples)
        rows += [(d["id"], "open") for d in every[source] if d["id"] in examples]
        table.writerows((key, source, part, 1) for key, part in rows)
        taken |= {key for key, _ in rows}
    for draw, wanted in LATER.items():
        for source in wanted:
            chosen = drawn_later(draw, source, every[source], taken)
            table.writerows((key, source, "open", draw) for key in chosen)
            taken.update(chosen)


if __name__ == "__main__":
    main()

"""Score events on the corpora with human answers: `python benchmarks/events.py BENCH [SET ...] [--salient F]`.

BENCH is the folder of the corpora and their scorers.  Sets: semeval15, esc, plv_train, ecbplus (all by default).
`--salient F` drops events below that salience, as the default of `query` does.
`--errors N` is handed to the scorer of ESC.  `--precision` prints, for ESC, how often each
reason's date was right.  ECB+ goes through a database: the merged events are what is scored.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from timeline import store
from timeline.actors import load_registry
from timeline.calendar import parse_iso
from timeline.extract import analyse, annotation
from timeline.language import load_parser
from timeline.model import Analysis, Article
from timeline.resources import shipped
from timeline.seeds import load_seeds

SCORERS = {
    "semeval15": ["score_semeval15.py", "{pred}", "--corpora", "trial"],
    "esc": ["score_esc.py", "{pred}"],
    "plv_train": ["score_plv.py", "{pred}", "--split", "train"],
    "ecbplus": ["score_ecb.py", "{pred}", "--split", "dev"],
}
BATCH = 100


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def article(row: dict[str, Any]) -> Article:
    published = parse_iso(row["date"]) if row.get("date") else None
    given = "given" if published is not None else "none"
    return Article(row["text"], published=published, published_source=given, url=row.get("url") or "", id=row["doc_id"])


def analysed(docs: list[dict[str, Any]]) -> Iterator[Analysis]:
    parser, registry = load_parser(), load_registry()
    for first in range(0, len(docs), BATCH):
        batch = [article(row) for row in docs[first : first + BATCH]]
        yield from analyse(batch, parser=parser, registry=registry)


def annotated(docs: list[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    analyses = list(analysed(docs))
    homes = merged(analyses) if name == "ecbplus" else {}
    for analysis in analyses:
        row = annotation(analysis)
        for event in row["events"]:
            event["event_id"] = homes.get((row["id"], event["trigger"]["start"]))
        yield row


def merged(analyses: Sequence[Analysis]) -> dict[tuple[str, int], int]:
    """The event that each mention, by article and place of its trigger, became part of in a database."""
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_store(Path(folder) / "t.db", create=True)
        store.init(engine, load_seeds(shipped("seeds")))
        with engine.begin() as connection:
            outcomes = store.save_all(connection, analyses, extractor_version="1")
            names = {o.article: a.article.id for o, a in zip(outcomes, analyses, strict=True) if o.kind != "duplicate"}
            sql = (
                "SELECT v.article_id, m.trigger_start, m.event_id FROM event_mention m "
                "JOIN article_version v ON v.id = m.version_id"
            )
            found = connection.exec_driver_sql(sql).all()
        engine.dispose()
    return {(names[number], start): event for number, start, event in found}


def precision(events: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Iterator[str]:
    """How often the date that each reason gave is that of the gold event its trigger shows, as lines of CSV."""
    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in gold:
        by_doc[row["doc_id"]].append(row)
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in events:
        for event in row["events"]:
            for true in by_doc[row["id"]]:
                trigger, reason = event["trigger"], event["date_reason"]
                if event["edtf"] and trigger["start"] < true["end"] and true["start"] < trigger["end"]:
                    first = event["edtf"].split("/")[0].rstrip("?~%")
                    found[reason] += 1
                    right[reason] += first[: len(true["date"])] == true["date"]
    yield "reason,found,right"
    yield from (f"{reason},{found[reason]},{right[reason]}" for reason in sorted(found))


def extras(events: list[dict[str, Any]], gold: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Sentences, events, and events with both sides; each beyond one for the pair."""
    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        by_doc[event["doc_id"]].append(event)
    docs = {row["doc_id"] for row in gold}
    every = sum(max(0, len(by_doc[doc]) - 1) for doc in docs)
    sided = sum(max(0, sum(bool(e["actor"] and e["recipient"]) for e in by_doc[doc]) - 1) for doc in docs)
    return len(docs), every, sided


def score(bench: Path, name: str, salient: float, errors: int) -> None:
    docs = rows(bench / "data" / f"{name}.docs.jsonl")
    if name == "semeval15":
        docs = [row for row in docs if row["corpus"] == "trial"]
    if name == "ecbplus":
        docs = [row for row in docs if row["split"] == "dev"]
    with tempfile.TemporaryDirectory() as folder:
        full, pred = Path(folder) / "annotated.jsonl", Path(folder) / "pred.jsonl"
        with full.open("w", encoding="utf-8") as file:
            for row in annotated(docs, name):
                row["events"] = [event for event in row["events"] if event["salience"] >= salient]
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        with full.open(encoding="utf-8") as file, pred.open("w", encoding="utf-8") as out:
            subprocess.run([sys.executable, str(bench / "adapt.py"), "events"], stdin=file, stdout=out, check=True)
        command = [sys.executable, str(bench / SCORERS[name][0]), *(a.format(pred=pred) for a in SCORERS[name][1:])]
        command += ["--errors", str(errors)] if errors and name == "esc" else []
        subprocess.run(command, check=True)
        if name == "plv_train":
            sentences, every, sided = extras(rows(pred), rows(bench / "data" / "plv_train.jsonl"))
            print(f"  events beyond one a sentence: {every / sentences:.2f}; with both sides: {sided / sentences:.2f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("sets", nargs="*", default=list(SCORERS))
    options.add_argument("--salient", type=float, default=0.0)
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--precision", action="store_true")
    given = options.parse_args()
    if given.precision:
        data = given.bench / "data"
        events = annotated(rows(data / "esc.docs.jsonl"), "esc")
        print("\n".join(precision(list(events), rows(data / "esc.jsonl"))))
        return
    for name in given.sets or list(SCORERS):
        score(given.bench, name, given.salient, given.errors)


if __name__ == "__main__":
    main()

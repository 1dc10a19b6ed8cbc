"""Score the timexes found against corpora with human answers.

    python benchmarks/timex.py BENCH_DIR [--folds] [--precision]

BENCH_DIR holds `score_timex.py`, `timexio.py` and `data/*.jsonl`.  `--folds` scores the
five parts (by checksum of the document name) apart; the rules were written looking at
parts 1 to 4 only, so part 0 shows what they do on text not looked at.  `--precision`
writes how often each rule was right to `timeline/data/en/timex_precision.csv`.
"""

import argparse
import csv
import importlib
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from timeline.calendar import parse_iso
from timeline.resources import data_file
from timeline.temporal import find_timexes

CORPORA = ("timebank-aquaint-corrected", "wikiwars", "timebank", "aquaint")
FOLDS = 5


def system(document: dict[str, Any]) -> dict[str, Any]:
    """What we find in a document, as the scorer reads it."""
    found = find_timexes(document["text"], parse_iso(document["dct"][:10]))
    rows = [{"start": t.start, "end": t.end, "type": t.type, "value": t.value, "rule": t.rule} for t in found]
    return {"doc": document["doc"], "timexes": rows}


def fold(name: str) -> int:
    return zlib.crc32(name.encode()) % FOLDS


def line(name: str, metrics: dict[str, float]) -> str:
    figures = "  ".join(f"{k} {metrics[f'{k}_F1']:6.2f}" for k in ("value", "relaxed", "strict", "type"))
    return f"{name:34} {figures}  ({metrics['gold']} gold, {metrics['system']} found)"


def precision(events: list[Any], counts: dict[str, Counter[str]]) -> None:
    for _, kind, _, found, _ in events:
        if found:
            counts.setdefault(found["rule"], Counter())["right" if kind == "ok" else "wrong"] += 1


def write_precision(counts: dict[str, Counter[str]]) -> None:
    with data_file("en/timex_precision.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("# How often each rule's timex matched a human answer with the same value, on development texts.\n")
        file.write("# Made by: python benchmarks/timex.py BENCH --precision\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("rule", "found", "right"))
        rows.writerows((rule, sum(c.values()), c["right"]) for rule, c in sorted(counts.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--precision", action="store_true")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.bench))
    scorer, reader = importlib.import_module("score_timex"), importlib.import_module("timexio")
    counts: dict[str, Counter[str]] = {}
    for name in CORPORA:
        gold = reader.read_corpus(str(arguments.bench / "data" / f"{name}.jsonl"))
        answers = {key: system(document) for key, document in gold.items()}
        metrics, events, _ = scorer.score(gold, answers)
        print(line(name, metrics))
        if name in CORPORA[:2]:
            precision(events, counts)
        for part in range(FOLDS) if arguments.folds else ():
            chosen = {key: document for key, document in gold.items() if fold(key) == part}
            print(line(f"  part {part}", scorer.score(chosen, answers)[0]))
    if arguments.precision:
        write_precision(counts)


if __name__ == "__main__":
    main()

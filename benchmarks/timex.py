"""Score the timexes found against corpora with human answers.

    python benchmarks/timex.py BENCH_DIR [--folds] [--precision]

BENCH_DIR holds `score_timex.py`, `timexio.py` and `data/*.jsonl`.  `--folds` scores each
of five parts (by checksum of the document name) once more without what the rules owe to
that part alone; `timex_folds.py` says how.  `--precision`
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

from timex_folds import FOLDS, Evidence, settings, tuned_without

from timeline.calendar import parse_iso
from timeline.resources import data_file
from timeline.temporal import find_timexes, timexes

CORPORA = ("timebank-aquaint-corrected", "wikiwars", "timebank", "aquaint")


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


def gold_of(reader: Any, bench: Path, name: str) -> dict[str, Any]:
    return dict(reader.read_corpus(str(bench / "data" / f"{name}.jsonl")))


def value(scorer: Any, gold: dict[str, Any], parts: set[int]) -> dict[str, float]:
    chosen = {key: document for key, document in gold.items() if fold(key) in parts}
    return dict(scorer.score(chosen, {key: system(document) for key, document in chosen.items()})[0])


def report(scorer: Any, corpora: dict[str, dict[str, Any]]) -> None:
    """What each part loses when it is treated as if nobody had seen it."""
    evidence = Evidence()
    for gold in corpora.values():
        for key, document in gold.items():
            evidence.read(document["text"], fold(key))
    known, standing = timexes.grammar, [(module, name, value) for module, name, value, _ in settings()]
    for corpus, gold in corpora.items():
        print(f"\n{corpus}: value F1 of a part with all rules, without what only that part speaks for, "
              "and with the numbers tuned on the other parts")  # fmt: skip
        for part in range(FOLDS):
            full = value(scorer, gold, {part})
            entries = evidence.only_in(part)
            reduced = evidence.without(entries)
            timexes.grammar = lambda _, reduced=reduced: reduced
            without = value(scorer, gold, {part})
            timexes.grammar = known
            chosen = tuned_without(part, lambda parts, gold=gold: value(scorer, gold, parts))
            tuned = value(scorer, gold, {part})
            changed = {name: chosen[name] for module, name, old in standing if chosen[name] != old}
            for module, name, old in standing:
                setattr(module, name, old)
            figures = "  ".join(f"{each['value_F1']:6.2f}" for each in (full, without, tuned))
            drop = full["value_F1"] - without["value_F1"]
            print(f"  part {part}  {figures}  {len(entries):4} entries off, {drop:+.2f} lost  {changed or ''}")


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
        gold = gold_of(reader, arguments.bench, name)
        answers = {key: system(document) for key, document in gold.items()}
        metrics, events, _ = scorer.score(gold, answers)
        print(line(name, metrics))
        if name in CORPORA[:2]:
            precision(events, counts)
    if arguments.precision:
        write_precision(counts)
    if arguments.folds:
        report(scorer, {name: gold_of(reader, arguments.bench, name) for name in CORPORA[:2]})


if __name__ == "__main__":
    main()

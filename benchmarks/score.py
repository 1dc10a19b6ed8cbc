"""The editor's measure: `python benchmarks/score.py SHARED`, which `make score` calls.

SHARED is the folder with the articles (corpora/ and bench/).  Ingests the annotated articles into a fresh database,
compares what `timeline query` shows by default with the editors' timelines in benchmarks/editor, and prints every
measure by source beside the stored baseline, then where wanted events are lost.  What is learnt decides each article
by weights that were fitted to the others (five folds).

    --save        store the figures as the new baseline
    --errors N    print N of the events that are wrong, missing or noise
    --sealed      score the sealed third instead, print figures only, and append them to docs/benchmarks.md
    --curve       print how editor F1 and its parts change with the salience from which events are shown
    --shipped     let the shipped weights decide, which were fitted to these very articles
    --agreement   compare the second annotator's timelines with the first's; nothing is ingested
"""

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path[:0] = map(str, Path(__file__).resolve().parents[:2])  # run as a script, from anywhere
from editor.corpus import Gold, Json, article_of, documents, gold, merged
from editor.scoring import CAUSES, Score, as_events, losses, percent, score

from training.choice import readings
from training.held_out import ingest_held_out

HERE = Path(__file__).resolve().parent
BASELINE, PAGE = HERE / "baseline.json", HERE.parent / "docs" / "benchmarks.md"
SEALED_HEADING = "<!-- sealed: a row is added by `make sealed` -->"
SEALED_MEASURES = (
    "editor F1", "wanted shown", "noise", "lead shown", "lead right",
    "class of matched", "parties of matched", "date of matched", "line of matched", "place of given", "twice", "mixed",
)  # fmt: skip


def timeline(*arguments: str) -> str:
    """What a command of the program prints."""
    program = Path(sys.executable).with_name("timeline")
    done = subprocess.run([program, *arguments], check=True, text=True, capture_output=True)
    return done.stdout


def ingested(articles: Sequence[Json], folder: Path) -> str:
    """A fresh database of the articles, made as a user would make it."""
    path, database = folder / "articles.jsonl", str(folder / "score.db")
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), "utf8")
    timeline("ingest", str(path), "--db", database)
    return database


def asked(database: str) -> tuple[list[Json], list[Json]]:
    """The events that `query` shows by default, and all that it has."""
    query = ("query", "--db", database, "--limit", "100000", "--format", "jsonl")
    default, every = timeline(*query), timeline(*query, "--all")
    return [json.loads(line) for line in default.splitlines()], [json.loads(line) for line in every.splitlines()]


def table(columns: Mapping[str, Score], before: Mapping[str, float]) -> str:
    """The measures, a column for each source, and the change of the first column against the baseline."""
    figures = {name: column.figures() for name, column in columns.items()}
    lines = [f"{'':22}" + "".join(f"{name:>11}" for name in figures) + f"{'change':>11}"]
    first = next(iter(figures.values()))
    for measure, value in first.items():
        change = f"{value - before[measure]:+11.1f}" if measure in before else f"{'new':>11}"
        lines.append(f"{measure:22}" + "".join(f"{column[measure]:11}" for column in figures.values()) + change)
    return "\n".join(lines)


def curve(listed: Gold, events: Sequence[Json]) -> str:
    """What would be shown from another salience on."""
    measures = ("editor F1", "wanted shown", "noise", "lead shown", "twice", "events shown")
    lines = ["", f"{'salience':10}" + "".join(f"{measure:>14}" for measure in measures)]
    for cut in range(30, 85, 5):
        figures = score(listed, (event for event in events if round(100 * event["salience"]) >= cut)).figures()
        lines.append(f"{cut / 100:<10.2f}" + "".join(f"{figures[measure]:14}" for measure in measures))
    return "\n".join(lines)


def loss_table(first: Counter[str], every: Counter[str]) -> str:
    """Where wanted events end, the largest loss first; an event with several faults counts in every one."""
    total = sum(first.values())
    lines = [f"of {total} wanted events        first cause          any"]
    for cause in ("right", *sorted(CAUSES[1:], key=lambda name: -first[name])):
        share = f"{first[cause]:5} ({percent(first[cause], total):4} %)"
        lines.append(f"  {cause:24} {share} {every[cause]:10}")
    return "\n".join(lines)


def append_sealed(figures: Mapping[str, float]) -> None:
    """Add a row to the table of the sealed third."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], check=True, text=True, stdout=subprocess.PIPE, cwd=HERE
    ).stdout.strip()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    row = " | ".join([today, commit, *(str(figures[measure]) for measure in SEALED_MEASURES)])
    text = PAGE.read_text("utf8")
    if SEALED_HEADING not in text:
        raise SystemExit(f"{PAGE}: lacks the line {SEALED_HEADING}")
    PAGE.write_text(text.replace(SEALED_HEADING, f"| {row} |\n{SEALED_HEADING}"), "utf8")


def agreement() -> None:
    """Print how far the second annotator's timelines agree with the first's, each taken as gold in turn."""
    other, one = merged(gold("second")), merged(gold("open"))
    one = {article: events for article, events in one.items() if article in other}
    print(table({"2nd on 1st": score(one, as_events(other)), "1st on 2nd": score(other, as_events(one))}, {}))


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--sealed", action="store_true")
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--shipped", action="store_true")
    parser.add_argument("--agreement", action="store_true")
    options = parser.parse_args()
    if options.agreement:
        agreement()
        return
    began = time.monotonic()
    groups = gold("sealed" if options.sealed else "open")
    every = merged(groups)
    with tempfile.TemporaryDirectory() as folder:
        articles = documents(options.shared, set(every))
        if options.sealed or options.shipped:
            database = ingested(articles, Path(folder))
        else:
            database = str(Path(folder) / "score.db")
            ingest_held_out(list(map(article_of, articles)), *readings(options.shared), database)
        default, everything = asked(database)
    whole = score(every, default)
    if options.sealed:
        print("\n".join(f"{measure:22}{value:8}" for measure, value in whole.figures().items()))
        append_sealed(whole.figures())
        return
    stored = json.loads(BASELINE.read_text("utf8")) if BASELINE.exists() else {}
    before = stored.get("editor", {})
    print(table({"all": whole} | {name: score(group, default) for name, group in groups.items()}, before))
    print()
    print(loss_table(*losses(every, whole, score(every, everything))))
    if options.curve:
        print(curve(every, everything))
    for error in whole.errors[: options.errors]:
        print("  ", *error)
    print(f"\n{time.monotonic() - began:.0f} s")
    if options.save:
        BASELINE.write_text(json.dumps(stored | {"editor": whole.figures()}, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()

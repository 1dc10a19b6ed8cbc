"""Fit what says that two mentions tell of one event: `python -m training.merging SHARED`, a minute on one core.

Ingests the articles of benchmarks/merging and the open ones of benchmarks/editor into one database, and compares the
mentions that its gold marks: across articles by the groups of benchmarks/merging, within one also by the spans of a
listed event.  Folds are by affair and by article.  Sealed articles are left out.
"""

import argparse
import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from timeline import ingest, store
from timeline.arrays import np
from timeline.logistic import load_logistic
from timeline.merge import Signature, compared
from timeline.merge.likeness import NEVER, likeness
from timeline.resources import data_file
from timeline.store.signatures import signatures
from training.choice import FOLDS, fit, fold_of, header

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
from editor.corpus import Json, article_of, documents, gold, merged
from editor.draw import json_lines, wikinews

GROUPS = Path(__file__).resolve().parent.parent / "benchmarks" / "merging"
Marked = dict[str, list[tuple[int, int, str]]]  # by article: begin, end, which event
Pair = tuple[str, Signature, Signature, bool]  # affair or article, two mentions, whether they are one event


def articles(shared: Path) -> list[Json]:
    """Every article that is marked, each once."""
    open_ones = documents(shared, set(merged(gold("open"))))
    wanted = {mention["id"] for group in groups() for mention in group["mentions"]}
    press = json_lines(shared / "corpora" / "press_2009_2010.jsonl")
    found = {d["id"]: d for d in [*wikinews(shared), *press] if d["id"] in wanted} | {d["id"]: d for d in open_ones}
    return list(found.values())


def groups() -> list[Json]:
    """The groups of mentions that tell of one event."""
    return [group for path in sorted(GROUPS.glob("*.jsonl")) for group in json_lines(path)]


def marked() -> tuple[dict[str, Marked], Marked]:
    """What the groups mark, by affair, and what editors mark in each open article."""
    across: dict[str, Marked] = defaultdict(lambda: defaultdict(list))
    for group in groups():
        for mention in group["mentions"]:
            across[group["topic"]][mention["id"]] += [(a, b, group["group"]) for a, b in mention["spans"]]
    within: Marked = defaultdict(list)
    for article, events in merged(gold("open")).items():
        for number, event in enumerate(events):
            within[article] += [(a, b, f"{article} {number}") for a, b in event["spans"]]
    return across, within


def pairs(shared: Path) -> list[Pair]:
    """Every two marked mentions of an affair or article that no law keeps apart."""
    mentions: dict[str, list[tuple[int, int, Signature]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "merging.db")
        ingest.take(map(article_of, articles(shared)), database, jobs=1)
        for article, start, end, signature in _stored(database):
            mentions[article].append((start, end, signature))
    across, within = marked()
    found = [pair for topic, spans in across.items() for pair in _pairs(topic, spans, mentions)]
    found += [pair for a, spans in within.items() for pair in _pairs(a, {a: spans}, mentions)]
    return [pair for pair in found if likeness(pair[1], pair[2]) > NEVER]


def _stored(database: str) -> Iterator[tuple[str, int, int, Signature]]:
    engine = store.open_store(database, create=False)
    sql = (
        "SELECT m.id, a.external_id, m.trigger_start, m.trigger_end FROM event_mention m "
        "JOIN article_version v ON v.id = m.version_id JOIN article a ON a.id = v.article_id"
    )
    with engine.connect().execution_options(reading=True) as connection:
        places = {row[0]: row[1:] for row in connection.exec_driver_sql(sql)}
        for signature, _, _ in signatures(connection, "WHERE m.id IN (:list)", places):
            article, start, end = places[signature.id]
            yield article, start, end, signature
    engine.dispose()


def _pairs(
    affair: str,
    spans: Mapping[str, Sequence[tuple[int, int, str]]],
    mentions: Mapping[str, Sequence[tuple[int, int, Signature]]],
) -> Iterator[Pair]:
    met = [
        (signature, {event for a, b, event in marks if start < b and a < end})
        for article, marks in spans.items()
        for start, end, signature in mentions[article]
    ]
    for (one, first), (other, second) in combinations([each for each in met if each[1]], 2):
        yield affair, one, other, bool(first & second)


def report(found: Sequence[Pair]) -> Iterator[str]:
    """How right merging is held out, for pairs of two articles and of one, at even odds."""
    rows = [compared(one, other) for _, one, other, _ in found]
    names, fold = names_of(rows), np.array([fold_of(affair) for affair, *_ in found])
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    answers = np.array([float(same) for *_, same in found])
    chance = np.zeros(len(found))
    for number in range(FOLDS):
        other = fold != number
        chance[~other] = matrix[~other] @ fit(matrix[other], answers[other])
    across = np.array([one.version != other.version for _, one, other, _ in found])
    for label, chosen in (("of two articles", across), ("of one article", ~across)):
        said, true = (chance > 0) & chosen, (answers > 0) & chosen
        both = (said & true).sum()
        yield f"pairs {label}: {chosen.sum()}, precision {both / said.sum():.2f}, recall {both / true.sum():.2f}"


def names_of(rows: Iterable[Mapping[str, float]]) -> list[str]:
    """Every feature, in alphabetical order."""
    return sorted({name for row in rows for name in row})


def main() -> None:
    """Fit, print how good it is, and write the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    given = options.parse_args()
    load_logistic("merge")
    found = pairs(given.shared)
    figures = ["Whether two mentions tell of one event.", f"Fitted to {len(found)} pairs.", *report(found)]
    print("\n".join(figures))
    rows = [compared(one, other) for _, one, other, _ in found]
    names = names_of(rows)
    weights = fit(
        np.array([[row.get(name, 0.0) for name in names] for row in rows]),
        np.array([float(same) for *_, same in found]),
    )
    with data_file("en/merge.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(header(figures))
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("feature", "weight"))
        table.writerows((name, f"{weight:.3f}") for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

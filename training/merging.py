"""Fit what says that two mentions tell of one event: `python -m training.merging SHARED`, a minute on one core.

Ingests the articles of benchmarks/merging, the open ones of benchmarks/editor and the training topics of ECB+, and
compares the mentions that their gold marks.  Folds are by affair and by article.  Sealed articles are left out.
"""

import argparse
import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from editor.corpus import Json, article_of, documents, gold, merged
from editor.draw import json_lines, wikinews

from timeline import ingest, store
from timeline.arrays import np
from timeline.logistic import load_logistic
from timeline.merge import Signature, compared
from timeline.merge.likeness import comparable, names_differ, numbers_differ, parties_differ, windows_meet
from timeline.model import Article
from timeline.resources import data_file
from timeline.store.signatures import signatures
from training.choice import FOLDS, fit, fold_of, header

GROUPS = Path(__file__).resolve().parent.parent / "benchmarks" / "merging"
ECB_ARTICLES = 10  # of each topic of ECB+, which has 25 of them for training
Marks = dict[str, list[tuple[int, int, str]]]  # by article: begin, end, which event
Pair = tuple[str, Signature, Signature, bool]  # affair or article, two mentions, whether they are one event


def wikinews_and_press(shared: Path) -> tuple[dict[str, Article], dict[str, Marks]]:
    """The articles of the groups of benchmarks/merging, and what the groups mark, by affair."""
    marks: dict[str, Marks] = defaultdict(lambda: defaultdict(list))
    for group in (group for path in sorted(GROUPS.glob("*.jsonl")) for group in json_lines(path)):
        for mention in group["mentions"]:
            marks[group["topic"]][mention["id"]] += [(a, b, group["group"]) for a, b in mention["spans"]]
    wanted = {article for affair in marks.values() for article in affair}
    every = [*wikinews(shared), *json_lines(shared / "corpora" / "press_2009_2010.jsonl")]
    return {d["id"]: article_of(d) for d in every if d["id"] in wanted}, marks


def open_articles(shared: Path) -> tuple[dict[str, Article], dict[str, Marks]]:
    """The articles that editors annotated, and the spans of each listed event; each article is an affair of its own."""
    listed = merged(gold("open"))
    marks: dict[str, Marks] = {}
    for article, events in listed.items():
        spans = [(a, b, f"{article} {n}") for n, event in enumerate(events) for a, b in event["spans"]]
        marks[article] = {article: spans}
    return {d["id"]: article_of(d) for d in documents(shared, set(listed))}, marks


def ecb(shared: Path) -> tuple[dict[str, Article], dict[str, Marks]]:
    """Articles of the training topics of ECB+, and the events marked in them, by topic."""
    data = shared / "bench" / "data"
    topics: dict[str, list[Json]] = defaultdict(list)
    for document in sorted(json_lines(data / "ecbplus.docs.jsonl"), key=lambda d: crc32(d["doc_id"].encode())):
        if document["split"] == "train" and len(topics[document["topic"]]) < ECB_ARTICLES:
            topics[document["topic"]].append(document)
    home = {document["doc_id"]: f"ecb {topic}" for topic, found in topics.items() for document in found}
    marks: dict[str, Marks] = defaultdict(lambda: defaultdict(list))
    for n, row in enumerate(json_lines(data / "ecbplus.jsonl")):
        if row["kind"] == "event" and row["in_eval"] and row["doc_id"] in home:
            event = f"{home[row['doc_id']]} {row['cluster'] or n}"
            marks[home[row["doc_id"]]][row["doc_id"]].append((row["start"], row["end"], event))
    chosen = [document for found in topics.values() for document in found]
    return {d["doc_id"]: Article(d["text"], url=d["url"] or "", id=d["doc_id"]) for d in chosen}, marks


def pairs(shared: Path) -> list[Pair]:
    """Every two marked mentions of a source that share a block and that no law keeps apart.

    Articles that editors annotated tell of different affairs in the first draw; of the later ones some tell of one, and
    only what stands in one article is compared.
    """
    found: list[Pair] = []
    first = merged(gold("open", "1"))
    for source in (wikinews_and_press, open_articles, ecb):
        articles, marks = source(shared)
        mentions = _mentions(list(articles.values()))
        met = [each for affair, spans in marks.items() for each in _met(affair, spans, mentions)]
        if source is open_articles:
            early = [each for each in met if each[0] in first]
            late = (pair for pair in _sharing_blocks(met) if pair[0] not in first)
            candidates = [*_sharing_blocks(early), *(pair for pair in late if pair[1].version == pair[2].version)]
        else:
            candidates = list(_sharing_blocks(met))
        found += [pair for pair in candidates if _is_weighed(pair[1], pair[2])]
    return found


def _is_weighed(one: Signature, other: Signature) -> bool:
    """Whether no law decides about the two before what they have in common is weighed."""
    apart = names_differ(one, other) or numbers_differ(one, other) or parties_differ(one, other)
    return comparable(one, other) and one.negated == other.negated and windows_meet(one, other) and not apart


def _mentions(articles: Sequence[Article]) -> dict[str, list[tuple[int, int, Signature]]]:
    """The mentions of each article, once they have been through a database: where the trigger stands, and signature."""
    sql = (
        "SELECT m.id, a.external_id, m.trigger_start, m.trigger_end FROM event_mention m "
        "JOIN article_version v ON v.id = m.version_id JOIN article a ON a.id = v.article_id"
    )
    found: dict[str, list[tuple[int, int, Signature]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "merging.db")
        ingest.take(iter(articles), database, jobs=1)
        engine = store.open_store(database, create=False)
        with engine.connect().execution_options(reading=True) as connection:
            places = {row[0]: row[1:] for row in connection.exec_driver_sql(sql)}
            for signature, _, _ in signatures(connection, "WHERE m.id IN (:list)", places):
                article, start, end = places[signature.id]
                found[article].append((start, end, signature))
        engine.dispose()
    return found


def _met(
    affair: str, marks: Marks, mentions: Mapping[str, Sequence[tuple[int, int, Signature]]]
) -> Iterator[tuple[str, Signature, set[str]]]:
    """The mentions that a mark overlaps, with the events marked there."""
    for article, spans in marks.items():
        for start, end, signature in mentions.get(article, ()):
            events = {event for a, b, event in spans if start < b and a < end}
            if events:
                yield affair, signature, events


def _sharing_blocks(met: Sequence[tuple[str, Signature, set[str]]]) -> Iterator[Pair]:
    """Every two of them that merging would compare, each once; of two affairs they are never one event."""
    blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for at, (affair, signature, events) in enumerate(met):
        for other in {other for block in signature.blocks for other in blocks[block]}:
            if (other, at) not in seen:
                seen.add((other, at))
                yield affair, met[other][1], signature, affair == met[other][0] and bool(events & met[other][2])
        for block in signature.blocks:
            blocks[block].append(at)


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

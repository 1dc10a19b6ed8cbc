"""Which classes are taken for which: `python benchmarks/confusion.py SHARED [--cut F] [--top N] [--lemmas N]`.

SHARED is the folder with the articles and bench/.  On the open editors' timelines every mention that matches a listed
event is compared with it, on PLV's training half every event that covers both parties of a pair.  A confusion is the
class that people gave first against ours where ours is none of theirs; the most frequent come first, with the lemmas of
the triggers.  The matrix has a row for each class of theirs and a column for each of ours.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))  # run as a script, from anywhere
from editor.corpus import gold, merged
from editor.scoring import normal, percent
from mentions import CachedParser, read

from timeline import extract
from timeline.calendar import parse_iso
from timeline.ingest import reader_tools
from timeline.model import Article
from timeline.store.numbers import SALIENT
from timeline.terms import PublishedSource

NAME = 9  # letters of a class in the head of a column
SHORT = 3  # letters of words that any two names may share: "the", "of"
YIELDS = frozenset({"CONCEDE", "RETREAT"})  # one class in PLV, YIELD
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """The classes that people gave, best first, ours, and the lemma of our trigger."""

    theirs: tuple[str, ...]
    ours: str
    lemma: str

    @property
    def right(self) -> bool:
        """Whether ours is one of theirs."""
        return self.ours in self.theirs


def edited(shared: Path, cut: float) -> Iterator[Pair]:
    """Mentions with a salience of `cut` or more against the listed events of the open gold that they match."""
    for met in read(shared, merged(gold("open"))):
        if met.listed is not None and met.event["salience"] >= cut:
            yield Pair(tuple(met.listed["class"]), met.event["class"], met.event["trigger"]["lemma"])


def coded(shared: Path) -> Iterator[Pair]:
    """Events that cover both parties of a pair of PLV's training half, whichever way round."""
    data = shared / "bench" / "data"
    listed: dict[str, list[Json]] = defaultdict(list)
    for pair in rows(data / "plv_train.jsonl"):
        listed[pair["doc_id"]].append(pair)
    tools = reader_tools()
    tools["parser"] = CachedParser(tools["parser"])
    articles = [article_of(document) for document in rows(data / "plv_train.docs.jsonl")]
    for analysis in extract.analyse(articles, **tools):
        events = extract.annotation(analysis)["events"]
        for pair in listed[analysis.article.id]:
            yield from covering(pair, events)


def rows(path: Path) -> list[Json]:
    """The objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def article_of(document: Json) -> Article:
    """A sentence of PLV as an article."""
    day = parse_iso(document["date"])
    return Article(
        document["text"], published=day, published_source=PublishedSource.GIVEN, id=document["doc_id"], language="en"
    )


def covering(pair: Json, events: Iterable[Json]) -> Iterator[Pair]:
    """The one event that covers the pair best: of those that name both parties, one of the right class if there is."""
    found = []
    for event in events:
        parties = [*event["source"], *event["target"]]
        if all(any(overlap(party, pair[side]) for party in parties) for side in ("source", "target")):
            ours = "YIELD" if event["class"] in YIELDS else event["class"]
            found.append(Pair((pair["class"],), ours, event["trigger"]["lemma"]))
    yield from sorted(found, key=lambda each: not each.right)[:1]


def overlap(party: Json, listed: Json) -> bool:
    """Whether two spans share a character; whether two names share a word of length where PLV gives no offsets."""
    if listed["start"] is not None:
        return bool(party["start"] < listed["end"] and listed["start"] < party["end"])
    mine, theirs = ({w for w in normal(each["text"]).split() if len(w) > SHORT} for each in (party, listed))
    return bool(mine & theirs)


def report(name: str, pairs: Sequence[Pair], *, top: int, lemmas: int) -> Iterator[str]:
    """The share of right classes, the most frequent confusions with their lemmas, and the matrix, as lines."""
    right = sum(pair.right for pair in pairs)
    yield f"== {name}: {len(pairs)} mentions, class right {percent(right, len(pairs))} %"
    wrong: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        if not pair.right:
            wrong[pair.theirs[0], pair.ours][pair.lemma] += 1
    for (theirs, ours), found in sorted(wrong.items(), key=lambda item: (-item[1].total(), item[0]))[:top]:
        listed = ", ".join(f"{lemma} {count}" if count > 1 else lemma for lemma, count in found.most_common(lemmas))
        yield f"{found.total():4}  {theirs} as {ours}: {listed}"
    yield from matrix(pairs)


def matrix(pairs: Sequence[Pair]) -> Iterator[str]:
    """A row for each class of theirs, a column for each of ours; what is right counts for our class."""
    cells = Counter((pair.ours if pair.right else pair.theirs[0], pair.ours) for pair in pairs)
    names = sorted({name for cell in cells for name in cell})
    yield f"{'theirs / ours':{NAME}} " + " ".join(f"{name[:NAME]:>{NAME}}" for name in names)
    for row in names:
        yield f"{row[:NAME]:13} " + " ".join(f"{cells[row, column] or '.':>{NAME}}" for column in names)


def main() -> None:
    """Print both reports."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    options.add_argument("--cut", type=float, default=SALIENT / 100)
    options.add_argument("--top", type=int, default=40)
    options.add_argument("--lemmas", type=int, default=12)
    given = options.parse_args()
    sets = {"editors' timelines": list(edited(given.shared, given.cut)), "PLV": list(coded(given.shared))}
    for name, pairs in sets.items():
        print("\n".join(report(name, pairs, top=given.top, lemmas=given.lemmas)), end="\n\n")


if __name__ == "__main__":
    main()

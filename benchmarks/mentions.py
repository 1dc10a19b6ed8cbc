"""The editor's measure in seconds, by mention: `python benchmarks/mentions.py SHARED [--cut F] [--errors PART]`.

For work on rules.  Parses of the open articles are kept in build/parses and read from there, so only what comes after
the parser is run; nothing is merged and no database is made.  Figures are of mentions with a salience of `--cut` or
more: how many match a listed event, and of those how often class, parties, date, line, place and status are right.
`--errors PART` prints those that are wrong in a part (class, parties, date, line, place, status, noise or missing)
beside what the editor wanted; `--source NAME` keeps to the articles of one source, `--draw N` to those of a draw.
"""

import argparse
import pickle
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))  # run as a script, from anywhere
from editor.corpus import article_of, documents, gold
from editor.scoring import judge, percent, place_right, status_right

from timeline import extract
from timeline.ingest import reader_tools
from timeline.model import Parse, Span
from timeline.resources import fingerprint
from timeline.store.numbers import SALIENT

CACHE = Path(__file__).resolve().parent.parent / "build" / "parses"
PARSER = ("language", "text.py", "data/en/parser.bin", "data/en/parser-text.toml")
Json = dict[str, Any]


class CachedParser:
    """A parser that keeps what it parsed, by text, in a file that a change of the parser makes stale."""

    def __init__(self, parser: Any) -> None:
        self.parser, self.path = parser, CACHE / f"{fingerprint(PARSER)}.pickle"
        self.known: dict[tuple[str, tuple[Span, ...]], tuple[Parse, ...]] = {}
        if self.path.exists():
            self.known = pickle.loads(self.path.read_bytes())

    def parse(self, documents: Sequence[tuple[str, Sequence[Span]]]) -> list[tuple[Parse, ...]]:
        keys = [(text, tuple(spans)) for text, spans in documents]
        if missing := [key for key in dict.fromkeys(keys) if key not in self.known]:
            self.known.update(zip(missing, self.parser.parse(missing), strict=True))
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(pickle.dumps(self.known))
        return [self.known[key] for key in keys]


@dataclass(frozen=True, slots=True)
class Met:
    """A mention as `annotate` prints it, the listed event it matches best, and the verdict; None for noise."""

    article: str
    event: Json
    listed: Json | None
    verdict: dict[str, bool | None]


def read(shared: Path, listed: dict[str, list[Json]]) -> Iterator[Met]:
    """Every mention that is read in the articles."""
    tools = reader_tools()
    tools["parser"] = CachedParser(tools["parser"])
    articles = [article_of(document) for document in documents(shared, set(listed))]
    for analysis in extract.analyse(articles, **tools):
        for event in extract.annotation(analysis)["events"]:
            yield _met(analysis.article.id, event, listed[analysis.article.id])


def _met(article: str, event: Json, listed: Sequence[Json]) -> Met:
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    verdicts = [
        (judge(each, event), each)
        for each in listed
        if any(start < last and first < end for first, last in each["spans"])
    ]
    if not verdicts:
        return Met(article, event, None, {"noise": False})
    verdict, best = max(verdicts, key=lambda pair: sum(pair[0].values()))
    beside = {"place": place_right(best, event), "status": status_right(best, event)}
    return Met(article, event, best, {**verdict, **beside})


def main() -> None:
    """Print figures and errors."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    options.add_argument("--cut", type=float, default=SALIENT / 100)
    options.add_argument("--errors", default="")
    options.add_argument("--source", default="")
    options.add_argument("--draw", default="", choices=("", "1", "2", "3"))
    given = options.parse_args()
    began = time.monotonic()
    groups = {name: group for name, group in gold("open", given.draw).items() if given.source in ("", name)}
    listed = {key: events for group in groups.values() for key, events in group.items()}
    every = list(read(given.shared, listed))
    shown = [met for met in every if met.event["salience"] >= given.cut]
    matched = [met for met in shown if met.listed is not None]
    found = {(met.article, id(met.listed)) for met in matched}
    wanted = [(key, event) for key, events in listed.items() for event in events if event["grade"] == 2]
    missing = [(key, event) for key, event in wanted if (key, id(event)) not in found]
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for met in matched:
        right.update(part for part, fine in met.verdict.items() if fine)
        of.update(part for part, fine in met.verdict.items() if fine is not None)
        right["all right"] += all(met.verdict[part] for part in ("class", "parties", "date", "line"))
    of["all right"] = len(matched)
    print(
        f"{len(every)} mentions, {len(shown)} shown, {percent(len(shown) - len(matched), len(shown))} % noise, ", end=""
    )
    print(f"{percent(len(wanted) - len(missing), len(wanted))} % of {len(wanted)} wanted events met")
    print("  ".join(f"{part} {percent(right[part], of[part])}" for part in of), flush=True)
    print(places(matched))
    for line in errors(given.errors, shown, missing):
        print(line)
    print(f"{time.monotonic() - began:.0f} s")


def places(matched: Sequence[Met]) -> str:
    """How often a place that is given is right, and how often one is given where the editor gives none."""
    given = [met for met in matched if met.event["place"]]
    fine = [met.verdict["place"] for met in given if met.verdict["place"] is not None]
    bases = Counter(met.event["place"][0]["basis"] for met in given)
    return (
        f"places: {percent(sum(fine), len(fine))} % right of {len(fine)} given, {len(given) - len(fine)} more where the"
        f" editor gives none; {', '.join(f'{basis} {count}' for basis, count in bases.most_common())}"
    )


def errors(part: str, shown: Sequence[Met], missing: Sequence[tuple[str, Json]]) -> Iterator[str]:
    """What is wrong in a part, a line each."""
    if part == "missing":
        yield from (f"{key}: {event['line']} ({event['from']})" for key, event in missing)
        return
    for met in shown:
        if part in met.verdict and met.verdict[part] is False:
            event, listed = met.event, met.listed
            sides = [[party["name"] for party in event[side]] for side in ("source", "target")]
            places = [place["name"] for place in event["place"]]
            told = (
                f"{met.article} {event['trigger']['text']!r} {event['class']} {event['edtf']} ({event['date_reason']})"
            )
            yield f"{told} {sides} {places} {event['status']}: {event['headline']}"
            if listed is not None:
                want = f"{listed['class']} {listed['from']}..{listed['to']} {listed['who']} {listed['whom']}"
                yield f"    wanted {want} {listed['where']} {listed['status']}: {listed['line']} {listed['must']}"


if __name__ == "__main__":
    main()

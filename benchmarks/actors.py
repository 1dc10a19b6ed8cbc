"""Score the recognition of actors: python benchmarks/actors.py BENCH [--errors] [--articles CSV]

BENCH is the folder that holds `data/ngec_actor.jsonl` and `data/plv_train.*.jsonl`.
"""

import argparse
import csv
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from timeline.actors import Registry, find_mentions, load_registry, resolve
from timeline.calendar import day_of, parse_iso
from timeline.language import load_parser
from timeline.model import Article, Mention, Parse
from timeline.text import split_sentences

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def analyse(text: str) -> Sequence[Parse]:
    return load_parser().parse([(text, split_sentences(text))])[0]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def day(written: str) -> int | None:
    """The day of "2022-01-10", "10 May 2015" or "October 1, 2021"; None for "today"."""
    found = parse_iso(written)
    if found is not None:
        return found
    words = re.findall(r"\w+", written.lower())
    month = next((MONTHS.index(word) + 1 for word in words if word in MONTHS), 0)
    numbers = sorted(int(word) for word in words if word.isdigit())
    return day_of(numbers[-1], month, numbers[0]) if month and len(numbers) == 2 else None


def bloc(mention: Mention | None, registry: Registry) -> str:
    """The country, or the code this set gives to bodies of many states: EUR, UNO, IGO."""
    if mention is None:
        return ""
    above = [mention.actor, *registry.ancestors(mention.actor)] if mention.actor in registry else []
    codes = {"european-union": "EUR", "united-nations": "UNO"}
    known = next((codes[actor] for actor in above if actor in codes), "")
    return known or mention.country or ("IGO" if mention.kind.value == "igo" else "")


def named(mention: Mention | None) -> str:
    """The name, "" for a phrase that names nobody ("two Chinese warplanes"): this set wants none there."""
    if mention is None or (mention.via == "title" and mention.kind.value in ("country", "people", "other")):
        return ""
    return mention.name


def same_name(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", plain.lower())))


def ngec(bench: Path, registry: Registry, errors: bool) -> None:
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for row in rows(bench / "data/ngec_actor.jsonl"):
        mention = resolve(row["mention"], registry, on=day(row["date"]), context=row["context"])
        country, sector = bloc(mention, registry), mention.sector if mention else ""
        name = named(mention)
        checks = {}
        if row["country"] is not None:
            checks["country"] = country in [each or "" for each in row["country"]]
        if row["sector"] is not None:
            checks["sector"] = sector in [each or "" for each in row["sector"]]
        if len(checks) == 2:
            checks["both"] = all(checks.values())
        if row["wiki"] is not None:
            checks["name"] = same_name(name) in [same_name(each) for each in row["wiki"]]
        for check, fine in checks.items():
            key = f"skipped {check}" if row["skipped"] else check
            all_[key] += 1
            right[key] += fine
        if errors and not all(checks.values()):
            wanted = (row["country"], row["sector"], row["wiki"])
            print(f"  {row['mention']!r} ({row['date']}, {row['context']}): {wanted} not {(country, sector, name)}")
    print("ngec_actor: " + ", ".join(f"{key} {100 * right[key] / n:.1f} of {n}" for key, n in all_.items()))


def covered(span: dict[str, Any], mentions: Sequence[Mention]) -> bool:
    return any(m.start < span["end"] and span["start"] < m.end for m in mentions)


def plv(bench: Path, registry: Registry, parses: dict[str, Sequence[Parse]], errors: bool) -> None:
    found = {}
    for row in rows(bench / "data/plv_train.docs.jsonl"):
        article = Article(row["text"], published=None)
        found[row["doc_id"]] = find_mentions(article, parses.get(row["doc_id"], ()), registry)
    both = total = 0
    for row in rows(bench / "data/plv_train.jsonl"):
        if row["source"]["start"] is None or row["target"]["start"] is None:
            total += 1
            continue
        missed = [row[side]["text"] for side in ("source", "target") if not covered(row[side], found[row["doc_id"]])]
        total, both = total + 1, both + (not missed)
        if errors and missed:
            print(f"  {missed}: {row['text']}")
    print(f"plv_train: both actors of the pair found {100 * both / total:.1f} of {total}")


def speed(path: Path, registry: Registry, parse: Any) -> None:
    with path.open(encoding="utf-8") as lines:
        articles = [Article(row["text"], published=parse_iso(row["date"])) for row in csv.DictReader(lines)]
    parses = [parse(article.text) if parse else () for article in articles]
    best, count = 0.0, 0
    for _ in range(5):
        begun = time.process_time()
        count = sum(len(find_mentions(a, p, registry)) for a, p in zip(articles, parses, strict=True))
        size = sum(len(article.text.encode()) for article in articles)
        best = max(best, size / (time.process_time() - begun) / 1e6)
    print(f"speed: {best:.2f} MB/s, {count} mentions in {len(articles)} articles (one core, parser excluded)")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("--errors", action="store_true")
    options.add_argument("--articles", type=Path, help="a CSV of articles (date, text) to measure the speed on")
    options.add_argument("--no-parser", action="store_true")
    given = options.parse_args()
    begun = time.perf_counter()
    registry = load_registry()
    print(
        f"registry: {len(registry)} actors, {len(registry.forms)} forms, {1000 * (time.perf_counter() - begun):.0f} ms"
    )
    parse = None
    if not given.no_parser:
        parse = analyse
    docs = rows(given.bench / "data/plv_train.docs.jsonl")
    parses = {row["doc_id"]: parse(row["text"]) for row in docs} if parse else {}
    ngec(given.bench, registry, given.errors)
    plv(given.bench, registry, parses, given.errors)
    if given.articles:
        speed(given.articles, registry, parse)


if __name__ == "__main__":
    main()

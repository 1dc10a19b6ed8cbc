"""Near-duplicates found among made-up articles: `python benchmarks/duplicates.py [ARTICLES] [PLANTED]`.

PLANTED of the articles (100,000 and 10,000 by default) are near copies of others: under another headline, cut at
an end, with words changed, with a publisher's lines added, or two of these at once.  Found is a copy that lands in
the group of its original, false a group that holds articles of two originals.
"""

import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from timeline import store
from timeline.store import duplicates

SYLLABLES = ("ka", "ro", "min", "ta", "sel", "po", "dri", "un", "ve", "lo", "ash", "ber", "qui", "nor", "ti", "gan")
VOCABULARY, STOCK, BATCH = 12_000, 400, 500
SHORTEST, LONGEST = 80, 500  # words of an article


def vocabulary(chance: random.Random) -> list[str]:
    """Words that are none, the frequent ones short."""
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        made["".join(chance.choices(SYLLABLES, k=1 + min(4, len(made) // 200 + 1)))] = None
        if len(made) < 60:
            made[chance.choice(SYLLABLES) + chance.choice("aeiou")] = None
    return list(made)


def sentences(chance: random.Random, words: list[str], weights: list[float]) -> Iterator[str]:
    """Sentences with the word frequencies of a language: the n-th most frequent word is n times rarer."""
    while True:
        yield " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(8, 30))).capitalize() + "."


def text(chance: random.Random, source: Iterator[str], stock: list[str]) -> str:
    """An article; now and then it holds a sentence that agencies repeat."""
    length, body = chance.randint(SHORTEST, LONGEST), list[str]()
    while sum(map(len, body)) < 6 * length:
        body.append(chance.choice(stock) if chance.random() < 0.04 else next(source))
    return f"{next(source)}\n\n" + " ".join(body)


def headline(chance: random.Random, source: Iterator[str], body: str) -> str:
    return next(source) + "\n\n" + body.split("\n\n", 1)[-1]


def trimmed(chance: random.Random, source: Iterator[str], body: str) -> str:
    words = body.split(" ")
    cut = int(len(words) * chance.uniform(0.05, 0.2))
    return " ".join(words[cut:] if chance.random() < 0.3 else words[:-cut])


def reworded(chance: random.Random, source: Iterator[str], body: str) -> str:
    words = body.split(" ")
    for at in chance.sample(range(len(words)), max(1, int(len(words) * chance.uniform(0.01, 0.04)))):
        words[at] = next(source).split(" ")[0].lower()
    return " ".join(words)


def framed(chance: random.Random, source: Iterator[str], body: str) -> str:
    added = [next(source) for _ in range(chance.randint(1, 3))]
    return f"{body}\n\n{' '.join(added)}" if len(body) > 900 else f"{body}\n\n{added[0]}"


CHANGES = (headline, trimmed, reworded, framed)


def corpus(articles: int, planted: int, chance: random.Random) -> list[tuple[int, str]]:
    """Articles with the number of the original each comes from, in random order."""
    words = vocabulary(chance)
    total, weights = 0.0, list[float]()
    for n in range(len(words)):
        total += 1 / (n + 3)
        weights.append(total)
    source = sentences(chance, words, weights)
    stock = [next(source) for _ in range(STOCK)]
    made = [(n, text(chance, source, stock)) for n in range(articles - planted)]
    for n in chance.sample(range(len(made)), planted):
        body = made[n][1]
        for change in chance.sample(CHANGES, chance.choice((1, 1, 2))):
            body = change(chance, source, body)
        made.append((n, body))
    chance.shuffle(made)
    return made


def main() -> None:
    """Place every article among its near-duplicates, through the database, and print what was found."""
    articles, planted = (*map(int, sys.argv[1:]), 100_000, 10_000)[:2] if len(sys.argv) > 2 else (100_000, 10_000)
    made = corpus(articles, planted, random.Random(6))
    insert = "INSERT INTO article (id, external_id, duplicate_group) VALUES (?, ?, ?)"
    with tempfile.TemporaryDirectory(prefix="timeline-duplicates-") as folder:
        engine = store.open_store(Path(folder) / "t.db", create=True)
        started, processor = time.perf_counter(), time.process_time()
        for first in range(0, len(made), BATCH):
            batch = list(enumerate((body for _, body in made[first : first + BATCH]), first + 1))
            with engine.begin() as connection:
                connection.exec_driver_sql(insert, [(n, str(n), n) for n, _ in batch])
                duplicates.place_all(connection, batch)
        wall, processor = time.perf_counter() - started, time.process_time() - processor
        with engine.connect() as connection:
            groups = dict(tuple(row) for row in connection.exec_driver_sql("SELECT id, duplicate_group FROM article"))
        engine.dispose()
    origin = {n: original for n, (original, _) in enumerate(made, 1)}
    members: dict[int, list[int]] = defaultdict(list)
    for article, group in groups.items():
        members[group].append(origin[article])
    pairs = Counter(original for original, _ in made)
    together = sum(n - 1 for found in members.values() for n in Counter(found).values())
    mixed = sum(len(set(found)) > 1 for found in members.values())
    copies = sum(n - 1 for n in pairs.values())
    print(f"{articles:,} articles, {copies:,} near copies: {together:,} found, {mixed} false groups")
    print(f"{articles / wall:,.0f} articles a second ({articles / processor:,.0f} of processor time)")


if __name__ == "__main__":
    main()

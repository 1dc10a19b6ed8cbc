"""Near-duplicate articles: the smallest hashes of their word triples tell how much of the text they share.

A bottom-k sketch (Broder 1997): with k = 16 the share of common hashes estimates the
share of common triples.  docs/benchmarks.md has how many copies it finds.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest

import numpy as np

from timeline.merge import connect
from timeline.store.sql import Database, in_chunks, insert_rows, run

SKETCH = 16
SHARED = 7  # of the smallest 16 of both together: a Jaccard similarity of about .44
SHORTEST = 20  # words; below, sentences that agencies repeat would make strangers near-duplicates
WORD = re.compile(r"\w+")
FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd: the places in a triple count
SHIFT = np.uint64(32)


def sketch(text: str) -> list[int]:
    """The smallest hashes of the text's word triples, in order; empty for a very short text."""
    words = WORD.findall(text.casefold())
    if len(words) < SHORTEST:
        return []
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    triples = (hashes[:-2] * FIRST ^ hashes[1:-1] * SECOND ^ hashes[2:]) * FIRST >> SHIFT
    return [int(triple) for triple in np.unique(triples)[:SKETCH]]


@lru_cache(maxsize=65_536)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


def near(one: list[int], other: list[int]) -> bool:
    """Whether two sketches are of nearly the same text."""
    smallest = nsmallest(SKETCH, {*one, *other})
    return sum(h in one and h in other for h in smallest) * SKETCH >= SHARED * len(smallest)


def place(connection: Database, article: int, text: str) -> list[int]:
    """As `place_all`, for one article."""
    return place_all(connection, [(article, text)])


def place_all(connection: Database, articles: Sequence[tuple[int, str]]) -> list[int]:
    """Put articles among their near-duplicates; the articles whose group changed by that."""
    numbers = [article for article, _ in articles]
    groups = _groups(connection, numbers)
    own = {article: sketch(text) for article, text in articles}
    again = _sketches(connection, numbers)
    replaced = [{"article": article} for article in numbers if again[article]]
    run(connection, "DELETE FROM article_sketch WHERE article_id = :article", replaced)
    alike = _alike(connection, own)
    data = sorted((number, article) for article, hashes in own.items() for number in hashes)
    insert_rows(connection, "article_sketch", ("hash", "article_id"), data)
    moved = {a for a in numbers if len(groups[a]) > 1}
    if not alike and not moved:
        return []
    every = {other for a in moved for other in groups[a]}
    return _regroup(connection, every.union(*alike) if alike else every, alike)


def _alike(connection: Database, own: Mapping[int, list[int]]) -> list[tuple[int, int]]:
    """Pairs of one of these articles, not stored yet, and another that is nearly the same."""
    holders: dict[int, set[int]] = defaultdict(set)
    for other, number in in_chunks(connection, _HOLDERS, {number for hashes in own.values() for number in hashes}):
        holders[number].add(other)
    likely: list[tuple[int, int]] = []
    for article, hashes in own.items():
        shared = Counter(other for number in hashes if number in holders for other in holders[number])
        likely += [(article, other) for other, count in shared.items() if count * 2 >= SHARED]
    sketches = _sketches(connection, {other for _, other in likely}) | dict(own)
    return _pairs(own) + [pair for pair in likely if near(sketches[pair[0]], sketches[pair[1]])]


_HOLDERS = "SELECT article_id, hash FROM article_sketch WHERE hash IN (:list)"


def _groups(connection: Database, articles: Collection[int]) -> dict[int, list[int]]:
    """All members of the group of each article."""
    sql = (
        "SELECT a.id, b.id FROM article a JOIN article b ON b.duplicate_group = a.duplicate_group WHERE a.id IN (:list)"
    )
    found: dict[int, list[int]] = {article: [] for article in articles}
    for article, member in set(in_chunks(connection, sql, articles)):
        found[article].append(member)
    return found


def _sketches(connection: Database, articles: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {article: [] for article in articles}
    sql = "SELECT article_id, hash FROM article_sketch WHERE article_id IN (:list)"
    for article, number in in_chunks(connection, sql, articles):
        if number not in found[article]:
            found[article].append(number)
    return {article: sorted(hashes) for article, hashes in found.items()}


def _regroup(connection: Database, articles: Collection[int], edges: Sequence[tuple[int, int]]) -> list[int]:
    """Work out the groups of these articles and of those they are now near to; the articles that changed group."""
    sql = (
        "SELECT id, duplicate_group FROM article WHERE duplicate_group IN "
        "(SELECT duplicate_group FROM article WHERE id IN (:list))"
    )
    groups: dict[int, int] = dict(in_chunks(connection, sql, {*articles, *(a for pair in edges for a in pair)}))
    members = sorted(groups)
    pairs = _pairs(_sketches(connection, members))
    changed = []
    for group in connect(members, pairs):
        changed += [(article, group[0]) for article in group if groups[article] != group[0]]
    sql = "UPDATE article SET duplicate_group = :lowest WHERE id = :article"
    run(connection, sql, [{"article": article, "lowest": lowest} for article, lowest in changed])
    moved = {groups[article] for article, _ in changed} | {lowest for _, lowest in changed}
    return [a for a in members if groups[a] in moved] if changed else []


def _pairs(sketches: Mapping[int, list[int]]) -> list[tuple[int, int]]:
    """All pairs that are nearly the same."""
    holders: dict[int, list[int]] = defaultdict(list)
    for article, hashes in sorted(sketches.items()):
        for number in hashes:
            holders[number].append(article)
    shared = Counter((one, other) for held in holders.values() for n, one in enumerate(held) for other in held[n + 1 :])
    likely = [pair for pair, count in shared.items() if count * 2 >= SHARED]
    return [(one, other) for one, other in likely if near(sketches[one], sketches[other])]

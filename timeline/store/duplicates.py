"""Near-duplicate articles: the smallest hashes of their word triples tell how much of the text they share.

A bottom-k sketch (Broder 1997): with k = 16 the share of common hashes estimates the
share of common triples.  Neither recall nor false matches have been measured.
"""

import re
import zlib
from collections import Counter
from heapq import nsmallest

from timeline.merge import connect
from timeline.store.sql import Database, in_chunks, insert_rows, rows, run

SKETCH = 16
SHARED = 9  # of the smallest 16 of both together: a Jaccard similarity of about .55
SHORTEST = 20  # words; below, sentences that agencies repeat would make strangers near-duplicates
WORD = re.compile(r"\w+")


def sketch(text: str) -> list[int]:
    """The smallest hashes of the text's word triples, in order; empty for a very short text."""
    words = WORD.findall(text.casefold())
    if len(words) < SHORTEST:
        return []
    triples = {" ".join(words[n : n + 3]).encode() for n in range(len(words) - 2)}
    return nsmallest(SKETCH, {zlib.crc32(triple) for triple in triples})


def near(one: list[int], other: list[int]) -> bool:
    """Whether two sketches are of nearly the same text."""
    smallest = nsmallest(SKETCH, {*one, *other})
    return sum(h in one and h in other for h in smallest) * SKETCH >= SHARED * len(smallest)


def place(connection: Database, article: int, text: str) -> list[int]:
    """Put the article among its near-duplicates; the articles whose group changed by that."""
    run(connection, "DELETE FROM article_sketch WHERE article_id = :article", [{"article": article}])
    own = sketch(text)
    insert_rows(connection, "article_sketch", ("hash", "article_id"), [(h, article) for h in own])
    before = _group_of(connection, article)
    found = in_chunks(connection, "SELECT article_id, hash FROM article_sketch WHERE hash IN (:list)", own)
    shared = Counter(other for other, _ in found if other != article)
    likely = [other for other, count in shared.items() if count * 2 >= SHARED]
    sketches = _sketches(connection, likely)
    alike = [other for other in likely if near(own, sketches[other])]
    if not alike and len(before) == 1:
        return []
    return _regroup(connection, {article, *before}, [(article, other) for other in alike])


def _group_of(connection: Database, article: int) -> list[int]:
    sql = "SELECT id FROM article WHERE duplicate_group = (SELECT duplicate_group FROM article WHERE id = :article)"
    return [row[0] for row in rows(connection, sql, {"article": article})]


def _sketches(connection: Database, articles: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {article: [] for article in articles}
    sql = "SELECT article_id, hash FROM article_sketch WHERE article_id IN (:list)"
    for article, number in in_chunks(connection, sql, articles):
        if number not in found[article]:
            found[article].append(number)
    return {article: sorted(hashes) for article, hashes in found.items()}


def _regroup(connection: Database, articles: set[int], edges: list[tuple[int, int]]) -> list[int]:
    """Work out the groups of these articles and of those they are now near to; the articles that changed group."""
    sql = (
        "SELECT id, duplicate_group FROM article WHERE duplicate_group IN "
        "(SELECT duplicate_group FROM article WHERE id IN (:list))"
    )
    groups: dict[int, int] = dict(in_chunks(connection, sql, articles | {other for _, other in edges}))
    sketches = _sketches(connection, sorted(groups))
    members = sorted(groups)
    pairs = [(a, b) for n, a in enumerate(members) for b in members[n + 1 :] if near_known(sketches[a], sketches[b])]
    changed = []
    for group in connect(members, pairs):
        changed += [(article, group[0]) for article in group if groups[article] != group[0]]
    sql = "UPDATE article SET duplicate_group = :lowest WHERE id = :article"
    run(connection, sql, [{"article": article, "lowest": lowest} for article, lowest in changed])
    moved = {groups[article] for article, _ in changed} | {lowest for _, lowest in changed}
    return [a for a in members if groups[a] in moved] if changed else []


def near_known(one: list[int], other: list[int]) -> bool:
    """As `near`, and False where a text was too short to have a sketch."""
    return bool(one and other) and near(one, other)

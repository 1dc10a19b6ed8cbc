"""Near-duplicate articles: the smallest hashes of their word triples tell how much of the text they share.

A bottom-k sketch (Broder 1997): with k = 20 the share of common hashes estimates the
share of common triples.  docs/benchmarks.md has how many copies it finds.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from heapq import nsmallest
from operator import itemgetter

from timeline.arrays import np, npt
from timeline.merge import connect
from timeline.store.sql import Database, in_chunks, in_rows, insert_rows, rows, run

SKETCH = 20
SHARED = 9  # of the smallest 20 of both together: a Jaccard similarity of about .45
# So many of the smallest hashes are looked for.  Of the 20 smallest of both together at most 11 are not shared, so that
# of the 16 smallest of either at least 5 are: those pairs are weighed, and none that is near is missed.
LOOKED_FOR = 16
SHORTEST = 20  # words; below, sentences that agencies repeat would make strangers near-duplicates
FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd: the places in a triple count
BASE = 0xD6E8FEB86659FD93  # odd, so that it has an inverse modulo 2^64
SHIFT = np.uint64(32)
PIECE = 1 << 16  # characters hashed at once; a longer text is cut there, come what may
PLANE = 1 << 16  # code points whose kind is known; those beyond count as letters

Hashes = npt.NDArray[np.uint64]


def sketch(text: str) -> list[int]:
    """The smallest hashes of the text's word triples, in order; empty for a very short text."""
    folded = text.casefold()
    pieces = [_word_hashes(folded[first : first + PIECE]) for first in range(0, len(folded), PIECE)]
    if sum(map(len, pieces)) < SHORTEST:
        return []
    hashes = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    triples = (hashes[:-2] * FIRST ^ hashes[1:-1] * SECOND ^ hashes[2:]) * FIRST >> SHIFT
    triples.sort()
    new = (triples[1:] != triples[:-1]).nonzero()[0][: SKETCH - 1] + 1
    return [int(triples[0]), *triples[new].tolist()]


def _word_hashes(text: str) -> Hashes:
    """A hash of each word, in order: the polynomial of its letters, read off sums over the whole text."""
    points: npt.NDArray[np.uint32] | npt.NDArray[np.uint8] = np.frombuffer(
        text.encode("utf-32-le", "surrogatepass"), np.uint32
    )
    if text.isascii():  # a quarter of the memory to look at
        points = np.frombuffer(text.encode("ascii"), np.uint8)
    inside = np.zeros(len(points) + 2, np.bool_)
    _letters().take(points, mode="clip", out=inside[1:-1])
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(max(1024, 1 << (len(points) - 1).bit_length()))
    sums = np.zeros(len(points) + 1, np.uint64)
    np.add.accumulate(points * powers[: len(points)], out=sums[1:])
    found: Hashes = (sums[ends] - sums[starts]) * inverses[starts]
    return found


@cache
def _letters() -> npt.NDArray[np.bool_]:
    """Which code points stand in words."""
    known = np.fromiter((chr(point).isalnum() or point == 0x5F for point in range(PLANE)), np.bool_, PLANE)
    known[-1] = True
    return known


@lru_cache(maxsize=8)
def _powers(length: int) -> tuple[Hashes, Hashes]:
    """The powers of BASE and of its inverse modulo 2^64."""
    made = []
    for base in (BASE, pow(BASE, -1, 1 << 64)):
        factors = np.full(length, base, np.uint64)
        factors[0] = 1
        made.append(np.multiply.accumulate(factors))
    return made[0], made[1]


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
    highest = rows(connection, "SELECT max(article_id) FROM article_sketch")[0][0] or 0
    replaced = [{"article": article} for article in numbers if article <= highest]
    run(connection, "DELETE FROM article_sketch WHERE article_id = :article", replaced)
    data = [(number, article) for article, hashes in own.items() for number in hashes]
    data.sort(key=itemgetter(0))
    insert_rows(connection, "article_sketch", ("hash", "article_id"), data)
    alike = _alike(connection, own)
    moved = {a for a in numbers if len(groups[a]) > 1}
    if not alike and not moved:
        return []
    every = {other for a in moved for other in groups[a]}
    return _regroup(connection, every.union(*alike) if alike else every, alike)


def _alike(connection: Database, own: Mapping[int, list[int]]) -> list[tuple[int, int]]:
    """Pairs of one of these articles and another that is nearly the same."""
    asked = [(article, hashes[:LOOKED_FOR][-1]) for article, hashes in own.items() if hashes]
    likely = list(in_rows(connection, _LIKELY, asked))
    others = _sketches(connection, {article for pair in likely for article in pair if article not in own})
    known = {**others, **own}
    return [(one, other) for one, other in likely if near(known[one], known[other])]


_LIKELY = f"""
WITH wanted (article, last) AS (VALUES :rows), once AS (SELECT DISTINCT article, last FROM wanted)
SELECT own.article_id, other.article_id FROM once CROSS JOIN article_sketch own CROSS JOIN article_sketch other
WHERE own.article_id = once.article AND own.hash <= once.last AND other.hash = own.hash
      AND other.article_id <> own.article_id
GROUP BY own.article_id, other.article_id HAVING 2 * count(*) >= {SHARED}
"""


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
    for article, number in in_chunks(connection, sql, found):
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
    several = [held for held in holders.values() if len(held) > 1]
    shared = Counter((one, other) for held in several for n, one in enumerate(held) for other in held[n + 1 :])
    likely = [pair for pair, count in shared.items() if count * 2 >= SHARED]
    return [(one, other) for one, other in likely if near(sketches[one], sketches[other])]

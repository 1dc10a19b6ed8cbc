"""Components of mentions that are alike, and the events inside a component."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from timeline.merge.likeness import SURE, alike, likeness, names_differ
from timeline.merge.signature import Signature
from timeline.terms import DateReason

REASONS = {reason: rank for rank, reason in enumerate(DateReason)}
COMPARED = 8  # members of an event, the best dated first, that a mention is compared with


def rank(mention: Signature) -> tuple[int, int, int, str]:
    """The fixed order in which mentions are merged: the best dated first, then the earliest reported."""
    length = mention.end - mention.start if mention.start is not None and mention.end is not None else 10**9
    published = 10**9 if mention.published is None else mention.published
    return REASONS[mention.date_reason], length, published, mention.key


def cluster(
    component: Collection[Signature],
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
) -> list[tuple[Signature, ...]]:
    """The events of a component, each a tuple of its mentions in the order of `rank`.

    A mention joins the event to whose members it is likeliest on average, so that no event hangs together by one odd
    mention.  `together` and `apart` are pairs of keys that a person joined or parted; they win.
    """
    clusters: list[list[Signature]] = []
    for mention in sorted(component, key=rank):
        scored = [(_score(mention, members, apart), -n) for n, members in enumerate(clusters)]
        best, number = max(scored, default=(SURE, 0))
        if best > SURE:
            clusters[-number].append(mention)
        else:
            clusters.append([mention])
    return [tuple(members) for members in _join(clusters, together)]


def _score(mention: Signature, members: Sequence[Signature], apart: Collection[frozenset[str]]) -> float:
    """How much more likely than not the mention belongs to an event, on average over its members."""
    if apart and any(frozenset((mention.key, other.key)) in apart for other in members):
        return SURE
    if any(mention.negated != other.negated or names_differ(mention, other) for other in members):
        return SURE
    odds = [likeness(mention, other) for other in members[:COMPARED]]
    return sum(odds) / len(odds) if max(odds) > SURE else SURE


def _join(clusters: list[list[Signature]], together: Collection[frozenset[str]]) -> list[list[Signature]]:
    """Clusters that a person's pairs connect become one."""
    if not together:
        return clusters
    home = {mention.key: n for n, members in enumerate(clusters) for mention in members}
    pairs = [tuple(home[key] for key in pair) for pair in together if all(key in home for key in pair)]
    groups = connect(range(len(clusters)), [(pair[0], pair[-1]) for pair in pairs])
    return [sorted((m for n in group for m in clusters[n]), key=rank) for group in groups]


def connect(nodes: Iterable[int], edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The connected groups of nodes, each sorted, in the order of their lowest.

    >>> connect([1, 2, 3], [(3, 1)])
    [[1, 3], [2]]
    """
    parent = {node: node for node in nodes}

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for node in sorted(parent):
        groups[root(node)].append(node)
    return list(groups.values())


def edges(new: Sequence[Signature], stored: Iterable[tuple[Signature, int]] = ()) -> list[tuple[int, int]]:
    """The ids of new mentions that are alike, and of a new one with the number that a stored one comes with.

    Only mentions that share a block are compared.
    """
    shared: dict[tuple[str, int], list[Signature]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for mention in new:
        near = {one.id: one for block in mention.blocks for one in shared[block]}
        found.update((one.id, mention.id) for one in near.values() if alike(one, mention))
        for block in mention.blocks:
            shared[block].append(mention)
    for other, number in stored:
        near = {one.id: one for block in other.blocks if block in shared for one in shared[block]}
        found.update((one.id, number) for one in near.values() if alike(one, other))
    return sorted(found)

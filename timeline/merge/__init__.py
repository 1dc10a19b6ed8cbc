"""Which mentions tell of the same event; pure, and the same whatever order they come in.

Laws keep mentions apart (one denied, other victims, days that cannot be the same); of the rest a learnt weighing of
what two have in common gives the odds that they tell of one event.  Likeness joins mentions into components; inside a
component a greedy pass in a fixed order makes the events.  A new mention therefore changes only the components it is
alike to, and the result equals that of merging everything at once.
"""

from timeline.merge.clusters import cluster, connect, edges, rank
from timeline.merge.likeness import UNREAL, alike, compared, judge, likeness
from timeline.merge.signature import HERE, KIND, POINTED_DAYS, Signature, family, nearness

__all__ = [
    "HERE",
    "KIND",
    "POINTED_DAYS",
    "UNREAL",
    "Signature",
    "alike",
    "cluster",
    "compared",
    "connect",
    "edges",
    "family",
    "judge",
    "likeness",
    "nearness",
    "rank",
]

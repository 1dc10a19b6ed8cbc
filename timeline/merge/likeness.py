"""Whether two mentions tell of one event: laws keep them apart, else what they have in common is weighed."""

from collections.abc import Mapping
from functools import cache
from math import log

from timeline.logistic import load_logistic
from timeline.merge.signature import KIND, POINTED_DAYS, Signature, family, nearness, towns_of
from timeline.resources import data_file, read_toml
from timeline.terms import DateReason, Status

FAR_APART = 3  # reports of 40 and 120 dead tell of one event, 40 and 121 do not
MOST_SHARED = 5  # words that two lines share beyond which more say no more
UNREAL = frozenset({Status.POSSIBLE, Status.DEMANDED, Status.HYPOTHETICAL})
GIVEN = frozenset({DateReason.CLAUSE, DateReason.SENTENCE})
COUNTED = frozenset({"DEATH", "HEALTH"})  # classes of what befalls many people everywhere
ALIKE, FEWEST_WORDS = 0.6, 3  # of the words of the shorter line, which has so many, for two lines to say the same
CAUTION = 0.8  # log-odds: two articles' events made one misinform, two left apart only repeat themselves
SURE = 0.0  # log-odds from where two mentions are taken to tell of one event
NOTHING, AGAINST, NEVER = 0.0, -1.5, -30.0  # log-odds that no weighing gives


def alike(a: Signature, b: Signature) -> bool:
    """Whether the two may tell of one event; symmetric."""
    return likeness(a, b) > SURE


def likeness(a: Signature, b: Signature) -> float:
    """The log-odds that the two tell of one event, of two articles less CAUTION; symmetric.

    NEVER where one is denied and the other not or their victims differ, AGAINST where days, counts or parties cannot
    be the same, NOTHING where they have not enough in common to be compared.
    """
    if not comparable(a, b):
        return NOTHING
    if a.negated != b.negated or names_differ(a, b):
        return NEVER
    if not windows_meet(a, b) or numbers_differ(a, b) or parties_differ(a, b) or is_unlinked(a, b):
        return AGAINST
    weights = load_logistic("merge").weights
    odds = sum([weights.get(name, 0.0) * value for name, value in compared(a, b).items()])
    return max(AGAINST, odds - CAUTION if a.version != b.version else odds)


def comparable(a: Signature, b: Signature) -> bool:
    """Whether the two share a block; of two articles an undated mention is found by its kind alone."""
    shared = a.block_set & b.block_set
    if a.version != b.version and (a.start is None or b.start is None):
        return any(name.startswith(KIND) for name, _ in shared)
    return bool(shared)


def judge(a: Signature, b: Signature) -> tuple[bool, str]:
    """Whether the two may tell of one event, and what decides it; symmetric."""
    laws = {
        "merge.negation": a.negated != b.negated,
        "merge.nothing-in-common": not comparable(a, b),
        "merge.days": not windows_meet(a, b),
        "merge.victims": names_differ(a, b),
        "merge.numbers": numbers_differ(a, b),
        "merge.parties": parties_differ(a, b),
        "merge.unlinked": is_unlinked(a, b),
    }
    broken = next((law for law, holds in laws.items() if holds), "")
    if broken:
        return False, broken
    strongest = load_logistic("merge").strongest(compared(a, b), 4)
    return alike(a, b), "merge.learnt: " + ", ".join(f"{name} {added:+.1f}" for name, added in strongest)


def compared(a: Signature, b: Signature) -> Mapping[str, float]:
    """What two mentions have in common and what sets them apart; those that a law keeps apart are never asked about.

    What it is worth is learnt apart for two mentions of one article ("here"): all of that share place and parties.
    """
    same_kind, shared = a.kind == b.kind, a.actors & b.actors
    made = {
        "bias": 1.0,
        "same class": float(a.event_class == b.event_class),
        "same family": float(family(a.event_class) == family(b.event_class)),
    }
    if same_kind:
        made["same kind"] = 1.0
        both = {family(a.event_class), family(b.event_class)}
        made[f"same kind, {both.pop() if len(both) == 1 else 'classes apart'}"] = 1.0
        made["same kind, generic"] = float(a.kind in _generic())
    made.update(_parties(a, b, shared))
    made.update(_times(a, b))
    made.update(_status(a, b))
    made.update(_places(a, b))
    made.update(_words(a, b))
    if same_kind and shared:
        made["same kind and party"] = 1.0
    if shared and made.get("same few days"):
        made["same party and days"] = 1.0
    return {f"here, {name}": value for name, value in made.items()} if a.version == b.version else made


def _parties(a: Signature, b: Signature, shared: frozenset[int]) -> dict[str, float]:
    doers, undergoers = a.sources & b.sources, a.targets & b.targets
    return {
        "same doer": float(bool(doers)),
        "same target": float(bool(undergoers)),
        "same doer and target": float(bool(doers and undergoers)),
        "a party in common": float(bool(shared)),
        "parties in common": float(len(shared) > 1),
        "no parties": float(not a.actors or not b.actors),
        "other doers": float(_others(a.sources, b.sources, a, b)),
        "other targets": float(_others(a.targets, b.targets, a, b)),
        "same victim": float(not a.named.isdisjoint(b.named)),
    }


def _others(one: frozenset[int], other: frozenset[int], a: Signature, b: Signature) -> bool:
    """Whether both name somebody on a side, and neither stands anywhere in the other mention."""
    return bool(one and other) and one.isdisjoint(b.actors) and other.isdisjoint(a.actors)


def _times(a: Signature, b: Signature) -> dict[str, float]:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return {"undated": 1.0}
    same = (a.start, a.end) == (b.start, b.end)
    few = max(a.end - a.start, b.end - b.start) <= POINTED_DAYS
    gap = max(0, max(a.start, b.start) - min(a.end, b.end) + 1)
    return {
        "same days": float(same),
        "same few days": float(same and few),
        "broad days": float(not few and not gap),
        "days apart": min(1.5, log(1 + gap) / 3),
        "days apart, given": float(gap > 0 and a.date_reason in GIVEN and b.date_reason in GIVEN),
        "only reported": float(DateReason.PUBLICATION in (a.date_reason, b.date_reason)),
    }


def _status(a: Signature, b: Signature) -> dict[str, float]:
    return {
        "same status": float(a.status is b.status),
        "one is unreal": float((a.status in UNREAL) != (b.status in UNREAL)),
        "one is planned": float((a.status is Status.PLANNED) != (b.status is Status.PLANNED)),
    }


def _places(a: Signature, b: Signature) -> dict[str, float]:
    made: dict[str, float] = {}
    if a.places and b.places:
        same = any(_same_place(one, other) for one in a.places for other in b.places)
        made["same place" if same else "other place"] = 1.0
        made["same town"] = float(not towns_of(a).isdisjoint(towns_of(b)))
    kinds = {kind for kind, _, _ in a.quantities} & {kind for kind, _, _ in b.quantities}
    if kinds:
        equal = any(one == other for one in a.quantities for other in b.quantities)
        made["same count" if equal else "other count"] = 1.0
    return made


def _words(a: Signature, b: Signature) -> dict[str, float]:
    """The words of the two lines, and across articles whom these speak of and how far apart they appeared."""
    common, every = len(a.words & b.words), len(a.words | b.words)
    fewest = min(len(a.words), len(b.words))
    made = {
        "words in common": common / every if every else 0.0,
        "of the shorter line": common / fewest if fewest else 0.0,
        "many words in common": min(1.0, common / MOST_SHARED),
        "short line": float(fewest < 3),
    }
    if a.version != b.version:
        made["articles about the same"] = nearness(a.about, b.about)
        made["published apart"] = min(1.5, log(1 + abs((a.published or 0) - (b.published or 0))) / 4)
    return made


@cache
def _generic() -> frozenset[str]:
    """Kinds of deeds that happen every day, so that two of one kind say little."""
    return frozenset(read_toml(data_file("en/same_event.toml"))["generic"]["kinds"])


def parties_differ(a: Signature, b: Signature) -> bool:
    """Whether they name others it was done to, or in one article others who did it.

    Of two articles one may be misread about who did it, and "soldiers" may be the same or not.
    """
    if a.version == b.version:
        return _others(a.sources, b.sources, a, b) or _others(a.targets, b.targets, a, b)
    return _others(frozenset(n for n in a.targets if n > 0), frozenset(n for n in b.targets if n > 0), a, b)


def windows_meet(a: Signature, b: Signature) -> bool:
    """Whether their days may be the same; in one article days that it gives must be."""
    if a.version == b.version:
        one = None if a.start is None or a.end is None else (a.start, a.end)
        other = None if b.start is None or b.end is None else (b.start, b.end)
    else:
        one, other = a.window, b.window
    return one is None or other is None or (one[0] < other[1] and other[0] < one[1])


def names_differ(a: Signature, b: Signature) -> bool:
    """Whether both name those it was done to, and name others."""
    return bool(a.named and b.named and not a.named & b.named)


def is_unlinked(a: Signature, b: Signature) -> bool:
    """Whether two articles tell of somebody's death or illness with nothing to show that it is the same.

    People die every day, so it takes the same victim, count, town or doer, or much the same words.  A death that is
    feared and one that happened are two.
    """
    if a.version == b.version or COUNTED.isdisjoint((a.event_class, b.event_class)):
        return False
    if (a.status in UNREAL) != (b.status in UNREAL):
        return True
    counted = any(one == other for one in a.quantities for other in b.quantities)
    doers = any(actor > 0 for actor in a.sources & b.sources)
    linked = counted or doers or not a.named.isdisjoint(b.named) or not towns_of(a).isdisjoint(towns_of(b))
    return not linked and _words_shared(a, b) < ALIKE


def _words_shared(a: Signature, b: Signature) -> float:
    fewest = min(len(a.words), len(b.words))
    return len(a.words & b.words) / fewest if fewest >= FEWEST_WORDS else 0.0


def _same_place(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[1] and other[1] and one[1] != other[1]:
        return False
    return one[0] == other[0] or not one[0] or not other[0] or not (one[1] and other[1])


def numbers_differ(a: Signature, b: Signature) -> bool:
    """Whether they count the same thing and are too far apart for two reports of it."""
    for kind, low, high in a.quantities:
        same = [(other_low, other_high) for other, other_low, other_high in b.quantities if other == kind]
        if same and all(_far(low, high, *other) for other in same):
            return True
    return False


def _far(low: float, high: float, other_low: float, other_high: float) -> bool:
    return low > FAR_APART * other_high or other_low > FAR_APART * high

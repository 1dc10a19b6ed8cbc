"""Names like one that is not known: for "did you mean"."""

from difflib import SequenceMatcher

from timeline.actors.registry import Registry
from timeline.actors.spelling import folded

CUTOFF = 0.72


def nearest(name: str, registry: Registry, limit: int = 3) -> list[str]:
    """The canonical names of the actors with the likeliest forms, best first.

    >>> from timeline.actors.registry import registry_of
    >>> from timeline.model import Actor, Alias
    >>> from timeline.terms import ActorKind
    >>> from timeline.seeds import Seeds
    >>> seeds = Seeds((Actor("RUS", "Russia", ActorKind.COUNTRY),), (Alias("RUS", "Russia"),))
    >>> nearest("Rusia", registry_of(seeds))
    ['Russia']
    """
    wanted = folded(name)
    letters = set(wanted)
    scores: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for form in registry.forms:
        if abs(len(form) - len(wanted)) > 4 or len(letters & set(form.lower())) * 2 < len(letters):
            continue
        matcher.set_seq1(folded(form))
        if matcher.real_quick_ratio() < CUTOFF or matcher.quick_ratio() < CUTOFF:
            continue
        ratio = matcher.ratio()
        if ratio >= CUTOFF:
            for option in registry.options(form):
                found = registry.actor(option.actor).name
                scores[found] = max(scores.get(found, 0.0), ratio)
    return sorted(scores, key=lambda found: (-scores[found], found))[:limit]

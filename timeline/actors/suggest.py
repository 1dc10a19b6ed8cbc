"""Actors that may be one and the same, with what speaks for it; a person decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from timeline.actors.spelling import folded
from timeline.model import Actor, ActorKind, Alias

COMMON_COMPANY = 2  # actors met together with both, for the company they keep to count
LEAST = 0.5
LONGEST_ACRONYM = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one; `evidence` in words, strongest first, `score` 0 to 1."""

    first: str
    second: str
    score: float
    evidence: tuple[str, ...]


def suggest(
    actors: Iterable[Actor], aliases: Iterable[Alias] = (), company: dict[str, frozenset[str]] | None = None
) -> list[Suggestion]:
    """Likely duplicates among actors, likeliest first.

    `company` holds, for an actor, those it was met together with.  Only actors of kinds
    that agree are compared, and only those that share a word of a name or an alias.
    """
    known = {actor.id: actor for actor in actors}
    forms: dict[str, set[str]] = {actor.id: {folded(actor.name)} for actor in known.values()}
    for alias in aliases:
        if alias.actor in forms and not alias.needs_context:
            forms[alias.actor].add(folded(alias.form))
    found = (_compare(known[a], known[b], forms, company or {}) for a, b in _pairs(forms))
    return sorted((each for each in found if each), key=lambda each: (-each.score, each.first, each.second))


def _pairs(forms: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Pairs that share the last word of a name or a whole form, each once."""
    blocks: dict[str, set[str]] = {}
    for actor, names in forms.items():
        for name in names:
            for key in {name, *name.split()[-1:], *_initials(name)}:
                blocks.setdefault(key, set()).add(actor)
    seen = {pair for block in blocks.values() for pair in combinations(sorted(block), 2)}
    yield from sorted(seen)


def _compare(
    first: Actor, second: Actor, forms: dict[str, set[str]], company: dict[str, frozenset[str]]
) -> Suggestion | None:
    if not _kinds_agree(first, second) or (first.country and second.country and first.country != second.country):
        return None
    weighed = list(_names(first, second, forms))
    if not weighed:
        return None
    if first.country and first.country == second.country:
        weighed.append((0.1, f"both of {first.country}"))
    shared = company.get(first.id, frozenset()) & company.get(second.id, frozenset())
    if len(shared) >= COMMON_COMPANY:
        weighed.append((0.15, f"both met with {', '.join(sorted(shared)[:3])}"))
    score = min(1.0, sum(weight for weight, _ in weighed))
    if score < LEAST:
        return None
    return Suggestion(first.id, second.id, score, tuple(reason for _, reason in sorted(weighed, reverse=True)))


def _kinds_agree(first: Actor, second: Actor) -> bool:
    return first.kind is second.kind or ActorKind.OTHER in (first.kind, second.kind)


def _names(first: Actor, second: Actor, forms: dict[str, set[str]]) -> Iterator[tuple[float, str]]:
    same = forms[first.id] & forms[second.id]
    if same:
        yield 0.8, f'both are called "{min(same)}"'
        return
    one, two = folded(first.name).split(), folded(second.name).split()
    if ActorKind.PERSON in (first.kind, second.kind) and one[-1] == two[-1]:
        if one[0] == two[0]:
            yield 0.6, "same first and last name"
        elif one[0][0] == two[0][0] and 1 in (len(one[0]), len(two[0])):
            yield 0.45, "same last name and initial"
        elif 1 in (len(one), len(two)):
            yield 0.4, "one is the other's last name"
    elif " ".join(one) in _initials(" ".join(two)) or " ".join(two) in _initials(" ".join(one)):
        yield 0.5, "one is the other's initials"


def _initials(name: str) -> set[str]:
    words = [word for word in name.split() if word not in ("of", "the", "and", "for")]
    letters = "".join(word[0] for word in words)
    return {letters} if len(letters) > 1 and len(words) > 1 and len(letters) <= LONGEST_ACRONYM else set()

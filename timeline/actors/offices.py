"""Offices and dates: who held a seat on a day, and what a person counts as on a day."""

from dataclasses import dataclass

from timeline.actors.lexicon import Lexicon
from timeline.actors.registry import Office, Registry
from timeline.model import Actor
from timeline.terms import ActorKind

FORMER = "ELI"  # PLOVER's code for those who once held office
STATE_LIKE = frozenset({ActorKind.COUNTRY, ActorKind.PLACE})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person counts as on a day: country, sector and the office that makes it so."""

    country: str
    sector: str
    title: str = ""


def holder(registry: Registry, seats: list[str], titles: tuple[str, ...], day: int | None) -> str:
    """The one person who holds an office that day; "" where nobody, or more than one, is known to.

    Without a day it is the holder whose term is open.
    """
    for title in titles:
        for seat in seats:
            terms = [term for term in registry.holders(seat, title) if _runs(term, day)]
            people = {term.other for term in terms}
            if len(people) > 1:
                people = _latest(terms)
            if len(people) == 1:
                return people.pop()
    return ""


def seats_of(registry: Registry, actor: str, sector: str) -> list[str]:
    """Where the holder of an office of this actor may sit: itself, then its parts of that sector, no land below it."""
    parts = [child for child in registry.children(actor) if registry.actor(child).kind not in STATE_LIKE]
    below = [child for child in parts if registry.actor(child).sector == sector or not sector]
    deeper = [part for child in below for part in registry.children(child) if registry.actor(part).sector == sector]
    return [actor, *below, *deeper]


def standing(registry: Registry, lexicon: Lexicon, person: Actor, day: int | None) -> Standing:
    """Country and sector of a person by the office held that day, else by what the registry says of the person."""
    terms = [term for term in registry.offices(person.id) if term.other in registry]
    running = [term for term in terms if _runs(term, day)]
    if running:
        return max(
            (_by_office(registry, lexicon, person, term) for term in running),
            key=lambda found: (found.sector not in ("PTY", "UNK", ""), found.country != "", found.sector == "GOV"),
        )
    if not person.sector and any(day is None or (term.end or 0) <= day for term in terms):
        return Standing(person.country, FORMER)
    return Standing(person.country, person.sector)


def _runs(term: Office, day: int | None) -> bool:
    return term.end is None if day is None else term.holds(day)


def _latest(terms: list[Office]) -> set[str]:
    """Of terms that overlap, the one that began last where the others merely lack an end."""
    ordered = sorted(terms, key=lambda term: term.start or 0)
    last = ordered[-1]
    stale = all(term.end is None and term.start != last.start for term in ordered[:-1])
    return {last.other} if stale else set()


def _by_office(registry: Registry, lexicon: Lexicon, person: Actor, term: Office) -> Standing:
    seat = registry.actor(term.other)
    title = term.title.lower()
    noun = lexicon.nouns.get(title) or lexicon.nouns.get(title.split(" of ")[0])
    sector = seat.sector
    if seat.kind in STATE_LIKE:
        sector = noun.sector if noun and noun.sector not in ("", "UNK") else "GOV"
    elif noun and noun.sector in ("MIL", "SPY", "JUD") and seat.kind is ActorKind.GOVERNMENT:
        sector = noun.sector
    country = seat.country or ("" if seat.kind is ActorKind.IGO else person.country)
    return Standing(country, sector or person.sector, term.title)

"""What merging compares of a mention, and where it finds those worth comparing."""

from collections.abc import Collection
from dataclasses import dataclass, field
from math import sqrt
from zlib import crc32

from timeline.kinds import kind_of
from timeline.resources import inverted
from timeline.terms import DateReason, Status

FAMILIES = {
    "talks": ("AGREE", "CONSULT", "COOPERATE", "DEAL", "SUPPORT", "AID", "CONCEDE"),
    "words": ("STATEMENT", "ACCUSE", "REJECT", "REQUEST", "THREATEN"),
    "force": ("ASSAULT", "DEATH", "ACCIDENT", "DISASTER", "RETREAT"),
    "law": ("COERCE", "SANCTION", "LEGAL"),
    "office": ("ELECTION", "OFFICE", "RESULT"),
}
_FAMILY_OF = inverted("merge/signature.py", "FAMILIES", FAMILIES)
POINTED_DAYS = 3  # up to here an interval says on which days, beyond it says in which month or year
FIRST_TOWN = 1 << 30  # from here on numbers stand for towns, not for actors; below 1 << 31, which 32 bits hold
TOPICS = 6  # how many of an article's actors its mentions are looked for under
REPORT_LAG = 3  # days before its report within which an event of no other date is taken to lie
UNSURE_DAYS = 366  # by how much the dates of an article that bears no publication date may be off
SLACK = {  # days by which a date that the text does not give beside the event may be off
    DateReason.SENTENCE: 1,
    DateReason.CARRIED: 2,
    DateReason.FOCUS: 2,
    DateReason.GOVERNED: 2,
    DateReason.ELSEWHERE: 2,
}
KIND, HERE = "kind ", "here "


@dataclass(frozen=True, slots=True)
class Signature:
    """What is compared of an event mention; actors by the numbers of the caller, below 0 for nobody beyond one text.

    `places` pairs a name, "" for the country as a whole, with a country; `quantities`
    hold kind, low and high; `words` are those of the headline without its actors.
    `about` are the actors the whole article speaks of most, states left out where there are others;
    `named` are the last words of its targets' names, of those that have one of their own.
    `firm` is False where the publication date, and with it most dates, is a guess.
    """

    id: int
    key: str
    version: int
    event_class: str
    lemma: str
    sources: frozenset[int] = frozenset()
    targets: frozenset[int] = frozenset()
    start: int | None = None
    end: int | None = None
    date_reason: DateReason = DateReason.NONE
    status: Status = Status.HAPPENED
    negated: bool = False
    places: tuple[tuple[str, str], ...] = ()
    quantities: tuple[tuple[str, float, float], ...] = ()
    words: frozenset[str] = frozenset()
    published: int | None = None
    about: tuple[int, ...] = ()
    named: frozenset[str] = frozenset()
    firm: bool = True

    kind: str = field(init=False, compare=False, repr=False)  # what kind of deed the trigger names
    # The days on which it may have happened; None where nothing is known.
    window: tuple[int, int] | None = field(init=False, compare=False, repr=False)
    actors: frozenset[int] = field(init=False, compare=False, repr=False)  # everyone who takes part
    # Under which names and actors the mentions that it can be alike to are found, and for HERE under which text.
    blocks: tuple[tuple[str, int], ...] = field(init=False, compare=False, repr=False)
    block_set: frozenset[tuple[str, int]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out once what every comparison asks for."""
        object.__setattr__(self, "kind", kind_of(self.lemma))
        object.__setattr__(self, "window", _window(self))
        object.__setattr__(self, "actors", self.sources | self.targets)
        object.__setattr__(self, "blocks", _blocks(self))
        object.__setattr__(self, "block_set", frozenset(self.blocks))


def _window(s: Signature) -> tuple[int, int] | None:
    """The days on which it may have happened; what only the report dates happened on its day or shortly before."""
    pointed = s.start is None or s.end is None or s.end - s.start <= POINTED_DAYS
    slack = UNSURE_DAYS if not s.firm else SLACK.get(s.date_reason, 0) if pointed else 0
    early = REPORT_LAG if s.date_reason is DateReason.PUBLICATION else 0
    if s.start is not None and s.end is not None:
        low, high = s.start - max(slack, early), s.end + slack
        if not pointed and s.published is not None and s.firm and s.status is Status.HAPPENED:
            high = max(low + 1, min(high, s.published + 1))  # "earlier this year" lies before the report
        return low, high
    return None if s.published is None else (s.published - max(slack, REPORT_LAG), s.published + 1 + slack)


def _blocks(s: Signature) -> tuple[tuple[str, int], ...]:
    name, kind = family(s.event_class), KIND + s.kind
    by_actor = [(name, actor) for actor in sorted(s.actors)]
    by_town = [(kind, FIRST_TOWN + crc32("/".join(town).encode()) % FIRST_TOWN) for town in sorted(towns_of(s))]
    return (*by_actor, *[(kind, actor) for actor in s.about[:TOPICS]], *by_town, (HERE + s.kind, s.version))


def family(event_class: str) -> str:
    """The classes that reporters use for one another's events; a class of its own is its own family.

    >>> family("DEATH"), family("MARKET")
    ('force', 'MARKET')
    """
    return _FAMILY_OF.get(event_class, event_class)


def nearness(one: Collection[int], other: Collection[int]) -> float:
    """The cosine of two sets of actors.

    >>> nearness((1, 2), (2, 3))
    0.5
    """
    if not one or not other:
        return 0.0
    return len(set(one).intersection(other)) / sqrt(len(one) * len(other))


def towns_of(s: Signature) -> set[tuple[str, str]]:
    """Its places, whole countries left out."""
    return {place for place in s.places if place[0]}

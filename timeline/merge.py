"""Which mentions tell of the same event; pure, and the same whatever order they come in.

Two mentions are alike when nothing contradicts and either family, dates and an actor
agree and enough else fits, or articles about the same people, or on the same days and
town, name the same kind of deed.  Likeness joins mentions into components; inside a component a
greedy pass in a fixed order makes the events: a mention joins where most speaks for
it, and never where others by name had it done to them.  A new mention therefore
changes only the components it is alike to, and the result equals that of merging
everything at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from zlib import crc32

from timeline.calendar import BREADTHS
from timeline.kinds import kind_of
from timeline.model import DateReason, Status

FAMILIES = {
    "talks": ("AGREE", "CONSULT", "COOPERATE", "DEAL", "SUPPORT", "AID", "CONCEDE"),
    "words": ("STATEMENT", "ACCUSE", "REJECT", "REQUEST", "THREATEN"),
    "force": ("ASSAULT", "DEATH", "ACCIDENT", "DISASTER", "RETREAT"),
    "law": ("COERCE", "SANCTION", "LEGAL"),
    "office": ("ELECTION", "OFFICE", "RESULT"),
}
_FAMILY_OF = {name: family for family, names in FAMILIES.items() for name in names}
REASONS = {reason: rank for rank, reason in enumerate(DateReason)}
POINTED_DAYS = 3  # up to here an interval says on which days, beyond it says in which month or year
FAR_APART = 3  # reports of 40 and 120 dead tell of one event, 40 and 121 do not
SAME_WORDS = 0.5  # of the headlines' words, where only one actor speaks for the two being one event
SOME_WORDS = 0.25
# Cosine of whom two articles speak of, from where they may tell of one event, and from where two mentions need
# nothing in common but the kind of deed; ECB+ development part, 2026-11.
NEAR, NEARER = 0.1, 0.25
CLOSE = 0.2  # from where two articles that leave out who spoke may report one utterance
OUTWEIGHED = 2  # a mention that contradicts members of an event joins it where so many times as many are like it
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
CASUALTIES = frozenset({"killed", "injured", "arrested", "displaced"})
UNSPOKEN = frozenset({"ACCUSE", "REJECT"})  # words that are deeds, told of in the passive
WORDS, KIND, HERE = "words", "kind ", "here "
UNREAL = frozenset({Status.POSSIBLE, Status.DEMANDED, Status.HYPOTHETICAL})


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

    def __post_init__(self) -> None:
        """Work out once what every comparison asks for."""
        object.__setattr__(self, "kind", kind_of(self.lemma))
        object.__setattr__(self, "window", _window(self))
        object.__setattr__(self, "actors", self.sources | self.targets)
        object.__setattr__(self, "blocks", _blocks(self))


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
    by_town = [(kind, FIRST_TOWN + crc32("/".join(town).encode()) % FIRST_TOWN) for town in sorted(_towns(s))]
    return (*by_actor, *[(kind, actor) for actor in s.about[:TOPICS]], *by_town, (HERE + s.kind, s.version))


def family(event_class: str) -> str:
    """The classes that reporters use for one another's events; a class of its own is its own family.

    >>> family("DEATH"), family("MARKET")
    ('force', 'MARKET')
    """
    return _FAMILY_OF.get(event_class, event_class)


def alike(a: Signature, b: Signature) -> bool:
    """Whether the two may tell of one event; symmetric."""
    return judge(a, b)[0]


def judge(a: Signature, b: Signature) -> tuple[bool, str]:
    """Whether the two may tell of one event, and the rule that decides; symmetric."""
    if a.negated != b.negated:
        return False, "merge.negation"
    if not _windows_meet(a, b):
        return False, "merge.days"
    if (a.status in UNREAL or b.status in UNREAL) and a.status is not b.status:
        return False, "merge.status"
    if _numbers_differ(a, b):
        return False, "merge.numbers"
    if _same_story(a, b):
        return not contradict(a, b), "merge.contradict" if contradict(a, b) else "merge.same-story"
    if family(a.event_class) != family(b.event_class):
        return False, "merge.family"
    if not a.actors & b.actors:
        return False, "merge.no-common-actor"
    if (a.start is None or b.start is None) and a.version != b.version:
        return False, "merge.undated"
    if _parties_differ(a, b) or contradict(a, b):
        return False, "merge.contradict"
    return (True, "merge.same-deed") if _fits(a, b) else (False, "merge.too-little-in-common")


def _same_story(a: Signature, b: Signature) -> bool:
    """Whether articles about the same people and places name the same kind of deed."""
    if a.kind != b.kind:
        return False
    across = a.version != b.version
    if WORDS in (family(a.event_class), family(b.event_class)) and not (across and _same_words(a, b)):
        return False
    if across and not _met(a, b) and not (_near(a, b, NEAR) and (_linked(a, b) or _near(a, b, NEARER))):
        return False
    if not across and (_parties_differ(a, b) or _counts_differ(a, b)):
        return False
    if _long(a) or _long(b) or "OTHER" in (a.event_class, b.event_class):
        return bool(a.actors & b.actors) or _common_words(a, b) >= SOME_WORDS
    return True


def _same_words(a: Signature, b: Signature) -> bool:
    """Whether two articles may report one utterance: they agree on who spoke, or on who was charged with something.

    One speaker says many things in an article; who brings a charge often goes without saying.
    """
    if a.sources and b.sources:
        return bool(a.sources & b.sources)
    if a.event_class != b.event_class or a.event_class not in UNSPOKEN:
        return False
    return bool(a.targets & b.targets) or _near(a, b, CLOSE)


def _met(a: Signature, b: Signature) -> bool:
    """Whether both texts give the same few days and the same town or region, and no others as parties."""
    given = DateReason.PUBLICATION not in (a.date_reason, b.date_reason)
    return given and not _towns(a).isdisjoint(_towns(b)) and _same_time(a, b) and not _parties_differ(a, b)


def _towns(s: Signature) -> set[tuple[str, str]]:
    """Its places, whole countries left out."""
    return {place for place in s.places if place[0]}


def _linked(a: Signature, b: Signature) -> bool:
    """Whether the mentions themselves, not only their articles, share a party, a place or words beside the trigger."""
    if a.actors & b.actors or _common_words(a, b) >= SOME_WORDS:
        return True
    return bool(a.places and b.places) and not _places_differ(a, b)


def _counts_differ(a: Signature, b: Signature) -> bool:
    """Whether one text counts different people: of 39 dead, six were children."""
    return any(
        all(low > other_high or other_low > high for _, other_low, other_high in same)
        for kind, low, high in a.quantities
        if kind in CASUALTIES and (same := [q for q in b.quantities if q[0] == kind])
    )


def _near(a: Signature, b: Signature, least: float) -> bool:
    """Whether their articles speak of the same people and places."""
    return not set(a.about[:TOPICS]).isdisjoint(b.about[:TOPICS]) and nearness(a.about, b.about) >= least


def _long(s: Signature) -> bool:
    """Whether its date leaves more than a month open."""
    return s.start is not None and s.end is not None and s.end - s.start > BREADTHS[2]


def nearness(one: Collection[int], other: Collection[int]) -> float:
    """The cosine of two sets of actors.

    >>> nearness((1, 2), (2, 3))
    0.5
    """
    if not one or not other:
        return 0.0
    return len(set(one).intersection(other)) / sqrt(len(one) * len(other))


def _windows_meet(a: Signature, b: Signature) -> bool:
    """Whether their days may be the same; in one article days that it gives must be."""
    if a.version == b.version:
        one = None if a.start is None or a.end is None else (a.start, a.end)
        other = None if b.start is None or b.end is None else (b.start, b.end)
    else:
        one, other = a.window, b.window
    return one is None or other is None or (one[0] < other[1] and other[0] < one[1])


def _same_time(a: Signature, b: Signature) -> bool:
    """Whether both point at the same few days, not only at a month or year they share."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return False
    if (a.start, a.end) == (b.start, b.end):
        return a.end - a.start <= BREADTHS[2]
    return max(a.end - a.start, b.end - b.start) <= POINTED_DAYS


def contradict(a: Signature, b: Signature) -> bool:
    """Whether day, place or the names of those it was done to keep the two apart; symmetric."""
    return not _windows_meet(a, b) or _names_differ(a, b) or _places_differ(a, b)


def _names_differ(a: Signature, b: Signature) -> bool:
    return bool(a.named and b.named and not a.named & b.named)


def _parties_differ(a: Signature, b: Signature) -> bool:
    """Whether both name who did it, or to whom, and name others; of two texts "soldiers" may be the same or not."""
    sides = [a.sources, a.targets, b.sources, b.targets]
    if a.version != b.version:
        sides = [frozenset(actor for actor in side if actor > 0) for side in sides]
    sources, targets, other_sources, other_targets = sides
    actors, others = sources | targets, other_sources | other_targets
    if targets and other_targets and targets.isdisjoint(others) and other_targets.isdisjoint(actors):
        return True
    return bool(sources and other_sources) and sources.isdisjoint(others) and other_sources.isdisjoint(actors)


def _places_differ(a: Signature, b: Signature) -> bool:
    if not a.places or not b.places:
        return False
    return not any(_same_place(one, other) for one in a.places for other in b.places)


def _same_place(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[1] and other[1] and one[1] != other[1]:
        return False
    return one[0] == other[0] or not one[0] or not other[0] or not (one[1] and other[1])


def _numbers_differ(a: Signature, b: Signature) -> bool:
    for kind, low, high in a.quantities:
        same = [(other_low, other_high) for other, other_low, other_high in b.quantities if other == kind]
        if same and all(_far(low, high, *other) for other in same):
            return True
    return False


def _far(low: float, high: float, other_low: float, other_high: float) -> bool:
    return low > FAR_APART * other_high or other_low > FAR_APART * high


def _fits(a: Signature, b: Signature) -> bool:
    """Whether enough beside a shared actor and overlapping dates speaks for one event."""
    same_lemma, common = a.lemma == b.lemma, _common_words(a, b)
    both_sides = bool(a.sources & b.sources and a.targets & b.targets)
    if family(a.event_class) == "words" and common < (SOME_WORDS if both_sides and same_lemma else SAME_WORDS):
        return False
    if not _same_time(a, b):
        return same_lemma and (both_sides or (bool(a.sources & b.sources) and common >= SAME_WORDS))
    if both_sides or len(a.actors & b.actors) > 1:
        return same_lemma or a.event_class == b.event_class or common >= SOME_WORDS
    if same_lemma:
        return common >= SOME_WORDS or (bool(a.places and b.places) and a.event_class == b.event_class)
    return a.event_class == b.event_class and common >= SAME_WORDS


def _common_words(a: Signature, b: Signature) -> float:
    """The share of the shorter headline's words that the other has too."""
    shorter = min(len(a.words), len(b.words))
    return len(a.words & b.words) / shorter if shorter else 0.0


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

    `together` and `apart` are pairs of keys that a person joined or parted; they win.
    """
    clusters: list[list[Signature]] = []
    for mention in sorted(component, key=rank):
        scored = [(_score(mention, members, apart), -n) for n, members in enumerate(clusters)]
        best, number = max(scored, default=(0, 0))
        if best > 0:
            clusters[-number].append(mention)
        else:
            clusters.append([mention])
    return [tuple(members) for members in _join(clusters, together)]


def _score(mention: Signature, members: Sequence[Signature], apart: Collection[frozenset[str]]) -> int:
    """How many more members the mention is alike to than it contradicts, 0 where it is kept out."""
    if apart and any(frozenset((mention.key, other.key)) in apart for other in members):
        return 0
    unlike = [other for other in members if not alike(mention, other)]
    likes = len(members) - len(unlike)
    if not likes or any(_names_differ(mention, other) for other in unlike):
        return 0
    against = sum(contradict(mention, other) for other in unlike)
    return max(0, likes - against) if likes >= OUTWEIGHED * against else 0


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

"""What a reading of one text knows, and the questions asked of it: whose, who holds, who is in focus."""

from dataclasses import dataclass, field

from timeline.actors.context import TOWN_WORDS, Evidence, choose, town_at
from timeline.actors.coref import Focus
from timeline.actors.lexicon import Lexicon
from timeline.actors.offices import FORMER, STATE_LIKE, holder, seats_of, standing
from timeline.actors.people import Known, Met
from timeline.actors.phrases import PEOPLE, Phrase, extend_back, phrase_at
from timeline.actors.registry import Registry
from timeline.actors.scan import Scan
from timeline.model import Actor, Mention
from timeline.terms import ActorKind, AliasType, NameKind, Via

SURE, OFFICE, PHRASE, NAMED, FOCUSED, GENERIC = 1.0, 0.9, 0.9, 0.7, 0.5, 0.3
PARTIES = ("nsubj", "obl:agent")  # what a party is in its clause
LONGEST_LIST = 5
SHARING = (AliasType.DEMONYM, AliasType.ABBREVIATION)
STATE_BODIES = (ActorKind.ARMED_FORCE, ActorKind.GOVERNMENT, ActorKind.MINISTRY)
RULING = "GOV"  # what a group counts as while it governs a state
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


@dataclass(slots=True)
class State:
    """One text, the registry, and whom the text has spoken of so far."""

    scan: Scan
    registry: Registry
    lexicon: Lexicon
    day: int | None
    mentions: list[Mention] = field(default_factory=list)
    met: Met = field(default_factory=Met)
    focus: Focus = field(default_factory=Focus)
    evidence: Evidence = field(default_factory=Evidence)
    storms: set[str] = field(default_factory=set)
    wholes: dict[str, set[str]] | None = None
    counted: dict[str, Known] = field(default_factory=dict)
    parts: dict[tuple[str, str], Actor | None] = field(default_factory=dict)
    at: int = 0

    def known(self, actor: Actor) -> Known:
        """An actor of the registry as it counts on the day of the text."""
        found = self.counted.get(actor.id)
        if found is None:
            found = self.counted[actor.id] = self._count(actor)
        return found

    def _count(self, actor: Actor) -> Known:
        if actor.kind is ActorKind.PERSON:
            found = standing(self.registry, self.lexicon, actor, self.day)
            return Known(actor.id, actor.name, actor.kind, found.country, found.sector)
        rules = self.day is not None and any(term.holds(self.day) for term in self.registry.offices(actor.id))
        sector = RULING if rules and actor.kind is not ActorKind.COUNTRY else actor.sector
        return Known(actor.id, actor.name, actor.kind, country_of(actor), sector)

    def emit(self, first: int, last: int, known: Known, *, via: Via, confidence: float, role: str = "") -> None:
        """Take note of a mention: words `first` up to `last`."""
        start, end = self.scan.starts[first], self.scan.ends[last - 1]
        mention = Mention(
            start, end, self.scan.text[start:end], known.actor, known.name, known.kind,
            known.country, known.sector, role, via, confidence,
        )  # fmt: skip
        self.mentions.append(mention)
        if confidence > GENERIC or known.kind is ActorKind.PEOPLE:
            self.focus.groups[last - 1] = known
        if confidence > GENERIC:
            self.met.meet(known)
            self.focus.see(known, first)

    def add(self, mention: Mention | None) -> None:
        """Keep a mention that puts nobody into focus."""
        if mention:
            self.mentions.append(mention)

    def before(self, first: int) -> int:
        """The first word of the modifiers before a name: "former U.S. officials"."""
        begin = extend_back(self.scan, self.lexicon, first)
        return begin if self.free(begin) else first

    def free(self, at: int) -> bool:
        """Whether word `at` stands after the mention found last."""
        return not self.mentions or self.scan.starts[at] >= self.mentions[-1].end

    def town_at(self, at: int) -> tuple[Actor, int] | None:
        """The state of the town named from word `at` on, and where its name ends."""
        found = town_at(self.scan, self.lexicon, at, self.evidence.countries)
        return (self.registry.actor(found[0]), found[1]) if found and found[0] in self.registry else None

    def town_before(self, at: int) -> tuple[int, Actor] | None:
        """The town named right before word `at`: "Shanghai police"."""
        if not self.scan.near(at) or not self.scan.capital(at - 1):
            return None
        for first in range(max(0, at - TOWN_WORDS), at):
            town = self.town_at(first) if self.free(first) else None
            if town and town[1] == at:
                return first, town[0]
        return None

    def owner(self, phrase: Phrase) -> tuple[Actor, int] | None:
        """Whose the phrase is: "of Iran", "in the Gaza Strip", "of Germany's parliament"."""
        scan, at = self.scan, phrase.last
        if scan.word(at) not in self.lexicon.words["belongs"] or not scan.near(at):
            return None
        at += 1 + (scan.word(at + 1) == "the")
        hit = scan.hits.get(at)
        option = choose(scan, hit, self.registry, self.lexicon, self.evidence) if hit else None
        if not hit or not option:
            town = self.town_at(at)
            return self.reaching(phrase, *town) if town and scan.word(at - 1) != "for" else None
        if option.type is AliasType.DEMONYM:
            return None
        actor = self.registry.actor(option.actor)
        longer = scan.hits.get(hit.last) if actor.kind is ActorKind.COUNTRY and scan.near(hit.last) else None
        if longer and (part := choose(scan, longer, self.registry, self.lexicon, self.evidence)):
            below = self.registry.actor(part.actor)
            if below.country == actor.id and below.kind not in (ActorKind.COUNTRY, ActorKind.PERSON):
                return below, longer.last  # "candidate for the US Libertarian Party"
        if actor.kind is ActorKind.PERSON:
            led = self.known(actor).country if phrase.noun.lemma in self.lexicon.words["led"] else ""
            return (self.registry.actor(led), hit.last) if led in self.registry else None
        if scan.word(at - 1) not in ("of", "for", "the") and actor.kind not in STATE_LIKE:
            return None
        if scan.near(hit.last) and (title := phrase_at(scan, self.lexicon, hit.last)) and title.noun.group in PEOPLE:
            return None  # "adviser for U.S. President X" is the president's
        return self.reaching(phrase, actor, hit.last) if actor.kind in STATE_LIKE else (actor, hit.last)

    def reaching(self, phrase: Phrase, owner: Actor, last: int) -> tuple[Actor, int] | None:
        """An owner and where its phrase ends: "customers in the X area", but "students | at X University"."""
        scan = self.scan
        if scan.word(last) == "s" and scan.gap(last) == "'":
            return owner, phrase.last
        if not scan.near(last) or self._person_at(last):
            return owner, last
        if scan.capital(last):
            return None if scan.word(last) in self.lexicon.words["things"] else (owner, phrase.last)
        while scan.near(last) and scan.tags.get(last, "") in ("NN", "NNS"):
            last += 1
        return owner, last

    def _person_at(self, at: int) -> bool:
        """Whether a person is named from word `at` on."""
        hit, name = self.scan.hits.get(at), self.scan.names.get(at)
        known = hit is not None and self.registry.actor(hit.options[0].actor).kind is ActorKind.PERSON
        return known or (name is not None and name[1] is NameKind.PERSON)

    def country_in_focus(self) -> Actor | None:
        """The state the text speaks of here."""
        country = self.focus.country(self.evidence.countries)
        return self.registry.actor(country) if country in self.registry else None

    def of(self, phrase: Phrase) -> str:
        """The sector of what somebody belongs to: "chairman of the board"."""
        scan, at = self.scan, phrase.last
        if scan.word(at) not in ("of", "for"):
            return phrase.sector
        at += 2 if scan.word(at + 1) in self.lexicon.words["articles"] else 1
        inner = phrase_at(scan, self.lexicon, at) if at < len(scan.words) else None
        return inner.sector if inner else phrase.sector

    def holder(self, phrase: Phrase, anchor: Actor) -> str:
        """Who holds the office the phrase names, "" where that is not known or not asked."""
        if phrase.noun.group != "office" or phrase.former or phrase.deputy or phrase.noun.plural:
            return ""
        if self.sought(phrase.first):
            return ""
        seats = seats_of(self.registry, anchor.id, phrase.sector if anchor.kind is ActorKind.COUNTRY else "-")
        return holder(self.registry, seats, self.lexicon.titles(phrase.noun.lemma), self.day)

    def sought(self, first: int) -> bool:
        """Whether the office is one that somebody takes or wants: "elected president of", "ran for president of"."""
        words = self.lexicon.words
        first = self.begins(first)
        before = first - 1 - (self.scan.word(first - 1) in words["articles"])
        if self.scan.word(first - 1) in words["nobody"]:
            return True
        if self.scan.word(before) == "for":
            return any(self.scan.word(at) in words["seeking"] for at in range(max(0, before - 3), before))
        return self.scan.word(before) in words["predicates"]

    def begins(self, first: int) -> int:
        """The first word of the name right before word `first`, `first` itself where there is none."""
        return next((at for at in range(max(0, first - 3), first) if self._ends_at(at, first)), first)

    def _ends_at(self, at: int, last: int) -> bool:
        return at in self.scan.hits and self.scan.hits[at].last == last

    def child(self, phrase: Phrase, anchor: Actor) -> Actor | None:
        """The registered part of a state that the phrase names: "Iran's foreign ministry"."""
        if anchor.kind is not ActorKind.COUNTRY or phrase.noun.group not in ("group", "body"):
            return None
        written = self.scan.plain[self.scan.starts[phrase.first] : self.scan.ends[phrase.last - 1]]
        key = (anchor.id, written)
        if key not in self.parts:
            self.parts[key] = self._part(anchor, written)
        return self.parts[key]

    def _part(self, anchor: Actor, written: str) -> Actor | None:
        for adjective in self.registry.adjectives(anchor.id):
            for form in (f"{adjective} {written}", f"{adjective} {written.lower()}"):
                for option in self.registry.options(form):
                    return self.registry.actor(option.actor)
        return None

    def phrase_sector(self, phrase: Phrase, anchor: Actor) -> str:
        """The sector of a phrase that belongs to somebody: the state lends none, others their own."""
        if phrase.former and phrase.noun.group in PEOPLE:
            return FORMER
        if anchor.kind in STATE_LIKE:
            return phrase.sector or "GOV"
        if anchor.kind is ActorKind.PEOPLE:
            return anchor.sector if phrase.noun.yields or phrase.sector in ("GOV", "UNK", "") else phrase.sector
        if anchor.kind is ActorKind.IGO and phrase.sector in STATE_SECTORS - {"GOV"}:
            return phrase.sector
        return anchor.sector


def country_of(actor: Actor) -> str:
    """The state an actor belongs to, itself for a state."""
    return actor.country or (actor.id if actor.kind is ActorKind.COUNTRY else "")

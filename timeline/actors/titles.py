"""Persons in a text: titles before their names, offices told after them, strangers."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from timeline.actors.context import another, untimely
from timeline.actors.offices import FORMER
from timeline.actors.people import Known, fresh, name_at, newcomer, person_name
from timeline.actors.phrases import PEOPLE, Phrase, phrase_at
from timeline.actors.spelling import folded
from timeline.actors.state import FOCUSED, OFFICE, STATE_SECTORS, SURE, State, country_of
from timeline.model import Actor
from timeline.terms import ActorKind, NameKind, Via

MOST_TITLES = 3
SOON = 6  # words between a title and the comma before who bears it


class Told(NamedTuple):
    """What is told of somebody after the name: the office, whose it is, where reading goes on."""

    phrase: Phrase
    anchor: Actor | None
    last: int
    role: str


@dataclass(slots=True)
class Titles(State):
    """Reads persons, and the titles before and after their names."""

    def person_after(self, at: int) -> tuple[int, int, Actor | None] | None:
        """A person named right after a title: first and last word, and the actor where the registry has one."""
        scan = self.scan
        if at + 1 < len(scan.words) and scan.gap(at) == " (" and scan.words[at].isupper() and scan.gap(at + 1) == ") ":
            at += 1  # "Member of Parliament (MP) X"
        short = scan.words[at - 1] in self.lexicon.short_titles
        if at >= len(scan.words) or scan.gap(at) not in ((" ", ". ") if short else (" ", ", ", ") ")):
            return None
        first, comma = at, scan.gap(at) == ", "
        while scan.words[first] in self.lexicon.words["honorifics"] and scan.near(first + 1):
            first += 1
        hit = scan.hits.get(first)
        if hit and not (comma and hit.last - hit.first < 2):
            timely = [option for option in hit.options if not untimely(option, self.registry, self.evidence)]
            timely = [] if hit.last - hit.first == 1 and another(scan, hit, self.registry) else timely
            people = [self.registry.actor(option.actor) for option in timely]
            people = [actor for actor in people if actor.kind is ActorKind.PERSON]
            if people:
                return at, hit.last, max(people, key=self._likely)
        if scan.words[first] in self.met.short and not comma:
            known = self.met.short[scan.words[first]]
            if known.kind is ActorKind.PERSON and not scan.capital(first + 1):
                found = self.registry.actor(known.actor) if known.actor in self.registry else None
                return at, first + 1, found
        name = name_at(scan, self.lexicon, first, titled=not comma)
        if name and name[1] is NameKind.PERSON and (comma or self._bears(at, first, name[0])):
            return at, name[0], None
        return None

    def person_behind(self, phrase: Phrase) -> tuple[int, int, Actor | None] | None:
        """A person named after a title, or after where one is sent: "ambassador to the United Nations X"."""
        named, scan, at = self.person_after(phrase.last), self.scan, phrase.last
        if named or scan.word(at) != "to" or phrase.noun.plural:
            return named
        hit = scan.hits.get(at + 1 + (scan.word(at + 1) == "the"))
        there = hit and hit.last < len(scan.words) and scan.gap(hit.last) == " "
        return self.person_after(hit.last) if hit and there else None

    def _bears(self, at: int, first: int, last: int) -> bool:
        """Whether a common noun before a name of one word is its title: not "student Olympiad", "protesters X"."""
        scan = self.scan
        if last - first > 1 or first > at:
            return True
        noun = next((scan.nouns[begin].noun for begin in range(max(0, at - 3), at) if self._noun_ends(begin, at)), None)
        seen = scan.names.get(first, (0, None))[1] is NameKind.PERSON
        strange = scan.capital(at - 1) and first not in scan.names and scan.word(at - 2) == "the"
        if noun is None or noun.group == "office":
            return True
        return (seen and not noun.plural) or (scan.capital(at - 1) and not strange)

    def _noun_ends(self, begin: int, at: int) -> bool:
        return begin in self.scan.nouns and self.scan.nouns[begin].last == at

    def _foreigner(self, begin: int, last: int, person: Actor, anchor: Actor) -> bool:
        """Whether a mere surname would mean somebody of another state: "Somali president Sharif"."""
        while begin < last - 1 and self.scan.words[begin] in self.lexicon.words["honorifics"]:
            begin += 1
        state, own = country_of(anchor), self.known(person).country
        return last - begin == 1 and "" not in (state, own) and state != own and anchor.kind is ActorKind.COUNTRY

    def _likely(self, person: Actor) -> tuple[int, bool, int]:
        """How much speaks for a person among namesakes: named whole in the text, in office, not long out of it."""
        terms = self.registry.offices(person.id)
        day = self.day
        running = any(term.end is None if day is None else term.holds(day) for term in terms)
        last = max((term.end or 0 for term in terms if day is None or (term.start or 0) <= day), default=0)
        return self.evidence.actors[person.id], running, last

    def titled(self, first: int, named: tuple[int, int, Actor | None], phrase: Phrase, anchor: Actor | None) -> None:
        """A title and the person who bears it, as one mention."""
        begin, last, actor = named
        if actor and anchor and self._foreigner(begin, last, actor, anchor):
            actor = None
        role = self.scan.slice(phrase.first, phrase.last)
        if actor:
            known = self.known(actor)
            if phrase.former and known.sector in STATE_SECTORS:
                known = replace(known, sector=FORMER)
            elif known.sector == FORMER and phrase.sector in STATE_SECTORS and not phrase.former:
                known = replace(known, sector=phrase.sector)  # the text knows better who is in office
        else:
            name = person_name(self.scan, self.lexicon, begin, last)
            known = self.stranger(name, phrase, anchor)
        self.at = last
        self.emit(first, last, known, via=Via.ALIAS if actor else Via.NAME, confidence=OFFICE, role=role)
        self.told_after(last)

    def stranger(self, name: str, phrase: Phrase | None, anchor: Actor | None) -> Known:
        """A person the registry lacks; a short name returns to whom it was short for."""
        before = self.met.short.get(name) or self.met.slugs.get(fresh(self.registry, name, ActorKind.PERSON))
        before = before or self.met.like(name)
        if before:
            return before
        if phrase and anchor and (whom := self.holder(phrase, anchor)):
            holder = self.registry.actor(whom)
            if not {folded(part) for part in name.split()}.isdisjoint(map(folded, holder.name.split())):
                return self.known(holder)
        if phrase and " " not in name and (bearer := self.bearer(name, phrase, anchor)):
            return bearer
        sector = self.phrase_sector(phrase, anchor) if phrase and anchor else (phrase.sector if phrase else "")
        if phrase and phrase.former and sector in STATE_SECTORS:
            sector = FORMER
        return newcomer(self.registry, name, ActorKind.PERSON, country_of(anchor) if anchor else "", sector)

    def bearer(self, surname: str, phrase: Phrase, anchor: Actor | None) -> Known | None:
        """The one person of this surname who holds such an office on the day of the text."""
        if phrase.former:
            return None
        role = self.scan.slice(phrase.first, phrase.last)
        titles = self.lexicon.titles(phrase.noun.lemma) if not phrase.deputy else (role,)
        found = set()
        for person in self.registry.namesakes(surname):
            for term in self.registry.offices(person):
                runs = term.end is None if self.day is None else term.holds(self.day)
                fits = any(term.title == title or term.title.startswith(f"{title} of ") for title in titles)
                seat = self.registry.actor(term.other) if term.other in self.registry else None
                at_home = anchor is None or (seat is not None and country_of(seat) == country_of(anchor))
                if runs and fits and at_home:
                    found.add(person)
        return self.known(self.registry.actor(found.pop())) if len(found) == 1 else None

    def person(self, first: int, last: int, actor: Actor) -> None:
        """A person of the registry, with the office told after the name."""
        told = self.told_after(last)
        self.emit(first, last, self.known(actor), via=Via.ALIAS, confidence=SURE, role=told.role if told else "")

    def told_after(self, last: int) -> Told | None:
        """The office told after a name and a comma, which is read over: it means the same person."""
        if last >= len(self.scan.words) or self.scan.gap(last) != ", ":
            return None
        told = self.apposition(last)
        self.at = told.last if told else last
        return told

    def apposition(self, at: int) -> Told | None:
        """The office told from word `at` on: "Zarif, Iran's foreign minister,"."""
        scan = self.scan
        at += scan.word(at) in self.lexicon.words["articles"]
        hit, anchor = scan.hits.get(at), None
        if hit:
            anchor = self.registry.actor(hit.options[0].actor)
            at = hit.last + (scan.word(hit.last) == "s" and scan.gap(hit.last) == "'")
        phrase = phrase_at(scan, self.lexicon, at) if at < len(scan.words) else None
        if not phrase or phrase.noun.group not in PEOPLE or phrase.noun.plural:
            return None
        last, role = phrase.last, scan.slice(phrase.first, phrase.last)
        if scan.word(last) in ("of", "for"):
            last += 1 + (scan.word(last + 1) == "the")
            hit = scan.hits.get(last)
            owner = self.registry.actor(hit.options[0].actor) if hit else None
            if hit is None or owner is None or owner.kind is ActorKind.PERSON:
                return Told(phrase, anchor, phrase.last, role)
            anchor, last = owner, hit.last
        closed = last >= len(scan.words) or scan.gap(last)[:1] in ",.;)"
        closed = closed or (scan.labels.get(phrase.last - 1) == "appos" and not scan.capital(last))
        return Told(phrase, anchor, last, role) if closed else None

    def named_soon(self, phrase: Phrase) -> tuple[int, int, Actor | None] | None:
        """Who is meant, named soon: "another eyewitness, X,", "the leader of Y, X", "singer and actor X"."""
        if phrase.noun.group not in PEOPLE or phrase.noun.plural:
            return None
        scan, at = self.scan, phrase.last
        if scan.word(phrase.first - 1) not in self.lexicon.words["articles"] and (named := self._with_other_titles(at)):
            return named
        while at < min(phrase.last + SOON, len(scan.words)) and scan.near(at):
            at += 1
        if at >= len(scan.words) or scan.gap(at) != ", " or not self._person_at(at):
            return None
        hit = scan.hits.get(at)
        last = hit.last if hit else scan.names[at][0]
        closed = last >= len(scan.words) or scan.gap(last)[:1] in (",", ".")
        if not closed or not scan.labels.get(at, "").startswith("appos"):
            return None
        return at, last, self.registry.actor(hit.options[0].actor) if hit else None

    def _with_other_titles(self, at: int) -> tuple[int, int, Actor | None] | None:
        """Who bears a title and those after it: "singer, actor, and animal rights advocate X", "singer/guitarist X"."""
        scan, hops = self.scan, 0
        while at < len(scan.words) and hops < MOST_TITLES:
            at, before = at + (scan.word(at) == "and"), at
            beside = scan.near(at) and scan.capital(at) and at in scan.nouns  # "our colleague Justice X"
            if at >= len(scan.words) or (at == before and scan.gap(at) not in ("/", ", ") and not beside):
                return None
            more = phrase_at(scan, self.lexicon, at)
            if more is None or more.noun.group not in PEOPLE or more.noun.plural:
                return None
            at, hops = more.last, hops + 1
            if scan.near(at) and scan.word(at) != "and" and (named := self.person_after(at)):
                return named
        return None

    def told_before(
        self, first: int, phrase: Phrase, named: tuple[int, int, Actor | None], owner: Actor | None
    ) -> None:
        """Take a title as a mention of who is named soon after it."""
        begin, last, actor = named
        name = person_name(self.scan, self.lexicon, begin, last)
        known = self.known(actor) if actor else self.stranger(name, phrase, owner)
        role = self.scan.slice(phrase.first, phrase.last)
        self.at = phrase.last
        self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED, role=role)

    def short_title(self, at: int) -> None:
        """ "Sen.", "Gen." and the like before a name."""
        noun = self.lexicon.nouns.get(self.lexicon.short_titles[self.scan.words[at]])
        named = self.person_after(at + 1)
        if noun and named:
            self.titled(at, named, Phrase(at, at + 1, noun, noun.sector), None)

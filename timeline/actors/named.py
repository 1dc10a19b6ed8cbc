"""Names in a text: persons under titles and appositions, strangers, organisations."""

import re
from dataclasses import dataclass, replace

from timeline.actors.context import another, untimely
from timeline.actors.offices import FORMER
from timeline.actors.people import Known, acronym_after, fresh, name_at, newcomer, person_name
from timeline.actors.phrases import PEOPLE, Phrase, phrase_at
from timeline.actors.scan import NounHit
from timeline.actors.state import FOCUSED, NAMED, OFFICE, PARTIES, STATE_SECTORS, SURE, State, country_of
from timeline.model import Actor, ActorKind, AliasType, NameKind

DONE_TO = ("obj", "nsubj:pass")
LATIN = re.compile("[A-Za-z\u00c0-\u024f0-9]")  # a name in another script is quoted, nobody is spoken of by it

CAMEL = re.compile("(?!Mac|Mc|De|Di|Du|La|Le|Van|Fitz|St|O)[A-Z][a-z]+[A-Z]")  # "YouTube", not "McCarthy"


@dataclass(slots=True)
class Names(State):
    """Reads names, and the titles before and after them."""

    def person_after(self, at: int) -> tuple[int, int, Actor | None] | None:
        """A person named right after a title: first and last word, and the actor where the registry has one."""
        scan = self.scan
        short = scan.words[at - 1] in self.lexicon.short_titles
        if at >= len(scan.words) or scan.gap(at) not in ((" ", ". ") if short else (" ", ", ")):
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
        if name and name[1] is NameKind.PERSON:
            return at, name[0], None
        return None

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
        self.emit(first, last, known, via="alias" if actor else "name", confidence=OFFICE, role=role)

    def stranger(self, name: str, phrase: Phrase | None, anchor: Actor | None) -> Known:
        """A person the registry lacks; a short name returns to whom it was short for."""
        before = self.met.short.get(name) or self.met.slugs.get(fresh(self.registry, name, ActorKind.PERSON))
        before = before or self.met.like(name)
        if before:
            return before
        if phrase and " " not in name and (bearer := self.bearer(name, phrase, anchor)):
            return bearer
        sector = self.phrase_sector(phrase, anchor) if phrase and anchor else (phrase.sector if phrase else "")
        if phrase and phrase.former:
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
        known = self.known(actor)
        role = ""
        if self.scan.gap(last) == ", " if last < len(self.scan.words) else False:
            role, self.at = self.apposition(last)
        self.emit(first, last, known, via="alias", confidence=SURE, role=role)

    def apposition(self, at: int) -> tuple[str, int]:
        """The office told after a name and a comma, and where reading goes on: "Zarif, Iran's foreign minister,"."""
        scan, begin = self.scan, at
        if scan.word(at) in ("the", "a", "an"):
            at += 1
        hit = scan.hits.get(at)
        if hit:
            at = hit.last + (scan.word(hit.last) == "s" and scan.gap(hit.last) == "'")
        phrase = phrase_at(scan, self.lexicon, at) if at < len(scan.words) else None
        if not phrase or phrase.noun.group not in PEOPLE or phrase.noun.plural:
            return "", begin
        last = phrase.last
        if scan.word(last) in ("of", "for"):
            last += 1 + (scan.word(last + 1) == "the")
            owner = scan.hits.get(last)
            if not owner:
                return scan.slice(phrase.first, phrase.last), phrase.last
            last = owner.last
        closed = last >= len(scan.words) or scan.gap(last)[:1] in ",.;)"
        return (scan.slice(phrase.first, phrase.last), last) if closed else ("", begin)

    def name(self, at: int) -> None:
        """A name the registry lacks, or the short form of one met before."""
        scan = self.scan
        found = name_at(scan, self.lexicon, at, titled=False)
        if found is None and self.seized(at):
            return
        if found and found[1] is NameKind.PERSON and self.corporate(at, found[0]):
            found = (found[0], NameKind.ORGANISATION)
        last = found[0] if found else at + 1
        name = person_name(scan, self.lexicon, at, last)
        kind = ActorKind.PERSON if found and found[1] is NameKind.PERSON else ActorKind.OTHER
        before = self.met.short.get(name) or self.met.slugs.get(fresh(self.registry, name, kind))
        if before and before.kind is ActorKind.PERSON and scan.word(last) in self.lexicon.words["kin"]:
            self.at = last  # "the wealthy X family" is not the one X met
            return
        if found and not before:
            person = found[1] is NameKind.PERSON
            before = self.met.by_given(name) or self.met.like(name) if person else self.met.initials.get(name)
            before = before or self.met.heads.get(name)
        if before is None and found is None:
            if scan.words[at] not in self.met.short or scan.inside_name(at):
                return
            before = self.met.short[scan.words[at]]
        self.at = last
        if before:
            self.emit(at, last, before, via="name" if name == before.name else "coref", confidence=NAMED)
        elif found and self._nobody(at, last, name, found[1]):
            return
        elif found and found[1] is NameKind.PERSON:
            self.emit(at, last, newcomer(self.registry, name, ActorKind.PERSON, "", ""), via="name", confidence=NAMED)
        elif found and found[1] is NameKind.ORGANISATION:
            longer = self._purpose(self._with_its_noun(last))
            self.organisation(at, longer, person_name(scan, self.lexicon, at, longer))
            self.at = longer

    def seized(self, at: int) -> bool:
        """Take a town that something is done to as a party of its own: "rebels captured Kirkuk"."""
        town = self.town_at(at)
        if town is None:
            return False
        upon = self.scan.word(at - 1) in self.lexicon.words["upon"]
        if not upon and self.scan.labels.get(town[1] - 1) not in DONE_TO:
            return False
        self.town(at, town[1], town[0].id)
        return True

    def town(self, at: int, last: int, country: str) -> None:
        """A mention of a town as a place that takes part."""
        name = self.scan.plain[self.scan.starts[at] : self.scan.ends[last - 1]]
        self.at = last
        self.emit(at, last, newcomer(self.registry, name, ActorKind.PLACE, country, ""), via="name", confidence=FOCUSED)

    def _nobody(self, first: int, last: int, name: str, kind: NameKind) -> bool:
        """Whether a name is that of a thing, of a town, or written in another script."""
        town = last - first == 1 and name in self.lexicon.towns
        short = kind is NameKind.PERSON and last - first == 1
        if short and (self.scan.tags.get(first) in ("NNS", "NNPS") or (len(name) < 3 and name.isupper())):
            return True  # several, or the initials of a speaker
        return town or self.thing(first, last, kind) or not LATIN.match(name)

    def corporate(self, first: int, last: int) -> bool:
        """Whether what the pipeline took for a person is an organisation: "law firm X", "X Limited"."""
        scan = self.scan
        if scan.word(last - 1) in self.lexicon.words["corporate"] and last - first > 1:
            return True
        named_so = scan.words[last - 1].isupper() and len(scan.words[last - 1]) > 2 and last - first > 1
        if named_so and not scan.words[first].isupper():
            return True  # "Mazars USA"
        if last - first == 1 and CAMEL.match(scan.words[first]):
            return True
        if self._with_its_noun(last) > last:
            return True
        before = next((scan.nouns[at] for at in (first - 1, first - 2) if at in scan.nouns), None)
        known = before is not None and before.last == first and before.noun.group == "body"
        return known and scan.near(first) and not scan.capital(first - 1)

    def _with_its_noun(self, last: int) -> int:
        """Where the name of a body ends whose noun the pipeline left out: "Raksa Chart | Party"."""
        scan, noun = self.scan, self.scan.nouns.get(last)
        if noun is None or not (scan.near(last) and scan.capital(last)) or last in scan.names or last in scan.hits:
            return last
        return noun.last if noun.noun.group == "body" or noun.noun.lemma in self.lexicon.words["clubs"] else last

    def _purpose(self, last: int) -> int:
        """Where the name of an organisation ends that goes on with its purpose: "National Coalition for Men"."""
        scan, at = self.scan, last
        if scan.word(at) not in ("for", "against") or not scan.near(at):
            return last
        at += 1
        while at < len(scan.words) and scan.near(at) and scan.capital(at) and at not in scan.hits:
            at += 1
        return at if at > last + 1 else last

    def thing(self, first: int, last: int, kind: NameKind | None = None) -> bool:
        """Whether the name is that of a storm, a street, a treaty: of no party."""
        scan, things = self.scan, self.lexicon.words["things"]
        if scan.words[last - 1] in self.storms:
            return True
        if (
            scan.tags.get(first) == "VBG"
            or scan.word(first) in things
            or scan.word(last - 1) in things
            or not scan.capital(first)
        ):
            return True
        label = scan.labels.get(first, "")
        if scan.gap(first) == " (" and scan.word(first - 1) in things:
            self.storms.add(scan.words[first])  # an acronym of a thing: "Identification System (AIS)"
            return True
        acts_alone = scan.words[first].isupper() or label.startswith(PARTIES)
        if kind is NameKind.PERSON and scan.tags.get(first) == "NNP":
            acts_alone |= label == "obj" or scan.word(first - 1) in self.lexicon.words["acting_partners"]
        return last - first == 1 and not acts_alone

    def proper(self, at: int) -> int:
        """The end of a name the pipeline saw as a word alone: a subject or object with a capital; `at` for none."""
        scan, last = self.scan, at
        while scan.tags.get(last, "").startswith("NNP") and (last == at or scan.near(last)):
            last += 1
        party = any(scan.labels.get(index, "").startswith(PARTIES) for index in range(at, last))
        common = scan.word(at) in scan.common or scan.words[at] in scan.common
        silent = common or not party or scan.opens_sentence(at) or scan.inside_name(at)
        silent = silent or scan.words[at - 1][-1].isdigit()  # the Max of "737 Max"
        return at if silent else last

    def long_name(self, at: int, noun: NounHit) -> int:
        """The end of the name of an unknown body that a noun begins: "Court of Session"; `at` where there is none."""
        scan, last = self.scan, noun.last
        group = noun.noun.group in ("body", "group") and scan.capital(at) and not scan.opens_sentence(at)
        if (
            not group
            or scan.word(at) in self.lexicon.words["weak"]
            or scan.word(last) not in ("of", "for")
            or not scan.near(last)
        ):
            return at
        after = last + 1
        while after < len(scan.words) and self._unknown(after):
            saint = scan.gap(after) == ". " and len(scan.words[after - 1]) == 2
            if not scan.near(after) and not saint:
                break
            after += 1
        return after if after > last + 1 else at

    def _unknown(self, at: int) -> bool:
        """Whether a word is part of a name nothing is known of."""
        scan = self.scan
        common = scan.word(at) in scan.common or scan.words[at] in scan.common
        return scan.capital(at) and at not in scan.hits and not common and self.town_at(at) is None

    def _land_after(self, last: int) -> str:
        """The state told right after a name: "the University of X in Scotland"."""
        scan = self.scan
        if scan.word(last) != "in" or not scan.near(last):
            return ""
        hit = scan.hits.get(last + 1)
        if hit and hit.options[0].type is not AliasType.DEMONYM:
            return self.registry.actor(hit.options[0].actor).country
        town = self.town_at(last + 1)
        return town[0].id if town else ""

    def organisation(self, at: int, last: int, name: str) -> None:
        """An organisation the registry lacks; its nouns tell the sector, a state in its name the country."""
        scan = self.scan
        nouns = [scan.nouns[i] for i in range(at, last) if i in scan.nouns]
        sector = next((found.noun.sector for found in nouns if found.last == last or found.first == at), "")
        actors = [self.registry.actor(scan.hits[i].options[0].actor) for i in range(at, last) if i in scan.hits]
        country = next((actor.id for actor in actors if actor.kind is ActorKind.COUNTRY), "") or self._land_after(last)
        known = newcomer(self.registry, name, ActorKind.OTHER, country, sector)
        acronym = acronym_after(self.scan, at, last)
        if acronym:
            self.met.call(acronym, known)
        self.emit(at, last, known, via="name", confidence=NAMED)

    def short_title(self, at: int) -> None:
        """ "Sen.", "Gen." and the like before a name."""
        noun = self.lexicon.nouns.get(self.lexicon.short_titles[self.scan.words[at]])
        named = self.person_after(at + 1)
        if noun and named:
            self.titled(at, named, Phrase(at, at + 1, noun, noun.sector), None)

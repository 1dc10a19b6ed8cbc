"""Parties nobody is named with: "the president", "gunmen", "the two countries"."""

from dataclasses import dataclass, replace

from timeline.actors.coref import GROUPS, SUBJECT, described, pair
from timeline.actors.named import Names
from timeline.actors.offices import FORMER
from timeline.actors.people import Known, fresh
from timeline.actors.phrases import PEOPLE, Phrase
from timeline.actors.scan import NounHit
from timeline.actors.state import FOCUSED, GENERIC, RULING, STATE_SECTORS
from timeline.model import Actor
from timeline.terms import ActorKind, NameKind, Via

WHERE_ONE_IS = frozenset({"MED", "EDU"})  # "taken to hospital"
TRADE = "BUS"  # of crafts: "the plane", which acts for nobody
LATELY = 20  # mentions back to somebody with the office
PLAIN = "CVL"
TAKING_PART = ("nsubj", "obj", "iobj", "conj", "appos", "root", "obl:agent", "nmod:poss", "compound", "flat")


@dataclass(slots=True)
class Nameless(Names):
    """Reads noun phrases without a name."""

    def _weak(self, first: int, phrase: Phrase) -> None:
        """A noun that is mostly something else: whom it describes, where the text has named one."""
        self.at = phrase.last
        known = described(self.lexicon, self.focus, phrase.noun.lemma) if self.scan.word(first - 1) == "the" else None
        if known:
            self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED)

    def _only_word(self, phrase: Phrase) -> bool:
        """Whether a noun that is mostly something else stands alone: "state", "major"."""
        alone = phrase.last - phrase.first == 1
        of = phrase.noun.group in PEOPLE and self.scan.word(phrase.last) == "of"
        weak = alone and not of and self.scan.word(phrase.first) in self.lexicon.words["weak"]
        return weak and not self._before_a_name(phrase)

    def _begins_a_name(self, phrase: Phrase) -> bool:
        """Whether a noun with a capital is no title but the first word of a name: "the Hungarian National Museum"."""
        return self.scan.capital(phrase.last - 1) and self.scan.word(phrase.last - 1) in self.lexicon.words["untitled"]

    def _before_a_name(self, phrase: Phrase) -> bool:
        """Whether a noun with a capital is the title of somebody: "Mayor X"."""
        titled = self.scan.capital(phrase.first) and self.scan.word(phrase.first) in self.lexicon.words["bearing"]
        return titled and self.scan.capital(phrase.last) and self.person_after(phrase.last) is not None

    def _bare(self, first: int, phrase: Phrase) -> None:
        """A phrase nobody is named with: the country in focus, who was named before, or nobody in particular."""
        scan = self.scan
        role = scan.slice(phrase.first, phrase.last)
        before = scan.word(first - 1)
        definite = before == "the"
        if before in self.lexicon.words["upon_bodies"] and (
            known := described(self.lexicon, self.focus, phrase.noun.lemma)
        ):
            self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED)  # "this airline"
            return
        if self._led(first, phrase, role):
            return
        if definite and first == phrase.first:
            known = described(self.lexicon, self.focus, phrase.noun.lemma)
            if known:
                self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED)
                return
        definite = definite or self._proper_noun(first, phrase) or self._own(before, phrase)
        before_it = set(scan.lower[first : phrase.last]).difference(phrase.noun.lemma.split())
        foreign = not self.lexicon.words["foreign_ones"].isdisjoint(before_it)
        foreign |= phrase.noun.plural and phrase.noun.lemma in self.lexicon.words["between_states"]
        country = None if foreign or self._of_a_stranger(phrase) else self.country_in_focus()
        several = phrase.noun.plural and phrase.noun.group == "group" and before not in self.lexicon.words["articles"]
        several = several and phrase.noun.lemma.split()[-1] not in self.lexicon.words["unique"]
        part = self._body_within(phrase, country) if country and (definite or scan.capital(phrase.first)) else None
        if part:
            known = replace(self.known(part), sector=phrase.sector or part.sector)
            self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED, role=role)
            return
        if country and (definite or several):
            local = not self.lexicon.words["local_ones"].isdisjoint(before_it)
            whom = "" if local else self.holder(phrase, country)
            if definite and not whom and (bearer := self._titled_before(first, phrase)):
                self.emit(first, phrase.last, bearer, via=Via.COREF, confidence=FOCUSED, role=role)
                return
            child = self.child(phrase, country)
            if whom or child:
                known = self.known(child or self.registry.actor(whom))
                self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED, role=role)
                return
            if phrase.sector in STATE_SECTORS and not phrase.former and phrase.noun.group != "craft":
                known = Known(country.id, country.name, country.kind, country.id, phrase.sector)
                self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED, role=role)
                return
        if definite and country is None and (bearer := self._titled_before(first, phrase)):
            self.emit(first, phrase.last, bearer, via=Via.COREF, confidence=FOCUSED, role=role)
            return
        self._generic(first, phrase, role)

    def _own(self, before: str, phrase: Phrase) -> bool:
        """Whether a body is that of the land spoken of: "their government", "anti-government protests"."""
        words = self.lexicon.words
        return (
            before in words["possessors"] | words["upon_bodies"]
            and phrase.noun.lemma in words["unique"]
            and not phrase.noun.plural
        )

    def _titled_before(self, first: int, phrase: Phrase) -> Known | None:
        """Whom the text named under this office a little before: "Foreign Secretary X ... the foreign minister"."""
        scan = self.scan
        if (
            phrase.noun.group not in PEOPLE
            or phrase.noun.plural
            or phrase.former
            or phrase.deputy
            or first != phrase.first
        ):
            return None
        if scan.word(phrase.last) in ("of", "for") and scan.near(phrase.last):
            return None
        titles = self.lexicon.titles(phrase.noun.lemma)
        for mention in self.mentions[-LATELY:][::-1]:
            if mention.kind is ActorKind.PERSON and (mention.role == phrase.noun.lemma or mention.role in titles):
                return self.met.slugs.get(mention.actor)
        return None

    def _led(self, first: int, phrase: Phrase, role: str) -> bool:
        """Take the government of a leader named right before: "Johnson's government"."""
        leader = self.mentions[-1] if self.mentions and self.scan.word(first - 1) == "s" else None
        led = leader is not None and leader.end == self.scan.starts[first - 1] - 1 and leader.country in self.registry
        if leader is None or not led or leader.sector != RULING or phrase.noun.lemma not in self.lexicon.words["led"]:
            return False
        state = self.registry.actor(leader.country)
        known = replace(self.known(self.child(phrase, state) or state), sector=phrase.sector)
        self.emit(first, phrase.last, known, via=Via.COREF, confidence=FOCUSED, role=role)
        return True

    def _proper_noun(self, first: int, phrase: Phrase) -> bool:
        """Whether a body that a state has one of is written like a name: "Parliament voted"."""
        one = phrase.noun.lemma in self.lexicon.words["unique"] and not phrase.noun.plural
        alone = not any(self.scan.near(at) and self.scan.capital(at) for at in (phrase.last, first - 1))
        bare = phrase.noun.lemma in self.lexicon.words["bare"] and self.scan.near(first) and first == phrase.first
        tag = self.scan.tags.get(first - 1, "")
        bare = bare and (
            tag[:2] in ("IN", "VB", "TO") or self.scan.word(first - 1) in self.lexicon.words["before_bare"]
        )
        return one and alone and (self.scan.capital(phrase.first) or bare)

    def _of_a_stranger(self, phrase: Phrase) -> bool:
        """Whether an office is in something else than the state: "the president of the Tunisian League"."""
        scan, at = self.scan, phrase.last
        if phrase.noun.group not in PEOPLE or scan.word(at) not in ("of", "for") or not scan.near(at):
            return False
        at += 1 + (scan.word(at + 1) in self.lexicon.words["articles"])
        named = scan.capital(at) and scan.near(at)
        return named or (phrase.noun.group == "office" and scan.word(at) not in self.lexicon.words["lands"])

    def _body_within(self, phrase: Phrase, country: Actor) -> Actor | None:
        """The part of a state that a phrase begins with: "Coast Guard units"."""
        inner = self.scan.nouns.get(phrase.first)
        if inner is None or phrase.former or inner.last >= phrase.last or not self.scan.capital(inner.first):
            return None
        return self.child(Phrase(inner.first, inner.last, inner.noun, inner.noun.sector), country)

    def _generic(self, first: int, phrase: Phrase, role: str) -> None:
        """Nobody in particular: "gunmen", "two hundred protesters"."""
        if phrase.noun.group in ("craft", "body") and self._idle(first, phrase):
            return
        if self.scan.near(phrase.last) and self.scan.labels.get(phrase.last - 1) == "compound":
            return
        if phrase.noun.group == "office" and not phrase.noun.plural and self.sought(phrase.first):
            return  # "run for president"
        if self._only_says_what(first, phrase):
            return
        sector = self.of(phrase) if phrase.noun.yields and phrase.sector in ("", "UNK") else phrase.sector
        sector = FORMER if phrase.former and phrase.noun.group in PEOPLE and sector != PLAIN else sector
        kind = ActorKind.PEOPLE if phrase.noun.group in PEOPLE else ActorKind.OTHER
        if kind is ActorKind.PEOPLE and not phrase.noun.plural:
            self.focus.others.append((phrase.noun.lemma, phrase.first))
        known = Known(fresh(self.registry, role, kind), role, kind, "", sector)
        self.emit(first, phrase.last, known, via=Via.TITLE, confidence=GENERIC, role=role)

    def _only_says_what(self, first: int, phrase: Phrase) -> bool:
        """Whether a noun only says what somebody is: "she was a painter", "he joined as an aide"."""
        words, before = self.lexicon.words, self.scan.word(first - 1)
        single = phrase.noun.group in PEOPLE and not phrase.noun.plural and before in words["single"]
        return single and self.scan.word(first - 2) in words["predicates"] and self.scan.near(first - 1)

    def _idle(self, first: int, phrase: Phrase) -> bool:
        """Whether a thing or body nobody is named with takes no part: "the ship sank", "students at a hospital"."""
        label = self.scan.labels.get(phrase.last - 1, "")
        craft = phrase.noun.group == "craft"
        if craft and (self.scan.word(phrase.first - 1) != "the" or (phrase.sector == TRADE and label != "nsubj")):
            return True
        if not label or label.startswith(TAKING_PART):
            return craft and label == "nsubj:pass"
        near = range(max(0, first - 3), first)
        done_to = any(self.scan.word(at) == "of" and self._deed(at - 1) for at in near)
        towards = self.lexicon.words["towards" if phrase.sector in WHERE_ONE_IS else "concerning"]
        return not done_to and all(self.scan.word(at) not in towards for at in near)

    def _deed(self, at: int) -> bool:
        """Whether word `at` tells an act: the bombing of "the bombing of a hospital"."""
        noun = self.scan.nouns.get(at)
        return noun is not None and noun.noun.group == "deed"

    def _pair(self, at: int) -> None:
        """ "The two countries": the last two met, a word each."""
        if self.scan.slice(at, min(at + 2, len(self.scan.words))) not in self.lexicon.pairs:
            return
        noun = self.scan.nouns.get(at + 1)
        people = noun is not None and noun.noun.group in PEOPLE
        both = pair(self.focus, ActorKind.PERSON if people else ActorKind.COUNTRY)
        if both:
            self.at = at + 2
            for index, known in enumerate(both):
                self.emit(at + index, at + index + 1, known, via=Via.COREF, confidence=FOCUSED)

    def _of_things(self, phrase: Phrase) -> bool:
        scan, words, after = self.scan, self.lexicon.words, phrase.last + 1
        things = scan.tags.get(after, "") in ("NN", "NNS", "JJ") and phrase.noun.lemma in words["counts"]
        silent = scan.labels.get(phrase.last - 1, SUBJECT) != SUBJECT
        return things or (silent and phrase.noun.lemma in words["bunches"])

    def _names_follow(self, phrase: Phrase) -> bool:
        """Whether the name of the body a noun speaks of stands right behind it: "the news network RTHK"."""
        scan, last = self.scan, phrase.last
        if phrase.noun.group not in ("body", "group") or phrase.noun.plural or scan.capital(last - 1):
            return False
        if last >= len(scan.words) or scan.gap(last) not in (" ", ", the "):
            return False
        if (hit := scan.hits.get(last)) is not None:
            kind = self.registry.actor(hit.options[0].actor).kind
            return kind in GROUPS and kind is not ActorKind.COUNTRY
        return scan.gap(last) == " " and scan.names.get(last, (0, None))[1] is NameKind.ORGANISATION

    def _stance(self, phrase: Phrase) -> bool:
        """Whether a noun tells what somebody is for or against: "opposition to the plan"."""
        stance = phrase.noun.lemma in self.lexicon.words["stances"]
        return stance and self.scan.word(phrase.last) == "to" and self.scan.word(phrase.first - 1) != "the"

    def _names_a_thing(self, phrase: Phrase) -> bool:
        """Whether a noun begins the name of a thing: "Parliament Square"."""
        scan, after = self.scan, phrase.last
        goes_on = scan.word(after) == "of" or (scan.capital(after) and after not in scan.hits)
        if goes_on and scan.near(after) and self._begins_a_name(phrase) and not scan.opens_sentence(phrase.first):
            return True  # "Person of the Year", "Crew Dragon"
        name = scan.capital(phrase.last - 1) and scan.capital(after) and scan.near(after)
        if not name or phrase.noun.group in PEOPLE:
            return False
        strange = scan.tags.get(after) == "NNP" and after not in scan.nouns and after not in scan.hits
        strange = (
            strange
            and scan.names.get(after, (0, None))[1] is not NameKind.PERSON
            and not scan.opens_sentence(phrase.first)
        )
        return strange or scan.word(after) in self.lexicon.words["things"]

    def _in_a_name(self, at: int, noun: NounHit) -> bool:
        """Whether a noun with a capital is part of an unknown name: "Cyrus R. Vance", "Doctors for Global Health"."""
        scan = self.scan
        after = noun.last + 1
        unknown = scan.capital(after) and after not in scan.hits and after not in scan.nouns
        return scan.inside_name(at) or (
            scan.word(noun.last) == "for" and unknown and scan.capital(after + 1) and not scan.opens_sentence(at)
        )

"""Names in a text that the registry lacks: persons, organisations, towns, and what is none of them."""

import re
from dataclasses import dataclass

from timeline.actors.context import choose
from timeline.actors.people import Known, acronym_after, fresh, name_at, newcomer, person_name, whole_names
from timeline.actors.phrases import PEOPLE, Phrase
from timeline.actors.scan import NounHit
from timeline.actors.state import FOCUSED, NAMED, PARTIES
from timeline.actors.titles import Titles
from timeline.terms import ActorKind, AliasType, NameKind, Via

DONE_TO = ("obj", "nsubj:pass")
INTRODUCING = 120  # words of a text that introduces people whole before it calls them by one name
PURPOSE = ("of", "for", "on")
OPENING, CLOSING = ("(", "["), (")", "]")
MODEL = re.compile(r"[A-Z]{1,2}\d{2,}")
LATIN = re.compile("[A-Za-z\u00c0-\u024f0-9]")  # a name in another script is quoted, nobody is spoken of by it

CAMEL = re.compile("(?!Mac|Mc|De|Di|Du|La|Le|Van|Fitz|St|O)[A-Z][a-z]+[A-Z]")  # "YouTube", not "McCarthy"


@dataclass(slots=True)
class Names(Titles):
    """Reads names, and the titles before and after them."""

    def name(self, at: int) -> None:
        """A name the registry lacks, or the short form of one met before."""
        scan = self.scan
        found = name_at(scan, self.lexicon, at, titled=False)
        if found is None and self.seized(at):
            return
        if found and found[1] is NameKind.PERSON and self.corporate(at, found[0]):
            found = (found[0], NameKind.ORGANISATION)
        elif found and found[1] is NameKind.ORGANISATION and self._full_name(at, found[0]):
            found = (found[0], NameKind.PERSON)
        if found and found[1] is not NameKind.PERSON and self._is_addressed(at):
            ends = (word for word in range(at + 1, found[0]) if not scan.capital(word))
            found = (next(ends, found[0]), NameKind.PERSON)  # "Mr. Weil of Weil Associates"
        last = found[0] if found else at + 1
        if found and found[1] is NameKind.ORGANISATION and last < len(scan.words) and scan.gap(last) == "-":
            last += scan.words[last].isupper()  # "KDKA-TV"
        if found and found[1] is NameKind.PERSON and self._names_a_work(last):
            self.at = last
            return
        name = person_name(scan, self.lexicon, at, last)
        kind = ActorKind.PERSON if found and found[1] is NameKind.PERSON else ActorKind.OTHER
        before = self.met.short.get(name) or self.met.slugs.get(fresh(self.registry, name, kind))
        if before is None and scan.word(at) in self.lexicon.words["particles"]:
            before = self.met.short.get(
                scan.word(at) + name[len(scan.word(at)) :]
            )  # "De Blasio", where a sentence opens
        if before and before.kind is ActorKind.PERSON and scan.word(last) in self.lexicon.words["kin"]:
            self.at = last  # "the wealthy X family" is not the one X met
            return
        if found and not before:
            person = found[1] is NameKind.PERSON
            before = self.met.by_given(name) or self.met.like(name) if person else self.met.initials.get(name)
            if before is None and person and last - at == 1:
                before = self.met.middle.get(name) or self._bearer_of(name)
            before = before or self.met.heads.get(name)
        if before is None and found is None:
            if scan.words[at] not in self.met.short or scan.inside_name(at):
                return
            before = self.met.short[scan.words[at]]
        self.at = last
        if before and before.kind is ActorKind.PERSON and scan.near(at) and self.free(at - 1):
            parts = before.name.split()[:-1]
            while at and scan.near(at) and self.free(at - 1) and scan.words[at - 1] in (*parts, *map(str.title, parts)):
                at -= 1  # a given name, or a particle, that the pipeline left out
        told = self.told_after(last) if found and found[1] is NameKind.PERSON else None
        if before:
            self.emit(at, last, before, via=Via.NAME if name == before.name else Via.COREF, confidence=NAMED)
        elif found and told is None and self._nobody(at, last, name, found[1]):
            return
        elif found and found[1] is NameKind.PERSON:
            known = self.stranger(name, told.phrase if told else None, told.anchor if told else None)
            self.emit(at, last, known, via=Via.NAME, confidence=NAMED, role=told.role if told else "")
        elif found and found[1] is NameKind.ORGANISATION:
            if self.title_within(at, last):
                return
            longer = self._and_more(at, self._purpose(self._with_its_noun(last)))
            self.organisation(at, longer, person_name(scan, self.lexicon, at, longer))
            self.at = longer

    def _bearer_of(self, surname: str) -> Known | None:
        """The one person whose name stands whole elsewhere in the text: a surname may come first."""
        if self.wholes is None:
            self.wholes = whole_names(self.scan, self.lexicon)
        names = self.wholes.get(surname, set())
        if len(names) != 1:
            return None
        known = newcomer(self.registry, next(iter(names)), ActorKind.PERSON, "", "")
        return self.met.slugs.get(known.actor, known)

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
        self.emit(
            at, last, newcomer(self.registry, name, ActorKind.PLACE, country, ""), via=Via.NAME, confidence=FOCUSED
        )

    def _nobody(self, first: int, last: int, name: str, kind: NameKind) -> bool:
        """Whether a name is that of a thing, of a town, or written in another script."""
        town = last - first == 1 and name in self.lexicon.towns
        short = kind is NameKind.PERSON and last - first == 1
        if short and (self.scan.tags.get(first) in ("NNS", "NNPS") or not self._like_a_person(first)):
            return True  # several, or nothing says that it is a person
        return town or self.thing(first, last, kind) or not LATIN.match(name)

    def _like_a_person(self, at: int) -> bool:
        """Whether an unknown word is a person: it has a given name, or does what only people do."""
        scan, words = self.scan, self.lexicon.words
        if (
            scan.gap(at + 1)[:1] == "-"
            or scan.gap(at)[-1:] == "-"
            or CAMEL.match(scan.words[at])
            or not scan.words[at][1:2].islower()
        ):
            return False  # a part of a word, a code
        if len(scan.words) < INTRODUCING:
            return True
        if scan.inside_name(at) and not scan.opens_sentence(at - 1):
            return False  # the Mānoa of "UH Mānoa"
        human = words["human_verbs"]
        told = scan.word(at + 1) == "who" or scan.word(at + 1).isdigit()  # "X, who", "X, 39,"
        told = told and scan.gap(at + 1) == ", "
        return told or self._given(at) or scan.word(at + 1) in human or scan.word(at - 1) in human or self._acts(at)

    def _acts(self, at: int) -> bool:
        """Whether a word is the subject of an act told in the past: "X also ordered"."""
        tags, verb = self.scan.tags, at + 1
        while tags.get(verb) == "RB":
            verb += 1
        past = tags.get(verb) == "VBD" and self.scan.word(verb) not in self.lexicon.words["being"]
        return past and self.scan.labels.get(at) == "nsubj"

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

    def _and_more(self, first: int, last: int) -> int:
        """Where a name ends that goes on after "and": "Institute of Volcanology and Seismology"."""
        scan, at = self.scan, last + 1
        if (
            scan.word(last) != "and"
            or not scan.near(last)
            or not any(scan.word(i) in PURPOSE for i in range(first, last))
        ):
            return last
        while at < len(scan.words) and scan.near(at) and scan.capital(at) and self._unknown(at):
            named = scan.names.get(at, (0, NameKind.LOCATION))[1] is not NameKind.LOCATION
            if named or (at in scan.nouns and scan.nouns[at].noun.group in ("body", "office", "person")):
                return last
            at += 1
        return at if at > last + 1 and scan.word(at) not in PURPOSE else last

    def title_within(self, first: int, last: int) -> bool:
        """Take a name that begins with an office as a person: "Emergencies Minister Yevgeny X"."""
        scan = self.scan
        nouns = [scan.nouns[at] for at in range(first, last) if at in scan.nouns]
        if not nouns or nouns[-1].noun.group not in PEOPLE or nouns[-1].noun.plural:
            return False
        title, named = nouns[-1], range(nouns[-1].last, last)
        whole = len(named) == 2 and all(scan.near(at) and scan.capital(at) and at not in scan.hits for at in named)
        bodies = any(noun.noun.group in ("body", "group") for noun in nouns)
        if not whole or bodies or scan.word(title.last - 1) in self.lexicon.words["untitled"]:
            return False
        self.titled(first, (title.last, last, None), Phrase(first, title.last, title.noun, title.noun.sector), None)
        return True

    def _speaker(self, first: int, last: int) -> bool:
        """Whether a line only opens with the initials of who speaks next, as interviews do: "AB: We", "(AB) We"."""
        scan, after = self.scan, self.scan.gap(last)[:1]
        before = scan.text[scan.ends[first - 1] if first else 0 : scan.starts[first]]
        if last - first > 1 or not scan.words[first].isupper() or not (first == 0 or "\n" in before):
            return False
        return after == ":" or (before[-1:] in OPENING and after in CLOSING)

    def thing(self, first: int, last: int, kind: NameKind | None = None) -> bool:
        """Whether the name is that of a storm, a street, a treaty: of no party."""
        scan, things = self.scan, self.lexicon.words["things"]
        if not self.storms.isdisjoint((scan.words[first], scan.words[last - 1])) or self._speaker(first, last):
            return True
        if kind is NameKind.PERSON and any(any(map(str.isdigit, scan.words[at])) for at in range(first, last)):
            return True  # no person's name holds a figure
        opening = scan.text[scan.starts[first] : scan.ends[last - 1]].split()[0]
        if opening.replace(".", "").lower() in self.lexicon.words["storms"]:
            self.storms.add(scan.words[last - 1])
            return True  # "U.S.S. Grayback"
        latin = kind is NameKind.ORGANISATION and last - first == 2 and scan.words[last - 1].islower()
        latin = latin and scan.words[first].istitle()
        if latin and last - 1 not in scan.nouns and scan.word(last - 1) not in self.lexicon.words["particles"]:
            return True  # "Pleopsidium chlorophanum"
        if any(
            MODEL.match(scan.words[at]) or (scan.gap(at) == "-" and scan.words[at].isdigit())
            for at in range(first, last)
        ):
            return True  # "Boeing B-17 Flying Fortress"
        things_of = things - self.lexicon.words["houses"]
        if any(scan.word(at) in things_of and scan.word(at + 1) == "of" for at in range(first, last - 1)):
            return True  # "Southern District of X"
        if kind is NameKind.PERSON and last - first == 2 and self._given(first) and scan.labels.get(last - 1) == "flat":
            return False  # "Doris Day"
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

    def _names_a_work(self, last: int) -> bool:
        """Whether a person's name only names a work: "the Doris Day Show", "the Harry Potter series"."""
        scan, words = self.scan, self.lexicon.words
        if not scan.near(last) or scan.gap(last) != " ":
            return False
        shown = scan.capital(last) and scan.word(last) in words["things"] and last not in scan.nouns
        return shown or (scan.word(last) in words["works"] and scan.labels.get(last - 1) in ("compound", "flat"))

    def _full_name(self, first: int, last: int) -> bool:
        """Whether a given name and one more word make the name, whatever the pipeline took it for."""
        scan, particles = self.scan, self.lexicon.words["particles"]
        middle = all(scan.words[at] in particles for at in range(first + 1, last - 1))
        plain = last - first > 1 and middle and self._given(first) and scan.words[last - 1].istitle()
        known = last - 1 in scan.nouns or first in scan.nouns or scan.word(last - 1) in self.lexicon.words["things"]
        return plain and not known and not self.corporate(first, last)

    def _given(self, at: int) -> bool:
        """Whether word `at` is a given name."""
        words, word = self.lexicon.words, self.scan.words[at]
        return word in words["given_women"] or word in words["given_men"]

    def proper(self, at: int) -> int:
        """The end of a name the pipeline saw as a word alone: a subject or object with a capital; `at` for none."""
        scan, last = self.scan, at
        while scan.tags.get(last, "").startswith("NNP") and (last == at or scan.near(last)):
            last += 1
        party = any(scan.labels.get(index, "").startswith(PARTIES) for index in range(at, last))
        common = scan.word(at) in scan.common or scan.words[at] in scan.common
        silent = common or not party or scan.opens_sentence(at) or scan.inside_name(at)
        silent = silent or scan.words[at - 1][-1].isdigit()  # the Max of "737 Max"
        silent = silent or (
            scan.near(at) and scan.capital(at - 1) and scan.word(at - 1) in self.lexicon.words["halves"]
        )
        silent = silent or "-" in (scan.gap(at)[-1:], scan.gap(last)[:1])  # a part of a word
        return at if silent else last

    def long_name(self, at: int, noun: NounHit) -> int:
        """The end of the name of an unknown body that a noun begins: "Court of Session"; `at` where there is none."""
        scan, last = self.scan, noun.last
        group = noun.noun.group in ("body", "group") and scan.capital(at) and not scan.opens_sentence(at)
        if (
            not group
            or scan.word(at) in self.lexicon.words["weak"]
            or scan.word(last) not in PURPOSE
            or not scan.near(last)
        ):
            return at
        return self.goes_on(at, last)

    def _is_addressed(self, at: int) -> bool:
        """Whether "Mr." or the like stands right before a name."""
        scan = self.scan
        return at > 0 and scan.word(at - 1) in self.lexicon.words["courtesies"] and scan.capital(at - 1)

    def goes_on(self, at: int, last: int) -> int:
        """The end of a name that goes on with what the body is for; `at` where it does not."""
        scan = self.scan
        after = last + 1
        while after < len(scan.words) and self._unknown(after):
            saint = scan.gap(after) == ". " and len(scan.words[after - 1]) == 2
            if not scan.near(after) and not saint:
                break
            after += 1
        return self._and_more(last, after) if after > last + 1 else at

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
        if (
            scan.word(at) == "the"
            and (last - at > 2 or any(i in scan.nouns for i in range(at, last)))
            and last - at > 1
        ):
            at, name = at + 1, name.split(maxsplit=1)[-1]
        nouns = [scan.nouns[i] for i in range(at, last) if i in scan.nouns]
        if (begin := self._begun(at, nouns)) < at:
            at, name = begin, scan.text[scan.starts[begin] : scan.ends[last - 1]]
        sector = next((found.noun.sector for found in nouns if found.last == last or self._tells(found, at)), "")
        country = self._state_in(at, last) or self._land_after(last)
        known = newcomer(self.registry, name, ActorKind.OTHER, country, sector)
        acronym = acronym_after(self.scan, at, last)
        if acronym:
            self.met.call(acronym, known)
        self.emit(at, last, known, via=Via.NAME, confidence=NAMED)

    def _begun(self, at: int, nouns: list[NounHit]) -> int:
        """Where the name of a body begins that "and" cut in two: "the Search and Rescue Agency"."""
        scan, first = self.scan, at - 2
        cut = scan.word(at - 1) == "and" and scan.near(at) and scan.near(at - 1) and scan.capital(first)
        whole = cut and scan.word(first - 1) == "the" and self.free(first) and first not in scan.hits
        return first if whole and nouns and nouns[-1].noun.group == "body" else at

    def _tells(self, noun: NounHit, at: int) -> bool:
        """Whether a noun in a name tells what it is: "Court of Session", "People's Party of X", not "Marine X"."""
        lemma, words = noun.noun.lemma, self.lexicon.words
        body = (noun.noun.group == "body" or lemma in words["clubs"]) and lemma not in words["houses"]
        return body and (noun.first == at or self.scan.word(noun.last) in PURPOSE)

    def _state_in(self, at: int, last: int) -> str:
        """The state a name names, "" for none or one of several."""
        for hit in (self.scan.hits[i] for i in range(at, last) if i in self.scan.hits):
            option = choose(self.scan, hit, self.registry, self.lexicon, self.evidence)
            if option and len(hit.options) == 1:
                actor = self.registry.actor(option.actor)
                spoken_of = option.type is not AliasType.CAPITAL or self.evidence.countries[actor.id] > 0
                if actor.kind is ActorKind.COUNTRY and (spoken_of or self.scan.word(hit.first - 1) == "of"):
                    return actor.id
        return ""

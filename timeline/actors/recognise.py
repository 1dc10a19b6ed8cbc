"""Find who is mentioned in an article: names, phrases around names, offices, and who is meant by them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.actors.context import acts, choose, gather
from timeline.actors.coref import group_pronoun, pronoun
from timeline.actors.lexicon import lexicon
from timeline.actors.named import DONE_TO, PURPOSE
from timeline.actors.nameless import Nameless
from timeline.actors.people import Known, acronym_after, person_name
from timeline.actors.phrases import PEOPLE, Phrase, phrase_at, qualifiers
from timeline.actors.registry import Option, Registry
from timeline.actors.scan import Hit, Sign, scan_text
from timeline.actors.state import (
    LONGEST_LIST,
    NAMED,
    OFFICE,
    PHRASE,
    SHARING,
    STATE_BODIES,
    SURE,
    country_of,
)
from timeline.model import Actor, Article, Mention, Parse
from timeline.terms import ActorKind, AliasType, NameKind, Via

MODEL_DIGITS = (3, 4)  # of a number that names a product


def find_mentions(article: Article, parses: Sequence[Parse], registry: Registry) -> list[Mention]:
    """The actors mentioned in an article, in order, no two overlapping.

    Without parses only the registry, titles and nouns are used; names it lacks stay unfound.
    """
    words = lexicon(article.language if article.language == "en" else "en")
    return Reader(scan_text(article.text, registry, words, parses), registry, words, article.published).read()


@dataclass(slots=True)
class Reader(Nameless):
    """Reads one text from left to right; knows whom it has met."""

    def read(self) -> list[Mention]:
        """All mentions of the text."""
        self.evidence = gather(self.scan, self.registry, self.lexicon, self.day)
        self.storms = self._storms()
        self.met.alone = self._alone()
        for at in self._marks():
            if at >= self.at:
                self.at = at + 1
                self._word(at)
        return self.mentions

    def _marks(self) -> list[int]:
        """The words a mention may begin with: all with a capital, those of the lexicon and of the registry."""
        scan, tags = self.scan, self.scan.tags
        name, kept = int(Sign.NAME), int(Sign.KEPT)
        times = Counter([scan.words[at] for at, signs in scan.marked if signs & name])
        marks = [
            at
            for at, signs in scan.marked
            if signs & kept or (signs & name and (times[scan.words[at]] > 1 or tags.get(at, "").startswith("NNP")))
        ]  # a short name returns to one that was met whole
        return sorted({*marks, *scan.nouns, *scan.hits, *scan.names})

    def _alone(self) -> frozenset[str]:
        """The words with a capital that stand without another beside them."""
        scan, words = self.scan, self.scan.words
        capitals = [word[:1].isupper() for word in words]
        return frozenset(
            word
            for at, word in enumerate(words)
            if capitals[at]
            and not (at and capitals[at - 1] and scan.near(at))
            and not (at + 1 < len(words) and capitals[at + 1] and scan.near(at + 1))
        )

    def _storms(self) -> set[str]:
        """The names of the storms of this text."""
        scan, storm = self.scan, int(Sign.STORM)
        found = [at + 1 for at, signs in scan.marked if signs & storm]
        ships = [at for at in found if scan.word(at - 1) in self.lexicon.words["ships"]]
        found = [at for at in found if at not in ships or not self._given(at)]  # one may be named after a person
        ships = [at + 1 for at in ships if at in found]  # "MV Namse Bangdzod"
        return {scan.words[at] for at in (*found, *ships) if scan.near(at) and scan.capital(at)}

    def _word(self, at: int) -> None:
        scan, lower = self.scan, self.scan.lower[at]
        word = scan.words[at]
        if at in scan.hits:
            self._hit(scan.hits[at])
        elif at in scan.nouns and word not in self.met.short and (at not in scan.names or self._describes(at)):
            self._noun(at)
        elif at in scan.names or word in self.met.short:
            self.name(at)
        elif at in scan.nouns:
            self._noun(at)
        elif word in self.lexicon.short_titles:
            self.short_title(at)
        elif lower in self.lexicon.words["person_pronouns"]:
            self.add(pronoun(scan, self.lexicon, self.focus, at))
        elif lower in self.lexicon.words["group_pronouns"]:
            self.add(
                group_pronoun(
                    scan, self.lexicon, self.focus, at, several=lower in self.lexicon.words["plural_pronouns"]
                )
            )
        elif lower in self.lexicon.words["pair_openers"]:
            self._pair(at)
        elif (last := self.proper(at)) > at and not self.thing(at, last):
            if self.title_within(at, last):
                return
            self.at = last
            name = person_name(scan, self.lexicon, at, last)
            self.organisation(at, last, name)

    def _describes(self, at: int) -> bool:
        """Whether what the pipeline took for a name is a noun with a capital: "the Ministry", "Parliament"."""
        the = self.scan.word(at - 1) == "the" or self.scan.word(at) in self.lexicon.words["unique"]
        return self.scan.names[at][0] == self.scan.nouns[at].last and the

    def _hit(self, hit: Hit) -> None:
        scan = self.scan
        if self._is_month(hit):
            return
        name = scan.names.get(hit.first)
        if name and name[0] > hit.last and name[1] is not NameKind.LOCATION and self._name_wins(hit, name[0]):
            self.name(hit.first)
            return
        option = choose(scan, hit, self.registry, self.lexicon, self.evidence)
        if option and self._bears_it(hit, option):
            option = None
        if option is None:
            if hit.first in scan.names or scan.words[hit.first] in self.met.short:
                self.name(hit.first)
            elif hit.first in scan.nouns:
                self._noun(hit.first)
            return
        self.at = hit.last
        actor = self.registry.actor(option.actor)
        namesake = self.met.short.get(hit.form)
        if (
            option.type is AliasType.SHORT
            and actor.kind is ActorKind.PERSON
            and namesake
            and namesake.actor != actor.id
        ):
            self.emit(hit.first, hit.last, namesake, via=Via.COREF, confidence=NAMED)
        elif actor.kind is ActorKind.PERSON:
            self.person(hit.first, hit.last, actor)
        else:
            self._anchor(hit, option, actor)

    def _is_month(self, hit: Hit) -> bool:
        """Whether a surname is a month here: "in May", "since March 2019"."""
        scan, words = self.scan, self.lexicon.words
        if hit.last - hit.first > 1 or scan.word(hit.first) not in words["calendar"]:
            return False
        dated = scan.word(hit.last).isdigit() or (scan.word(hit.first - 1).isdigit() and scan.near(hit.first))
        return dated or (scan.near(hit.first) and scan.word(hit.first - 1) in words["before_months"])

    def _bears_it(self, hit: Hit, option: Option) -> bool:
        """Whether the name of a people or of a nation is here the surname of somebody met: "Dawn French ... French"."""
        known = self.met.short.get(hit.form)
        people = option.type is AliasType.DEMONYM or self.registry.actor(option.actor).kind is ActorKind.PEOPLE
        alone = hit.last not in self.scan.nouns and self.scan.word(hit.first - 1) != "the"
        return people and alone and known is not None and known.kind is ActorKind.PERSON

    def _name_wins(self, hit: Hit, last: int) -> bool:
        """Whether a longer name of the pipeline is meant, not the form at its beginning."""
        phrase = phrase_at(self.scan, self.lexicon, hit.last) if self.scan.near(hit.last) else None
        known = any(at in self.scan.hits for at in range(hit.last, last))
        cut = last < len(self.scan.words) and self.scan.gap(last) == "-"  # "Amnesty International Man-kei ..."
        acronym = (
            hit.form.isupper()
            and hit.form.isalpha()
            and len(hit.form) > 2
            and self.scan.names[hit.first][1] is NameKind.PERSON
        )
        return (phrase is None or phrase.last < last) and not known and not cut and not acronym

    def _anchor(self, hit: Hit, option: Option, actor: Actor) -> None:
        """A state or organisation: alone, or with the noun phrase it governs."""
        first, after = hit.first, hit.last
        if actor.kind is ActorKind.MEDIA and (land := self._land_at(after)):
            self.at = land.last
            self.emit(first, land.last, self.known(actor), via=Via.ALIAS, confidence=SURE)  # "CNN Philippines"
            return
        if actor.kind is ActorKind.COMPANY and self._is_model(after):
            self.at = after + 1  # "a Boeing 787 Dreamliner" is not its maker
            return
        possessive = self.scan.word(after) == "s" and self.scan.gap(after) == "'"
        after += possessive
        phrase = None
        if after < len(self.scan.words) and self.scan.gap(after) in (" ", "' ", "-"):
            if self._joined(first, after, option, actor):
                return
            counted = not possessive and option.type is not AliasType.DEMONYM and self.scan.tags.get(after) == "CD"
            phrase = None if counted else phrase_at(self.scan, self.lexicon, after)  # "told Reuters five people"
        if phrase and actor.kind is ActorKind.PEOPLE and self._is_a_land(phrase):
            self.at = phrase.last  # "the European nation" is one of them
        elif phrase and phrase.noun.group == "craft" and actor.kind is ActorKind.COMPANY:
            self.at = phrase.last  # "a Boeing 707 cargo plane" is not its maker
        elif phrase and phrase.noun.group != "deed":
            self._phrase(self.before(first), phrase, actor)
        elif self._stands_alone(hit, option, actor, phrase):
            self._whole(hit, actor)
        elif option.type is AliasType.CAPITAL and self.scan.labels.get(hit.last - 1) in DONE_TO:
            self.town(hit.first, hit.last, actor.country)

    def _is_model(self, at: int) -> bool:
        """Whether word `at` is what a maker calls a product: "A380", "787", "737-800", no number of people."""
        scan = self.scan
        if at >= len(scan.words) or scan.gap(at) != " " or not any(map(str.isdigit, scan.words[at])):
            return False
        if not scan.words[at].isdigit():
            return scan.words[at][0].isupper()
        craft = at + 1 in scan.nouns and scan.nouns[at + 1].noun.group == "craft"
        counted = scan.tags.get(at + 1) in ("NNS", "CD", "NN") and not craft
        return len(scan.words[at]) in MODEL_DIGITS and scan.tags.get(at) == "CD" and not counted

    def _land_at(self, at: int) -> Hit | None:
        """The name of a state that stands right at word `at`."""
        hit = self.scan.hits.get(at)
        if hit is None or self.scan.gap(at) != " " or hit.options[0].type is not AliasType.NAME:
            return None
        return hit if self.registry.actor(hit.options[0].actor).kind is ActorKind.COUNTRY else None

    def _is_a_land(self, phrase: Phrase) -> bool:
        return phrase.noun.lemma in self.lexicon.words["lands"] and not phrase.noun.plural

    def _joined(self, first: int, after: int, option: Option, actor: Actor) -> bool:
        """Whether the next name belongs to this one, and both are one mention: "Russia's Baltic Fleet"."""
        hit = self.scan.hits.get(after)
        if hit is None or option.type is AliasType.CAPITAL or actor.kind is not ActorKind.COUNTRY:
            return False
        chosen = choose(self.scan, hit, self.registry, self.lexicon, self.evidence)
        part = self.registry.actor(chosen.actor) if chosen else actor
        if part.id == actor.id or part.country != actor.country or part.kind is ActorKind.COUNTRY:
            return False
        self.at = hit.last
        self.emit(first, hit.last, self.known(part), via=Via.ALIAS, confidence=SURE)
        return True

    def _stands_alone(self, hit: Hit, option: Option, actor: Actor, phrase: Phrase | None) -> bool:
        if option.type is AliasType.CAPITAL:
            return phrase is not None or acts(self.scan, hit, self.lexicon)
        if option.type is AliasType.DEMONYM:
            return phrase is not None or self._people(hit) or self._listed(hit)
        if actor.kind is ActorKind.COMPANY and hit.last - hit.first == 1 and phrase is None:
            the = self.scan.near(hit.first) and self.scan.word(hit.first - 1) in self.lexicon.words["articles"]
            return not the or self.scan.word(hit.last) == "s"  # "the Volvo" is a car
        return True

    def _listed(self, hit: Hit) -> bool:
        """Whether an adjective shares the noun of one that follows: "Ethiopian, Kenyan and Ugandan troops"."""
        scan, at = self.scan, hit.last
        for _ in range(LONGEST_LIST):
            if at >= len(scan.words) or scan.gap(at) not in (" ", ", "):
                return False
            at += scan.word(at) in ("and", "or")
            at += scan.word(at) == "the"
            following = scan.hits.get(at)
            if following is None:
                return False
            at = following.last
            if scan.near(at) and phrase_at(scan, self.lexicon, at):
                return True
            if following.options[0].type not in SHARING:
                kind = self.registry.actor(following.options[0].actor).kind
                return kind in STATE_BODIES and following.last - following.first > 1
        return False

    def _people(self, hit: Hit) -> bool:
        """Whether a demonym is a noun here: "Russians", "the British"."""
        tag = self.scan.tags.get(hit.last - 1)
        if tag:
            return tag in ("NNS", "NNPS") or (hit.form.endswith(("s", "men", "women")) and tag.startswith("NN"))
        adjectives = self.registry.adjectives(hit.options[0].actor)
        if hit.form.endswith(("men", "women")) or (hit.form.endswith("s") and hit.form[:-1] in adjectives):
            return True
        if hit.first == 0 and hit.last == len(self.scan.words):
            return True
        following = self.scan.word(hit.last)
        ends = not following or not self.scan.near(hit.last) or following in self.lexicon.words["stops"]
        return self.scan.word(hit.first - 1) == "the" and ends

    def _whole(self, hit: Hit, actor: Actor) -> None:
        known = self.known(actor)
        if self.scan.word(hit.first - 1) in self.lexicon.words["plain_people"] and self.scan.near(hit.first):
            known = replace(known, sector="CVL")
        self.emit(hit.first, hit.last, known, via=Via.ALIAS, confidence=SURE)
        acronym = acronym_after(self.scan, hit.first, hit.last)
        if acronym and actor.kind is not ActorKind.COUNTRY:
            self.met.call(acronym, self.known(actor))

    def _phrase(self, first: int, phrase: Phrase, anchor: Actor, *, local: bool = False) -> None:
        """A name and the noun phrase it governs: "Russian jets", "Iran's foreign minister, Javad Zarif"."""
        scan, last = self.scan, phrase.last
        former, deputy = qualifiers(scan, self.lexicon, first, phrase.first)
        if former or deputy:
            phrase = phrase._replace(former=phrase.former or former, deputy=phrase.deputy or deputy)
        self.at = last
        if phrase.noun.group in PEOPLE and not self._begins_a_name(phrase):
            named = self.person_behind(phrase)
            if named:
                self.titled(first, named, phrase, anchor)
                return
        if anchor.kind is ActorKind.COUNTRY and (longer := self._for_a_purpose(phrase)) > last:
            self.organisation(first, longer, scan.text[scan.starts[first] : scan.ends[longer - 1]])
            self.at = longer
            return
        if self._own_name(phrase, anchor):
            self.organisation(first, last, scan.text[scan.starts[first] : scan.ends[last - 1]])
            return
        child = None if local else self.child(phrase, anchor)
        if child:
            self.emit(first, last, self.known(child), via=Via.ALIAS, confidence=PHRASE)
            return
        whom = "" if local else self.holder(phrase, anchor)
        if whom:
            known = self.known(self.registry.actor(whom))
            self.emit(first, last, known, via=Via.TITLE, confidence=OFFICE, role=scan.slice(phrase.first, last))
        else:
            sector = self.phrase_sector(phrase, anchor)
            country = country_of(anchor)
            if not country and anchor.kind is ActorKind.PEOPLE and (owner := self.owner(phrase)):
                country, self.at, last = owner[0].country, owner[1], owner[1]
            known = Known(anchor.id, anchor.name, anchor.kind, country, sector)
            self.emit(first, last, known, via=Via.TITLE, confidence=PHRASE, role=scan.slice(phrase.first, last))

    def _for_a_purpose(self, phrase: Phrase) -> int:
        """The end of the name of a state's body that tells what it is for: "US Commission on Religious Freedom"."""
        scan, at, last = self.scan, phrase.last - 1, phrase.last
        body = phrase.noun.group in ("body", "group") and scan.capital(at) and not phrase.noun.plural
        more = body and scan.near(last) and scan.word(last) in PURPOSE and scan.capital(last + 1)
        return self.goes_on(at, last) if more else at

    def _own_name(self, phrase: Phrase, anchor: Actor) -> bool:
        """Whether a state's name only begins that of a body nothing is known of: "Thai Raksa Chart Party"."""
        scan, words = self.scan, range(phrase.first, phrase.last)
        body = phrase.noun.group in ("body", "group") and anchor.kind is ActorKind.COUNTRY
        unknown = [at for at in words if at not in scan.nouns and scan.word(at) not in scan.common]
        named = len(unknown) > 1 and all(scan.capital(at) for at in words)
        return body and named and not phrase.noun.plural

    def _noun(self, at: int) -> None:
        """A noun phrase with no name before it: "the president", "police in Hong Kong", "gunmen"."""
        scan = self.scan
        noun = scan.nouns[at]
        tag = scan.tags.get(noun.last - 1, "N")
        if noun.noun.group == "deed" or not tag.startswith("N") or (scan.capital(at) and self._in_a_name(at, noun)):
            self.at = noun.last
            return
        if (last := self.long_name(at, noun)) > noun.last:
            self.organisation(at, last, scan.text[scan.starts[at] : scan.ends[last - 1]])
            self.at = last
            return
        phrase = phrase_at(scan, self.lexicon, at)
        first = self.before(at)
        if phrase and scan.gap(at) == "-" and (first == at or scan.word(at - 1) in self.lexicon.words["against"]):
            if scan.word(at - 1) in self.lexicon.words["against"] - self.lexicon.words["upon_bodies"]:
                self.at = phrase.last
                return  # "non-government sources"
            first = max(begin for begin in range(at, phrase.last) if begin == at or begin in scan.nouns)
            phrase = phrase._replace(first=first)  # "three-judge court"
        supply = noun.noun.lemma in self.lexicon.words["supplies"] and scan.tags.get(at - 1) == "NN" and scan.near(at)
        if phrase is None or phrase.noun.group == "deed" or supply or self._names_a_thing(phrase):
            self.at = scan.nouns[at].last
            return
        if scan.word(phrase.last) == "of" and scan.word(at) in self.lexicon.words["collectives"]:
            inner = phrase_at(scan, self.lexicon, phrase.last + 1)
            if inner and inner.noun.group in (*PEOPLE, "group"):
                phrase = inner
            elif self._of_things(phrase) and not scan.capital(phrase.last + 1):
                self.at = phrase.last
                return  # "a group of motorcycles"
        if self._stance(phrase):
            self.at = phrase.last
            return
        if self._names_follow(phrase):
            self.at = phrase.last
            return
        town = self.town_before(first)
        owner = (town[1], phrase.last) if town else self.owner(phrase)
        if first == at and self._only_word(phrase) and (owner is None or phrase.noun.group == "craft"):
            self._weak(first, phrase)
            return
        former, deputy = qualifiers(scan, self.lexicon, first, at)
        if former or deputy:
            phrase = phrase._replace(former=former or phrase.former, deputy=deputy)
        first += first < at and scan.gap(first) == "-"  # the "old" of "92-year-old" is no word of its own
        self.at = phrase.last
        if phrase.noun.group in PEOPLE:
            named = self.person_behind(phrase)
            closed = scan.word(first - 1) == "the" and named and scan.gap(named[1])[:1] == ","
            if named and (scan.gap(named[0]) != ", " or (closed and not phrase.noun.plural)):
                self.titled(first, named, phrase, None)
                return
        first = town[0] if town else first
        soon = None if owner and self.person_after(owner[1]) else self.named_soon(phrase)
        if soon:
            self.told_before(first, phrase, soon, owner[0] if owner else None)
        elif owner:
            beyond = phrase.last + 1 + (scan.word(phrase.last + 1) == "the")
            self._owned(first, phrase, *owner, local=town is not None or beyond not in scan.hits)
        else:
            self._bare(first, phrase)

    def _owned(self, first: int, phrase: Phrase, owner: Actor, last: int, *, local: bool) -> None:
        """A phrase and whose it is; what belongs to a town is in its state, but not the state's own."""
        self.at = last
        if local and phrase.noun.group == "craft":
            return  # "a plane in Nevada" acts for nobody
        named = self.person_after(last) if phrase.noun.group in PEOPLE else None
        if named:
            self.titled(first, named, phrase, owner)
            return
        self._phrase(first, phrase._replace(last=last), owner, local=local)

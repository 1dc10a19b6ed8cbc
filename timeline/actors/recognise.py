"""Find who is mentioned in an article: names, phrases around names, offices, and who is meant by them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from timeline.actors.context import Evidence, acts, choose, gather
from timeline.actors.coref import Focus, described, pair, pronoun
from timeline.actors.lexicon import Lexicon, lexicon
from timeline.actors.offices import FORMER, STATE_LIKE, holder, seats_of, standing
from timeline.actors.people import Known, Met, acronym_after, name_at, newcomer, person_name
from timeline.actors.phrases import PEOPLE, Phrase, extend_back, phrase_at, qualifiers
from timeline.actors.registry import Option, Registry
from timeline.actors.scan import Hit, Scan, scan_text
from timeline.actors.spelling import slug
from timeline.model import Actor, ActorKind, AliasType, Article, Mention, NameKind, Parse

SURE, OFFICE, PHRASE, NAMED, FOCUSED, GENERIC = 1.0, 0.9, 0.9, 0.7, 0.5, 0.3
AFTER_ASCII = "\x7f"
PARTIES = ("nsubj", "obj", "iobj", "obl:agent", "nmod:poss")  # what a party is in its clause
LONGEST_LIST = 5
SHARING = (AliasType.DEMONYM, AliasType.ABBREVIATION)
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


def find_mentions(article: Article, parses: Sequence[Parse], registry: Registry) -> list[Mention]:
    """The actors mentioned in an article, in order, no two overlapping.

    Without parses only the registry, titles and nouns are used; names it lacks stay unfound.
    """
    words = lexicon(article.language if article.language == "en" else "en")
    return Reader(scan_text(article.text, registry, words, parses), registry, words, article.published).read()


@dataclass(slots=True)
class Reader:
    """Reads one text from left to right; knows whom it has met."""

    scan: Scan
    registry: Registry
    lexicon: Lexicon
    day: int | None
    mentions: list[Mention] = field(default_factory=list)
    met: Met = field(default_factory=Met)
    focus: Focus = field(default_factory=Focus)
    evidence: Evidence = field(default_factory=Evidence)
    at: int = 0

    def read(self) -> list[Mention]:
        """All mentions of the text."""
        self.evidence = gather(self.scan, self.registry)
        for at in self._marks():
            if at >= self.at:
                self.at = at + 1
                self._word(at)
        return self.mentions

    def _marks(self) -> list[int]:
        """The words a mention may begin with: all with a capital, those of the lexicon and of the registry."""
        scan, words = self.scan, self.lexicon.words
        watched = self.lexicon.noun_lengths.keys() | words["person_pronouns"] | words["pair_openers"]
        low = [at for at, word in enumerate(scan.lower) if word in watched]
        common, short = scan.common, self.lexicon.short_titles
        capital = [
            at
            for at, word in enumerate(scan.words)
            if ("A" <= word < "[" or word > AFTER_ASCII) and (word in short or scan.lower[at] not in common)
        ]
        again = Counter(scan.words[at] for at in capital)  # a short name returns to one that was met whole
        tags = scan.tags
        capital = [at for at in capital if at in tags or again[scan.words[at]] > 1 or scan.words[at] in short]
        return sorted({*low, *capital, *scan.hits, *scan.names})

    def _word(self, at: int) -> None:
        scan, lower = self.scan, self.scan.lower[at]
        word = scan.words[at]
        if at in scan.hits:
            self._hit(scan.hits[at])
        elif at in scan.nouns and at not in scan.names and word not in self.met.short:
            self._noun(at)
        elif at in scan.names or word in self.met.short:
            self._name(at)
        elif at in scan.nouns:
            self._noun(at)
        elif word in self.lexicon.short_titles:
            self._short_title(at)
        elif lower in self.lexicon.words["person_pronouns"]:
            self._add(pronoun(scan, self.lexicon, self.focus, at))
        elif lower in self.lexicon.words["pair_openers"]:
            self._pair(at)
        elif (last := self._proper(at)) > at and not self._thing(at, last):
            self.at = last
            name = person_name(scan, self.lexicon, at, last)
            self._emit(at, last, newcomer(name, ActorKind.OTHER, "", ""), via="name", confidence=FOCUSED)

    # names of the registry

    def _hit(self, hit: Hit) -> None:
        scan = self.scan
        name = scan.names.get(hit.first)
        if name and name[0] > hit.last and name[1] is not NameKind.LOCATION and self._name_wins(hit, name[0]):
            self._name(hit.first)
            return
        option = choose(scan, hit, self.registry, self.lexicon, self.evidence)
        if option is None:
            if hit.first in scan.names or scan.words[hit.first] in self.met.short:
                self._name(hit.first)
            elif hit.first in scan.nouns:
                self._noun(hit.first)
            return
        self.at = hit.last
        actor = self.registry.actor(option.actor)
        namesake = self.met.short.get(hit.form)
        if option.type is AliasType.SHORT and namesake and namesake.actor != actor.id:
            self._emit(hit.first, hit.last, namesake, via="coref", confidence=NAMED)
        elif actor.kind is ActorKind.PERSON:
            self._person(hit.first, hit.last, actor)
        else:
            self._anchor(hit, option, actor)

    def _name_wins(self, hit: Hit, last: int) -> bool:
        """Whether a longer name of the pipeline is meant, not the form at its beginning."""
        phrase = phrase_at(self.scan, self.lexicon, hit.last) if self.scan.near(hit.last) else None
        known = any(at in self.scan.hits for at in range(hit.last, last))
        return (phrase is None or phrase.last < last) and not known

    def _anchor(self, hit: Hit, option: Option, actor: Actor) -> None:
        """A state or organisation: alone, or with the noun phrase it governs."""
        first, after = hit.first, hit.last
        possessive = self.scan.word(after) == "s" and self.scan.gap(after) == "'"
        after += possessive
        phrase = None
        if after < len(self.scan.words) and self.scan.gap(after) in (" ", "' ", "-"):
            if self._joined(first, after, option, actor):
                return
            phrase = phrase_at(self.scan, self.lexicon, after)
        if phrase and phrase.noun.group != "deed":
            self._phrase(self._before(first), phrase, actor)
        elif self._stands_alone(hit, option, phrase):
            self._whole(hit, actor)

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
        self._emit(first, hit.last, self.known(part), via="alias", confidence=SURE)
        return True

    def _before(self, first: int) -> int:
        """The first word of the modifiers before a name: "former U.S. officials"."""
        begin = extend_back(self.scan, self.lexicon, first)
        return begin if self._free(begin) else first

    def _free(self, at: int) -> bool:
        return not self.mentions or self.scan.starts[at] >= self.mentions[-1].end

    def _stands_alone(self, hit: Hit, option: Option, phrase: Phrase | None) -> bool:
        if option.type is AliasType.CAPITAL:
            return phrase is not None or acts(self.scan, hit, self.lexicon)
        if option.type is AliasType.DEMONYM:
            return phrase is not None or self._people(hit) or self._listed(hit)
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
            if following is None or following.options[0].type not in SHARING:
                return False
            at = following.last
            if scan.near(at):
                phrase = phrase_at(scan, self.lexicon, at)
                if phrase:
                    return True
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
        self._emit(hit.first, hit.last, known, via="alias", confidence=SURE)
        acronym = acronym_after(self.scan, hit.last)
        if acronym and actor.kind is not ActorKind.COUNTRY:
            self.met.call(acronym, self.known(actor))

    # phrases

    def _phrase(self, first: int, phrase: Phrase, anchor: Actor) -> None:
        """A name and the noun phrase it governs: "Russian jets", "Iran's foreign minister, Javad Zarif"."""
        scan, last = self.scan, phrase.last
        former, deputy = qualifiers(scan, self.lexicon, first, phrase.first)
        if former or deputy:
            phrase = replace(phrase, former=phrase.former or former, deputy=phrase.deputy or deputy)
        self.at = last
        if phrase.noun.group in PEOPLE:
            named = self._person_after(last)
            if named:
                self._titled(first, named, phrase, anchor)
                return
        child = self._child(phrase, anchor)
        if child:
            self._emit(first, last, self.known(child), via="alias", confidence=PHRASE)
            return
        whom = self._holder(phrase, anchor)
        if whom:
            known = self.known(self.registry.actor(whom))
            self._emit(first, last, known, via="title", confidence=OFFICE, role=scan.slice(phrase.first, last))
        else:
            sector = self._phrase_sector(phrase, anchor)
            country = _country(anchor)
            if not country and anchor.kind is ActorKind.PEOPLE and (owner := self._owner(phrase)):
                country, self.at, last = owner[0].country, owner[1], owner[1]
            known = Known(anchor.id, anchor.name, anchor.kind, country, sector)
            self._emit(first, last, known, via="title", confidence=PHRASE, role=scan.slice(phrase.first, last))

    def _phrase_sector(self, phrase: Phrase, anchor: Actor) -> str:
        if phrase.former and phrase.noun.group in PEOPLE:
            return FORMER
        if anchor.kind in STATE_LIKE:
            return phrase.sector or "GOV"
        if anchor.kind is ActorKind.PEOPLE:
            return anchor.sector if phrase.noun.yields or phrase.sector in ("GOV", "UNK", "") else phrase.sector
        if anchor.kind is ActorKind.IGO and phrase.sector in STATE_SECTORS - {"GOV"}:
            return phrase.sector
        return anchor.sector

    def _child(self, phrase: Phrase, anchor: Actor) -> Actor | None:
        """The registered part of a state that the phrase names: "Iran's foreign ministry"."""
        if anchor.kind is not ActorKind.COUNTRY or phrase.noun.group not in ("group", "body"):
            return None
        written = self.scan.plain[self.scan.starts[phrase.first] : self.scan.ends[phrase.last - 1]]
        for adjective in self.registry.adjectives(anchor.id):
            for form in (f"{adjective} {written}", f"{adjective} {written.lower()}"):
                for option in self.registry.options(form):
                    return self.registry.actor(option.actor)
        return None

    def _holder(self, phrase: Phrase, anchor: Actor) -> str:
        if phrase.noun.group != "office" or phrase.former or phrase.deputy or phrase.noun.plural:
            return ""
        seats = seats_of(self.registry, anchor.id, phrase.sector if anchor.kind is ActorKind.COUNTRY else "-")
        return holder(self.registry, seats, self.lexicon.titles(phrase.noun.lemma), self.day)

    # persons

    def _person_after(self, at: int) -> tuple[int, int, Actor | None] | None:
        """A person named right after a title: first and last word, and the actor where the registry has one."""
        scan = self.scan
        short = scan.words[at - 1] in self.lexicon.short_titles
        if at >= len(scan.words) or scan.gap(at) not in ((" ", ". ") if short else (" ", ", ")):
            return None
        first, comma = at, scan.gap(at) == ", "
        while scan.words[first] in self.lexicon.words["honorifics"] and scan.near(first + 1):
            first += 1
        hit = scan.hits.get(first)
        if hit:
            for option in hit.options:
                actor = self.registry.actor(option.actor)
                if actor.kind is ActorKind.PERSON and not (comma and hit.last - hit.first < 2):
                    return at, hit.last, actor
        if scan.words[first] in self.met.short and not comma:
            known = self.met.short[scan.words[first]]
            if known.kind is ActorKind.PERSON and not scan.capital(first + 1):
                found = self.registry.actor(known.actor) if known.actor in self.registry else None
                return at, first + 1, found
        name = name_at(scan, self.lexicon, first, titled=not comma)
        if name and name[1] is NameKind.PERSON:
            return at, name[0], None
        return None

    def _titled(self, first: int, named: tuple[int, int, Actor | None], phrase: Phrase, anchor: Actor | None) -> None:
        """A title and the person who bears it, as one mention."""
        begin, last, actor = named
        role = self.scan.slice(phrase.first, phrase.last)
        if actor:
            known = self.known(actor)
            if phrase.former and known.sector in STATE_SECTORS:
                known = replace(known, sector=FORMER)
            elif known.sector == FORMER and phrase.sector in STATE_SECTORS and not phrase.former:
                known = replace(known, sector=phrase.sector)  # the text knows better who is in office
        else:
            name = person_name(self.scan, self.lexicon, begin, last)
            known = self._stranger(name, phrase, anchor)
        self.at = last
        self._emit(first, last, known, via="alias" if actor else "name", confidence=OFFICE, role=role)

    def _stranger(self, name: str, phrase: Phrase | None, anchor: Actor | None) -> Known:
        """A person the registry lacks; a short name returns to whom it was short for."""
        before = self.met.short.get(name) or self.met.slugs.get(slug(name))
        if before:
            return before
        sector = self._phrase_sector(phrase, anchor) if phrase and anchor else (phrase.sector if phrase else "")
        if phrase and phrase.former:
            sector = FORMER
        return newcomer(name, ActorKind.PERSON, _country(anchor) if anchor else "", sector)

    def _person(self, first: int, last: int, actor: Actor) -> None:
        known = self.known(actor)
        role = ""
        if self.scan.gap(last) == ", " if last < len(self.scan.words) else False:
            role, self.at = self._apposition(last)
        self._emit(first, last, known, via="alias", confidence=SURE, role=role)

    def _apposition(self, at: int) -> tuple[str, int]:
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

    def _name(self, at: int) -> None:
        """A name the registry lacks, or the short form of one met before."""
        scan = self.scan
        found = name_at(scan, self.lexicon, at, titled=False)
        last = found[0] if found else at + 1
        name = person_name(scan, self.lexicon, at, last)
        before = self.met.short.get(name) or self.met.slugs.get(slug(name))
        if before is None and found is None:
            if scan.words[at] not in self.met.short or scan.inside_name(at):
                return
            before = self.met.short[scan.words[at]]
        self.at = last
        if before:
            self._emit(at, last, before, via="name" if name == before.name else "coref", confidence=NAMED)
        elif found and self._thing(at, last):
            return
        elif found and found[1] is NameKind.PERSON:
            self._emit(at, last, newcomer(name, ActorKind.PERSON, "", ""), via="name", confidence=NAMED)
        elif found and found[1] is NameKind.ORGANISATION:
            self._organisation(at, last, name)

    def _thing(self, first: int, last: int) -> bool:
        """Whether the name is that of a storm, a street, a treaty: of no party."""
        scan, things = self.scan, self.lexicon.words["things"]
        if scan.word(first) in things or scan.word(last - 1) in things or not scan.capital(first):
            return True
        acts_alone = scan.words[first].isupper() or scan.labels.get(first, "").startswith(PARTIES)
        return last - first == 1 and not acts_alone

    def _proper(self, at: int) -> int:
        """The end of a name the pipeline saw as a word alone: a subject or object with a capital; `at` for none."""
        scan, last = self.scan, at
        while scan.tags.get(last, "").startswith("NNP") and (last == at or scan.near(last)):
            last += 1
        party = any(scan.labels.get(index, "").startswith(PARTIES) for index in range(at, last))
        return last if party and not scan.opens_sentence(at) and scan.word(at) not in scan.common else at

    def _organisation(self, at: int, last: int, name: str) -> None:
        scan = self.scan
        nouns = [scan.nouns[i] for i in range(at, last) if i in scan.nouns]
        sector = next((found.noun.sector for found in nouns if found.last == last or found.first == at), "")
        actors = [self.registry.actor(scan.hits[i].options[0].actor) for i in range(at, last) if i in scan.hits]
        country = next((actor.id for actor in actors if actor.kind is ActorKind.COUNTRY), "")
        known = newcomer(name, ActorKind.OTHER, country, sector)
        acronym = acronym_after(self.scan, last)
        if acronym:
            self.met.call(acronym, known)
        self._emit(at, last, known, via="name", confidence=NAMED)

    # nouns without a name

    def _short_title(self, at: int) -> None:
        """ "Sen.", "Gen." and the like before a name."""
        noun = self.lexicon.nouns.get(self.lexicon.short_titles[self.scan.words[at]])
        named = self._person_after(at + 1)
        if noun and named:
            self._titled(at, named, Phrase(at, at + 1, noun, noun.sector), None)

    def _noun(self, at: int) -> None:
        """A noun phrase with no name before it: "the president", "police in Hong Kong", "gunmen"."""
        scan = self.scan
        noun = scan.nouns[at]
        tag = scan.tags.get(noun.last - 1, "N")
        if noun.noun.group == "deed" or not tag.startswith("N") or (scan.capital(at) and scan.inside_name(at)):
            self.at = noun.last
            return
        phrase = phrase_at(scan, self.lexicon, at)
        first = self._before(at)
        if phrase is None or phrase.noun.group == "deed":
            self.at = scan.nouns[at].last
            return
        if scan.word(phrase.last) == "of" and scan.word(at) in self.lexicon.words["collectives"]:
            inner = phrase_at(scan, self.lexicon, phrase.last + 1)
            if inner and inner.noun.group in (*PEOPLE, "group"):
                phrase = inner
        town = self._town_before(first)
        owner = (town[1], phrase.last) if town else self._owner(phrase)
        if first == at and owner is None and self._only_word(phrase) and scan.word(phrase.last) != "of":
            self.at = scan.nouns[at].last
            return
        former, deputy = qualifiers(scan, self.lexicon, first, at)
        if former or deputy:
            phrase = replace(phrase, former=former or phrase.former, deputy=deputy)
        self.at = phrase.last
        if phrase.noun.group in PEOPLE and (scan.capital(at) or scan.near(phrase.last)):
            named = self._person_after(phrase.last)
            if named and (scan.gap(named[0]) != ", "):
                self._titled(first, named, phrase, None)
                return
        first = town[0] if town else first
        if owner:
            self._owned(first, phrase, *owner)
        else:
            self._bare(first, phrase)

    def _only_word(self, phrase: Phrase) -> bool:
        """Whether a noun that is mostly something else stands alone: "state", "major"."""
        alone = phrase.last - phrase.first == 1
        return alone and self.scan.word(phrase.first) in self.lexicon.words["weak"]

    def _owner(self, phrase: Phrase) -> tuple[Actor, int] | None:
        """Whose the phrase is: "of Iran", "in the Gaza Strip", "of Germany's parliament"."""
        scan, at = self.scan, phrase.last
        if scan.word(at) not in self.lexicon.words["belongs"] or not scan.near(at):
            return None
        at += 1 + (scan.word(at + 1) == "the")
        hit = scan.hits.get(at)
        if not hit:
            town = self.town_at(at)
            return town if town and scan.word(at - 1) != "for" else None
        option = choose(scan, hit, self.registry, self.lexicon, self.evidence)
        if not option or option.type is AliasType.DEMONYM:
            return None
        actor = self.registry.actor(option.actor)
        if actor.kind is ActorKind.PERSON:
            return None
        if scan.word(at - 1) not in ("of", "for", "the") and actor.kind not in STATE_LIKE:
            return None
        return actor, hit.last

    def town_at(self, at: int) -> tuple[Actor, int] | None:
        """The state of the town named from word `at` on, and where its name ends."""
        scan = self.scan
        for last in range(min(at + 3, len(scan.words)), at, -1):
            country = self.lexicon.towns.get(scan.plain[scan.starts[at] : scan.ends[last - 1]], "")
            if country in self.registry:
                return self.registry.actor(country), last
        return None

    def _town_before(self, at: int) -> tuple[int, Actor] | None:
        """The town named right before word `at`: "Shanghai police"."""
        if not self.scan.near(at) or not self.scan.capital(at - 1):
            return None
        for first in range(max(0, at - 3), at):
            town = self.town_at(first) if self._free(first) else None
            if town and town[1] == at:
                return first, town[0]
        return None

    def _owned(self, first: int, phrase: Phrase, owner: Actor, last: int) -> None:
        self.at = last
        named = self._person_after(last) if phrase.noun.group in PEOPLE else None
        if named:
            self._titled(first, named, phrase, owner)
            return
        self._phrase(first, replace(phrase, last=last), owner)

    def _bare(self, first: int, phrase: Phrase) -> None:
        """A phrase nobody is named with: the country in focus, who was named before, or nobody in particular."""
        scan = self.scan
        role = scan.slice(phrase.first, phrase.last)
        before = scan.word(first - 1)
        definite = before == "the"
        if definite:
            known = described(self.lexicon, self.focus, phrase.noun.lemma)
            if known:
                self._emit(first, phrase.last, known, via="coref", confidence=FOCUSED)
                return
        country = self._country_in_focus()
        if country and (definite or (phrase.noun.plural and phrase.noun.group == "group")):
            whom = self._holder(phrase, country) or ""
            child = self._child(phrase, country)
            if whom or child:
                known = self.known(child or self.registry.actor(whom))
                self._emit(first, phrase.last, known, via="coref", confidence=FOCUSED, role=role)
                return
            if phrase.sector in STATE_SECTORS and not phrase.former and phrase.noun.group != "craft":
                known = Known(country.id, country.name, country.kind, country.id, phrase.sector)
                self._emit(first, phrase.last, known, via="coref", confidence=FOCUSED, role=role)
                return
        self._generic(first, phrase, role)

    def _generic(self, first: int, phrase: Phrase, role: str) -> None:
        """Nobody in particular: "gunmen", "two hundred protesters"."""
        if phrase.noun.group == "craft" and self.scan.word(phrase.first - 1) != "the":
            return
        if self.scan.near(phrase.last) and self.scan.labels.get(phrase.last - 1) == "compound":
            return
        sector = self._of(phrase) if phrase.noun.yields and phrase.sector in ("", "UNK") else phrase.sector
        sector = FORMER if phrase.former and phrase.noun.group in PEOPLE else sector
        kind = ActorKind.PEOPLE if phrase.noun.group in PEOPLE else ActorKind.OTHER
        known = Known(slug(role), role, kind, "", sector)
        self._emit(first, phrase.last, known, via="title", confidence=GENERIC, role=role)

    def _of(self, phrase: Phrase) -> str:
        """The sector of what somebody belongs to: "chairman of the board"."""
        scan, at = self.scan, phrase.last
        if scan.word(at) not in ("of", "for"):
            return phrase.sector
        at += 2 if scan.word(at + 1) in self.lexicon.words["articles"] else 1
        inner = phrase_at(scan, self.lexicon, at) if at < len(scan.words) else None
        return inner.sector if inner else phrase.sector

    def _country_in_focus(self) -> Actor | None:
        country = self.focus.country(self.evidence.countries)
        return self.registry.actor(country) if country in self.registry else None

    # two at once

    def _pair(self, at: int) -> None:
        """ "The two countries": the last two met, a word each."""
        if self.scan.slice(at, min(at + 2, len(self.scan.words))) not in self.lexicon.pairs:
            return
        both = pair(self.focus)
        if both:
            self.at = at + 2
            for index, known in enumerate(both):
                self._emit(at + index, at + index + 1, known, via="coref", confidence=FOCUSED)

    # mentions

    def known(self, actor: Actor) -> Known:
        """An actor of the registry as it counts on the day of the text."""
        if actor.kind is ActorKind.PERSON:
            found = standing(self.registry, self.lexicon, actor, self.day)
            return Known(actor.id, actor.name, actor.kind, found.country, found.sector)
        return Known(actor.id, actor.name, actor.kind, _country(actor), actor.sector)

    def _emit(self, first: int, last: int, known: Known, *, via: str, confidence: float, role: str = "") -> None:
        start, end = self.scan.starts[first], self.scan.ends[last - 1]
        mention = Mention(
            start, end, self.scan.text[start:end], known.actor, known.name, known.kind,
            known.country, known.sector, role, via, confidence,
        )  # fmt: skip
        self.mentions.append(mention)
        if confidence > GENERIC:
            self.met.meet(known)
            self.focus.see(known, first, self.scan)

    def _add(self, mention: Mention | None) -> None:
        if mention:
            self.mentions.append(mention)


def _country(actor: Actor) -> str:
    return actor.country or (actor.id if actor.kind is ActorKind.COUNTRY else "")

"""Who is meant by the pronouns of parsed sentences: the subject that governs them, or the one that went before."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.actors.coref import CONTESTED, GROUPS, NOBODY, PRONOUN, Quotations
from timeline.actors.described import take_up
from timeline.actors.lexicon import Lexicon, lexicon
from timeline.model import Mention, Parse
from timeline.terms import BY_NAME, ActorKind, Via

BACK = 3  # sentences looked back through
FARTHEST = 8  # the same, with those of quotations between
SUBJECTS = ("nsubj", "nsubj:pass")
OBJECTS = ("obj", "iobj", "obl")
CORE = (*SUBJECTS, "obj", "iobj", "obl:agent", "root", "ccomp", "parataxis")
NAMING = ("flat", "appos", "nmod:desc")
SAME = ("conj", "appos", "flat", "nmod:desc")  # whose part in the clause is that of their head
WHOLE_NAME = (2, 3)  # words of a given name and a surname
PLURAL = frozenset({"NNS", "NNPS"})
NAME = "NNP"
REPORTED = ("ccomp", "xcomp")
OWNER = "PRP$"
IT = GROUPS | {ActorKind.THING}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a party is mentioned: its sentence, the word that governs its name, and its part in the clause."""

    sentence: int
    head: int
    mention: Mention
    part: str


class Place(NamedTuple):
    """A pronoun: its sentence and its word."""

    sentence: int
    word: int


@dataclass(slots=True)
class Scene:
    """An article's sentences with the parties in them."""

    parses: Sequence[Parse]
    lexicon: Lexicon
    quotations: Quotations
    spots: list[list[Spot]]
    genders: dict[str, str] = field(default_factory=dict)
    named: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # sentences by person

    def settle(self, mentions: Sequence[Mention]) -> None:
        """Put mentions, which stand in order, into their sentences."""
        sentence, last = 0, len(self.parses) - 1
        for mention in mentions:
            while sentence < last and mention.start >= self.parses[sentence + 1].start:
                sentence += 1
            self.place(mention, sentence)

    def place(self, mention: Mention, sentence: int) -> None:
        """Take note of a mention; in a sentence that was not parsed it has no part."""
        parse, head, part = self.parses[sentence], -1, ""
        inside = range(bisect_left(parse.starts, mention.start), bisect_left(parse.starts, mention.end))
        if inside:
            head = next((at for at in inside if parse.heads[at] not in inside), inside[-1])
            part = _part(parse, head)
        self.spots[sentence].append(Spot(sentence, head, mention, part))
        if mention.kind is ActorKind.PERSON:
            if mention.via in BY_NAME:
                self.named[mention.actor].append(sentence)
            if not self.genders.get(mention.actor):
                self.genders[mention.actor] = gender(mention, self.lexicon)

    def at(self, sentence: int, word: int) -> Spot | None:
        """The party whose name a word governs, or the person whose title it is: "mother Ann Smith"."""
        parse, named = self.parses[sentence], None
        for spot in self.spots[sentence]:
            beside = (
                spot.head > word >= 0
                and parse.heads[spot.head] == word
                and parse.labels[spot.head] in ("appos", "flat")
            )
            if beside and spot.mention.via in BY_NAME and spot.mention.kind in GROUPS - {ActorKind.COUNTRY}:
                return spot  # "the Irish airline Ryanair"
        for spot in self.spots[sentence]:
            if spot.head == word:
                return spot
            if spot.mention.kind is ActorKind.PERSON and spot.head >= 0 and parse.labels[spot.head] in NAMING:
                near = parse.heads[spot.head] == word or (
                    parse.labels[spot.head] == "appos" and _under(parse, spot.head, word)
                )
                named = spot if near else named
        return named


def _part(parse: Parse, word: int) -> str:
    """The part a word plays in its clause; of a list or an apposition that of its head."""
    while parse.labels[word] in SAME and parse.heads[word] >= 0:
        word = parse.heads[word]
    return parse.labels[word]


def _under(parse: Parse, word: int, above: int) -> bool:
    """Whether a word hangs on another, through prepositional phrases alone."""
    word = parse.heads[word]
    while word != above and word >= 0 and parse.labels[word] == "nmod":
        word = parse.heads[word]
    return word == above


def gender(mention: Mention, words: Lexicon) -> str:
    """ "men" or "women", where a given name, a title or a pronoun tells; else ""."""
    spoken = {part for word in (*mention.text.split(), *mention.role.split()) for part in (word, word.lower())}
    for each in ("men", "women"):
        if mention.name.split()[0] in words.words[f"given_{each}"] or spoken & words.words[each]:
            return each
    return ""


def refer(
    text: str, parses: Sequence[Parse], mentions: Sequence[Mention], *, deeds: Container[str] = ()
) -> list[Mention]:
    """The mentions, and those of pronouns and definite nouns that stand for one of them; in order.

    Nouns in `deeds` tell of events, and stand for nobody.
    """
    if not parses:
        return list(mentions)
    mentions = take_up(parses, mentions, deeds)
    scene = Scene(parses, lexicon(), Quotations(text), [[] for _ in parses])
    scene.settle(mentions)
    result = {mention.start: mention for mention in mentions}
    for sentence, parse in enumerate(parses):
        for word, tag in enumerate(parse.tags):
            if tag not in ("PRP", OWNER):
                continue
            before = result.get(parse.starts[word])
            if before is not None and before.kind is ActorKind.PERSON and tag == "PRP":
                before = None
                del result[parse.starts[word]]  # the parse knows better
            if text[parse.starts[word] - 1 : parse.starts[word]] == "]":
                continue  # the rest of a word: "[T]he"
            meant = _meant(scene, Place(sentence, word)) if before is None or before.kind in GROUPS else None
            if meant is not None and (before is None or before.actor != meant[0].mention.actor):
                result[parse.starts[word]] = _mention(scene, Place(sentence, word), *meant)
                scene.place(result[parse.starts[word]], sentence)
    return [result[start] for start in sorted(result)]


def _meant(scene: Scene, place: Place) -> tuple[Spot, float] | None:
    """The party a pronoun stands for, and how sure that is."""
    spoken = scene.parses[place.sentence].words[place.word].lower()
    for name, find in FINDERS.items():
        if spoken in scene.lexicon.words[name]:
            return find(scene, place)
    return None


def _mention(scene: Scene, place: Place, spot: Spot, confidence: float) -> Mention:
    parse, known = scene.parses[place.sentence], spot.mention
    start, end = parse.starts[place.word], parse.ends[place.word]
    return Mention(
        start, end, parse.words[place.word], known.actor, known.name, known.kind,
        known.country, known.sector, "", Via.COREF, confidence,
    )  # fmt: skip


def _person(scene: Scene, place: Place) -> tuple[Spot, float] | None:
    """Whom "he", "her" or "his" stands for."""
    parse = scene.parses[place.sentence]
    sex = "women" if parse.words[place.word].lower() in scene.lexicon.words["women"] else "men"
    if (ahead := _ahead(scene, place, sex)) is not None:
        return ahead, PRONOUN
    near = [spot for spot in _before(scene, place) if _fits(scene, spot, sex)]
    bound = {spot.mention.actor for spot in near if _bound(parse, spot, place)} | _speaker(scene, place)
    near = [spot for spot in near if spot.mention.actor not in bound]
    actors = {spot.mention.actor for spot in near}
    if not near:
        return None
    for subject in _above(parse, place.word):
        spot = scene.at(place.sentence, subject)
        if spot is not None and spot in near:
            sure = PRONOUN if len(actors) == 1 else CONTESTED
            return None if _other_subject(spot, near, parse.starts[place.word]) else (spot, sure)
        if _somebody(scene, place.sentence, subject, sex) and not (spot and _bound(parse, spot, place)):
            return None
    return _from_before(scene, place, near, sex)


def _told_of(parse: Parse, word: int) -> bool:
    """Whether a relative clause tells more of somebody, who may be whom the text goes on about."""
    return any(head == word and parse.labels[at] == "acl:relcl" for at, head in enumerate(parse.heads))


def _ahead(scene: Scene, place: Place, sex: str) -> Spot | None:
    """The main subject, where the pronoun stands in a phrase before it: "after his election, Smith left"."""
    parse = scene.parses[place.sentence]
    subject = _main_subject(parse)
    if parse.tags[place.word] != OWNER or subject < place.word or subject in (*_above(parse, place.word), -1):
        return None
    verb, word = parse.heads[subject], place.word
    while parse.heads[word] not in (verb, -1):
        word = parse.heads[word]
    spot = scene.at(place.sentence, subject)
    fronted = parse.labels[word] in ("obl", "advcl") and word < subject
    return spot if fronted and spot is not None and _fits(scene, spot, sex) else None


def _from_before(scene: Scene, place: Place, near: list[Spot], sex: str) -> tuple[Spot, float] | None:
    """The person the sentences before go on about."""
    sure = PRONOUN if len({spot.mention.actor for spot in near}) == 1 else CONTESTED
    parse = scene.parses[place.sentence]
    number = scene.quotations.number(parse.starts[place.word])
    inner = parse.labels[place.word] in OBJECTS and parse.labels[parse.heads[place.word]] != "root"
    if (inner and parse.tags[place.word] != OWNER) or _stranger(scene, place):
        return None
    for sentence in _back(scene, place, number):
        here = [spot for spot in near if spot.sentence == sentence]
        for subject in _topics(scene.parses[sentence]) if sentence < place.sentence else ():
            topic = scene.at(sentence, subject)
            if topic in here and topic is not None:
                contested = _other_subject(topic, here) or _rival(scene, place, topic, sex)
                return None if contested or _left_behind(scene, place, topic) else (topic, sure)
            if _somebody(scene, sentence, subject, sex):
                return None
        if here:
            core = [spot for spot in here if spot.part in CORE]
            sole = len({spot.mention.actor for spot in here}) == 1 and core
            if not sole or _rival(scene, place, core[-1], sex) or _left_behind(scene, place, core[-1]):
                return None
            return core[-1], sure
    return None


def _left_behind(scene: Scene, place: Place, spot: Spot) -> bool:
    """Whether a sentence about something else followed on somebody who was named only once, among others."""
    if spot.sentence >= place.sentence - 1:
        return False
    if bisect_left(scene.named[spot.mention.actor], place.sentence) > 1:
        return False
    return any(actor != spot.mention.actor and told[0] < place.sentence for actor, told in scene.named.items())


def _stranger(scene: Scene, place: Place) -> bool:
    """Whether the sentence has, before the pronoun, a name that may be a person's, though nobody is known by it."""
    parse = scene.parses[place.sentence]
    return any(
        spot.mention.kind is ActorKind.OTHER
        and not spot.mention.sector
        and spot.part in (*SUBJECTS, "nmod:poss")
        and spot.mention.end <= parse.starts[place.word]
        and len(words := spot.mention.name.split()) in WHOLE_NAME
        and all(word.isalpha() and word.istitle() for word in words)
        for spot in scene.spots[place.sentence]
    )


def _other_subject(spot: Spot, near: Sequence[Spot], before: int | None = None) -> bool:
    """Whether somebody else with a name is the subject of a later clause of the sentence: "Smith spoke, Jones left"."""
    return any(
        other.sentence == spot.sentence
        and other.part in SUBJECTS
        and other.mention.actor != spot.mention.actor
        and spot.mention.end <= other.mention.start
        and (before is None or other.mention.start < before)
        for other in near
    )


def _rival(scene: Scene, place: Place, spot: Spot, sex: str) -> bool:
    """Whether somebody without a name stands between a party and the pronoun: "the girl ... her".

    A subject goes on with a subject, whoever else was spoken of.
    """
    parse = scene.parses[place.sentence]
    start, subject = parse.starts[place.word], parse.labels[place.word] in SUBJECTS
    between = (
        (other.sentence, other.head)
        for sentence in range(spot.sentence, place.sentence + 1)
        for other in scene.spots[sentence]
        if other.mention.kind is ActorKind.PEOPLE and spot.mention.end <= other.mention.start < start
        if not subject or other.part in SUBJECTS or _told_of(scene.parses[other.sentence], other.head)
    )
    return any(head >= 0 and _somebody(scene, sentence, head, sex) for sentence, head in between)


def _group(scene: Scene, place: Place) -> tuple[Spot, float] | None:
    """The body or thing that "it" or "they" stands for: what says so, or for "its" the subject of the clause."""
    parse, (sentence, word) = scene.parses[place.sentence], place
    several = parse.words[word].lower() in scene.lexicon.words["several"]
    owner = parse.tags[word] == OWNER
    if not owner and (parse.labels[word] not in SUBJECTS or (not several and _expletive(scene, place))):
        return None
    subject = next(_above(parse, word, () if owner else REPORTED), -1)
    spot = scene.at(sentence, subject)
    if spot is None and subject < 0 and not owner:
        spot = _thing_before(scene, place)
    if spot is None or spot.part not in SUBJECTS:
        return None
    parse = scene.parses[spot.sentence]
    return _agreeing(parse, spot, several) if _same_quotation(scene, spot, place) else None


def _same_quotation(scene: Scene, spot: Spot, place: Place) -> bool:
    start = scene.parses[place.sentence].starts[place.word]
    return scene.quotations.number(spot.mention.start) == scene.quotations.number(start)


def _agreeing(parse: Parse, spot: Spot, several: bool) -> tuple[Spot, float] | None:
    """The party, if "they" or "it" agrees with it in number."""
    if parse.tags[spot.head] == "NNS":
        people = spot.mention.kind is ActorKind.PEOPLE
        return (spot, NOBODY if people else PRONOUN) if several and (people or spot.mention.kind in IT) else None
    return (spot, PRONOUN) if spot.mention.kind in (GROUPS if several else IT) else None


def _thing_before(scene: Scene, place: Place) -> Spot | None:
    """The thing that is the subject of the sentence before, for the subject of a main clause to go on with."""
    parse = scene.parses[place.sentence]
    if place.sentence == 0 or place.word != _main_subject(parse) or place.word > 1:
        return None
    topic = scene.at(place.sentence - 1, _main_subject(scene.parses[place.sentence - 1]))
    thing = topic is not None and topic.mention.kind is ActorKind.THING
    return topic if thing else None


def _before(scene: Scene, place: Place) -> Iterator[Spot]:
    """The parties named within reach before a pronoun, in the same quotation or outside of all."""
    start = scene.parses[place.sentence].starts[place.word]
    number = scene.quotations.number(start)
    for sentence in _back(scene, place, number):
        for spot in scene.spots[sentence]:
            if spot.mention.start < start and scene.quotations.number(spot.mention.start) == number:
                yield spot


def _back(scene: Scene, place: Place, number: int) -> Iterator[int]:
    """The sentence of a pronoun and those before it, as far as one looks back; quoted ones do not count."""
    told = 0
    for sentence in range(place.sentence, max(-1, place.sentence - 1 - FARTHEST), -1):
        parse = scene.parses[sentence]
        same = number in (scene.quotations.number(parse.start), scene.quotations.number(parse.end - 1))
        if sentence == place.sentence or same:
            yield sentence
            told += 1
            if told > BACK:
                return


def _fits(scene: Scene, spot: Spot, sex: str) -> bool:
    """Whether a party is a person who may be a man, or a woman."""
    return spot.mention.kind is ActorKind.PERSON and scene.genders.get(spot.mention.actor, "") in ("", sex)


def _bound(parse: Parse, spot: Spot, place: Place) -> bool:
    """Whether a party is the subject of the verb that the pronoun is the object of: "Smith shot him"."""
    same = parse.labels[place.word] in OBJECTS[:2] and parse.tags[place.word] != OWNER
    return (
        same
        and spot.sentence == place.sentence
        and spot.part in SUBJECTS
        and _verb(parse, spot.head) == parse.heads[place.word]
    )


def _speaker(scene: Scene, place: Place) -> set[str]:
    """Who says by name, behind it, what a pronoun stands in: "He had a fever, Smith said" is of another."""
    parse = scene.parses[place.sentence]
    above, word = set(), parse.heads[place.word]
    while word >= 0 and word not in above:
        above.add(word)
        word = parse.heads[word]
    return {
        spot.mention.actor
        for spot in scene.spots[place.sentence]
        if spot.head > place.word and spot.part in SUBJECTS and _reports(parse, _verb(parse, spot.head), above)
    }


def _reports(parse: Parse, verb: int, above: Container[int]) -> bool:
    """Whether a verb governs words, or is put in behind one of them: "..., Smith said"."""
    return verb in above or (verb >= 0 and parse.labels[verb] == "parataxis" and parse.heads[verb] in above)


def _verb(parse: Parse, word: int) -> int:
    """The verb of which a word, or the list or name it belongs to, is an argument."""
    while parse.labels[word] in SAME and parse.heads[word] >= 0:
        word = parse.heads[word]
    return parse.heads[word]


def _above(parse: Parse, word: int, labels: Sequence[str] = ()) -> Iterator[int]:
    """The subjects before a word of the clauses it stands in, from the inmost outward.

    With `labels` only of clauses on which those inside hang by one of them.
    """
    seen = {word}
    below, first = word, True
    above = parse.heads[word]
    while above >= 0 and above not in seen:
        seen.add(above)
        if not labels or (not first and parse.labels[below] in labels):
            yield from _subjects_of(parse, above, below, word)
        elif not first and labels:
            return
        below, above, first = above, parse.heads[above], False


def _subjects_of(parse: Parse, verb: int, below: int, word: int) -> Iterator[int]:
    for at in range(min(verb, word)):
        if parse.heads[at] == verb and parse.labels[at] in SUBJECTS and at != below:
            yield at


def _main_subject(parse: Parse) -> int:
    """The subject of the main verb of a sentence; -1 where there is none."""
    root = next((at for at, head in enumerate(parse.heads) if head < 0), -1)
    found = (at for at, head in enumerate(parse.heads) if head == root >= 0 and parse.labels[at] in SUBJECTS)
    return next(found, -1)


def _topics(parse: Parse) -> list[int]:
    """The subjects that a next sentence may go on with: that of what is reported first, and the main one."""
    main = _main_subject(parse)
    verb = parse.heads[main] if main >= 0 else -1
    reported = {
        at for at, head in enumerate(parse.heads) if head == verb and parse.labels[at] in REPORTED and at < verb
    }
    first = [at for at, head in enumerate(parse.heads) if head in reported and parse.labels[at] in SUBJECTS]
    return [*first[:1], main] if main >= 0 else []


def _somebody(scene: Scene, sentence: int, word: int, sex: str) -> bool:
    """Whether a word stands for one person who may be meant as well: "the suspect", "he", a name, known or not."""
    parse = scene.parses[sentence]
    if word < 0 or parse.tags[word] in PLURAL:
        return False
    spot = scene.at(sentence, word)
    if spot is None and parse.tags[word] == NAME:
        return True
    if spot is not None and spot.mention.kind is ActorKind.PERSON:
        return _fits(scene, spot, sex)
    other = scene.lexicon.words["men" if sex == "women" else "women"]
    human = spot is not None and spot.mention.kind is ActorKind.PEOPLE
    pronoun = parse.tags[word] == "PRP" and parse.words[word].lower() in scene.lexicon.words["person_pronouns"]
    return (human or pronoun) and parse.words[word].lower() not in other


def _expletive(scene: Scene, place: Place) -> bool:
    """Whether "it" may stand for nobody: "it is clear that", "it would take"."""
    parse = scene.parses[place.sentence]
    verb = parse.heads[place.word]
    copula = any(head == verb and parse.labels[at] == "cop" for at, head in enumerate(parse.heads))
    return verb < 0 or copula or parse.words[verb].lower() in scene.lexicon.words["expletive"]


FINDERS: dict[str, Callable[[Scene, Place], tuple[Spot, float] | None]] = {
    "persons": _person,
    "groups": _group,
}

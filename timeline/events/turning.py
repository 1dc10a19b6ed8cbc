"""What a trigger shows in its sentence: its class and mode as the words around it turn them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from timeline.events.argument_rules import ArgumentRule, Shown, load_argument_rules
from timeline.events.clauses import is_passive, subjects
from timeline.events.lexicon import Lexicon, load_lexicon
from timeline.events.roles import Roles, Slots
from timeline.events.things import is_thing
from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import Mention
from timeline.quick import changed
from timeline.terms import ActorKind
from timeline.tracing import allowed, note

BY = frozenset({"by", "from"})  # before whoever does what a noun says
OWNERS = BY | {"", "'", "'s", "’", "’s"}
OF_NOUN = ("compound", "amod", "nmod", "nmod:poss", "nmod:desc")
SECTOR_OF = {
    ActorKind.GOVERNMENT: "GOV",
    ActorKind.MINISTRY: "GOV",
    ActorKind.ARMED_FORCE: "MIL",
    ActorKind.ARMED_GROUP: "REB",
    ActorKind.COMPANY: "BUS",
    ActorKind.IGO: "IGO",
    ActorKind.PARTY: "PTY",
    ActorKind.MEDIA: "JRN",
}


def turned(tree: Tree, found: Found, roles: Roles, lexicon: Lexicon) -> Found:
    """The trigger as its arguments make it: a prisoner is released, and so is a film."""
    if found.event_class:
        return found
    lemma, pos, known = " ".join(found.entry.words), found.entry.pos, load_argument_rules()
    if pos == "verb" and lemma in lexicon.words["active"] and is_passive(tree, found.at):
        return changed(found, event_class="OTHER", mode="")
    rules = known.rules.get((pos, lemma), ())
    cases = known.turned.get(lemma) if pos == "verb" else None
    if not rules and not cases:
        return found
    beside = Beside(tree, found, roles)
    name = f"class.object.{lemma.replace(' ', '-')}"
    for rule in rules if allowed(name) else ():
        case = _shown(beside, rule)
        if case is not None:
            note(name, "/".join(case))
            return changed(found, event_class=case[0], mode=case[1])
    return _by_party(beside, cases) if cases else found


def spoken_of(tree: Tree, found: Found, targets: Iterable[Mention]) -> tuple[Mention, ...]:
    """Of the targets of a verb that turned out a statement, the one it is said of: "called Canada a friend"."""
    objects = {tree.mention_at.get(word) for word in tree.having(found.at, "obj", "iobj", "nsubj:pass")}
    return tuple(mention for mention in targets if mention in objects)


class Beside:
    """The words around a trigger, each kind worked out when a rule first asks for it."""

    def __init__(self, tree: Tree, found: Found, roles: Roles) -> None:
        self.tree, self.found, self.roles = tree, found, roles
        self.verbal = found.entry.pos == "verb"

    @cached_property
    def undergoers(self) -> list[int]:
        """The objects of a verb, the subject of an adjective, what hangs on a noun without doing it."""
        tree, at = self.tree, self.found.at
        if self.verbal:
            return list(Slots(tree, self.found).words("obj"))
        if self.found.entry.pos == "adjective":
            return list(subjects(tree, at))
        return [kid for kid in tree.having(at, *OF_NOUN) if tree.preposition(kid) not in BY]

    @cached_property
    def things(self) -> list[int]:
        """The undergoers, what is said of them, and what follows the preposition that is part of the trigger."""
        tree, found = self.tree, self.found
        said = [kid for kid in tree.having(found.at, "xcomp") if tree.parse.coarse[kid] != "VERB"]
        said += tree.having(found.at, "obj", "iobj")  # "was named minister", "warned him that"
        said += [tree.parse.heads[k] for k in found.words if tree.parse.labels[k] == "case"]  # "ran for president"
        return [*self.undergoers, *said] if self.verbal else self.undergoers

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Lemmas of the objects, and of the objects of a verb that depends on this one: "voted to pass the law"."""
        inner = self.tree.having(self.found.at, "xcomp")
        deeper = [word for verb in inner for word in self.tree.having(verb, "obj", "nsubj:pass")]
        return frozenset({*self._lemmas(self.things), *(self.tree.lemmas[word] for word in deeper)})

    @cached_property
    def doers(self) -> list[int]:
        """The subject of a verb, or of the verb that carries a noun; whose the noun is, and by whom."""
        tree, found = self.tree, self.found
        own = tree.having(found.at, "nmod", "nmod:poss") if found.entry.pos == "noun" else []
        return [*(kid for kid in own if tree.preposition(kid) in OWNERS), *Slots(tree, found).words("subj")]

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Lemmas of whatever does it."""
        return self._lemmas(self.doers)

    @cached_property
    def near(self) -> frozenset[str]:
        """Every lemma of the sentence."""
        return frozenset(self.tree.lemmas)

    @cached_property
    def heads(self) -> frozenset[str]:
        """Lemmas of the word the trigger hangs on, and of the one above."""
        return frozenset(self.tree.lemmas[word] for word in self.tree.up(self.found.at)[:2])

    @cached_property
    def below(self) -> frozenset[str]:
        """Lemmas of the clauses under the trigger."""
        return frozenset(self.tree.lemmas[kid] for kid in self.tree.having(self.found.at, "xcomp", "advcl", "acl"))

    @cached_property
    def complements(self) -> frozenset[str]:
        """The labels of what hangs on it."""
        return frozenset(self.tree.parse.labels[kid] for kid in self.tree.kids[self.found.at])

    @cached_property
    def adverbs(self) -> frozenset[str]:
        """Lemmas of the adverbs beside it."""
        return frozenset(self.tree.lemmas[kid] for kid in self.tree.having(self.found.at, "advmod", "compound:prt"))

    @cached_property
    def clauses(self) -> frozenset[str]:
        """The prepositions and conjunctions that open phrases and clauses behind it; of a noun its own preposition."""
        if not self.verbal:
            return frozenset(self.tree.lemmas[case] for case in self.tree.having(self.found.at, "case"))
        phrases = [kid for kid in self.tree.having(self.found.at, "advcl", "obl") if kid > self.found.at]
        return frozenset(self.tree.lemmas[mark] for kid in phrases for mark in self.tree.having(kid, "mark", "case"))

    @cached_property
    def phrases(self) -> Mapping[str, frozenset[str]]:
        """By preposition the lemmas of the nouns behind it; of a verb also those that hang on its object."""
        tree, at = self.tree, self.found.at
        places = [at, *(self.undergoers if self.verbal else ())]
        found: dict[str, frozenset[str]] = {}
        for kid in (kid for place in places for kid in tree.having(place, "obl", "nmod", "obl:agent", "obj", "xcomp")):
            for case in tree.having(kid, "case"):
                found[tree.lower[case]] = found.get(tree.lower[case], frozenset()) | self._lemmas([kid])
        return found

    @cached_property
    def sectors(self) -> frozenset[str]:
        """The sectors of the parties that do it."""
        return self._codes(self.doers)

    @cached_property
    def targets(self) -> frozenset[str]:
        """The sectors of the parties that undergo it."""
        nested = () if self.verbal else (code for mention in self.roles.target for code in codes_of(mention))
        return self._codes(self.things) | frozenset(nested)

    def _codes(self, words: Iterable[int]) -> frozenset[str]:
        named = (self.tree.mention_at.get(each) for word in words for each in self.tree.with_conjuncts(word))
        return frozenset(code for mention in named if mention is not None for code in codes_of(mention))

    def _lemmas(self, words: Iterable[int]) -> frozenset[str]:
        return frozenset(self.tree.lemmas[word] for word in _counted(self.tree, words))

    def asks(self) -> bool:
        """Whether the complement is a question: "asked how it was done"."""
        tree = self.tree
        inside = (word for clause in tree.having(self.found.at, "ccomp") for word in (clause, *tree.kids[clause]))
        return any(tree.parse.tags[word] in ("WRB", "WP") for word in inside)

    def predicates(self) -> bool:
        """Whether something is said of the object: "called the plan a mess", "was called a liar"."""
        tree, at = self.tree, self.found.at
        said = [k for k in tree.having(at, "obj", "iobj", "nsubj:pass", "xcomp") if not tree.having(k, "case")]
        return len(said) > 1


def codes_of(mention: Mention) -> tuple[str, ...]:
    """The sector of a party and its kind in capitals; of a body within a state ("French police") the sector alone."""
    kind, sector = mention.kind, mention.sector or SECTOR_OF.get(mention.kind, "")
    return (sector,) if sector and kind is ActorKind.COUNTRY else (sector, kind.upper())


def _shown(beside: Beside, rule: ArgumentRule) -> Shown | None:
    """What a rule makes of the trigger; None where it says nothing."""
    if rule.voice and (rule.voice == "passive") != is_passive(beside.tree, beside.found.at):
        return None
    if rule.always or (all if rule.every else any)(_holds(beside, rule)):
        return rule.becomes
    return rule.otherwise if beside.things else rule.bare


def _holds(beside: Beside, rule: ArgumentRule) -> Iterator[bool]:
    """For each condition of a rule whether it holds."""
    for name, wanted in rule.words:
        yield not wanted.isdisjoint(getattr(beside, name))
    if rule.question:
        yield beside.asks()
    if rule.predicate:
        yield beside.predicates()
    for case, nouns in rule.phrases:
        yield case in beside.phrases and (not nouns or not nouns.isdisjoint(beside.phrases[case]))


def _counted(tree: Tree, words: Iterable[int]) -> Iterator[int]:
    """Words and those joined to them; of those that only count what they count, of names what stands before them.

    "thousands of protesters", "Hurricane Lorenzo"
    """
    counting, vague = load_argument_rules().counting, load_lexicon().quantity["vague"]
    for word in (each for first in words for each in tree.with_conjuncts(first)):
        yield word
        if tree.lemmas[word] in counting or tree.lower[word] in vague:
            yield from tree.having(word, "nmod", "compound")
        elif tree.parse.coarse[word] == "PROPN":
            yield from tree.having(word, "compound", "flat", "nmod:desc")


def _by_party(beside: Beside, cases: Mapping[str, Shown]) -> Found:
    """The trigger as whoever does it, or undergoes it, makes it: a person, a party, a thing, nobody."""
    tree, found = beside.tree, beside.found
    name = f"class.turned.{'-'.join(found.entry.words)}"
    if not allowed(name):
        return found
    doers = [] if is_passive(tree, found.at) else subjects(tree, found.at)
    someone = bool(beside.roles.source) or any(tree.parse.coarse[w] == "PRON" or _is_name(tree, w) for w in doers)
    if not someone and "nobody" in cases:
        note(name, f"nobody does it: {cases['nobody'][0]}")
        return changed(found, event_class=cases["nobody"][0], mode=cases["nobody"][1])
    case = _undergone(beside, cases)
    if case is None:
        return found
    note(name, "/".join(case))
    return changed(found, event_class=case[0], mode=case[1])


def _undergone(beside: Beside, cases: Mapping[str, Shown]) -> Shown | None:
    """The case of whoever undergoes it."""
    tree, found = beside.tree, beside.found
    kinds = {m.kind for word in beside.undergoers for m in tree.actors(word) if not is_thing(m)}
    pronouns = [w for w in (*beside.undergoers, *tree.having(found.at, "iobj")) if _is_somebody(tree, w)]
    if not kinds and not pronouns:
        return cases.get("thing") if beside.undergoers else None
    person = pronouns or kinds & {ActorKind.PERSON, ActorKind.PEOPLE}
    return (cases.get("person") if person else None) or cases.get("party")


def _is_somebody(tree: Tree, at: int) -> bool:
    """Whether a word is a pronoun for a person: "released him"."""
    return tree.parse.tags[at] == "PRP" and tree.parse.words[at].lower() in load_lexicon().words["somebody"]


def _is_name(tree: Tree, at: int) -> bool:
    """Whether a word is a proper name, by its tag or its capital."""
    return tree.parse.coarse[at] == "PROPN" or (at > 0 and tree.parse.words[at][:1].isupper())

"""Parties that events of one sentence share: who made the raid in which somebody was killed, who met at a summit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.events.clauses import is_passive, subjects
from timeline.events.lexicon import load_lexicon
from timeline.events.roles import Roles, Slots
from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import Mention
from timeline.terms import ActorKind
from timeline.tracing import about, allowed, note

HARM = frozenset({"ACCIDENT", "ASSAULT", "DEATH", "DISASTER", "HEALTH"})
DONE = HARM | {"COERCE"}  # what somebody undergoes who is not blamed for it
TOGETHER = frozenset({"CONSULT", "ELECTION", "PROTEST", "RESULT", "STATEMENT"})  # events that people take part in
WITHIN = frozenset({"by", "during", "in"})
AT = frozenset({"at", "during", "in"})
HUMAN = frozenset({ActorKind.PEOPLE, ActorKind.PERSON})


@dataclass(frozen=True, slots=True)
class Pair:
    """A noun that shows an event, and the event it is an argument of or that modifies it, mostly a verb."""

    noun: Found
    verb: Found
    preposition: str


@dataclass(frozen=True, slots=True)
class Step:
    """A named way in which the two of a pair lend each other parties."""

    rule: str
    lend: Callable[[Tree, Pair, Roles, Roles], tuple[Roles, Roles]]


def share(tree: Tree, triggers: Sequence[Found], filled: Mapping[int, Roles]) -> dict[int, Roles]:
    """The roles of the triggers, by their words, with what they lend each other."""
    roles = dict(filled)
    by_word = {found.at: found for found in triggers if found.entry.pos != "adjective"}
    for noun in reversed([found for found in triggers if found.entry.pos == "noun"]):
        about(tree.parse.starts[min(noun.words)])
        roles[noun.at] = _undergone(tree, noun, roles[noun.at])
        for pair in _pairs(tree, noun, by_word):
            for step in STEPS:
                if allowed(step.rule):
                    roles[noun.at], roles[pair.verb.at] = step.lend(tree, pair, roles[noun.at], roles[pair.verb.at])
    return roles


def _pairs(tree: Tree, noun: Found, by_word: Mapping[int, Found]) -> Iterator[Pair]:
    """The verbs that modify a noun, and the event that governs it."""
    for word in tree.having(noun.at, "acl", "acl:relcl"):
        if word in by_word and by_word[word].entry.pos == "verb":
            yield Pair(noun, by_word[word], "")
    head = tree.parse.heads[noun.at]
    if head in by_word and head != noun.carrier:
        yield Pair(noun, by_word[head], tree.preposition(noun.at))


def _outside(tree: Tree, pair: Pair, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that do not stand inside the noun's own phrase, its clauses included unless the verb is one."""
    inside = set(tree.down(pair.noun.at))
    if pair.verb.at in inside:
        inside -= set(tree.down(pair.verb.at))
    return tuple(mention for mention in mentions if tree.head_of.get(mention) not in inside)


def _kind(found: Found) -> str:
    return found.event_class or found.entry.event_class


def _acts(tree: Tree, pair: Pair) -> bool:
    """Whether the noun is what does what the verb says: "the raid killed", "the raid that killed"."""
    return not is_passive(tree, pair.verb.at) and pair.noun.at in subjects(tree, pair.verb.at)


def _subject(tree: Tree, pair: Pair, noun: Roles, verb: Roles) -> tuple[Roles, Roles]:
    """An act as a subject: whoever did it did what the verb says, and to the same people."""
    if not _acts(tree, pair):
        return noun, verb
    doers = (*_outside(tree, pair, verb.source), *noun.source)
    if doers != verb.source:
        verb = replace(verb, source=tuple(dict.fromkeys(doers)))
    harms = _kind(pair.verb) in HARM and _kind(pair.noun) in HARM
    if harms and not noun.target and verb.target:
        note("role.shared.victim", pair.verb.entry.words[0])
        noun = replace(noun, target=verb.target)
    return noun, verb


def _object(tree: Tree, pair: Pair, noun: Roles, verb: Roles) -> tuple[Roles, Roles]:
    """An act that is blamed: whoever did it is blamed for it, and never whoever underwent it."""
    told_of = _kind(pair.verb) == "ACCUSE" and pair.noun.at in Slots(tree, pair.verb).words("obj")
    if not told_of or _kind(pair.noun) not in DONE:
        return noun, verb
    source = _outside(tree, pair, verb.source)
    if is_passive(tree, pair.verb.at) and source != verb.source:
        verb = replace(verb, source=source)
    if not _outside(tree, pair, verb.target):
        blameless = {mention for mention in noun.target if mention.kind in HUMAN}
        blamed = noun.source or tuple(m for m in verb.target if m not in blameless)
        verb = replace(verb, target=tuple(m for m in blamed if m not in verb.source))
    return noun, verb


def _circumstance(tree: Tree, pair: Pair, noun: Roles, verb: Roles) -> tuple[Roles, Roles]:
    """What harmed somebody: "killed in a raid", "died in a crash", "survived the raid"."""
    if _kind(pair.noun) not in HARM:
        return noun, verb
    escapes = tree.lemmas[pair.verb.at] in load_lexicon().words["survivors"]
    inside = pair.preposition in WITHIN or (escapes and tree.parse.labels[pair.noun.at] == "obj")
    if not inside or (_kind(pair.verb) not in HARM and not escapes):
        return noun, verb
    passive = pair.verb.entry.pos == "noun" or is_passive(tree, pair.verb.at)
    victims = verb.target or (verb.source if escapes else ())
    if not noun.target and victims:
        note("role.shared.victim", pair.verb.entry.words[0])
        noun = replace(noun, target=tuple(m for m in victims if m not in noun.source))
    if passive and not verb.source and noun.source:
        verb = replace(verb, source=noun.source)
    if not passive and not escapes and not noun.source and _kind(pair.noun) == "ASSAULT":
        noun = replace(noun, source=tuple(m for m in verb.source if m not in noun.target))
    return noun, verb


def _gathering(tree: Tree, pair: Pair, noun: Roles, verb: Roles) -> tuple[Roles, Roles]:
    """Who did something at a meeting or in an election took part in it."""
    if _kind(pair.noun) not in TOGETHER or pair.preposition not in AT or pair.verb.entry.pos == "noun":
        return noun, verb
    if noun.source and not (pair.noun.entry.frame.both and len(noun.source) == 1):
        return noun, verb
    met = verb.target if _kind(pair.verb) == "CONSULT" and _kind(pair.noun) == "CONSULT" else ()
    there = verb.target if is_passive(tree, pair.verb.at) else (*verb.source, *met)
    there = _outside(tree, pair, there)
    if there:
        note("role.shared.gathering", pair.verb.entry.words[0])
        noun = replace(noun, source=tuple(dict.fromkeys((*there, *noun.source))))
    return noun, verb


def _participle(tree: Tree, pair: Pair, noun: Roles, verb: Roles) -> tuple[Roles, Roles]:
    """An act and a participle that tells more of it: "a statement released by", "calls asking the council"."""
    if tree.parse.labels[pair.verb.at] != "acl" or tree.parse.heads[pair.verb.at] != pair.noun.at:
        return noun, verb
    told = _kind(pair.noun) == "STATEMENT" and is_passive(tree, pair.verb.at)
    if told and not noun.source and verb.source:
        note("role.shared.participle", pair.verb.entry.words[0])
        noun = replace(noun, source=verb.source)
    if _kind(pair.noun) == _kind(pair.verb) and not noun.target and not is_passive(tree, pair.verb.at):
        noun = replace(noun, target=tuple(m for m in verb.target if m not in noun.source))
    return noun, verb


def _undergone(tree: Tree, noun: Found, roles: Roles) -> Roles:
    """The roles of an act that somebody is the target of: "Rome was the target of a raid"."""
    if not allowed("role.shared.undergone"):
        return roles
    head = tree.parse.heads[noun.at]
    if roles.target or head < 0 or tree.lemmas[head] not in load_lexicon().words["undergoers"]:
        return roles
    if tree.preposition(noun.at) != "of" or not tree.having(head, "cop"):
        return roles
    return replace(roles, target=tuple(m for word in subjects(tree, head) for m in tree.actors(word)))


STEPS = (
    Step("role.shared.subject", _subject),
    Step("role.shared.blamed", _object),
    Step("role.shared.victim", _circumstance),
    Step("role.shared.gathering", _gathering),
    Step("role.shared.participle", _participle),
)

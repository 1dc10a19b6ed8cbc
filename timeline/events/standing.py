"""How a trigger stands in the time of the telling: told as story, as what went before, as what holds, as a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.events.timewords import TimeWords
from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import EventMention
from timeline.tracing import rule

PAST, PRESENT = "VBD", frozenset({"VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event before it is dated: where it stands, and what its sentence tells of it."""

    index: int
    tree: Tree
    trigger: Found
    event: EventMention
    reported_by: int = -1

    @property
    def verb(self) -> int:
        """The verb that carries the trigger, or the trigger itself."""
        return self.trigger.carrier if self.trigger.carrier >= 0 else self.trigger.at

    @property
    def bare_noun(self) -> bool:
        """Whether a noun shows the event and no verb asserts it."""
        return self.tree.parse.coarse[self.verb] == "NOUN"


@rule("tense.story", silent=False)
def told_as_story(each: Occurrence) -> bool:
    """Whether the trigger stands in the simple past, as a story is told."""
    tree, verb = each.tree, each.verb
    if each.reported_by >= 0:
        return False
    if each.bare_noun:
        verb = tree.clause(verb)
    helpers = [tree.parse.tags[k] for k in tree.having(verb, "aux", "aux:pass")]
    tag = tree.parse.tags[verb]
    return tag == PAST or PAST in helpers or (tag in ("VBN", "VBG") and not helpers)


@rule("tense.pluperfect", silent=False)
def pluperfect(each: Occurrence) -> bool:
    """Whether the trigger tells of a time before the past that is spoken of."""
    tree, verb = each.tree, each.verb
    auxiliaries = tree.having(verb, "aux")
    return tree.parse.tags[verb] == "VBN" and any(
        tree.parse.tags[k] == PAST and tree.lemmas[k] == "have" for k in auxiliaries
    )


def in_past(each: Occurrence) -> bool:
    """Whether a finite verb in the simple past tells it, in the active or the passive, with or without "was"."""
    tree, verb = each.tree, each.verb
    if each.bare_noun:
        return False
    finite = [verb, *tree.having(verb, "aux", "aux:pass", "cop")]
    tags = {tree.parse.tags[at] for at in finite}
    return PAST in tags and "MD" not in tags


@rule("tense.holds", silent=False)
def holds(each: Occurrence) -> bool:
    """Whether a whole sentence tells in the present what is so, not what was done; headlines tell deeds."""
    tree, verb = each.tree, each.verb
    passive = tree.having(verb, "aux:pass")
    finite = passive[0] if passive else verb
    if tree.parse.tags[finite] not in PRESENT or tree.having(verb, "aux"):
        return False
    return tree.parse.words[-1] in ".!?”\"')" and each.event.event_class != "STATEMENT"


@rule("tense.refers-back", silent=False)
def refers_back(each: Occurrence, words: TimeWords) -> bool:
    """Whether a pronoun beside the trigger stands for somebody of the sentence before."""
    tree = each.tree
    return any(tree.parse.words[at].lower() in words.persons for at in tree.down(tree.clause(each.verb)))


@rule("tense.present", silent=False)
def present(each: Occurrence) -> bool:
    """Whether the clause of the trigger is told in the present, whatever its aspect."""
    tree, verb = each.tree, each.tree.clause(each.verb) if each.bare_noun else each.verb
    finite = [*tree.having(verb, "aux", "aux:pass", "cop"), verb]
    return any(tree.parse.tags[at] in PRESENT for at in finite)


@rule("date.described", silent=False)
def described(each: Occurrence) -> bool:
    """Whether the present tense stands in a clause that only says which thing is meant: "a system that runs"."""
    return holds(each) and each.tree.parse.labels[each.tree.clause(each.verb)] in ("acl:relcl", "acl")


@rule("date.describes", silent=False)
def describes(each: Occurrence) -> bool:
    """Whether a clause in the perfect only says who somebody is: "the state, which has retreated from its goal"."""
    return perfect(each) and each.tree.parse.labels[each.tree.clause(each.verb)] == "acl:relcl"


@rule("tense.perfect", silent=False)
def perfect(each: Occurrence) -> bool:
    """Whether the trigger tells in the present perfect of what was done up to now: "has met"."""
    tree, verb = each.tree, each.verb
    return any(tree.parse.tags[k] in PRESENT and tree.lemmas[k] == "have" for k in tree.having(verb, "aux"))


def chain(tree: Tree, at: int) -> Iterator[int]:
    """A noun and the nouns it hangs on."""
    for word in (at, *tree.up(at)):
        if tree.parse.coarse[word] not in ("NOUN", "PROPN"):
            return
        yield word


@rule("date.set-apart", silent=False)
def set_apart(each: Occurrence, words: TimeWords) -> bool:
    """Whether a noun known to the reader stands after "since", "after", "despite": not part of what is told."""
    if not each.bare_noun:
        return False
    tree = each.tree
    return any(tree.preposition(at) in words.away and known(tree, at) for at in chain(tree, each.trigger.at))


@rule("date.blamed", silent=False)
def blamed(each: Occurrence, words: TimeWords) -> bool:
    """Whether it is what somebody is charged with or pays for, and so was done before."""
    tree, at = each.tree, each.trigger.at
    if not each.bare_noun and tree.parse.tags[at] != "VBG":
        return False
    marks = {tree.parse.words[k].lower() for k in tree.having(at, "mark", "case")}
    return not marks.isdisjoint(words.blamed_for) and any(
        tree.lemmas[up] in words.blame for up in (*tree.up(at),)[:BLAME_REACH]
    )


@rule("date.another", silent=False)
def another(each: Occurrence, words: TimeWords) -> bool:
    """Whether it is told to be another than the one spoken of: "has impeached two other presidents"."""
    tree, at = each.tree, each.trigger.at
    nouns = [at] if each.bare_noun else tree.having(at, "obj", "nsubj:pass")
    return any(tree.lemmas[kid] in words.different for noun in nouns for kid in tree.having(noun, "amod", "det"))


@rule("date.undone", silent=False)
def undone(each: Occurrence, words: TimeWords) -> bool:
    """Whether a noun names what the verb undoes: "the ban was lifted"."""
    tree, at = each.tree, each.trigger.at
    head, label = tree.parse.heads[at], tree.parse.labels[at]
    if tree.parse.coarse[at] != "NOUN" or label not in ("nsubj:pass", "obj"):
        return False
    return head >= 0 and tree.lemmas[head] in words.undoing


BLAME_REACH = 2  # "charged on suspicion of arson"


def known(tree: Tree, at: int) -> bool:
    """Whether a noun is one the reader is taken to know: with "the", or somebody's."""
    kids = tree.having(at, "det", "nmod:poss")
    return any(tree.parse.labels[k] == "nmod:poss" or tree.lemmas[k] not in ("a", "an") for k in kids)


@rule("date.lasting", silent=False)
def lasting(each: Occurrence, words: TimeWords) -> bool:
    """Whether a noun names what goes on for long, and nothing says that it began."""
    return each.bare_noun and each.event.trigger.lemma in words.lasting


@rule("date.fame", silent=False)
def fame(each: Occurrence, words: TimeWords) -> bool:
    """Whether somebody is only known for it, or it is put before the story by an adverb."""
    tree, verb = each.tree, each.verb
    marks = {tree.parse.words[k].lower() for k in tree.having(verb, "mark", "case")}
    head = tree.parse.heads[verb]
    if marks & words.famed_for and head >= 0 and tree.parse.words[head].lower() in words.fame:
        return True
    return _has_adverb(each, words.earlier)


def _has_adverb(each: Occurrence, adverbs: frozenset[str]) -> bool:
    return any(each.tree.parse.words[k].lower() in adverbs for k in each.tree.having(each.verb, "advmod"))


@rule("date.shifted", silent=False)
def shifted(each: Occurrence, words: TimeWords) -> bool:
    """Whether an adverb or a phrase puts it before or after what stands around it: "later", "at the time"."""
    tree = each.tree
    if _has_adverb(each, words.earlier | words.later):
        return True
    phrases = {f"{tree.preposition(kid)} {tree.lemmas[kid]}" for kid in tree.having(each.verb, "obl", "advcl")}
    return not phrases.isdisjoint(words.then)

"""How an event is told: its status, whether it is denied, and who says so."""

from dataclasses import dataclass

from timeline.events.lexicon import Lexicon
from timeline.events.moods import (
    is_awaited,
    is_infinitive,
    is_negative,
    is_plain,
    noun_status,
    own_status,
    shared_status,
    weakest,
)
from timeline.events.speech import CLAUSAL, REPORTING, Cue, attributed, claims, cues_beside, hearsay
from timeline.events.tree import Tree
from timeline.events.triggers import Found, only_names
from timeline.model import Attribution
from timeline.terms import Status
from timeline.tracing import allowed, note, rule

EFFECTS = {
    "planned": Status.PLANNED,
    "possible": Status.POSSIBLE,
    "threatened": Status.POSSIBLE,
    "alleged": Status.POSSIBLE,
    "demanded": Status.DEMANDED,
    "forced": Status.HAPPENED,
    "hypothetical": Status.HYPOTHETICAL,
    "ongoing": Status.ONGOING,
    "refused": Status.HAPPENED,
}
SUPPOSED = frozenset({Status.POSSIBLE, Status.HYPOTHETICAL})
COMING = frozenset({Status.PLANNED, Status.POSSIBLE, Status.DEMANDED})
NOT_DONE = frozenset({"refused", "denied"})
GOVERNED = frozenset(
    {"xcomp", "ccomp", "acl", "acl:relcl", "advcl", "obj", "nsubj:pass", "obl", "csubj", "conj", "nmod"}
)
OBJECT_EFFECTS = frozenset({"demanded", "planned", "threatened", "refused", "possible", "denied"})
SHARING = frozenset({"advcl", "acl", "acl:relcl", "conj", "ccomp", "xcomp"})
NOMINAL = frozenset({"obj", "iobj", "obl", "obl:agent", "nsubj", "nsubj:pass", "nsubj:outer", "nmod"})
VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Telling:
    """Status, polarity, and the chain of those who say so."""

    status: Status
    negated: bool
    attribution: Attribution | None
    reported_by: int = -1
    promised: bool = False
    supposed: bool = False


def tell(tree: Tree, trigger: Found, triggers: dict[int, Found], lexicon: Lexicon) -> Telling:
    """How a trigger's sentence tells its event."""
    verb = trigger.carrier if trigger.carrier >= 0 else trigger.at
    states, negated = [own_status(tree, verb)], is_negative(tree, verb, lexicon)
    if trigger.entry.pos == "noun":
        states.append(noun_status(tree, trigger.at, lexicon))
        if verb != trigger.at and tree.lemmas[verb] in lexicon.words["intended"]:
            states.append(EFFECTS[lexicon.inner[tree.lemmas[verb]]])  # "planned an attack"
        negated = negated or is_negative(tree, trigger.at, lexicon)
    cues, inner, denied = _governed(tree, verb, triggers, lexicon)
    states, negated = [*states, *inner], negated or denied
    if claimed := claims(tree, verb):
        note("status.claimed", tree.parse.words[claimed[0][0]])
        states.append(Status.POSSIBLE)
    cues += [*claimed, *cues_beside(tree, verb), *hearsay(tree, verb)]
    if states[0] is Status.HYPOTHETICAL and _is_foretold(tree, verb, cues, lexicon):
        states[0] = Status.PLANNED
    status = weakest(states)
    promised = status is Status.PLANNED and not negated and states[0] is status and _modal(tree, verb)
    supposed = states[0] in SUPPOSED and _modal(tree, verb)
    said = attributed(tree, lexicon, cues)
    reporter = next((at for at, _ in cues if tree.parse.coarse[at] != "ADV"), -1)
    return Telling(status, negated, said, reporter, promised, supposed)


def _governed(
    tree: Tree, verb: int, triggers: dict[int, Found], lexicon: Lexicon
) -> tuple[list[Cue], list[Status], bool]:
    """What the words above a verb or noun make of it: who says so, what statuses they give, whether they deny it.

    Facts end what flows down: the war in "they want to end the war" is none that they want.
    """
    cues: list[Cue] = []
    states: list[Status] = []
    negated, flows, below = False, True, verb
    for above in tree.up(verb):
        label, effect = tree.parse.labels[below], _effect(tree, above, triggers, lexicon)
        if effect == "threatened" and label == "ccomp" and tree.lemmas[above] in lexicon.words["reporters"]:
            effect = "reported"  # "warned that the bridge had fallen"
        if effect == "reported" and _is_charging(tree, above, lexicon):
            effect = "alleged"  # "the indictment said"
        flows = flows and _flows(tree, below, above, label, lexicon)
        if effect in REPORTING and _is_said(tree, below, label, effect, lexicon):
            note(f"attribution.{effect}", tree.parse.words[above])
            cues.append((above, effect))
        if flows and label in GOVERNED and _reaches(tree, below, above, effect, label, lexicon):
            note(f"status.inner.{tree.lemmas[above]}", effect)
            states.append(EFFECTS.get(effect, Status.HAPPENED))
            negated = negated or effect in NOT_DONE
        if flows and effect == "denied" and label in ("ccomp", "xcomp", "obj", "advcl"):
            negated = True
        negated = negated or _is_false(tree, below, above, label, lexicon)
        if flows and label in SHARING and not cues:
            states.append(_inherited(tree, below, above, label))
        if label == "advcl" and below == verb and is_awaited(tree, verb) and own_status(tree, above) in COMING:
            states.append(Status.PLANNED)
        flows = flows and not (label in NOMINAL and tree.parse.coarse[above] in VERBS)
        below = above
    return cues, states, negated


def _is_said(tree: Tree, below: int, label: str, effect: str, lexicon: Lexicon) -> bool:
    """Whether a word that reports governs what it reports."""
    if effect == "alleged" and label not in CLAUSAL:
        return _is_charge(tree, below, label, lexicon)
    return label in CLAUSAL


def _is_charging(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether what says so is a paper that accuses somebody."""
    return any(tree.lemmas[word] in lexicon.words["charging"] for word in tree.having(at, "nsubj"))


def _is_charge(tree: Tree, below: int, label: str, lexicon: Lexicon) -> bool:
    """Whether a phrase or clause names what somebody is accused of: "of murder", "with stealing"."""
    ties = {tree.lower[kid] for kid in tree.having(below, "case", "mark")}
    return label in ("obl", "nmod", "advcl", "acl") and not ties.isdisjoint(lexicon.words["charged"])


def _flows(tree: Tree, below: int, above: int, label: str, lexicon: Lexicon) -> bool:
    """Whether the status of what governs a word passes on to it, and is not ended by a fact between."""
    tag = tree.parse.tags[below]
    if label in ("acl:relcl", "acl"):
        return is_plain(tree, below) or tree.lemmas[above] in lexicon.words["supposing"]
    if label == "advcl":
        ties = {tree.lower[kid] for kid in tree.having(below, "mark", "case")}
        return is_infinitive(tree, below) or (tag == "VBG" and bool(ties))
    if label == "ccomp":
        return not any(tree.parse.tags[kid] in ("WP", "WRB", "WDT") for kid in tree.kids[below])
    if label == "conj" and tree.parse.coarse[below] in VERBS:
        return tag not in ("VBD", "VBZ", "VBP") and not tree.having(below, "aux", "nsubj", "nsubj:pass")
    if label in ("obl", "obl:agent"):
        return _is_charge(tree, below, label, lexicon)
    if label == "nmod":
        return tree.preposition(below) in lexicon.words["passing"]
    return label != "parataxis"


def _is_false(tree: Tree, below: int, above: int, label: str, lexicon: Lexicon) -> bool:
    """Whether what is told hangs on a noun that is then called false: "reports that X left were false"."""
    told = label in ("acl", "acl:relcl", "ccomp") and tree.lemmas[above] in lexicon.words["rumours"]
    if not told:
        return False
    return any(
        tree.lower[word] in lexicon.words["false"] and tree.having(word, "cop") for word in range(below, tree.size)
    )


@rule("status.foretold", silent=False)
def _is_foretold(tree: Tree, verb: int, cues: list[Cue], lexicon: Lexicon) -> bool:
    """Whether a conditional is only the future of what was said in the past: "said it would leave"."""
    head, label = tree.parse.heads[verb], tree.parse.labels[verb]
    told = label == "ccomp" and tree.parse.tags[head] in ("VBD", "VBN")
    said = any(tree.parse.labels[at] in ("parataxis", "ccomp") and tree.parse.tags[at] == "VBD" for at, _ in cues)
    would = any(tree.lower[k] in lexicon.words["future"] for k in tree.having(verb, "aux"))
    doubted = any(lexicon.status.get(tree.lemmas[k]) for k in tree.having(verb, "mark", "advmod"))
    return (told or said) and would and not doubted


def is_aside(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether a word stands in what only says who tells it: "according to a statement released by the court"."""
    for word in (at, *tree.up(at)):
        ties = {tree.parse.words[kid].lower() for kid in tree.having(word, "case", "mark", "fixed")}
        if (ties | {tree.parse.words[word].lower()}) & lexicon.words["according"]:
            return True
    return False


def is_habit(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in the plain present, as what is true in general does, or hangs on one that does."""
    for word in (verb, *tree.up(verb)):
        if tree.parse.coarse[word] in ("VERB", "AUX") and (finite := _tenses(tree, word)):
            past = tree.parse.tags[word] == "VBN" and any(
                tree.lemmas[kid] == "have" for kid in tree.having(word, "aux")
            )
            going = tree.parse.tags[word] == "VBG"
            return not past and not going and all(tag in ("VBZ", "VBP") for tag in finite)
        if tree.parse.labels[word] in ("ccomp", "parataxis", "root"):
            return False
    return False


def _tenses(tree: Tree, verb: int) -> list[str]:
    """The tags of the finite words of a verb group."""
    group = (verb, *tree.having(verb, "aux", "aux:pass", "cop"))
    return [tree.parse.tags[word] for word in group if tree.parse.tags[word] in ("VBZ", "VBP", "VBD", "MD")]


def _modal(tree: Tree, verb: int) -> bool:
    return any(tree.parse.tags[kid] == "MD" for kid in tree.having(verb, "aux"))


def _effect(tree: Tree, at: int, triggers: dict[int, Found], lexicon: Lexicon) -> str:
    """What a word does to what it governs: planned, demanded, denied, reported ... or nothing."""
    found = triggers.get(at)
    if not allowed(f"status.inner.{tree.lemmas[at]}"):
        return ""
    if lexicon.inner.get(tree.lemmas[at]) == "alleged":
        return "alleged"
    if tree.lemmas[at] in lexicon.words["obliged"] and tree.having(at, "obj"):
        return "planned"  # "has three ships to sell"
    if tree.lemmas[at] in lexicon.words["obliged"] and tree.parse.tags[at] == "VBD":
        return "forced"  # "had to resign"
    if found is not None and found.entry.inner:
        return found.entry.inner
    if tree.lemmas[at] in lexicon.words["reporters"]:
        return "reported"
    return lexicon.inner.get(tree.lemmas[at], "")


def _reaches(tree: Tree, below: int, above: int, effect: str, label: str, lexicon: Lexicon) -> bool:
    """Whether what governs a word decides on its status."""
    clausal = label in ("xcomp", "ccomp")
    if effect == "alleged":
        named = label in ("acl", "acl:relcl") and tree.parse.coarse[above] == "NOUN"
        return clausal or named or _is_charge(tree, below, label, lexicon)
    if not effect or effect in REPORTING:
        return False
    if clausal:
        return True
    if label in ("acl", "acl:relcl") and tree.lemmas[above] in lexicon.words["supposing"]:
        return True
    if label in ("acl", "acl:relcl", "advcl", "csubj"):
        return is_plain(tree, below) or (effect in NOT_DONE and tree.parse.tags[below] == "VBG")
    if label == "nmod":
        return tree.preposition(below) in lexicon.words["passing"] and effect in OBJECT_EFFECTS
    if label in ("obj", "nsubj:pass"):
        named = only_names(tree, above, below, lexicon) or tree.lemmas[above] in lexicon.words["having"]
        done = tree.parse.coarse[below] == "NOUN" and not named
        prevented = effect != "refused" or tree.lemmas[above] in lexicon.words["prevented"]
        return effect in OBJECT_EFFECTS and done and prevented
    return False


def _inherited(tree: Tree, below: int, above: int, label: str) -> Status:
    """A shared auxiliary ("will meet and talk"), the status of the main clause for a purpose ("will meet to talk"), or
    the condition a whole clause stands under.
    """
    if label == "conj":
        return shared_status(tree, above)
    status = own_status(tree, above)
    shared = label == "xcomp" or (label == "advcl" and is_infinitive(tree, below))
    shared = shared or (label == "ccomp" and status is Status.HYPOTHETICAL)
    return status if shared and status is not Status.ONGOING else Status.HAPPENED

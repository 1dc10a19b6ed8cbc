"""How an event is told: its status, whether it is denied, and who says so."""

from dataclasses import dataclass

from timeline.events.clauses import subjects
from timeline.events.lexicon import Lexicon, load_lexicon
from timeline.events.tree import Tree, once
from timeline.events.triggers import Found, only_names
from timeline.model import Attribution, Mention, Status
from timeline.tracing import allowed, note, rule

ORDER = (Status.HYPOTHETICAL, Status.DEMANDED, Status.POSSIBLE, Status.PLANNED, Status.ONGOING, Status.HAPPENED)
EFFECTS = {
    "planned": Status.PLANNED,
    "possible": Status.POSSIBLE,
    "threatened": Status.POSSIBLE,
    "demanded": Status.DEMANDED,
    "forced": Status.HAPPENED,
    "hypothetical": Status.HYPOTHETICAL,
    "ongoing": Status.ONGOING,
    "refused": Status.HAPPENED,
}
SUPPOSED = frozenset({Status.POSSIBLE, Status.HYPOTHETICAL})
NOT_DONE = frozenset({"refused", "denied"})
GOVERNED = frozenset({"xcomp", "ccomp", "acl", "advcl", "obj", "nsubj:pass", "obl", "csubj", "conj", "nmod"})
OBJECT_EFFECTS = frozenset({"demanded", "planned", "threatened", "refused", "possible", "denied"})
REPORTING = frozenset({"reported", "denied"})


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
    states, negated = [_own_status(tree, verb)], _negative(tree, verb, lexicon)
    if trigger.entry.pos == "noun":
        states.append(_of_noun(tree, trigger.at, lexicon))
        negated = negated or _negative(tree, trigger.at, lexicon)
    speakers: list[tuple[int, str]] = []
    below = verb
    for above in tree.up(verb):
        label = tree.parse.labels[below]
        effect = _effect(tree, above, triggers, lexicon)
        if label in ("ccomp", "parataxis", "xcomp", "advcl", "csubj") and effect in REPORTING and label != "advcl":
            note(f"attribution.{effect}", tree.parse.words[above])
            speakers.append((above, effect))
        elif label in GOVERNED and _reaches(tree, below, above, effect, label, lexicon):
            note(f"status.inner.{tree.lemmas[above]}", effect)
            states.append(EFFECTS.get(effect, Status.HAPPENED))
            negated = negated or effect in NOT_DONE
        if effect == "denied" and label in ("ccomp", "xcomp", "obj", "advcl"):
            negated = True
        if label in ("advcl", "acl", "acl:relcl", "conj", "ccomp", "xcomp") and not speakers:
            states.append(_inherited(tree, below, above, label, lexicon))
        below = above
    speakers += _beside(tree, verb)
    if states[0] is Status.HYPOTHETICAL and _foretold(tree, verb, lexicon):
        states[0] = Status.PLANNED
    status = min(states, key=ORDER.index)
    promised = status is Status.PLANNED and not negated and states[0] is status and _modal(tree, verb)
    said = _attribution(tree, lexicon, speakers)
    supposed = states[0] in SUPPOSED and _modal(tree, verb)
    return Telling(status, negated, said, speakers[0][0] if speakers else -1, promised, supposed)


@rule("status.foretold", silent=False)
def _foretold(tree: Tree, verb: int, lexicon: Lexicon) -> bool:
    """Whether a conditional is only the future of what was said in the past: "said it would leave"."""
    head, label = tree.parse.heads[verb], tree.parse.labels[verb]
    if label != "ccomp" or tree.parse.tags[head] not in ("VBD", "VBN"):
        return False
    would = any(tree.parse.words[k].lower() in lexicon.words["future"] for k in tree.having(verb, "aux"))
    return would and not any(lexicon.status.get(tree.lemmas[k]) for k in tree.having(verb, "mark", "advmod"))


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
    if found is not None and found.entry.inner:
        return found.entry.inner
    if tree.lemmas[at] in lexicon.words["reporters"]:
        return "reported"
    return lexicon.inner.get(tree.lemmas[at], "")


def _reaches(tree: Tree, below: int, above: int, effect: str, label: str, lexicon: Lexicon) -> bool:
    """Whether what governs a word decides on its status."""
    if not effect or effect in REPORTING:
        return False
    if label in ("xcomp", "ccomp"):
        return True
    infinitive = tree.parse.tags[below] == "VB"
    if label in ("acl", "advcl", "csubj"):
        return infinitive or (effect in NOT_DONE and tree.parse.tags[below] == "VBG")
    if label == "nmod":
        return tree.preposition(below) in ("of", "for", "to", "against") and effect in OBJECT_EFFECTS
    if label in ("obj", "nsubj:pass"):
        done = tree.parse.coarse[below] == "NOUN" and not only_names(tree, above, below, lexicon)
        return effect in OBJECT_EFFECTS and done
    return False


def _own_status(tree: Tree, at: int) -> Status:
    """The status that auxiliaries, adverbs and conjunctions beside a word give it."""
    lexicon, states = load_lexicon(), [Status.HAPPENED]
    auxiliaries = [kid for kid in tree.having(at, "aux", "advmod", "mark")]
    for kid in auxiliaries:
        word = tree.parse.words[kid].lower()
        name = lexicon.status.get(word)
        if name is not None and allowed(f"status.word.{word}"):
            note(f"status.word.{word}", name)
            states.append(Status(name))
    tags, label = tree.parse.tags, tree.parse.labels[at]
    present = any(tree.lemmas[k] == "be" and tags[k] in ("VBZ", "VBP") for k in tree.having(at, "aux"))
    if tags[at] == "VBG" and present:
        note("status.progressive", "ongoing")
        states.append(Status.ONGOING)
    to = any(tags[k] == "TO" or tree.parse.words[k].lower() == "to" for k in tree.having(at, "mark", "aux"))
    due = to and any(tree.lemmas[kid] == "be" for kid in auxiliaries)  # "was to meet"
    if due or (to and label in ("advcl", "acl", "acl:relcl", "conj")):
        note("status.infinitive", "planned")
        states.append(Status.PLANNED)
    if label == "root" and _is_order(tree, at) and not auxiliaries and not tree.having(at, "nsubj"):
        states.append(Status.DEMANDED)
    return min(states, key=ORDER.index)


@rule("status.order", silent=False)
def _is_order(tree: Tree, at: int) -> bool:
    """Whether a verb opens its sentence in its plain form: "Stop the war"."""
    opens = all(tree.parse.coarse[word] in ("ADV", "INTJ", "PUNCT", "PART", "AUX") for word in range(at))
    return opens and tree.parse.tags[at] == "VB" and tree.parse.words[at].lower() == tree.lemmas[at]


def _of_noun(tree: Tree, at: int, lexicon: Lexicon) -> Status:
    states = [Status.HAPPENED]
    for kid in tree.having(at, "amod", "det", "compound"):
        word = tree.parse.words[kid].lower()
        name = lexicon.adjectives.get(word)
        if name is not None and allowed(f"status.adjective.{word}"):
            note(f"status.adjective.{word}", name)
            states.append(Status(name))
    return min(states, key=ORDER.index)


def _inherited(tree: Tree, below: int, above: int, label: str, lexicon: Lexicon) -> Status:
    """A shared auxiliary ("will meet and talk"), or the condition a whole clause stands under."""
    own = any(tree.having(below, "aux", "nsubj", "nsubj:pass"))
    if label == "conj" and not own:
        return _own_status(tree, above)
    status = _own_status(tree, above)
    shared = label == "xcomp" or (label == "ccomp" and status is Status.HYPOTHETICAL)
    return status if shared and status is not Status.ONGOING else Status.HAPPENED


@rule("status.negative", silent=False)
def _negative(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether a word is denied: by "not", "without", or by a subject or object such as "nobody"."""
    negation = lexicon.words["negation"]
    if any(tree.parse.words[k].lower() in negation for k in tree.having(at, "advmod", "det", "neg", "mark", "case")):
        return True
    sides = tree.having(at, "nsubj", "nsubj:pass", "obj") if tree.parse.coarse[at] == "VERB" else []
    none = (kid for word in sides for kid in (word, *tree.having(word, "det")))
    return any(tree.parse.words[kid].lower() in lexicon.words["nobody"] for kid in none)  # "no crew were injured"


@rule("attribution.beside", silent=[])
def _beside(tree: Tree, verb: int) -> list[tuple[int, str]]:
    """Speakers that stand beside the clause: "..., the ministry said", "according to the police"."""
    found = (kid for word in (verb, *tree.up(verb)) for kid in _speakers_at(tree, word))
    return [(kid, "reported") for kid in found if kid != verb]


@once
def _speakers_at(tree: Tree, word: int) -> list[int]:
    """The speakers that hang on a word."""
    words, found = load_lexicon().words, []
    for kid in tree.having(word, "parataxis", "advcl", "ccomp"):
        inserted = tree.parse.labels[kid] == "parataxis" or tree.lower[kid] in words["according"]
        if inserted and tree.lemmas[kid] in words["reporters"] | words["according"]:
            found.append(kid)
    for kid in tree.having(word, "obl", "nmod"):
        case = tree.having(kid, "case")
        if case and tree.lower[case[0]] in words["according"]:
            found.append(kid)
    return found


def _attribution(tree: Tree, lexicon: Lexicon, speakers: list[tuple[int, str]]) -> Attribution | None:
    if not speakers:
        return None
    said_by: list[Mention] = []
    for at, _ in speakers:
        for mention in _speaker(tree, at, lexicon):
            if mention not in said_by:
                said_by.append(mention)
    at, effect = speakers[0]
    mode = "denied" if effect == "denied" else "reported"
    parse = tree.parse
    return Attribution(parse.starts[at], parse.ends[at], parse.words[at], mode, tuple(said_by))


def _speaker(tree: Tree, at: int, lexicon: Lexicon) -> list[Mention]:
    if tree.parse.coarse[at] not in ("VERB", "AUX"):
        return tree.actors(at)
    if tree.parse.words[at].lower() in lexicon.words["according"]:
        return [m for kid in tree.having(at, "obl", "obj", "nmod") for m in tree.actors(kid)]
    return [m for word in subjects(tree, at) for m in tree.actors(word)]

"""Who says that an event happened: the words that tell so, and the speakers they name."""

from collections.abc import Sequence

from timeline.events.clauses import is_passive, subjects
from timeline.events.lexicon import Lexicon, load_lexicon
from timeline.events.tree import Tree, once
from timeline.model import Attribution, Mention
from timeline.tracing import rule

CLAUSAL = frozenset({"ccomp", "parataxis", "xcomp", "csubj"})  # how what is said hangs on the word that says so
REPORTING = frozenset({"reported", "denied", "alleged"})
Cue = tuple[int, str]  # a word that tells who says so, and whether it reports or denies


@rule("attribution.beside", silent=[])
def cues_beside(tree: Tree, verb: int) -> list[Cue]:
    """Cues that stand beside the clause: "..., the ministry said", "according to the police", "allegedly"."""
    own = (verb, *tree.up(verb))
    found = dict.fromkeys(kid for word in own for kid in _cues_at(tree, word))
    return [(kid, "reported") for kid in found if kid not in own]


@once
def _cues_at(tree: Tree, word: int) -> list[int]:
    """The cues that hang on a word."""
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


def hearsay(tree: Tree, verb: int) -> list[Cue]:
    """An adverb by which a text leaves it to others that an event happened: "reportedly"."""
    heard = load_lexicon().words["hearsay"]
    return [(kid, "reported") for kid in tree.having(verb, "advmod") if tree.lower[kid] in heard]


def claims(tree: Tree, verb: int) -> list[Cue]:
    """A noun by which somebody claims what a clause says: "her suggestion was that Smith had stolen it"."""
    words = load_lexicon().words
    nouns = words["rumours"] | words["supposing"]
    own = (verb, *tree.up(verb))
    found = (kid for word in own for kid in tree.having(word, "nsubj:outer"))
    return [(kid, "alleged") for kid in found if kid not in own and tree.lemmas[kid] in nouns]


def attributed(tree: Tree, lexicon: Lexicon, cues: Sequence[Cue]) -> Attribution | None:
    """Who says so by all cues, the nearest first, whose words are kept."""
    if not cues:
        return None
    said_by = dict.fromkeys(mention for at, _ in cues for mention in _speakers(tree, at, lexicon))
    at, effect = cues[0]
    ties = (kid for kid in tree.having(at, "case") if tree.lower[kid] in lexicon.words["according"])
    at = next(ties, at)
    mode, parse = "denied" if effect == "denied" else "reported", tree.parse
    return Attribution(parse.starts[at], parse.ends[at], parse.words[at], mode, tuple(said_by))


def _speakers(tree: Tree, at: int, lexicon: Lexicon) -> list[Mention]:
    """Whom a cue names: the subject of a verb, the agent of a passive one, whose a noun is."""
    if tree.parse.coarse[at] not in ("VERB", "AUX"):
        return [] if tree.parse.coarse[at] == "ADV" else tree.actors(at)
    if tree.lower[at] in lexicon.words["according"]:
        return [m for kid in tree.having(at, "obl", "obj", "nmod") for m in tree.actors(kid)]
    if is_passive(tree, at):
        return [m for kid in tree.having(at, "obl:agent") for m in tree.actors(kid)]
    return [m for word in subjects(tree, at) for m in tree.actors(word)]

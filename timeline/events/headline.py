"""One short readable line for an event, from its own words."""

from timeline.events.roles import subjects
from timeline.events.tree import Tree
from timeline.events.triggers import Found

CLUTTER = frozenset(
    {"acl:relcl", "acl", "advcl", "appos", "parataxis", "punct", "cc", "conj", "dep", "discourse", "mark"}
)
LINKS = frozenset({"cc", "punct"})
LONGEST = 110
ARGUMENTS = ("obj", "iobj", "xcomp", "obl", "obl:agent")


def headline(tree: Tree, trigger: Found) -> str:
    """Subject, verb and what they need, without subordinate clutter."""
    verb = trigger.carrier if trigger.entry.pos == "noun" else trigger.at
    words = _clause(tree, verb, trigger) if verb >= 0 else _phrase(tree, trigger.at, 2)
    return _written(tree, words)


def _clause(tree: Tree, verb: int, trigger: Found) -> set[int]:
    words = {verb, *trigger.words}
    words.update(tree.having(verb, "aux", "aux:pass", "cop", "compound:prt"))
    words.update(k for k in tree.having(verb, "advmod") if tree.parse.tags[k] in ("RB",) and _negates(tree, k))
    for subject in subjects(tree, verb):
        if tree.parse.labels[subject] != "expl":
            words |= _phrase(tree, subject, 2)
    for kid in tree.having(verb, *ARGUMENTS):
        if tree.parse.labels[kid] == "xcomp":
            words |= _infinitive(tree, kid)
        elif tree.parse.labels[kid] != "obl" or kid > verb:
            words |= _phrase(tree, kid, 2)
    for word in [w for w in trigger.words if w != verb]:
        words |= _phrase(tree, word, 1)
    return words


def _negates(tree: Tree, at: int) -> bool:
    return tree.lemmas[at] in ("not", "never", "n't")


def _infinitive(tree: Tree, verb: int) -> set[int]:
    words = {verb, *tree.having(verb, "mark", "aux", "aux:pass", "compound:prt", "case")}
    for kid in tree.having(verb, "obj", "obl", "xcomp"):
        words |= _infinitive(tree, kid) if tree.parse.labels[kid] == "xcomp" else _phrase(tree, kid, 1)
    return words


def _phrase(tree: Tree, at: int, depth: int) -> set[int]:
    """A noun with what describes it; phrases behind it down to `depth`, and what is joined to it."""
    words = {at}
    for kid in tree.kids[at]:
        label = tree.parse.labels[kid]
        if label == "conj" and tree.parse.coarse[kid] not in ("VERB", "AUX"):
            words |= {*_phrase(tree, kid, depth - 1), *tree.having(kid, "cc", "punct")}
        elif label == "nmod" and depth <= 0:
            continue
        elif label not in CLUTTER:
            words |= _phrase(tree, kid, depth - (label == "nmod"))
    return words


def _written(tree: Tree, words: set[int]) -> str:
    kept = sorted(words)
    parse = tree.parse
    text = ""
    for before, at in zip([-1, *kept], kept, strict=False):
        glued = before >= 0 and parse.ends[before] == parse.starts[at]
        if not text and parse.coarse[at] == "PUNCT":
            continue
        text += ("" if glued or not text else " ") + parse.words[at]
    text = text.strip(" ,;:-–—\"“”'")
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0] + " …"
    return text[:1].upper() + text[1:]

"""One short readable line for an event, from its own words."""

from collections.abc import Sequence

from timeline.events.roles import subjects
from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import Mention

CLUTTER = frozenset(
    {"acl:relcl", "acl", "advcl", "appos", "parataxis", "punct", "cc", "conj", "dep", "discourse", "mark"}
    | {"nmod:unmarked"}
)
LONGEST = 120
ARGUMENTS = ("obj", "iobj", "xcomp", "obl", "obl:agent")
HELPERS = ("aux", "aux:pass", "cop", "compound:prt")
CONTENT = frozenset({"ccomp", "xcomp"})
ASIDE = frozenset({"advcl", "parataxis", "acl:relcl", "discourse", "dep", "appos"})
VERBAL = ("VERB", "AUX")


def headline(tree: Tree, trigger: Found, sources: Sequence[Mention] = ()) -> str:
    """Subject, verb and what they need, without subordinate clutter; a pronoun gives way to the name of its actor."""
    verb = trigger.carrier if trigger.entry.pos == "noun" else trigger.at
    words = _clause(tree, verb, trigger) if verb >= 0 else _nominal(tree, trigger)
    return _written(tree, _joined(tree, words), sources)


def _clause(tree: Tree, verb: int, trigger: Found) -> set[int]:
    words = _verb(tree, verb) | set(trigger.words)
    told = set()
    for subject in subjects(tree, verb):
        if tree.parse.labels[subject] != "expl":
            words |= _phrase(tree, subject, 2)
    for kid in tree.kids[verb]:
        label = tree.parse.labels[kid]
        if label == "xcomp":
            words |= set() if _is_aside(tree, verb, kid) else _infinitive(tree, kid)
        elif label in ARGUMENTS and (label != "obl" or kid > verb):
            words |= _phrase(tree, kid, 2)
        elif label == "ccomp" and kid > verb:
            told |= _told(tree, kid)
    for word in [w for w in trigger.words if w != verb]:
        words |= _phrase(tree, word, 1)
    return words | told


def _is_aside(tree: Tree, verb: int, kid: int) -> bool:
    """Whether a participle describes the object before it: "a ship sailing near the coast"."""
    return tree.parse.tags[kid] == "VBG" and any(thing < kid for thing in tree.having(verb, "obj"))


def _verb(tree: Tree, verb: int) -> set[int]:
    """A verb with its helpers, what denies it, and the "to" of an infinitive."""
    words = {verb, *tree.having(verb, *HELPERS)}
    words.update(kid for kid in tree.having(verb, "advmod") if _negates(tree, kid))
    words.update(kid for kid in tree.having(verb, "mark", "case") if tree.parse.tags[kid] == "TO" and kid < verb)
    return words


def _negates(tree: Tree, at: int) -> bool:
    return tree.lemmas[at] in ("not", "never", "n't")


def _infinitive(tree: Tree, verb: int) -> set[int]:
    words = _verb(tree, verb) | set(tree.having(verb, "mark", "case"))
    for kid in tree.having(verb, "obj", "obl", "xcomp"):
        words |= _infinitive(tree, kid) if tree.parse.labels[kid] == "xcomp" else _phrase(tree, kid, 1)
    return words


def _told(tree: Tree, verb: int) -> set[int]:
    """What somebody says, as far as a line holds it."""
    return {word for word in tree.down(verb, ASIDE) if tree.parse.labels[word] != "punct"}


def _nominal(tree: Tree, trigger: Found) -> set[int]:
    """An event that a noun names, without the preposition that ties it to its sentence."""
    words = {word for each in trigger.words for word in _phrase(tree, each, 2)}
    return words - set(tree.having(trigger.at, "case", "mark"))


def _phrase(tree: Tree, at: int, depth: int) -> set[int]:
    """A noun with what describes it; phrases behind it down to `depth`, and what is joined to it."""
    words = {at}
    for kid in tree.kids[at]:
        label = tree.parse.labels[kid]
        if label == "conj" and tree.parse.coarse[kid] not in VERBAL:
            words |= {*_phrase(tree, kid, depth - 1), *tree.having(kid, "cc", "punct")}
        elif label == "nmod" and depth <= 0:
            continue
        elif label not in CLUTTER:
            words |= _phrase(tree, kid, depth - (label == "nmod"))
    return words


def _joined(tree: Tree, words: set[int]) -> set[int]:
    """With the "and", the comma or the hyphen that stands between two of the words."""
    parse, kept = tree.parse, set(words)
    for at in range(1, tree.size - 1):
        between = at - 1 in kept and at + 1 in kept
        if between and (parse.labels[at] == "cc" or (parse.labels[at] == "punct" and parse.words[at] in ",-–/")):
            kept.add(at)
    return kept


def _written(tree: Tree, words: set[int], sources: Sequence[Mention]) -> str:
    kept = sorted(words)
    parse = tree.parse
    names = {m.start: m.name for m in sources if m.via == "coref"}
    text = ""
    for before, at in zip([-1, *kept], kept, strict=False):
        glued = before >= 0 and parse.ends[before] == parse.starts[at]
        if not text and (parse.coarse[at] in ("PUNCT", "CCONJ", "SCONJ") or _leads(tree, at)):
            continue
        pronoun = parse.tags[at] == "PRP" and parse.starts[at] in names
        text += ("" if glued or not text else " ") + (names[parse.starts[at]] if pronoun else parse.words[at])
    text = text.strip(" ,;:-–—\"“”'")
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return text[:1].upper() + text[1:]


def _leads(tree: Tree, at: int) -> bool:
    """Whether a word only ties the clause to what stands before it: "after", "because"."""
    head = tree.parse.heads[at]
    return tree.parse.labels[at] == "mark" and tree.parse.tags[at] != "TO" and head > at

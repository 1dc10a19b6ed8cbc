"""One short readable line for an event, from its own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.events.clauses import subjects
from timeline.events.lexicon import Lexicon
from timeline.events.tree import Tree
from timeline.events.triggers import Found

CLUTTER = frozenset(
    {"acl:relcl", "acl", "advcl", "appos", "parataxis", "punct", "cc", "conj", "dep", "discourse", "mark"}
    | {"nmod:unmarked", "obl:tmod", "nmod:tmod"}
)
MOST_WORDS, LONGEST, LONGEST_NAME = 14, 120, 7
ARGUMENTS = ("obj", "iobj", "obl", "obl:agent")
HELPERS = ("aux", "aux:pass", "cop", "compound:prt")
ASIDE = frozenset({"advcl", "parataxis", "acl:relcl", "discourse", "dep", "appos"})
VERBAL = ("VERB", "AUX")
TIED = frozenset({"IN", "DT", "TO", "CC", "PRP$", "POS", "JJ"})  # no line that was cut ends on these
RELATIVE = frozenset({"WP", "WDT", "WRB", "WP$"})
LEVELS = (
    (2, True),
    (1, True),
    (0, True),
    (0, False),
)  # how deep into phrases, and whether with all that hangs on the verb
OPENING, CLOSING, STRAIGHT = "“«", "”»", '"'


@dataclass(frozen=True, slots=True)
class Line:
    """What is kept of a sentence: down to which depth of phrases, with circumstances or without."""

    tree: Tree
    trigger: Found
    lexicon: Lexicon
    timed: frozenset[int]
    depth: int = 2
    full: bool = True


def headline(
    tree: Tree,
    trigger: Found,
    lexicon: Lexicon,
    *,
    timed: frozenset[int] = frozenset(),
) -> str:
    """Subject, verb and what they need; a pronoun gives way to the name of its actor.

    `timed` are the words of times, which stand beside a line and not in it.
    """
    words: set[int] = set()
    for depth, full in LEVELS:
        line = Line(tree, trigger, lexicon, timed, depth, full)
        words = _joined(tree, _words(line))
        if len(words) <= MOST_WORDS:
            break
    return _written(line, words)


def _words(line: Line) -> set[int]:
    tree, trigger = line.tree, line.trigger
    verb = trigger.carrier if trigger.entry.pos == "noun" else trigger.at
    if verb < 0 or (trigger.entry.pos == "noun" and tree.having(verb, "expl")):
        return _nominal(line)
    return _clause(line, _chief(tree, verb)) | set(trigger.words)


def _chief(tree: Tree, verb: int) -> int:
    """The verb that lends an infinitive its subject: "would prefer to agree"."""
    while tree.parse.labels[verb] == "xcomp" and tree.parse.coarse[tree.parse.heads[verb]] in VERBAL:
        verb = tree.parse.heads[verb]
    return verb


def _clause(line: Line, verb: int) -> set[int]:
    tree = line.tree
    words = _verb(line, verb)
    for subject in subjects(tree, verb):
        if tree.parse.labels[subject] != "expl":
            words |= _phrase(line, subject, line.depth)
    return words | _complements(line, verb)


def _complements(line: Line, verb: int) -> set[int]:
    """What stands behind a verb, as far as a line holds it."""
    tree, words = line.tree, set[int]()
    for kid in tree.kids[verb]:
        label = tree.parse.labels[kid]
        if label == "xcomp":
            words |= set() if _is_aside(tree, verb, kid) else _infinitive(line, kid)
        elif label in ARGUMENTS and (label != "obl" or kid > verb) and not _circumstance(line, kid):
            words |= _phrase(line, kid, line.depth)
        elif label == "ccomp" and kid > verb:
            words |= _told(line, kid)
    return words


def _circumstance(line: Line, at: int) -> bool:
    """Whether a phrase says when, or according to whom, or is left out for shortness."""
    tree = line.tree
    if at in line.timed or tree.parse.tags[at] in RELATIVE or tree.preposition(at) in line.lexicon.words["according"]:
        return True
    mine = at in line.trigger.words or any(word in line.trigger.words for word in tree.down(at))
    return not line.full and tree.parse.labels[at] == "obl" and not mine


def _is_aside(tree: Tree, verb: int, kid: int) -> bool:
    """Whether a participle describes the object before it: "a ship sailing near the coast"."""
    return tree.parse.tags[kid] == "VBG" and any(thing < kid for thing in tree.having(verb, "obj"))


def _verb(line: Line, verb: int) -> set[int]:
    """A verb with its helpers, what denies it, and the "to" of an infinitive."""
    tree, negation = line.tree, line.lexicon.words["negation"]
    words = {verb, *tree.having(verb, *HELPERS)}
    words.update(kid for kid in tree.having(verb, "advmod") if tree.parse.words[kid].lower() in negation)
    words.update(kid for kid in tree.having(verb, "mark", "case") if tree.parse.tags[kid] == "TO" and kid < verb)
    if verb in line.trigger.words:
        words.update(line.trigger.words)
    return words


def _infinitive(line: Line, verb: int) -> set[int]:
    tree = line.tree
    words = _verb(line, verb) | set(tree.having(verb, "mark", "case"))
    if tree.parse.coarse[verb] not in VERBAL:
        return words | _phrase(line, verb, max(1, line.depth))
    for kid in tree.having(verb, "obj", "iobj", "obl", "xcomp"):
        if tree.parse.labels[kid] == "xcomp":
            words |= _infinitive(line, kid)
        elif not _circumstance(line, kid):
            words |= _phrase(line, kid, max(1, line.depth))
    return words


def _told(line: Line, verb: int) -> set[int]:
    """What somebody says, as far as a line holds it."""
    tree, kept, queue = line.tree, set[int](), [verb]
    for word in queue:
        kept.add(word)
        for kid in tree.kids[word]:
            label = tree.parse.labels[kid]
            circumstance = label.startswith("obl") and _circumstance(line, kid)
            if label not in ASIDE and label != "punct" and kid not in line.timed and not circumstance:
                queue.append(kid)
    return kept


def _nominal(line: Line) -> set[int]:
    """An event that a noun names, without the preposition that ties it to its sentence."""
    words = {word for each in line.trigger.words for word in _phrase(line, each, max(1, line.depth))}
    return words - set(line.tree.having(line.trigger.at, "case", "mark"))


def _phrase(line: Line, at: int, depth: int) -> set[int]:
    """A noun with what describes it; phrases behind it down to `depth`, and what is joined to it."""
    tree, words = line.tree, {at, *_name(line.tree, at)}
    for kid in tree.kids[at]:
        label = tree.parse.labels[kid]
        if label == "conj" and tree.parse.coarse[kid] not in VERBAL:
            words |= {*_phrase(line, kid, depth - 1), *tree.having(kid, "cc", "punct")}
        elif kid in line.timed or (label == "nmod" and depth <= 0 and tree.preposition(kid) != "of"):
            continue
        elif label not in CLUTTER:
            words |= _phrase(line, kid, depth - (label == "nmod"))
    return words


def _name(tree: Tree, at: int) -> list[int]:
    """The words of the name that a word stands in."""
    mention = tree.mention_at.get(at)
    words = tree.words_in(mention.start, mention.end) if mention is not None else []
    return words if len(words) <= LONGEST_NAME else []


def _joined(tree: Tree, words: set[int]) -> set[int]:
    """With the "and", the comma or the hyphen that stands between two of the words."""
    parse, kept = tree.parse, set(words)
    for at in range(1, tree.size - 1):
        between = at - 1 in kept and at + 1 in kept
        if between and (parse.labels[at] == "cc" or (parse.labels[at] == "punct" and parse.words[at] in ",-–/")):
            kept.add(at)
    return kept


def _written(line: Line, words: set[int]) -> str:
    tree, parse = line.tree, line.tree.parse
    whole = _led(tree, sorted(words))
    kept = _shortened(tree, whole)
    names = _names(tree, kept)
    text = ""
    for before, at in zip([-1, *kept], kept, strict=False):
        glued = before >= 0 and parse.ends[before] == parse.starts[at]
        word = parse.words[at]
        if parse.tags[at] == "PRP" and parse.starts[at] in names:
            word = names[parse.starts[at]]
        elif glued and parse.coarse[at] == "AUX" and parse.starts[before] in names:
            glued, word = False, line.lexicon.full.get(tree.lemmas[at], word)
        text += ("" if glued or not text else " ") + word
    return _tidy(text, cut=len(kept) < len(whole))


def _names(tree: Tree, kept: Sequence[int]) -> dict[int, str]:
    """For pronouns, by where they start, the name of whom they mean, unless the line has named them before."""
    names: dict[int, str] = {}
    told: set[str] = set()
    for at in kept:
        mention = tree.mention_at.get(at)
        if mention is not None:
            if tree.parse.tags[at] == "PRP" and mention.actor not in told:
                names[tree.parse.starts[at]] = mention.name
            told.add(mention.actor)
    return names


def _led(tree: Tree, kept: list[int]) -> list[int]:
    """Without the words before the first that belongs to the clause itself."""
    first = 0
    while first < len(kept) and (
        tree.parse.coarse[kept[first]] in ("PUNCT", "CCONJ", "SCONJ") or _leads(tree, kept[first])
    ):
        first += 1
    return kept[first:]


def _shortened(tree: Tree, kept: list[int]) -> list[int]:
    """At most so many words, the last of them no preposition or article."""
    cut = len(kept) > MOST_WORDS + 2
    kept = kept[:MOST_WORDS] if cut else kept
    while len(kept) > 1 and _loose(tree, kept[-1], cut=cut):
        kept = kept[:-1]
    return kept


def _loose(tree: Tree, at: int, *, cut: bool) -> bool:
    """Whether no line can end on a word."""
    if tree.parse.labels[at] in ("case", "mark", "det", "cc") or tree.parse.coarse[at] == "PUNCT":
        return True
    return cut and (tree.parse.tags[at] in TIED or tree.parse.coarse[at] == "AUX")


def _tidy(text: str, *, cut: bool) -> str:
    """A capital first, no quotation mark without its fellow, nothing loose at the ends."""
    if text.count(STRAIGHT) % 2:
        text = text.replace(STRAIGHT, "")
    for one, other in zip(OPENING, CLOSING, strict=True):
        if text.count(one) != text.count(other):
            text = text.replace(one, "").replace(other, "")
    text = text.strip(" ,;:-–—'")
    if len(text) > LONGEST:
        text, cut = text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:"), True
    return text[:1].upper() + text[1:] + (" …" if cut else "")


def _leads(tree: Tree, at: int) -> bool:
    """Whether a word only ties the clause to what stands before it: "after", "because"."""
    head = tree.parse.heads[at]
    if tree.parse.coarse[at] in ("PUNCT", "CCONJ", "SCONJ") or tree.parse.tags[at] in RELATIVE:
        return True
    if tree.parse.labels[at] == "case" and head > at and at not in tree.mention_at:
        return tree.parse.coarse[head] in ("NOUN", "PROPN")
    return tree.parse.labels[at] == "mark" and tree.parse.tags[at] != "TO" and head > at

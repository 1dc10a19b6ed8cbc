"""How well a line does without a phrase: never, always, or by a rank."""

from dataclasses import dataclass, field

from timeline.events.lines.sentence import RELATIVE, SUBJECTS, VERBAL, Sentence

KEEP, DROP, TIE = 0, -1, -2  # a tie is left out at the head of a line and kept inside it
# The higher the rank, the sooner a phrase is left out.
OF, CLOSE, INFINITIVE, PHRASE, NESTED, ADVERB, PARTICIPLE = 14, 16, 18, 24, 28, 34, 40
RESTRICTIVE, SECOND, APPOSED, ADVERBIAL, ASIDE, FRONTED = 46, 52, 56, 60, 66, 70
# Labels of words that are kept wherever they are no part of a date or of brackets.
PLAIN = frozenset(
    {"nsubj", "nsubj:pass", "csubj", "obj", "iobj", "ccomp", "xcomp", "aux", "aux:pass", "cop", "det", "amod", "nummod"}
    | {"compound", "compound:prt", "flat", "fixed", "expl", "obl:agent", "nmod:poss", "nmod:desc", "det:predet"}
)
NEVER = frozenset({"punct", "discourse", "vocative", "list"})
CORE = frozenset({"nsubj", "nsubj:pass", "obj", "ccomp", "xcomp", "conj"})  # what a date does not take with it
CARRIED = ("appos", "nmod", "obj", "conj", "acl", "acl:relcl")  # what is no date though it hangs on one
YEAR = len("2000")
# What the label alone decides, where a word is no part of a date or of brackets.
USUAL = dict.fromkeys(PLAIN, KEEP) | dict.fromkeys(NEVER, DROP)


@dataclass(slots=True)
class Levels:
    """What a line keeps together, for all words of a sentence.

    Words of one `level` are kept with each other: what is always left out begins a level of its own.  `depth` is in
    how many phrases that a line may do without a word stands, `units` are their heads with their ranks, `ties` the
    words that are left out at the head of a line.
    """

    level: list[int]
    depth: list[int]
    units: list[tuple[int, int]] = field(default_factory=list)
    ties: list[int] = field(default_factory=list)


def levels(sentence: Sentence) -> Levels:
    """The levels of a sentence, worked out once."""
    if "levels" not in sentence.known:
        sentence.known["levels"] = _levels(sentence)
    found: Levels = sentence.known["levels"]
    return found


def _levels(sentence: Sentence) -> Levels:
    tree, labels, blocked = sentence.tree, sentence.tree.parse.labels, sentence.blocked
    found = Levels([0] * tree.size, [0] * tree.size)
    level, depth, carried = found.level, found.depth, dict[int, int]()
    queue = [at for at, head in enumerate(tree.parse.heads) if head < 0]
    for word in queue:
        for kid in tree.kids[word]:
            queue.append(kid)
            value = USUAL.get(labels[kid]) if kid not in blocked else None
            if value is None:
                value = _rank(sentence, word, kid)
            above = carried.get(kid, word)
            level[kid], depth[kid] = level[above], depth[above] + (value > 0)
            if value > 0:
                found.units.append((kid, value))
            elif value == TIE:
                found.ties.append(kid)
            elif value == DROP and above == word:
                level[kid] = kid + 1
                carried |= dict.fromkeys(_carried(sentence, kid), word)
    return found


def _carried(sentence: Sentence, at: int) -> list[int]:
    """What hangs on a date or on a dateline and is none, where the tree is wrong."""
    if at not in sentence.blocked:
        return []
    tree = sentence.tree
    if at in sentence.outside:
        return [kid for kid in tree.having(at, *CARRIED, "parataxis") if kid not in sentence.outside]
    return [kid for kid in tree.having(at, *CARRIED) if kid not in sentence.hidden]


def _rank(sentence: Sentence, parent: int, kid: int) -> int:
    label = sentence.tree.parse.labels[kid]
    if label in NEVER or kid in sentence.outside:
        return DROP
    if kid in sentence.hidden and label not in CORE and not _names(sentence, parent, kid):
        return DROP
    if label == "case" and kid + 1 in sentence.hidden and _is_subject(sentence, parent):
        return DROP  # "in June troops withdrew", where the tree is wrong
    if label in ("mark", "cc", "case", "advmod") and _ties(sentence, parent, kid):
        return TIE
    if label in PLAIN:
        return KEEP
    judge = JUDGES.get(label) or JUDGES.get(label.partition(":")[0])
    return judge(sentence, parent, kid) if judge else KEEP


def _is_subject(sentence: Sentence, noun: int) -> bool:
    """Whether a noun is a subject, or stands before a verb that has none."""
    tree = sentence.tree
    label, verb = tree.parse.labels[noun], tree.parse.heads[noun]
    return label in SUBJECTS or (label == "obl" and noun < verb and not tree.having(verb, *SUBJECTS))


def _names(sentence: Sentence, parent: int, kid: int) -> bool:
    """Whether a year is part of a name, or only says which of several things is meant: "a 1994 agreement"."""
    tree, label = sentence.tree, sentence.tree.parse.labels[kid]
    if label == "nmod" and tree.preposition(kid) == "of":
        return True
    word = tree.parse.words[kid]
    year = word.isdigit() and len(word) == YEAR
    return year and kid < parent and label in ("nummod", "compound", "nmod:unmarked")


def _ties(sentence: Sentence, parent: int, kid: int) -> bool:
    """Whether a word only ties the clause to what stands before it."""
    tree = sentence.tree
    tag, label = tree.parse.tags[kid], tree.parse.labels[kid]
    if kid > parent or tag == "TO":
        return False
    if label == "case":
        return not tree.having(parent, "cop")  # "are in recession"
    return label in ("mark", "cc") or tag in RELATIVE


def _beside(sentence: Sentence, parent: int, kid: int) -> int:
    """What stands beside a clause is no part of it, but for words that are quoted behind a verb."""
    tree = sentence.tree
    quoted = kid > parent and any(tree.parse.tags[mark] == "``" for mark in tree.having(kid, "punct"))
    return DROP if not quoted else CLOSE if sentence.says(parent) else SECOND


def _oblique(sentence: Sentence, parent: int, kid: int) -> int:
    tree = sentence.tree
    if tree.preposition(kid) in sentence.lexicon.words["according"]:
        return DROP
    if kid > parent:
        return PHRASE if tree.having(parent, "obj", "xcomp", "ccomp") else CLOSE
    return FRONTED if sentence.is_fronted(parent, kid) else PHRASE


def _nested(sentence: Sentence, parent: int, kid: int) -> int:
    preposition = sentence.tree.preposition(kid)
    if preposition in sentence.lexicon.words["according"]:
        return DROP
    return OF if preposition == "of" else NESTED


def _relative(sentence: Sentence, parent: int, kid: int) -> int:
    tree = sentence.tree
    if tree.parse.tags[parent] in RELATIVE:
        return KEEP  # "what he saw"
    if sentence.is_apart(kid) or tree.parse.labels[kid] == "advcl:relcl":
        return DROP
    bare = tree.having(kid, *SUBJECTS) and not any(tree.parse.tags[word] in RELATIVE for word in tree.kids[kid])
    return INFINITIVE if bare else RESTRICTIVE


def _completes(sentence: Sentence, kid: int) -> bool:
    """Whether a clause is what its head calls for: an infinitive, or one with "that"."""
    tree = sentence.tree
    marks = tree.having(kid, "mark")
    infinitive = any(tree.parse.tags[mark] == "TO" for mark in marks) and not sentence.is_apart(kid)
    return infinitive or any(tree.lower[mark] in sentence.words.that for mark in marks)


def _of_noun(sentence: Sentence, parent: int, kid: int) -> int:
    tree = sentence.tree
    if _completes(sentence, kid) or tree.having(kid, "ccomp", *SUBJECTS):
        return INFINITIVE  # "a letter alleging that", "a plan to leave"
    if any(tree.having(word, "acl") for word in tree.kids[parent] if word < kid):
        return INFINITIVE
    return ASIDE if sentence.is_apart(kid) else PARTICIPLE


def _adverbial(sentence: Sentence, parent: int, kid: int) -> int:
    if _completes(sentence, kid):
        return INFINITIVE
    if kid < parent:
        return FRONTED
    if sentence.says(parent) and not sentence.tree.having(parent, "ccomp"):
        return INFINITIVE  # "warned if prices rise", the parser's label for what is said
    return ASIDE if sentence.is_apart(kid) else ADVERBIAL


def _apposition(sentence: Sentence, parent: int, kid: int) -> int:
    coarse = sentence.tree.parse.coarse
    named = coarse[kid] == "PROPN" and coarse[parent] != "PROPN"
    return KEEP if named or not sentence.is_apart(kid) else APPOSED


def _adverb(sentence: Sentence, parent: int, kid: int) -> int:
    tree = sentence.tree
    negation = sentence.lexicon.words["negation"]
    if tree.parse.tags[kid] in RELATIVE or any(tree.lower[word] in negation for word in (kid, *tree.kids[kid])):
        return KEEP  # "no longer"
    after = (max(tree.down(kid)) if tree.kids[kid] else kid) + 1
    if after < tree.size and tree.parse.tags[after] == "CD":
        return KEEP  # "as many as 200"
    if _before_date(sentence, after):
        return DROP  # "late on Tuesday"
    fronted = sentence.is_fronted(parent, kid)
    if tree.parse.coarse[parent] not in VERBAL:
        return DROP if fronted else KEEP
    if tree.lower[kid] in sentence.words.connectives:
        return DROP
    return DROP if fronted and tree.lower[kid] not in sentence.lexicon.status else ADVERB


def _before_date(sentence: Sentence, at: int) -> bool:
    """Whether a date begins at a word, with its preposition or without."""
    tree = sentence.tree
    at += at < tree.size and tree.parse.coarse[at] == "ADP"
    return at in sentence.hidden


def _conjunct(sentence: Sentence, parent: int, kid: int) -> int:
    tree = sentence.tree
    if tree.parse.coarse[kid] not in VERBAL and not tree.having(kid, "cop", *SUBJECTS):
        return KEEP
    if tree.having(kid, *SUBJECTS):
        return DROP
    shares = tree.having(kid, "obj") and not tree.having(parent, "obj", "ccomp", "xcomp", "nsubj:pass")
    return INFINITIVE if shares else SECOND


JUDGES = {
    "parataxis": _beside,
    "obl": _oblique,
    "nmod": _nested,
    "acl:relcl": _relative,
    "advcl:relcl": _relative,
    "acl": _of_noun,
    "advcl": _adverbial,
    "appos": _apposition,
    "advmod": _adverb,
    "conj": _conjunct,
}

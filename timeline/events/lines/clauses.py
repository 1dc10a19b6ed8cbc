"""A clause as a sentence of its own: with its subject, finite, and with what is said behind who says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.events.clauses import is_passive, subjects
from timeline.events.lines.grammar import Line
from timeline.events.lines.parts import Part, gather, shorten
from timeline.events.lines.relative import antecedent, replaced
from timeline.events.lines.sentence import HELPERS, NOMINAL, RELATIVE, SUBJECTS, VERBAL, Sentence
from timeline.events.tree import Tree

TIES = ("case", "mark", "cc")
STOPS = (";", ":")
OF_A_CLAUSE = frozenset(
    {"nsubj", "csubj", "expl", "cop", "aux", "obl", "advmod", "advcl", "mark", "ccomp", "parataxis", "punct"}
)
PARTICIPLES = ("VBN", "VBD")

Pieces = list[Part | str]


@dataclass(eq=False, slots=True)
class Draft:
    """A line before it is spelt: stretches of words and forms put between them, in order; its head; how it is made."""

    pieces: Pieces
    head: int
    made: str
    finite: bool = False
    line: Line | None = None

    kept: frozenset[int] = frozenset()

    def parts(self) -> list[Part]:
        """The stretches of words."""
        return [piece for piece in self.pieces if isinstance(piece, Part)]

    def words(self) -> list[list[int] | str]:
        """The pieces with their words in order."""
        return [piece if isinstance(piece, str) else sorted(piece.words) for piece in self.pieces]


def built(sentence: Sentence, head: int, pieces: Pieces, made: str, *, finite: bool = False) -> Draft:
    """A draft of pieces that may be too long."""
    shorten(sentence, [piece for piece in pieces if isinstance(piece, Part)])
    kept = [piece for piece in pieces if isinstance(piece, str) or piece.words]
    return Draft(kept, head, made, finite=finite or sentence.is_finite(head))


def own_clause(sentence: Sentence, verb: int, must: set[int]) -> Draft | None:
    """The clause of a verb as a sentence with all words in `must` that hang on it; None where it cannot be made one."""
    above = {verb, *sentence.tree.up(verb)}
    key = "clause", verb
    if key not in sentence.known:
        sentence.known[key] = draft = _clause(sentence, verb, above)
        if draft is not None:
            draft.kept = frozenset[int]().union(*(part.words for part in draft.parts()))
    usual: Draft | None = sentence.known[key]
    if usual is None or usual.kept.issuperset(must - above):
        return usual
    return _clause(sentence, verb, must)


def _clause(sentence: Sentence, verb: int, must: set[int]) -> Draft | None:
    tree = sentence.tree
    label = tree.parse.labels[verb]
    if label == "acl:relcl" or _is_relative_too(sentence, verb):
        return _relative(sentence, verb, must)
    finite = sentence.is_finite(verb)
    if tree.having(verb, *SUBJECTS):
        return _told(sentence, verb, must) if finite or label == "root" else None
    passive = tree.parse.tags[verb] in PARTICIPLES and is_passive(tree, verb)
    if not finite and not passive and label != "root":
        return None
    subject = _borrowed(sentence, verb, label)
    if subject < 0:
        return _told(sentence, verb, must) if label in ("root", "parataxis") else None
    clause = gather(sentence, verb, must)
    if subject in clause.words:
        return built(sentence, verb, [clause], "clause")
    thing = _thing(sentence, subject, verb, must)
    made = "clause" if finite else "participle"
    return built(sentence, verb, [thing, *_be(sentence, subject, verb), clause], made, finite=True)


def _is_relative_too(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is joined to a relative one and has a pronoun of its own: "which fell and which killed"."""
    tree = sentence.tree
    subject = tree.having(verb, *SUBJECTS[:2]) if tree.parse.labels[verb] == "conj" else []
    return bool(subject) and tree.parse.tags[subject[0]] in RELATIVE


def _borrowed(sentence: Sentence, verb: int, label: str) -> int:
    """The subject a clause shares with another; -1 for none."""
    tree = sentence.tree
    head = tree.parse.heads[verb]
    if label == "ccomp" and head >= 0:  # "reported Smith, who fell, will be buried"
        return next((word for word in tree.having(head, "obj") if head < word < verb), -1)
    if found := subjects(tree, verb):
        return found[0]
    while tree.parse.labels[verb] == "conj":
        verb = tree.parse.heads[verb]
    return verb if tree.parse.coarse[verb] in NOMINAL else -1  # "three men forced a door", taken for a list


def _thing(sentence: Sentence, noun: int, verb: int, must: set[int]) -> Part:
    """A noun's phrase as a subject or object, without the branch that a clause hangs in; with its name before it."""
    tree, chain = sentence.tree, set[int]()
    while tree.parse.labels[noun] == "appos" and _is_named_by(tree, noun, tree.parse.heads[noun]):
        chain.add(noun)
        noun = tree.parse.heads[noun]  # "Smith, a sailor who drowned"
    above = {verb, *tree.up(verb)}
    without = {verb, *(kid for kid in tree.kids[noun] if kid in above and kid not in chain)}
    if tree.having(noun, "cop"):  # "at issue was the war, which ..."
        without |= {kid for kid in tree.kids[noun] if tree.parse.labels[kid].partition(":")[0] in OF_A_CLAUSE}
    thing = gather(sentence, noun, must.difference((verb,)) | chain, without=without)
    thing.words.difference_update(tree.having(noun, *TIES))
    return thing


def _is_named_by(tree: Tree, noun: int, head: int) -> bool:
    """Whether what a noun stands beside is its name: not "the deaths in Bucha, a town", where the tree is wrong."""
    coarse = tree.parse.coarse[head]
    return coarse == "PROPN" or (coarse in NOMINAL and not tree.having(noun, "det"))


def _be(sentence: Sentence, subject: int, verb: int) -> list[str]:
    """The form of "be" that a participle lacks."""
    tree = sentence.tree
    if sentence.is_finite(verb) or not is_passive(tree, verb):
        return []
    alone = tree.parse.heads[subject] < 0 and tree.parse.labels[verb] == "acl"
    if alone and tree.lemmas[verb] not in sentence.lexicon.words["undergone"] and not tree.having(verb, "obl:agent"):
        return []  # "Smith, in Rome, called on the rich", where the tree is wrong
    return [sentence.words.pasts if sentence.is_plural(subject) else sentence.words.past]


def _told(sentence: Sentence, verb: int, must: set[int]) -> Draft:
    """A finite clause; what somebody says stands behind who says it."""
    tree, clause = sentence.tree, gather(sentence, verb, must)
    if _is_tail(sentence, verb):
        told = gather(sentence, tree.parse.heads[verb], must, without=[verb])
        return built(sentence, verb, [*_turned(sentence, verb, clause, []), told], "said")
    content = [kid for kid in tree.having(verb, "ccomp", "parataxis") if kid < verb]
    pieces = _turned(sentence, verb, clause, content)
    if not tree.having(verb, *SUBJECTS) and (before := _before(sentence, verb, clause)):
        pieces = [Part(before), *pieces]
    return built(sentence, verb, pieces, "said" if content else "clause")


def _is_tail(sentence: Sentence, verb: int) -> bool:
    """Whether a clause stands behind what it reports: "two died, officials said"."""
    tree = sentence.tree
    if tree.parse.labels[verb] != "parataxis" or tree.parse.heads[verb] > verb or tree.having(verb, "ccomp"):
        return False
    apart = any(tree.parse.words[mark] in STOPS for mark in tree.having(verb, "punct"))
    return sentence.says(verb) or not (apart or tree.having(verb, "obj"))


def _before(sentence: Sentence, verb: int, clause: Part) -> set[int]:
    """What stands right before a finite verb that has no subject, where the tree is wrong."""
    tree, found = sentence.tree, set[int]()
    if tree.parse.tags[verb] not in ("VBD", "VBZ") and not tree.having(verb, *HELPERS):
        return found
    for at in range(min(clause.words) - 1, -1, -1):
        skipped = at in sentence.outside or at in sentence.hidden
        if skipped or tree.parse.coarse[at] in (*VERBAL, "PUNCT", "SCONJ"):
            break
        found.add(at)
    return found if any(tree.parse.coarse[at] in NOMINAL for at in found) else set()


def _turned(sentence: Sentence, verb: int, clause: Part, content: Sequence[int]) -> Pieces:
    """Subject, verb, what is said, whatever their order was."""
    tree = sentence.tree
    found = tree.having(verb, *SUBJECTS[:2])
    turned = found and min(found) > verb and not tree.having(verb, "expl")  # not "there were two attacks"
    subject = found[0] if turned else -1
    if subject < 0 and not content:
        return [clause]
    first = clause.split(set(tree.down(subject)) if subject >= 0 else ())
    last = clause.split({word for each in content for word in tree.down(each)})
    helpers = clause.split([word for word in tree.having(verb, *HELPERS) if word > verb and subject >= 0])
    return [first, helpers, clause, last]


def _relative(sentence: Sentence, verb: int, must: set[int]) -> Draft | None:
    """A relative clause as a sentence: the noun it hangs on in the place of its pronoun."""
    tree = sentence.tree
    pronoun = next((word for word in sorted(tree.down(verb)) if tree.parse.tags[word] in RELATIVE), -1)
    if pronoun < 0 and tree.having(verb, "nsubj:pass", "mark", "obj"):  # "word that he had been killed"
        return _told(sentence, verb, must) if sentence.is_finite(verb) else None
    clause, thing = gather(sentence, verb, must), _thing(sentence, antecedent(sentence, verb), verb, must)
    pieces = replaced(sentence, verb, pronoun, clause, thing)
    return built(sentence, verb, pieces, "relative", finite=True) if pieces else None

"""A relative clause with the noun it hangs on in the place of its pronoun."""

from timeline.events.lines.parts import Part
from timeline.events.lines.sentence import HELPERS, SUBJECTS, Sentence


def antecedent(sentence: Sentence, verb: int) -> int:
    """The noun a relative clause tells of: of several before it, the nearest that agrees with its verb in number."""
    tree = sentence.tree
    noun, plural = tree.parse.heads[verb], _goes_with_several(sentence, verb)
    while tree.parse.labels[verb] == "conj":
        verb, noun = noun, tree.parse.heads[noun]
    if plural is None or sentence.is_plural(noun) == plural:
        return noun
    first = sentence.firsts[verb]
    inner = [word for word in tree.down(noun) if noun < word < first and tree.parse.labels[word].startswith("nmod")]
    return next((word for word in sorted(inner, reverse=True) if sentence.is_plural(word) == plural), noun)


def _goes_with_several(sentence: Sentence, verb: int) -> bool | None:
    """Whether a verb goes with several, None where its form does not tell."""
    tree, words = sentence.tree, sentence.words
    for word in (verb, *tree.having(verb, *HELPERS)):
        if tree.parse.tags[word] in ("VBZ", "VBP"):
            return tree.parse.tags[word] == "VBP"
        if tree.lower[word] in (words.past, words.pasts):
            return tree.lower[word] == words.pasts
    return None


def replaced(sentence: Sentence, verb: int, pronoun: int, clause: Part, thing: Part) -> list[Part | str]:
    """The pieces of a relative clause with a noun for its pronoun; none where it has no place for the noun."""
    tree = sentence.tree
    if pronoun < 0:  # "the deal he signed"
        gap = not tree.having(verb, "obj") and tree.having(verb, *SUBJECTS)
        return _inserted(sentence, verb, clause, thing) if gap else []
    label, word = tree.parse.labels[pronoun], tree.lower[pronoun]
    clause.words.discard(pronoun)
    if tree.parse.tags[pronoun] == "WP$":
        before = clause.split([word for word in clause.words if word < pronoun])
        return [before, thing, sentence.words.possessive, clause]
    if tree.parse.heads[pronoun] != verb:
        return []
    if label.startswith("nsubj"):
        return [thing, clause]
    if label == "obj":
        return _inserted(sentence, verb, clause, thing)
    if word in sentence.words.where:
        return [clause, sentence.words.where[word], thing]
    case = tree.having(pronoun, "case")
    clause.words.difference_update(case)
    return [clause, tree.lower[case[0]], thing] if case else []


def _inserted(sentence: Sentence, verb: int, clause: Part, thing: Part) -> list[Part | str]:
    """A clause with its object put behind the verb."""
    tree, last = sentence.tree, verb
    while inner := [kid for kid in tree.having(last, "xcomp", "compound:prt") if kid > last]:
        last = inner[0]
    return [clause.split([word for word in clause.words if word <= last]), thing, clause]

"""Drafts of a line: the clause that tells an event, made whole and finite; the clause around it; the noun's phrase."""

from collections.abc import Iterator

from timeline.events.lines.clauses import Draft, built, own_clause
from timeline.events.lines.parts import AIM, counted, gather, shorten
from timeline.events.lines.sentence import SUBJECTS, VERBAL, Sentence
from timeline.events.triggers import Found

TIES = ("case", "mark", "cc")
BESIDE = frozenset({"parataxis", "discourse", "vocative", "list"})  # a clause does not hold what hangs on it so
HELD_BACK = frozenset({"denied", "refused", "demanded", "possible", "hypothetical", "threatened"})
FEW = 6  # words of a clause that says little


def drafts(sentence: Sentence, trigger: Found) -> Iterator[Draft]:
    """The ways to write a trigger's line, the best first."""
    tree = sentence.tree
    verb = trigger.carrier if trigger.entry.pos == "noun" else trigger.at
    must = {word for at in (*trigger.words, verb) if at >= 0 for word in (at, *tree.up(at))}
    if any(tree.preposition(at) in sentence.lexicon.words["according"] for at in must):
        yield from _wider(sentence, trigger.at, must)
    if verb < 0:
        yield from _wider(sentence, trigger.at, must)
        yield _phrase(sentence, trigger.at, must)
        return
    verb = _chief(sentence, verb)
    own = own_clause(sentence, verb, must)
    if own is not None and _is_vague(sentence, own, verb):
        yield from _spoken(sentence, verb, must)
    if own is not None:
        yield own
    yield from _wider(sentence, verb, must)
    if own is None:
        yield built(sentence, verb, [gather(sentence, verb, must)], "bare")


def _chief(sentence: Sentence, verb: int) -> int:
    """The verb whose line tells an infinitive, or a clause that is denied or only hoped for."""
    tree = sentence.tree
    while (head := tree.parse.heads[verb]) >= 0 and tree.parse.coarse[head] in (*VERBAL, "ADJ"):
        label = tree.parse.labels[verb]
        held = label == "ccomp" and sentence.lexicon.inner.get(tree.lemmas[head], "") in HELD_BACK
        if label != "xcomp" and not held:
            break
        verb = head
    return verb


def _is_vague(sentence: Sentence, own: Draft, verb: int) -> bool:
    """Whether a clause names nobody as its subject, or says little."""
    coarse = sentence.tree.parse.coarse
    words = [word for part in own.parts() for word in part.words]
    named = any(coarse[word] == "PROPN" for word in words if word < verb)
    return not named or len(words) < FEW


def _spoken(sentence: Sentence, verb: int, must: set[int]) -> Iterator[Draft]:
    """The clause with whoever says it, by name, where both are short."""
    tree, head = sentence.tree, sentence.tree.parse.heads[verb]
    if tree.parse.labels[verb] != "ccomp" or not sentence.says(head):
        return
    speakers = [word for noun in tree.having(head, *SUBJECTS[:1]) for word in tree.down(noun)]
    if any(tree.parse.coarse[word] == "PROPN" for word in speakers):
        whole = own_clause(sentence, head, must)
        if whole is not None and counted(sentence, whole.parts()) <= AIM:
            yield whole


def _wider(sentence: Sentence, at: int, must: set[int]) -> Iterator[Draft]:
    """The clauses above, nearest first, with the way down to the trigger."""
    tree, below = sentence.tree, at
    for above in tree.up(at):
        if tree.parse.labels[below] in BESIDE:
            return
        if tree.parse.coarse[above] in VERBAL or tree.having(above, "cop"):
            draft = own_clause(sentence, above, must)
            if draft is not None and any(at in part.words for part in draft.parts()):
                yield draft
        below = above


def _phrase(sentence: Sentence, at: int, must: set[int]) -> Draft:
    """The phrase of a noun, without what ties it to its sentence."""
    phrase = gather(sentence, at, must)
    phrase.words.difference_update(sentence.tree.having(at, *TIES))
    shorten(sentence, [phrase])
    return Draft([phrase], at, "noun", finite=True)

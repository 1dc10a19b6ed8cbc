"""The line of each event: one clause that a reader understands alone.

A line is written from the tree: `drafts` has the clauses that may tell an event, `parts` which of their words are
kept, `names` what stands for pronouns, `spell` how it is written; of several the first without a fault is taken, and
`grammar` says what a line may be.
"""

from collections.abc import Sequence

from timeline.events.lexicon import Lexicon
from timeline.events.lines.clauses import Draft
from timeline.events.lines.drafts import drafts
from timeline.events.lines.grammar import Line, flaws, is_line
from timeline.events.lines.names import named
from timeline.events.lines.referents import Story, full_forms
from timeline.events.lines.sentence import PERSONAL, sentence
from timeline.events.lines.spell import spell
from timeline.events.lines.words import line_words
from timeline.events.standing import Occurrence
from timeline.model import Article, Mention
from timeline.tracing import about, note

__all__ = ["Line", "is_line", "write_lines"]

# How bad a fault is; a line that opens with a pronoun is worse than the clause around it.
WEIGHTS = {
    "pronoun": 4, "hanging": 4, "short": 3, "long": 3, "tied": 2, "verbless": 2,
    "opening": 1, "unpaired": 1, "broken": 1,
}  # fmt: skip
NO_VERB, SPOKEN, UNKNOWN = 2, 2, 1


def write_lines(
    article: Article,
    occurrences: Sequence[Occurrence],
    mentions: Sequence[Sequence[Mention]],
    timed: Sequence[frozenset[int]],
    lexicon: Lexicon,
) -> list[Line]:
    """The lines of events, in order; `mentions` and `timed`, the words of dates, are those of each sentence."""
    words, every = line_words(), [mention for found in mentions for mention in found]
    trees = {each.index: each.tree for each in occurrences}
    sentences = {index: sentence(tree, timed[index], lexicon, words) for index, tree in trees.items()}
    story = Story(mentions, sentences, words, full_forms(every))
    return [_line(story, each) for each in occurrences]


def _line(story: Story, each: Occurrence) -> Line:
    """The best of an event's drafts: the first that has no fault."""
    about(each.event.trigger.start)
    best, made = Line(bad=1 << 10), ""
    for draft in drafts(story.sentences[each.index], each.trigger):
        line = draft.line or _written(story, each.index, draft)
        draft.line = line
        if line.bad < best.bad:
            best, made = line, draft.made
        if not line.bad:
            break
    note(f"line.{made}", ", ".join(best.flaws))
    return best


def _written(story: Story, index: int, draft: Draft) -> Line:
    around, pieces = story.sentences[index], draft.words()
    kept = [at for piece in pieces if not isinstance(piece, str) for at in piece]
    spelled = named(story, index, kept)
    text = spell(around, pieces, spelled)
    found = flaws(text)
    if spelled and "long" in found:
        spelled = named(story, index, kept, brief=True)
        text = spell(around, pieces, spelled)
        found = flaws(text)
    bad = sum(WEIGHTS[flaw] for flaw in found) + (0 if draft.finite else NO_VERB)
    loose = _loose(story, index, kept, spelled)
    return Line(text, tuple(found), loose, bad + loose)


def _loose(story: Story, index: int, kept: Sequence[int], spelled: dict[int, str]) -> int:
    """How much a line's pronouns leave open: those of who speaks, and others before any noun."""
    around = story.sentences[index]
    tree, words = around.tree, around.words
    pronouns = [at for at in kept if at in around.special and tree.parse.tags[at] in PERSONAL and at not in spelled]
    if not pronouns:
        return 0
    speakers = sum(tree.lower[at] in words.first or tree.lower[at] in words.second for at in pronouns)
    noun = next((n for n, at in enumerate(kept) if at in spelled or tree.parse.tags[at][:2] == "NN"), len(kept))
    unknown = sum(kept.index(at) < noun for at in pronouns) - speakers
    return SPOKEN * speakers + UNKNOWN * max(0, unknown)

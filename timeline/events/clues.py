"""What the telling of an event says of when it was: tense, mood, clause, kind, and what is told around it."""

from collections.abc import Iterator

from timeline.events.candidates import TALK, UNSORTED
from timeline.events.standing import (
    Occurrence,
    another,
    blamed,
    described,
    describes,
    fame,
    holds,
    in_past,
    known,
    lasting,
    perfect,
    pluperfect,
    present,
    refers_back,
    set_apart,
    shifted,
    told_as_story,
    undone,
)
from timeline.events.story import HISTORY_DAYS, Story
from timeline.events.timewords import TimeWords
from timeline.events.tree import Tree
from timeline.model import Timex
from timeline.tracing import rule

HARM = frozenset({"DEATH", "DISASTER", "ACCIDENT", "HEALTH"})
FAMILIES = {TALK: "talk", UNSORTED: "unsorted"}
VAGUE = frozenset({"PAST_REF", "FUTURE_REF"})
HISTORY_REACH = 3  # sentences from the one that opens a paragraph with history
MAIN = ("root", "conj")


def clues(story: Story, at: int) -> list[str]:
    """What holds of an event whichever candidate dates it."""
    each = story.occurrences[at]
    return [*_telling(each, story.words), *_standing(each, story.words), *_around(story, at, each)]


def _telling(each: Occurrence, words: TimeWords) -> Iterator[str]:
    tree, verb, event = each.tree, each.verb, each.event
    tense = _tense(each)
    yield f"told in {tense}"
    if tense == "the present" and holds(each):
        yield "holds"
    yield f"status={event.status}"
    yield f"class={_family(event.event_class, words)}"
    if tree.parse.labels[verb] == "root":
        yield "main verb"
    if tree.parse.labels[tree.clause(verb)] == "acl:relcl":
        yield "relative clause"
        if described(each) or describes(each):
            yield "describes"
    if each.reported_by >= 0:
        yield "reported"
    if event.attribution is not None and event.attribution.mode == "quoted":
        yield "quoted"
    if event.negated:
        yield "negated"
    if tree.having(verb, "ccomp", "parataxis"):
        yield "reports"


def _tense(each: Occurrence) -> str:
    tree, verb = each.tree, each.verb
    if each.bare_noun:
        return "a noun"
    helpers = tree.having(verb, "aux", "aux:pass", "cop")
    tags = [tree.parse.tags[helper] for helper in helpers]
    if helpers and perfect(each):
        return "the perfect"
    if helpers and pluperfect(each):
        return "the pluperfect"
    if "MD" in tags:
        return "a modal"
    if tree.parse.tags[verb] == "VB":
        return "the infinitive"
    if in_past(each):
        return "the past"
    if present(each):
        return "the present"
    return "a participle" if tree.parse.tags[verb] in ("VBG", "VBN") else "no tense"


def _family(name: str, words: TimeWords) -> str:
    if name in words.answers and name != TALK:
        return "answer"
    return "harm" if name in HARM else FAMILIES.get(name, "deed")


def _standing(each: Occurrence, words: TimeWords) -> Iterator[str]:
    """What grammar says of how it stands to the story around it; rules are asked only where their words stand."""
    tree, at, verb = each.tree, each.trigger.at, each.verb
    noun = each.bare_noun
    if noun:
        yield from _of_noun(each, words)
    if not words.undoing.isdisjoint(tree.lemmas) and undone(each, words):
        yield "undone"
    if (noun or tree.parse.tags[at] == "VBG") and not words.blame.isdisjoint(tree.lemmas) and blamed(each, words):
        yield "blamed"
    if not words.different.isdisjoint(tree.lemmas) and another(each, words):
        yield "another"
    if tree.having(verb, "mark", "case", "advmod") and fame(each, words):
        yield "known for it, or earlier"
    if tree.having(verb, "advmod", "obl", "advcl") and shifted(each, words):
        yield "at another time"


def _of_noun(each: Occurrence, words: TimeWords) -> Iterator[str]:
    tree, at = each.tree, each.trigger.at
    if lasting(each, words):
        yield "lasting"
    if not words.away.isdisjoint(tree.lower) and set_apart(each, words):
        yield "set apart"
    if tree.parse.labels[at].startswith("nsubj"):
        yield "noun is the subject"
    if known(tree, at):
        yield "noun with the"


def _around(story: Story, at: int, each: Occurrence) -> Iterator[str]:
    """What the sentence, the paragraph and the article say."""
    yield from story.clues[each.index]
    if story.anchored[at] is not None:
        yield "its clause has a time"
    if any(_puts_elsewhen(each, timex, story.words) for timex in story.timexes[each.index]):
        yield "vaguely dated"
    if story.old and in_history(story, at):
        yield "in history"


def _puts_elsewhen(each: Occurrence, timex: Timex, words: TimeWords) -> bool:
    """Whether a time of its own clause puts an event at some other time: "a few days later", "every year"."""
    tree = each.tree
    head = _head(tree, timex)
    if head < 0 or tree.parse.heads[head] != each.verb:
        return False
    before = tree.preposition(head)
    if timex.type == "SET" or timex.value in VAGUE or before in words.bounds or before in words.onward:
        return True
    return timex.type == "DURATION" and before in words.through


def _head(tree: Tree, timex: Timex) -> int:
    inside = tree.words_in(timex.start, timex.end)
    return tree.top(inside) if inside else -1


@rule("date.history", silent=False)
def in_history(story: Story, at: int) -> bool:
    """Whether the paragraph tells of a time long before the news, and this sentence goes on in the past tense.

    One sentence of history is an aside, unless the paragraph opens with it or the next goes on with it.
    """
    each, published, text = story.occurrences[at], story.published, story.text
    if published is None or each.event.event_class == TALK or not told_as_story(each):
        return False
    old: dict[int, bool] = {}
    kinds: set[str] = set()  # of what the sentence before tells
    for back in reversed(story.anchors_before(at)):
        other, dated = story.occurrences[back], story.anchored[back]
        sentence = other.event.sentence
        if "\n" in text[sentence.end : each.event.sentence.start]:
            break
        main = other.tree.parse.labels[other.tree.clause(other.verb)] in MAIN and not other.bare_noun
        if dated is None or dated.interval is None or other.index >= each.index or not main:
            continue
        if dated.interval.end > published - HISTORY_DAYS:
            break
        if each.index - other.index == 1 and other.event.event_class != UNSORTED:
            kinds.add(other.event.event_class)
        old[other.index] = text[: sentence.start].rstrip(" \t").endswith("\n")
    if len(old) > 1 or (any(old.values()) and each.index - min(old) <= HISTORY_REACH):
        return True
    return each.index - 1 in old and (refers_back(each, story.words) or each.event.event_class in kinds)

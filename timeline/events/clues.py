"""What the telling of an event says of when it was: tense, mood, clause, kind, and what is told around it."""

from collections.abc import Iterator

from timeline.events.candidates import FINE, TALK, Story
from timeline.events.standing import (
    Occurrence,
    another,
    blamed,
    described,
    describes,
    fame,
    holds,
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
from timeline.events.timewords import TimeWords

HARM = frozenset({"DEATH", "DISASTER", "ACCIDENT", "HEALTH"})
MODAL = "MD"
UNKNOWN_REFS = frozenset({"PAST_REF", "FUTURE_REF"})
HISTORY_DAYS = 60  # a story set so long before publication is history, and none of the news
LOOKED_BACK = 200  # events before one that can still tell which time its paragraph is about
CARRY_REACH = 3


def clues(story: Story, at: int) -> list[str]:
    """What holds of an event whichever candidate dates it."""
    each = story.occurrences[at]
    found = [f"told in {_tense(each)}", f"status={each.event.status}", f"class={_family(each, story.words)}"]
    found += _clause(each)
    found += _standing(each, story.words)
    found += _around(story, at)
    return found


def _tense(each: Occurrence) -> str:
    tree, verb = each.tree, each.verb
    if each.bare_noun:
        return "a noun"
    if perfect(each):
        return "the perfect"
    if pluperfect(each):
        return "the pluperfect"
    auxiliaries = [tree.parse.tags[k] for k in tree.having(verb, "aux", "aux:pass", "cop")]
    if MODAL in auxiliaries:
        return "a modal"
    if tree.parse.tags[verb] == "VB":
        return "the infinitive"
    if told_as_story(each) and tree.parse.tags[verb] == "VBD" or "VBD" in auxiliaries:
        return "the past"
    if present(each):
        return "the present"
    return "a participle" if tree.parse.tags[verb] in ("VBG", "VBN") else "no tense"


def _family(each: Occurrence, words: TimeWords) -> str:
    name = each.event.event_class
    if name in TALK:
        return "talk"
    if name in words.answers:
        return "answer"
    if name in HARM:
        return "harm"
    return "other" if name == "OTHER" else "deed"


def _clause(each: Occurrence) -> Iterator[str]:
    tree, verb = each.tree, each.verb
    if tree.parse.labels[tree.clause(verb)] == "acl:relcl":
        yield "relative clause"
    if tree.parse.labels[verb] == "root":
        yield "main verb"
    if each.reported_by >= 0:
        yield "reported"
    if each.event.attribution is not None and each.event.attribution.mode == "quoted":
        yield "quoted"
    if each.event.negated:
        yield "negated"
    if each.bare_noun:
        if tree.parse.labels[each.trigger.at].startswith("nsubj"):
            yield "noun is the subject"
        if known(tree, each.trigger.at):
            yield "noun with the"
    if tree.having(verb, "ccomp", "parataxis"):
        yield "reports"


def _standing(each: Occurrence, words: TimeWords) -> Iterator[str]:
    if lasting(each, words):
        yield "lasting"
    if set_apart(each, words):
        yield "set apart"
    if blamed(each, words):
        yield "blamed"
    if undone(each, words):
        yield "undone"
    if another(each, words):
        yield "another"
    if fame(each, words):
        yield "of fame or earlier"
    if described(each) or describes(each):
        yield "describes"
    if shifted(each, words):
        yield "shifted"
    if holds(each):
        yield "holds"


def _around(story: Story, at: int) -> Iterator[str]:
    each = story.occurrences[at]
    if story.anchored[at] is not None:
        yield "own clause has a time"
    elif story.times[each.index]:
        yield "sentence has a time"
        if any(dated is not None and dated.grain in FINE for dated in _siblings(story, at)):
            yield "its sentence is dated"
    if any(timex.value == "PRESENT_REF" for timex in story.vague[each.index]):
        yield "says now"
    if any(timex.value == "PAST_REF" for timex in story.vague[each.index]):
        yield "says once"
    if story.published is not None:
        starts = story.days
        yield "article names its day" if story.published in starts else "article does not name its day"
        if story.published - 1 in starts:
            yield "article names the day before"
    if vague(story, at):
        yield "vaguely dated"
    if in_history(story, at):
        yield "in history"
    yield f"sentence {'1' if each.index == 0 else '2-3' if each.index < 3 else '4-8' if each.index < 8 else 'late'}"


def _siblings(story: Story, at: int) -> Iterator[object]:
    index = story.occurrences[at].index
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(story.occurrences) and story.occurrences[place].index == index:
            yield story.anchored[place]
            place += step


def vague(story: Story, at: int) -> bool:
    """Whether its own clause puts it at some other time: "a few days later", "every year"."""
    each = story.occurrences[at]
    tree = each.tree
    for timex in story.vague[each.index]:
        head = tree.top(tree.words_in(timex.start, timex.end) or [each.verb])
        if tree.parse.heads[head] != each.verb:
            continue
        if (
            timex.type == "SET"
            or timex.value in UNKNOWN_REFS
            or tree.preposition(head) in story.words.bounds | story.words.onward
        ):
            return True
        if timex.type == "DURATION" and tree.preposition(head) in story.words.through:
            return True
    return False


def in_history(story: Story, at: int) -> bool:
    """Whether the paragraph tells of a time long before the news, and this sentence goes on in the past tense."""
    each, published = story.occurrences[at], story.published
    if published is None or not told_as_story(each) or each.event.event_class in TALK:
        return False
    old: dict[int, bool] = {}
    kinds: set[str] = set()
    for back in range(at - 1, max(-1, at - 1 - LOOKED_BACK), -1):
        other, dated = story.occurrences[back], story.anchored[back]
        sentence = other.event.sentence
        if "\n" in story.text[sentence.end : each.event.sentence.start]:
            break
        if dated is None or dated.interval is None or other.index >= each.index or other.bare_noun:
            continue
        if other.tree.parse.labels[other.tree.clause(other.verb)] not in ("root", "conj"):
            continue
        if dated.interval.end > published - HISTORY_DAYS:
            break
        if each.index - other.index == 1 and other.event.event_class != "OTHER":
            kinds.add(other.event.event_class)
        old[other.index] = story.text[: sentence.start].rstrip(" \t").endswith("\n")
    if len(old) > 1 or (any(old.values()) and each.index - min(old) <= CARRY_REACH):
        return True
    return each.index - 1 in old and (refers_back(each, story.words) or each.event.event_class in kinds)

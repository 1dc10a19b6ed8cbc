"""When an event happened: its clause, its sentence, the sentences before, the rest of the text, the article's day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.calendar import iso
from timeline.events.lives import outlived
from timeline.events.nearest import FINE, Dated, from_sentence, named_date, usable
from timeline.events.stamps import without_stamps
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
from timeline.events.timewords import TimeWords, load_timewords
from timeline.events.tree import Tree, by_sentence
from timeline.model import DateReason, EventMention, Grain, Interval, Parse, Span, Status, Timex
from timeline.tracing import about, note, rule

DAYS = frozenset({Grain.TIME, Grain.DAY})
CARRY_REACH = 3  # sentences over which a date holds
FOCUS_REACH = 6  # sentences from the top in which news names the day of its main event
FOCUS_DAYS = 10  # how long before publication that day may lie
ANSWERED_DAYS = 10  # within which the news answers its main event
LOOKED_BACK = 200  # events before one that can still tell which time its paragraph is about
HISTORY_DAYS = 60  # a story set so long before publication is history, and none of the news
TALK = frozenset({"STATEMENT"})
UNSORTED = "OTHER"
AHEAD = frozenset({Status.PLANNED})
UNTOLD = frozenset({Status.POSSIBLE, Status.HYPOTHETICAL, Status.DEMANDED})
UNKNOWN_REFS = frozenset({"PAST_REF", "FUTURE_REF"})


@dataclass(frozen=True, slots=True)
class Story:
    """An article's events in order with the dates their own sentences give, and what dates the rest."""

    occurrences: Sequence[Occurrence]
    own: Sequence[Dated | None]
    timexes: Mapping[int, Sequence[Timex]]  # of each sentence
    dated: Mapping[str, Sequence[int]]  # which events of a lemma have a day of their own
    published: int | None
    text: str
    words: TimeWords


def date_all(
    occurrences: Sequence[Occurrence],
    timexes: Sequence[Timex],
    published: int | None,
    text: str,
    *,
    inferred: bool = False,
) -> list[EventMention]:
    """Every event with its date, in order; a publication date that was `inferred` forbids none that the text gives."""
    words = load_timewords()
    sure = None if inferred else published
    sentences = {each.index: each.tree.parse for each in occurrences}
    timed = _timed(timexes, sentences)
    usables = _timed([timex for timex in without_stamps(timexes, text, sure, words) if usable(timex)], sentences)
    events: dict[int, set[int]] = {}
    for each in occurrences:
        events.setdefault(each.index, set()).add(each.trigger.at)
    own = [_own(each, usables[each.index], words, events[each.index], sure) for each in occurrences]
    dated: dict[str, list[int]] = {}
    for at, (each, date) in enumerate(zip(occurrences, own, strict=True)):
        if date is not None and date.timex is not None and date.grain in FINE:
            dated.setdefault(each.event.trigger.lemma, []).append(at)
    story = Story(occurrences, own, timed, dated, published, text, words)
    focus = _focus(story)
    result = [_with(each.event, _date(story, at, focus)) for at, each in enumerate(occurrences)]
    return outlived([_governed(occurrences, result, at) for at in range(len(result))], words)


def _own(
    each: Occurrence, timexes: Sequence[Timex], words: TimeWords, events: Collection[int], published: int | None
) -> Dated | None:
    about(each.event.trigger.start)
    return from_sentence(each, timexes, words, events, published)


def _timed(timexes: Iterable[Timex], sentences: Mapping[int, Parse]) -> dict[int, list[Timex]]:
    return dict(zip(sentences, by_sentence(timexes, list(sentences.values())), strict=True))


def _date(story: Story, at: int, focus: Dated | None) -> Dated:
    """The first step of the cascade that finds a date."""
    each, own = story.occurrences[at], story.own[at]
    about(each.event.trigger.start)
    named = named_date(each, story.published)
    if named is not None and not (own and own.timex and _inside(each, own.timex)):
        return _chosen(named)
    if own is not None:
        return _chosen(own)
    if each.bare_noun and known(each.tree, each.trigger.at) and (found := _elsewhere(story, at)):
        return _chosen(found)
    if _apart(story, each):
        return _chosen(_elsewhere(story, at) or Dated())
    return _chosen(
        _carried(story, at)
        or _elsewhere(story, at)
        or (Dated() if _in_history(story, at) else None)
        or _in_focus(each, focus, story.words, story.published)
        or _last_resort(each, story.published)
    )


def _chosen(dated: Dated) -> Dated:
    """The date, with its reason noted."""
    words = f' ("{dated.timex.text}")' if dated.timex else ""
    note(f"date.{dated.reason}", f"{dated.edtf or 'no date'}{words}")
    return dated


def _inside(each: Occurrence, timex: Timex) -> bool:
    """Whether a timex stands inside the noun phrase of the trigger."""
    below = set(each.tree.down(each.trigger.at))
    return bool(below.intersection(each.tree.words_in(timex.start, timex.end)))


def _apart(story: Story, each: Occurrence) -> bool:
    """Whether the story's day says nothing of an event."""
    words = story.words
    return (
        lasting(each, words)
        or set_apart(each, words)
        or blamed(each, words)
        or undone(each, words)
        or (another(each, words) and perfect(each))
        or fame(each, words)
        or described(each)
        or shifted(each, words)
        or _vaguely_dated(story, each)
    )


@rule("date.vague", silent=False)
def _vaguely_dated(story: Story, each: Occurrence) -> bool:
    """Whether its own clause puts it at some other time: "a few days later", "every year"."""
    tree = each.tree
    for timex in story.timexes[each.index]:
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


def _focus(story: Story) -> Dated | None:
    """The day news gives to its main event: the first recent day near the top on which something happened."""
    second: Dated | None = None
    for each, dated in zip(story.occurrences, story.own, strict=True):
        if each.index > FOCUS_REACH:
            return second
        if dated is None or dated.interval is None or dated.grain not in DAYS or each.event.event_class in TALK:
            continue
        if each.event.status is not Status.HAPPENED or each.event.negated:
            continue
        day, published = dated.interval.start, story.published
        if published is None or published - FOCUS_DAYS <= day <= published:
            day_known = replace(dated, reason=DateReason.FOCUS, timex=None)
            if dated.reason is DateReason.CLAUSE:
                return day_known
            second = second or day_known
    return second


def _governed(occurrences: Sequence[Occurrence], dated: Sequence[EventMention], at: int) -> EventMention:
    """What was done in order to do it ("drove home to hide") has the date of the verb it hangs on."""
    each, event = occurrences[at], dated[at]
    if event.status is not Status.PLANNED or event.interval is not None or each.trigger.carrier >= 0:
        return event
    if each.tree.parse.labels[each.trigger.at] != "advcl":
        return event
    head = each.tree.parse.heads[each.trigger.at]
    same = zip(occurrences, dated, strict=True)
    above = (found for o, found in same if o.index == each.index and o.trigger.at == head)
    found = next(above, None)
    if found is None or found.interval is None:
        return event
    about(event.trigger.start)
    return _with(event, _chosen(_of(found)))


def _of(event: EventMention) -> Dated:
    return Dated(event.interval, event.grain, event.edtf, DateReason.GOVERNED, event.timex)


@rule("date.by-focus")
def _in_focus(each: Occurrence, focus: Dated | None, words: TimeWords, published: int | None) -> Dated | None:
    """The day of the article's main event, for what answers it or is told in the perfect."""
    if each.event.status is Status.ONGOING and present(each):
        return None  # it goes on as the report is written
    untold = each.event.status in AHEAD | UNTOLD or pluperfect(each) or holds(each)
    if untold or focus is None or (each.event.event_class not in words.answers and not perfect(each)):
        return None if untold else focus
    return _up_to(focus, published)


def _up_to(dated: Dated, published: int | None) -> Dated:
    """From the day of what is answered up to the report: what is said of an event is said on any later day."""
    first = dated.interval.start if dated.interval else None
    if published is None or first is None or not first < published <= first + ANSWERED_DAYS:
        return dated
    interval = Interval(first, published + 1)
    return replace(dated, interval=interval, grain=Grain.DAY, edtf=f"{iso(first)}/{iso(published)}")


def _with(event: EventMention, dated: Dated) -> EventMention:
    """The event with a date."""
    return replace(
        event,
        interval=dated.interval,
        grain=dated.grain,
        edtf=dated.edtf,
        date_reason=dated.reason,
        timex=dated.timex,
    )


def _set_before(story: Story, at: int) -> Dated | None:
    """The date that the sentences before, of the same paragraph, were last set on."""
    each = story.occurrences[at]
    for back in range(at - 1, -1, -1):
        other, dated = story.occurrences[back], story.own[back]
        if each.index - other.index > CARRY_REACH:
            return None
        if dated is None or other.index == each.index or other.event.status is not Status.HAPPENED:
            continue
        if "\n\n" in story.text[other.event.sentence.end : each.event.sentence.start]:
            return None
        return _setting(story, back)
    return None


def _setting(story: Story, last: int) -> Dated | None:
    """The date a sentence sets, by its main verb rather than by a noun in it; `last` is its last dated event."""
    index, found = story.occurrences[last].index, last
    for at in range(last, -1, -1):
        other, dated = story.occurrences[at], story.own[at]
        if other.index != index:
            break
        told = other.event.status is Status.HAPPENED and told_as_story(other)
        if dated is not None and told and _sets(other, dated):
            found = at
    return story.own[found] if told_as_story(story.occurrences[found]) else None


@rule("date.by-carrying")
def _carried(story: Story, at: int) -> Dated | None:
    """The date the sentences before were set on, while the story goes on in its past tense."""
    each, published = story.occurrences[at], story.published
    if not told_as_story(each) or pluperfect(each) or each.event.status in AHEAD | UNTOLD:
        return None
    dated = _set_before(story, at)
    if dated is None or dated.grain not in FINE or dated.interval is None or dated.timex is None:
        return None
    if published is not None and dated.interval.start > published:
        return None
    return replace(dated, reason=DateReason.CARRIED, timex=None)


@rule("date.history", silent=False)
def _in_history(story: Story, at: int) -> bool:
    """Whether the paragraph tells of a time long before the news, and this sentence goes on in the past tense.

    One sentence of history is an aside, unless the paragraph opens with it or the next goes on with it.
    """
    each, published = story.occurrences[at], story.published
    if published is None or not told_as_story(each) or each.event.event_class in TALK:
        return False
    old: dict[int, bool] = {}
    kinds: set[str] = set()  # of what the sentence before tells
    for back in range(at - 1, max(-1, at - 1 - LOOKED_BACK), -1):
        other, dated = story.occurrences[back], story.own[back]
        sentence = other.event.sentence
        if "\n" in story.text[sentence.end : each.event.sentence.start]:
            break
        if dated is not None and dated.interval is not None and other.index < each.index and _sets(other, dated):
            if dated.interval.end > published - HISTORY_DAYS:
                break
            if each.index - other.index == 1 and other.event.event_class != UNSORTED:
                kinds.add(other.event.event_class)
            old[other.index] = story.text[: sentence.start].rstrip(" \t").endswith("\n")
    if len(old) > 1 or (any(old.values()) and each.index - min(old) <= CARRY_REACH):
        return True
    return each.index - 1 in old and (refers_back(each, story.words) or each.event.event_class in kinds)


def _sets(each: Occurrence, dated: Dated) -> bool:
    """Whether an event sets the time of a paragraph: a main verb with a date of its own."""
    tree = each.tree
    main = tree.parse.labels[tree.clause(each.verb)] in ("root", "conj")
    return dated.reason is DateReason.CLAUSE and main and not each.bare_noun


@rule("date.by-elsewhere")
def _elsewhere(story: Story, at: int) -> Dated | None:
    """The date of another mention of the same event: the same trigger word, and an actor in common where both have."""
    each = story.occurrences[at]
    if another(each, story.words):
        return None
    who = _actors(each.event)
    best: tuple[int, Dated] | None = None
    for place in story.dated.get(each.event.trigger.lemma, ()):
        other, dated = story.occurrences[place], story.own[place]
        if dated is None or other.index == each.index:
            continue
        if other.event.event_class != each.event.event_class:
            continue
        if other.event.negated != each.event.negated or other.event.status is not each.event.status:
            continue
        shared = len(who & _actors(other.event))
        if who and _actors(other.event) and not shared:
            continue
        score = shared * 10 - abs(other.index - each.index)
        if best is None or score > best[0]:
            best = (score, dated)
    return None if best is None else replace(best[1], reason=DateReason.ELSEWHERE, timex=None)


def _actors(event: EventMention) -> set[str]:
    return {mention.actor for mention in (*event.source, *event.target)}


def _last_resort(each: Occurrence, published: int | None) -> Dated:
    """The article's day; not for what lies ahead, is only thought of, lay before the story, or only describes."""
    if published is None or each.event.status in AHEAD or pluperfect(each) or describes(each):
        return Dated()
    day = Interval(published, published + 1)
    return Dated(day, Grain.DAY, iso(published), DateReason.PUBLICATION)


def sentence_of(tree: Tree) -> Span:
    """Where the sentence of a tree stands."""
    return Span(tree.parse.start, tree.parse.end)

"""What may date an event: the times of its sentence, of those before, of its line, of the story, of the report."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.calendar import add_months, iso
from timeline.events.fame import named_date
from timeline.events.standing import Occurrence, another, in_past, told_as_story
from timeline.events.times import DAYS, FINE, Dated, Place, Time
from timeline.events.timewords import TimeWords
from timeline.events.tree import Tree
from timeline.model import Anchor, DateReason, EventMention, Grain, Interval, Status, Timex
from timeline.temporal.values import at_grain

CARRY_REACH = 5  # sentences over which a date may hold
FOCUS_REACH = 6  # sentences from the top in which news names the day of its main event
FOCUSES = 3  # days near the top that may be the main event's
FOCUS_AHEAD = 60
FOCUS_DAYS = 10  # how long before publication that day may lie
STEM = 5  # letters
TALK = frozenset({"STATEMENT"})
AHEAD = frozenset({Status.PLANNED})
YEARLESS = frozenset({"month", "month-day", "day-month", "month-may-march", "month-day-range", "day-range-month"})
NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that an event may have; `kind` says where it is from, `traits` what speaks for or against it."""

    kind: str
    dated: Dated
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An article's events in order with the times of their sentences and how near each stands.

    `anchored` are the dates of events whose own clause has one that no other event is nearer to; `led` the date
    that the line of an event begins with, or the heading above it.
    """

    occurrences: Sequence[Occurrence]
    times: Mapping[int, Sequence[Time]]
    places: Sequence[Sequence[Place]]
    anchored: Sequence[Dated | None]
    kinds: Mapping[str, Sequence[int]]
    led: Sequence[Dated | None]
    published: int | None
    text: str
    words: TimeWords
    vague: Mapping[int, Sequence[Timex]]
    days: frozenset[int]


def anchor(each: Occurrence, times: Sequence[Time], places: Sequence[Place], others: Sequence[Sequence[Place]]) -> Dated | None:
    """The time of its own clause that an event is nearest to, of those that date no other."""
    best: tuple[int, int] | None = None
    for at, (time, place) in enumerate(zip(times, places, strict=True)):
        if time.apart or time.timex.type == "DURATION" or not place.same or "before its noun, coarse" in time.traits:
            continue
        if not place.hangs and any(other[at].distance < place.distance for other in others):
            continue
        if best is None or place.distance < best[0]:
            best = place.distance, at
    if best is None:
        return None
    return replace(times[best[1]].dated, reason=DateReason.CLAUSE)


def candidates(story: Story, at: int, focus: Sequence[Candidate]) -> Iterator[Candidate]:
    """Everything that may date an event."""
    each = story.occurrences[at]
    yield from _own(story, at)
    named = named_date(each, story.published)
    if named is not None:
        yield Candidate("named", named)
    yield from _carried(story, at)
    yield from _elsewhere(story, at)
    if story.led[at] is None:
        for candidate, index, actors in focus:
            yield replace(candidate, traits=(*candidate.traits, *_from_focus(each, index, actors, story)))
    yield from _reported(story, at)
    yield Candidate("none", Dated())


def _own(story: Story, at: int) -> Iterator[Candidate]:
    each = story.occurrences[at]
    times, places = story.times[each.index], story.places[at]
    nearest = min((place.distance for place in places), default=0)
    rivals = [n for n, other in enumerate(story.occurrences) if other.index == each.index and n != at]
    for number, (time, place) in enumerate(zip(times, places, strict=True)):
        reason = DateReason.CLAUSE if place.same else DateReason.SENTENCE
        traits = [*time.traits, *place.way]
        traits.append("hangs on the event" if place.hangs else "in the same clause" if place.same else "in another clause")
        traits += _rivalry(story, rivals, number, place, at)
        if len(times) == 1:
            traits.append("only time of the sentence")
        elif place.distance == nearest:
            traits.append("nearest time")
        traits.append("stands before" if time.first < each.trigger.at else "stands after")
        dated = replace(_of_its_line(time, story.led[at]), reason=reason)
        traits += _when(dated, story.published)
        yield Candidate("own", dated, tuple(traits))
        for turned in _turned(dated, time.timex, story.published, each):
            yield Candidate("own", turned, tuple(t for t in traits if not t.startswith("when=")) + (*_when(turned, story.published), "turned"))
        if any(trait.endswith("since") for trait in time.traits if trait.startswith("apart")):
            yield from _since(dated, story.published, traits)


def _of_its_line(time: Time, led: Dated | None) -> Dated:
    """The date of a time; a day of the week in a line that a day leads is the one nearest to that day."""
    interval = time.dated.interval
    if led is None or led.interval is None or interval is None or time.timex.rule != "weekday" or led.grain not in DAYS:
        return time.dated
    day = led.interval.start + (interval.start - led.interval.start + 3) % 7 - 3
    return replace(time.dated, interval=Interval(day, day + 1), edtf=iso(day))


def _turned(dated: Dated, timex: Timex, published: int | None, each: Occurrence) -> Iterator[Dated]:
    """The same day of the next week or year, for what is to come, or of the last, for what was."""
    if published is None or timex.anchor is not Anchor.DCT or dated.interval is None:
        return
    ahead = dated.interval.start > published
    if ahead != in_past(each) or each.event.status is Status.HAPPENED and not ahead and timex.rule != "weekday":
        return
    if timex.rule == "weekday" and dated.interval.start != published:
        day = dated.interval.start + (-7 if ahead else 7)
        yield replace(dated, interval=Interval(day, day + 1), edtf=iso(day))
    elif timex.rule in YEARLESS:
        months = -12 if ahead else 12
        start, end = add_months(dated.interval.start, months), add_months(dated.interval.end, months)
        if abs(start - published) < 366:
            yield replace(dated, interval=Interval(start, end), edtf=at_grain(start, dated.grain))


def _rivalry(story: Story, rivals: Sequence[int], number: int, place: Place, at: int) -> Iterator[str]:
    other = [story.places[rival][number] for rival in rivals]
    if any(rival.hangs for rival in other) and not place.hangs:
        yield "hangs on another event"
    if any(rival.distance < place.distance for rival in other):
        yield "another event nearer"
    elif not any(rival.distance == place.distance for rival in other):
        yield "nearest event"


def _since(dated: Dated, published: int | None, traits: Sequence[str]) -> Iterator[Candidate]:
    """From the time up to the report: "has met him since the strike began on 2 March"."""
    if published is None or dated.interval is None or dated.interval.start >= published:
        return
    interval = Interval(dated.interval.start, published + 1)
    whole = replace(dated, interval=interval, edtf=f"{iso(interval.start)}/{iso(published)}")
    yield Candidate("since", whole, tuple(traits))


def _when(dated: Dated, published: int | None) -> Iterator[str]:
    """How a date lies to the day of the report."""
    if dated.interval is None or published is None:
        yield "when=unknown"
    elif dated.interval.start > published:
        yield "when=ahead"
    elif dated.interval.end > published + 1:
        yield "when=now" if dated.interval.start > published - 400 else "when=long now"
    elif dated.interval.end > published:
        yield "when=today"
    else:
        past = published - dated.interval.start
        yield "when=" + next((name for days, name in ((2, "yesterday"), (8, "week"), (32, "month"), (400, "year")) if past < days), "older")


def _carried(story: Story, at: int) -> Iterator[Candidate]:
    """The times that the sentences before were set on by their main verbs, the nearest two."""
    each, seen = story.occurrences[at], 0
    done: set[Interval] = set()
    for back in range(at - 1, -1, -1):
        other, dated = story.occurrences[back], story.anchored[back]
        if each.index - other.index > CARRY_REACH or seen == 2:
            return
        if dated is None or dated.interval is None or other.index == each.index or dated.interval in done:
            continue
        if story.led[at] != story.led[back]:
            return
        if other.event.status not in (Status.HAPPENED, Status.ONGOING):
            continue
        done.add(dated.interval)
        traits = [f"sentences={_bucket(each.index - other.index)}", f"grain={'fine' if dated.grain in FINE else 'coarse'}"]
        broken = "\n" in story.text[other.event.sentence.end : each.event.sentence.start].strip(" ")
        if any(story.times[i] for i in range(other.index + 1, each.index) if i in story.times):
            traits.append("another time between")
        traits.append("paragraph between" if broken else "same paragraph")
        if seen:
            traits.append("not the last")
        label = other.tree.parse.labels[other.tree.clause(other.verb)]
        traits.append("of a main verb" if label in ("root", "conj") and not other.bare_noun else "of an aside")
        if not told_as_story(other):
            traits.append("of no story")
        if _actors(each.event) & _actors(other.event):
            traits.append("same party")
        if other.event.event_class in TALK:
            traits.append("of talk")
        traits += _when(dated, story.published)
        seen += 1
        yield Candidate("carried", replace(dated, reason=DateReason.CARRIED, timex=None), tuple(traits))


def _bucket(sentences: int) -> str:
    return str(sentences) if sentences < 4 else "4-6" if sentences < 7 else "7-10"


def _actors(event: EventMention) -> set[str]:
    return {mention.actor for mention in (*event.source, *event.target)}


def _elsewhere(story: Story, at: int) -> Iterator[Candidate]:
    """The dates of other mentions that may be of the same event: the same word or one of its stem, the same kind."""
    each = story.occurrences[at]
    if another(each, story.words):
        return
    who, lemma = _actors(each.event), each.event.trigger.lemma
    best: dict[str, tuple[int, int]] = {}
    for place in story.kinds.get(each.event.event_class, ()):
        other = story.occurrences[place]
        if place == at or other.event.negated != each.event.negated:
            continue
        theirs = _actors(other.event)
        shared = len(who & theirs)
        if who and theirs and not shared:
            continue
        how = "word" if other.event.trigger.lemma == lemma else "stem" if _akin(lemma, other.event.trigger.lemma) else "kind"
        if how == "kind" and (each.event.event_class in (*TALK, "OTHER") or not (shared or each.bare_noun)):
            continue
        score = shared * 10 - abs(other.index - each.index)
        if how not in best or score > best[how][0]:
            best[how] = score, place
    for how in [how for how in ("word", "stem", "kind") if how in best][:1]:
        place = best[how][1]
        other, dated = story.occurrences[place], story.anchored[place]
        assert dated is not None
        traits = [f"same {how}"]
        traits += ["same party" if who & _actors(other.event) else "no party", "before" if other.index < each.index else "after"]
        if other.index == each.index:
            traits.append("same sentence")
        if other.event.status is not each.event.status:
            traits.append("other status")
        traits.append("told alike" if other.bare_noun == each.bare_noun else "told otherwise")
        traits += _when(dated, story.published)
        yield Candidate("elsewhere", replace(dated, reason=DateReason.ELSEWHERE, timex=None), tuple(traits))


def _akin(one: str, other: str) -> bool:
    """Whether two words share a stem: "resign" and "resignation"."""
    return one[:STEM] == other[:STEM] and min(len(one), len(other)) >= STEM


def focuses(story: Story) -> list[Candidate]:
    """The days that news gives to its main event: the recent days that stand near its top, with that day to the report."""
    found: dict[int, list[str]] = {}
    homes: dict[int, int] = {}
    days: dict[int, Dated] = {}
    counts = Counter(
        time.dated.interval.start
        for times in story.times.values()
        for time in times
        if time.dated.interval and time.dated.grain in DAYS
    )
    first = min(story.times, default=0)
    for index, times in story.times.items():
        if index - first > FOCUS_REACH:
            break
        for number, time in enumerate(times):
            day = _recent_day(time, story.published)
            if day is None or time.timex.type == "DURATION":
                continue
            if day not in found and len(found) == FOCUSES:
                continue
            traits = found.setdefault(day, [f"{len(found) + 1} of the top", f"sentence {min(index - first, 3)}"])
            days.setdefault(day, time.dated)
            homes.setdefault(day, index)
            traits += _anchoring(story, index, number)
    result = []
    for day, traits in found.items():
        if counts[day] > 1:
            traits.append("told again")
        if len(found) == 1:
            traits.append("only day")
        traits = tuple(dict.fromkeys([*traits, *_when(days[day], story.published)]))
        dated = replace(days[day], reason=DateReason.FOCUS, timex=None)
        actors = {a for each in story.occurrences if each.index == homes[day] for a in _actors(each.event)}
        result.append((Candidate("focus", dated, traits), homes[day], actors))
        if story.published is not None and day < story.published:
            interval = Interval(day, story.published + 1)
            since = replace(dated, interval=interval, grain=Grain.DAY, edtf=f"{iso(day)}/{iso(story.published)}")
            result.append((Candidate("since focus", since, traits), homes[day], actors))
    return result


def _from_focus(each: Occurrence, index: int, actors: set[str], story: Story) -> Iterator[str]:
    """How an event stands to the sentence that names the day."""
    apart = each.index - index
    yield "before it" if apart < 0 else f"{'0' if apart == 0 else '1' if apart == 1 else '2-3' if apart < 4 else '4-8' if apart < 9 else 'far'} after it"
    if actors & _actors(each.event):
        yield "its party"


def _recent_day(time: Time, published: int | None) -> int | None:
    interval = time.dated.interval
    if interval is None or time.dated.grain not in DAYS:
        return None
    return interval.start if published is None or published - FOCUS_DAYS <= interval.start <= published + FOCUS_AHEAD else None


def _anchoring(story: Story, index: int, number: int) -> Iterator[str]:
    """What a time near the top dates: what happened, what was said."""
    time = story.times[index][number]
    for each, dated in zip(story.occurrences, story.anchored, strict=True):
        if each.index == index and dated is not None and dated.timex is time.timex:
            kind = "talk" if each.event.event_class in TALK else "a deed"
            yield f"dates {kind}" if each.event.status is Status.HAPPENED else "dates no fact"
        elif each.index > index:
            break


def _reported(story: Story, at: int) -> Iterator[Candidate]:
    """The day of the report, or that of the line it stands in."""
    led, published = story.led[at], story.published
    if led is not None:
        yield Candidate("reported", led)
    elif published is not None:
        yield Candidate("reported", Dated(Interval(published, published + 1), Grain.DAY, iso(published), DateReason.PUBLICATION))


def tree_of(story: Story, at: int) -> Tree:
    """The sentence of an event."""
    return story.occurrences[at].tree

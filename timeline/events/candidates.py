"""What may date an event: the times of its sentence, of those before, of its line, of the story, of the report."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.calendar import add_months, iso
from timeline.events.nearest import Place
from timeline.events.standing import Occurrence, another, in_past, told_as_story
from timeline.events.story import Story
from timeline.events.times import DAYS, FINE, Dated, Time, spanning
from timeline.model import Interval, Timex
from timeline.temporal.values import at_grain
from timeline.terms import Anchor, DateReason, Grain, Status

CARRY_REACH = 5  # sentences over which a date may hold
CARRIED = 2  # dates of the sentences before that are weighed
STEM = 5  # letters that words of one stem have in common
TALK, UNSORTED = "STATEMENT", "OTHER"
FACTS = frozenset({Status.HAPPENED, Status.ONGOING})
MAIN = frozenset({"root", "conj"})
YEARLESS = frozenset({"month", "month-day", "day-month", "month-may-march", "month-day-range", "day-range-month"})
WEEKDAY = "weekday"
PAST_DAYS = ((2, "the day before"), (8, "the week before"), (32, "the month before"), (400, "the year before"))


class Candidate(NamedTuple):
    """A date that an event may have: where it is from, what speaks for or against it, how it lies to the report."""

    kind: str
    dated: Dated
    traits: tuple[str, ...] = ()
    when: str = ""


def when(dated: Dated, published: int | None) -> str:
    """How a date lies to the day of the report."""
    interval = dated.interval
    if interval is None or published is None:
        return "unknown"
    if interval.start > published:
        return "ahead"
    if interval.end > published:
        return "today" if interval.end == published + 1 else "now"
    past = published - interval.start
    return next((name for days, name in PAST_DAYS if past < days), "long before")


def of_sentence(story: Story, at: int) -> Iterator[Candidate]:
    """The times of the event's own sentence."""
    each = story.occurrences[at]
    times, places = story.times[each.index], story.places[at]
    nearest = min((place.distance for place in places), default=0)
    rivals = [story.places[other] for other in story.together[each.index] if other != at]
    for number, (time, place) in enumerate(zip(times, places, strict=True)):
        traits = [*time.traits, *place.way, *_rivalry(place, [rival[number] for rival in rivals])]
        if len(times) == 1:
            traits.append("only time of the sentence")
        elif place.distance == nearest:
            traits.append("nearest time")
        traits.append("stands before" if time.first < each.trigger.at else "stands after")
        reason = DateReason.CLAUSE if place.same else DateReason.SENTENCE
        dated = _of_its_line(time, story.led[at])._replace(reason=reason)
        yield Candidate("own", dated, (*traits,), when(dated, story.published))
        for turned in _turned(dated, time.timex, story.published, each):
            yield Candidate("own", turned, (*traits, "turned"), when(turned, story.published))
        if time.apart:
            yield from _since(dated, time, story.published, (*traits,))


def _rivalry(place: Place, rivals: Sequence[Place]) -> Iterator[str]:
    """How the event stands to a time in comparison with the other events of the sentence."""
    yield "hangs on the event" if place.hangs else "in the same clause" if place.same else "in another clause"
    if not place.hangs and any(rival.hangs for rival in rivals):
        yield "hangs on another event"
    closest = min((rival.distance for rival in rivals), default=place.distance + 1)
    if closest < place.distance:
        yield "another event nearer"
    elif closest > place.distance:
        yield "nearest event"


def _of_its_line(time: Time, led: Dated | None) -> Dated:
    """The date of a time; a day of the week in a line that a day leads is the one nearest to that day."""
    interval = time.dated.interval
    if led is None or led.interval is None or interval is None or time.timex.rule != WEEKDAY or led.grain not in DAYS:
        return time.dated
    day = led.interval.start + (interval.start - led.interval.start + 3) % 7 - 3
    return spanning(day, day, time.dated)


def _turned(dated: Dated, timex: Timex, published: int | None, each: Occurrence) -> Iterator[Dated]:
    """The same day of the next week or year, for what is to come, or of the last, for what was."""
    interval = dated.interval
    if published is None or interval is None or timex.anchor is not Anchor.DCT:
        return
    ahead = interval.start > published
    if ahead is not in_past(each):
        return
    if timex.rule == WEEKDAY and interval.start != published:
        day = interval.start + (-7 if ahead else 7)
        yield spanning(day, day, dated)
    elif timex.rule in YEARLESS and (ahead or each.event.status is Status.PLANNED):
        start, end = (add_months(day, -12 if ahead else 12) for day in (interval.start, interval.end))
        if abs(start - published) < 366:
            yield dated._replace(interval=Interval(start, end), edtf=at_grain(start, dated.grain or Grain.DAY))


def _since(dated: Dated, time: Time, published: int | None, traits: tuple[str, ...]) -> Iterator[Candidate]:
    """From the time up to the report: "has met him since the strike began on 2 March"."""
    onward = any(trait.startswith("apart") and trait.endswith("since") for trait in time.traits)
    if onward and published is not None and dated.interval is not None and dated.interval.start < published:
        whole = spanning(dated.interval.start, published, dated)
        yield Candidate("since", whole, traits, when(whole, published))


def carried(story: Story, at: int) -> Iterator[Candidate]:
    """The dates that the sentences before have plainly to themselves, the nearest first."""
    index = story.occurrences[at].index
    if index not in story.before:
        story.before[index] = [*_carried(story, at)]
    for back, candidate in story.before[index]:
        if story.parties[at].isdisjoint(story.parties[back]):
            yield candidate
        else:
            yield candidate._replace(traits=(*candidate.traits, "same party"))


def _carried(story: Story, at: int) -> Iterator[tuple[int, Candidate]]:
    """The same for all events of the sentence of one, each with the event that it is the date of."""
    index, led, done = story.occurrences[at].index, story.led[at], list[Interval]()
    for back in reversed(story.anchors_before(at)):
        other, dated = story.occurrences[back], story.anchored[back]
        if index - other.index > CARRY_REACH or len(done) == CARRIED or led != story.led[back]:
            return
        if dated is None or dated.interval is None or other.index == index or dated.interval in done:
            continue
        if other.event.status in FACTS:
            traits = (*_carrying(story, at, back), *_carrier(other, dated), *(["not the last"] if done else []))
            done.append(dated.interval)
            kept = Dated(dated.interval, dated.grain, dated.edtf, DateReason.CARRIED)
            yield back, Candidate("carried", kept, traits, when(dated, story.published))


def _carrying(story: Story, at: int, back: int) -> Iterator[str]:
    """How an event stands to an earlier one whose date may hold on."""
    each, other = story.occurrences[at], story.occurrences[back]
    apart = each.index - other.index
    yield f"{apart if apart < 4 else 'more'} sentences before"
    broken = "\n" in story.text[other.event.sentence.end : each.event.sentence.start]
    yield "another paragraph" if broken else "same paragraph"
    if any(story.times.get(between) for between in range(other.index + 1, each.index)):
        yield "another time between"


def _carrier(other: Occurrence, dated: Dated) -> Iterator[str]:
    """What makes an event one whose date holds on."""
    yield "a day" if dated.grain in FINE else "no day"
    main = other.tree.parse.labels[other.tree.clause(other.verb)] in MAIN and not other.bare_noun
    yield "of a main verb" if main else "of an aside"
    if other.event.event_class == TALK:
        yield "of talk"
    elif not told_as_story(other):
        yield "told as no story"


def elsewhere(story: Story, at: int) -> Iterator[Candidate]:
    """The date of another mention that may be of the same event: the same word, one of its stem, or the same kind."""
    each = story.occurrences[at]
    same = story.kinds.get(each.event.event_class, ())
    if not same or another(each, story.words):
        return
    likest = max((place for place in same if place != at), key=lambda place: _likeness(story, at, place), default=at)
    if likest == at or not any(_likeness(story, at, likest)):
        return
    other, dated = story.occurrences[likest], story.anchored[likest]
    assert dated is not None  # so are all of `kinds`
    traits = [f"same {('kind', 'stem', 'word')[_likeness(story, at, likest)[0] - 1]}"]
    traits.append("same party" if story.parties[at] & story.parties[likest] else "no party")
    traits.append("told before" if other.index < each.index else "told after")
    if other.index == each.index:
        traits.append("same sentence")
    if other.event.status is not each.event.status:
        traits.append("other status")
    traits.append("told alike" if other.bare_noun == each.bare_noun else "told otherwise")
    kept = Dated(dated.interval, dated.grain, dated.edtf, DateReason.ELSEWHERE)
    yield Candidate("elsewhere", kept, (*traits,), when(dated, story.published))


def _likeness(story: Story, at: int, place: int) -> tuple[int, int]:
    """How like two mentions of a class are: by word, stem or kind, then by parties and nearness; (0, 0) for not."""
    each, other = story.occurrences[at], story.occurrences[place]
    mine, theirs = story.parties[at], story.parties[place]
    shared = len(mine & theirs)
    if other.event.negated != each.event.negated or (mine and theirs and not shared):
        return 0, 0
    one, two = each.event.trigger.lemma, other.event.trigger.lemma
    near = 10 * shared - abs(other.index - each.index)
    if one == two:
        return 3, near
    if one[:STEM] == two[:STEM] and min(len(one), len(two)) >= STEM:
        return 2, near
    kindred = each.event.event_class not in (TALK, UNSORTED) and (shared > 0 or each.bare_noun)
    return (1, near) if kindred else (0, 0)


def of_line(led: Dated, published: int | None) -> Candidate:
    """The date that leads the line of an event, which takes the place of the report's day."""
    return Candidate("reported", led, ("of its line",), when(led, published))


def of_report(published: int | None) -> tuple[Candidate, ...]:
    """The day of the report, and no date at all."""
    nothing = Candidate("none", Dated())
    if published is None:
        return (nothing,)
    day = Dated(Interval(published, published + 1), Grain.DAY, iso(published), DateReason.PUBLICATION)
    return Candidate("reported", day, (), "today"), nothing

"""The day of the main event, as news names it near its top."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.events.candidates import TALK, Candidate, when
from timeline.events.story import Story
from timeline.events.times import DAYS, Time, spanning
from timeline.terms import DateReason, Status

REACH = 6  # sentences from the top in which news names the day of its main event
MOST = 3  # days near the top that are weighed
DAYS_BEFORE, DAYS_AHEAD = 10, 60  # how far from publication that day may lie

AFTER = ("in it", "1 sentence after it", *["2 or 3 sentences after it"] * 2, *["4 to 8 sentences after it"] * 5)


class Focus(NamedTuple):
    """A day near the top: the day itself and the days from it up to the report, and the sentence that names it."""

    candidates: tuple[Candidate, ...]
    sentence: int
    parties: frozenset[str]


def focuses(story: Story) -> list[Focus]:
    """The days near the top of an article that may be that of its main event, in order."""
    found: dict[int, tuple[Time, int, list[str]]] = {}
    first = min(story.times, default=0)
    for index, times in story.times.items():
        if index - first > REACH:
            break
        for time in times:
            day = _day(time, story.published)
            if day is None or (day not in found and len(found) == MOST):
                continue
            if day not in found:
                found[day] = time, index, [f"{len(found) + 1} of the top", f"sentence {min(index - first, 3)}"]
            found[day][2].extend(_anchoring(story, index, time))
    told = Counter(_day(time, story.published) for times in story.times.values() for time in times)
    return [
        _focus(story, day, time, index, [*traits, *_alone(told[day], len(found))])
        for day, (time, index, traits) in found.items()
    ]


def _alone(told: int, days: int) -> Iterator[str]:
    if told > 1:
        yield "named again"
    if days == 1:
        yield "only day of the top"


def _focus(story: Story, day: int, time: Time, index: int, traits: Sequence[str]) -> Focus:
    published = story.published
    dated = time.dated._replace(reason=DateReason.FOCUS, timex=None)
    once = (*dict.fromkeys(traits),)
    both = [Candidate("focus", dated, once, when(dated, published))]
    if published is not None and day < published:
        both.append(Candidate("since focus", spanning(day, published, dated), once, both[0].when))
    parties = frozenset[str]().union(*(story.parties[at] for at in story.together[index]))
    return Focus((*both,), index, parties)


def _day(time: Time, published: int | None) -> int | None:
    """The day of a time that may be the main event's."""
    interval = time.dated.interval
    if interval is None or time.dated.grain not in DAYS or time.timex.type == "DURATION":
        return None
    near = published is None or published - DAYS_BEFORE <= interval.start <= published + DAYS_AHEAD
    return interval.start if near else None


def _anchoring(story: Story, index: int, time: Time) -> Iterator[str]:
    """What a time near the top dates: what happened, what was said, what is no fact."""
    for at in story.together[index]:
        dated, event = story.anchored[at], story.occurrences[at].event
        if dated is not None and dated.timex is time.timex:
            deed = "talk" if event.event_class == TALK else "what was done"
            yield f"dates {deed}" if event.status is Status.HAPPENED else "dates no fact"


def of_focus(story: Story, at: int, known: Sequence[Focus]) -> Iterator[Candidate]:
    """The days of the main event as candidates for another event."""
    if story.led[at] is not None:
        return
    index = story.occurrences[at].index
    for focus in known:
        apart = index - focus.sentence
        party = not focus.parties.isdisjoint(story.parties[at])
        traits = (_apart(apart), "its party") if party else (_apart(apart),)
        for kind, dated, shared, when_ in focus.candidates:
            yield Candidate(kind, dated, shared + traits, when_)


def _apart(sentences: int) -> str:
    """How far behind the sentence that names the day another stands."""
    if sentences < 0:
        return "before it"
    return AFTER[sentences] if sentences < len(AFTER) else "far after it"

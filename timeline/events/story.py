"""What the dates of an article's events are chosen from, worked out once for all of them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.events.headed import governed, led_by
from timeline.events.nearest import Place, anchor, place
from timeline.events.stamps import without_stamps
from timeline.events.standing import Occurrence
from timeline.events.times import FINE, Dated, Time, times_of, usable
from timeline.events.timewords import TimeWords
from timeline.events.tree import by_sentence
from timeline.model import EventMention, Timex

HISTORY_DAYS = 60  # a time so long before publication is history, and none of the news
LAST = 1 << 40  # later than any day
STRETCHES = ("1", *["2 or 3"] * 2, *["4 to 8"] * 5)
SAID = {"PRESENT_REF": "says now", "PAST_REF": "says once"}


@dataclass(frozen=True, slots=True)
class Story:
    """An article's events in order, the times of each sentence that has events, and how near each stands to each event.

    `together` holds the events of each sentence, `timexes` all its timexes, also those that date nothing.  `anchored`
    is the date that an event has plainly to itself, `anchors` says which have one, `kinds` which of a class have one
    that is no month or year.  `led` is the date that the line of an event begins with or stands below.  `clues` hold
    for all events of a sentence, `old` says whether any date lies so far back that it is history.
    """

    occurrences: Sequence[Occurrence]
    published: int | None
    text: str
    words: TimeWords
    together: Mapping[int, Sequence[int]]
    timexes: Mapping[int, Sequence[Timex]]
    times: Mapping[int, Sequence[Time]]
    places: Sequence[Sequence[Place]]
    anchored: Sequence[Dated | None]
    led: Sequence[Dated | None]
    anchors: Sequence[int]
    kinds: Mapping[str, Sequence[int]]
    clues: Mapping[int, Sequence[str]]
    old: bool
    parties: Sequence[frozenset[str]]
    before: dict[int, list[tuple[int, Any]]] = field(default_factory=dict)  # what may be carried to each sentence

    def anchors_before(self, at: int) -> Sequence[int]:
        """The events before one that have a date plainly to themselves, in order."""
        return self.anchors[: bisect_left(self.anchors, at)]


def read_story(
    occurrences: Sequence[Occurrence],
    timexes: Sequence[Timex],
    published: int | None,
    text: str,
    words: TimeWords,
    *,
    sure: int | None,
) -> Story:
    """The story of an article; `sure` is the publication date unless that is a guess."""
    trees = {each.index: each.tree for each in occurrences}
    parses = [tree.parse for tree in trees.values()]
    dating = list(without_stamps(timexes, text, sure, words))
    kept = dict(zip(trees, by_sentence(dating, parses), strict=True))
    times = {index: times_of(tree, kept[index], published, text, words) for index, tree in trees.items()}
    every = dict(zip(trees, by_sentence(timexes, parses), strict=True))
    together: dict[int, list[int]] = {}
    for at, each in enumerate(occurrences):
        together.setdefault(each.index, []).append(at)
    places = [[place(each, time) for time in times[each.index]] for each in occurrences]
    anchored = [_anchored(at, each, times, places, together) for at, each in enumerate(occurrences)]
    anchors = [at for at, dated in enumerate(anchored) if dated is not None and dated.interval is not None]
    return Story(
        occurrences,
        published,
        text,
        words,
        together,
        every,
        times,
        places,
        anchored,
        _led(occurrences, text, dating),
        anchors,
        _kinds(occurrences, anchored, anchors),
        _clues(times, every, anchored, together, published),
        published is not None and any(_ends(anchored[at]) <= published - HISTORY_DAYS for at in anchors),
        [parties(each.event) for each in occurrences],
    )


def _anchored(
    at: int,
    each: Occurrence,
    times: Mapping[int, Sequence[Time]],
    places: Sequence[Sequence[Place]],
    together: Mapping[int, Sequence[int]],
) -> Dated | None:
    here = times[each.index]
    if not here:
        return None
    return anchor(here, places[at], [places[other] for other in together[each.index] if other != at])


def _led(occurrences: Sequence[Occurrence], text: str, timexes: Sequence[Timex]) -> list[Dated | None]:
    stretches = governed(text, [timex for timex in timexes if usable(timex)])
    if not stretches:
        return [None] * len(occurrences)
    starts = [stretch.start for stretch in stretches]
    return [led_by(stretches, starts, each.event.trigger.start) for each in occurrences]


def _kinds(
    occurrences: Sequence[Occurrence], anchored: Sequence[Dated | None], anchors: Sequence[int]
) -> dict[str, list[int]]:
    """The events of each class that have a fine date to themselves."""
    found: dict[str, list[int]] = {}
    for at in anchors:
        dated = anchored[at]
        if dated is not None and dated.grain in FINE:
            found.setdefault(occurrences[at].event.event_class, []).append(at)
    return found


def _clues(
    times: Mapping[int, Sequence[Time]],
    timexes: Mapping[int, Sequence[Timex]],
    anchored: Sequence[Dated | None],
    together: Mapping[int, Sequence[int]],
    published: int | None,
) -> dict[int, list[str]]:
    """What holds for all events of a sentence: what its times say, where it stands, what days the article names."""
    article = [*_named(times, published)]
    found: dict[int, list[str]] = {}
    for index in together:
        here = [f"sentence {STRETCHES[index] if index < len(STRETCHES) else 'late'}", *article]
        if times[index]:
            here.append("its sentence has a time")
            dates = (anchored[at] for at in together[index])
            if any(dated is not None and dated.grain in FINE for dated in dates):
                here.append("its sentence is dated")
        values = {timex.value for timex in timexes[index]}
        here += [name for value, name in SAID.items() if value in values]
        found[index] = here
    return found


def _named(times: Mapping[int, Sequence[Time]], published: int | None) -> Iterator[str]:
    """What the times of an article say of the day of its main event."""
    if published is None:
        return
    fine = {time.dated.interval for some in times.values() for time in some if time.dated.grain in FINE}
    starts = {interval.start for interval in fine if interval is not None}
    yield f"article {'names' if published in starts else 'does not name'} its day"
    if published - 1 in starts:
        yield "article names the day before"


def _ends(dated: Dated | None) -> int:
    return dated.interval.end if dated is not None and dated.interval is not None else LAST


def parties(event: EventMention) -> frozenset[str]:
    """The ids of whoever takes part."""
    return frozenset(mention.actor for mention in (*event.source, *event.target))

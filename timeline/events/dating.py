"""When an event happened: of all that may date it, what a model learnt from editors and annotators finds likeliest."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from timeline.calendar import iso
from timeline.events.candidates import AHEAD, FINE, Candidate, Story, anchor, candidates, focuses
from timeline.events.clues import clues
from timeline.events.headed import governed, led_by
from timeline.events.lives import outlived
from timeline.events.stamps import without_stamps
from timeline.events.standing import Occurrence, in_past, perfect
from timeline.events.times import Dated, place, times_of, usable
from timeline.events.timewords import load_timewords
from timeline.events.tree import Tree, by_sentence
from timeline.logistic import load_logistic
from timeline.model import DateReason, EventMention, Interval, Span, Status, Timex
from timeline.tracing import about, keep, note, tracing

PAST = frozenset({Status.HAPPENED, Status.ONGOING})
TOLD = frozenset({DateReason.CLAUSE, DateReason.SENTENCE, DateReason.HEADING})


def date_all(
    occurrences: Sequence[Occurrence],
    timexes: Sequence[Timex],
    published: int | None,
    text: str,
    *,
    inferred: bool = False,
) -> list[EventMention]:
    """Every event with its date, in order; a publication date that was `inferred` forbids none that the text gives.

    The `confidence` of each is the chance that its date is right.
    """
    words = load_timewords()
    sure = None if inferred else published
    story = _story(occurrences, timexes, published, text, sure)
    focus = focuses(story)
    result = []
    for at, each in enumerate(occurrences):
        about(each.event.trigger.start)
        result.append(_with(each.event, *_choose(story, at, focus, sure), sure))
    return outlived(result, words)


def _story(occurrences, timexes, published, text, sure) -> Story:
    words = load_timewords()
    trees = {each.index: each.tree for each in occurrences}
    parses = [tree.parse for tree in trees.values()]
    unstamped = list(without_stamps(timexes, text, sure, words))
    kept = by_sentence(unstamped, parses)
    times = {index: times_of(tree, some, published, text, words) for (index, tree), some in zip(trees.items(), kept)}
    places = [[place(each, time) for time in times[each.index]] for each in occurrences]
    by_index: dict[int, list[int]] = {}
    for at, each in enumerate(occurrences):
        by_index.setdefault(each.index, []).append(at)
    anchored = []
    for at, each in enumerate(occurrences):
        others = [places[other] for other in by_index[each.index] if other != at]
        anchored.append(anchor(each, times[each.index], places[at], others))
    kinds: dict[str, list[int]] = {}
    for at, (each, date) in enumerate(zip(occurrences, anchored, strict=True)):
        if date is not None and date.timex is not None and date.grain in FINE:
            kinds.setdefault(each.event.event_class, []).append(at)
    stretches = governed(text, [timex for timex in unstamped if usable(timex)])
    starts = [stretch.start for stretch in stretches]
    led = [led_by(stretches, starts, each.event.trigger.start) if stretches else None for each in occurrences]
    vague = dict(zip(trees, by_sentence(timexes, parses)))
    days = frozenset(t.dated.interval.start for some in times.values() for t in some if t.dated.interval and t.dated.grain in FINE)
    return Story(occurrences, times, places, anchored, kinds, led, published, text, words, vague, days)


def _choose(story: Story, at: int, focus: Sequence[Candidate], sure: int | None) -> tuple[Dated, float]:
    each = story.occurrences[at]
    model = load_logistic("dates")
    told = clues(story, at)
    found = [c for c in (_lawful(c, each, sure) for c in candidates(story, at, focus)) if c is not None]
    rows = [features(c, told) for c in found]
    keep("dates", (found, rows))
    scores = [sum(model.weights.get(name, 0.0) for name in row) for row in rows]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    total = sum(shares)
    chances = [share / total for share in shares]
    dates: dict[object, float] = {}
    for one, share in zip(found, chances, strict=True):
        dates[one.dated.interval, one.dated.edtf] = dates.get((one.dated.interval, one.dated.edtf), 0.0) + share
    likeliest = max(dates, key=lambda key: dates[key])
    best = max((n for n, one in enumerate(found) if (one.dated.interval, one.dated.edtf) == likeliest), key=lambda n: scores[n])
    chance = dates[likeliest]
    if tracing():
        for n in sorted(range(len(found)), key=lambda n: -scores[n]):
            _explain(model, found[n], rows[n], scores[n], chances[n], won=n == best)
    return found[best].dated, round(chance, 3)


def features(candidate: Candidate, told: Sequence[str]) -> list[str]:
    """The features of a candidate: where it is from, what holds of it, and what holds of the event for its kind."""
    kind = candidate.kind
    row = [kind, *(f"{kind}: {trait}" for trait in candidate.traits)]
    if kind != "none":
        row += [f"{kind} & {clue}" for clue in told]
    when = next((t for t in candidate.traits if t.startswith("when=")), "")
    if when:
        row += [f"{when} & {clue}" for clue in told if clue.startswith(("told", "status"))]
    return row


def _explain(model, candidate, row, score, chance, *, won):
    added = sorted(((name, model.weights.get(name, 0.0)) for name in row), key=lambda p: -abs(p[1]))[:6]
    words = f' ("{candidate.dated.timex.text}")' if candidate.dated.timex else ""
    text = f"{candidate.dated.edtf or 'no date'}{words} {chance:.2f} ({', '.join(f'{n} {w:+.2f}' for n, w in added)})"
    note(f"date.{candidate.kind}", text, fired=won)


def _lawful(candidate: Candidate, each: Occurrence, published: int | None) -> Candidate | None:
    """The candidate as far as the law allows: what happened is not after its report, a plan not before or on it."""
    interval, status = candidate.dated.interval, each.event.status
    if published is None or interval is None:
        return candidate
    if status in PAST:
        if interval.start > published:
            return None if in_past(each) or perfect(each) or candidate.dated.reason not in TOLD else candidate
        if interval.end > published + 1:
            return replace(candidate, dated=_between(candidate.dated, interval.start, published))
    if status in AHEAD and candidate.kind not in ("own", "named") and interval.end <= published + 1:
        return None
    return candidate


def _between(dated: Dated, first: int, last: int) -> Dated:
    edtf = iso(first) if first == last else f"{iso(first)}/{iso(last)}"
    return replace(dated, interval=Interval(first, last + 1), edtf=edtf)


def _with(event: EventMention, dated: Dated, chance: float, sure: int | None) -> EventMention:
    """The event with a date; what is dated ahead is planned."""
    ahead = dated.interval is not None and sure is not None and dated.interval.start > sure
    return replace(
        event,
        status=Status.PLANNED if ahead and event.status in PAST else event.status,
        interval=dated.interval,
        grain=dated.grain,
        edtf=dated.edtf,
        date_reason=dated.reason,
        timex=dated.timex,
        confidence=chance,
    )


def sentence_of(tree: Tree) -> Span:
    """Where the sentence of a tree stands."""
    return Span(tree.parse.start, tree.parse.end)

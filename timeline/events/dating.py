"""When an event happened: of all that may date it, what a model learnt from annotated articles finds likeliest.

Laws stand above the model: what happened is not dated after its report, what is to come not by the report, nobody acts
after he is dead, and a noun that names a well-known event has the date of that event.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from timeline.events.candidates import FACTS, Candidate, carried, elsewhere, of_line, of_report, of_sentence
from timeline.events.clues import clues
from timeline.events.datemodel import DateModel, chances, features, load_datemodel
from timeline.events.famous import may_be_famous, named_date
from timeline.events.focus import Focus, focuses, of_focus
from timeline.events.lives import outlived
from timeline.events.standing import Occurrence, in_past, perfect
from timeline.events.story import Story, read_story
from timeline.events.times import Dated, spanning
from timeline.events.timewords import load_timewords
from timeline.events.tree import Tree
from timeline.logistic import load_logistic
from timeline.model import EventMention, Span, Timex
from timeline.quick import changed
from timeline.terms import DateReason, Status
from timeline.tracing import about, keep, note, rule, tracing

OWN_WORDS = frozenset(
    {DateReason.CLAUSE, DateReason.SENTENCE, DateReason.HEADING}
)  # reasons that an event's line gives
SHOWN = 5  # features of a candidate that a trace names


class Common(NamedTuple):
    """What all events of an article are dated with."""

    focuses: Sequence[Focus]
    report: Sequence[Candidate]
    model: DateModel


def date_all(
    occurrences: Sequence[Occurrence],
    timexes: Sequence[Timex],
    published: int | None,
    text: str,
    *,
    inferred: bool = False,
) -> list[EventMention]:
    """Every event with its date, in order; a publication date that was `inferred` forbids none that the text gives.

    The `confidence` of each is the chance that the date is right.
    """
    words = load_timewords()
    sure = None if inferred else published
    story = read_story(occurrences, timexes, published, text, words, sure=sure)
    common = Common(focuses(story), of_report(published), load_datemodel())
    result = []
    for at, each in enumerate(occurrences):
        about(each.event.trigger.start)
        result.append(_with(each.event, *_date(story, at, common, sure), sure))
    governed = [_governed(occurrences, result, at) for at in range(len(result))]
    return outlived(governed, words)


def _date(story: Story, at: int, common: Common, sure: int | None) -> tuple[Dated, float]:
    """The likeliest date of an event, and how likely it is."""
    each = story.occurrences[at]
    famous = named_date(each, story.published) if may_be_famous(each) else None
    if famous is not None and not _dates_its_phrase(story, at):
        return famous, 1.0
    found = list(_lawful(_candidates(story, at, common), each, sure))
    told = clues(story, at)
    shares = chances(common.model.scores(found, told))
    dates: dict[str, float] = {}
    best: dict[str, int] = {}
    for number, (candidate, share) in enumerate(zip(found, shares, strict=True)):
        edtf = candidate.dated.edtf
        dates[edtf] = dates.get(edtf, 0.0) + share
        if edtf not in best or share > shares[best[edtf]]:
            best[edtf] = number
    likeliest = max(dates, key=dates.__getitem__)
    if tracing():
        keep("dates", (found, [(*features(candidate, told),) for candidate in found]))
        _explain(found, shares, told, best[likeliest])
    return found[best[likeliest]].dated, dates[likeliest]


def _candidates(story: Story, at: int, common: Common) -> Iterator[Candidate]:
    """Everything that may date an event."""
    led = story.led[at]
    yield from of_sentence(story, at)
    yield from carried(story, at)
    yield from elsewhere(story, at)
    if led is None:
        yield from of_focus(story, at, common.focuses)
        yield from common.report
    else:
        yield of_line(led, story.published)
        yield common.report[-1]


def _dates_its_phrase(story: Story, at: int) -> bool:
    """Whether a time stands inside the noun phrase of the trigger."""
    each = story.occurrences[at]
    return any(each.trigger.at in each.tree.up(time.head) for time in story.times[each.index])


def _explain(found: Sequence[Candidate], shares: Sequence[float], told: Sequence[str], best: int) -> None:
    """Note the candidate that won and those that lost, each with its chance and what decided most."""
    model = load_logistic("dates")
    for number in sorted(range(len(found)), key=lambda n: (n != best, -shares[n])):
        candidate = found[number]
        dated = candidate.dated
        words = f' ("{dated.timex.text}")' if dated.timex else ""
        strongest = model.strongest(dict.fromkeys(features(candidate, told), 1.0), SHOWN)
        reasons = ", ".join(f"{name} {weight:+.2f}" for name, weight in strongest)
        text = f"{dated.edtf or 'no date'}{words} {shares[number]:.2f} ({reasons})"
        note(f"date.{candidate.kind.replace(' ', '-')}", text, fired=number == best)


def _lawful(every: Iterable[Candidate], each: Occurrence, published: int | None) -> Iterator[Candidate]:
    """The candidates as far as the laws allow them.

    What happened ends with its report at the latest; only where its own words put it ahead, and no past tense
    forbids it, it counts as planned.  What is planned has the date of no report, nor any other that lies behind it,
    unless its own words say so.
    """
    status = each.event.status
    for candidate in every:
        interval, own = candidate.dated.interval, candidate.dated.reason in OWN_WORDS
        if published is None or interval is None:
            yield candidate
        elif status in FACTS:
            if interval.end <= published + 1:
                yield candidate
            elif interval.start <= published:
                yield candidate._replace(dated=spanning(interval.start, published, candidate.dated))
            elif own and not in_past(each) and not perfect(each):
                yield candidate
        elif own or interval.start > published or status is not Status.PLANNED:
            yield candidate


def _with(event: EventMention, dated: Dated, chance: float, published: int | None) -> EventMention:
    """The event with a date; a fact that is dated ahead of its report is planned."""
    ahead = published is not None and dated.interval is not None and dated.interval.start > published
    return changed(
        event,
        interval=dated.interval,
        grain=dated.grain,
        edtf=dated.edtf,
        date_reason=dated.reason,
        timex=dated.timex,
        status=Status.PLANNED if ahead and event.status in FACTS else event.status,
        confidence=round(chance, 3),
    )


@rule("date.by-verb-above")
def _above(occurrences: Sequence[Occurrence], dated: Sequence[EventMention], at: int) -> EventMention | None:
    """The event whose verb an undated aside of purpose hangs on: "drove home to hide"."""
    each = occurrences[at]
    if each.trigger.carrier >= 0 or each.tree.parse.labels[each.trigger.at] != "advcl":
        return None
    head = each.tree.parse.heads[each.trigger.at]
    same = zip(occurrences, dated, strict=True)
    above = next((found for other, found in same if other.index == each.index and other.trigger.at == head), None)
    return above if above is not None and above.interval is not None else None


def _governed(occurrences: Sequence[Occurrence], dated: Sequence[EventMention], at: int) -> EventMention:
    """What was done in order to do it has the date of the verb it hangs on."""
    event = dated[at]
    if event.status is not Status.PLANNED or event.interval is not None:
        return event
    about(event.trigger.start)
    above = _above(occurrences, dated, at)
    if above is None:
        return event
    given = Dated(above.interval, above.grain, above.edtf, DateReason.GOVERNED, above.timex)
    return _with(event, given, above.confidence, None)


def sentence_of(tree: Tree) -> Span:
    """Where the sentence of a tree stands."""
    return Span(tree.parse.start, tree.parse.end)

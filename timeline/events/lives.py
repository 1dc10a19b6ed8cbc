"""Nobody acts once he is dead: what is told of a life is not dated on the days after its end."""

from collections.abc import Sequence
from dataclasses import replace

from timeline.events.timewords import TimeWords
from timeline.model import EventMention, Mention
from timeline.terms import ActorKind, DateReason, Status
from timeline.tracing import about, rule

LENT = frozenset(  # reasons for dates that its own sentence does not give
    {DateReason.CARRIED, DateReason.FOCUS, DateReason.ELSEWHERE, DateReason.PUBLICATION}
)


def outlived(events: Sequence[EventMention], words: TimeWords) -> list[EventMention]:
    """The events in order, without the dates by which somebody would have acted after he died."""
    ends = _ends(events)
    return [_kept(event, ends, words) for event in events] if ends else list(events)


def _kept(event: EventMention, ends: dict[str, int], words: TimeWords) -> EventMention:
    about(event.trigger.start)
    return _undated(event) if _too_late(event, ends, words) else event


def _ends(events: Sequence[EventMention]) -> dict[str, int]:
    """The first day on which each person is told to have died, by actor."""
    ends: dict[str, int] = {}
    for event in events:
        if event.event_class != "DEATH" or event.negated or event.status is not Status.HAPPENED:
            continue
        for who in _people(event.target or event.source) or _only_one(event, events):
            if event.interval is not None and event.date_reason is not DateReason.NONE:
                ends[who] = min(ends.get(who, event.interval.start), event.interval.start)
    return ends


def _only_one(death: EventMention, events: Sequence[EventMention]) -> set[str]:
    """Who died where the sentence does not tell it of anybody: the one person its events name."""
    if death.target or death.source:
        return set()
    beside = (event for event in events if event.sentence == death.sentence)
    people = {who for event in beside for who in _people((*event.source, *event.target))}
    return people if len(people) == 1 else set()


def _people(mentions: Sequence[Mention]) -> set[str]:
    return {mention.actor for mention in mentions if mention.kind is ActorKind.PERSON}


@rule("date.outlived", silent=False)
def _too_late(event: EventMention, ends: dict[str, int], words: TimeWords) -> bool:
    """Whether a person acts, or is acted on, on a borrowed day after their death."""
    if event.date_reason not in LENT or event.interval is None:
        return False
    acting = _people(event.source) if event.event_class in words.acts else set()
    honoured = event.trigger.lemma.partition(" ")[0].lower() in words.honours
    undergoing = _people(event.target) if honoured or event.event_class in words.undergoes else set()
    return any(ends.get(who, event.interval.end) <= event.interval.start for who in acting | undergoing)


def _undated(event: EventMention) -> EventMention:
    return replace(event, interval=None, grain=None, edtf="", date_reason=DateReason.NONE, timex=None)

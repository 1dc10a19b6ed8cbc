"""What belongs on a timeline, and how sure an event is: both learnt from editors' timelines."""

from collections.abc import Sequence

from timeline.events.features import Features
from timeline.logistic import Logistic, load_logistic
from timeline.model import EventMention
from timeline.quick import changed
from timeline.tracing import about, keep, note, tracing

LEAD = 0.75  # the least salience of what an article reports as its news: well above what `query` shows


def weigh(events: Sequence[EventMention], known: Sequence[Features]) -> list[EventMention]:
    """The events in order with salience, the chance that an editor lists them, and confidence, the chance that class,
    parties and date are right where one does; `known` are the features of each.
    """
    salience, confidence = load_logistic("salience"), load_logistic("confidence")
    weighed = []
    for event, features in zip(events, known, strict=True):
        about(event.trigger.start)
        keep("features", features)
        listed, right = _chance("salience", salience, features), _chance("confidence", confidence, features)
        weighed.append(changed(event, salience=listed, confidence=right))
    return _with_lead(weighed, known)


def _with_lead(events: list[EventMention], known: Sequence[Features]) -> list[EventMention]:
    """The events with the one that is most likely the news of the article salient enough to be shown."""
    lead = load_logistic("lead")
    chances = [lead.probability(features) for features in known]
    if chances:
        at = max(range(len(chances)), key=lambda number: (chances[number], -number))
        about(events[at].trigger.start)
        note("choice.lead", f"{chances[at]:.2f}, the highest of the article")
        events[at] = changed(events[at], salience=max(events[at].salience, LEAD))
    return events


def _chance(name: str, model: Logistic, features: Features) -> float:
    chance = round(model.probability(features), 3)
    if tracing():
        reasons = ", ".join(f"{feature} {added:+.2f}" for feature, added in model.strongest(features))
        note(f"choice.{name}", f"{chance:.2f} ({reasons})")
    return chance

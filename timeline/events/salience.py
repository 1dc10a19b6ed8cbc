"""How much an event belongs on a timeline: how sure its trigger is, who is in it, where it stands, how it is told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.events.features import Features
from timeline.logistic import load_logistic
from timeline.model import BY_NAME, Article, DateReason, EventMention, Grain, Span, Status, Via
from timeline.tracing import about, keep, note, tracing

# Weights were set while events of Wikinews 2019 were read by eye; `query` shows 0.45 and more.
WHOLE, PART, NOBODY = (
    1.0,
    0.8,
    0.4,
)  # of the trigger's weight: all that the class calls for is named, some of it, nothing
EARLY, HEADLINE, NAMED, SPECIFIC, REPEATED = 0.08, 0.1, 0.02, 0.08, 0.02
UNDATED = 0.25  # without a date
BESIDE = 0.06  # with a date that another clause gives
LENT, LENT_WORDS = 0.14, 0.2  # with one that its own sentence does not give; for words, which may be spoken later
LENT_TODAY = 0.04  # where that is the day of the report or the one before
FIRM = 0.6  # a trigger that weighs less gains less by where it stands
FEWEST_WORDS, BARE, NO_LINE, OBJECTLESS, NOUN, DATED_NOUN = 3, 0.6, 0.4, 0.5, 0.35, 0.6
UNREAL, NEGATED, BACKGROUND, QUOTED, UNCLASSED, HABIT = 0.45, 0.5, 0.55, 0.6, 0.3, 0.4
TWO_SIDED = frozenset(
    {"ACCUSE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "REJECT", "REQUEST"}
    | {"SANCTION", "SUPPORT", "THREATEN"}
)
SPOKEN = frozenset({"STATEMENT", "ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
PLACED = frozenset({"CONSULT", "MOBILIZE"})  # a journey or a movement is told whole with one party and where it leads
DENIAL = "deny"  # the mode of a REJECT that nobody need be told to
SELF_EVIDENT = frozenset({"DISASTER", "ACCIDENT", "DEATH", "ELECTION"})  # nobody need be named
LEAD = 400  # characters of the text that count as its lead
FINE = frozenset({Grain.TIME, Grain.DAY, Grain.WEEK, Grain.WEEKEND, Grain.MONTH})
NAMES = BY_NAME | {Via.TITLE}
# Reasons for dates that its own sentence does not give.
BORROWED = frozenset(
    {DateReason.CARRIED, DateReason.FOCUS, DateReason.GOVERNED, DateReason.ELSEWHERE, DateReason.PUBLICATION}
)
UNSURE = frozenset({Status.POSSIBLE, Status.HYPOTHETICAL, Status.DEMANDED})


@dataclass(frozen=True, slots=True)
class Weight:
    """What a trigger weighs, 0 to 1, and how it stands in its sentence.

    In the background are clauses inside nouns, bare are nouns that no verb carries;
    `reach` is the stretch of text that belongs to the trigger;
    objectless is a verb that calls for an object and has none; a habit stands in the
    plain present.
    """

    trigger: float
    reach: Span
    background: bool = False
    bare: bool = False
    passive: bool = False
    habit: bool = False
    objectless: bool = False


def rank(
    article: Article, events: Sequence[EventMention], weights: Sequence[Weight], known: Sequence[Features]
) -> list[EventMention]:
    """Every event with its salience and its confidence; `known` are the features of each."""
    title = set(article.title.lower().split())
    seen = Counter((event.event_class, actor) for event in events for actor in _actors(event))
    ranked = []
    sure = load_logistic("confidence")
    for event, weight, features in zip(events, weights, known, strict=True):
        about(event.trigger.start)
        keep("features", features)
        confidence = round(sure.probability(features), 3)
        if tracing():
            reasons = ", ".join(f"{name} {added:+.2f}" for name, added in sure.strongest(features))
            note("choice.confidence", f"{confidence:.2f} ({reasons})")
        salience = round(_score(event, weight, title, seen, article.published), 3)
        ranked.append(replace(event, salience=salience, confidence=confidence))
    return ranked


def _actors(event: EventMention) -> set[str]:
    return {mention.actor for mention in (*event.source, *event.target)}


def _score(
    event: EventMention, weight: Weight, title: set[str], seen: Counter[tuple[str, str]], published: int | None
) -> float:
    whole, standing = _completeness(event, weight), _standing(event, weight)
    base = weight.trigger * whole * standing
    gain, real = _prominence(event, title, seen, published), _reality(event, weight, published)
    score = base + (gain * min(1.0, (base / FIRM) ** 2) if gain > 0 else gain)
    note("choice.trigger", f"{weight.trigger:.2f}")
    note("choice.completeness", f"x {whole:.2f}", fired=whole != 1)
    note("choice.standing", f"x {standing:.2f}", fired=standing != 1)
    note("choice.prominence", f"{gain:+.2f}", fired=gain != 0)
    note("choice.reality", f"x {real:.2f}", fired=real != 1)
    return min(1.0, max(0.0, score * real))


def _standing(event: EventMention, weight: Weight) -> float:
    """Less in the background, less for a noun that no line can be made of, less without the object it calls for."""
    own_day = event.timex is not None and weight.reach.start <= event.timex.start < weight.reach.end
    noun = (DATED_NOUN if own_day else NOUN) if weight.bare else 1.0
    factor = min(BACKGROUND if weight.background else 1.0, noun)
    if len(event.headline.split()) < FEWEST_WORDS and not (event.source and event.target):
        factor *= NO_LINE if weight.bare else BARE
    return factor * (OBJECTLESS if weight.objectless else 1.0)


def _completeness(event: EventMention, weight: Weight) -> float:
    """How much of what the class calls for is named."""
    parties = len(event.source) + len(event.target)
    if event.event_class in SELF_EVIDENT:
        return WHOLE if parties or event.place or event.quantities else PART
    if event.event_class not in TWO_SIDED or event.mode == DENIAL:
        return WHOLE if event.source else PART if parties else NOBODY
    if event.event_class in PLACED and event.source and event.place and event.timex is not None:
        return WHOLE
    if parties > 1 and (event.source or weight.passive):
        return WHOLE
    if event.source or weight.passive:
        return PART if parties else NOBODY
    return NOBODY


def _prominence(event: EventMention, title: set[str], seen: Counter[tuple[str, str]], published: int | None) -> float:
    """What it gains by where it stands, who is in it and how well it is dated."""
    score = EARLY * (event.trigger.start < LEAD)
    score += HEADLINE * bool(title & set(event.trigger.text.lower().split()))
    score += NAMED * any(m.via in NAMES for m in (*event.source, *event.target))
    score += REPEATED * any(seen[event.event_class, actor] > 1 for actor in _actors(event))
    score -= BESIDE * (event.date_reason is DateReason.SENTENCE)
    if event.timex is not None and event.grain in FINE:
        return score + SPECIFIC
    if event.date_reason is DateReason.NONE or event.interval is None:
        return score - UNDATED
    if event.date_reason not in BORROWED:
        return score
    if published is not None and published - event.interval.start <= 1:
        return score - LENT_TODAY
    return score - (LENT_WORDS if event.event_class in SPOKEN else LENT)


def _reality(event: EventMention, weight: Weight, published: int | None) -> float:
    """What is left of it where it is only thought of, denied, quoted or a habit."""
    ahead = event.timex is not None and event.interval is not None and event.date_reason is DateReason.CLAUSE
    ahead = ahead and (published is None or (event.interval is not None and event.interval.end > published))
    intended = event.status is Status.PLANNED and not ahead
    factor = UNREAL if intended or event.status in UNSURE else 1.0
    factor *= NEGATED if event.negated else 1.0
    factor *= QUOTED if event.attribution is not None and event.attribution.mode == "quoted" else 1.0
    factor *= HABIT if weight.habit else 1.0
    return factor * (UNCLASSED if event.event_class == "OTHER" else 1.0)

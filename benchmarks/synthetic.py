"""Articles and events made up for measuring: few actors do most, as in the news; the same seed, the same articles."""

import random
from collections.abc import Iterator
from itertools import accumulate

from timeline.calendar import day_of, iso
from timeline.model import (
    Actor,
    Analysis,
    Article,
    EventMention,
    Interval,
    Mention,
    PlaceMention,
    Quantity,
    Span,
    Timex,
    Trigger,
)
from timeline.seeds import Seeds
from timeline.terms import ActorKind, DateReason, Grain

ACTORS = 5_000
PARENTS = 200  # the first actors are states; every other has one of them above it
CLASSES = ("CONSULT", "ASSAULT", "STATEMENT", "ACCUSE", "AID", "SANCTION", "ELECTION", "MARKET", "DEATH", "LEGAL")
FIRST, DAYS = day_of(2000), 20 * 365
GRAINS = ((Grain.DAY, 1, 80), (Grain.WEEK, 7, 8), (Grain.MONTH, 30, 8), (Grain.YEAR, 365, 4))
VOCABULARY = 20_000
EVENTS_PER_ARTICLE = 8


def seeds() -> Seeds:
    """The registry of made-up actors."""
    actors = [
        Actor(f"a{n}", f"Actor {n}", ActorKind.COUNTRY if n < PARENTS else ActorKind.OTHER) for n in range(ACTORS)
    ]
    return Seeds(tuple(a if n < PARENTS else _child(a, n) for n, a in enumerate(actors)))


def _child(actor: Actor, number: int) -> Actor:
    return Actor(actor.id, actor.name, actor.kind, parent=f"a{number % PARENTS}")


def analyses(events: int, seed: int = 1) -> Iterator[Analysis]:
    """Articles in the order of their dates, eight events each."""
    chance = random.Random(seed)
    weights = list(accumulate(1 / (n + 10) for n in range(ACTORS)))
    words = [f"word{n}" for n in range(VOCABULARY)]
    word_weights = list(accumulate(1 / (n + 50) for n in range(VOCABULARY)))
    lengths = [weight for _, _, weight in GRAINS]
    total = max(events // EVENTS_PER_ARTICLE, 1)
    for number in range(total):
        published = FIRST + number * DAYS // total
        text = " ".join(chance.choices(words, cum_weights=word_weights, k=160))
        told = []
        for n in range(EVENTS_PER_ARTICLE):
            who = chance.choices(range(ACTORS), cum_weights=weights, k=2)
            grain, length, _ = chance.choices(GRAINS, lengths)[0]
            start = published - chance.choice((0, 0, 0, 1, 1, 2, 7, 30, 400))
            told.append(_event(chance, n, who, Interval(start, start + length), grain, text))
        article = Article(
            text, f"Title {number}", published, "meta", 0.9, f"Publisher {number % 40}", f"http://x/{number}"
        )
        mentions = tuple(m for e in told for m in (*e.source, *e.target))
        spans = tuple(e.sentence for e in told)
        yield Analysis(article, spans, tuple(e.timex for e in told if e.timex), mentions, tuple(told))


def _event(chance: random.Random, n: int, who: list[int], when: Interval, grain: Grain, text: str) -> EventMention:
    at = n * 120
    end = min(len(text), at + 120)
    source, target = (_mention(actor, at + 10 * k) for k, actor in enumerate(who))
    spot = chance.randrange(500)
    return EventMention(
        Trigger(at, at + 5, "acted", f"verb{chance.randrange(400)}"),
        chance.choice(CLASSES),
        Span(at, end),
        source=(source,),
        target=(target,) if chance.random() < 0.6 and who[0] != who[1] else (),
        place=(PlaceMention(at, at + 4, f"Town {spot}", f"Town {spot}", f"a{spot % PARENTS}"),) if spot < 250 else (),
        interval=when,
        grain=grain,
        edtf=iso(when.start),
        date_reason=DateReason.SENTENCE,
        timex=Timex(at, at + 6, "then", "DATE", iso(when.start), interval=when, grain=grain),
        quantities=(Quantity("killed", 3, 3, "people", at, at + 1),) if spot % 10 == 0 else (),
        salience=chance.random(),
        confidence=0.5 + chance.random() / 2,
        headline=text[at : at + 40],
    )


def _mention(actor: int, at: int) -> Mention:
    kind = ActorKind.COUNTRY if actor < PARENTS else ActorKind.OTHER
    return Mention(at, at + 8, f"Actor {actor}", f"a{actor}", f"Actor {actor}", kind)

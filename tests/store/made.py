"""Articles with events, made up in a few words, and a database to put them in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from timeline import store
from timeline.calendar import parse_iso
from timeline.model import (
    Actor,
    Alias,
    Analysis,
    Article,
    Attribution,
    EventMention,
    Interval,
    Mention,
    PlaceMention,
    Quantity,
    Role,
    Span,
    Timex,
    Trigger,
)
from timeline.seeds import Seeds
from timeline.terms import ActorKind, AliasType, DateReason, Grain, Status

NAMES = {
    "RUS": "Russia",
    "UKR": "Ukraine",
    "USA": "United States",
    "CHN": "China",
    "BEL": "Belgium",
    "NATO": "NATO",
    "putin": "Vladimir Putin",
    "navy": "Russian Navy",
}
SEEDS = Seeds(
    actors=(
        *(Actor(key, NAMES[key], ActorKind.COUNTRY, key) for key in ("RUS", "UKR", "USA", "CHN", "BEL")),
        Actor("NATO", "NATO", ActorKind.IGO),
        Actor("putin", "Vladimir Putin", ActorKind.PERSON, "RUS"),
        Actor("navy", "Russian Navy", ActorKind.ARMED_FORCE, "RUS", parent="RUS", sector="MIL"),
    ),
    aliases=(
        Alias("RUS", "Moscow", AliasType.CAPITAL),
        Alias("RUS", "Russian", AliasType.DEMONYM),
        Alias("USA", "U.S.", AliasType.ABBREVIATION),
    ),
    roles=(Role("putin", "RUS", "president", parse_iso("2012-05-07"), None),),
)


@contextmanager
def opened(path: Path) -> Iterator[Engine]:
    """A new database that knows a few actors, closed at the end."""
    engine = store.open_store(path, create=True)
    try:
        store.init(engine, SEEDS)
        yield engine
    finally:
        engine.dispose()


def day(text: str) -> int:
    """A day number out of ISO."""
    number = parse_iso(text)
    assert number is not None
    return number


def mention(actor: str, at: int = 0) -> Mention:
    """An actor mention."""
    name = NAMES.get(actor, actor.title())
    kind = ActorKind.COUNTRY if actor.isupper() and len(actor) == 3 else ActorKind.OTHER
    return Mention(at, at + len(name), name, actor, name, kind, actor if kind is ActorKind.COUNTRY else "")


def told(
    source: str = "RUS",
    lemma: str = "attack",
    target: str = "",
    on: str | None = "2016-04-20",
    *,
    until: str | None = None,
    name: str = "ASSAULT",
    at: int = 0,
    place: tuple[str, str] | None = None,
    killed: float | None = None,
    status: Status = Status.HAPPENED,
    reason: DateReason = DateReason.SENTENCE,
    salience: float = 0.8,
    negated: bool = False,
    headline: str = "",
) -> EventMention:
    """An event mention; actors are ids with spaces between, days are ISO."""
    start = day(on) if on else None
    end = day(until) if until else (start + 1 if start is not None else None)
    interval = Interval(start, end) if start is not None and end is not None else None
    return EventMention(
        Trigger(at, at + len(lemma), lemma, lemma),
        name,
        Span(0, 60),
        source=tuple(mention(a, n) for n, a in enumerate(source.split())),
        target=tuple(mention(a, 40 + n) for n, a in enumerate(target.split())),
        place=(PlaceMention(5, 9, place[0], place[0], place[1]),) if place else (),
        interval=interval,
        grain=(Grain.MONTH if until else Grain.DAY) if interval else None,
        edtf=(on or "")[:7] if until else on or "",
        date_reason=reason if interval else DateReason.NONE,
        timex=Timex(0, 5, "then", "DATE", on or "", interval=interval, grain=Grain.DAY) if interval else None,
        status=status,
        negated=negated,
        quantities=(Quantity("killed", killed, killed, "people", 1, 2),) if killed is not None else (),
        attribution=Attribution(0, 4, "said", "reported", (mention("USA", 3),)) if name == "STATEMENT" else None,
        salience=salience,
        confidence=0.9,
        headline=headline or f"{NAMES.get(source.split()[0] if source else '', '')} {lemma}s {target}".strip(),
    )


def analysis(
    *events: EventMention,
    text: str = "",
    url: str = "",
    publisher: str = "",
    published: str | None = "2016-04-21",
    id: str = "",
) -> Analysis:
    """What was read out of an article."""
    body = text or " ".join(e.headline for e in events) + f" {id}{url}{publisher}"
    article = Article(
        body.ljust(80, "."),
        f"Title {id}",
        day(published) if published else None,
        "meta" if published else "none",
        0.9,
        publisher,
        url,
        id=id,
    )
    return Analysis(article, (Span(0, 60),), tuple(e.timex for e in events if e.timex), (), events)

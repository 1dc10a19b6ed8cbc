"""One web page that needs nothing else: good to read on a screen and on paper, and searchable without a server."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, TypeAlias

from jinja2 import Environment, PackageLoader

from timeline.calendar import date_of
from timeline.formats.common import (
    REPORTED,
    UNREAL,
    UNWRITABLE,
    About,
    cited,
    clean,
    names,
    places,
    said_by,
    when,
    year,
)
from timeline.model import Citation, Event, Report

BAR_AREA = (640, 48)  # width and height of the chart
SHORT_SPAN = 3  # up to so many years the chart has a bar a month
LONGEST_CHART = 160  # bars; more years than these are drawn by decade
SHOWN = 2  # reports of an event that are not folded away


Parts: TypeAlias = tuple[tuple[str, bool], ...]  # of a sentence; the marked ones show the event


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and where it stands; `link` is "" unless it is an address of the web."""

    parts: Parts
    article: str
    link: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the page shows it."""

    id: str
    when: str
    headline: str
    event_class: str
    marks: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    place: tuple[str, ...]
    disputes: tuple[str, ...]
    shown: tuple[Evidence, ...]
    folded: tuple[Evidence, ...] = field(default=())


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """The page, newest or oldest first as the events come."""
    template = _environment().get_template("page.html")
    counted = Counter(event.event_class for event in events)
    page = template.render(
        title=clean(about.title),
        made_at=about.made_at.date().isoformat(),
        total=len(events),
        years=[(name, list(map(_entry, group))) for name, group in _by_year(events)],
        classes=sorted(counted.items(), key=lambda one: (-one[1], one[0])),
        chart=chart(events),
        area=BAR_AREA,
    )
    yield from page.split("\n")


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("timeline.formats", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def _by_year(events: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """Under a heading for each year where the events come in that order, else under one for all."""
    years = [(name, list(group)) for name, group in groupby(events, _year)]
    return years if len({name for name, _ in years}) == len(years) else [("All years", list(events))]


def _year(event: Event) -> str:
    return year(date_of(event.interval.start)[0]) if event.interval else "Undated"


def _entry(event: Event) -> Entry:
    evidence = _evidence(event.reports)
    marks = [str(event.status)] if event.status in UNREAL else []
    marks += ["did not happen"] if event.negated else []
    marks += [f"says {', '.join(speakers)}"] if (speakers := said_by(event)) else []
    return Entry(
        id=event.id,
        when=when(event).replace(f"{REPORTED} ", f"{REPORTED}\n"),
        headline=clean(event.headline),
        event_class=event.event_class,
        marks=tuple(marks),
        source=tuple(names(event.source)),
        target=tuple(names(event.target)),
        place=tuple(names(places(event))),
        disputes=tuple(f"{d.about}: {' / '.join(map(clean, d.values))}" for d in event.disagreements),
        shown=_cited_once(evidence[:SHOWN]),
        folded=_cited_once(evidence[SHOWN:]),
    )


def _evidence(reports: Sequence[Report]) -> list[Evidence]:
    """Each sentence once, with all its triggers; the article it stands in once, after the last of its sentences."""
    spans: dict[tuple[str, Citation], list[tuple[int, int]]] = {}
    for report in reports:
        first, trigger = report.mention.sentence.start, report.mention.trigger
        spans.setdefault((report.sentence, report.article), []).append((trigger.start - first, trigger.end - first))
    told: dict[Parts, Evidence] = {}
    for (sentence, article), triggers in spans.items():
        url = clean(article.url)
        link = url if url.startswith(("http://", "https://")) else ""
        parts = _parts(sentence, triggers)
        told[parts] = Evidence(parts, cited(article), link)
    return list(told.values())


def _cited_once(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(
        replace(one, article="") if then and (then.article, then.link) == (one.article, one.link) else one
        for one, then in zip(found, [*found[1:], None], strict=False)
    )


def _parts(sentence: str, triggers: Iterable[tuple[int, int]]) -> Parts:
    """The sentence cut at its triggers, which are marked."""
    cut, at = [], 0
    for start, end in sorted(triggers):
        if at <= start < end <= len(sentence):
            cut += [(sentence[at:start], False), (sentence[start:end], True)]
            at = end
    cut.append((sentence[at:], False))
    first, last = cut[0][0].lstrip(), cut[-1][0].rstrip()
    cut = [(first, False), *cut[1:-1], (last, False)] if len(cut) > 1 else [(first.rstrip(), False)]
    return tuple((_spaced(text), marked) for text, marked in cut if text)


def _spaced(text: str) -> str:
    """As `clean`, with the spaces at either end kept."""
    return UNWRITABLE.sub("", re.sub(r"\s+", " ", text))


def chart(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Bars over time: name, count, x, width and height; none where all events fall into one bar."""
    months = [(y, m) for e in events if e.interval for y, m, _ in [date_of(e.interval.start)]]
    if not months:
        return []
    first, last = min(months), max(months)
    if last[0] - first[0] < SHORT_SPAN:
        counts = Counter(y * 12 + m - 1 for y, m in months)
        titles = {n: f"{n // 12}-{n % 12 + 1:02}" for n in range(min(counts), max(counts) + 1)}
    else:
        step = 1 if last[0] - first[0] < LONGEST_CHART else 10
        counts = Counter(y // step for y, _ in months)
        titles = {n: year(n * step) + ("s" if step > 1 else "") for n in range(min(counts), max(counts) + 1)}
    return _bars(counts, titles) if len(titles) > 1 else []


def _bars(counts: Counter[int], titles: dict[int, str]) -> list[dict[str, Any]]:
    width, height = BAR_AREA
    step, most = width / len(titles), max(counts.values())
    return [
        {
            "name": title,
            "events": counts[number],
            "x": round(place * step, 2),
            "width": round(max(step - 1, step * 0.7), 2),
            "height": round(height * counts[number] / most, 2),
        }
        for place, (number, title) in enumerate(titles.items())
    ]

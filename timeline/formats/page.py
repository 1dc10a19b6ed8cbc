"""One web page that needs nothing else: good to read on a screen and on paper, and searchable without a server."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader

from timeline.calendar import date_of
from timeline.formats.common import (
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
from timeline.model import Event, Report

BAR_AREA = (640, 48)  # width and height of the chart
SHORT_SPAN = 3  # up to so many years the chart has a bar a month
LONGEST_CHART = 160  # bars; more years than these are drawn by decade
SHOWN = 2  # reports of an event that are not folded away


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence around its trigger, and where it stands; `link` is "" unless it is an address of the web."""

    before: str
    trigger: str
    after: str
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
    evidence = tuple(_once(_evidence(report) for report in event.reports))
    marks = [str(event.status)] if event.status in UNREAL else []
    marks += ["did not happen"] if event.negated else []
    marks += [f"says {', '.join(speakers)}"] if (speakers := said_by(event)) else []
    return Entry(
        id=event.id,
        when=when(event),
        headline=clean(event.headline),
        event_class=event.event_class,
        marks=tuple(marks),
        source=tuple(names(event.source)),
        target=tuple(names(event.target)),
        place=tuple(names(places(event))),
        disputes=tuple(f"{d.about}: {' / '.join(map(clean, d.values))}" for d in event.disagreements),
        shown=evidence[:SHOWN],
        folded=evidence[SHOWN:],
    )


def _once(found: Iterable[Evidence]) -> list[Evidence]:
    return list({(e.before, e.trigger, e.after): e for e in found}.values())


def _evidence(report: Report) -> Evidence:
    mention, sentence = report.mention, report.sentence
    start = mention.trigger.start - mention.sentence.start
    end = mention.trigger.end - mention.sentence.start
    if not 0 <= start < end <= len(sentence):
        start = end = len(sentence)
    url = clean(report.article.url)
    return Evidence(
        _spaced(sentence[:start]).lstrip(),
        _spaced(sentence[start:end]),
        _spaced(sentence[end:]).rstrip(),
        cited(report.article),
        url if url.startswith(("http://", "https://")) else "",
    )


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

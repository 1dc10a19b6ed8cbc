"""Infer when an article was published from what its text says itself; never from the clock."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from timeline import calendar
from timeline.model import DateCandidate, Interval, Timex
from timeline.temporal.languages import languages
from timeline.temporal.numbers import read_number
from timeline.temporal.rules import Grammar, grammar
from timeline.temporal.timexes import find_timexes
from timeline.terms import PublishedSource

HEAD = 300  # characters in which a dateline or a stamp may stand
DATELINE = re.compile(r"^(?:[A-Z][\w .,'’()/-]{0,60}?[,(]\s*)?$")
AGENCY = re.compile(r"\s*(?:,|\)|\([A-Z][^()\n]{1,30}\)|/[A-Z][^/\n]{1,30}/)*\s*(?:-|–|—|_|:|$)")  # 3 May (Agency) --
DAY = re.compile(r"[X\d]{4}-\d\d-\d\d")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ADDRESSED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"
)  # 2013/05/03, 2013-07-21
IN_ADDRESS = 0.8  # as often as the only signal of a page is right
STAMPED, DATELINED, WEEKDAY_FITS, COUNTED, YEAR_NEAR, BARE = 0.9, 0.85, 0.75, 0.7, 0.5, 0.3
TODAY_BONUS = 0.1
SPREAD = 3  # years either side of an explicit one in which a weekday is tried
Resolve = Callable[[str], Interval | None]


def infer_published(
    text: str, *, url: str = "", language: str = "en", resolve_event: Resolve | None = None
) -> tuple[DateCandidate, ...]:
    """The readings of when `text` was published, best first, full days before partial ones.

    Evidence, strongest first: a dateline or stamp at the head; a day in its address; a weekday that fits a
    day and month; a day and month, and a year that a count of years arrives at ("in
    2014 ... for the first time in two years"); the year that stands near; a day and
    month alone, which stays partial (`XXXX-04-20`).
    """
    found = list(_addressed(url))
    if language in languages():
        timexes = find_timexes(text, None, language=language)
        found += [*_datelines(text, timexes), *_inferred(text, timexes, grammar(language), resolve_event)]
    best: dict[str, DateCandidate] = {}
    for candidate in found:
        known = best.get(candidate.edtf)
        if known is None or candidate.confidence > known.confidence:
            best[candidate.edtf] = candidate
    return tuple(sorted(best.values(), key=lambda c: ("X" in c.edtf or len(c.edtf) < 10, -c.confidence, c.edtf)))


def _addressed(url: str) -> Iterable[DateCandidate]:
    """The day that stands in an address, if the calendar has it."""
    for found in ADDRESSED.finditer(url):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        if calendar.exists(year, month, day):
            yield DateCandidate(f"{year:04}-{month:02}-{day:02}", PublishedSource.URL, IN_ADDRESS, found.group())
            return


def _datelines(text: str, timexes: Iterable[Timex]) -> Iterable[DateCandidate]:
    for timex in timexes:
        if timex.start > HEAD:
            return
        if len(timex.edtf) != 10 or timex.edtf.startswith("XXXX"):
            continue
        line = text.rfind("\n", 0, timex.start) + 1
        stop = text.find("\n", timex.end)
        rest = text[timex.end : stop if stop >= 0 else len(text)]
        if not text[line : timex.start].strip(" -–—*#") and not rest.strip(" .,-–—*"):
            yield DateCandidate(timex.edtf, PublishedSource.DATELINE, STAMPED, text[line : timex.end].strip())
        elif DATELINE.match(text[line : timex.start]) and AGENCY.match(rest):
            yield DateCandidate(timex.edtf, PublishedSource.DATELINE, DATELINED, text[line : timex.end].strip())


def _inferred(
    text: str, timexes: list[Timex], rules: Grammar, resolve_event: Resolve | None
) -> Iterable[DateCandidate]:
    plain = [t for t in timexes if t.type == "DATE" and t.rule not in RELATIVE and DAY.fullmatch(t.edtf)]
    full = [t for t in plain if YEAR.search(t.text)]
    days = [replace(t, edtf=f"XXXX{t.edtf[4:]}") for t in plain if not YEAR.search(t.text)]
    years = _years(timexes)
    counted = _counted_years(text, timexes, years, rules, resolve_event)
    today = _speaks_of_today(text, rules)
    bonus = TODAY_BONUS if today else 0.0
    for timex in full:
        weight = YEAR_NEAR + bonus - (0.0 if timex is full[0] else 0.05)
        yield DateCandidate(
            timex.edtf, PublishedSource.INFERRED, weight, f"“{timex.text}”" + (f" beside “{today}”" if today else "")
        )
    for place, timex in enumerate(days):
        late = 0.05 * min(place, 4)
        yield from _dated(timex, years, counted, rules, (bonus - late, today))
        yield DateCandidate(timex.edtf, PublishedSource.INFERRED, BARE - late, f"“{timex.text}”")


RELATIVE = {"weekday", "dayword", "offset-ago", "relative-span", "that-daypart", "this-daypart", "day-before-date"}


def _dated(
    timex: Timex, years: list[int], counted: dict[int, str], rules: Grammar, extra: tuple[float, str]
) -> Iterable[DateCandidate]:
    month, day = int(timex.edtf[5:7]), int(timex.edtf[8:10])
    bonus, today = extra
    beside = f", beside “{today}”" if today else ""
    for year, why in counted.items():
        if calendar.exists(year, month, day):
            yield _candidate(year, month, day, COUNTED + bonus, f"“{timex.text}”, {why}{beside}")
    named = _weekday_in(timex.text, rules)
    if named:
        tried = range(min(years) - SPREAD, max(years) + SPREAD + 1) if years else ()
        fits = [
            y
            for y in tried
            if calendar.exists(y, month, day) and calendar.weekday(calendar.day_of(y, month, day)) == named - 1
        ]
        for year in sorted(fits, key=lambda y: abs(y - max(years)))[:2]:
            yield _candidate(
                year, month, day, WEEKDAY_FITS + bonus, f"“{timex.text}” fits {year}, a year near {max(years)}"
            )
    elif years and not counted and calendar.exists(max(years), month, day):
        yield _candidate(max(years), month, day, YEAR_NEAR + bonus, f"“{timex.text}” and the year {max(years)}{beside}")


def _candidate(year: int, month: int, day: int, weight: float, evidence: str) -> DateCandidate:
    return DateCandidate(
        f"{year:04}-{month:02}-{day:02}", PublishedSource.INFERRED, round(min(weight, 0.95), 2), evidence
    )


def _years(timexes: list[Timex]) -> list[int]:
    """The years a text writes out, the latest last."""
    return sorted({int(y) for t in timexes if t.type == "DATE" for y in YEAR.findall(t.text)})


def _counted_years(
    text: str, timexes: list[Timex], years: list[int], rules: Grammar, resolve_event: Resolve | None
) -> dict[int, str]:
    """Years a count arrives at: a duration since a year that is written out or an event that is known."""
    counts = {}
    for found in rules.since.finditer(text) if rules.since else ():
        count = read_number(found["count"], rules.words["number"])
        if count is not None and count == int(count):
            counts[int(count)] = found.group()
    arrived: dict[int, str] = {}
    starts = {years[-1]: f"“{years[-1]}”"} if years else {}
    if resolve_event is not None:
        for found in rules.happening.finditer(text) if rules.happening else ():
            interval = resolve_event(found["event"])
            if interval is not None:
                starts.setdefault(calendar.date_of(interval.start)[0], f"“{found['event']}”")
    for count, words in counts.items():
        for start, name in starts.items():
            arrived[start + count] = f"{name} and “{words}”"
    return arrived


def _speaks_of_today(text: str, rules: Grammar) -> str:
    found = rules.today.search(text) if rules.today else None
    return found.group() if found else ""


def _weekday_in(text: str, rules: Grammar) -> int:
    first = re.match(r"[^\W\d_]+", text)
    return int(rules.words.get("weekday", {}).get(first.group().lower(), 0)) if first else 0

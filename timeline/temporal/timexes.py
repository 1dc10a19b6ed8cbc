"""Find and normalise the timexes of a text: recognise, resolve from front to back, join what was split."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from timeline import calendar
from timeline.model import Interval, Timex
from timeline.temporal.context import Context
from timeline.temporal.eventtimes import with_events
from timeline.temporal.languages import languages
from timeline.temporal.reading import Reading
from timeline.temporal.recognise import Found, find
from timeline.temporal.resolve import resolve
from timeline.temporal.rules import Grammar, grammar
from timeline.temporal.values import extent
from timeline.terms import Anchor, Grain

# A stop after a capital, two letters or a stop and a letter closes no sentence: J. Smith, Mr. Smith, 9 a.m. EST.
CAPITALS = "A-ZÀ-ÞА-ЯЁІЇЄҐ\u0620-\u064a"  # of Latin and Cyrillic; Arabic has only one case
SENTENCE_END = re.compile(  # begins with a set of characters, which is found several times as fast
    rf"[.!?…。！？\n](?:(?<=[。！？])|(?<=\n)\s*\n|(?<=[.!?…])(?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\.[a-z].)"
    rf"['\"”’)]*\s+(?=[{CAPITALS}“\"‘'`]))"
)
JOINT = re.compile(r",?[ \n]{1,2}")
LINK = re.compile(r"\s*(?:and|to|or|through|until|till|-|–|—|,)\s*(?:the\s+)?(?:in\s+|on\s+)?$")
ON = re.compile(r"[,)]*\s*(?:on|of|\([^()]{1,20}\))\s+")
FIGURES = 160  # characters either side in which figures that are compared may stand
WINDOW, AFTER_WINDOW = 70, 60  # characters searched for a tense before and after; TimeBank, 2026-11
ENOUGH_YEARS, YEARS_TO_DEICTIC = 4, 3  # what makes a history; WikiWars against TimeBank, 2026-11
NEWS_YEARS_TO_DEICTIC = 10  # above which a history looks to today only in what it quotes; the same


def find_timexes(
    text: str,
    published: int | None,
    *,
    language: str = "en",
    resolve_event: Callable[[str], Interval | None] | None = None,
) -> list[Timex]:
    """The timexes of a text, in order; none overlaps another.

    `published` is the day relative times count from; while it is None they count
    from what the text says itself, and dates without a year keep partial EDTF.
    `resolve_event` gives the time of an event named in the text.  A text in a
    language there are no rules for has none.
    """
    if language not in languages():
        return []
    rules = grammar(language)
    matches = _shared_years(list(find(text, rules)), text)
    context = Context(rules, published, is_narrative(matches, published, rules))
    context.news = context.narrative and _is_news(matches, published)
    timexes: list[Timex] = []
    sentences, written, end = _Sentences(text), -1, 0
    for found in matches:
        if "\n" in text[end : found.start]:
            context.begin_paragraph()
        end = found.end
        if found.rule.genre == "narrative" and not context.narrative:
            continue
        context.tense = _tense(text, found, rules, sentences) if found.rule.kind in TENSED else ""
        context.compared = (
            found.rule.kind == "ago" and not context.narrative and _compared(text, found, rules, sentences)
        )
        if found.rule.kind == "date" and written < sentences.at(found.start)[0]:
            context.beside = None
        reading = resolve(found, context)
        if reading is None:
            continue
        timex = _timex(text, found, reading, rules.confidence[found.rule.name])
        timexes.append(timex)
        if timex.type in ("DATE", "TIME") and timex.interval is not None and _moves_on(found, timex):
            context.remember(extent(timex.value))
            if "year" in found.parts and _is_heading(text, timex):
                context.heading = context.last
        if timex.interval is not None and "year" in found.parts and _governs(timex, sentences):
            context.beside, written = timex.interval.start, timex.start
            context.beside_grain = timex.grain
    timexes = _joined(_in_order(timexes, text, context), text)
    return with_events(text, timexes, rules, resolve_event)


def _moves_on(found: Found, timex: Timex) -> bool:
    """Whether what follows counts from here: not from a clock time, nor from a quarter named for comparison."""
    if timex.grain is Grain.QUARTER and (found.rule.kind == "ago" or FISCAL in timex.text.lower()):
        return False
    return found.rule.kind not in ("clock", "yearago")


FISCAL = "fiscal"
TENSED = {"weekday", "date", "quarter", "half", "season", "unit", "daypart", "holiday", "fromday", "clock"}


def _is_heading(text: str, timex: Timex) -> bool:
    """Whether a time stands alone in its line, and neither at the top of the text, as its own date does."""
    start, end = text.rfind("\n", 0, timex.start) + 1, text.find("\n", timex.end)
    line = text[start : end if end >= 0 else len(text)]
    return timex.grain in (Grain.YEAR, Grain.MONTH) and not WORD.search(line.replace(timex.text, "", 1))


def _governs(timex: Timex, sentences: "_Sentences") -> bool:
    """Whether the dates of its sentence that lack a year are near a time: a day, or a year that opens the sentence."""
    opens = timex.start - sentences.at(timex.start)[0] < OPENING
    return timex.grain is Grain.DAY or (timex.grain is Grain.YEAR and opens)


class _Sentences:
    """Where the sentence around a place begins, asked from front to back."""

    def __init__(self, text: str) -> None:
        self._ends = [m.end() for m in SENTENCE_END.finditer(text)]
        self._next = 0
        self.start = 0

    def at(self, position: int) -> tuple[int, int | None]:
        while self._next < len(self._ends) and self._ends[self._next] <= position:
            self.start = self._ends[self._next]
            self._next += 1
        return self.start, self._ends[self._next] if self._next < len(self._ends) else None


def is_narrative(matches: list[Found], published: int | None, rules: Grammar) -> bool:
    """Whether a text tells a history, by how many of its times name their year against those that look to today."""
    explicit, deictic = _counts(matches, published)
    return explicit >= ENOUGH_YEARS and explicit > YEARS_TO_DEICTIC * deictic


def _is_news(matches: list[Found], published: int | None) -> bool:
    """Whether a text, though it names many years, is news with a long background: some of its times look to today."""
    explicit, deictic = _counts(matches, published)
    return published is not None and explicit <= NEWS_YEARS_TO_DEICTIC * deictic


def _counts(matches: list[Found], published: int | None) -> tuple[int, int]:
    """How many times name a year that is not the text's own or beside it, and how many look to today."""
    explicit = deictic = 0
    year = calendar.date_of(published)[0] if published is not None else None
    for found in matches:
        kind, parts = found.rule.kind, found.parts
        if kind in ("date", "year") and ("year" in parts or "bignum" in parts):
            digits = "".join(c for c in parts.get("year", "0") if c.isdigit())
            explicit += year is None or abs(int(digits or 0) - year) > 1
        elif _looks_to_today(found):
            deictic += 1
    return explicit, deictic


def _looks_to_today(found: Found) -> bool:
    """Whether a time counts from the day of the text itself: "yesterday", "Friday", "last week", "two years ago"."""
    kind, parts = found.rule.kind, found.parts
    return (
        kind in ("dayword", "weekday")
        or (kind in ("unit", "date", "season") and "rel" in parts)
        or (kind == "ago" and parts.get("ago") == "ago")
    )


def _shared_years(matches: list[Found], text: str) -> list[Found]:
    """Give "April" the year of "April and June 1955"."""
    for place in range(len(matches) - 2, -1, -1):
        here, there = matches[place], matches[place + 1]
        if here.rule.kind != "date" or there.rule.kind != "date" or "year" not in there.parts:
            continue
        if {"year", "rel", "same"} & here.parts.keys():
            continue
        if LINK.match(text[here.end : there.start]) and there.start - here.end < 12:
            matches[place] = replace(here, parts={**here.parts, "year": there.parts["year"]})
    return matches


def _tense(text: str, found: Found, rules: Grammar, sentences: _Sentences) -> str:
    start, end = sentences.at(found.start)
    if text[found.end : found.end + 2] in ("'s", "’s"):
        return "past"
    before = text[max(start, found.start - WINDOW) : found.start]
    future, past = _last(rules.future, before), _last(rules.past, before)
    if future >= 0 or past >= 0:
        return "future" if future >= past else "past"
    after = text[found.end : min(found.end + AFTER_WINDOW, end or len(text))]
    ahead, behind = rules.future.search(after), rules.past.search(after)
    if ahead and (not behind or ahead.start() < behind.start()):
        return "future"
    return "past" if behind else ""


def _compared(text: str, found: Found, rules: Grammar, sentences: _Sentences) -> bool:
    start, end = sentences.at(found.start)
    window = slice(max(start, found.start - FIGURES), min(end or len(text), found.end + FIGURES))
    return rules.compared.search(text[window]) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place


def _timex(text: str, found: Found, reading: Reading, confidence: float) -> Timex:
    mod = reading.mod or found.mod
    known = extent(reading.value, mod)
    return Timex(
        start=found.start, end=found.end, text=text[found.start : found.end], type=reading.type, value=reading.value,
        mod=mod, quant=reading.quant, freq=reading.freq, interval=known.interval, grain=known.grain, edtf=known.edtf,
        anchor=reading.anchor, rule=found.rule.name,
        confidence=confidence,
    )  # fmt: skip


def _in_order(timexes: list[Timex], text: str, context: Context) -> list[Timex]:
    """Let "Monday to Friday" end after it begins: in the week to come, or that gone by where its end is behind."""
    for place, (first, last) in enumerate(pairwise(timexes)):
        days = first.interval, last.interval
        if days[0] is None or days[1] is None or days[0].start <= days[1].start or context.dct is None:
            continue
        weekdays = first.rule == last.rule == "weekday" and first.anchor is Anchor.DCT
        if weekdays and context.grammar.through.fullmatch(text[first.end : last.start]):
            gone = days[1].start <= context.dct
            timexes[place + (not gone)] = _a_week_off(timexes[place + (not gone)], -1 if gone else 1)
    return timexes


def _a_week_off(timex: Timex, weeks: int) -> Timex:
    day, separator, part = timex.value.partition("T")
    number = calendar.parse_iso(day)
    assert number is not None  # it has an interval, of a day
    value = f"{calendar.iso(number + 7 * weeks)}{separator}{part}"
    known = extent(value, timex.mod)
    return replace(timex, value=value, interval=known.interval, edtf=known.edtf)


def _joined(timexes: list[Timex], text: str) -> list[Timex]:
    """Give clock times the day beside them, and make one of "9 a.m. EST Tuesday"."""
    done: list[Timex] = []
    for timex in timexes:
        before = done[-1] if done else None
        if before is not None and before.rule in CLOCKS and _names_day(timex):
            gap = text[before.end : timex.start]
            if JOINT.fullmatch(gap):
                done[-1] = _dated(replace(before, end=timex.end, text=text[before.start : timex.end]), timex)
                continue
            if ON.fullmatch(gap):
                done[-1] = _dated(before, timex)
                if len(done) > 1 and _retold(done[-2], before, text):
                    done[-2] = _dated(done[-2], timex)
                    done[-1] = _same_moment(done[-2], done[-1])
        elif before is not None and _retold(before, timex, text):
            timex = _same_moment(before, timex)
        done.append(timex)
    return done


def _retold(clock: Timex, other: Timex, text: str) -> bool:
    """Whether a clock time in brackets tells the one before it by another zone: "8:30 p.m. (0030 UTC)"."""
    return clock.rule in CLOCKS and other.rule in CLOCKS and text[clock.end : other.start].strip() == "("


def _same_moment(clock: Timex, other: Timex) -> Timex:
    """The other clock time on the day on which it is as far off as zones are."""
    day = calendar.parse_iso(clock.value.partition("T")[0])
    if day is None:
        return other
    apart = _hour(other) - _hour(clock)
    value = f"{calendar.iso(day - (apart > WEST) + (apart < -EAST))}T{other.value.partition('T')[2]}"
    known = extent(value)
    return replace(other, value=value, interval=known.interval, edtf=known.edtf, grain=known.grain)


def _hour(clock: Timex) -> float:
    hours, _, minutes = clock.value.partition("T")[2].partition(":")
    return int(hours) + int(minutes or 0) / 60


WEST, EAST = 12, 13.5  # hours by which clocks are behind Greenwich or before it; New Zealand in summer is 13
WORD = re.compile(r"\w")
OPENING = 8  # characters before a year that opens its sentence: "In 2016, he was arrested in May"
CLOCKS = {"clock", "noon", "oclock", "clock-words"}
PART_OF_DAY = re.compile(r"[\dBC-]+T[A-Z]+")  # 2016-04-17TMO


def _names_day(timex: Timex) -> bool:
    """Whether a clock time beside it is one of that day: Sunday, Sunday morning."""
    return timex.rule not in CLOCKS and (
        timex.grain is Grain.DAY or (timex.grain is Grain.TIME and PART_OF_DAY.fullmatch(timex.value) is not None)
    )


def _dated(clock: Timex, day: Timex) -> Timex:
    value = day.value.partition("T")[0] + clock.value[clock.value.index("T") :]
    known = extent(value)
    return replace(clock, value=value, interval=known.interval, grain=known.grain, edtf=known.edtf, anchor=day.anchor)


__all__ = ["Anchor", "find_timexes", "is_narrative"]

"""Counts over time: which day, week, month, year or decade an event is counted in, by name and in order."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from timeline.calendar import iso, year_text
from timeline.store.numbers import FIRST_DAY
from timeline.store.sql import Row

TIMES = ("day", "week", "month", "year", "decade")  # from fine to coarse; a decade is no choice, but a grain
Counts: TypeAlias = list[tuple[float, str, int]]  # by year, so that years below zero come first, name, and number
UNDATED = (float("inf"), "undated")
MONTH_ENDS = [f"-{month:02}" for month in range(1, 13)]
# Of a rollup by months: how many events there are that are known to the month, the year, the decade; a row a month.
MONTHS = (
    "month, sum(CASE WHEN unit IN ('day', 'month') THEN {column} ELSE 0 END), "
    "sum(CASE WHEN unit = 'year' THEN {column} ELSE 0 END), sum(CASE WHEN unit = 'decade' THEN {column} ELSE 0 END)"
)


def by_month(found: Iterable[Row], by: str) -> Counts:
    """Rows of `MONTHS`, in the order of months, counted by month or year."""
    counts: Counts = []
    coarse: Counter[tuple[int, str]] = Counter()
    year, name = FIRST_DAY, ""
    for month, fine, years, decades in found:
        if month == FIRST_DAY:
            counts.append((*UNDATED, fine + years + decades))
            continue
        if year != month // 12:
            year, name = month // 12, year_text(month // 12)
        if by == "year":
            years += fine
        else:
            counts.append((year, name + MONTH_ENDS[month % 12], fine))
        if years:
            coarse[year, name] += years
        if decades:
            coarse[year, f"{name}s"] += decades
    return sorted(counts + [(*period, number) for period, number in coarse.items()])


def by_time(found: Iterable[Row], by: str) -> Counts:
    """Rows of a day (None for none), the finest unit its events are counted by and their number, counted by a unit."""
    counts: Counter[tuple[float, str]] = Counter()
    units = {unit: max(unit, by, key=TIMES.index) for unit in TIMES}
    for day, unit, number in found:
        counts[_period(day, units[unit])] += number
    return [(*period, number) for period, number in sorted(counts.items())]


def _period(day: int | None, by: str) -> tuple[float, str]:
    """The name of the day, month, year or decade, or the Monday of the week."""
    if day is None:
        return UNDATED
    whole = iso(day - (day - 1) % 7 if by == "week" else day)
    year = int(whole[:-6])
    if by in ("day", "week"):
        return year, whole
    return year, {"month": whole[:-3], "year": whole[:-6], "decade": f"{whole[:-6]}s"}[by]

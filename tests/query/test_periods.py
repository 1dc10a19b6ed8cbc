"""Counts over time have the right names and come in order, in any year."""

import pytest

from timeline.calendar import day_of
from timeline.query.periods import by_month, by_time
from timeline.store.numbers import FIRST_DAY, month_of


def month(year: int, number: int) -> int:
    return month_of(day_of(year, number))


ROWS = [  # of months: known to the month, to the year, to the decade
    (FIRST_DAY, 2, 0, 0),
    (month(-44, 3), 1, 0, 0),
    (month(-43, 1), 0, 4, 0),
    (month(1990, 1), 5, 6, 7),
    (month(1990, 12), 8, 0, 0),
    (month(12000, 2), 9, 0, 0),
]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "month",
            [
                ("-0044-03", 1),
                ("-0043", 4),
                ("1990", 6),
                ("1990-01", 5),
                ("1990-12", 8),
                ("1990s", 7),
                ("+12000-02", 9),
            ],
        ),
        ("year", [("-0044", 1), ("-0043", 4), ("1990", 19), ("1990s", 7), ("+12000", 9)]),
    ],
)
def test_months_and_years(by: str, expected: list[tuple[str, int]]) -> None:
    counted = [(name, number) for _, name, number in by_month(ROWS, by) if number]
    assert counted == [*expected, ("undated", 2)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("day", ["-0043-03-15", "1990", "1990-05", "1990-05-02", "1990s", "undated"]),
        ("week", ["-0043-03-11", "1990", "1990-04-30", "1990-05", "1990s", "undated"]),
        ("month", ["-0043-03", "1990", "1990-05", "1990s", "undated"]),
        ("year", ["-0043", "1990", "1990s", "undated"]),
    ],
)
def test_days(by: str, expected: list[str]) -> None:
    rows = [(None, "day", 1), (day_of(-43, 3, 15), "day", 1), (day_of(1990, 5, 2), "day", 1)]
    rows += [(day_of(1990, 5, 1), "month", 1), (day_of(1990), "year", 1), (day_of(1990), "decade", 1)]
    counted = by_time(rows, by)
    assert [name for _, name, _ in counted] == expected
    assert sum(number for *_, number in counted) == len(rows)

"""Feasts against the days they were kept on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendar import date_of, day_of, iso, weekday
from timeline.temporal import find_timexes
from timeline.temporal.holidays import easter, feasts, pascha
from timeline.temporal.moons import chinese_new_year, diwali, hijri, kislev, tishri

KEPT = {
    "springfestival": "1949-01-29 1966-01-21 1985-02-20 2000-02-05 2007-02-18 2023-01-22 2034-02-19",
    "diwali": "2009-10-17 2013-11-03 2016-10-30 2017-10-19 2019-10-27 2020-11-14 2023-11-12",
    "tishri": "1999-09-11 2010-09-09 2013-09-05 2015-09-14 2019-09-30 2020-09-19 2024-10-03",
    "tishri-163": "2016-04-23 2019-04-20 2020-04-09 2024-04-23",
    "tishri-193": "2019-03-21 2021-02-26",
    "kislev+24": "2016-12-25 2018-12-03 2019-12-23 2021-11-29",
    "pascha": "2010-04-04 2014-04-20 2016-05-01 2018-04-08 2021-05-02",
    "easter": "2010-04-04 2016-03-27 2019-04-21 2038-04-25",
    "hijri(10-1)": "2016-07-06 2018-06-15 2019-06-04 2021-05-13",
    "hijri(12-10)": "2019-08-11 2020-07-31",
    "nth(11-4-4)": "1999-11-25 2016-11-24",
}  # fmt: skip


@pytest.mark.parametrize(("rule", "day"), [(rule, day) for rule, days in KEPT.items() for day in days.split()])
def test_feasts_fall_on_the_days_they_were_kept(rule: str, day: str) -> None:
    (found,) = feasts(rule, int(day[:4]))
    assert iso(found.start) == day


def test_beyond_the_tables_there_is_no_day() -> None:
    assert hijri(1700, 9) == ()
    assert find_timexes("It rained during Ramadan 1700.", day_of(2019)) == []


def test_a_month_of_fasting_is_a_month_and_unsure() -> None:
    (timex,) = find_timexes("They rested during Ramadan.", day_of(2019, 5, 20))
    assert (timex.value, timex.mod) == ("2019-05-06/2019-06-03", "APPROX")
    assert timex.interval is not None
    assert timex.interval.end - timex.interval.start == 29


@given(st.integers(1, 4000))
def test_feasts_by_the_moon_keep_to_their_seasons(year: int) -> None:
    assert (1, 21) <= date_of(chinese_new_year(year))[1:] <= (2, 22)
    assert date_of(diwali(year))[1] in (10, 11)
    assert weekday(tishri(year)) not in (2, 4, 6)
    assert date_of(kislev(year))[1] in (10, 11, 12)
    assert weekday(easter(year)) == weekday(pascha(year)) == 6


@given(st.integers(1946, 2075), st.integers(1, 12))
def test_every_islamic_month_begins_once_or_twice_a_year(year: int, month: int) -> None:
    assert 1 <= len(hijri(year, month)) <= 2
    assert all(29 <= found.end - found.start <= 30 for found in hijri(year, month))

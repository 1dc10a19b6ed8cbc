"""Whatever the text and the language, nothing raises and spans stay in order."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline.calendar import day_of
from timeline.temporal import find_timexes, infer_published, read_point, resolve_named
from timeline.temporal.languages import languages
from timeline.temporal.recognise import find
from timeline.temporal.rules import grammar
from timeline.temporal.values import at_grain, day_value, extent
from timeline.terms import Grain

WORDLIST = """last next this Friday Monday April May 20 2016 12th the a two few years days week ago later earlier
night 10:30 p.m. of in , . - 1990s quarter third first every and early late end mid- noon Easter weekend"""
TEXTS = st.lists(st.sampled_from([*WORDLIST.split(), "\n"]), max_size=25).map(" ".join)
WHOLE_VALUE = re.compile(r"(?:1[4-9]|20)\d\d(?:-.*)?")  # decades and centuries have no form of their own in a text
DAYS = st.one_of(st.none(), st.integers(day_of(-500), day_of(2500)))


@pytest.mark.parametrize("language", [*languages(), "xx"])
@given(text=st.text(max_size=120), published=DAYS)
@settings(max_examples=60, deadline=None)
def test_no_text_raises(language: str, text: str, published: int | None) -> None:
    end = 0
    for timex in find_timexes(text, published, language=language, resolve_event=resolve_named):
        assert end <= timex.start < timex.end <= len(text)
        end = timex.end
    infer_published(text, language=language)


@given(st.text(max_size=30))
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_reads_to_an_interval_or_to_nothing(text: str) -> None:
    interval = read_point(text, day_of(2016, 4, 20))
    assert interval is None or interval.start < interval.end


@given(st.lists(st.sampled_from(["the", "last", "two", "years", "2016", "April", "of", "and", "Friday"]), max_size=20))
def test_what_is_found_in_a_text_is_found_in_it_with_more_behind(words: list[str]) -> None:
    text = " ".join(words)
    rules = grammar("en")
    spans = [(f.start, f.end) for f in find(text, rules)]
    assert [(f.start, f.end) for f in find(text + "\n\nAnd so on.", rules)][: len(spans)] == spans


GRAINS = [Grain.DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.SEASON, Grain.HALF, Grain.YEAR]
TIMES = ["", "T07:40", "T24:00", "TMO", "TAF", "TEV", "TNI"]


@given(st.integers(day_of(1400), day_of(2099, 12, 31)), st.sampled_from(GRAINS), DAYS)
def test_a_value_fed_back_as_text_reads_to_itself(day: int, grain: Grain, published: int | None) -> None:
    value = at_grain(day, grain)
    assume(not (grain is Grain.MONTH and int(value[5:]) >= int(value[2:4])))  # "2003-04" may be two years
    (timex,) = find_timexes(value, published)
    assert (timex.value, timex.text, timex.interval) == (value, value, extent(value).interval)


@given(st.integers(day_of(1400), day_of(2099, 12, 31)), st.sampled_from(TIMES))
def test_a_time_fed_back_as_text_reads_to_itself(day: int, time: str) -> None:
    value = day_value(day) + time
    assert [t.value for t in find_timexes(f"It began {value}.", None)] == [value]


@given(st.integers(day_of(-500), day_of(2500)), st.sampled_from([*GRAINS, Grain.DECADE, Grain.CENTURY]))
def test_a_value_typed_in_a_question_means_its_days(day: int, grain: Grain) -> None:
    value = at_grain(day, grain)
    known = extent(value)
    typed = known.edtf if grain in (Grain.DECADE, Grain.CENTURY) and "X" in known.edtf else value
    if len(typed) > 3 and not typed.startswith("BC0"):
        assert read_point(typed, day_of(2016, 4, 20)) == known.interval


@given(TEXTS, DAYS)
def test_dates_found_anywhere_read_to_themselves(text: str, published: int | None) -> None:
    for timex in find_timexes(text, published):
        if timex.type in ("DATE", "TIME") and timex.interval is not None and WHOLE_VALUE.fullmatch(timex.value):
            assert [t.value for t in find_timexes(timex.value, None)] == [timex.value]

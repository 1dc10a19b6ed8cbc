"""Whatever the text and the language, nothing raises and spans stay in order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.calendar import day_of
from timeline.temporal import find_timexes, infer_published, read_point, resolve_named
from timeline.temporal.languages import languages
from timeline.temporal.recognise import find
from timeline.temporal.rules import grammar

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

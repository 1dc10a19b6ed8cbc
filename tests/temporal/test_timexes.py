import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendar import day_of, iso
from timeline.temporal import find_timexes, resolve_named
from timeline.temporal.values import extent
from timeline.terms import Anchor

DCT = day_of(2016, 4, 20)

NOTHING = [
    "You may go in. The march went on; he sat in the sun, second in line.",
    "It costs $1999, or 2,016 euros, on flight 1942 in version 1.2.3.",
    "Call 555-2016-1234. The final score was 2-1.",
    "A 44-year-old man and his wife, who is 41 years old",
]


@pytest.mark.parametrize("text", NOTHING)
def test_false_friends_are_no_times(text: str) -> None:
    assert [(t.text, t.rule) for t in find_timexes(text, DCT)] == []


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("Talks began last week.", "2016-W15", "2016-04-11/2016-04-17"),
        ("They said Friday that", "2016-04-15", "2016-04-15"),
        ("It will open on Friday.", "2016-04-22", "2016-04-22"),
        ("in early 2014 the war", "2014", "2014"),
        ("the 1990s were", "199", "199X"),
        ("in the first quarter of 2015", "2015-Q1", "2015-33"),
        ("about two years ago they", "2014", "2014~"),
        ("in 44 BC", "BC0044", "-0043"),
        ("for two years", "P2Y", ""),
        ("He recently left", "PAST_REF", ""),
    ],
)
def test_values_and_edtf(text: str, value: str, edtf: str) -> None:
    (timex,) = find_timexes(text, DCT)
    assert (timex.value, timex.edtf) == (value, edtf)


def test_an_unknown_year_stays_unknown() -> None:
    (timex,) = find_timexes("On April 20 they met.", None)
    assert (timex.value, timex.edtf, timex.interval) == ("XXXX-04-20", "XXXX-04-20", None)


def test_the_text_itself_anchors_it() -> None:
    found = find_timexes("On 3 May 1999 they met. Two days later they parted.", None)
    assert [t.value for t in found] == ["1999-05-03", "1999-05-05"]


def test_a_story_counts_from_itself() -> None:
    text = "In 1914 war came. In 1915 Italy joined. In 1916 it went on. In 1917 Russia fell. In March the tsar left."
    assert find_timexes(text, DCT)[-1].value == "1917-03"


def test_a_clock_time_takes_the_day_beside_it() -> None:
    (timex,) = find_timexes("until 9 a.m. EST Tuesday", day_of(2000, 4, 3))
    assert timex.text == "9 a.m. EST Tuesday"
    assert timex.value.endswith("T09:00")


HISTORY = "In 1990 it began. In 1991 it grew. In 1993 it fell. In 1995 it came back. In 1997 it ended. "


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("He spoke of it yesterday.", "2016-04-19"),
        ("He wrote this yesterday morning.", "2016-04-19TMO"),
        ("Today it is a ruin.", "PRESENT_REF"),
    ],
)
def test_a_history_that_says_yesterday_means_the_day_before_it_was_published(words: str, value: str) -> None:
    assert find_timexes(HISTORY + words, DCT)[-1].value == value


def test_a_text_that_bears_its_date_means_that_day_by_today() -> None:
    found = find_timexes("Wednesday, April 20, 2016. " + HISTORY + "A minute of silence was held today.", DCT)
    assert found[-1].value == "2016-04-20"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A fire broke out at about 6am on Sunday morning.", ["2016-04-17T06:00", "2016-04-17TMO"]),
        ("It closed around 9:30 pm on Friday night.", ["2016-04-15T21:30", "2016-04-15TNI"]),
        ("It closed at 6 a.m. Sunday morning.", ["2016-04-17T06:00"]),
    ],
)
def test_a_clock_time_takes_the_day_of_a_morning_beside_it(text: str, values: list[str]) -> None:
    assert [t.value for t in find_timexes(text, DCT)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Last week two jets flew by. Two days later a third came.", "2016-04-13/2016-04-19"),
        ("Profits rose in the third quarter. A year earlier the party won the vote.", "2014"),
        ("Profits rose to 3 million in the third quarter from 2 million a year earlier.", "2014-Q3"),
        ("He was asked to report to the station on Monday.", "2016-04-25"),
        ("He, who died in Rome, will be buried in Milan on Tuesday.", "2016-04-26"),
        ("He was killed on June 24, 2005, while looking into a June 20 shooting.", "2005-06-20"),
        ("In 1990, 1991, 1993 and 1995 it grew. It closed on Tuesday.", "2016-04-19"),
        ("In 1990, 1991, 1993 and 1995 it grew. It closed last month.", "2016-03"),
        ("He reported to the station on Monday.", "2016-04-18"),
    ],
)
def test_what_the_words_around_decide(text: str, value: str) -> None:
    assert find_timexes(text, DCT)[-1].value == value


def test_events_date_what_counts_from_them() -> None:
    text = "Two years after the annexation of Crimea it was the worst since the fall of the Berlin Wall."
    found = find_timexes(text, DCT, resolve_event=resolve_named)
    assert [(t.value, t.anchor) for t in found] == [("2016", Anchor.EVENT), ("1989-11-09", Anchor.EVENT)]
    assert [t.value for t in find_timexes(text, DCT)] == ["P2Y"]


WORDLIST = """last next this Friday Monday April May 20 2016 12th the a two few years days week ago later earlier
night 10:30 p.m. of in , . - ’90s 1990s BC quarter third first every and early late end mid- noon EST Easter"""
WORDS = st.sampled_from([*WORDLIST.split(), "\n"])
PHRASES = st.lists(WORDS, max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), PHRASES)
DAYS = st.one_of(st.none(), st.integers(day_of(1000), day_of(2100)))


@given(TEXTS, DAYS)
def test_spans_are_ordered_disjoint_and_inside(text: str, published: int | None) -> None:
    end = 0
    for timex in find_timexes(text, published):
        assert end <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end] == timex.text
        end = timex.end


@given(TEXTS, DAYS)
def test_value_and_interval_agree(text: str, published: int | None) -> None:
    for timex in find_timexes(text, published):
        assert timex.interval == extent(timex.value).interval
        assert (timex.interval is None) == (timex.grain is None)
        assert timex.interval is None or timex.interval.start < timex.interval.end


@given(st.integers(day_of(1400), day_of(2099, 12, 31)))
def test_a_day_reads_to_itself(day: int) -> None:
    (timex,) = find_timexes(iso(day), None)
    assert timex.value == iso(day)


@pytest.mark.parametrize(
    ("text", "span", "mod"),
    [
        ("It took about two years.", "two years", "APPROX"),
        ("It took more than two years.", "more than two years", "MORE_THAN"),
        ("It was about two years ago.", "about two years ago", "APPROX"),
    ],
)
def test_words_before_a_time_say_how_exact_it_is(text: str, span: str, mod: str) -> None:
    (timex,) = find_timexes(text, DCT)
    assert (timex.text, timex.mod) == (span, mod)

"""Times that wait for an event, and what becomes of them once it is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendar import day_of, iso
from timeline.model import Interval, Timex
from timeline.temporal import find_timexes, resolve_anchor, resolve_named
from timeline.temporal.values import extent
from timeline.terms import Anchor, Grain

DCT = day_of(2016, 4, 20)
DAY = Interval(day_of(2014, 3, 18), day_of(2014, 3, 19))


def waiting(text: str) -> list[Timex]:
    found = find_timexes(text, DCT, resolve_event=resolve_named)
    return [timex for timex in found if timex.anchor is Anchor.EVENT and timex.interval is None]


@pytest.mark.parametrize(
    "text",
    [
        "Two months after he left it rained.",
        "Ten days after leaving they met.",
        "The day before yesterday, three years before 1914, two days after Friday.",
        "It happened two years later. Five days after the fact they knew.",
        "Two years after the annexation of Crimea it fell.",
        "the man of the year; the end of the day; the day of the week",
    ],
)
def test_what_names_no_unknown_event_does_not_wait(text: str) -> None:
    assert waiting(text) == []


@pytest.mark.parametrize(
    ("text", "written", "rule", "name"),
    [
        ("Two years after the loss of Ruritania, it fell.", "Two years", "after-event", "the loss of Ruritania"),
        ("They met three weeks before the election and won.", "three weeks", "before-event", "the election"),
        ("A decade after independence it was poor.", "A decade", "after-event", "independence"),
        ("The day after the summit in Vienna, he left.", "The day", "after-event", "the summit in Vienna"),
        ("On the day of the vote it rained.", "the day", "at-event", "the vote"),
        ("Two years after Ruritania lost Gmunden, it fell.", "Two years", "after-event", "Ruritania lost Gmunden"),
    ],
)  # fmt: skip
def test_an_unknown_event_is_kept_by_name(text: str, written: str, rule: str, name: str) -> None:
    (timex,) = waiting(text)
    assert (timex.text, timex.rule, timex.anchor_text) == (written, rule, name)
    assert (timex.interval, timex.grain, timex.edtf) == (None, None, "")


def kept(value: str, rule: str) -> Timex:
    return Timex(0, 3, "...", "DURATION", value, anchor=Anchor.EVENT, rule=rule, anchor_text="the vote")


@pytest.mark.parametrize(
    ("value", "rule", "event", "resolved"),
    [
        ("P2Y", "after-event", DAY, "2016"),
        ("P3D", "before-event", DAY, "2014-03-15"),
        ("P1W", "after-event", DAY, "2014-W13"),
        ("P1E", "after-event", DAY, "2024"),
        ("XXXX-XX-XX", "after-event", DAY, "2014-03-19"),
        ("XXXX", "before-event", DAY, "2013"),
        ("XXXX-XX-XX", "at-event", DAY, "2014-03-18"),
        ("P2D", "after-event", Interval(day_of(2014, 3, 5), day_of(2014, 3, 10)), "2014-03-11"),
        ("P2D", "before-event", Interval(day_of(2014, 3, 5), day_of(2014, 3, 10)), "2014-03-03"),
        ("P2D", "after-event", Interval(day_of(2014, 3), day_of(2014, 4)), "2014-03-03/2014-04-02"),
        ("P2Y", "after-event", Interval(day_of(2014, 3), day_of(2014, 4)), "2016"),
        ("XXXX-XX-XX", "at-event", Interval(day_of(2014), day_of(2015)), "2014"),
    ],
)  # fmt: skip
def test_a_known_event_gives_the_time(value: str, rule: str, event: Interval, resolved: str) -> None:
    found = resolve_anchor(kept(value, rule), event)
    assert found is not None
    assert (found.type, found.value, found.anchor_text) == ("DATE", resolved, "the vote")
    assert (found.interval, found.grain, found.edtf) == extent(resolved)


@pytest.mark.parametrize(
    "timex",
    [
        Timex(0, 3, "...", "DURATION", "P2Y"),
        kept("PXY", "after-event"),
        kept("P2Y", "duration"),
        Timex(0, 3, "...", "DATE", "2016", interval=DAY, grain=Grain.DAY, anchor=Anchor.EVENT, rule="after-event"),
    ],
)
def test_what_does_not_wait_is_left_alone(timex: Timex) -> None:
    assert resolve_anchor(timex, DAY) is None


@given(
    st.sampled_from(["Two years after", "Three days before", "A month after", "The day after", "The week before"]),
    st.integers(day_of(1000), day_of(2100)),
    st.integers(1, 400),
)
def test_later_knowledge_gives_what_knowing_at_once_gives(words: str, start: int, length: int) -> None:
    text, event = f"{words} the siege of Grinzing, they met.", Interval(start, start + length)
    (late,) = waiting(text)
    (known,) = find_timexes(text, DCT, resolve_event=lambda name: event if name == late.anchor_text else None)
    found = resolve_anchor(late, event)
    assert found is not None
    assert (found.value, found.interval, found.grain, found.edtf) == (
        known.value,
        known.interval,
        known.grain,
        known.edtf,
    )
    assert found.interval is not None
    assert found.interval.start < found.interval.end


def test_a_date_beside_it_tells_the_day() -> None:
    text = "He was seen on 3 November 1998, the day before the siege of Grinzing."
    assert [t.value for t in find_timexes(text, DCT)] == ["1998-11-03", "1998-11-03"]


def test_a_name_that_goes_on_is_another() -> None:
    assert waiting("After the opening of the Holocaust Museum they met.") == []
    found = find_timexes("After the opening of the Holocaust Museum they met.", DCT, resolve_event=resolve_named)
    assert [iso(t.interval.start) for t in found if t.interval] == []

import pytest

from timeline.calendar import iso
from timeline.temporal.named import named_events, read_edtf, resolve_named


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "the meeting",
        "the annexation",
        "war",
        "a revolution in taste",
        "Sweden joined the Paris Agreement and",
        "Mary read about World War II",
    ],
)
def test_what_is_no_known_event_has_no_time(phrase: str) -> None:
    assert resolve_named(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "first"),
    [
        ("the annexation of Crimea", "2014-03-18"),
        ("Russia’s annexation of Crimea", "2014-03-18"),
        ("the fall of the Berlin Wall", "1989-11-09"),
        ("World War II", "1939-09-01"),
        ("the beginning of the Korean War", "1950-06-25"),
    ],
)
def test_events_people_date_by(phrase: str, first: str) -> None:
    interval = resolve_named(phrase)
    assert interval is not None
    assert iso(interval.start) == first


def test_there_are_enough_and_all_in_the_modern_age() -> None:
    events = {event.id: event for event in named_events().values()}
    assert len(events) >= 150
    assert all("1899" <= iso(event.interval.start) < "2027" for event in events.values())
    assert all(read_edtf(event.edtf) == event.interval for event in events.values())

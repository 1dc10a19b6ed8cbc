import pytest

from timeline.calendar import parse_iso
from timeline.errors import QueryError
from timeline.model import Interval
from timeline.query import parse_when


@pytest.mark.parametrize(
    "text", ["", "2016-13", "2016-02-30", "2016-W54", "2016-W00", "2016-Q5", "2016-05/2016-04", "../.."]
)
def test_what_is_no_time_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.temporal.read_point", lambda text, today: None)
    with pytest.raises(QueryError, match="is no time"):
        parse_when(text, 0)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016", "2016-01-01", "2017-01-01"),
        ("2016-04", "2016-04-01", "2016-05-01"),
        ("2016-04-20", "2016-04-20", "2016-04-21"),
        ("2016-04-20T10:15:00Z", "2016-04-20", "2016-04-21"),
        ("2016-Q1", "2016-01-01", "2016-04-01"),
        ("2016-W12", "2016-03-21", "2016-03-28"),
        ("2016-W12-3", "2016-03-23", "2016-03-24"),
        ("2015-W53", "2015-12-28", "2016-01-04"),
        ("2016-21", "2016-03-01", "2016-06-01"),
        ("2016-24", "2016-12-01", "2017-03-01"),
        ("201X", "2010-01-01", "2020-01-01"),
        ("20XX", "2000-01-01", "2100-01-01"),
        ("2016-04?", "2016-04-01", "2016-05-01"),
        ("2016-04/2016-06", "2016-04-01", "2016-07-01"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-16"),
    ],
)
def test_iso_and_edtf(text: str, start: str, end: str) -> None:
    first, last = parse_iso(start), parse_iso(end)
    assert first is not None
    assert last is not None
    assert parse_when(text, 0) == Interval(first, last)


def test_an_open_end_reaches_as_far_as_can_be() -> None:
    assert parse_when("2016/..", 0).start == parse_when("2016", 0).start
    assert parse_when("../2016", 0).end == parse_when("2016", 0).end

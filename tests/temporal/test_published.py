import pytest

from timeline.calendar import day_of, iso
from timeline.temporal import find_timexes, infer_published, read_point

MEETING = (
    "On April 20, the two sides met for the first time in two years. An intervention in 2014 was the cause. "
    "Jets flew close to a ship last week. “Today’s meeting did not change that,” he said."
)


def test_nothing_is_invented() -> None:
    assert infer_published("They met and talked.") == ()


def test_a_day_without_a_year_stays_partial() -> None:
    assert [c.edtf for c in infer_published("They met on April 20.")] == ["XXXX-04-20"]


def test_a_count_of_years_gives_the_year() -> None:
    best = infer_published(MEETING)[0]
    assert (best.edtf, best.source) == ("2016-04-20", "inferred")
    assert "2014" in best.evidence
    assert [t.edtf for t in find_timexes(MEETING, day_of(2016, 4, 20))][-2] == "2016-04-11/2016-04-17"


def test_the_first_of_anything_in_years_counts_them() -> None:
    text = "MADRID, April 20 (Reuters) - They met. In 2014 they signed a treaty. It was the first case in two years."
    assert infer_published(text)[0].edtf == "2016-04-20"


@pytest.mark.parametrize(
    ("text", "edtf", "source"),
    [
        pytest.param("Friday, January 4, 2019\n\nThe house met.", "2019-01-04", "dateline", id="stamp"),
        pytest.param("BRUSSELS, April 20, 2016 (Reuters) - They met.", "2016-04-20", "dateline", id="dateline"),
        pytest.param("LIMA, April 20, 2016 (Example News) - They met.", "2016-04-20", "dateline", id="any agency"),
        pytest.param("LIMA, April 20, 2016 /Example Wire/ -- They met.", "2016-04-20", "dateline", id="in slashes"),
        pytest.param("LIMA, April 20, 2016 (seen twice) - They met.", "2016-04-20", "inferred", id="no agency"),
        pytest.param("It began in 2015. On Wednesday, April 20, they met.", "2016-04-20", "inferred", id="weekday"),
    ],
)
def test_datelines_and_weekdays(text: str, edtf: str, source: str) -> None:
    best = infer_published(text)[0]
    assert (best.edtf, best.source) == (edtf, source)


TODAY = day_of(2016, 4, 20)


@pytest.mark.parametrize("text", ["", "gibberish", "...", "the meeting of the two"])
def test_what_is_no_time_reads_to_nothing(text: str) -> None:
    assert read_point(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2017-01-01"),
        ("2016-04", "2016-04-01", "2016-05-01"),
        ("2016-Q1", "2016-01-01", "2016-04-01"),
        ("2016-W12", "2016-03-21", "2016-03-28"),
        ("last month", "2016-03-01", "2016-04-01"),
        ("20 April 2016", "2016-04-20", "2016-04-21"),
        ("yesterday", "2016-04-19", "2016-04-20"),
        ("2016-01/2016-03", "2016-01-01", "2016-04-01"),
        ("the 1990s", "1990-01-01", "2000-01-01"),
    ],
)
def test_typed_times(text: str, first: str, last: str) -> None:
    found = read_point(text, TODAY)
    assert found is not None
    assert (iso(found.start), iso(found.end)) == (first, last)


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://a.example/2013/05/03/story", "2013-05-03"),
        ("https://a.example/news/2013-07-21/fire", "2013-07-21"),
        ("https://a.example/2013/6/story", ""),
        ("https://a.example/2013/02/30/story", ""),
        ("https://a.example/12013/05/031", ""),
        ("https://a.example/story?id=8665488", ""),
    ],
)
def test_a_day_in_the_address(url: str, edtf: str) -> None:
    assert [found.edtf for found in infer_published("Crews were called.", url=url)] == ([edtf] if edtf else [])

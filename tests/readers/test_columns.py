"""Tables and JSON with any names: the user says which column holds what, and a slip is told."""

import json

import pytest

from tests.readers.made import STORY, article_in, error_in, found_in
from timeline.calendar import iso
from timeline.cli.ingest import FORMATS, mapped
from timeline.errors import QueryError, ReadError
from timeline.model import Article
from timeline.readers import registry

COLUMNS = mapped(["title=headline,text=Story,published=day"])
ROWS = f'headline,Story,day,n\nShips meet,"{STORY}",2016-04-20,1\n'


@pytest.mark.parametrize("written", ["title", "title=", "heading=x", "title:headline"])
def test_what_is_no_mapping_says_so(written: str) -> None:
    with pytest.raises(QueryError, match=r"--map FIELD=COLUMN|no field named"):
        mapped([written])


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("text=body", 'has no column named "body" to take for text (its columns: headline, story, day, n)'),
        ("text=Story,published=date", 'has no column named "date" to take for published'),
        ("", "has no column named text or body or content (its columns: headline, story, day, n); --map text=COLUMN"),
    ],
)
def test_a_column_that_is_not_there_lists_those_that_are(columns: str, says: str) -> None:
    assert says in error_in(ROWS.encode(), format="csv", columns=mapped([columns] if columns else []))


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
def test_columns_of_any_name_parted_by_anything_usual(delimiter: str) -> None:
    rows = f'headline{delimiter}"Story"{delimiter}day\nShips meet{delimiter}"{STORY}"{delimiter}2016-04-20\n'
    article = article_in(rows.encode(), format="csv", columns=COLUMNS)
    assert (article.title, article.text, iso(article.published or 0)) == ("Ships meet", STORY, "2016-04-20")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-04-20T23:30:00-05:00", "2016-04-20"),
        ("Wed, 20 Apr 2016 23:30:00 -0500", "2016-04-20"),
        ("20160420", "2016-04-20"),
        ("April 20, 2016", "2016-04-20"),
        ("1461110400", "2016-04-20"),
        ("1461110400000", "2016-04-20"),
    ],
)
def test_days_are_read_as_programs_and_people_write_them(written: str, day: str) -> None:
    rows = json.dumps({"text": STORY, "date": written}).encode()
    assert iso(article_in(rows, format="jsonl").published or 0) == day


@pytest.mark.parametrize("written", ["0000-01-01", "99999-01-01", "2016-02-31", "soon", "9" * 40, "-1"])
def test_a_day_that_is_none_is_an_error_of_its_row(written: str) -> None:
    assert "is not a date of publication" in error_in(
        json.dumps({"text": STORY, "date": written}).encode(), format="jsonl"
    )


def test_keys_of_json_may_lie_deeper() -> None:
    row = json.dumps({"id": 7, "webTitle": "Ships meet", "fields": {"body": STORY}, "a.b": "The Port"})
    columns = mapped(["text=fields.body", "title=webTitle,publisher=a.b"])
    for data in (row, f"[{row}]"):
        article = article_in(data.encode(), columns=columns)
        assert (article.id, article.title, article.text, article.publisher) == ("7", "Ships meet", STORY, "The Port")


def test_a_key_of_the_text_that_is_not_in_the_first_row_ends_the_reading() -> None:
    data = b'{"a": "x", "b": "y"}\n' * 1000
    found = found_in(data, columns=mapped(["text=body"]))
    assert str(found[-1]) == 'standard input: has no field named "body" (its fields: a, b); see --map'
    assert len(found) <= 2


def test_another_key_that_no_row_has_is_told_at_the_end() -> None:
    data = b'{"text": "One came."}\n{"text": "Two came.", "by": "P"}\n'
    first, second, error = found_in(data, columns=mapped(["publisher=by,title=heading"]))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert second.publisher == "P"
    assert str(error) == 'standard input: has no field named "heading" (its fields: text, by); see --map'


def test_bytes_of_another_encoding_cost_their_row_alone() -> None:
    rows = "text,title\nOne came.,Été\n".encode() + b"Two came.,\xe9t\xe9\n" + b"Three came.,x\n"
    first, second, third = found_in(b"# "[:0] + rows, format="csv")
    assert isinstance(first, Article)
    assert isinstance(second, ReadError | Article)
    assert isinstance(third, Article)


def test_the_help_names_every_format() -> None:
    assert FORMATS.split(", ") == list(registry.OURS)


def test_a_field_that_is_far_too_long_hides_no_other_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.readers.tables.MAX_FIELD_LENGTH", 1000)
    long, short = f'a,"{"x" * 5000}"\n', f'b,"{STORY}"\n'
    found = found_in(f"title,text\n{short}{long}{short}".encode(), format="csv")
    assert [isinstance(each, Article) for each in found] == [True, False, True]
    assert str(found[1]).endswith(":3: has a field of more than 1,000 characters")
    (broken, *more) = found_in(f'title,text\n"a"b,c\n{short}'.encode(), format="csv")
    assert "is not a table" in str(broken)
    assert more == []


def test_a_table_without_lines_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.readers.tables.MAX_LINE_LENGTH", 1000)
    assert "has a line of more than 1,000 characters" in error_in(b"title,text\n" + b"x" * 5000, format="csv")

"""`timeline ingest` takes every kind of source, tells of each failure in a line, and goes on."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.readers.made import mail, pdf, rss
from timeline import cli
from timeline.errors import QueryError

STORY = "France and Germany signed a treaty in Paris on Monday."
BOTH = "Turkey and Egypt opened an embassy in Ankara on Friday."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-", "--watch"], "standard input cannot be watched"),
        (["x.csv", "--map", "heading=x"], 'no field named "heading"; there are id, published, title'),
        (["x.csv", "--map", "title"], "write --map FIELD=COLUMN"),
        (["x.doc", "--format", "doc"], 'no format named "doc"; there are auto, text'),
    ],
)
def test_wrong_usage_says_what_is_right(arguments: list[str], says: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["ingest", *arguments, "--db", str(tmp_path / "t.db")])
    assert isinstance(result.exception, QueryError)
    assert says in str(result.exception)
    assert not (tmp_path / "t.db").exists()


def test_a_mixed_folder_gives_all_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(STORY))
    (tmp_path / "b.rss").write_bytes(rss(f"<link>http://example.org/1</link><description>{BOTH}</description>"))
    (tmp_path / "c.pdf").write_bytes(pdf([[]]))
    (tmp_path / "d\x1b[31m.csv").write_text("a,b\n1,2\n")
    (tmp_path / "e.csv").write_text(f'head,body\nt,"{STORY} {BOTH}"\n')
    options = ["--dry-run", "--json-summary", "--map", "title=head"]
    result = CliRunner().invoke(cli.app, ["ingest", str(tmp_path), *options])
    assert result.exit_code == 3
    summary = json.loads(result.stdout)
    assert (summary["new"], summary["failed"]) == (3, 2)
    assert "holds no text on its 1 page" in result.stderr
    assert 'has no column named "head"' in result.stderr
    assert "\x1b" not in result.stderr

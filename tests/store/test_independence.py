"""Which reports of an event count as independent."""

from dataclasses import replace

import pytest

from tests.store.made import told
from timeline.model import Attribution, Citation, Mention
from timeline.store.facts import Told
from timeline.store.independence import independent
from timeline.terms import ActorKind

REUTERS = Mention(0, 7, "Reuters", "reuters", "Reuters", ActorKind.MEDIA)
CUTTER = Mention(0, 6, "Cutter", "cutter", "Ann Cutter", ActorKind.PERSON)


def report(number: int, publisher: str = "", *, group: int | None = None, says: Mention | None = None) -> Told:
    """A report of an event by a publisher, of a group of copies, which leaves it to somebody else."""
    mention = replace(told(), attribution=Attribution(0, 4, "said", "reported", (says,)) if says else None)
    citation = Citation(str(number), "", None, "none", publisher, "")
    number_of = hash(publisher) if publisher else None
    return Told(number, str(number), 1, mention, number, group or number, number_of, citation, "")


@pytest.mark.parametrize(
    ("reports", "count"),
    [
        pytest.param([report(1, "Port Gazette"), report(2, "Hill Courier")], 2, id="two"),
        pytest.param([report(1, "Port Gazette"), report(2, "Port Gazette"), report(3, "Port Gazette")], 1, id="one"),
        pytest.param([report(1, "BBC"), report(2, "www.bbc.co.uk"), report(3, "BBC Sport")], 1, id="one house"),
        pytest.param([report(1, "news.hill.example"), report(2, "news.port.example")], 2, id="two addresses"),
        pytest.param([report(1, "The Times"), report(2, "The Sun")], 1, id="one owner"),
        pytest.param([report(1, "Port Gazette", group=7), report(2, "Hill Courier", group=7)], 1, id="copies"),
        pytest.param([report(1, "Port Gazette", says=REUTERS), report(2, "Reuters")], 1, id="an agency's"),
        pytest.param([report(1, "Port Gazette", says=CUTTER), report(2, "Hill Post", says=CUTTER)], 2, id="a source's"),
        pytest.param([report(1), report(2)], 2, id="nobody knows whose"),
    ],
)  # fmt: skip
def test_reports_that_share_a_source_count_once(reports: list[Told], count: int) -> None:
    assert independent(reports) == count

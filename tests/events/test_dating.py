"""Which date an event gets, and why: sentences of our own through the whole of extraction."""

from functools import cache

import pytest

from timeline.actors import Registry, load_registry
from timeline.calendar import parse_iso
from timeline.extract import analyse
from timeline.language import Parser, load_parser
from timeline.model import Article, EventMention
from timeline.terms import DateReason


@cache
def tools() -> tuple[Parser, Registry]:
    return load_parser(), load_registry()


def dated(text: str, word: str, published: str = "2016-04-20") -> EventMention:
    parser, registry = tools()
    article = Article(text, published=parse_iso(published), published_source="given", language="en")
    events = analyse([article], parser=parser, registry=registry)[0].events
    return next(event for event in events if word in event.trigger.text)


NOT_YET = pytest.mark.xfail(strict=True, reason="the learnt weighing takes another date")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param(
            "Ministers met on Monday for the first time since the Danish aggression in Norway.",
            "aggression",
            id="a deed that lasts, after since",
        ),
        pytest.param("Ministers met on Monday. They spoke of the crisis in Norway.", "crisis", id="a state of things"),
        pytest.param(
            "The singer died on Monday. She was famous for attacking a minister.",
            "attacking",
            id="what one is known for",
            marks=NOT_YET,
        ),
        pytest.param(
            "The singer died on Monday.\n\nShe was arrested in 1963. She fled in 1974. She attacked the king.",
            "attacked",
            id="a paragraph of history",
        ),
        pytest.param("The king died on Monday. The police had arrested him.", "arrested", id="pluperfect"),
        pytest.param(
            "Ministers met on Monday. A few days later the army attacked the town.", "attacked", id="a vague other time"
        ),
        pytest.param("France will attack Spain.", "attack", id="a plan without a day"),
        pytest.param(
            "Thousands marched on Monday. In 2006, Spain held a referendum. About half of them voted to leave Italy.",
            "voted",
            id="the vote of 2006 goes on",
        ),
        pytest.param(
            "The Senate accused John Smith on Monday. The House has impeached two other presidents.",
            "impeached",
            id="another deed of the kind",
        ),
        pytest.param(
            "The sanctions were overturned in 2013.", "sanctions", id="what was undone in 2013", marks=NOT_YET
        ),
        pytest.param(
            "On Friday a court sentenced John Smith to ten years in prison for the murder of Anna Brown.",
            "murder",
            id="what one is tried for came before",
            marks=NOT_YET,
        ),
        pytest.param(
            "The House impeached him on Monday. Bill Clinton was impeached in 1998. The Senate acquitted him.",
            "acquitted",
            id="the story of 1998 goes on",
        ),
        pytest.param(
            "The singer Doris Day died on Monday. Day was awarded the Medal of Freedom.",
            "awarded",
            id="no award after death",
        ),
    ],
)
def test_no_day_but_the_reports(text: str, word: str) -> None:
    event = dated(text, word)
    assert event.timex is None
    assert event.date_reason in (DateReason.NONE, DateReason.PUBLICATION)


@pytest.mark.parametrize(
    ("text", "word", "edtf", "reason"),
    [
        pytest.param(
            "Ministers met on Monday to discuss the annexation of Crimea.",
            "annexation",
            "2014-03-18",
            DateReason.NAMED,
            id="an event of history",
        ),
        pytest.param(
            "Ministers met for the first time since the floods and the annexation of Crimea.",
            "annexation",
            "2014-03-18",
            DateReason.NAMED,
            id="the second of two",
        ),
        pytest.param(
            "The ships clashed on Monday and violated the 1991 agreement.",
            "clashed",
            "2016-04-18",
            DateReason.CLAUSE,
            id="a noun keeps its year",
        ),
        pytest.param(
            "The ships clashed on Monday. Two men were killed.",
            "killed",
            "2016-04-18",
            DateReason.FOCUS,
            id="the day of the main event, one sentence on",
        ),
        pytest.param(
            "A bomb attack killed two on Sunday. The mayor spoke on Monday.\n\nThe minister condemned the attack.",
            "killed",
            "2016-04-17",
            DateReason.CLAUSE,
            id="the lead",
        ),
        pytest.param(
            "The minister condemned France.", "condemned", "2016-04-20", DateReason.PUBLICATION, id="only reported"
        ),
        pytest.param(
            "Updated: April 20, 2016 18:50 IST\nThe navy seized three boats. Sailors arrested ten pirates on Monday.",
            "seized",
            "2016-04-18",
            DateReason.FOCUS,
            id="the stamp of the article dates nothing",
        ),
        pytest.param(
            "The navy arrested ten pirates on Monday in its fifth raid since September.",
            "arrested",
            "2016-04-18",
            DateReason.CLAUSE,
            id="since when is not when",
        ),
        pytest.param(
            "A fire destroyed a shop on Monday. The police are investigating the fire.",
            "investigating",
            "2016-04-20",
            DateReason.PUBLICATION,
            id="what goes on is of the report's day",
        ),
        pytest.param(
            "A man has denied murder following a fire at a shop early on Sunday.",
            "denied",
            "2016-04-17/2016-04-20",
            DateReason.FOCUS,
            id="a past day does not go with the perfect, but what is told in it comes after",
            marks=NOT_YET,
        ),
        pytest.param(
            "The singer, one of the stars of the 1940s and 1950s, died on Monday.",
            "died",
            "2016-04-18",
            DateReason.CLAUSE,
            id="a decade in a list belongs to its noun",
        ),
        pytest.param(
            "The minister, who was arrested on Monday in Rome, met the king on Tuesday.",
            "arrested",
            "2016-04-18",
            DateReason.CLAUSE,
            id="a clause about the subject has its own day",
        ),
        pytest.param(
            "Police arrested ten men on Monday and continued to attack others.",
            "attack",
            "2016-04-18",
            DateReason.SENTENCE,
            id="what went on then",
            marks=NOT_YET,
        ),
        pytest.param(
            "Born John Burns in Rome, Italy on June 23, 1941, he took another name and met the king in 1960.",
            "met",
            "1960",
            DateReason.CLAUSE,
            id="a birthday at the head of a long sentence",
        ),
        pytest.param(
            "Born in Rome on June 23, 1941, he met the king in 1960.",
            "met",
            "1960",
            DateReason.CLAUSE,
            id="a birthday is nobody else's day",
        ),
        pytest.param(
            "The ministers met this week (April 18) in Rome.",
            "met",
            "2016-04-18",
            DateReason.CLAUSE,
            id="the day in brackets",
        ),
        pytest.param(
            "The gunman fled on Monday after the attack of April 12. He hid in a house.",
            "hid",
            "2016-04-18",
            DateReason.FOCUS,
            id="the main verb sets the date",
        ),
    ],
)
def test_dated(text: str, word: str, edtf: str, reason: DateReason) -> None:
    event = dated(text, word)
    assert (event.edtf, event.date_reason) == (edtf, reason)


def test_an_event_has_no_date_without_a_reason() -> None:
    for text in ("France attacked Spain.", "They met on Monday.", "The war in Spain ended."):
        parser, registry = tools()
        for analysis in analyse([Article(text, language="en")], parser=parser, registry=registry):
            for event in analysis.events:
                assert (event.date_reason is DateReason.NONE) == (event.edtf == "" and event.interval is None)

"""Every form read back by a reader of its kind, with harmless and with hostile events."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import geojson
import jsonschema
import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pyld import jsonld

from timeline.calendar import day_of
from timeline.formats import FORMATS, About, left_out, lines
from timeline.formats.common import headline, spelled, when
from timeline.formats.page import chart
from timeline.model import (
    Attribution,
    Citation,
    Disagreement,
    Event,
    EventMention,
    Interval,
    Mention,
    PlaceMention,
    Report,
    Span,
    Trigger,
)
from timeline.terms import ActorKind, DateReason, Grain, PlaceBasis, Status

ABOUT = About("Russia & <friends>", datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
RUSSIA = Mention(0, 6, "Moscow", "RUS", "Russia", ActorKind.COUNTRY, "RUS")
POLAND = Mention(0, 6, "Poland", "POL", "Poland", ActorKind.COUNTRY, "POL")
WARSAW = PlaceMention(0, 6, "Warsaw", "Warsaw", "POL", 52.23, 21.01, 0.9)
KYIV = PlaceMention(0, 4, "KYIV", "Kyiv", "UKR", 50.45, 30.52, 0.3, PlaceBasis.DATELINE)
POLAND_AROUND = PlaceMention(0, 6, "Warsaw", "Poland", "POL", 52.0, 19.0, 1.0, PlaceBasis.WIDER)
ATTACK = "<script>alert(1)</script>"


def days(start: tuple[int, int, int], length: int = 1) -> Interval:
    first = day_of(*start)
    return Interval(first, first + length)


def event(
    key: str = "a1", title: str = "Russia met Poland", sentence: str = "Moscow met Poland.", **other: object
) -> Event:
    mention = EventMention(Trigger(7, 10, "met", "meet"), "CONSULT", Span(0, len(sentence)))
    article = Citation(
        "n1", "A day of talks", day_of(2016, 4, 21), "given", "The Paper", "https://example.org/a?b=1&c=2"
    )
    parts: dict[str, object] = {
        "source": (RUSSIA,),
        "target": (POLAND,),
        "place": (WARSAW, KYIV),
        "interval": days((2016, 4, 20)),
        "grain": Grain.DAY,
        "edtf": "2016-04-20",
        "first_reported": day_of(2016, 4, 21),
        "reports": (Report(key, article, sentence, mention),),
    }
    return Event(key, "CONSULT", title, **(parts | other))  # type: ignore[arg-type]


EVENTS = [
    event(),
    event("a2", "Russia will visit", status=Status.PLANNED, interval=days((2016, 5, 1), 31), grain=Grain.MONTH),
    event("a3", "Caesar fell", interval=days((-43, 3, 15)), edtf="-0043-03-15", place=()),
    event("a4", "Once", interval=None, grain=None, edtf=""),
    event(
        "a5",
        f"{ATTACK} & \x1b[1m\x00\ud800",
        f"Moscow met {ATTACK} \u202e\x0b.",
        disagreements=(Disagreement("killed", ("5", "7")),),
    ),
]


def text(name: str, events: list[Event] = EVENTS) -> str:
    return "\n".join(lines(name, events, ABOUT))


@pytest.mark.parametrize("name", FORMATS)
def test_no_form_holds_what_breaks_a_reader(name: str) -> None:
    whole = text(name)
    whole.encode("utf-8")
    assert "\x1b" not in whole
    assert "\u202e" not in whole
    assert text(name, []) or name == "timesketch"


@pytest.mark.parametrize(
    ("name", "missing"), [("ics", 2), ("timesketch", 2), ("timelinejs", 1), ("geojson", 0), ("html", 0)]
)
def test_what_a_form_cannot_hold_is_counted(name: str, missing: int) -> None:
    assert left_out(name, EVENTS) == missing


def test_a_calendar_program_reads_the_calendar() -> None:
    entries = Calendar.from_ical(text("ics") + "\n").walk("VEVENT")
    first = entries[0]
    assert [str(entry["uid"]) for entry in entries] == ["a1@timeline", "a2@timeline", "a5@timeline"]
    assert (first.decoded("dtstart").isoformat(), first.decoded("dtend").isoformat()) == ("2016-04-20", "2016-04-21")
    assert str(first["summary"]) == "Russia met Poland"
    assert str(first["location"]) == "Warsaw"
    assert str(first["url"]) == "https://example.org/a?b=1&c=2"
    assert "Moscow met Poland." in str(first["description"])
    assert str(entries[1]["status"]) == "TENTATIVE"
    assert all(line.endswith("\r") and len(line.encode()) <= 76 for line in text("ics").split("\n"))


SLIDE_DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"minimum": 1, "maximum": 12},
        "day": {"minimum": 1, "maximum": 31},
    },
    "additionalProperties": False,
}
TIMELINEJS = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "title": {"type": "object", "required": ["text"]},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text", "unique_id"],
                "properties": {
                    "start_date": SLIDE_DATE,
                    "end_date": SLIDE_DATE,
                    "display_date": {"type": "string"},
                    "text": {"type": "object", "required": ["headline", "text"]},
                    "group": {"type": "string"},
                    "unique_id": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]*$"},
                },
                "additionalProperties": False,
            },
        },
    },
}


def test_timelinejs_takes_the_json() -> None:
    found = json.loads(text("timelinejs"))
    jsonschema.validate(found, TIMELINEJS)
    first, month, caesar, hostile = found["events"]
    assert first["start_date"] == {"year": 2016, "month": 4, "day": 20}
    assert "end_date" not in first
    assert month["start_date"] == month["end_date"] == {"year": 2016, "month": 5}
    assert caesar["start_date"]["year"] == -43
    assert ATTACK not in hostile["text"]["headline"] + hostile["text"]["text"]
    assert found["title"]["text"]["headline"] == "Russia &amp; &lt;friends&gt;"


def test_timelinejs_takes_the_spreadsheet() -> None:
    title, first, month, *_ = csv.DictReader(text("timelinejs-csv").splitlines())
    assert title["Type"] == "title"
    assert (first["Year"], first["Month"], first["Day"], first["End Year"]) == ("2016", "4", "20", "")
    assert (month["Month"], month["Day"], month["End Month"]) == ("5", "", "5")
    assert first["Link"] == "https://example.org/a?b=1&c=2"


def test_timesketch_takes_the_lines() -> None:
    found = [json.loads(line) for line in text("timesketch").splitlines()]
    for line in found:
        assert {"message", "datetime", "timestamp_desc"} <= set(line)
        assert datetime.fromisoformat(line["datetime"]).tzinfo is not None
    assert found[0]["datetime"] == "2016-04-20T00:00:00+00:00"
    assert found[0]["place"] == ["Warsaw"]


def test_a_map_reads_the_geojson() -> None:
    found = geojson.loads(text("geojson"))
    assert found.is_valid
    first, _, caesar, *_ = found.features
    assert first.geometry == geojson.Point((21.01, 52.23))
    assert caesar.geometry is None
    assert first.properties["from"] == "2016-04-20"
    assert geojson.loads(text("geojson", [])).features == []


def test_json_ld_expands_to_the_words_of_schema_org() -> None:
    def vocabulary(url: str, options: object) -> dict[str, object]:
        context = {"@context": {"@vocab": "https://schema.org/"}}
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    found = jsonld.expand(json.loads(text("jsonld")), {"documentLoader": vocabulary})
    first = found[0]
    assert [node["@type"] for node in found] == [["https://schema.org/Event"]] * len(EVENTS)
    assert first["https://schema.org/startDate"][0]["@value"] == "2016-04-20"
    assert first["https://schema.org/endDate"][0]["@value"] == "2016-04-20"  # the last day, not the one after
    assert first["https://schema.org/location"][0]["https://schema.org/geo"][0]["https://schema.org/latitude"]
    assert first["https://schema.org/subjectOf"][0]["@type"] == ["https://schema.org/NewsArticle"]


def test_a_feed_reader_reads_the_feed() -> None:
    found = feedparser.parse(text("rss"))
    assert not found.bozo
    assert found.feed.title == "Russia & <friends>"
    assert len({entry.id for entry in found.entries}) == len(EVENTS)
    assert found.entries[0].link == "https://example.org/a?b=1&c=2"
    assert found.entries[0].published_parsed[:3] == (2016, 4, 21)
    assert found.entries[0].title == "20 April 2016: Russia met Poland"


def test_the_page_stands_alone_and_runs_nothing_of_an_article() -> None:
    page = lxml.html.document_fromstring(text("html"))
    assert [node.get("id") for node in page.iter("article")] == [f"event-{e.id}" for e in EVENTS]
    assert not page.xpath("//script[@src] | //link | //img | //iframe | //*[@style]")
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert page.xpath("//article[@id='event-a1']//mark/text()") == ["met"]
    assert page.xpath("//h2/text()") == ["All years"]
    dated = lxml.html.document_fromstring(text("html", EVENTS[:4]))
    assert dated.xpath("//h2/text()") == ["2016", "44 BC", "Undated"]
    assert ATTACK not in text("html")


def test_an_address_that_is_none_of_the_web_becomes_no_link() -> None:
    report = event().reports[0]
    article = Citation("n2", "T", None, "none", "", "javascript:alert(1)")
    hostile = event(reports=(Report("k", article, report.sentence, report.mention),))
    for name in FORMATS:
        assert "javascript:" not in text(name, [hostile])


@pytest.mark.parametrize(
    ("start", "length", "grain", "words"),
    [
        ((2016, 4, 20), 1, Grain.DAY, "20 April 2016"),
        ((2016, 4, 28), 7, Grain.WEEK, "28 April to 4 May 2016"),
        ((2015, 12, 28), 7, Grain.WEEK, "28 December 2015 to 3 January 2016"),
        ((2016, 1, 1), 91, Grain.QUARTER, "January to March 2016"),
        ((2016, 6, 1), 92, Grain.SEASON, "summer 2016"),
        ((1990, 1, 1), 3652, Grain.DECADE, "1990s"),
        ((-43, 1, 1), 365, Grain.YEAR, "44 BC"),
    ],
)
def test_dates_are_written_no_finer_than_known(
    start: tuple[int, int, int], length: int, grain: Grain, words: str
) -> None:
    assert spelled(days(start, length), grain) == words


def test_what_is_not_a_plain_fact_says_so() -> None:
    said = Attribution(0, 1, "said", "reported", (POLAND,))
    assert headline(event(status=Status.POSSIBLE, negated=True, attribution=said)) == (
        "Russia met Poland (possible; did not happen; says Poland)"
    )
    assert when(event(date_reason=DateReason.PUBLICATION)) == "reported 20 April 2016"


def test_a_sentence_stands_once_with_all_its_triggers_and_its_article_after_the_last() -> None:
    made = event(sentence="They met and talked.")
    (first,) = made.reports
    met, talked, left = (
        replace(first, key=word, mention=replace(first.mention, trigger=Trigger(start, end, word, word)))
        for start, end, word in ((5, 8, "met"), (13, 19, "talked"), (10, 14, "left"))
    )
    page = text("html", [replace(made, reports=(talked, met, replace(left, sentence="Then they left.")))])
    assert page.count("They <mark>met</mark> and <mark>talked</mark>.") == 1
    assert page.count("A day of talks") == 1
    assert page.index("A day of talks") > page.index("Then they <mark>left</mark>.")


def test_the_chart_covers_every_event_once() -> None:
    some = [event(str(n), interval=days((1900 + n % 90, 1, 1))) for n in range(300)]
    assert sum(bar["events"] for bar in chart(some)) == 300
    assert chart([event()]) == []


anything = st.text(max_size=60)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the forms
@given(title=anything, sentence=anything, place=anything)
def test_no_text_breaks_a_form(title: str, sentence: str, place: str) -> None:
    made = event("a9", title, sentence, place=(PlaceMention(0, 1, place, place, "POL", 1.0, 2.0, 0.9),))
    Calendar.from_ical(text("ics", [made]) + "\n")
    jsonschema.validate(json.loads(text("timelinejs", [made])), TIMELINEJS)
    assert geojson.loads(text("geojson", [made])).is_valid
    assert not feedparser.parse(text("rss", [made])).bozo
    assert len(list(lxml.html.document_fromstring(text("html", [made])).iter("article"))) == 1
    assert len(text("timesketch", [made]).splitlines()) == 1
    assert len(list(csv.reader(text("timelinejs-csv", [made]).splitlines()))) == 3


def test_the_country_around_a_town_is_named_and_is_no_point() -> None:
    (feature,) = json.loads(text("geojson", [event(place=(WARSAW, POLAND_AROUND))]))["features"]
    assert feature["properties"]["place"] == ["Warsaw", "Poland"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [21.01, 52.23]}

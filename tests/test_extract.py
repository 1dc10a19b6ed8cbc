import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.actors import load_registry
from timeline.calendar import day_of, iso
from timeline.extract import analyse, annotation, settle
from timeline.language import load_parser
from timeline.model import Analysis, Article, EventMention
from timeline.terms import DateReason, Status

WEDNESDAY = day_of(2016, 4, 20)


def read(text: str, published: int | None = WEDNESDAY) -> Analysis:
    article = Article(text, published=published, published_source="given", id="a")
    return analyse([article], parser=load_parser(), registry=load_registry())[0]


def the(event_class: str, text: str) -> EventMention:
    found = [event for event in read(text).events if event.event_class == event_class]
    assert len(found) == 1, [(event.event_class, event.trigger.text) for event in read(text).events]
    return found[0]


@pytest.mark.parametrize("text", ["", " \n", "A quiet afternoon.", "...", "“”", "In 2014."])
def test_nothing_happened(text: str) -> None:
    assert read(text).events == ()


@pytest.mark.parametrize(
    ("text", "event_class", "status"),
    [
        pytest.param("France will attack Spain.", "ASSAULT", Status.PLANNED, id="will"),
        pytest.param("France may attack Spain.", "ASSAULT", Status.POSSIBLE, id="may"),
        pytest.param("France should release the prisoner.", "RETREAT", Status.DEMANDED, id="should"),
        pytest.param("If France attacks Spain, prices rise.", "ASSAULT", Status.HYPOTHETICAL, id="if"),
        pytest.param("France is attacking Spain.", "ASSAULT", Status.ONGOING, id="progressive"),
        pytest.param("France agreed to release the prisoner.", "RETREAT", Status.PLANNED, id="agreed to"),
        pytest.param("France threatened to attack Spain.", "ASSAULT", Status.POSSIBLE, id="threatened to"),
        pytest.param("France urged Spain to release the prisoner.", "RETREAT", Status.DEMANDED, id="urged to"),
        pytest.param("France attacked Spain.", "ASSAULT", Status.HAPPENED, id="past"),
    ],
)
def test_status(text: str, event_class: str, status: Status) -> None:
    assert the(event_class, text).status is status


@pytest.mark.parametrize(
    ("text", "event_class"),
    [
        pytest.param("France did not attack Spain.", "ASSAULT", id="not"),
        pytest.param("France never attacked Spain.", "ASSAULT", id="never"),
        pytest.param("France denied attacking Spain.", "ASSAULT", id="denied"),
        pytest.param("France refused to release the prisoner.", "RETREAT", id="refused"),
    ],
)
def test_polarity(text: str, event_class: str) -> None:
    assert the(event_class, text).negated


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Germany said that France attacked Spain.", "Germany", id="said that"),
        pytest.param("France attacked Spain, according to Germany.", "Germany", id="according to"),
    ],
)
def test_attribution(text: str, speaker: str) -> None:
    said = the("ASSAULT", text).attribution
    assert said is not None
    assert [mention.name for mention in said.said_by] == [speaker]


def test_a_plain_report_has_no_speaker() -> None:
    assert the("ASSAULT", "France attacked Spain.").attribution is None


@pytest.mark.parametrize(
    ("text", "edtf", "reason"),
    [
        pytest.param("France attacked Spain on Monday.", "2016-04-18", DateReason.CLAUSE, id="own clause"),
        pytest.param("France attacked Spain.", "2016-04-20", DateReason.PUBLICATION, id="article's day"),
        pytest.param("France will attack Spain.", "", DateReason.NONE, id="a plan has no day of its own"),
        pytest.param("France will attack Spain on 3 May 2016.", "2016-05-03", DateReason.CLAUSE, id="a plan's day"),
        pytest.param(
            "The king fell ill on 4 March 2016. France attacked Spain.", "2016-03-04", DateReason.CARRIED, id="carried"
        ),
    ],
)
def test_date(text: str, edtf: str, reason: DateReason) -> None:
    event = the("ASSAULT", text)
    assert (event.edtf, event.date_reason) == (edtf, reason)


def test_both_sides_of_a_list_stay_a_list() -> None:
    event = the("ASSAULT", "France and Germany attacked Spain and Portugal.")
    assert [m.name for m in event.source] == ["France", "Germany"]
    assert [m.name for m in event.target] == ["Spain", "Portugal"]


def test_quantities_low_and_high() -> None:
    killed = the("ASSAULT", "France killed at least 12 people.").quantities
    assert [(q.kind, q.low, q.unit) for q in killed] == [("killed", 12.0, "people")]


@pytest.mark.parametrize(
    ("text", "event_class", "who"),
    [
        pytest.param("Alberto Fujimori jailed for corruption", "COERCE", "Alberto Fujimori", id="no auxiliary"),
        pytest.param("Alexei Navalny detained in Moscow", "COERCE", "Alexei Navalny", id="and a place"),
        pytest.param("France killed at least 12 people.", "ASSAULT", "people", id="an amount is an object"),
        pytest.param("France arrested and deported two Russians.", "COERCE", "Russia", id="the second verb has it"),
    ],
)
def test_who_undergoes_without_a_word_that_says_so(text: str, event_class: str, who: str) -> None:
    event = next(event for event in read(text).events if event.event_class == event_class)
    assert [m.name for m in event.target] == [who]
    assert bool(event.source) == (text.startswith("France"))


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        pytest.param("The crash left seven sailors dead.", True, id="left dead"),
        pytest.param("Two sailors were found dead in Lagos.", True, id="found dead"),
        pytest.param("Sailor dead after fall", True, id="a headline"),
        pytest.param("The dead sailor was French.", False, id="only describes"),
    ],
)
def test_what_became_of_somebody(text: str, dead: bool) -> None:
    assert ("DEATH" in {event.event_class for event in read(text).events}) == dead


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("Sixty-six people were injured.", 66, 66, id="two words"),
        pytest.param("At least twenty-five people were injured.", 25, 25, id="a least number"),
        pytest.param("Some 1.2 million people were injured.", 1_200_000, 1_200_000, id="figures and a word"),
        pytest.param("Between 10 and 20 soldiers were injured.", 10, 20, id="between"),
        pytest.param("Seven to ten people were injured.", 7, 10, id="to"),
        pytest.param("In 2019 12 people were injured.", 12, 12, id="a year before it"),
        pytest.param("Up to 30 people were injured.", 0, 30, id="up to"),
    ],
)
def test_counts_as_they_are_written(text: str, low: float, high: float) -> None:
    assert [(q.low, q.high) for q in the("HEALTH", text).quantities] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param("Russian troops clashed with Ukrainian forces near Kharkiv.", ["Russia", "Ukraine"], id="verb"),
        pytest.param("Paris: French troops met Spanish forces.", ["France", "Spain"], id="both sides"),
    ],
)
def test_verbs_that_nobody_undergoes(text: str, who: list[str]) -> None:
    event = next(event for event in read(text).events if event.event_class in ("ASSAULT", "CONSULT"))
    assert [m.name for m in event.source] == who
    assert event.salience > 0.5


def test_the_headline_leaves_out_what_only_describes() -> None:
    event = the("ASSAULT", "France, which had lost its patience, attacked Spain while the king slept.")
    assert event.headline == "France attacked Spain while the king slept"


def test_a_headline_names_whom_a_pronoun_means_once() -> None:
    told = [
        event.headline for event in read("Angela Merkel was sworn in in 2005. She said she met Vladimir Putin.").events
    ]
    assert "Angela Merkel said she met Vladimir Putin" in told


def test_years_are_no_count() -> None:
    assert the("CONSULT", "NATO and Russia met in Brussels for the first time in two years.").quantities == ()


def test_a_rate_counts_nobody() -> None:
    event = next(
        e for e in read("Four premature deaths per 100,000 people were recorded.").events if e.trigger.text == "deaths"
    )
    assert [q.high for q in event.quantities] == [4.0]


def test_a_dateline_is_no_subject() -> None:
    event = the("ASSAULT", "BERLIN (AP) -- France attacked Spain.")
    assert [m.name for m in event.source] == ["France"]


def test_publication_is_inferred_and_marked() -> None:
    article = settle(Article("On Wednesday, April 20, 2016, the king spoke. Today's speech was short."))
    assert article.published is not None
    assert iso(article.published) == "2016-04-20"
    assert article.published_source != "given"
    assert article.candidates
    assert settle(Article("The king spoke.")).published is None


def test_annotation_holds_what_machines_are_promised() -> None:
    analysis = read("France attacked Spain on Monday.")
    row = json.loads(json.dumps(annotation(analysis)))
    assert row["published"] == "2016-04-20"
    event = row["events"][0]
    assert (event["from"], event["to"]) == ("2016-04-18", "2016-04-19")
    assert row["timexes"][event["timex"]]["text"] == "Monday"
    assert event["source"][0]["id"] == "FRA"
    assert event["sentence"] == {"start": 0, "end": 32}


def test_one_article_reads_the_same_alone_and_in_a_batch() -> None:
    texts = ["France attacked Spain.", "Spain met Italy on Monday. They talked.", ""]
    batch = analyse([Article(t) for t in texts], parser=load_parser(), registry=load_registry())
    assert [a.events for a in batch] == [read(t, None).events for t in texts]


PIECES = st.sampled_from(
    ["France", "attacked", "Spain", "said", "that", "“", "”", ",", ".", "on Monday", "12", "\n\n", "and"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_triggers_lie_in_their_sentence_and_scores_within_bounds(text: str) -> None:
    for event in read(text).events:
        assert event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end <= len(text)
        assert 0.0 <= event.salience <= 1.0
        assert (event.interval is None) <= (event.date_reason is DateReason.NONE or event.edtf != "")


@pytest.mark.parametrize(
    "line", ["Kenya attacked Somalia on {} May 2020. ", "{} May 2020: Kenya attacked Somalia.\n\n"]
)
def test_a_guess_at_the_day_of_publication_forbids_no_date(line: str) -> None:
    text = "".join(map(line.format, range(1, 8)))
    (found,) = analyse([Article(text)], parser=load_parser(), registry=load_registry())
    assert found.article.published_source in ("inferred", "dateline")
    assert {event.edtf for event in found.events} == {f"2020-05-0{day}" for day in range(1, 8)}

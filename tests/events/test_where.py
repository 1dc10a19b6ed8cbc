"""Where an event took place: the words that say so are data, and their examples run."""

import re

import pytest

from timeline.actors import load_registry
from timeline.events.placing import AREA, CONTESTED, SPOT
from timeline.events.where import load_placewords
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.logistic import load_logistic
from timeline.model import Article, EventMention
from timeline.resources import data_file, read_toml
from timeline.terms import PlaceBasis

GLUED = [read_toml(data_file("en/places.toml"))[name] for name in ("dateline", "credit")]


@pytest.mark.parametrize(("pattern", "text"), [(given["pattern"], text) for given in GLUED for text in given["no"]])
def test_nothing_stands_before_the_sentence(pattern: str, text: str) -> None:
    assert re.match(pattern, text) is None


@pytest.mark.parametrize(("pattern", "text"), [(given["pattern"], text) for given in GLUED for text in given["yes"]])
def test_datelines_and_credits_stand_before_sentences(pattern: str, text: str) -> None:
    assert re.match(pattern, text) is not None


def test_words_are_lower_case() -> None:
    words = load_placewords()
    assert "in" in words.inside
    assert all(word == word.lower() for word in words.inside)


def found(text: str, trigger: str, title: str = "") -> EventMention:
    """The event of a trigger in a text."""
    article = Article(text, title=title, published=737000)
    (analysis,) = analyse([article], parser=load_parser(), registry=load_registry())
    return next(event for event in analysis.events if event.trigger.text == trigger)


def names(event: EventMention, *bases: PlaceBasis) -> list[str]:
    """The places that an event was given on one of some grounds."""
    return [place.name for place in event.place if place.basis in bases]


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        pytest.param("Police arrested the governor of Texas on Monday.", "arrested", "", id="whose governor"),
        pytest.param("Two pilgrims from Myanmar died on Monday.", "died", "", id="where they come from"),
        pytest.param(
            "Rebels from Chad attacked an airport in Tripoli.", "attacked", "Tripoli", id="the place, not the origin"
        ),
        pytest.param("Rebels seized the town of Kidal on Monday.", "seized", "Kidal", id="a town of that name"),
        pytest.param("Soldiers killed ten people on the outskirts of Kabul.", "killed", "Kabul", id="on the outskirts"),
        pytest.param("The bombing of Aleppo killed ten people.", "bombing", "Aleppo", id="what is done to a place"),
    ],
)
def test_place_of_the_clause(text: str, trigger: str, place: str) -> None:
    assert names(found(text, trigger), PlaceBasis.CLAUSE) == ([place] if place else [])


FIRE = "A fire destroyed a school in Lyon on Monday.\n\nThree teachers were injured.\n\nA company sold a house in 1990."
WAR = (
    "BRUSSELS, April 20 (Agency) - Rebels attacked the airport of Tripoli in Libya on Monday.\n\n"
    "Ten people were killed in Libya. The rebels left Libya in the evening."
)
TRIAL = (
    "Police in Berlin arrested a man on Monday. He killed a guard in Vienna.\n\nGerman judges freed the man on Tuesday."
)


@pytest.mark.parametrize(
    ("text", "trigger", "places", "basis"),
    [
        pytest.param(FIRE, "destroyed", ["Lyon", "France"], PlaceBasis.CLAUSE, id="its clause, and the country around"),
        pytest.param(FIRE, "injured", ["Lyon", "France"], PlaceBasis.ARTICLE, id="where the story is set"),
        pytest.param(WAR, "killed", ["Libya"], PlaceBasis.CLAUSE, id="the country alone"),
        pytest.param(WAR, "left", ["Libya"], PlaceBasis.SENTENCE, id="no dateline where a war is told"),
        pytest.param(TRIAL, "killed", ["Vienna", "Austria"], PlaceBasis.CLAUSE, id="a clause against the story"),
        pytest.param(TRIAL, "freed", ["Germany"], PlaceBasis.ACTOR, id="a place in passing does not move the story"),
        pytest.param(
            "The Toronto police arrested a man on Monday.",
            "arrested",
            ["Toronto", "Ontario", "Canada"],
            PlaceBasis.SENTENCE,
            id="the town of who acts, its region and its country",
        ),
        pytest.param(
            "A man was arrested on Monday at his home in the neighboring state of Massachusetts.",
            "arrested",
            ["Massachusetts", "United States"],
            PlaceBasis.CLAUSE,
            id="in the state of",
        ),
    ],
)
def test_place_of_the_cascade(text: str, trigger: str, places: list[str], basis: PlaceBasis) -> None:
    event = found(text, trigger, title="Fire destroys school in Lyon" if text == FIRE else "")
    assert [place.name for place in event.place] == places
    assert event.place[0].basis == basis
    assert all(place.basis is PlaceBasis.WIDER for place in event.place[1:])


def test_the_country_of_a_body_that_acts() -> None:
    text = "The parliament of Portugal approved a loan on Monday. The Portuguese prime minister praised the vote."
    event = found(text, "praised", title="Parliament of Portugal approves a loan")
    assert names(event, PlaceBasis.ACTOR) == ["Portugal"]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        pytest.param("Officials announced a new phone on Monday.", "announced", id="no place at all"),
        pytest.param("Microsoft released a new program on Monday.", "released", id="the seat of a company"),
        pytest.param("Don Imus was dismissed on Monday. Imus apologised.", "dismissed", id="a surname"),
    ],
)
def test_no_place(text: str, trigger: str) -> None:
    assert found(text, trigger).place == ()


def test_weights_are_of_signs_that_can_be_given() -> None:
    weights = load_logistic(AREA).weights
    assert {f"other by {sign}" for sign in CONTESTED} <= weights.keys()
    assert weights["clause in"] > 0 > weights["other by clause"]
    assert "bias" in load_logistic(SPOT).weights

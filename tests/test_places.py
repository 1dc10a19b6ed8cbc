from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.gazetteer import load_gazetteer
from timeline.model import Name, Parse, PlaceMention
from timeline.places import WORD, find_places
from timeline.terms import NameKind

GAZETTEER = load_gazetteer()
LOCATION, PERSON, ORGANISATION = NameKind.LOCATION, NameKind.PERSON, NameKind.ORGANISATION


def parse(text: str, *names: tuple[str, NameKind]) -> list[Parse]:
    """One sentence with the given names, each where it first stands."""
    words = [(word.start(), word.end()) for word in WORD.finditer(text)]
    starts, ends = tuple(start for start, _ in words), tuple(end for _, end in words)
    found = []
    for written, kind in names:
        at = text.index(written)
        found.append(Name(starts.index(at), ends.index(at + len(written)) + 1, kind))
    blank = ("",) * len(words)
    forms = tuple(text[start:end] for start, end in words)
    return [
        Parse(0, len(text), starts, ends, forms, forms, blank, blank, (-1,) * len(words), blank, tuple(found)),
    ]


def find(text: str, *names: tuple[str, NameKind]) -> list[PlaceMention]:
    return find_places(text, parse(text, *names) if names else [], GAZETTEER)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nice people were reading.", id="an ordinary word that opens a sentence"),
        pytest.param("Reading the letter took an hour.", id="a verb"),
        pytest.param("Mobile phones were seized.", id="an adjective"),
        pytest.param("Victoria and Florence spoke to us.", id="given names"),
        pytest.param("Jordan scored, Chad missed.", id="given names of states"),
        pytest.param("they ate turkey off china in their niche", id="lower case"),
        pytest.param("See www.example.com/Paris and mail to desk@London now.", id="addresses"),
        pytest.param("Parisian Berliners", id="words that go on"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_place(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Paris Hilton arrived late.", "Paris Hilton", PERSON),
        ("George Washington crossed the river.", "George Washington", PERSON),
        ("The University of Nairobi closed.", "University of Nairobi", ORGANISATION),
        ("Bank of England officials met.", "Bank of England", ORGANISATION),
    ],
)
def test_no_place_in_another_name(text: str, name: str, kind: NameKind) -> None:
    assert find(text, (name, kind)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Talks in Geneva failed.", [("Geneva", "CHE")], id="a city"),
        pytest.param("He lives in Paris, Texas.", [("Paris", "USA"), ("Texas", "USA")], id="a state follows"),
        pytest.param("Paris was calm.", [("Paris", "FRA")], id="the larger namesake"),
        pytest.param("A fire in London, Ontario, spread.", [("London", "CAN"), ("Ontario", "CAN")], id="a province"),
        pytest.param("She was born in Nice, France.", [("Nice", "FRA"), ("France", "FRA")], id="a country follows"),
        pytest.param("Birmingham, Ala., voted.", [("Birmingham", "USA")], id="a state cut short"),
        pytest.param("Atlanta, Georgia, is hot.", [("Atlanta", "USA")], id="a state that is a country too"),
        pytest.param("A tanker left the Strait of Hormuz.", [("Strait of Hormuz", "")], id="a strait"),
        pytest.param("Fighting in Donbas and Crimea.", [("Donbas", "UKR"), ("Crimea", "UKR")], id="regions"),
        pytest.param("Police in New York City.", [("New York City", "USA")], id="the longest"),
        pytest.param("Nigeria and Niger", [("Nigeria", "NGA"), ("Niger", "NER")], id="whole words"),
        pytest.param("Iran\u2019s Natanz site", [("Iran", "IRN"), ("Natanz", "IRN")], id="a possessive"),
        pytest.param("U.S. troops left Kabul.", [("U.S.", "USA"), ("Kabul", "AFG")], id="full stops inside"),
        pytest.param("MOSCOW (AP) - It snowed.", [("MOSCOW", "RUS")], id="a dateline"),
        pytest.param("Protests in Kiev and Kyiv.", [("Kiev", "UKR"), ("Kyiv", "UKR")], id="two spellings"),
        pytest.param("Rain in New\nDelhi.", [("New\nDelhi", "IND")], id="across a line"),
        pytest.param("Floods in Venice and Derna.", [("Venice", "ITA"), ("Derna", "LBY")], id="smaller towns"),
        pytest.param("Pilgrims left Bethlehem.", [("Bethlehem", "PSE")], id="larger namesakes are marked"),
        pytest.param("SWAT teams and Brits met.", [], id="words that are towns too"),
    ],
)
def test_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.country) for mention in find(text)] == expected


@pytest.mark.parametrize(("text", "country"), [("Nice", "FRA"), ("Florence", "ITA"), ("Chad", "TCD")])
def test_a_doubtful_form_counts_where_the_parser_saw_a_place(text: str, country: str) -> None:
    sentence = f"They met in {text} on Friday."
    assert [mention.country for mention in find(sentence, (text, LOCATION))] == [country]


def test_the_country_an_article_speaks_of_settles_a_namesake() -> None:
    assert find("Tripoli was shelled; Libya blamed rebels.")[0].country == "LBY"
    beirut = find_places("Tripoli was shelled.", [], GAZETTEER, countries={"LBN"})
    assert beirut[0].country == "LBN"


def test_a_namesake_that_an_article_speaks_of_needs_no_mark() -> None:
    assert [mention.country for mention in find("Newcastle voted.")] == ["AUS"]
    assert [mention.country for mention in find_places("Newcastle voted.", [], GAZETTEER, countries={"GBR"})] == ["GBR"]


def test_a_georgia_among_american_states_is_one() -> None:
    found = find("Florida, Alabama and Georgia voted.", ("Georgia", LOCATION))
    assert [mention.country for mention in found] == ["USA"] * 3


def test_a_place_that_only_the_parser_knows_is_kept_with_doubt() -> None:
    (mention,) = find("Troops entered Qwertyville at dawn.", ("Qwertyville", LOCATION))
    assert (mention.text, mention.country, mention.latitude) == ("Qwertyville", "", None)
    assert mention.confidence < 0.5


def test_what_is_confirmed_is_surer_than_what_is_guessed() -> None:
    sure, guessed = find("Birmingham, Ala., voted.")[0], find("Birmingham voted.")[0]
    assert sure.confidence > guessed.confidence


def test_coordinates() -> None:
    (mention,) = find("Talks in Geneva failed.")
    assert mention.latitude == pytest.approx(46.2, abs=0.1)
    assert mention.longitude == pytest.approx(6.15, abs=0.1)


@given(st.text(alphabet="PariLondTexsGg.,' \n\u2019NUS-") | st.sampled_from(["Paris, ", "U.S.", "Nice, France,"]))
def test_places_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    found = find_places(text, [], GAZETTEER)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        pytest.param("Paris, France, waits. A flight to Paris left.", ["FRA", "FRA", "FRA"], id="the larger one"),
        pytest.param("Paris waits. In Paris, Texas, one fell.", ["FRA", "USA", "USA"], id="only from there on"),
        pytest.param(
            "Birmingham, Alabama, waits. In Birmingham one fell.", ["USA", "USA", "USA"], id="spelled out once"
        ),
        pytest.param("He left Vancouver, Washington, at six.", ["USA", "USA"], id="a state by the city before it"),
    ],
)
def test_spelled_out(text: str, countries: list[str]) -> None:
    assert [mention.country for mention in find(text)] == countries


def test_the_state_that_follows_a_city_is_no_namesake() -> None:
    assert [mention.name for mention in find("He left Vancouver, Washington.")] == ["Vancouver", "Washington state"]

"""The actors and the finder of places give every town one country: on the shipped registry and gazetteer."""

from collections.abc import Iterator

import pytest

from timeline.actors import find_mentions, load_registry
from timeline.actors.lexicon import lexicon
from timeline.actors.towns import Towns
from timeline.gazetteer import load_gazetteer
from timeline.model import Article, Name, Parse
from timeline.places import UNKNOWN_CONFIDENCE, find_places
from timeline.terms import NameKind

TOWNS = lexicon().towns
GAZETTEER = load_gazetteer()
PLAIN = Towns(frozenset())  # without the names that the lexicon adds


def located(text: str, form: str) -> list[Parse]:
    """A parse of one word, `form`, which it takes for a place."""
    start, end = text.index(form), text.index(form) + len(form)
    blank = ("",)
    names = (Name(0, 1, NameKind.LOCATION),)
    return [Parse(0, len(text), (start,), (end,), (form,), (form,), blank, blank, (-1,), blank, names)]


def known_to_both() -> Iterator[tuple[str, str, str]]:
    """Each town that both know, its country for the actors, and for the places."""
    for form in GAZETTEER.rows:
        for place in find_places(form, located(form, form), GAZETTEER) if form in TOWNS else ():
            if place.text == form and place.confidence > UNKNOWN_CONFIDENCE:
                yield form, TOWNS.country(form, {}), place.country


def parties(text: str) -> list[tuple[str, str]]:
    """The parties of a text without a parse, and their countries."""
    mentions = find_mentions(Article(text, published=None), (), load_registry())
    return [(mention.text, mention.country) for mention in mentions]


def test_no_town_has_two_countries() -> None:
    known = list(known_to_both())
    assert len(known) > 9000
    apart = {form for form, actors, places in known if actors != places}
    assert apart == {"Georgia"}  # the registry has the country, and the text decides


@pytest.mark.parametrize("form", sorted(TOWNS.ambiguous))
def test_only_real_exceptions_are_listed(form: str) -> None:
    assert form not in PLAIN
    assert TOWNS.country(form, {})


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("Reading", id="a word that is not listed"),
        pytest.param("Blue Nile", id="a river"),
        pytest.param("Paris", id="a capital is an actor of the registry"),
        pytest.param("Iran", id="a country"),
        pytest.param("Atlantis City", id="no place"),
    ],
)
def test_no_town(form: str) -> None:
    assert form not in TOWNS
    assert TOWNS.country(form, {}) == ""


@pytest.mark.parametrize(
    ("form", "spoken", "country"),
    [
        pytest.param("Bethlehem", {}, "PSE", id="not the largest: its namesakes are marked"),
        pytest.param("Waterford", {}, "IRL", id="not the largest either"),
        pytest.param("Newcastle", {}, "AUS", id="the largest"),
        pytest.param("Newcastle", {"GBR": 1}, "GBR", id="one in a country spoken of"),
        pytest.param("Newcastle", {"GBR": 1, "AUS": 1}, "AUS", id="the largest of those spoken of"),
        pytest.param("Punjab", {"IND": 1}, "PAK", id="not one a fifth as large"),
        pytest.param("Hamilton", {"NZL": 1}, "NZL", id="listed, and spoken of"),
        pytest.param("Geneva", {"USA": 3}, "CHE", id="not the one in Illinois"),
        pytest.param("Patagonia", {"ARG": 1}, "", id="a region of two countries"),
        pytest.param("Georgia", {}, "USA", id="never the country"),
        pytest.param("Venice", {}, "ITA", id="a smaller town"),
    ],
)
def test_country(form: str, spoken: dict[str, int], country: str) -> None:
    assert form in TOWNS
    assert TOWNS.country(form, spoken) == country


@pytest.mark.parametrize(
    ("text", "party", "country"),
    [
        pytest.param("Police in Medan arrested two men.", "Police in Medan", "IDN", id="in a town"),
        pytest.param("Nice police arrested two men.", "Nice police", "FRA", id="a listed word"),
        pytest.param("Police in Xi'an arrested two men.", "Police in Xi'an", "CHN", id="begins like a surname"),
        pytest.param(
            "Police in Santiago de Cuba arrested two men.", "Police in Santiago de Cuba", "CUB", id="like a capital"
        ),
        pytest.param(
            "Police in Santa Cruz de la Sierra met.", "Police in Santa Cruz de la Sierra", "BOL", id="like another town"
        ),
        pytest.param("Tamil Nadu police arrested two men.", "Tamil Nadu police", "IND", id="begins like a people"),
        pytest.param("Georgia prosecutors met in the USA.", "Georgia prosecutors", "USA", id="beside America"),
    ],
)
def test_whose_a_party_is(text: str, party: str, country: str) -> None:
    assert (party, country) in parties(text)


def test_a_text_may_end_where_a_town_is_awaited() -> None:
    assert parties("officials in") == parties("officials in the") == [("officials", "")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("Police in Santiago de Cuba arrested two men.", "CHL", id="the beginning of a town"),
        pytest.param("Fans flew to New England.", "GBR", id="the end of a region"),
        pytest.param("SWAT teams stormed the house.", "PAK", id="a word in capitals"),
    ],
)
def test_part_of_a_name_is_no_country(text: str, wrong: str) -> None:
    assert wrong not in {country for _, country in parties(text)}

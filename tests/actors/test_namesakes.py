"""Who is meant where a name, a surname or an office could mean several: on the shipped registry, without a parser."""

from functools import cache

import pytest

from timeline.actors import find_mentions, load_registry, resolve
from timeline.actors.people import fresh
from timeline.calendar import parse_iso
from timeline.model import Actor, Article, Name, Parse
from timeline.terms import ActorKind, NameKind


@cache
def found(text: str, day: str) -> dict[str, str]:
    """The actors by the text of their mentions."""
    article = Article(text, published=parse_iso(day))
    return {mention.text: mention.actor for mention in find_mentions(article, (), load_registry())}


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        pytest.param("Ships crossed the Gulf of Mexico.", "2019-07-01", "MEX", id="a water"),
        pytest.param("Rain fell over South America.", "2019-07-01", "USA", id="half a continent"),
        pytest.param("He fought in the Vietnam War.", "2019-07-01", "VNM", id="a war"),
        pytest.param("District Attorney Vance spoke.", "2012-07-01", "j-d-vance", id="not yet in office"),
        pytest.param("The Graham Bondfield band played.", "2019-07-01", "lindsey-graham", id="another's given name"),
        pytest.param(
            "She ran for president of France.", "2019-07-01", "emmanuel-macron", id="an office that is sought"
        ),
        pytest.param(
            "France mourned. The president of the Harvesters League wept.",
            "2019-07-01",
            "emmanuel-macron",
            id="a club's",
        ),
        pytest.param("The governor of Louisiana spoke.", "2019-03-01", "ricardo-rossello", id="of a land below"),
        pytest.param("The Punjab government agreed.", "2019-03-01", "government-of-india", id="a region's own"),
    ],
)
def test_who_is_not_meant(text: str, day: str, actor: str) -> None:
    assert actor not in found(text, day).values()


@pytest.mark.parametrize(
    ("text", "day", "mention", "actor"),
    [
        pytest.param(
            "Prime Minister Johnson spoke.", "2019-10-01", "Prime Minister Johnson", "boris-johnson", id="in office now"
        ),
        pytest.param(
            "President Johnson spoke.", "1966-10-01", "President Johnson", "lyndon-b-johnson", id="in office then"
        ),
        pytest.param(
            "Defence Minister Hultqvist spoke.", "2019-10-01", "Defence Minister Hultqvist", "peter-hultqvist",
            id="a surname under a title",
        ),
        pytest.param(
            "the government of Abdrabbuh Mansur Hadi", "2016-10-01", "government of Abdrabbuh Mansur Hadi", "YEM",
            id="a leader's government",
        ),
        pytest.param(
            "U.S. officials spoke. The National Guard came.", "2019-10-01", "National Guard",
            "national-guard-of-the-united-states", id="a bare body of the one state named",
        ),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, day: str, mention: str, actor: str) -> None:
    assert found(text, day)[mention] == actor


def test_a_given_name_returns_to_the_one_person_who_bears_it() -> None:
    words = ("Minister", "Tessaly", "Brandvik", "came", "then", "and", "Tessaly", "left")
    starts = tuple(sum(len(word) + 1 for word in words[:at]) for at in range(len(words)))
    ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
    tags = tuple("NNP" if word[0].isupper() else "VBD" for word in words)
    labels = tuple("nsubj" if word[0].isupper() else "dep" for word in words)
    parse = Parse(
        0, ends[-1], starts, ends, words, words, tags, ("X",) * 8, (-1,) * 8, labels, (Name(6, 7, NameKind.PERSON),)
    )
    mentions = find_mentions(Article(" ".join(words), published=None), (parse,), load_registry())
    assert [mention.actor for mention in mentions] == ["tessaly-brandvik", "tessaly-brandvik"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("the National Guard", "", id="many states have one"),
        pytest.param("the Saudi National Guard", "SAU", id="whose it is told"),
    ],
)
def test_a_body_many_states_have(text: str, country: str) -> None:
    mention = resolve(text, load_registry(), on=parse_iso("2020-01-01"))
    assert mention is not None
    assert (mention.country, mention.sector) == (country, "MIL")


def test_an_unknown_name_keeps_its_name_and_takes_the_state_told_nearby() -> None:
    mention = resolve("Zelmira Vellington", load_registry(), on=None, context="a minister of Colombia")
    assert mention is not None
    assert (mention.name, mention.country) == ("Zelmira Vellington", "COL")


@pytest.mark.parametrize(
    ("name", "kind", "actor"),
    [
        pytest.param("Santos", ActorKind.PERSON, "santos-person", id="a company has the id"),
        pytest.param("Saba", ActorKind.OTHER, "saba-other", id="a medium that was passed over"),
        pytest.param("Vladimir Putin", ActorKind.PERSON, "vladimir-putin", id="the registry's own"),
        pytest.param("Al-Jazeera", ActorKind.OTHER, "al-jazeera", id="another spelling of the registry's own"),
        pytest.param("Reza Ardakani", ActorKind.PERSON, "reza-ardakani", id="nobody has the id"),
    ],
)
def test_a_newcomer_takes_no_id_of_another(name: str, kind: ActorKind, actor: str) -> None:
    assert fresh(load_registry(), name, kind) == actor


def test_a_newcomer_keeps_its_id_once_a_user_has_added_it() -> None:
    registry = load_registry([Actor("santos-person", "Santos", ActorKind.PERSON)])
    assert fresh(registry, "Santos", ActorKind.PERSON) == "santos-person"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        pytest.param("Sheriff Kerry Holloway spoke.", "john-kerry", id="a given name"),
        pytest.param("The Senate of the state voted. The United States waits.", "united-states-senate", id="a part's"),
        pytest.param("No French president has ever resigned.", "emmanuel-macron", id="nobody in office"),
        pytest.param("Russia won. The head of the jury smiled.", "vladimir-putin", id="the head of something else"),
        pytest.param("Britain waits. Parliament Square was full.", "parliament-of-the-united-kingdom", id="a square"),
        pytest.param("They pushed the Volvo away.", "volvo", id="a car"),
        pytest.param("Amnesty International Man-kei spoke.", "amnesty-international-man", id="cut in a word"),
    ],
)
def test_who_is_not_meant_either(text: str, actor: str) -> None:
    assert actor not in found(text, "2019-07-01").values()


@pytest.mark.parametrize(
    ("text", "mention", "actor"),
    [
        pytest.param("Sheriff Kerry Holloway spoke.", "Sheriff Kerry Holloway", "kerry-holloway", id="a whole name"),
        pytest.param("President Ulysses S. Grant wept.", "President Ulysses S. Grant", "ulysses-s-grant", id="initial"),
        pytest.param(
            "France waits. Parliament votes today.", "Parliament", "french-parliament", id="a body a state has one of"
        ),
        pytest.param(
            "Governor Maria Lopez came. Senator Maria Elena Lopez Cruz left.", "Senator Maria Elena Lopez Cruz",
            "maria-lopez", id="a longer form of a name",
        ),
        pytest.param(
            "a candidate for the US Libertarian Party", "candidate for the US Libertarian Party",
            "libertarian-party-usa", id="whose name goes on",
        ),
    ],
)  # fmt: skip
def test_who_is_meant_after_all(text: str, mention: str, actor: str) -> None:
    assert found(text, "2019-07-01").get(mention) == actor


@pytest.mark.parametrize(
    ("day", "sector"),
    [
        pytest.param("2019-07-01", "REB", id="rebels"),
        pytest.param("2000-07-01", "GOV", id="their first time in power"),
        pytest.param("2022-07-01", "GOV", id="their second"),
    ],
)
def test_who_governs_a_state_counts_as_its_government(day: str, sector: str) -> None:
    article = Article("The Taliban signed a decree.", published=parse_iso(day))
    found = find_mentions(article, (), load_registry())[0]
    assert (found.actor, found.country, found.sector) == ("taliban", "AFG", sector)


@pytest.mark.parametrize(
    ("text", "mention", "actor"),
    [
        pytest.param(
            "The Supreme Court of Puerto Rico ruled. The United States waits.", "Supreme Court of Puerto Rico",
            "supreme-court-of-puerto-rico", id="a court many lands have",
        ),
        pytest.param(
            "The Thai Raksa Mor Party withdrew.", "Thai Raksa Mor Party", "thai-raksa-mor-party", id="an unknown party"
        ),
    ],
)  # fmt: skip
def test_bodies_many_lands_have(text: str, mention: str, actor: str) -> None:
    assert found(text, "2019-07-01").get(mention) == actor


def test_foreign_forces_are_not_those_of_the_state_in_focus() -> None:
    actors = found("Iran waits. The foreign forces left.", "2019-07-01")
    assert [actor for text, actor in actors.items() if "forces" in text and actor == "IRN"] == []


@pytest.mark.parametrize("when", ["in May", "since May 2019", "on 5 May", "last May"])
def test_a_month_is_no_surname(when: str) -> None:
    assert "May" not in found(f"Theresa May spoke. The talks failed {when}.", "2019-07-01")


def test_envoys_are_not_those_of_the_state_in_focus() -> None:
    assert found("Iran waits. The envoys left.", "2019-07-01")["envoys"] != "IRN"
    assert found("Iran waits. The Iranian envoys left.", "2019-07-01")["Iranian envoys"] == "IRN"


def test_the_government_of_a_leader_is_that_of_the_state() -> None:
    assert (
        found("Boris Johnson's government lost.", "2019-10-01").get("government") == "government-of-the-united-kingdom"
    )


def test_the_regional_president_is_not_the_president() -> None:
    text = "Portugal waits. The regional president spoke."
    assert "marcelo-rebelo-de-sousa" not in found(text, "2019-10-01").values()


def test_the_minister_is_the_one_named_before() -> None:
    text = "Mexican Foreign Secretary Marcelo Ebrard wept. Americans wait. The US waits. The foreign minister left."
    assert found(text, "2019-08-01").get("foreign minister") == "marcelo-ebrard"

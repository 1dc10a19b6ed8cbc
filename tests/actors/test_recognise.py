import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.actors import Registry, find_mentions
from timeline.calendar import day_of
from timeline.model import Article, Mention, Name, Parse
from timeline.terms import ActorKind, NameKind

APRIL_2016 = day_of(2016, 4, 20)


def mentions(text: str, registry: Registry, published: int | None = APRIL_2016) -> list[Mention]:
    return find_mentions(Article(text, published=published), (), registry)


def known(text: str, registry: Registry, published: int | None = APRIL_2016) -> list[tuple[str, str, str]]:
    """Text, actor and sector of the mentions of somebody of the registry."""
    found = mentions(text, registry, published)
    return [(m.text, m.actor, m.sector) for m in found if m.actor in registry]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They met in a Russian restaurant.", id="a thing that is no party"),
        pytest.param("She studied Russian literature.", id="a language and its books"),
        pytest.param("He lives in Moscow.", id="a capital where something stands"),
        pytest.param("Moscow's weather was mild.", id="a capital's weather"),
        pytest.param("The pro-Russian camp", id="a part of a word"),
        pytest.param("a US-led mission", id="led by somebody is not somebody"),
        pytest.param("Give it to us now.", id="us, the pronoun"),
        pytest.param("It costs US$5 a day.", id="a currency"),
        pytest.param("Michael Jordan scored again.", id="a person's name"),
        pytest.param("An Americanised Turkeyish word", id="inside a longer word"),
        pytest.param("Cyrus R. Vance refused.", id="somebody else of that surname"),
    ],
)
def test_nobody_of_the_registry_is_meant(text: str, registry: Registry) -> None:
    assert known(text, registry) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Russia left.", [("Russia", "RUS", "")], id="a name"),
        pytest.param("The U.S. left.", [("U.S.", "USA", "")], id="an abbreviation with its dot"),
        pytest.param("RUSSIA left.", [("RUSSIA", "RUS", "")], id="in capitals"),
        pytest.param("Russian fighter jets flew by.", [("Russian fighter jets", "RUS", "MIL")], id="equipment"),
        pytest.param("U.S. officials said so.", [("U.S. officials", "USA", "GOV")], id="officials"),
        pytest.param("Many Russians left.", [("Russians", "RUS", "")], id="a people"),
        pytest.param("the Russian invasion of 2022", [("Russian", "RUS", "")], id="who did a deed"),
        pytest.param("Russia's Baltic Fleet sailed.", [("Russia's Baltic Fleet", "baltic-fleet", "MIL")], id="a part"),
        pytest.param(
            "Iran's foreign ministry said", [("Iran's foreign ministry", "iranian-foreign-ministry", "GOV")], id="child"
        ),
        pytest.param("Hamas fighters fled.", [("Hamas fighters", "hamas", "REB")], id="an armed group's own"),
        pytest.param("NATO troops landed.", [("NATO troops", "nato", "MIL")], id="soldiers of an alliance"),
        pytest.param("Moscow countered that it was not so.", [("Moscow", "RUS", "")], id="a capital that acts"),
        pytest.param(
            "Moscow and Kyiv agreed.", [("Moscow", "RUS", ""), ("Kyiv", "UKR", "")], id="two capitals that act"
        ),
        pytest.param("Moscow police arrested him.", [("Moscow police", "RUS", "COP")], id="police of a capital"),
        pytest.param("protesters in Iran", [("protesters in Iran", "IRN", "OPP")], id="a group in a country"),
        pytest.param(
            "Ukrainian, Turkish and Syrian troops",
            [("Ukrainian", "UKR", ""), ("Turkish", "TUR", ""), ("Syrian troops", "SYR", "MIL")],
            id="adjectives that share a noun",
        ),
        pytest.param(
            "former U.S. officials", [("former U.S. officials", "USA", "ELI")], id="those who were in office once"
        ),
        pytest.param("Syria and Jordan agreed.", [("Syria", "SYR", ""), ("Jordan", "JOR", "")], id="beside a country"),
    ],
)
def test_states_and_what_is_theirs(text: str, expected: list[tuple[str, str, str]], registry: Registry) -> None:
    assert known(text, registry) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO Secretary-General Jens Stoltenberg spoke.", ("NATO Secretary-General Jens Stoltenberg", "IGO")),
        ("Iran's foreign minister, Javad Zarif, spoke.", ("Iran's foreign minister, Javad Zarif", "GOV")),
        ("Javad Zarif, Iran's foreign minister, spoke.", ("Javad Zarif", "GOV")),
        ("the foreign minister of Iran spoke", ("foreign minister of Iran", "GOV")),
        ("the Turkish president spoke", ("Turkish president", "GOV")),
        ("the Kremlin's Putin spoke", ("Kremlin", "GOV")),
    ],
)
def test_titles_and_appositions(text: str, expected: tuple[str, str], registry: Registry) -> None:
    first = mentions(text, registry)[0]
    assert (first.text, first.sector) == expected


@pytest.mark.parametrize(
    ("day", "actor"),
    [
        (day_of(2010, 1, 1), "abdullah-gul"),
        (day_of(2014, 8, 27), "abdullah-gul"),
        (day_of(2014, 8, 28), "recep-tayyip-erdogan"),
        (day_of(1990, 1, 1), "TUR"),
        (None, "recep-tayyip-erdogan"),
    ],
)
def test_an_office_is_held_as_of_the_day_of_the_article(day: int | None, actor: str, registry: Registry) -> None:
    assert mentions("The Turkish president spoke.", registry, day)[0].actor == actor


def test_the_former_holder_is_not_the_holder(registry: Registry) -> None:
    found = mentions("The former Turkish president spoke.", registry)[0]
    assert (found.actor, found.sector) == ("TUR", "ELI")


def test_the_president_alone_is_that_of_the_country_in_focus(registry: Registry) -> None:
    found = mentions("Turkey voted. Turkey waits. The president spoke.", registry)[-1]
    assert (found.text, found.actor, found.via) == ("president", "recep-tayyip-erdogan", "coref")


def test_a_stranger_with_a_title_becomes_an_actor(registry: Registry) -> None:
    first, second = mentions("Iranian Energy Minister Reza Ardakani spoke. Ardakani left.", registry)
    assert (first.actor, first.kind, first.country, first.sector) == ("reza-ardakani", ActorKind.PERSON, "IRN", "GOV")
    assert (second.actor, second.via) == ("reza-ardakani", "coref")


def test_the_alliance_is_the_one_named_before(registry: Registry) -> None:
    assert mentions("The alliance met.", registry)[0].actor not in registry
    assert mentions("NATO met. The alliance agreed.", registry)[1].actor == "nato"


def test_the_two_countries_are_the_last_two(registry: Registry) -> None:
    found = mentions("Russia and Iran met. The two countries agreed.", registry)
    assert [m.actor for m in found[-2:]] == ["RUS", "IRN"]


def test_the_two_leaders_are_persons(registry: Registry) -> None:
    found = mentions("Putin met Erdoğan. The two leaders agreed.", registry)
    assert [m.actor for m in found[-2:]] == ["vladimir-putin", "recep-tayyip-erdogan"]


def test_a_thing_from_a_country_puts_no_country_in_focus(registry: Registry) -> None:
    assert known("A Russian restaurant burned. The police came.", registry) == []


def test_he_is_the_only_person_near(registry: Registry) -> None:
    assert [m.actor for m in mentions("Putin came. He left.", registry)] == ["vladimir-putin"] * 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Putin met Zarif. He left.", id="two could be meant"),
        pytest.param('Putin came. "He left," a man said.', id="across a quotation boundary"),
        pytest.param("Vladimir Putin came. She left.", id="a man"),
        pytest.param("He left.", id="nobody"),
    ],
)
def test_a_pronoun_without_evidence_stays_open(text: str, registry: Registry) -> None:
    assert not [m for m in mentions(text, registry) if m.text in ("He", "She")]


def test_a_name_of_the_parser_becomes_an_actor(registry: Registry) -> None:
    text = "Maria Lopez of Acme Group (AG) spoke. AG agreed. Lopez left."
    words = ["Maria", "Lopez", "of", "Acme", "Group"]
    starts = [text.index(word) for word in words]
    parse = Parse(
        0,
        38,
        tuple(starts),
        tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
        tuple(words),
        tuple(words),
        ("NNP",) * 5,
        ("PROPN",) * 5,
        (-1, 0, 3, 0, 3),
        ("root", "flat", "case", "nmod", "flat"),
        (Name(0, 2, NameKind.PERSON), Name(3, 5, NameKind.ORGANISATION)),
    )
    found = find_mentions(Article(text), [parse], registry)
    assert [(m.text, m.actor) for m in found] == [
        ("Maria Lopez", "maria-lopez"),
        ("Acme Group", "acme-group"),
        ("AG", "acme-group"),
        ("AG", "acme-group"),
        ("Lopez", "maria-lopez"),
    ]


PIECES = "Russia Russian U.S. officials the president of Iran 's Putin He Moscow said and two countries . , former in İ"
WORDS = st.sampled_from([*PIECES.split(), '"', "(NATO)"])


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_mentions_are_ordered_disjoint_and_quote_the_text(registry: Registry, text: str) -> None:
    found = mentions(text, registry)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.text == text[m.start : m.end] and m.start < m.end for m in found)
    assert all(0 < m.confidence <= 1 and m.actor and m.name for m in found)


@given(st.text(max_size=200))
def test_no_text_raises(registry: Registry, text: str) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in mentions(text, registry))


def parsed(text: str, tags: str, labels: str) -> Parse:
    """A parse of a text with a word for each tag and label; heads do not matter here."""
    found = list(re.finditer(r"[\w']+|[^\w\s]", text))
    words = tuple(match[0] for match in found)
    starts, ends = tuple(match.start() for match in found), tuple(match.end() for match in found)
    given = tuple(tags.split()), tuple(labels.split())
    return Parse(0, len(text), starts, ends, words, words, given[0], given[0], (-1,) * len(words), given[1])


SAID_IT = ("NNP VBD PRP MD VB .", "nsubj root nsubj aux ccomp punct")


@pytest.mark.parametrize(
    ("text", "tags", "labels", "actors"),
    [
        pytest.param("NATO said it would be .", *SAID_IT, ["nato"], id="an expletive"),
        pytest.param("Putin said it would leave .", *SAID_IT, ["vladimir-putin"], id="a man is no it"),
        pytest.param(
            'NATO said : " It grew .', "NNP VBD : '' PRP VBD .", "nsubj root punct punct nsubj ccomp punct", ["nato"],
            id="across a quotation boundary",
        ),
        pytest.param(
            "NATO told Hamas it would leave .", "NNP VBD NNP PRP MD VB .", "nsubj root obj nsubj aux ccomp punct",
            ["nato", "hamas"], id="two could be meant",
        ),
        pytest.param("NATO said it would leave .", *SAID_IT, ["nato", "nato"], id="an organisation"),
        pytest.param("Russia said they would leave .", *SAID_IT, ["RUS", "RUS"], id="a state"),
    ],
)  # fmt: skip
def test_a_group_goes_on_as_they_or_it(
    text: str, tags: str, labels: str, actors: list[str], registry: Registry
) -> None:
    found = find_mentions(Article(text), [parsed(text, tags, labels)], registry)
    assert [mention.actor for mention in found] == actors


def test_of_two_people_he_is_the_last_who_was_a_subject(registry: Registry) -> None:
    text = "Putin met Zarif . Erdoğan came . He left ."
    parse = parsed(text, "NNP VBD NNP . NNP VBD . PRP VBD .", "nsubj root obj punct nsubj root punct nsubj root punct")
    assert find_mentions(Article(text), [parse], registry)[-1].actor == "recep-tayyip-erdogan"


def test_a_man_nobody_names_comes_between(registry: Registry) -> None:
    text = "Putin came . The suspect fled . He hid ."
    tags = "NNP VBD . DT NN VBD . PRP VBD ."
    labels = "nsubj root punct det nsubj root punct nsubj root punct"
    found = find_mentions(Article(text), [parsed(text, tags, labels)], registry)
    assert "He" not in [mention.text for mention in found]

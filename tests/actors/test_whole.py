"""Whom whole passages speak of, with the parser and the registry that are shipped."""

import pytest

from timeline.actors import find_mentions, load_registry
from timeline.calendar import day_of
from timeline.language import load_parser
from timeline.model import Article, Mention
from timeline.text import split_sentences

JULY_2019 = day_of(2019, 7, 1)
FILLER = " The weather was mild and the roads were dry." * 14  # an article introduces people whole


def read(text: str) -> list[Mention]:
    parses = load_parser().parse([(text, split_sentences(text))])[0]
    return find_mentions(Article(text, published=JULY_2019), parses, load_registry())


def seen(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.actor) for mention in read(text)]


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        pytest.param("The team studied Caudipteryx in the field." + FILLER, "Caudipteryx", id="a genus is no person"),
        pytest.param("Patients were treated with ZMapp in May." + FILLER, "ZMapp", id="a drug is no person"),
        pytest.param("She won the second student Olympiad in Kazan.", "student Olympiad", id="a contest is no student"),
        pytest.param("Maria Lopez, owner of a lodge, left.", "owner", id="an office told after a name"),
        pytest.param("She ran for president of the club.", "president", id="an office somebody wants"),
        pytest.param("He resigned as prime minister.", "prime minister", id="an office somebody had"),
        pytest.param("((WN)) Why did you join?", "WN", id="who asks in an interview"),
        pytest.param("She left.\n\n(QX) Why did you leave?", "QX", id="in one pair of brackets"),
        pytest.param("She left.\n\nQX: Why did you leave?", "QX", id="before a colon"),
        pytest.param("The Bay is warm. New Orleans also flooded.", "Orleans", id="half the name of a town"),
        pytest.param("He sued in the Southern District of New York.", "District", id="where a court sits"),
        pytest.param("They rely on non-government sources.", "government", id="non-government"),
        pytest.param("A couple of bombings took place.", "couple", id="a count of things"),
        pytest.param("She foiled opposition to the plan.", "opposition", id="opposition to something"),
        pytest.param("Boeing makes a Boeing B-17 Flying Fortress.", "B-17", id="a model"),
        pytest.param("The MV Namse Bangdzod sailed. Namse Bangdzod sank." + FILLER, "Namse", id="a ship is no person"),
        pytest.param("She was a painter and joined as an aide.", "painter", id="what somebody is, no more"),
        pytest.param("She is from the Harry Potter series.", "Harry", id="a work named after a person"),
        pytest.param("On the Saffir–Simpson scale it was a five." + FILLER, "Saffir", id="a scale named after two"),
        pytest.param("The news network Channel Nine Group left.", "network", id="a noun before the name of a body"),
        pytest.param("A Boeing 707 cargo plane crashed.", "Boeing", id="a craft is not its maker"),
        pytest.param("He ended military service.", "service", id="what is served"),
        pytest.param("A plane in Nevada crashed.", "plane", id="a craft near a town"),
        pytest.param("Joan Diaz, a fire service spokeswoman, told the BBC so.", "spokeswoman", id="the same"),
    ],
)
def test_nobody_is_meant(text: str, nobody: str) -> None:
    assert not [mention.text for mention in read(text) if nobody in mention.text]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        pytest.param("Singer Doris Day died.", ("Singer Doris Day", "doris-day"), id="a surname like a thing"),
        pytest.param(
            "Arnav Mehta set out." + FILLER + " Mehta came back.", ("Mehta", "arnav-mehta"), id="a surname"
        ),
        pytest.param(
            "Maria Pereda Lopez won." + FILLER + " Pereda said so.", ("Pereda", "maria-pereda-lopez"), id="two surnames"
        ),
        pytest.param("The television broadcaster PBS revealed it.", ("PBS", "pbs"), id="an acronym is no surname"),
        pytest.param(
            "Former US Ambassador to the United Nations Nikki Haley wrote so.",
            ("Former US Ambassador to the United Nations Nikki Haley", "nikki-haley"), id="sent to a body",
        ),
        pytest.param(
            "Member of Parliament (MP) Yvette Cooper spoke.",
            ("Member of Parliament (MP) Yvette Cooper", "yvette-cooper"), id="a title and its acronym",
        ),
        pytest.param(
            "The Institute of Volcanology and Seismology spoke.",
            ("Institute of Volcanology and Seismology", "institute-of-volcanology-and-seismology"), id="and in a name",
        ),
        pytest.param(
            "The US Commission on Religious Freedom (USCRF) spoke.",
            ("USCRF", "us-commission-on-religious-freedom"), id="what a state's body is for",
        ),
        pytest.param(
            "He was told so by Emergencies Minister Yevgeny Zinov.",
            ("Emergencies Minister Yevgeny Zinov", "yevgeny-zinov"), id="an office in what looks like one name",
        ),
        pytest.param("Dawn French won. French said so.", ("French", "dawn-french"), id="a surname like a nation"),
        pytest.param("Dawn French won. French troops left.", ("French troops", "FRA"), id="and the nation"),
        pytest.param("He works at the (QX) now.\n\n(QX), he said, pays.", ("QX", "qx"), id="initials in a sentence"),
        pytest.param("A 92-year-old woman died.", ("woman", "woman"), id="years and the old"),
        pytest.param("Judge Gray Miller sat. The judge ruled.", ("judge", "gray-miller"), id="who was named so"),
        pytest.param("The judge, Ann Miller, sat.", ("judge, Ann Miller", "ann-miller"), id="a title, a comma, a name"),
        pytest.param(
            "Mayor Bill de Blasio spoke. De Blasio left.", ("De Blasio", "bill-de-blasio"), id="a particle that opens"
        ),
        pytest.param(
            "Iran mourns, Reuters and the BBC said. The army fired.",
            ("army", "islamic-republic-of-iran-army"), id="who only reports",
        ),
        pytest.param(
            "On Monday the Search and Rescue Agency told him so.",
            ("Search and Rescue Agency", "search-and-rescue-agency"), id="a name that and cuts in two",
        ),
        pytest.param("He told CNN Philippines so.", ("CNN Philippines", "cnn"), id="a branch of a broadcaster"),
        pytest.param(
            "The New York Times wrote so. He left Burisma Holdings. The company paid.", ("company", "burisma-holdings"),
            id="the company may be a stranger",
        ),
        pytest.param("Mahan Air flies. He said that this airline pays.", ("airline", "mahan-air"), id="this airline"),
        pytest.param("Our colleague Justice Ann Stevens died.", ("colleague", "ann-stevens"), id="noun, title, name"),
        pytest.param("Singer/songwriter Eric Clapton left.", ("Singer", "eric-clapton"), id="two titles in one"),
        pytest.param("Leon van Biljon was killed.", ("Leon van Biljon", "leon-van-biljon"), id="a particle within"),
        pytest.param("According to a NATO press release, he left.", ("NATO", "nato"), id="a press release"),
        pytest.param(
            "Another eyewitness, Nicole Tarvin, left.", ("eyewitness", "nicole-tarvin"), id="who is named right after"
        ),
        pytest.param(
            "Local actor and producer Joshua Tarvin left.", ("Local actor", "joshua-tarvin"), id="two titles, one man"
        ),
        pytest.param(
            "Poland votes. Poles distrust their government.", ("government", "government-of-poland"), id="their own"
        ),
        pytest.param(
            "The Court of Session sat. The Court of Session ruled on the US Supreme Court. The court rose.",
            ("court", "court-of-session"), id="of several courts the one met most",
        ),
        pytest.param("Customers in the Berlin area paid.", ("Customers in the Berlin area", "DEU"), id="whole phrases"),
        pytest.param("Students from China's Tsinghua University came.", ("Students", "CHN"), id="a name that goes on"),
        pytest.param("He met Hunter Biden, the son of Joe Biden.", ("Joe Biden", "joe-biden"), id="whose son he is"),
        pytest.param(
            "Tonga mourns. The Legislative Assembly met in Tonga.",
            ("Legislative Assembly", "legislative-assembly-of-tonga"), id="a body of many lands",
        ),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, mention: tuple[str, str]) -> None:
    assert mention in seen(text)


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        pytest.param("Akilisi Moala, the prime minister of Tonga, died.", "TON", "GOV", id="an office of a state"),
        pytest.param(
            "Dedi Santoso, a spokesperson for the Indonesian National Police, spoke.", "IDN", "COP", id="a body"
        ),
        pytest.param("Juan Navarro, a former boyfriend, left.", "", "CVL", id="no office is over"),
    ],
)
def test_an_office_told_after_a_name_says_what_a_stranger_is(text: str, country: str, sector: str) -> None:
    first = read(text)[0]
    assert (first.country, first.sector) == (country, sector)


def test_a_holder_under_a_longer_name_is_the_holder() -> None:
    found = read("Ricardo Rosselló Nevares, Puerto Rico's governor, announced his resignation.")
    assert found[0].actor == "ricardo-rossello"

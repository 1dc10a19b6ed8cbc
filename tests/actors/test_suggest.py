import pytest

from timeline.actors import suggest
from timeline.model import Actor, ActorKind, Alias

ZARIF = Actor("mohammad-javad-zarif", "Mohammad Javad Zarif", ActorKind.PERSON, "IRN")
SHORT = Actor("zarif", "Zarif", ActorKind.PERSON, "IRN")
ANOTHER = Actor("ali-zarif", "Ali Zarif", ActorKind.PERSON, "USA")
ACME = Actor("acme-world-group", "Acme World Group", ActorKind.COMPANY)
AWG = Actor("awg", "AWG", ActorKind.OTHER)


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param([ZARIF, ANOTHER], id="another country"),
        pytest.param([ZARIF, ACME], id="nothing in common"),
        pytest.param([ZARIF, Actor("zarif-group", "Zarif", ActorKind.COMPANY)], id="a person and a company"),
        pytest.param([ZARIF], id="nobody to compare"),
    ],
)
def test_nothing_to_suggest(pair: list[Actor]) -> None:
    assert suggest(pair) == []


def test_a_surname_in_one_country() -> None:
    (found,) = suggest([ZARIF, SHORT])
    assert (found.first, found.second) == ("mohammad-javad-zarif", "zarif")
    assert found.evidence == ("one is the other's last name", "both of IRN")


def test_company_kept_adds_to_the_evidence() -> None:
    with_company = {ZARIF.id: frozenset({"IRN", "USA", "nato"}), SHORT.id: frozenset({"IRN", "USA"})}
    assert suggest([ZARIF, SHORT], company=with_company)[0].score > suggest([ZARIF, SHORT])[0].score


def test_initials() -> None:
    assert suggest([ACME, AWG])[0].evidence == ("one is the other's initials",)


def test_a_shared_alias_is_the_strongest() -> None:
    found = suggest([ACME, AWG, ZARIF, SHORT], [Alias("acme-world-group", "AWG")])
    assert found[0].first == "acme-world-group"
    assert found[0].evidence == ('both are called "awg"',)

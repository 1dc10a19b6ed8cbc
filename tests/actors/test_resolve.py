import pytest

from timeline.actors import Registry, nearest, resolve
from timeline.calendar import day_of
from timeline.terms import ActorKind


@pytest.mark.parametrize("text", ["", "yesterday", "a Russian restaurant", "very much"])
def test_no_party(text: str, registry: Registry) -> None:
    assert resolve(text, registry, on=None) is None


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("four Turkish men", "TUR", "CVL"),
        ("a US destroyer", "USA", "MIL"),
        ("two Russian warplanes", "RUS", "MIL"),
        ("soldiers", "", "MIL"),
        ("group of thieves", "", "CRM"),
        ("a disgraced former minister", "", "ELI"),
        ("chairman of the company's board", "", "BUS"),
        ("army accountant", "", "MIL"),
        ("Shanghai police", "", "COP"),  # China is not in this registry
        ("the Iranian president", "IRN", "GOV"),
        ("Iranian farmers", "IRN", "AGR"),
        ("an amusement park in Damascus", "SYR", ""),
        ("Goldman Sachs", "USA", "BUS"),
        ("the north atlantic treaty organization", "", "IGO"),
        ("Dr Mohammad Javad Zarif", "IRN", "GOV"),
        ("Turks", "TUR", ""),
    ],
)
def test_country_and_sector_of_a_phrase(text: str, country: str, sector: str, registry: Registry) -> None:
    found = resolve(text, registry, on=day_of(2016, 4, 20))
    assert found is not None
    assert (found.country, found.sector) == (country, sector)


def test_spelling_does_not_matter(registry: Registry) -> None:
    found = resolve("recep tayyip erdogan", registry, on=None)
    assert found is not None
    assert found.name == "Recep Tayyip Erdoğan"


def test_a_capital_by_itself_is_the_town(registry: Registry) -> None:
    found = resolve("Damascus", registry, on=None)
    assert found is not None
    assert (found.kind, found.name, found.country) == (ActorKind.PLACE, "Damascus", "SYR")


def test_out_of_office(registry: Registry) -> None:
    found = resolve("Jens Stoltenberg", registry, on=day_of(2025, 1, 1))
    assert found is not None
    assert (found.country, found.sector) == ("NOR", "ELI")


@pytest.mark.parametrize(
    ("written", "meant"), [("Rusia", "Russia"), ("Stoltenburg, Jens", ""), ("Vladimir Putn", "Vladimir Putin")]
)
def test_nearest_names(written: str, meant: str, registry: Registry) -> None:
    assert nearest(written, registry)[:1] == ([meant] if meant else [])


def test_nothing_is_near(registry: Registry) -> None:
    assert nearest("xyzzy", registry) == []

"""Which event a phrase names, and above all which it does not."""

import pytest

from timeline.doctor.anchors import Candidate, akin, named, wanted, words_of
from timeline.model import Interval
from timeline.resources import data_file, read_toml

RULES = read_toml(data_file("en/anchors.toml"))
MARCH = Interval(735310, 735311)  # 2014-03-18
YEAR = Interval(735234, 735599)


def told(lemma: str, name: str, sentence: str, interval: Interval = MARCH) -> Candidate:
    return Candidate(lemma, name, frozenset(words_of(sentence)), interval)


ANNEXED = told("annex", "COERCE", "Russia annexed Crimea in March")
VOTE = told("vote", "ELECTION", "Ruritania voted on Tuesday")
SEIZED = told("seize", "COERCE", "Troops seized Crimea")


@pytest.mark.parametrize("phrase", RULES["no"])
def test_what_names_nothing(phrase: str) -> None:
    assert wanted(phrase) is None


@pytest.mark.parametrize(("phrase", "head", "others"), RULES["yes"], ids=[row[0] for row in RULES["yes"]])
def test_phrases_are_taken_apart(phrase: str, head: str, others: list[str]) -> None:
    found = wanted(phrase)
    assert found is not None
    assert (found.head, list(found.others)) == (head, others)


@pytest.mark.parametrize(
    ("phrase", "candidates"),
    [
        pytest.param("the annexation of Crimea", (), id="nothing is known"),
        pytest.param("the annexation of Abkhazia", (ANNEXED,), id="another place"),
        pytest.param("the liberation of Crimea", (ANNEXED,), id="another deed"),
        pytest.param("the war", (told("warn", "THREATEN", "He warned of war"),), id="another word that begins alike"),
        pytest.param("the vote", (SEIZED,), id="a bare word needs that word"),
        pytest.param(
            "the annexation of Crimea",
            (ANNEXED, told("annex", "COERCE", "They annexed Crimea again", Interval(740000, 740001))),
            id="two of them",
        ),
        pytest.param(
            "the annexation of Crimea",
            (told("annex", "COERCE", "Crimea was annexed over the years", Interval(700000, 735000)),),
            id="too long to count from",
        ),
    ],
)
def test_doubt_resolves_nothing(phrase: str, candidates: tuple[Candidate, ...]) -> None:
    parts = wanted(phrase)
    assert parts is not None
    assert named(parts, candidates) is None


@pytest.mark.parametrize(
    ("phrase", "candidates"),
    [
        pytest.param("the annexation of Crimea", (ANNEXED, VOTE), id="a noun and its verb"),
        pytest.param("Russia's annexation of Crimea", (ANNEXED,), id="with who did it"),
        pytest.param("the vote", (VOTE, ANNEXED), id="bare"),
        pytest.param(
            "the annexation of Crimea",
            (ANNEXED, told("annex", "COERCE", "annexed Crimea in 2014", YEAR)),
            id="the narrower",
        ),
    ],
)
def test_one_event_is_found(phrase: str, candidates: tuple[Candidate, ...]) -> None:
    parts = wanted(phrase)
    assert parts is not None
    assert named(parts, candidates) == MARCH
    assert named(parts, candidates[::-1]) == MARCH


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("war", "warn", False),
        ("1914", "1915", False),
        ("trial", "trade", False),
        ("explosion", "explode", True),
        ("inauguration", "inaugurate", True),
        ("vote", "vote", True),
        ("crimea", "crimean", True),
    ],
)
def test_words_of_one_stem(one: str, other: str, kin: bool) -> None:
    assert akin(one, other) == akin(other, one) == kin

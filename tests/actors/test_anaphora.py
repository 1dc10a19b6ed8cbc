"""Whom "he" and "she" stand for in parsed text, and where nobody is named rather than the wrong one."""

import pytest

from timeline.actors import load_registry
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article
from timeline.terms import Via


def meant(text: str, pronoun: str) -> str:
    """The name of whom the last such pronoun stands for, "" for nobody."""
    (analysis,) = analyse([Article(text, language="en")], parser=load_parser(), registry=load_registry())
    start = text.rindex(f" {pronoun} ") + 1
    found = (mention for mention in analysis.mentions if mention.start == start and mention.via is Via.COREF)
    return next((mention.name for mention in found), "")


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        pytest.param("Paul Okello said that he had signed the law on Monday.", "he", "Paul Okello", id="who speaks"),
        pytest.param("Anna Weiss spoke. On Friday she resigned.", "she", "Anna Weiss", id="who was the subject"),
        pytest.param("Paul Okello said Karl Weber would leave, and she called him weak.", "she", "", id="no man"),
        pytest.param(
            "Paul Okello said Karl Weber was ill, and the radio reported he had surgery.", "he", "", id="one of two"
        ),
        pytest.param(
            "Paul Okello called the fire a tragedy while Karl Weber wrote a letter. On Friday he was arrested.",
            "he", "", id="a later subject",
        ),
        pytest.param(
            "Anna Weiss praised the firemen. When Dar Moller's home burned and Dar Moller slept, she was killed.",
            "she", "", id="a name that is not known",
        ),
        pytest.param(
            "Paul Okello spoke on Friday. In May he had a fever and went to Rome, Paul Okello said.",
            "he", "", id="not who says so",
        ),
        pytest.param("Karl Weber met Paul Okello, and Karl Weber hit him on Friday.", "him", "", id="not the subject"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_who_is_sure(text: str, pronoun: str, name: str) -> None:
    assert meant(text, pronoun) == name


def test_a_letter_in_brackets_leaves_no_pronoun() -> None:
    text = 'Paul Okello spoke on Monday. He said, "[T]he house burned down on Friday."'
    (analysis,) = analyse([Article(text, language="en")], parser=load_parser(), registry=load_registry())
    assert text.index("he house") not in {mention.start for mention in analysis.mentions}


def test_who_is_addressed_is_a_person() -> None:
    text = "Mr. Weil of Weil Associates said he will stay."
    assert meant(text, "he") == "Weil"


def test_of_two_of_one_name_the_surname_means_who_is_not_called_by_the_given_one() -> None:
    text = (
        "Elmo Gonzalo was found at sea. His father, Juan Gonzalo, wants him back. A ship had found Elmo on Monday. "
        "Gonzalo wrote a letter to the court."
    )
    (analysis,) = analyse([Article(text, language="en")], parser=load_parser(), registry=load_registry())
    assert [event.source[0].name for event in analysis.events if event.trigger.text == "wrote"] == ["Juan Gonzalo"]


def test_a_firm_named_as_lately_may_be_the_company_as_well() -> None:
    text = "Brandel Company sold its mill on Monday. An analyst said Nordhav Kraft is weak. The company closed a plant."
    (analysis,) = analyse([Article(text, language="en")], parser=load_parser(), registry=load_registry())
    closed = next(event for event in analysis.events if event.trigger.text == "closed")
    assert "Brandel Company" not in [mention.name for mention in closed.source]

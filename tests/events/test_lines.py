"""The line of an event: a clause that a reader understands alone."""

import json
from pathlib import Path

import pytest

from tests.events.reading import the
from timeline.events.lines import is_line

GOLDEN = Path(__file__).parents[1] / "golden" / "articles"


@pytest.mark.parametrize(
    ("text", "trigger", "headline"),
    [
        pytest.param("France attacked Spain on Monday.", "attacked", "France attacked Spain", id="no day"),
        pytest.param(
            "France would prefer to attack Spain.", "attack", "France would prefer to attack Spain", id="raising verb"
        ),
        pytest.param(
            "France attacked Spain, according to Italy.", "attacked", "France attacked Spain", id="no according to"
        ),
        pytest.param("France did not attack Spain.", "attack", "France did not attack Spain", id="negation"),
        pytest.param(
            "Malta can no longer attack Spain from the sea.",
            "attack",
            "Malta can no longer attack Spain from the sea",
            id="no longer",
        ),
        pytest.param(
            "The king of Spain thanked those who had attacked Malta.",
            "thanked",
            "The king of Spain thanked those who had attacked Malta",
            id="those who",
        ),
        pytest.param(
            "``This is an attack on Malta,'' the king of Spain said.",
            "said",
            'The king of Spain said, "This is an attack on Malta"',
            id="a newswire's quotation marks",
        ),
        pytest.param(
            "France said “Spain attacked Italy.", "attacked", "France said “Spain attacked Italy”", id="quotation marks"
        ),
        pytest.param(
            "In June French troops withdrew from Malta.", "withdrew", "French troops withdrew from Malta", id="no month"
        ),
        pytest.param(
            "Spain suspended cooperation with Malta in April, weeks after France annexed Corsica from Italy.",
            "annexed",
            "France annexed Corsica from Italy",
            id="no measure of time",
        ),
        pytest.param(
            "France arrived in Malta on Thursday, two days after an explosion destroyed the city's port, killed "
            "at least 137 people and injured about 5,000.",
            "killed",
            "An explosion destroyed the city's port, killed at least 137 people and injured about 5,000",
            id="active, whatever its participle looks like",
        ),
        pytest.param(
            "Spain's envoy, Pablo Lopez, urged the members to approve the treaty and blamed French troops.",
            "urged",
            "Spain's envoy, Pablo Lopez, urged the members to approve the treaty and blamed French troops",
            id="subject first",
        ),
        pytest.param(
            "Vladimir Putin said that Russia would cut its exports by 30 percent from the level of 1990.",
            "said",
            "Vladimir Putin said that Russia would cut its exports by 30 percent from the level of 1990",
            id="a year that says which",
        ),
        pytest.param(
            "On Friday the king attacked Malta, where troops of Spain had landed.",
            "landed",
            "Troops of Spain had landed in Malta",
            id="relative clause",
        ),
    ],
)
def test_headline(text: str, trigger: str, headline: str) -> None:
    assert the(trigger, text).headline == headline


def test_a_headline_is_short() -> None:
    text = (
        "France attacked the old and famous northern harbour town of the kingdom of Spain with ships of war, guns, "
        "aircraft and soldiers of five regiments from the south and the west of the republic."
    )
    line = the("attacked", text).headline
    assert line.startswith("France attacked the old and famous northern harbour town")
    assert len(line.split()) <= 25


def test_most_lines_of_the_golden_articles_can_stand_alone() -> None:
    """Nine of ten; the others open with a pronoun whose name is not certain, or come from a wrong tree."""
    stored = (line for path in sorted(GOLDEN.glob("*.events.jsonl")) for line in path.read_text("utf8").splitlines())
    lines = [json.loads(line)["headline"] for line in stored]
    assert sum(map(is_line, lines)) > 0.9 * len(lines)

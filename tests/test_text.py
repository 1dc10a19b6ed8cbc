import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text import split_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mr. Okafor met Gen. Ruiz in St. Ives.", id="titles"),
        pytest.param("The U.S. Navy sent two ships.", id="abbreviation before a name"),
        pytest.param("Paul J. Becker signed it.", id="initial"),
        pytest.param("Shares rose 3.5 percent.", id="decimal point"),
        pytest.param("They waited ... and went home.", id="ellipsis goes on"),
        pytest.param('"Will they come?" he asked.', id="question inside, small letter after"),
        pytest.param('"Will they come?" Ruiz asked.', id="question inside, name after"),
        pytest.param("See www.example.org for more.", id="address"),
        pytest.param("The firm (Acme Inc.) closed.", id="bracket after an abbreviation"),
        pytest.param("LISBON, May 3 (Agency) - Ministers met on No. 7 Street.", id="dateline"),
        pytest.param("1. Ministers met.", id="number of a list"),
        pytest.param("He came at 5 p.m. on Monday.", id="small letter after an abbreviation"),
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["He left.", "She stayed."], id="plain"),
        pytest.param(['"We will go."', "Then he left."], id="closing quote"),
        pytest.param(["It is in the U.S.", "The ship left."], id="abbreviation before a starter"),
        pytest.param(["Is it over?", "No!", "Not yet."], id="marks"),
        pytest.param(["They met at 5 p.m.", "He was late."], id="time of day"),
        pytest.param(["He left in May. [17]", "She stayed.[3]", "It rained."], id="references"),
        pytest.param(["(He had left.)", "She stayed."], id="bracket"),
        pytest.param(["“We won,” he said.", "“At last.”"], id="opening quote after"),
    ],
)
def test_several_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The war ended.Talks began.", ["The war ended.", "Talks began."], id="space forgotten"),
        pytest.param("Ships collide\n\nTwo ships met.", ["Ships collide", "Two ships met."], id="headline"),
        pytest.param("- bread\n- salt\n• oil", ["- bread", "- salt", "• oil"], id="bullets"),
        pytest.param("Photo: A. Bell\nThe bridge fell.", ["Photo: A. Bell", "The bridge fell."], id="caption"),
        pytest.param(
            "Why so many of the old bridges are falling down\n"
            + "The bridges of the valley were built for carts, " * 4,
            [
                "Why so many of the old bridges are falling down",
                ("The bridges of the valley were built for carts, " * 4).rstrip(),
            ],
            id="headline over a long line",
        ),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t\n ", [], id="white space"),
        pytest.param("One.\r\nTwo.", ["One.", "Two."], id="carriage return"),
    ],
)
def test_layout(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The ministers of the four states that share the river met on\n"
        "Tuesday to talk about the dam that one of them has begun to\n"
        "build in the upper valley. They will meet again in June."
    )
    assert sentences(text) == [text[: text.index(" They")], "They will meet again in June."]


@given(st.text(alphabet=st.sampled_from("aA. !?\n\"'”)(1-—…\u2028\r\tzé"), max_size=120))
def test_sentences_are_ordered_disjoint_and_trimmed(text: str) -> None:
    end = 0
    for span in split_sentences(text):
        assert end <= span.start < span.end <= len(text)
        kept = text[span.start : span.end]
        assert kept == kept.strip()
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()


def test_what_is_too_long_for_a_sentence_is_cut_between_words() -> None:
    text = "word " * 5000 + "x" * 9000 + " word" * 900
    spans = split_sentences(text)
    assert len(spans) == 11
    assert " ".join(text[span.start : span.end] for span in spans) == text

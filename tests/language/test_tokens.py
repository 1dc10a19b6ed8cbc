import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.language import tokens
from timeline.model import Span


def words(text: str) -> list[str]:
    return [text[word.start : word.end] for word in tokens(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        *("U.S.", "3.5", "1,200", "20/04/2016", "12:30", "35th", "e-mail", "anti-war", "co-founder", "re-elected"),
        *("https://example.org/a-b?c=1", "someone@example.org", "O'Neill", "#Brussels", "@desk", "AT&T", "..."),
    ],
)
def test_stays_whole(text: str) -> None:
    assert words(f"{text} x")[0] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don’t.", "They|do|n’t|."),
        ("NATO's ships' crews", "NATO|'s|ships|'|crews"),
        ("He cannot go.", "He|can|not|go|."),
        ("Jets barrel rolled over a crash landed plane.", "Jets|barrel rolled|over|a|crash landed|plane|."),
        ("A barrel rolled\ndown.", "A|barrel rolled|down|."),
        ("The barrel, rolled down.", "The|barrel|,|rolled|down|."),
        ("``Go,'' he said.", "``|Go|,|''|he|said|."),
        ("a five-year-old plan", "a|five|-|year|-|old|plan"),
        ("$5,000 (about 3%)", "$|5,000|(|about|3|%|)"),
        ("Gen. Ruiz of Acme Inc.", "Gen.|Ruiz|of|Acme|Inc."),
        ("“We’ll go,” she said.", "“|We|’ll|go|,|”|she|said|."),
        ("on Jan. 5.", "on|Jan.|5|."),
        ("Why?!", "Why|?!"),
        ("2014–2016", "2014|–|2016"),
        ("see www.example.org.", "see|www.example.org|."),
    ],
)
def test_cuts(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@given(st.text(max_size=80))
def test_words_are_ordered_and_cover_all_but_white_space(text: str) -> None:
    end = 0
    for word in tokens(text, Span(0, len(text))):
        assert end <= word.start < word.end
        assert not text[end : word.start].strip()
        end = word.end
    assert not text[end:].strip()


def test_offsets_count_in_the_whole_text() -> None:
    text = "He left. She stayed."
    assert [(w.start, w.end) for w in tokens(text, Span(9, 20))] == [(9, 12), (13, 19), (19, 20)]

import pytest

from timeline.errors import ResourceError
from timeline.events import parse_worthwhile
from timeline.events.worth import worth_parsing
from timeline.ingest import take
from timeline.language import load_parser
from timeline.model import Span
from timeline.text import split_sentences


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Friday, 4 January 2019", False),
        ("It is a pity.", False),
        ("Oslo, Norway", False),
        ("", False),
        ("42 - 17", False),
        ("Sanctions followed.", True),
        ("They were attacking again.", True),
        ("The police were there.", True),
        ("He will be missed.", True),
        ("Anna giggled.", True),
        ("It was seen in Oslo.", True),
    ],
)
def test_only_sentences_that_may_tell_of_an_event_are_parsed(sentence: str, expected: bool) -> None:
    assert worth_parsing(sentence, Span(0, len(sentence))) is expected


def test_every_sentence_keeps_its_place() -> None:
    text = "Friday, 4 January 2019\n\nRebels attacked Oslo. It is a pity. Anna Berger resigned."
    spans = split_sentences(text)
    (chosen,) = parse_worthwhile(load_parser(), [(text, spans)])
    (whole,) = load_parser().parse([(text, spans)])
    assert [Span(parse.start, parse.end) for parse in chosen] == spans
    assert [bool(parse.words) for parse in chosen] == [False, True, False, True]
    assert [parse for parse in chosen if parse.words] == [whole[1], whole[3]]


def test_reading_in_asks_for_a_parser_that_there_is() -> None:
    with pytest.raises(ResourceError, match="klingon"):
        take(iter(()), None, parser="klingon")

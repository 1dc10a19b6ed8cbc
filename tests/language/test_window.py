import pytest

from timeline.arrays import np
from timeline.language import load_parser
from timeline.language.english import EnglishParser
from timeline.language.window import OUTSIDE

SENTENCES = [
    ["Anna", "Berger", "flew", "to", "Vienna", "for", "the", "European", "Commission", "."],
    ["NATO"],
    ["Rebels", "took", "Goma", "."],
    ["The", "World", "Bank", "met", "Olga", "Petrova", "in", "Kyiv", "and", "in", "Odesa", "on", "Monday", "."],
]


@pytest.fixture(scope="module")
def parser() -> EnglishParser:
    found = load_parser()
    assert isinstance(found, EnglishParser)
    return found


def scores(parser: EnglishParser, sentences: list[list[str]]) -> list[np.ndarray]:
    """The scores of the second reader of names for each sentence."""
    network = parser.network
    lengths = np.array([len(sentence) for sentence in sentences])
    forms = network.forms.numbers(sentences)
    found = network.window.scores(forms, lengths, network.forms.tables[1])
    return np.split(found, np.cumsum(lengths)[:-1])


def test_scores_do_not_depend_on_the_sentences_beside(parser: EnglishParser) -> None:
    together = scores(parser, SENTENCES)
    for sentence, found in zip(SENTENCES, together, strict=True):
        assert np.array_equal(scores(parser, [sentence])[0], found)
        assert np.array_equal(scores(parser, [*SENTENCES[::-1], sentence])[-1], found)


def test_what_is_farther_than_four_words_away_is_not_seen(parser: EnglishParser) -> None:
    far = [*SENTENCES[0][:5], "against", "his", "own", "wishes", "!"]
    first, second = scores(parser, [SENTENCES[0], far])
    assert np.array_equal(first[0], second[0])
    assert not np.array_equal(first[1], second[1])


def test_names_of_a_sentence_are_the_same_alone_and_in_a_batch(parser: EnglishParser) -> None:
    together = parser.analyse(SENTENCES)
    for sentence, found in zip(SENTENCES, together, strict=True):
        assert np.array_equal(parser.analyse([sentence])[0].names, found.names)


def test_beyond_the_ends_of_a_sentence_lies_nothing(parser: EnglishParser) -> None:
    parser.network.forms.numbers(SENTENCES)
    assert OUTSIDE not in parser.network.forms.known.values()
    assert not any(table[OUTSIDE].any() for table in parser.network.forms.tables)

from timeline.language import load_parser
from timeline.language.names import agree
from timeline.model import Name
from timeline.terms import NameKind
from timeline.text import split_sentences

PERSON, PLACE, BODY = NameKind.PERSON, NameKind.LOCATION, NameKind.ORGANISATION


def kinds(*sentences: tuple[str, NameKind]) -> list[NameKind]:
    rows = [(text.split(), [Name(0, len(text.split()), kind)]) for text, kind in sentences]
    return [names[0].kind for names in agree(rows)]


def test_one_reading_against_one_stays() -> None:
    assert kinds(("Coron", PLACE), ("Coron", BODY)) == [PLACE, BODY]


def test_one_other_reading_does_not_overrule() -> None:
    assert kinds(("Coron", PLACE)) == [PLACE]


def test_most_places_win() -> None:
    assert kinds(("Coron", PLACE), ("Coron", BODY), ("Coron", PLACE)) == [PLACE] * 3


def test_a_full_name_speaks_for_the_surname() -> None:
    assert kinds(("Anna Berger", PERSON), ("Berger", PLACE)) == [PERSON, PERSON]


def test_a_first_name_in_a_place_says_nothing() -> None:
    assert kinds(("Victoria Falls", PLACE), ("Falls", PERSON)) == [PLACE, PERSON]


def test_the_program_reads_whole_names_though_one_corpus_has_halves() -> None:
    text = "Ministers of the United States met them in Oslo."
    (parse,) = load_parser().parse([(text, split_sentences(text))])[0]
    assert [" ".join(parse.words[name.first : name.last]) for name in parse.names] == ["United States", "Oslo"]

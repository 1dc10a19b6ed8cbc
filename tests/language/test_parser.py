import subprocess
import sys
from dataclasses import replace

import pytest

from timeline.errors import ResourceError
from timeline.language import Parser, load_parser
from timeline.language.conllu import conllu
from timeline.language.lemmas import lemma
from timeline.model import Parse, Span
from timeline.terms import NameKind
from timeline.text import split_sentences

STORY = """Ministers of six states met in Vienna on Monday. The talks were opened by Anna Berger, who leads the council.

"We will not sign it," she said. Her rival, the head of the Farmers' Union, was arrested last week and didn't attend.
"""
OTHER = "Two trawlers sank off Norway. Rescuers have found nobody.\n\nThe search goes on."


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def parses(parser: Parser, text: str) -> tuple[Parse, ...]:
    return parser.parse([(text, split_sentences(text))])[0]


def relations(parse: Parse) -> set[tuple[str, str, str]]:
    return {
        (parse.words[head] if head >= 0 else "", label, word)
        for word, head, label in zip(parse.words, parse.heads, parse.labels, strict=True)
    }


def test_finds_who_did_what_to_whom(parser: Parser) -> None:
    (parse,) = parses(parser, "Rebels attacked the convoy.")
    assert {("attacked", "nsubj", "Rebels"), ("attacked", "obj", "convoy")} <= relations(parse)
    assert parse.lemmas == ("rebel", "attack", "the", "convoy", ".")
    assert parse.tags[:2] == ("NNS", "VBD")
    assert parse.coarse[:2] == ("NOUN", "VERB")


def test_passive_agent_and_negation(parser: Parser) -> None:
    (parse,) = parses(parser, "The convoy was not attacked by rebels.")
    wanted = {("attacked", "nsubj:pass", "convoy"), ("attacked", "aux:pass", "was"), ("attacked", "advmod", "not")}
    assert wanted | {("attacked", "obl:agent", "rebels")} <= relations(parse)


def test_what_stands_before_a_name_hangs_on_its_first_word(parser: Parser) -> None:
    (parse,) = parses(parser, "Theresa May has held talks with the Irish premier Leo Varadkar.")
    flat = {at: head for at, (head, label) in enumerate(zip(parse.heads, parse.labels, strict=True)) if label == "flat"}
    assert flat
    assert not [at for at, head in enumerate(parse.heads) if head in flat and at < flat[head]]


def test_a_second_object_is_that_of_the_second_verb(parser: Parser) -> None:
    (parse,) = parses(parser, "The attack killed two and injured 15.")
    assert {("killed", "obj", "two"), ("injured", "obj", "15")} <= relations(parse)


def test_names(parser: Parser) -> None:
    (parse,) = parses(parser, "Anna Berger flew to Vienna for the European Commission.")
    found = {(" ".join(parse.words[n.first : n.last]), n.kind) for n in parse.names}
    assert {("Anna Berger", NameKind.PERSON), ("Vienna", NameKind.LOCATION)} <= found


def test_every_parse_is_a_tree_over_its_own_words(parser: Parser) -> None:
    for parse in parses(parser, STORY):
        assert sum(head < 0 for head in parse.heads) == 1
        assert [label == "root" for label in parse.labels] == [head < 0 for head in parse.heads]
        for place, (start, end, word) in enumerate(zip(parse.starts, parse.ends, parse.words, strict=True)):
            assert STORY[start:end] == word
            seen = set()
            while place >= 0:
                assert place not in seen
                seen.add(place)
                place = parse.heads[place]


def test_batches_do_not_change_the_result(parser: Parser) -> None:
    first, second = ((text, split_sentences(text)) for text in (STORY, OTHER))
    together = parser.parse([first, second])
    assert together == parser.parse([first, second])
    assert together == [*parser.parse([first]), *parser.parse([second])]
    assert together[::-1] == parser.parse([second, first])
    alone = [replace(parser.parse([(STORY, [span])])[0][0], names=()) for span in first[1]]
    assert [replace(parse, names=()) for parse in together[0]] == alone  # names look at the whole article


def test_nothing_and_white_space(parser: Parser) -> None:
    assert parser.parse([]) == []
    assert parser.parse([("", [])]) == [()]
    (parse,) = parser.parse([("   ", [Span(0, 3)])])[0]
    assert parse.words == ()


def test_a_table_of_a_thousand_words_is_one_tree(parser: Parser) -> None:
    text = "7 goats ; " * 350
    (parse,) = parser.parse([(text, [Span(0, len(text))])])[0]
    assert len(parse.words) == 1050
    assert sum(head < 0 for head in parse.heads) == 1
    assert all(head < 1050 for head in parse.heads)


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("Moscow", "NNP", "Moscow"),
        ("Balkans", "NNPS", "Balkan"),
        ("left", "VBD", "leave"),
        ("left", "JJ", "left"),
        ("making", "VBG", "make"),
        ("fled", "VBD", "flee"),
        ("exiling", "VBG", "exile"),
        ("stopped", "VBD", "stop"),
        ("countries", "NNS", "country"),
        ("was", "VBD", "be"),
        ("n't", "RB", "not"),
        ("’re", "VBP", "be"),
        ("women", "NNS", "woman"),
        ("larger", "JJR", "large"),
        ("2016", "CD", "2016"),
        ("...", ":", "..."),
    ],
)
def test_lemmas(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag) == expected


def test_conllu_has_ten_columns_and_tells_names_and_gaps(parser: Parser) -> None:
    text = "Anna Berger left."
    lines = list(conllu(text, parses(parser, text), "a1"))
    assert lines[:3] == ["# newdoc id = a1", "# sent_id = a1-1", "# text = Anna Berger left."]
    rows = [line.split("\t") for line in lines[3:] if line]
    assert [len(row) for row in rows] == [10] * 4
    assert rows[0][9] == "Name=B-PER|TokenRange=0:4"
    assert rows[2][9] == "SpaceAfter=No|TokenRange=12:16"
    assert lines[-1] == ""


def test_unknown_parsers_are_named() -> None:
    with pytest.raises(ResourceError, match="klingon"):
        load_parser("klingon")


def test_importing_loads_neither_numpy_nor_weights() -> None:
    code = "import sys, timeline.language; print([m for m in sys.modules if m.startswith(('numpy', 'spacy'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_loading_happens_once() -> None:
    assert load_parser() is load_parser()

import pytest

from timeline.language import load_parser
from timeline.language.conllu import conllu
from timeline.text import split_sentences

TEXTS = [
    "Anna Berger didn't leave Oslo. “Why?” asked Lt. Ruiz (aged 34) of Acme Inc.",
    "A  wide   gap,\nand a line break\tand a tab here.",
    "Oslo, 3 May\n\nPrices rose 3.5% in 2019–2020, the U.N. said; rebels were driven out by troops.",
    "?!",
    "café naïve — Zürich’s mayor’s “no”… 😀 fine",
]


def blocks(text: str) -> list[list[str]]:
    (parses,) = load_parser().parse([(text, split_sentences(text))])
    lines = "\n".join(conllu(text, parses, "a1")).split("\n")
    return [block.split("\n") for block in "\n".join(lines[1:]).strip("\n").split("\n\n")]


def rows(block: list[str]) -> list[list[str]]:
    return [line.split("\t") for line in block if not line.startswith("#")]


def misc(row: list[str]) -> dict[str, str]:
    return dict(part.split("=", 1) for part in row[9].split("|"))


def test_nothing_yields_nothing() -> None:
    assert list(conllu("", [])) == []


def test_the_id_of_a_sentence_has_no_slash() -> None:
    (parses,) = load_parser().parse([("Hm.", split_sentences("Hm."))])
    assert list(conllu("Hm.", parses, "news/a1"))[:2] == ["# newdoc id = news/a1", "# sent_id = news_a1-1"]


@pytest.mark.parametrize("text", TEXTS)
def test_every_sentence_is_one_tree(text: str) -> None:
    for block in blocks(text):
        heads = {int(row[0]): int(row[6]) for row in rows(block)}
        assert list(heads) == list(range(1, len(heads) + 1))
        assert [row[7] == "root" for row in rows(block)] == [head == 0 for head in heads.values()]
        assert list(heads.values()).count(0) == 1
        for word in heads:
            steps = 0
            while word:
                word, steps = heads[word], steps + 1
                assert steps <= len(heads)


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_lead_back_to_the_words(text: str) -> None:
    ends = [0]
    for block in blocks(text):
        for row in rows(block):
            start, end = map(int, misc(row)["TokenRange"].split(":"))
            assert text[start:end] == row[1]
            assert start >= ends[-1]
            ends.append(end)


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_spaces_spell_the_text_of_the_sentence(text: str) -> None:
    for block in blocks(text):
        spelt = "".join(row[1] + " " * ("SpaceAfter" not in misc(row)) for row in rows(block))
        assert f"# text = {spelt.strip()}" in block


@pytest.mark.parametrize("text", TEXTS)
def test_no_column_is_empty_and_names_are_closed(text: str) -> None:
    for block in blocks(text):
        before = "O"
        for row in rows(block):
            assert len(row) == 10
            assert all(row)
            name = misc(row).get("Name", "O")
            assert name[0] != "I" or before[1:] == name[1:]
            before = name

"""Which language a text is in."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.actors import load_registry
from timeline.extract import analyse, settle
from timeline.ingest import run
from timeline.language import load_parser
from timeline.model import Article
from timeline.readers import Given
from timeline.temporal.languages import languages
from timeline.tongue import code_of, language_of

DOUBTFUL = [
    "",
    "Merkel, Putin, Macron and Zelensky in Paris",
    "Talks failed.",
    "NATO-Russia Council meets in Brussels",
    "Wednesday, October 2, 2019",
    "Paris Saint-Germain 2 - 1 Olympique de Marseille",
    "12:30 | 14,5 % | +3",
    "Angela Merkel (CDU), Bundestag",
    "Rio de Janeiro, São Paulo, Buenos Aires",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_short_or_doubtful_is_taken_for_english(text: str) -> None:
    assert language_of(text, languages()) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met.",
        "Farmers protested again today.",
        "Police arrested two men near Grinzing on Monday.",
        "Fire destroys warehouse in Linz; nobody hurt",
        "Rebels seized both bridges, witnesses said.",
    ],
)
def test_one_short_sentence_of_english(text: str) -> None:
    assert language_of(text, languages()) == "en"


TEXTS = [
    ("de", "Am 20. April 2016 kamen die Bauern nach Linz, um gegen die neue Steuer zu protestieren.", "2016-04-20"),
    ("es", "El 20 de abril de 2016 los agricultores llegaron a la ciudad para protestar.", "2016-04-20"),
    ("fr", "Le 20 avril 2016, les agriculteurs sont venus en ville pour protester contre la taxe.", "2016-04-20"),
    ("it", "Il 20 aprile 2016 gli agricoltori sono arrivati in città per protestare.", "2016-04-20"),
    ("pt", "Em 20 de abril de 2016 os agricultores chegaram à cidade para protestar.", "2016-04-20"),
    ("ru", "20 апреля 2016 года крестьяне приехали в город, чтобы выразить протест.", "2016-04-20"),
    ("uk", "20 квітня 2016 року селяни приїхали до міста, щоб висловити свій протест.", "2016-04-20"),
    ("ar", "وصل المزارعون إلى المدينة في 20 أبريل 2016 للاحتجاج على الضريبة الجديدة.", "2016-04-20"),
    ("zh", "2016年4月20日，农民来到城里抗议新的税收。", "2016-04-20"),
    ("en", "On 20 April 2016 farmers came to town to protest.", "2016-04-20"),
]


@pytest.mark.parametrize(("language", "text", "value"), TEXTS)
def test_every_language_we_read_is_told_from_a_sentence(language: str, text: str, value: str) -> None:
    assert language_of(text, languages()) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "De boeren kwamen woensdag naar de stad om te protesteren tegen de nieuwe belasting op melk en graan."),
        ("pl", "W środę rolnicy przyjechali do miasta, żeby zaprotestować przeciwko nowemu podatkowi od zboża."),
        ("ja", "農民たちは新しい税金に抗議するため水曜日に町にやって来た。市長は彼らに会うことを拒否したという。"
               "集会は夕方まで続き、警察は誰も逮捕しなかったと発表した。"),
    ],
)  # fmt: skip
def test_a_language_we_do_not_read_is_named_where_it_is_certain(language: str, text: str) -> None:
    assert language_of(text, languages()) == language


@given(st.text(max_size=200))
def test_any_text_has_a_language_and_always_the_same(text: str) -> None:
    assert language_of(text, languages()) == language_of(text, languages())


@pytest.mark.parametrize(("name", "code"), [("en-GB", "en"), ("DE", "de"), ("fre", "fr"), ("xx", "xx"), ("", "")])
def test_a_language_named_in_any_usual_way(name: str, code: str) -> None:
    assert code_of(name) == code


def test_a_named_language_is_believed() -> None:
    assert settle(Article("Am 20. April 2016 kamen die Bauern nach Linz.", language="en-US")).language == "en"


@pytest.mark.parametrize(("language", "text", "value"), TEXTS)
def test_an_article_is_read_in_its_own_language(language: str, text: str, value: str) -> None:
    (found,) = analyse([Article(text)], parser=load_parser(), registry=load_registry())
    assert found.article.language == language
    assert value in [timex.value for timex in found.timexes]
    assert language == "en" or not found.events


def test_articles_of_many_languages_are_stored_with_their_language_and_times(tmp_path: Path) -> None:
    rows = [{"id": language, "text": text, "published": "2016-05-01"} for language, text, _ in TEXTS]
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    run([str(source)], str(tmp_path / "t.db"), given=Given())
    with sqlite3.connect(tmp_path / "t.db") as database:
        found = database.execute(
            "SELECT a.external_id, v.language, t.value FROM article a JOIN article_version v ON v.article_id = a.id "
            "JOIN timex t ON t.version_id = v.id"
        ).fetchall()
    database.close()
    assert sorted(found) == sorted((language, language, value) for language, _, value in TEXTS)

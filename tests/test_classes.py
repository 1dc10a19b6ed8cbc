"""The table of classes, and that its examples are read as it says."""

from pathlib import Path

import pytest

from timeline import classes as classes_module
from timeline.actors import load_registry
from timeline.classes import load_classes
from timeline.errors import NotFoundError, ResourceError
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article
from timeline.query.types import classes_of
from timeline.resources import data_file, read_rows, read_toml

EXAMPLES = [pytest.param(each.name, text, id=text) for each in load_classes().values() for text in each.examples]
HEAD = "class,plain,meaning,scheme,cameo,quad,example_1,example_2,example_3"
PLOVER = 16


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_example_is_read_with_its_class(name: str, text: str) -> None:
    (analysis,) = analyse([Article(text)], parser=load_parser(), registry=load_registry())
    assert name in {event.event_class for event in analysis.events}


def test_every_class_that_is_used_has_its_row() -> None:
    shown = {row["class"] for _, row in read_rows(data_file("en/triggers.csv"))}
    words, rules = read_toml(data_file("en/events_words.toml")), read_toml(data_file("en/events_arguments.toml"))
    shown |= {event_class for event_class, _ in words["composed"].values()}
    shown |= {
        row[key].partition("/")[0] for row in rules["rule"] for key in ("becomes", "otherwise", "bare") if key in row
    }
    shown |= {written.partition("/")[0] for cases in rules["turned"].values() for written in cases.values()}
    assert shown == set(load_classes())


def test_plovers_classes_are_its_sixteen_each_in_a_quad() -> None:
    plover = [each for each in load_classes().values() if each.scheme == "PLOVER"]
    assert len(plover) == PLOVER
    assert all(each.quad for each in plover)
    assert not any(each.quad for each in load_classes().values() if each.scheme != "PLOVER")


def test_an_explanation_is_one_sentence_without_the_name_of_another_class() -> None:
    for each in load_classes().values():
        assert each.meaning.endswith(".")
        assert not {word for word in load_classes() if word in each.meaning.split()}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("AID,help,Help.,PLOVER,07,material cooperation,a,b,c\n" * 2, id="two rows for one class"),
        pytest.param("AID,,Help.,PLOVER,07,material cooperation,a,b,c\n", id="no plain words"),
        pytest.param("AID,help,Help.,PLOVER,07,material cooperation,a,b,\n", id="an example missing"),
    ],
)
def test_a_faulty_table_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rows: str) -> None:
    bad = tmp_path / "classes.csv"
    bad.write_text(f"{HEAD}\n{rows}", "utf-8")
    monkeypatch.setattr(classes_module, "data_file", lambda _: bad)
    load_classes.cache_clear()
    with pytest.raises(ResourceError, match=r"classes\.csv: line"):
        load_classes()
    load_classes.cache_clear()


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        pytest.param("assault", ("ASSAULT",), id="a class"),
        pytest.param("19", ("ASSAULT",), id="a root code"),
        pytest.param("8", ("CONCEDE", "RETREAT"), id="a root code of two classes"),
        pytest.param("1121", ("ACCUSE",), id="a longer code"),
        pytest.param("verbal_conflict", ("REQUEST", "ACCUSE", "REJECT", "THREATEN"), id="a quad class"),
    ],
)
def test_types_by_class_code_and_quad(name: str, classes: tuple[str, ...]) -> None:
    assert classes_of(name) == classes


@pytest.mark.parametrize("name", ["", "21", "12345", "ours", "consul"])
def test_unknown_types(name: str) -> None:
    with pytest.raises(NotFoundError):
        classes_of(name)

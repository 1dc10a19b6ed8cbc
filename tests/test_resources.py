"""Tables refuse an entry that stands twice, and say where; all that is shipped loads."""

import importlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from timeline import gazetteer, kinds, text, tongue
from timeline.actors import lexicon as actors
from timeline.doctor import anchors
from timeline.errors import ResourceError
from timeline.events import lexicon as events
from timeline.events import timewords, where
from timeline.language import lemmas
from timeline.readers import plain, registry
from timeline.resources import Place, inverted, listed, read_rows, read_toml, shipped, unique
from timeline.seeds import load_file, load_seeds
from timeline.temporal import named, rules
from timeline.temporal.languages import languages

tokens = importlib.import_module("timeline.language.tokens")  # the package has a function of that name
DATA = Path(kinds.__file__).parent / "data"
LOADERS: dict[str, tuple[Any, Callable[[], object]]] = {
    "events": (events, events.load_lexicon.__wrapped__),
    "actors": (actors, actors.lexicon.__wrapped__),
    "timewords": (timewords, timewords.load_timewords.__wrapped__),
    "where": (where, where.load_placewords.__wrapped__),
    "kinds": (kinds, kinds.load_kinds.__wrapped__),
    "text": (text, text.habits.__wrapped__),
    "tokens": (tokens, tokens.habits.__wrapped__),
    "lemmas": (lemmas, lemmas.changes.__wrapped__),
    "tongue": (tongue, tongue._tables.__wrapped__),
    "anchors": (anchors, lambda: anchors._rules.__wrapped__("en")),
    "boilerplate": (plain, plain._calls.__wrapped__),
    "gazetteer": (gazetteer, gazetteer.load_gazetteer.__wrapped__),
    "timexes": (rules, lambda: rules.grammar.__wrapped__("en")),
}
SLIPS = [
    (
        "events",
        "en/events_words.toml",
        '\nongoing = ["continue",',
        '\nongoing = ["avert",',
        'inner.ongoing: "avert" is already in',
    ),
    ("events", "en/events_words.toml", "\nbe = [", '\nbe = ["last", ', 'light.be: "last" stands twice'),
    ("events", "en/events_words.toml", "\nwords = [", '\nwords = ["not", ', 'negation.words: "not" stands twice'),
    ("events", "en/events_words.toml", "\ninjured = [", '\ninjured = ["die", ', '"die" is already in quantity.killed'),
    ("events", "en/events_words.toml", "\n[phrase]\n", '\n[phrase]\nit = ["it"]\n', '"it" is already in phrase.it'),
    ("events", "en/triggers.csv", "\nablaze,", "\nablaze,adjective,OTHER,,a-of,0.1,\nablaze,", "adjective, ablaze"),
    ("actors", "en/actors.toml", "\nmodifiers = '''\n", "\nmodifiers = '''\nyoung ", 'modifiers: "young" stands twice'),
    (
        "actors",
        "en/actors.toml",
        "\nwomen = '''\n",
        "\nwomen = '''\nAaron ",
        'given.men: "Aaron" is already in given.women',
    ),
    ("actors", "en/actors.toml", "\nversion = 1\n", '\nversion = 1\nacting_nouns = "x"\n', "acting.nouns: "),
    ("actors", "en/actor_nouns.csv", "\nleader,", "\nleaders,leaders,,group,\nleader,", '"leaders" is already in line'),
    ("actors", "en/actor_nouns.csv", "\nleader,", "\npresident,,,person,\nleader,", '"presidents" is already in line'),
    ("timewords", "en/dating.toml", "\nonward = [", '\nonward = ["since", ', "prepositions.onward: "),
    ("where", "en/places.toml", '"area",', '"area", "area",', 'kinds.nouns: "area" stands twice'),
    ("kinds", "en/same_event.toml", "\nquit = [", '\nquit = ["die", ', 'groups.quit: "die" is already in groups.die'),
    ("text", "en/parser-text.toml", '"inc",', '"inc", "corp",', 'abbreviations: "corp" stands twice'),
    ("tokens", "en/parser-text.toml", '"inc",', '"inc", "dr",', 'abbreviations: "dr" is already in titles'),
    ("lemmas", "en/lemma-corrections.csv", "", "\nNN,^geese,0,\nNN,^geese,1,x\n", '"NN, ^geese" is already in line'),
    ("tongue", "languages.toml", 'words = ["the",', 'words = ["the", "of",', 'english.words: "of" stands twice'),
    ("anchors", "en/anchors.toml", 'small = ["the",', 'small = ["the", "an",', 'small: "an" stands twice'),
    ("boilerplate", "en/boilerplate.toml", '"read-more"', '"share"', 'line: "share" stands twice'),
    (
        "gazetteer",
        "places.csv",
        "\nKabul,",
        "\nKabul,,AFG,,capital,,,1\nKabul,,AFG,,capital,,,1\nKabul,",
        "stands twice",
    ),
    ("gazetteer", "places.csv", "\nKabul,", "\nX,Y|Y?,AFG,,city,,,1\nKabul,", '"Y" stands twice'),
    ("timexes", "en/timex.toml", "\n[words.month]\n", "\n[words.month]\njanuary = 2\n", '"january" stands twice'),
    ("timexes", "en/timex.toml", "\n[macros]\n", '\n[macros]\nmonth = "x"\n', '"month" is already in words'),
    ("timexes", "en/timex_precision.csv", "", "\nmonth,1,2\nmonth,2,2\n", '"month" is already in line'),
]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data files, without the weights of the parser."""
    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("data") / "data", ignore=shutil.ignore_patterns("*.bin")))


@pytest.mark.parametrize(("loader", "file", "old", "new", "message"), SLIPS)
def test_a_loader_refuses_what_stands_twice(
    copied: Path, monkeypatch: pytest.MonkeyPatch, loader: str, file: str, old: str, new: str, message: str
) -> None:
    module, load = LOADERS[loader]
    monkeypatch.setattr(module, "data_file", copied.joinpath)
    path = copied / file
    written = path.read_text("utf-8")
    assert old in written
    try:
        path.write_text(written.replace(old, new, 1) if old else written.rstrip("\n") + new, "utf-8")
        with pytest.raises(ResourceError) as caught:
            load()
    finally:
        path.write_text(written, "utf-8")
    assert path.name in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize("loader", LOADERS)
def test_what_is_shipped_loads(loader: str) -> None:
    assert LOADERS[loader][1]()


@pytest.mark.parametrize("language", languages())
def test_every_grammar_loads(language: str) -> None:
    assert rules.grammar.__wrapped__(language).rules


def test_the_shipped_seeds_load() -> None:
    assert load_seeds(shipped("seeds")).actors
    assert named.named_events.__wrapped__()


def test_the_formats_are_told_apart() -> None:
    assert set(registry.BY_SUFFIX.values()) == set(registry.OURS)


@pytest.mark.parametrize(
    ("kind", "row", "message"),
    [
        ("actors", "a,Alpha,igo,,,,,,Alf|short:Alf\n", 'actors/x.csv: line 2: "a, Alf" stands twice'),
        ("actors", "a,Alpha,igo,,,,,,\na,Beta,igo,,,,,,\n", 'actors/x.csv: line 3: "a" is already in line 2'),
        ("roles", "p,o,king,2001,\np,o,king,2001,2005\n", 'roles/x.csv: line 3: "p, o, king, '),
        ("names", "p,de,Peter\np,de,Petrus\n", 'names/x.csv: line 3: "p, de" is already in line 2'),
    ],
)
def test_seeds_refuse_what_stands_twice(tmp_path: Path, kind: str, row: str, message: str) -> None:
    columns = {
        "actors": "id,name,kind,country,parent,sector,valid_from,valid_to,aliases\n",
        "people": "id,name,country,sector,aliases\n",
        "roles": "person,organisation,title,from,to\n",
        "names": "id,language,name\n",
    }
    given = {"people": "p,Peter,,,\no,Otto,,,\n", kind: row}
    for folder, header in columns.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_text(header + given.get(folder, ""), "utf-8")
    with pytest.raises(ResourceError) as caught:
        load_seeds(tmp_path)
    assert message in str(caught.value)


def test_an_id_stands_in_one_file_only(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    for name in ("a", "b"):
        (tmp_path / "people" / f"{name}.csv").write_text("id,name,country,sector,aliases\np,Peter,,,\n", "utf-8")
    with pytest.raises(ResourceError, match=r'people/b.csv: line 2: "p" is already in people/a.csv line 2'):
        load_seeds(tmp_path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,Alpha,igo,,,,,,\na,Beta,igo,,,,,,\n", '"a" is already in line 2'),
        ("a,Alpha,igo,,,,,,Alf|Alf?\n", '"Alf, name" stands twice'),
    ],
)
def test_so_does_a_file_of_ones_own(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"id,name,kind,country,parent,sector,valid_from,valid_to,aliases\n{rows}", "utf-8")
    with pytest.raises(ResourceError, match=message):
        load_file(path)


def test_a_name_of_an_event_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named, "shipped", lambda _: tmp_path)
    row = "{},{},,2014-03-18,war\n"
    (tmp_path / named.FILE).write_text(
        "id,name,aliases,edtf,kind\n" + row.format("a", "X War") + row.format("b", "x-war")
    )
    with pytest.raises(ResourceError, match='line 3: "x war" is already in line 2'):
        named.named_events.__wrapped__()


def test_rows_with_one_key_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("# origin\na,b,c\n1,2,3\n1,3,3\n1,2,4\n", "utf-8")
    assert len(list(read_rows(path))) == 3
    with pytest.raises(ResourceError, match=r'x.csv: line 5: "1, 2" is already in line 3'):
        list(read_rows(path, key=("a", "b")))


def test_the_file_may_be_another() -> None:
    entries = [(Place("a.csv", "line 1"), "x", 1), (Place("b.csv", "line 2"), "x", 2)]
    with pytest.raises(ResourceError, match=r'b.csv: line 2: "x" is already in a.csv line 1'):
        unique(entries)


def test_lists_are_sets_of_words_that_stand_once() -> None:
    assert listed("x.toml", "words", ["a", "b"]) == {"a", "b"}
    with pytest.raises(ResourceError, match=r'x.toml: words: "a" stands twice'):
        listed("x.toml", "words", ["a", "b", "a"])
    with pytest.raises(ResourceError, match=r'x.toml: one.k: "a" stands twice'):
        inverted("x.toml", "one", {"k": ["a", "a"]})


def test_toml_refuses_what_stands_twice_itself(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = 1\na = 2\n", "utf-8")
    with pytest.raises(ResourceError, match=r"x.toml: file: "):
        read_toml(tmp_path / "x.toml")

"""A package adds a format by an entry point; one that is broken says whose it is."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.readers.made import STORY, found_in
from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers import Given, is_format, read, registry

READER = '''
from timeline.model import Article
from timeline.readers.document import finish


def read_lines(document, given):
    """An article a line, as another package might read its own format."""
    for number, line in enumerate(document.stream, 1):
        yield finish(Article(text=line.decode().strip(), id=f"{document.name}:{number}"), given)


def read_badly(document, given):
    raise ZeroDivisionError("oh\\nno")


no_reader = 7
'''
Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a package where Python finds it, with the metadata that an installer writes."""
    place = tmp_path / "site"
    place.mkdir()

    def add(entries: str, code: str = READER) -> None:
        (place / "theirs.py").write_text(code)
        metadata = place / "theirs-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text(f"[timeline.readers]\n{entries}\n")
        registry.added.cache_clear()

    monkeypatch.syspath_prepend(str(place))
    yield add
    sys.modules.pop("theirs", None)
    registry.added.cache_clear()


def test_an_added_format_is_known_by_its_name_and_its_files(install: Install, tmp_path: Path) -> None:
    assert not is_format("lines")
    install("lines = theirs:read_lines")  # type: ignore[call-arg]
    assert is_format("lines")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.lines").write_text(f"{STORY}\nThey left.\n")
    (tmp_path / "a" / "x.unknown").write_text("nobody's")
    texts = [found.text for found in read(str(tmp_path / "a"), Given(publisher="P")) if isinstance(found, Article)]
    assert texts == [STORY, "They left."]
    assert len(found_in(f"{STORY}\nThey left.\n".encode(), format="lines")) == 2


def test_a_package_takes_no_format_of_ours(install: Install, tmp_path: Path) -> None:
    install("text = theirs:read_badly\ntxt = theirs:read_badly")  # type: ignore[call-arg]
    (tmp_path / "a.txt").write_text(STORY)
    (found,) = read(str(tmp_path / "a.txt"), Given())
    assert isinstance(found, Article)


@pytest.mark.parametrize(
    ("entry", "code", "says"),
    [
        ("x = theirs:missing", READER, 'reader "x" of theirs: cannot be loaded (AttributeError: '),
        ("x = nowhere:read", READER, 'reader "x" of theirs: cannot be loaded (ModuleNotFoundError: '),
        ("x = theirs:read", "def (:", 'reader "x" of theirs: cannot be loaded (SyntaxError: '),
        ("x = theirs:read", "raise KeyError('k')", 'reader "x" of theirs: cannot be loaded (KeyError: '),
        ("x = theirs:no_reader", READER, 'reader "x" of theirs: is no function but int'),
        ("x = theirs:read_badly", READER, "a.x: cannot be read: the x reader failed with ZeroDivisionError: oh no"),
    ],
)
def test_a_broken_package_is_one_line_and_the_rest_goes_on(
    install: Callable[[str, str], None], tmp_path: Path, entry: str, code: str, says: str
) -> None:
    install(entry, code)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.x").write_text(STORY)
    (tmp_path / "a" / "b.txt").write_text(STORY)
    error, article = read(str(tmp_path / "a"), Given())
    assert isinstance(error, ReadError)
    assert says in str(error)
    assert "\n" not in str(error)
    assert isinstance(article, Article)


def test_our_own_readers_are_all_there() -> None:
    for name in registry.OURS:
        assert callable(registry.load_reader(name))

from pathlib import Path

import pytest

from timeline.classes import load_classes
from timeline.errors import ResourceError
from timeline.events import lexicon as lexicon_module
from timeline.events.lexicon import load_lexicon
from timeline.events.quotes import quotations
from timeline.model import Span
from timeline.resources import data_file, read_rows


def test_a_row_that_names_no_frame_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bad = tmp_path / "triggers.csv"
    bad.write_text("lemma,pos,class,mode,frame,salience,inner\nattack,verb,ASSAULT,,nowhere,1,\n", "utf-8")
    monkeypatch.setattr(lexicon_module, "data_file", lambda name: bad if name.endswith(".csv") else data_file(name))
    load_lexicon.cache_clear()
    with pytest.raises(ResourceError, match=r"triggers\.csv: line 2"):
        load_lexicon()
    load_lexicon.cache_clear()


def test_no_trigger_stands_twice() -> None:
    keys = [(row["lemma"], row["pos"]) for _, row in read_rows(data_file("en/triggers.csv"))]
    assert len(keys) == len(set(keys)) >= 1500


def test_every_class_has_triggers() -> None:
    shown = {entry.event_class for found in load_lexicon().entries.values() for entry in found}
    assert shown == set(load_classes())


def test_longer_phrases_are_tried_first() -> None:
    for found in load_lexicon().entries.values():
        lengths = [len(entry.words) for entry in found]
        assert lengths == sorted(lengths, reverse=True)


def test_what_a_complement_becomes_is_known() -> None:
    known = {"", "planned", "possible", "threatened", "demanded", "forced", "refused", "denied", "reported"}
    assert {entry.inner for found in load_lexicon().entries.values() for entry in found} <= known


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("none", [], id="none"),
        pytest.param("an “open one\n\nends with its paragraph", [Span(3, 12)], id="never closed"),
        pytest.param('"one. Two. "three" four', [Span(0, 5), Span(11, 18)], id="never closed in its paragraph"),
        pytest.param('12" and 14" records', [], id="inches"),
        pytest.param("“a” and “b”", [Span(0, 3), Span(8, 11)], id="two"),
        pytest.param('"a" and "b"', [Span(0, 3), Span(8, 11)], id="straight"),
    ],
)
def test_quotations(text: str, spans: list[Span]) -> None:
    assert quotations(text) == spans

from pathlib import Path

import pytest

from timeline.actors import Registry, find_mentions, load_registry
from timeline.actors.compiled import read_compiled, write_compiled
from timeline.actors.lexicon import lexicon
from timeline.model import Actor, Alias, Article, Role
from timeline.terms import ActorKind

SECTORS = set(["GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "REB", "PTY", "BUS", "MED", "NGO", "IGO", "CVL", "EDU"])
SECTORS |= set(["HLH", "CRM", "AGR", "ELI", "JRN", "REL", "REF", "UAF", "UNK", "LAB"]) | {""}


def test_an_unknown_actor_is_a_key_error(registry: Registry) -> None:
    assert "Atlantis" not in registry
    with pytest.raises(KeyError):
        registry.actor("Atlantis")


def test_hierarchy(registry: Registry) -> None:
    assert list(registry.ancestors("baltic-fleet")) == ["RUS"]
    assert registry.children("RUS") == ["baltic-fleet", "kremlin"]


def test_an_overlay_adds_and_replaces_and_leaves_the_base_alone(registry: Registry) -> None:
    extra = [
        Actor("acme", "Acme Corporation", ActorKind.COMPANY, "USA", sector="BUS"),
        Alias("acme", "Acme"),
        Actor("nato", "The Alliance", ActorKind.IGO),
        Role("vladimir-putin", "acme", "chair", 0, None),
    ]
    mine = registry.with_extra(extra)
    found = find_mentions(Article("Acme and NATO agreed."), (), mine)
    assert [(m.actor, m.name) for m in found] == [("acme", "Acme Corporation"), ("nato", "The Alliance")]
    assert registry.actor("nato").name == "NATO"
    assert find_mentions(Article("Acme agreed."), (), registry) == []
    assert [term.other for term in mine.holders("acme", "chair")] == ["vladimir-putin"]


def test_an_alias_given_twice_is_one_reading(registry: Registry) -> None:
    mine = registry.with_extra([Alias("RUS", "Russia")])
    assert len(mine.options("Russia")) == 1


def test_the_shipped_registry_loads() -> None:
    registry = load_registry()
    assert registry.actor("RUS").kind is ActorKind.COUNTRY
    assert load_registry() is registry
    assert "Kremlin" in registry.forms


def test_compiled_tables_come_back_only_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert read_compiled("abc") is None
    tables = {"forms": {"Russia": "RUS"}}
    write_compiled("abc", tables)
    assert read_compiled("abc") == tables
    kept = next(tmp_path.rglob("actors-*"))
    kept.write_bytes(kept.read_bytes()[:-1])
    assert read_compiled("abc") is None
    kept.write_bytes(b"")
    assert read_compiled("abc") is None


def test_a_folder_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "timeline").write_text("a file where a folder should be", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    write_compiled("abc", {})
    assert read_compiled("abc") is None


def test_words_of_the_lexicon() -> None:
    words = lexicon()
    assert words.nouns["policemen"].sector == "COP"
    assert words.nouns["ministries"].plural
    assert {noun.sector for noun in words.nouns.values()} <= SECTORS
    assert not words.words["former"] & words.words["stops"]

"""The examples that stand beside the rules of objects, and the status of events."""

import pytest

from tests.events.reading import events_of, the
from timeline.resources import data_file, read_toml
from timeline.terms import Status

RULES = read_toml(data_file("en/events_arguments.toml"))["rule"]
YES = [pytest.param(*case, id=case[0]) for rule in RULES for case in rule["yes"]]
NO = [pytest.param(*case, id=case[0]) for rule in RULES for case in rule["no"]]


@pytest.mark.parametrize(("text", "event_class"), NO)
def test_the_object_keeps_it_silent(text: str, event_class: str) -> None:
    assert event_class not in {event.event_class for event in events_of(text)}


@pytest.mark.parametrize(("text", "event_class"), YES)
def test_the_object_shows_the_class(text: str, event_class: str) -> None:
    assert event_class in {event.event_class for event in events_of(text)}


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert [rule["words"] for rule in RULES if not (rule["yes"] and rule["no"])] == []


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        pytest.param("France said it would attack Spain.", "attack", Status.PLANNED, id="future in the past"),
        pytest.param("France said it would attack Spain if Italy left.", "attack", Status.PLANNED, id="condition"),
        pytest.param("France would attack Spain.", "attack", Status.HYPOTHETICAL, id="would alone"),
        pytest.param("Attack Spain!", "Attack", Status.DEMANDED, id="order"),
        pytest.param("France attacked Spain!", "attacked", Status.HAPPENED, id="no order"),
    ],
)
def test_status(text: str, trigger: str, status: Status) -> None:
    assert the(trigger, text).status is status


@pytest.mark.parametrize(
    ("text", "trigger", "event_class"),
    [
        pytest.param("Five people were killed in France.", "killed", "DEATH", id="killed by nobody"),
        pytest.param("France killed five people.", "killed", "ASSAULT", id="killed by somebody"),
    ],
)
def test_class(text: str, trigger: str, event_class: str) -> None:
    assert the(trigger, text).event_class == event_class


def test_a_particle_makes_another_verb() -> None:
    assert [event.event_class for event in events_of("Germany gave up the fund.")] != ["AID"]
    assert [event.event_class for event in events_of("Germany gave Spain the fund.")] == ["AID"]


def test_who_announces_a_death_does_not_bring_it_about() -> None:
    assert the("death", "France announced the death of Nelson Mandela.").source == ()


def test_a_place_of_talks_is_no_party() -> None:
    event = the("held talks", "China and India held talks in Oman.")
    assert [m.name for m in event.source] == ["China", "India"]


@pytest.mark.parametrize(
    ("text", "trigger", "source", "target"),
    [
        pytest.param("NATO and Russian leaders met.", "met", ["NATO", "Russia"], [], id="list before a noun"),
        pytest.param("Iran jailed the wife of Nelson Mandela.", "jailed", ["Iran"], ["wife"], id="somebody else"),
        pytest.param("Iran was to be attacked by Iraq.", "attacked", ["Iraq"], ["Iran"], id="passive infinitive"),
        pytest.param("The soldiers said it attacked Spain.", "attacked", [], ["Spain"], id="it stands for no plural"),
    ],
)
def test_roles(text: str, trigger: str, source: list[str], target: list[str]) -> None:
    event = the(trigger, text)
    short = {"North Atlantic Treaty Organization": "NATO"}
    assert [short.get(m.name, m.name) for m in event.source] == source
    assert [m.name for m in event.target] == target


def test_what_is_quoted_or_habitual_weighs_less() -> None:
    plain, habit = the("attacked", "France attacked Spain."), the("attacks", "France attacks Spain.")
    quoted = the("attacked", "“France attacked Spain,” said Nelson Mandela.")
    assert plain.salience > habit.salience
    assert plain.salience > quoted.salience

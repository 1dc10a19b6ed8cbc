"""What a trace records of named rules, and how rules are silenced."""

import pytest

from timeline.tracing import RULES, Step, Trace, about, allowed, note, rule, traced


@rule("test.even", silent=False)
def even(number: int) -> bool:
    """Whether a number is even."""
    return number % 2 == 0


@rule("test.words", silent=())
def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


def test_a_rule_answers_as_ever_while_nobody_traces() -> None:
    assert (even(2), even(3), words("a b")) == (True, False, ("a", "b"))


def test_steps_are_kept_by_what_they_are_about() -> None:
    with traced(Trace()) as trace:
        about(7)
        even(2)
        even(3)
        note("test.table", "row 4")
        about(9)
        words("")
    assert trace.of(7) == [Step("test.even", True), Step("test.even", False), Step("test.table", True, "row 4")]
    assert trace.of(9) == [Step("test.words", False)]
    assert trace.of(11) == []


def test_a_silenced_rule_is_not_asked_and_leaves_no_step() -> None:
    with traced(Trace(without=frozenset({"test.even", "test.words", "test.row"}))) as trace:
        assert (even(2), words("a b"), allowed("test.row"), allowed("test.other")) == (False, (), False, True)
    assert trace.steps == {}
    assert allowed("test.row")


def test_a_trace_ends_with_its_block_and_one_inside_another_keeps_its_own_steps() -> None:
    with traced(Trace()) as outer:
        with traced(Trace()) as inner:
            even(2)
        even(3)
    even(4)
    assert (inner.of(None), outer.of(None)) == ([Step("test.even", True)], [Step("test.even", False)])


def test_no_two_rules_bear_one_name() -> None:
    with pytest.raises(ValueError, match=r"two rules are called test\.even"):
        rule("test.even")(lambda: None)


def test_every_rule_of_the_program_says_what_it_asks() -> None:
    import timeline.extract  # noqa: F401

    assert len(RULES) > 40
    assert [name for name, each in RULES.items() if not each.says.endswith((".", '"'))] == []


def test_every_rule_of_the_program_is_part_of_a_decision() -> None:
    import timeline.extract  # noqa: F401

    assert [name for name, each in RULES.items() if not each.decides and not name.startswith("test.")] == []
    assert (RULES["tense.story"].decides, RULES["test.even"].decides) == ("date", "")

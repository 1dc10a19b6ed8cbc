"""The examples that stand beside the rules, run."""

import pytest

from timeline.calendar import parse_iso
from timeline.temporal import find_timexes
from timeline.temporal.languages import languages
from timeline.temporal.rules import Rule, grammar

RULES = [pytest.param(code, rule, id=f"{code}-{rule.name}") for code in languages() for rule in grammar(code).rules]


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_rule_keeps_silent_where_it_must(language: str, rule: Rule) -> None:
    for text in rule.no:
        assert rule.name not in {t.rule for t in find_timexes(text, 736_000, language=language)}, text


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_rule_reads_its_examples(language: str, rule: Rule) -> None:
    assert rule.yes, "each rule has an example"
    for text, dct, value in rule.yes:
        found = find_timexes(text, parse_iso(dct), language=language)
        assert value in [t.value for t in found], (text, [(t.text, t.value, t.rule) for t in found])

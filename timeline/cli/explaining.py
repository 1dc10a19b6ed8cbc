"""The trace of an event as lines for a person: every decision with the rule that made it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.doctor.explain import Verdict
    from timeline.model import Event
    from timeline.tracing import Step

INDENT = "    "


def trace_lines(steps: "Sequence[Step]") -> Iterator[str]:
    """The steps by decision; of each decision those that fired first, then those that were tried and did not apply."""
    from timeline.tracing import DECISIONS, RULES, decision_of

    groups: dict[str, list[Step]] = {name: [] for name in DECISIONS.values()}
    for step in steps:
        groups[decision_of(step.rule)].append(step)
    for name, made in groups.items():
        fired = [step for step in made if step.fired]
        silent = [step.rule for step in made if not step.fired]
        for step in fired:
            said = step.note or (RULES[step.rule].says if step.rule in RULES else "")
            yield f"{INDENT}{name:14}{step.rule}{f': {said}' if said else ''}"
            name = ""
        if silent:
            yield f"{INDENT}{name:14}did not apply: {', '.join(dict.fromkeys(silent))}"


def trace_record(steps: "Sequence[Step]") -> list[dict[str, Any]]:
    """The steps as JSON objects, in the order they were taken."""
    return [{"rule": step.rule, "fired": step.fired, "note": step.note} for step in steps]


def explained(database: Any, event: "Event") -> "Iterator[str]":
    """Why an event of a database reads as it does, and why its mentions are one event."""
    from timeline.doctor.explain import explain, verdicts

    for each in explain(database, event):
        article, trigger = each.report.article, each.report.mention.trigger
        yield ""
        yield f"why: {article.title or article.url or article.id}, “{trigger.text}”"
        if not each.same:
            yield f"{INDENT}(read otherwise today than it is stored; `timeline doctor --rebuild` reads again)"
        yield from trace_lines(each.steps)
    yield from _joined(verdicts(database, event))


def _joined(pairs: "Sequence[Verdict]") -> Iterator[str]:
    """For each mention after the first an earlier one that it is alike to, and the pairs that are not alike."""
    if pairs:
        yield ""
        yield "why these are one event:"
    placed: set[str] = set()
    for pair in pairs:
        if pair.alike and pair.other not in placed:
            placed.add(pair.other)
            yield f"{INDENT}{pair.other[:8]} joins {pair.one[:8]}: {pair.rule}"
    for pair in pairs:
        if not pair.alike:
            yield f"{INDENT}{pair.one[:8]} and {pair.other[:8]} are not alike ({pair.rule}); others join them"

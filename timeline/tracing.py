"""Names for rules, and a record of which of them decided what, for whoever asks.

A rule is a small function with `@rule("date.carried")` before it, or a row of a table whose reader calls `note`.  While
nobody traces, a rule costs one look at a context variable.  `Trace` records what each rule answered about the event in
hand, and can answer for rules that are switched off, which is how `benchmarks/rules.py` finds out what each is worth.

The record travels in a context variable rather than through every signature: it is read by rules at the bottom of deep
call chains, and no decision depends on it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# What rules decide, by the first part of their names, in the order in which decisions are made.
DECISIONS = {
    "trigger": "what shows it",
    "frame": "what shows it",
    "class": "class",
    "clause": "parties",
    "role": "parties",
    "place": "place",
    "status": "status",
    "attribution": "who says so",
    "tense": "date",
    "date": "date",
    "line": "line",
    "choice": "selection",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a named function says of itself, and which decision it is part of ("" for none of `DECISIONS`)."""

    says: str
    decides: str


RULES: dict[str, Rule] = {}  # every named function, filled as modules are imported


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule said about one event: whether it fired, and in words what it saw or gave."""

    rule: str
    fired: bool
    note: str = ""


@dataclass(slots=True)
class Trace:
    """Steps by event in the order they were taken; None is what concerns an article as a whole.

    Rules named in `without` are silent.  `kept` has what learnt decisions were made from, by event and decision.
    """

    without: frozenset[str] = frozenset()
    steps: dict[Hashable, list[Step]] = field(default_factory=dict)
    kept: dict[tuple[Hashable, str], Any] = field(default_factory=dict)
    subject: Hashable = None

    def add(self, step: Step) -> None:
        """Record a step about the event in hand."""
        self.steps.setdefault(self.subject, []).append(step)

    def of(self, subject: Hashable) -> list[Step]:
        """The steps about an event, each once, in the order first taken."""
        return list(dict.fromkeys(self.steps.get(subject, ())))


_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def traced(trace: Trace) -> Iterator[Trace]:
    """Record in `trace` what rules decide inside the block."""
    token = _trace.set(trace)
    try:
        yield trace
    finally:
        _trace.reset(token)


def about(subject: Hashable) -> None:
    """Say which event the next decisions are about."""
    if (trace := _trace.get()) is not None:
        trace.subject = subject


def note(rule_name: str, text: str = "", *, fired: bool = True) -> None:
    """Record that a rule which is a row of a table, or a step inside a function, decided something."""
    if (trace := _trace.get()) is not None:
        trace.add(Step(rule_name, fired, text))


def keep(decision: str, value: Any) -> None:
    """Record what a learnt decision about the event in hand is made from: its features, or its candidates'."""
    if (trace := _trace.get()) is not None:
        trace.kept[trace.subject, decision] = value


def tracing() -> bool:
    """Whether somebody records; what is costly to put in words need not be put otherwise."""
    return _trace.get() is not None


def allowed(rule_name: str) -> bool:
    """Whether a rule that is a row of a table may speak; all may while nobody switches any off."""
    trace = _trace.get()
    return trace is None or rule_name not in trace.without


def decision_of(rule_name: str) -> str:
    """Which decision a rule is part of, by its name; "" for none of `DECISIONS`.

    >>> decision_of("date.by-focus"), decision_of("frame.act")
    ('date', 'what shows it')
    """
    return DECISIONS.get(rule_name.partition(".")[0], "")


def rule(name: str, *, silent: object = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Give a function a name in traces; `silent` is what it returns while it is switched off.

    It fired when it returned something other than that and other than False, None or an empty value.

    Raises:
        ValueError: another function bears the name.
    """

    def named(function: Callable[P, T]) -> Callable[P, T]:
        if name in RULES:
            raise ValueError(f"two rules are called {name}")
        RULES[name] = Rule((function.__doc__ or "").strip().split("\n")[0], decision_of(name))

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            trace = _trace.get()
            if trace is None:
                return function(*args, **kwargs)
            if name in trace.without:
                return silent  # type: ignore[return-value]
            result = function(*args, **kwargs)
            trace.add(Step(name, bool(result) and result != silent))
            return result

        return answer

    return named

"""Texts read with a trace: which rules fired on what, what was judged right, and what changes without a rule."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answers import CORPORA, Text, Verdict

from timeline.actors import load_registry
from timeline.events.lexicon import load_lexicon
from timeline.extract import analyse, annotation
from timeline.gazetteer import load_gazetteer
from timeline.language import Parser, load_parser
from timeline.model import Parse, Span
from timeline.tracing import Trace, traced

INNER = "status.inner."
DIGITS = 2  # of a point of ranking


class Stored:
    """A parser that parses a document once, and answers from memory when it is read again."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.known: dict[tuple[str, tuple[Span, ...]], tuple[Parse, ...]] = {}

    def parse(self, documents: Sequence[tuple[str, Sequence[Span]]]) -> list[tuple[Parse, ...]]:
        """One parse for each sentence of each document."""
        keys = [(text, tuple(spans)) for text, spans in documents]
        new = [key for key in dict.fromkeys(keys) if key not in self.known]
        self.known.update(zip(new, self.parser.parse(new), strict=True))
        return [self.known[key] for key in keys]


def load_tools() -> dict[str, Any]:
    """What `analyse` needs beside articles."""
    return {"parser": Stored(load_parser()), "registry": load_registry(), "gazetteer": load_gazetteer()}


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read: the triggers each rule fired on, and the verdicts on the events.

    A trigger is known by its offset; None stands for what concerns a sentence or the article.
    """

    text: Text
    fired: Mapping[str, Sequence[Hashable]]
    verdicts: Sequence[Verdict]


def read(text: Text, tools: Mapping[str, Any], without: Iterable[str] = ()) -> Reading:
    """A text read by all rules but those named in `without`."""
    with traced(Trace(without=frozenset(without))) as trace:
        (analysis,) = analyse([text.article], **tools)
    events = annotation(analysis)["events"]
    return Reading(text, _fired(trace), tuple(CORPORA[text.corpus].judged(text, events)))


def _fired(trace: Trace) -> dict[str, list[Hashable]]:
    found: dict[str, list[Hashable]] = {}
    for subject, steps in trace.steps.items():
        names = [step.rule for step in steps if step.fired]
        for name in names if subject is None else dict.fromkeys(names):
            found.setdefault(name, []).append(subject)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """How many right decisions of each kind are won and lost while a rule is silent.

    `misled` is how many more events are given a wrong date or place, rather than none or the right one.  `ranking` is
    the change of how well listed events are ranked before others, in points of average precision.
    """

    won: Counter[str]
    lost: Counter[str]
    misled: int
    ranking: float

    @property
    def none(self) -> bool:
        """Whether no judgement changes: the rule decided nothing that people judged."""
        return not (self.won or self.lost or self.misled or round(self.ranking, DIGITS))

    @property
    def harmless(self) -> bool:
        """Whether as much is right without the rule, and no more is misleading than is won."""
        gain = self.net("date", "place")
        return self.net() >= 0 and self.misled <= max(0, gain) and round(self.ranking, DIGITS) >= 0

    def net(self, *decisions: str) -> int:
        """Won less lost, over some decisions or all."""
        return sum(self.won[name] - self.lost[name] for name in decisions or self.won.keys() | self.lost.keys())


def silenced(rule: str, readings: Sequence[Reading], tools: Mapping[str, Any]) -> Change | None:
    """What changes without a rule; None where it cannot be silenced.

    Only texts on which it fired are read again: elsewhere it answered as a silent rule does.  But where the word of a
    status reports as well, a silent one reports nothing, of which its own steps do not tell.
    """
    reports = rule.startswith(INNER) and rule.removeprefix(INNER) in load_lexicon().words["reporters"]
    won, lost, misled, after = Counter[str](), Counter[str](), 0, list(readings)
    for place, before in enumerate(readings):
        if rule not in before.fired and not reports:
            continue
        now = after[place] = read(before.text, tools, {rule})
        if rule in now.fired:
            return None
        old, new = _right(before.verdicts), _right(now.verdicts)
        won.update(decision for decision, _ in new - old)
        lost.update(decision for decision, _ in old - new)
        misled += _misleading(now.verdicts) - _misleading(before.verdicts)
    listed = sum(verdict.right for verdict in _rankable(readings))
    points = 100 * (ranking(_rankable(after), listed) - ranking(_rankable(readings), listed))
    return Change(won, lost, misled, points)


def _right(verdicts: Iterable[Verdict]) -> set[tuple[str, int]]:
    """The decisions that are right; what is no longer judged, since its event is no longer found, is none of them."""
    return {(verdict.decision, verdict.item) for verdict in verdicts if verdict.right and verdict.decision != "listed"}


def _misleading(verdicts: Iterable[Verdict]) -> int:
    return sum(v.given and not v.right for v in verdicts if v.decision in ("date", "place"))


def _rankable(readings: Iterable[Reading]) -> Iterator[Verdict]:
    return (verdict for reading in readings for verdict in reading.verdicts if verdict.decision == "listed")


def ranking(verdicts: Iterable[Verdict], listed: int) -> float:
    """Average precision of the events by salience, 0 to 1: `listed` of them should come first; ties share a rank."""
    tied: dict[float, list[bool]] = {}
    for verdict in verdicts:
        tied.setdefault(verdict.salience, []).append(verdict.right)
    seen, hits, total = 0, 0, 0.0
    for salience in sorted(tied, reverse=True):
        seen, hits = seen + len(tied[salience]), hits + sum(tied[salience])
        total += sum(tied[salience]) * hits / seen
    return total / listed if listed else 0.0

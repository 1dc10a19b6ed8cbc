"""What each named rule is worth on texts with human answers: `python benchmarks/rules.py SHARED [--ablate PREFIX ...]`.

SHARED is the folder with the articles (corpora/ and bench/).  Reads the development sets of `answers.py` and prints for
each rule, by the decision it is part of: on how many triggers and in how many documents it fired; how many of those
decisions were judged, and how many of these were right, in percent; and the same percentage of the whole decision.
Then come rules that fired in one document only, and rules that never fired.  Rules of selection are judged by whether
the event is listed at all: one that holds events back does well where few are.

    --set NAME ...       only these sets
    --top N              of rules that are table rows the N of each decision that fire most (40)
    --list FILE          write all rules that fired in one document or none there, as CSV; of trigger words, which are
                         thousands, the screen shows their number only
    --ablate PREFIX ...  silence each function, and each table row that fired on five triggers or more, whose name
                         begins so, one at a time, and print how many right decisions that wins less those it loses

An ablation counts against what was judged before: the decisions about an event that is no longer found are lost.
"points" is the change of the rule's own decision, in percent of what was judged; "won" and "lost" are over all of them;
"misled" is how many more events get a wrong date or place rather than none; "ranking" is the change of the average
precision with which salience puts listed events before others, in points, and is the own decision of rules of
selection.  A rule is a candidate for deletion where without it neither its own decision nor the sum of all nor the
ranking loses, and no more wrong dates and places come in than right ones.  Rules without which no judgement changes are
listed apart: they are not shown to be worthless, only untested.
"""

import argparse
import csv
import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from answers import CORPORA, DECISIONS
from readings import Change, Reading, load_tools, read, silenced

from timeline.events.argument_rules import load_argument_rules
from timeline.events.lexicon import Lexicon, load_lexicon
from timeline.events.telling import REPORTING
from timeline.tracing import DECISIONS as PARTS
from timeline.tracing import RULES, decision_of

JUDGED_BY = {
    "what shows it": "class", "class": "class", "parties": "parties", "place": "place", "status": "status",
    "who says so": "status", "date": "date", "line": "line", "selection": "listed",
}  # fmt: skip
COLUMNS = tuple(name for name in DECISIONS if name != "listed")
FEWEST = 5  # triggers that a table row must have fired on to be worth an ablation
TRIGGERS = "trigger."
WIDTH = 118


@dataclass(slots=True)
class Tally:
    """How often a rule fired, in which documents, and how often its decision was right."""

    fired: int = 0
    documents: list[str] = field(default_factory=list)
    judged: int = 0
    right: int = 0


def percent(right: int, judged: int) -> str:
    """`right` in percent of `judged`, "-" of nothing."""
    return f"{100 * right / judged:.1f}" if judged else "-"


def tallies(readings: Iterable[Reading]) -> dict[str, Tally]:
    """The tally of every rule that fired."""
    found: dict[str, Tally] = {}
    for reading in readings:
        verdicts: dict[tuple[str, Any], list[bool]] = {}
        for verdict in reading.verdicts:
            verdicts.setdefault((verdict.decision, verdict.at), []).append(verdict.right)
        for rule, triggers in reading.fired.items():
            tally = found.setdefault(rule, Tally())
            tally.fired += len(triggers)
            tally.documents.append(reading.text.name)
            judged = [fine for at in triggers for fine in verdicts.get((judged_by(rule), at), ())]
            tally.judged += len(judged)
            tally.right += sum(judged)
    return found


def judged_by(rule: str) -> str:
    """The kind of verdict that says whether the decision of a rule was right."""
    return JUDGED_BY.get(decision_of(rule), "")


def totals(readings: Iterable[Reading]) -> dict[str, tuple[int, int]]:
    """Of each decision how many are right, and how many were judged."""
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for reading in readings:
        judged.update(verdict.decision for verdict in reading.verdicts)
        right.update(verdict.decision for verdict in reading.verdicts if verdict.right)
    return {name: (right[name], judged[name]) for name in DECISIONS}


def table_rows(lexicon: Lexicon) -> Iterator[str]:
    """The names of the rules that are rows of tables."""
    yield from (entry.name for entries in lexicon.entries.values() for entry in entries)
    yield from (f"frame.{name}" for name in lexicon.frames)
    yield from (f"role.{slot}" for f in lexicon.frames.values() for slot in (*f.source, *f.target, *f.joint))
    arguments = load_argument_rules()
    yield from dict.fromkeys(f"class.object.{lemma.replace(' ', '-')}" for _, lemma in arguments.rules)
    yield from (f"class.turned.{lemma.replace(' ', '-')}" for lemma in arguments.turned)
    yield from (f"status.word.{word}" for word in lexicon.status)
    yield from (f"status.adjective.{word}" for word in lexicon.adjectives)
    yield from (f"status.inner.{lemma}" for lemma, effect in lexicon.inner.items() if effect not in REPORTING)


def table(found: Mapping[str, Tally], whole: Mapping[str, tuple[int, int]], top: int) -> Iterator[str]:
    """Lines of the table: every function, and of table rows the `top` of each decision that fired most."""
    yield f"{'':34}{'fired':>8}{'documents':>11}{'judged':>8}{'right %':>9}{'all %':>8}"
    for part in dict.fromkeys(PARTS.values()):
        names = sorted((n for n in found if decision_of(n) == part), key=lambda n: (-found[n].fired, n))
        rows = [name for name in names if name not in RULES]
        left_out = frozenset(rows[top:])
        if names:
            yield f"{part}, judged by {JUDGED_BY[part]}"
        for name in names:
            if name not in left_out:
                tally = found[name]
                share = percent(tally.right, tally.judged)
                counts = f"{tally.fired:8}{len(tally.documents):11}{tally.judged:8}"
                yield f"  {name:32}{counts}{share:>9}{percent(*whole[JUDGED_BY[part]]):>8}"
        if left_out:
            yield f"  and {len(left_out)} table rows that fired less"


def wrapped(names: Sequence[str]) -> list[str]:
    """The names as indented lines, with commas between them."""
    return textwrap.wrap(", ".join(names), WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def seldom(found: Mapping[str, Tally], known: Iterable[str]) -> Iterator[str]:
    """Lines that name the rules which fired in one document only, then those that never did."""
    once = sorted(name for name, tally in found.items() if len(tally.documents) == 1)
    never = sorted(set(known) - set(found))
    shown = [f"{n} ({found[n].fired}, {found[n].documents[0]})" for n in once if not n.startswith(TRIGGERS)]
    yield f"\nfired in one document only: {len(shown)}, and {len(once) - len(shown)} trigger words"
    yield from wrapped(shown)
    for says, names in (
        ("functions that never fired", [n for n in never if n in RULES]),
        ("table rows that never fired", [n for n in never if n not in RULES and not n.startswith(TRIGGERS)]),
    ):
        yield f"{says}: {len(names)}"
        yield from wrapped(names)
    yield f"trigger words that never fired: {sum(n.startswith(TRIGGERS) and n not in RULES for n in never)}"


def write_list(path: Path, found: Mapping[str, Tally], known: Iterable[str]) -> None:
    """Write every rule that fired in one document only, and which, or in none."""
    with path.open("w", encoding="utf8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["rule", "fired", "document"])
        for name in sorted({*known, *found}):
            tally = found.get(name, Tally())
            if len(tally.documents) <= 1:
                out.writerow([name, tally.fired, "".join(tally.documents)])


def chosen(found: Mapping[str, Tally], prefixes: Sequence[str]) -> list[str]:
    """The rules to silence: functions that fired, and table rows that fired often enough."""
    names = (name for name in found if name.startswith(tuple(prefixes)))
    return sorted(name for name in names if name in RULES or found[name].fired >= FEWEST)


def ablation_line(rule: str, tally: Tally, change: Change, judged: int) -> str:
    """One line of the table of ablations."""
    nets = "".join(f"{change.net(name) or '.':>8}" for name in COLUMNS)
    points = f"{100 * change.net(judged_by(rule)) / judged:+.2f}" if judged_by(rule) in COLUMNS else ""
    ends = f"{points:>8}{change.misled or '.':>8}{change.ranking:+9.2f}{change.won.total():6}{change.lost.total():6}"
    return f"  {rule:32}{tally.fired:6}{len(tally.documents):6}{nets}{ends}"


def ablate(
    names: Sequence[str], found: Mapping[str, Tally], readings: Sequence[Reading], tools: Mapping[str, Any]
) -> Iterator[str]:
    """Lines of the table of ablations, each as soon as it is known, then what they say together."""
    whole = totals(readings)
    groups: dict[str, list[str]] = {"candidates for deletion": [], "without which no judgement changes": []}
    deaf = groups["noted where nothing can silence them"] = []
    columns = "".join(f"{name:>8}" for name in (*COLUMNS, "points", "misled"))
    yield f"\n{'without':34}{'fired':>6}{'docs':>6}{columns}  ranking   won  lost"
    for name in names:
        change = silenced(name, readings, tools)
        if change is None:
            deaf.append(name)
            continue
        yield ablation_line(name, found[name], change, whole[judged_by(name)][1])
        if change.none:
            groups["without which no judgement changes"].append(f"{name} ({found[name].fired})")
        elif change.harmless and change.net(judged_by(name)) >= 0:
            groups["candidates for deletion"].append(
                f"{name} (+{change.won.total()} -{change.lost.total()}, {change.ranking:+.2f})"
            )
    for says, rules in groups.items():
        yield f"\n{says}: {len(rules)} of {len(names)}"
        yield from wrapped(rules)


def main() -> None:
    """Read the sets, print the table and the lists, then the ablations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--set", nargs="+", choices=CORPORA, default=list(CORPORA), metavar="NAME")
    parser.add_argument("--top", type=int, default=40, metavar="N")
    parser.add_argument("--list", type=Path, metavar="FILE")
    parser.add_argument("--ablate", nargs="+", default=[], metavar="PREFIX")
    options = parser.parse_args()
    began, tools = time.monotonic(), load_tools()
    readings = [read(text, tools) for name in options.set for text in CORPORA[name].texts(options.shared)]
    found, known = tallies(readings), [*RULES, *table_rows(load_lexicon())]
    print("\n".join([*table(found, totals(readings), options.top), *seldom(found, known)]))
    if options.list:
        write_list(options.list, found, known)
    print(f"\n{len(readings)} documents, {time.monotonic() - began:.0f} s")
    if options.ablate:
        began, names = time.monotonic(), chosen(found, options.ablate)
        for line in ablate(names, found, readings, tools):
            print(line, flush=True)
        print(f"\n{len(names)} rules, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()

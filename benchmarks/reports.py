"""Inputs rebuilt from public bug reports: `python benchmarks/reports.py BENCH [--errors] [--only N ...]`.

BENCH holds `reports/cases.jsonl`, one input a line with the right answer in words, and the files that inputs name.
`reports_expected.jsonl` holds the answers as checks (see `report_checks.py`), one object a case:

    case    line number in cases.jsonl
    hash    of the command, the input, its file and the answer: a case that changed needs its checks looked at
    checks  the case is right if all of them hold
    argued  why the answer may be wrong or is unclear; the checks follow it all the same

Prints the number of right cases by kind (a case of two kinds counts under both), then of all.  `--errors` lists the
wrong ones first, each with the checks that fail and the output.
"""

import argparse
import hashlib
import io
import json
import shlex
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from report_checks import Json, Outcome, Ran, day, holds
from typer.testing import CliRunner

from timeline.calendar import parse_iso
from timeline.cli import app
from timeline.errors import ReadError, TimelineError
from timeline.extract import analyse, annotation
from timeline.ingest import reader_tools
from timeline.ingest import run as ingest
from timeline.readers import Given, read

EXPECTED = Path(__file__).resolve().with_name("reports_expected.jsonl")
ARTICLES = "misc/q.jsonl"  # ingested into the database that commands run on
KINDS = {
    "a": "timexes and event dates",
    "b": "publication dates of pages",
    "c": "text of pages",
    "d": "mail, feeds, tables, encodings",
    "e": "actors and places",
    "f": "class, roles, factuality",
    "g": "export formats",
    "h": "calendar arithmetic, time zones",
    "i": "full-text search",
    "j": "arguments of commands",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One line of cases.jsonl; `judged` is its verdict on the program as it was then: right, partly or wrong."""

    number: int
    kind: str
    command: str
    input: str
    expected: str
    judged: str
    file: Path | None

    @property
    def hash(self) -> str:
        content = self.file.read_bytes() if self.file else b""
        words = "\n".join((self.command, self.input, self.expected))
        return hashlib.sha256(words.encode() + content).hexdigest()[:8]


def cases(bench: Path) -> list[Case]:
    """All inputs, in the order of the file."""
    folder = bench / "reports"
    with (folder / "cases.jsonl").open(encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    fields = ("kind", "command", "input", "expected", "ok")
    return [Case(at, *(row[key] for key in fields), named_file(folder, row["input"])) for at, row in enumerate(rows, 1)]


def named_file(folder: Path, written: str) -> Path | None:
    """The file named at the start of an input, None if there is none; one input names the wrong folder."""
    name = written.split()[0]
    if "/" not in name or ":" in name:
        return None
    found = (path for path in (folder / name, folder / "misc" / Path(name).name) if path.is_file())
    return next(found, None)


def expectations(every: Sequence[Case]) -> dict[int, Json]:
    """The entries of `reports_expected.jsonl` by case number.

    Raises:
        SystemExit: a case has no entry, an entry no case, or a hash differs.
    """
    with EXPECTED.open(encoding="utf8") as lines:
        found = {row["case"]: row for row in map(json.loads, lines)}
    hashes = {case.number: case.hash for case in every}
    drifted = [at for at in hashes.keys() | found.keys() if hashes.get(at) != found.get(at, {}).get("hash")]
    if drifted:
        listed = "\n".join(f"  case {at}: {hashes.get(at, 'not in cases.jsonl')}" for at in sorted(drifted))
        raise SystemExit(f"{EXPECTED.name}: revise the checks of these cases, then set their hashes:\n{listed}")
    return found


def invoked(arguments: Sequence[str]) -> Ran:
    """Run a command in this process; a TimelineError gets the exit status and message of `timeline.cli.main`."""
    result = CliRunner().invoke(app, list(arguments))
    if isinstance(result.exception, TimelineError):
        return Ran(result.exception.exit_status, result.stdout, f"{result.stderr}timeline: {result.exception}\n")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


@cache
def tools() -> Json:
    return reader_tools(parser="en")


def outcome(case: Case, nothing: Outcome) -> Outcome:
    """The program's output for a case; `nothing` is the empty outcome, enough for commands on the database."""
    words = shlex.split(case.command.partition(";")[0])[1:]
    if words[0] == "dates":
        arguments = [case.input if word == "TEXT" else word for word in words]
        printed = invoked([*arguments, "--format", "jsonl"]).stdout
        return replace(nothing, timexes=[json.loads(line) for line in printed.splitlines()])
    if words[0] not in ("annotate", "ingest"):
        return nothing
    given = Given(published=parse_iso(words[words.index("--published") + 1]) if "--published" in words else None)
    source = str(case.file) if case.file else "-"
    found = [*read(source, given, stdin=io.BytesIO(case.input.encode()))]
    analyses = analyse([item for item in found if not isinstance(item, ReadError)], **tools())
    records = [annotation(each) for each in analyses]
    return replace(
        nothing,
        timexes=[timex for record in records for timex in record["timexes"]],
        events=[event for record in records for event in record["events"]],
        articles=[each.article for each in analyses],
    )


def failed(case: Case, expected: Json, nothing: Outcome) -> list[str]:
    """Lines on the checks that fail and the output; empty if the case is right."""
    try:
        made = outcome(case, nothing)
        wrong = [check for check in expected["checks"] if not holds(check, made)]
    except Exception as error:  # noqa: BLE001 - a crash makes one case wrong; the others still run
        return [f"{type(error).__name__}: {error}"]
    if not wrong:
        return []
    return [*("wanted " + json.dumps(check, ensure_ascii=False) for check in wrong), *seen(made, wrong)]


def seen(made: Outcome, wrong: Sequence[Json]) -> Iterator[str]:
    """The parts of the output that the failed checks are about, as lines."""
    every = [each for check in wrong for each in check.get("any", [check])]
    kinds = " ".join(check["check"] for check in every)
    if "timex" in kinds:
        yield from (f"found {t['text']} = {t['value']} {t['mod']} [{t['from']}, {t['to']})" for t in made.timexes)
    if "event" in kinds:
        yield from map(event_line, made.events)
    if any(kind in kinds for kind in ("published", "articles", "text")):
        yield from (f"found {a.title}, {day(a)} ({a.published_confidence:.2f}): {a.text!r:.300}" for a in made.articles)
    for check in every:
        if "arguments" in check:
            ran = made.run(check["arguments"])
            yield f"found code {ran.code}, {ran.stdout!r:.200} {ran.stderr!r:.200}"


def event_line(event: Json) -> str:
    source, target = (", ".join(actor["id"] for actor in event[role]) for role in ("source", "target"))
    place = ", ".join(f"{each['name']}/{each['country']}" for each in event["place"])
    negated = " negated" if event["negated"] else ""
    return (
        f"found {event['trigger']['text']}: {event['class']} {event['mode']} {source} -> {target} at {place} "
        f"[{event['from']}, {event['to']}) {event['status']}{negated}"
    )


def report(every: Sequence[Case], wrong: dict[int, list[str]], expected: dict[int, Json], errors: bool) -> None:
    if errors:
        for case in every:
            if lines := wrong[case.number]:
                print(f"{case.number} ({case.kind}) {case.input}: {case.expected}", *lines, sep="\n    ")
        print()
    total: Counter[str] = Counter(kind for case in every for kind in case.kind.split("/"))
    fine: Counter[str] = Counter(kind for case in every if not wrong[case.number] for kind in case.kind.split("/"))
    for kind, name in KINDS.items():
        if total[kind]:
            print(f"{kind}  {name:36}{fine[kind]:4} of {total[kind]:3}")
    argued = sum("argued" in expected[case.number] for case in every)
    count = sum(not wrong[case.number] for case in every)
    print(f"{count} of {len(every)} cases ({argued} argued with)")
    print(f"right {100 * count / len(every):.1f}")


def main() -> None:
    """Run the cases and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--errors", action="store_true", help="list the wrong cases")
    parser.add_argument("--only", type=int, nargs="+", metavar="N", help="run only these cases")
    options = parser.parse_args()
    every = cases(options.bench)
    expected = expectations(every)
    chosen = [case for case in every if not options.only or case.number in options.only]
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "reports.db")
        ingest([str(options.bench / "reports" / ARTICLES)], database, given=Given(), jobs=1)
        nothing = Outcome(run=lambda arguments: invoked([*arguments, "--db", database]))
        wrong = {case.number: failed(case, expected[case.number], nothing) for case in chosen}
    report(chosen, wrong, expected, options.errors)


if __name__ == "__main__":
    main()

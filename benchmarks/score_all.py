"""Every corpus with human answers beside a baseline: `python benchmarks/score_all.py BENCH [SET ...] [--save]`.

BENCH is the folder of the corpora and their scorers, which define the measures.  Each set is read with the program as
it stands (`timeline annotate`; ECB+ through a database), handed to its scorer, and the figures are picked out of what
that prints.  `--save` stores the figures as the new baseline.  All sets are development sets: their texts may have been
looked at.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
NUMBER = r"\s+([\d.]+)"


@dataclass(frozen=True, slots=True)
class Set:
    """How a corpus is read and scored: `measures` finds each figure in what the scorer prints."""

    prepare: Callable[[Path, Path], Path]  # (BENCH, an empty folder) -> what the scorer reads
    scorer: tuple[str, ...]  # a script of BENCH and its arguments; "{gold}" and "{system}" are filled in
    measures: Mapping[str, str]
    gold: str = ""


def run(*command: object, stdin: Path | None = None) -> str:
    """What a command prints; its complaints go to the screen."""
    with stdin.open("rb") if stdin else open("/dev/null", "rb") as given:
        done = subprocess.run([str(part) for part in command], check=True, stdin=given, stdout=subprocess.PIPE)
    return done.stdout.decode("utf8")


def annotated(bench: Path, folder: Path, *, name: str, keep: str = "") -> Path:
    """`timeline annotate` of a set's documents; `keep` is a regular expression for the lines to read."""
    source, chosen, path = bench / "data" / f"{name}.jsonl", folder / "documents.jsonl", folder / "annotated.jsonl"
    lines = [line for line in source.read_text("utf8").splitlines() if re.search(keep, line)]
    chosen.write_text("\n".join(lines) + "\n", "utf8")
    program = Path(sys.executable).with_name("timeline")
    path.write_text(run(program, "annotate", chosen, "--format", "jsonl"), "utf8")
    return path


def flat(bench: Path, folder: Path, *, name: str, kind: str, keep: str = "") -> Path:
    """The annotation as a line an event, or a line a document's timexes, as the older scorers read it."""
    full, path = annotated(bench, folder, name=name, keep=keep), folder / "flat.jsonl"
    path.write_text(run(sys.executable, bench / "adapt.py", kind, stdin=full), "utf8")
    return path


def places(bench: Path, folder: Path) -> Path:
    """The annotation of TR-News with every place that was found."""
    path = folder / "places.jsonl"
    documents = bench / "data" / "trnews.docs.jsonl"
    path.write_text(run(sys.executable, bench / "annotate_places.py", documents), "utf8")
    return path


def nothing(_bench: Path, folder: Path) -> Path:
    """For scripts that read the corpus themselves."""
    return folder


TIMEX = {
    "value F1": r"value   F1" + NUMBER,
    "relaxed F1": r"relaxed .*F1" + NUMBER,
    "strict F1": r"strict .*F1" + NUMBER,
}
SEMEVAL = {"dated F1": r"DATED.*\s([\d.]+)\n", "dates F1": r"distinct dates.*\s([\d.]+)\n"}
EVENTS = partial(flat, kind="events")


def timexes(name: str) -> Set:
    """A corpus of time expressions, read without the rest of the analysis."""
    pattern = rf"{name}\s+value{NUMBER}\s+relaxed{NUMBER}\s+strict{NUMBER}"
    measures = {"value F1": pattern, "relaxed F1": pattern.replace(NUMBER, r"\s+[\d.]+", 1)}
    return Set(nothing, (str(HERE / "timex.py"), "{bench}"), measures)


SETS: dict[str, Set] = {
    **{name: timexes(name) for name in ("timebank-aquaint-corrected", "timebank", "aquaint", "wikiwars")},
    "krauts-dolomiten": Set(
        partial(flat, name="krauts-dolomiten.docs", kind="timexes"), ("score_timex.py", "{gold}", "{system}"), TIMEX
    ),
    "ngec": Set(
        nothing,
        (str(HERE / "actors.py"), "{bench}"),
        {
            "country": r"country ([\d.]+)",
            "country + sector": r"both ([\d.]+)",
            "name": r"name ([\d.]+)",
            "plv actors": r"pair found ([\d.]+)",
        },
    ),
    "plv_train": Set(
        partial(EVENTS, name="plv_train.docs"),
        ("score_plv.py", "{system}", "--split", "train"),
        {
            "pair": r"pair found \(.*\)" + NUMBER,
            "pair + class": r"pair\+class \(.*\)" + NUMBER,
            "any direction": r"pair\+class any.*n" + NUMBER,
        },
    ),
    "esc": Set(
        partial(EVENTS, name="esc.docs"),
        ("score_esc.py", "{system}"),
        {"date right": r"OVERALL" + NUMBER, "off the article's day": r"non-DCT OVERALL" + NUMBER},
    ),
    "semeval15 trial": Set(
        partial(EVENTS, name="semeval15.docs", keep='"corpus": "trial"'),
        ("score_semeval15.py", "{system}", "--corpora", "trial"),
        SEMEVAL,
    ),
    "semeval15 1": Set(
        partial(EVENTS, name="semeval15.docs", keep='"corpus": "1"'),
        ("score_semeval15.py", "{system}", "--corpora", "1"),
        SEMEVAL,
    ),
    "ecbplus dev": Set(
        nothing,
        (str(HERE / "events.py"), "{bench}", "ecbplus"),
        {"detected": r"detected" + NUMBER, "CoNLL F1": r"CoNLL F1" + NUMBER},
    ),
    "meantime.dev": Set(
        partial(annotated, name="meantime.dev.docs"),
        ("score_meantime.py", "{gold}", "{system}"),
        {
            "status macro F1": r"macro F1" + NUMBER,
            "uncertain F1": r"uncertain .*?F1" + NUMBER,
            "who recall": r"who +R" + NUMBER,
            "whom recall": r"whom +R" + NUMBER,
            "place recall": r"place +R" + NUMBER,
            "days": r"days" + NUMBER,
        },
    ),
    "timeset.dev": Set(
        partial(annotated, name="timeset.dev.docs"),
        ("score_timeset.py", "{gold}", "{system}"),
        {name: name + NUMBER for name in ("found", "top k", "ranking", "day")},
    ),
    "eventtime.train": Set(
        partial(annotated, name="eventtime.train.docs"),
        ("score_eventtime.py", "{gold}", "{system}"),
        {"day": r"day" + NUMBER, "relation": r"relation" + NUMBER, "after": r"afterDCT" + NUMBER},
    ),
    "trnews": Set(
        places,
        ("score_geo.py", "{gold}", "{system}", "--gazetteer", str(HERE.parent / "timeline/data/places.csv")),
        {"spans F1": r"F1" + NUMBER, "same place": r"same place" + NUMBER, "country": r"country" + NUMBER},
    ),
    "reports": Set(nothing, (str(HERE / "reports.py"), "{bench}"), {"right": r"right" + NUMBER}),
}  # fmt: skip


def figures(name: str, bench: Path) -> dict[str, float]:
    """The measures of a set.

    Raises:
        SystemExit: the scorer printed no such figure.
    """
    each = SETS[name]
    gold = bench / "data" / f"{name.split()[0]}.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        system = each.prepare(bench, Path(folder))
        arguments = [part.format(bench=bench, gold=gold, system=system) for part in each.scorer]
        printed = run(sys.executable, bench / arguments[0], *arguments[1:])
    found: dict[str, float] = {}
    for measure, pattern in each.measures.items():
        match = re.search(pattern, printed)
        if match is None:
            raise SystemExit(f"{name}: the scorer prints no {measure!r}:\n{printed}")
        found[measure] = float(match[1])
    return found


def main() -> None:
    """Score the sets and print each figure beside the baseline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no set {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    stored = json.loads(BASELINE.read_text("utf8")) if BASELINE.exists() else {}
    print(f"{'set':28}{'measure':24}{'now':>8}{'before':>9}{'change':>9}")
    for name in options.sets or SETS:
        before = stored.get(name, {})
        found = figures(name, options.bench)
        for measure, value in found.items():
            old = before.get(measure)
            beside = f"{'':>9}{'new':>9}" if old is None else f"{old:9.1f}{value - old:+9.1f}"
            print(f"{name:28}{measure:24}{value:8.1f}{beside}", flush=True)
        stored[name] = found
    if options.save:
        BASELINE.write_text(json.dumps(stored, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()

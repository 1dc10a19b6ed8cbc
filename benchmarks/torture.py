"""Bad input, and an end at any moment: `python benchmarks/torture.py [--articles 500] [--kills 10] [--seed 1]`.

A folder of good articles with every kind of `bad_input.py` among them is ingested; the
process is killed at random moments of its work, and started again each time; then one
run goes to its end.  All that is in the database, table by table and as `query` gives
it, is compared with that of one run that nobody disturbed.  The last line is `N tried,
0 lost`: good articles, kinds of bad input, and kills.
"""

import argparse
import collections
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bad_input

from timeline import query, readers, store
from timeline.errors import StoreError
from timeline.store import soundness

SLOW_SECONDS = 2.0
SOME_FAILED = 3  # the exit status of an ingest that could not read all

STATES = (
    "Russia", "Poland", "Kenya", "Brazil", "Japan", "Egypt", "Canada", "India", "Turkey", "Norway", "Chile", "Peru",
    "Spain", "Greece", "Iran", "Mali", "Ghana", "Cuba", "Nepal", "Fiji", "Angola", "Mexico", "Sweden", "Malta",
)  # fmt: skip
CITIES = ("Warsaw", "Nairobi", "Tokyo", "Cairo", "Ottawa", "Ankara", "Oslo", "Santiago")
MONTHS = ("January", "March", "April", "May", "July", "September", "October")
DEEDS = (
    "{a} attacked {b} on {day}.",
    "The president of {a} met the foreign minister of {b} in {city} on {day}.",
    "{a} accused {b} of an attack on a convoy that killed {n} people.",
    "{a} and {b} signed a trade agreement in {city}.",
    "Police in {city} arrested {n} protesters on {day}.",
    "{a} said that it would send aid to {b} after the flood.",
    "{a} imposed sanctions on {b} last week.",
)
COMMAND = "from timeline.cli import main\nif __name__ == '__main__':\n    main()\n"


def main() -> None:
    """Write the folder, disturb, compare."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=500)
    arguments.add_argument("--kills", type=int, default=10)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="timeline-torture-") as place:
        here = Path(place)
        folder = here / "input"
        folder.mkdir()
        kinds = bad_input.write(folder)
        good = write_articles(folder, given.articles, chance)
        print(f"{given.articles} good articles, {kinds} kinds of bad input", flush=True)
        for name, seconds in slow(folder):
            print(f"  {name}: {seconds:.1f} s of processor time to read", flush=True)
        (here / "command.py").write_text(COMMAND)
        started = time.monotonic()
        status = ingest(here, "clean").wait()
        whole = time.monotonic() - started
        print(f"undisturbed: {whole:.0f} s, exit {status}", flush=True)
        if status != SOME_FAILED:
            raise SystemExit((here / "clean.log").read_text(errors="replace"))
        disturb(here, given.kills, whole, chance)
        status = ingest(here, "killed").wait()
        print(f"the last run to its end: exit {status}")
        clean, killed = content(here / "clean.db"), content(here / "killed.db")
        faults = unsound(here / "killed.db")
        said = [line for log in here.glob("*.log") for line in log.read_text(errors="replace").split("\n")]
    differing = [name for name in {**clean, **killed} if clean[name] != killed[name]]
    for name in {**clean, **killed}:
        counts = f"{len(clean[name]):,} undisturbed, {len(killed[name]):,} after the kills"
        print(f"{name}: {counts}, equal: {name not in differing}")
    texts = {json.loads(row)["text"] for row in killed["article_version"]}
    lost = [f"article {number}" for number, text in enumerate(good) if text not in texts]
    lost += [f"what {name} holds" for name in differing]
    lost += faults + [line for line in said if line.startswith("Traceback")]
    for each in lost:
        print(f"lost: {each}")
    print(f"{given.articles + kinds + given.kills} tried, {len(lost)} lost")
    raise SystemExit(bool(lost))


def slow(folder: Path) -> list[tuple[str, float]]:
    """The files that take long to read, and how long."""
    found = []
    for path in readers.files(folder):
        if isinstance(path, Path) and not path.name.startswith("good-"):
            began = time.process_time()
            collections.deque(readers.read(str(path), readers.Given()), maxlen=0)
            if (seconds := time.process_time() - began) > SLOW_SECONDS:
                found.append((path.name, seconds))
    return found


def write_articles(folder: Path, number: int, chance: random.Random) -> list[str]:
    """Good articles, each of a few sentences; their texts."""
    texts = []
    for n in range(number):
        day = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(2012, 2020)}"
        deeds = []
        for deed in chance.sample(DEEDS, chance.randint(2, 5)):
            a, b = chance.sample(STATES, 2)
            deeds.append(deed.format(a=a, b=b, city=chance.choice(CITIES), day=day, n=chance.randint(2, 90)))
        texts.append(f"{' '.join(deeds)} This was report number {n}.")
        (folder / f"good-{n:05}.txt").write_text(texts[-1])
    return texts


def ingest(here: Path, database: str) -> "subprocess.Popen[bytes]":
    """A process that ingests the folder; what it says is added to a log."""
    command = [sys.executable, str(here / "command.py"), "ingest", str(here / "input"), "--jobs", "2"]
    with (here / f"{database}.log").open("ab") as log:
        return subprocess.Popen(
            [*command, "--published", "2021-06-01", "--db", str(here / f"{database}.db")],
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def disturb(here: Path, kills: int, whole: float, chance: random.Random) -> None:
    """Start, kill at a random moment, start again; now the process alone, now with its workers.

    One that has ended before its moment came is no kill: the next is given less time.
    """
    longest, done = whole / 3, 0
    while done < kills:
        process = ingest(here, "killed")
        moment = chance.uniform(0.3, longest)
        time.sleep(moment)
        if process.poll() is not None:
            print(f"  it had ended before {moment:.1f} s", flush=True)
            longest /= 2
            continue
        if done % 2:
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        done += 1
        print(f"kill {done}: after {moment:.1f} s, {stored(here)} articles were in", flush=True)


def stored(here: Path) -> int:
    """How many articles the database holds, 0 where there is none yet."""
    try:
        reader = store.open_reader(here / "killed.db")
    except StoreError as error:
        print(f"  ({error})")
        return 0
    try:
        return int(reader.execute("SELECT count(*) FROM article").fetchone()[0])
    finally:
        reader.close()


def content(database: Path) -> dict[str, list[str]]:
    """All that the database holds, table by table, and its events as `query` gives them.

    When it was ingested is left out, and how often a bad file was tried.
    """
    found: dict[str, list[str]] = collections.defaultdict(list)
    reader = store.open_reader(database)
    try:
        for row in map(json.loads, store.dump(reader)):
            if (table := row.pop("table", "")) and table not in ("run", "run_change"):
                row.pop("attempts", None)
                found[table].append(json.dumps(row, sort_keys=True))
        cursor = None
        while True:
            page = query.find(reader, query.Filter(everything=True), limit=1000, cursor=cursor)
            found["events"] += [json.dumps(query.event_record(event), sort_keys=True) for event in page.events]
            if not (cursor := page.cursor):
                break
    finally:
        reader.close()
    return found


def unsound(database: Path) -> list[str]:
    """What is wrong with the file, with references in it and with what is derived."""
    reader = store.open_reader(database)
    try:
        checks = (soundness.file_faults, soundness.broken_references, soundness.derived_faults, soundness.text_faults)
        return [fault for check in checks for fault in check(reader)]
    finally:
        reader.close()


if __name__ == "__main__":
    main()

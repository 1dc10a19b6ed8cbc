"""Bad input, and an end at any moment: `python benchmarks/torture.py [--articles 500] [--kills 10] [--seed 1]`.

A folder of good articles with every kind of `bad_input.py` among them is ingested; the
process is killed at random moments, and started again each time; then one run goes to
its end.  What is in the database is compared with that of one run that nobody
disturbed.  The last line is `N tried, 0 lost`.
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
from typing import Any

import bad_input

from timeline import query, readers, store

SLOW_SECONDS = 2.0

STATES = ("Russia", "Poland", "Kenya", "Brazil", "Japan", "Egypt", "Canada", "India", "Turkey", "Norway", "Chile")
CITIES = ("Warsaw", "Nairobi", "Tokyo", "Cairo", "Ottawa", "Ankara", "Oslo", "Santiago")
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
        status = ingest(here, "clean.db").wait()
        whole = time.monotonic() - started
        print(f"undisturbed: {whole:.0f} s, exit {status}")
        disturb(here, given.kills, whole, chance)
        status = ingest(here, "killed.db").wait()
        print(f"the last run to its end: exit {status}")
        clean, killed = content(here / "clean.db"), content(here / "killed.db")
    for name, (one, other) in {key: (clean[key], killed[key]) for key in clean}.items():
        print(f"{name}: {len(one):,} undisturbed, {len(other):,} after {given.kills} kills, equal: {one == other}")
    lost = sum(text not in killed["articles"] for text in good) + sum(clean[key] != killed[key] for key in clean)
    print(f"{given.articles + kinds + given.kills} tried, {lost} lost")
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
        day = f"{chance.randint(1, 28)} {chance.choice(('March', 'April', 'May'))} 2021"
        deeds = []
        for deed in chance.sample(DEEDS, chance.randint(2, 5)):
            a, b = chance.sample(STATES, 2)
            deeds.append(deed.format(a=a, b=b, city=chance.choice(CITIES), day=day, n=chance.randint(2, 90)))
        texts.append(f"{' '.join(deeds)} This was report number {n}.")
        (folder / f"good-{n:05}.txt").write_text(texts[-1])
    return texts


def ingest(here: Path, database: str) -> "subprocess.Popen[bytes]":
    """A process that ingests the folder."""
    command = [sys.executable, str(here / "command.py"), "ingest", str(here / "input"), "--jobs", "2", "--quiet"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [*command, "--published", "2021-06-01", "--db", str(here / database)],
        stdout=quiet, stderr=quiet, start_new_session=True,
    )  # fmt: skip


def disturb(here: Path, kills: int, whole: float, chance: random.Random) -> None:
    """Start, kill at a random moment, start again; now the process alone, now with its workers."""
    for n in range(kills):
        process = ingest(here, "killed.db")
        moment = chance.uniform(0.3, 0.6 * whole)
        time.sleep(moment)
        done = process.poll() is not None
        if not done and n % 2:
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        print(f"kill {n + 1}: after {moment:.1f} s, {'it had ended' if done else f'{stored(here)} articles were in'}")


def stored(here: Path) -> int:
    """How many articles the database holds, 0 where there is none yet."""
    try:
        return len(content(here / "killed.db")["articles"])
    except Exception as error:  # noqa: BLE001 - any reason is worth the line
        print(f"  ({error})")
        return 0


def content(database: Path) -> dict[str, Any]:
    """Texts, events and failures, in an order of their own."""
    reader = store.open_reader(database)
    try:
        articles = [row[0] for row in reader.execute("SELECT text FROM article_version WHERE current = 1")]
        events, cursor = [], None
        while True:
            page = query.find(reader, query.Filter(everything=True), limit=1000, cursor=cursor)
            events += [json.dumps(query.event_record(event), sort_keys=True) for event in page.events]
            if not (cursor := page.cursor):
                break
        failures = [(name, reason) for name, reason, _ in store.failed(reader)]
    finally:
        reader.close()
    return {"articles": sorted(articles), "events": sorted(events), "failures": sorted(failures)}


if __name__ == "__main__":
    main()

"""Whether memory stays flat: `python benchmarks/memory.py [--small 2000] [--large 20000] [--jobs 2]`.

Made-up short articles go through the whole of `timeline ingest` in a process of its own,
which says at the end how much memory it and its workers held at most.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WHO = ("Russia", "Ukraine", "France", "Germany", "China", "Japan", "India", "Brazil", "Kenya", "NATO", "Iran", "Israel")
DID = ("criticised", "attacked", "warned", "met officials of", "signed an agreement with", "sanctioned", "invaded")
WHERE = ("in Paris", "in Kyiv", "in Geneva", "near Nairobi", "in Tokyo", "at the border", "in Brasilia", "in Vienna")
WHEN = ("on Monday", "on 3 March", "last week", "yesterday", "in May", "in 2014", "two days ago", "this morning")
WHY = ("grain", "fishing", "gas", "a bridge", "tariffs", "prisoners", "water", "satellites", "steel", "visas")
PROGRAM = "import sys; sys.argv[0] = 'timeline'; from timeline.cli import main; main()"
LOOK = 0.5  # seconds between two looks at the processes


def main() -> None:
    """Ingest few and many, and compare."""
    arguments = argparse.ArgumentParser(description=__doc__)
    for name, default in (("small", 2000), ("large", 20_000), ("jobs", 2)):
        arguments.add_argument(f"--{name}", type=int, default=default)
    given = arguments.parse_args()
    few, many = (held(number, given.jobs) for number in (given.small, given.large))
    for process in few:
        print(f"{process}: {few[process]:.0f} MB, {many[process]:.0f} MB: {many[process] / few[process]:.2f} times")


def held(number: int, jobs: int) -> dict[str, float]:
    """The most memory in MB that the parent and the largest worker held over so many articles."""
    with tempfile.TemporaryDirectory(prefix="timeline-memory-") as folder:
        source, database = Path(folder) / "a.jsonl", Path(folder) / "t.db"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(article) + "\n" for article in articles(number))
        command = ["ingest", str(source), "--db", str(database), "--jobs", str(jobs), "--quiet"]
        began, found = time.monotonic(), {"parent": 0.0, "worker": 0.0}
        with subprocess.Popen([sys.executable, "-c", PROGRAM, *command]) as ingest:
            while ingest.poll() is None:
                found["parent"] = max(found["parent"], peak(ingest.pid))
                found["worker"] = max([found["worker"], *(peak(child) for child in descendants(ingest.pid))])
                time.sleep(LOOK)
        assert ingest.returncode == 0
        size = database.stat().st_size / 2**20
        print(f"{number:,} articles: {found}, {time.monotonic() - began:.0f} s, {size:.0f} MB of database", flush=True)
        return found


def peak(process: int) -> float:
    """The most memory that a process held so far, in MB; 0 once it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0


def descendants(process: int) -> list[int]:
    """The processes that a process started, and theirs."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    except OSError:
        return []
    children = [int(number) for number in text.split()]
    return [*children, *(below for child in children for below in descendants(child))]


def articles(number: int) -> Iterator[dict[str, str]]:
    """Two sentences each, no two articles the same, spread over twenty years."""
    chance = random.Random(1)
    for n in range(number):
        told = []
        for _ in range(2):
            who, whom = chance.sample(WHO, 2)
            about = (
                f"over {chance.choice(WHY)} and {chance.choice(WHY)} for {chance.randrange(9000) + 100} million euros"
            )
            told.append(f"{who} {chance.choice(DID)} {whom} {about} {chance.choice(WHERE)} {chance.choice(WHEN)}.")
        day = f"{2000 + n * 20 // number}-{chance.randrange(12) + 1:02}-{chance.randrange(28) + 1:02}"
        yield {"title": f"Report {n}", "text": " ".join(told), "published": day, "publisher": f"Publisher {n % 40}",
               "url": f"https://news.example/{n}"}  # fmt: skip


if __name__ == "__main__":
    main()

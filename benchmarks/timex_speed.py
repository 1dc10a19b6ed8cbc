"""How fast timexes are found, beside `dateparser.search` in the same run.

    python benchmarks/timex_speed.py BENCH_DIR

Takes the joined TimeBank text, then the same text repeated to a megabyte.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateparser.search import search_dates

from timeline.calendar import day_of
from timeline.temporal import find_timexes

DCT = day_of(1998, 3, 1)
MEGABYTE = 1_000_000
SAMPLE = 20_000  # characters given to dateparser


def best(function: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    path = Path(sys.argv[1]) / "data" / "timebank.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    joined = "\n\n".join(texts)
    find_timexes("warm 2016", DCT)
    ours = len(joined) / best(lambda: find_timexes(joined, DCT), 3) / 1000
    print(f"joined text, {len(joined) / 1000:.0f} KB: {ours:.0f} KB/s")
    large = (joined + "\n\n") * (MEGABYTE // len(joined) + 1)
    large_rate = len(large) / best(lambda: find_timexes(large, DCT), 2) / 1000
    print(f"repeated, {len(large) / 1000:.0f} KB: {large_rate:.0f} KB/s")
    part = joined[:SAMPLE]
    search_dates("warm 2016", languages=["en"])
    theirs = len(part) / best(lambda: search_dates(part, languages=["en"]), 1) / 1000
    print(f"dateparser.search, first {SAMPLE / 1000:.0f} KB: {theirs:.1f} KB/s; ratio {ours / theirs:.0f}")


if __name__ == "__main__":
    main()

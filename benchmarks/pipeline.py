"""Where the time of `timeline ingest` goes: `python benchmarks/pipeline.py ARTICLES [--hot N] [--rounds 3]`.

ARTICLES is anything `timeline ingest` reads.  It is ingested in this process, into a database
of its own, while a timer looks a thousand times a second of processor time at which module
is at work.  Loading (imports, registry, weights, gazetteer) is done before
by a first text, and each database is made and seeded before.
`--hot` also names the functions that were at work most often.
"""

import argparse
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from timeline.ingest import open_ready, run
from timeline.readers import Given

INTERVAL = 0.001  # seconds of processor time between two looks
MODEL = ("model: network", "model: decoding")
WARM = "Russia and Ukraine signed an agreement in Geneva on Monday, 4 March 2019, officials said."
# The innermost of these at work is the stage; what none of them is in is "the rest".
STAGES = {
    "timeline.language.network": "model: network",
    "timeline.language.features": "model: network",
    "timeline.language.tokens": "sentences and tokens",
    "timeline.language": "model: decoding",
    "timeline.text": "sentences and tokens",
    "timeline.tongue": "sentences and tokens",
    "timeline.events.worth": "sentences and tokens",
    "timeline.readers": "reading",
    "timeline.temporal": "timexes",
    "timeline.actors.coref": "coreference",
    "timeline.actors": "actors",
    "timeline.places": "places",
    "timeline.gazetteer": "places",
    "timeline.events.where": "places",
    "timeline.events.dating": "dating",
    "timeline.events.nearest": "dating",
    "timeline.events.timewords": "dating",
    "timeline.events": "events",
    "timeline.merge": "storing",
    "timeline.store": "storing",
}


class Looks:
    """Processor time by stage and by function, from looks at the stack.

    A look counts for the time since the last one: none come in the middle of a long call into C.
    """

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()
        self.last = 0.0

    def __enter__(self) -> "Looks":
        self.last = time.process_time()
        signal.signal(signal.SIGVTALRM, self._look)
        signal.setitimer(signal.ITIMER_VIRTUAL, INTERVAL, INTERVAL)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _look(self, _number: int, frame: FrameType | None) -> None:
        now = time.process_time()
        passed, self.last = now - self.last, now
        function = ""
        while frame is not None:
            module = frame.f_globals.get("__name__", "")
            if module.startswith("timeline"):
                function = function or f"{module}.{frame.f_code.co_qualname}"
                found = stage(module)
                if found:
                    break
            frame = frame.f_back
        self.stages[found if frame is not None else "the rest"] += passed
        self.functions[function or "?"] += passed


def stage(module: str) -> str:
    """The stage a module belongs to, "" for one that serves several."""
    while module and module not in STAGES:
        module = module.rpartition(".")[0]
    return STAGES.get(module, "")


def main() -> None:
    """Ingest, and say where the time went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("articles", type=Path)
    options.add_argument("--hot", type=int, default=0)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="timeline-pipeline-") as folder:
        first = Path(folder) / "first.txt"
        first.write_text(WARM, encoding="utf-8")
        run([str(first)], str(Path(folder) / "first.db"), given=Given(), jobs=1)
        looks, articles, spent = Looks(), 0, 0.0
        for number in range(given.rounds):
            database = str(Path(folder) / f"{number}.db")
            open_ready(database).dispose()
            begun = time.process_time()
            with looks:
                articles += run([str(given.articles)], database, given=Given(), jobs=1).articles
            spent += time.process_time() - begun
    tell(looks, articles, spent, given.hot)


def tell(looks: Looks, articles: int, spent: float, hot: int) -> None:
    """Print the shares."""
    total = sum(looks.stages.values())
    for name, seconds in looks.stages.most_common():
        print(f"{name:22} {1000 * seconds / articles:6.2f} ms an article {100 * seconds / total:5.1f} %")
    for name, seconds in looks.functions.most_common(hot):
        print(f"  {name:70} {100 * seconds / total:5.2f} %")
    outside = total - sum(looks.stages[name] for name in MODEL)
    print(f"{articles} articles, {articles / spent:.1f} a second of processor time")
    print(f"outside the language model: {100 * outside / total:.1f} %")


if __name__ == "__main__":
    main()

"""How many event mentions a second the real writer stores: `python benchmarks/store_speed.py 24000`."""

import sys
import tempfile
import time
from pathlib import Path

from synthetic import analyses, seeds

from timeline import store

BATCH = 60  # articles a commit: about 500 events


def main() -> None:
    """Store so many events and print the rate, of wall and of processor time."""
    articles = list(analyses(int(sys.argv[1])))
    with tempfile.TemporaryDirectory(prefix="timeline-speed-") as folder:
        engine = store.open_store(Path(folder) / "t.db", create=True)
        store.init(engine, seeds())
        wall, processor = time.perf_counter(), time.process_time()
        for first in range(0, len(articles), BATCH):
            with engine.begin() as connection:
                store.save_all(connection, articles[first : first + BATCH], extractor_version="1")
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        events = sum(len(a.events) for a in articles)
        print(f"{events:,} event mentions: {events / wall:,.0f} a second ({events / processor:,.0f} of processor time)")
        engine.dispose()


if __name__ == "__main__":
    main()

import os
import subprocess
import sys

import pytest

CODE = """
import os
from timeline.store.duplicates import sketch
from timeline.language import load_parser
from timeline.model import Span
sketch("Ministers met on Monday.")
load_parser().parse([("Ministers met on Monday.", [Span(0, 24)])])
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="counts threads as Linux tells them")
def test_the_store_and_the_parser_start_no_threads_whichever_is_loaded_first() -> None:
    clean = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env=clean)
    assert done.stdout.strip() == "1"

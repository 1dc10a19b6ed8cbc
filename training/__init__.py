"""Train the English parser and what is learnt from editors' timelines; see docs/model-card.md."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))  # the gold and what scores it

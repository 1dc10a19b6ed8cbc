"""Look a database over, and bring what was read out of its articles up to this program.

examine(database) -> [Finding]                     reads only
renew(path, everything=False, jobs=0) -> Renewed   reads stale articles again; corrections stay and win
"""

from timeline.doctor.again import Renewed, renew
from timeline.doctor.changes import KINDS, Change
from timeline.doctor.examine import Finding, examine, sound

__all__ = ["KINDS", "Change", "Finding", "Renewed", "examine", "renew", "sound"]

"""What a library may do to the process apart that runs it."""

import faulthandler
import os
from typing import Any


def crash(_data: bytes) -> Any:
    """Write where nothing may be written."""
    faulthandler._sigsegv()


def spin(_data: bytes) -> Any:
    """Never end."""
    while True:
        pass


def chat(data: bytes) -> Any:
    """Print to standard output, where answers go."""
    os.write(1, b"a word from a library\n")
    return [[[data.decode()]], {}]

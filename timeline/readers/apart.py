"""Native code in a process of its own: a crash or an endless loop in it is an error of one document, and no more.

The process is started with the first such document and reads one after the other.  It
is given bytes and answers in JSON, so that nothing a document does to it reaches us.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from timeline.errors import ReadError

LENGTH_BYTES = 8
BUSY = 4  # times longer than its processor time a process may take beside others
STARTING = 20.0  # seconds that it may take to load what it needs
SERVE = "from timeline.readers.apart import serve; serve()"


class Apart:
    """A process that runs `where` (module:function) on the bytes it is given."""

    def __init__(self, where: str, seconds: float) -> None:
        self.where, self.seconds = where, seconds
        self.process: subprocess.Popen[bytes] | None = None

    def call(self, data: bytes, name: str) -> Any:
        """What the function makes of the bytes of the document `name`.

        Raises:
            ReadError: it could make nothing of them, crashed or took too long.
        """
        starting = 0.0 if self.process else STARTING
        process = self._started()
        assert process.stdin
        assert process.stdout
        late = threading.Timer(starting + BUSY * self.seconds, process.kill)
        late.start()
        try:
            process.stdin.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        except BaseException:  # its answer would be taken for that to the next document
            self.stop()
            raise
        finally:
            late.cancel()
        if not line:
            raise ReadError(name, self._end())
        answer = json.loads(line)
        if "error" in answer:
            raise ReadError(name, answer["error"])
        return answer["value"]

    def _started(self) -> "subprocess.Popen[bytes]":
        if self.process is None:
            path = os.pathsep.join(filter(None, sys.path))
            command = [sys.executable, "-P", "-c", SERVE, self.where, str(self.seconds)]
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
            atexit.register(self.stop)
        return self.process

    def _end(self) -> str:
        """Take the process that died away; why it did."""
        assert self.process
        status = self.process.wait()
        self.stop()
        if -status in (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)):
            return f"was cut off after {self.seconds:g} seconds of reading"
        return f"crashed the program that read it (status {status}); print it to a new file"

    def stop(self) -> None:
        """End the process, if it runs."""
        atexit.unregister(self.stop)
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(BrokenPipeError):  # bytes for the process that died were still in it
                    pipe.close()  # type: ignore[union-attr]


@cache
def apart(where: str, seconds: float) -> Apart:
    """The process that runs a function, one for all documents."""
    return Apart(where, seconds)


def serve() -> None:
    """Be that process: until there is no more to read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked decides when to stop
    module, _, name = sys.argv[1].partition(":")
    function = getattr(import_module(module), name)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while len(head := sys.stdin.buffer.read(LENGTH_BYTES)) == LENGTH_BYTES:
        data = sys.stdin.buffer.read(int.from_bytes(head, "big"))
        _limit(float(sys.argv[2]))
        answers.write(json.dumps(_answer(function, data)).encode() + b"\n")
        answers.flush()


def _answer(function: Any, data: bytes) -> dict[str, Any]:
    try:
        return {"value": function(data)}
    except ReadError as error:
        return {"error": error.reason}
    except Exception as error:  # noqa: BLE001 - what native code throws is told, whatever it is
        return {"error": " ".join(f"cannot be read: {type(error).__name__}: {error}".split())}


def _limit(seconds: float) -> None:
    """So much processor time from now on, and the process is ended."""
    try:
        from resource import RLIMIT_CPU, RUSAGE_SELF, getrlimit, getrusage, setrlimit
    except ImportError:  # no such limits on this system; who waits has another
        return
    used = getrusage(RUSAGE_SELF)
    setrlimit(RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, getrlimit(RLIMIT_CPU)[1]))

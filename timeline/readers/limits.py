"""A limit of processor time on a piece of work: nothing that is read or analysed may hold up the rest."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from timeline.errors import ReadError

AGAIN = 1.0  # seconds until it rings once more, should somebody on the way have silenced it


class TooSlowError(BaseException):
    """Time is up; no `except Exception` on the way takes it for an error of the work."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooSlowError` once so much processor time is spent; only in the main thread of systems with timers."""
    if not hasattr(signal, "ITIMER_PROF") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, ring)
    left, again = signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, left, again)  # of a limit around this one
        signal.signal(signal.SIGPROF, before)


@contextmanager
def reading_limit(subject: str, seconds: float) -> Iterator[None]:
    """As `time_limit`, for what is read under the name of `subject`.

    Raises:
        ReadError: time is up.
    """
    try:
        with time_limit(seconds):
            yield
    except TooSlowError:
        raise ReadError(subject, f"was cut off after {seconds:g} seconds of reading") from None

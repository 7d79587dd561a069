"""Time limits for work that no Celery pool watches over: the same two as there, from the system."""

import faulthandler
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from celery.exceptions import SoftTimeLimitExceeded

from reports.outbox.registry import JobKind


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Interrupt what takes longer. Only for the main thread.

    Raises celery.exceptions.SoftTimeLimitExceeded within it.
    """
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def time_limits(kind: JobKind) -> Iterator[None]:
    """Interrupt the work after its soft limit, and end this process after its hard one. Only for
    the main thread of a process that is started again when it ends.

    Raises celery.exceptions.SoftTimeLimitExceeded within the work.
    """
    # A thread of the interpreter's own: it also ends code that never returns to Python.
    faulthandler.dump_traceback_later(kind.hard_limit, exit=True)
    try:
        with interrupted_after(kind.soft_limit):
            yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise SoftTimeLimitExceeded

"""Processes that belong together: forked from one that has loaded the program, each started again
when it ends, all ended together.
"""

import ctypes
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Final

from django.db import connections

PR_SET_PDEATHSIG: Final = 1
HELD_SECONDS: Final = 20.0
PAUSES: Final = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
STOP_WITHIN_SECONDS: Final = 25.0

logger = logging.getLogger(__name__)


@dataclass
class GroupMember:
    """One process, and what it does until it is asked to stop."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    started_at: float = 0.0
    failures: int = 0
    start_after: float = 0.0


class ProcessGroup:
    """Keeps every member running. One that ends without being asked is started again, after growing
    pauses and for ever: no member ends the others.
    """

    def __init__(self, members: list[GroupMember]) -> None:
        self.members = members
        self.stopping = False

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        gc.freeze()  # what is loaded now stays shared with every fork
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        while not self.stopping:
            for member in self.members:
                self._tend(member)
            time.sleep(0.1)
        self._stop()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _tend(self, member: GroupMember) -> None:
        at = time.monotonic()
        if member.pid and _has_ended(member.pid):
            member.failures = 1 if at - member.started_at > HELD_SECONDS else member.failures + 1
            member.start_after = at + PAUSES[min(member.failures, len(PAUSES)) - 1]
            member.pid = 0
            logger.warning("process_ended", extra={"worker": member.name, "count": member.failures})
        if not member.pid and not self.stopping and at >= member.start_after:
            member.pid, member.started_at = _fork(member.work), at

    def _stop(self) -> None:
        running = [member.pid for member in self.members if member.pid]
        for pid in running:
            _send(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        while running and time.monotonic() < deadline:
            running = [pid for pid in running if not _has_ended(pid)]
            time.sleep(0.02)
        for pid in running:
            _send(pid, signal.SIGKILL)


def end_with_parent() -> None:
    """Have the kernel ask this process to stop when its parent dies in any way."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _fork(work: Callable[[], None]) -> int:
    connections.close_all()  # a connection must never be shared by two processes
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        end_with_parent()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        if os.getppid() == parent:
            work()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        logger.exception("process_failed")
    finally:
        os._exit(code)


def _has_ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _send(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        logger.debug("process_gone")

"""Keeps a few servers running, and stops all of them together.

A server that ends without being asked is started again, at once the first time and then with
growing pauses. An essential one that never holds for long is given up, with the end of its log, and
everything stops; without the others the site serves on, and they are tried for ever. Nothing
outlives the supervisor: the kernel ends the servers even when the supervisor itself is killed.
"""

from __future__ import annotations

import http.client
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from script.lib import child

HELD = 20.0  # seconds after which a server counts as started well
GIVE_UP_AFTER = 6  # starts in a row that did not hold
LONG_PAUSE = 30.0  # between starts of what is not essential and never holds
STOP_WITHIN = 7.0  # seconds for all servers together; the promise is ten
LOG_LIMIT = 20 * 1024 * 1024
PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass
class Service:
    """One server and its present process."""

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str]
    essential: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_after: float = 0.0

    def start(self, *, at: float) -> None:
        """Start it, its words going to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = child.start(self.command, environment=self.environment, output=output)
        self.started_at = at

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def note_end(self, *, at: float) -> None:
        """It ended unasked: end what it left behind and say when it may start again."""
        if self.process is None:
            return
        child.end_group(self.process)
        self.process = None
        self.failures = 1 if at - self.started_at > HELD else self.failures + 1
        pause = PAUSES[min(self.failures, len(PAUSES)) - 1]
        self.start_after = at + (LONG_PAUSE if self.failures > GIVE_UP_AFTER else pause)

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        if not self.log.is_file():
            return ""
        return "\n".join(
            self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        )


@dataclass
class Supervisor:
    """Runs services in the order given and stops them in the opposite order."""

    services: list[Service] = field(default_factory=list)
    stopping: bool = False

    def listen_to_signals(self) -> None:
        """SIGTERM, Ctrl-C and a closed terminal all mean: stop everything."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def add(self, service: Service) -> None:
        """Start a service and keep it."""
        service.start(at=time.monotonic())
        self.services.append(service)

    def wait_until(self, is_ready: Callable[[], bool]) -> bool:
        """Tend the services until the program answers; false when stopped or given up before."""
        while not self.stopping:
            if is_ready():
                return True
            if not self.tend(at=time.monotonic()):
                return False
            time.sleep(0.05)
        return False

    def run(self) -> bool:
        """Tend the services until asked to stop; false when an essential one had to be given up."""
        while not self.stopping:
            now = time.monotonic()
            if not self.tend(at=now):
                return False
            time.sleep(0.2)
        return True

    def tend(self, *, at: float) -> bool:
        """Restart what ended; false when an essential service never holds."""
        for service in self.services:
            if service.process is not None and not service.is_running:
                service.note_end(at=at)
                if service.failures == GIVE_UP_AFTER:
                    print(
                        f"{service.name} does not stay up. The end of its log:\n"
                        f"{service.last_words()}",
                        file=sys.stderr,
                        flush=True,
                    )
            if service.essential and service.failures >= GIVE_UP_AFTER and not service.is_running:
                return False
            if not service.is_running and at >= service.start_after:
                service.start(at=at)
            keep_log_short(service.log)
        return True

    def stop(self) -> None:
        """Stop the servers, last started first, then end whatever is left of them."""
        deadline = time.monotonic() + STOP_WITHIN
        for service in reversed(self.services):
            if service.process is not None:
                child.stop(service.process, within_seconds=max(0.1, self._share(service, deadline)))

    def _share(self, service: Service, deadline: float) -> float:
        """The broker goes last and needs a moment of what is left."""
        kept_back = 0.0 if service is self.services[0] else 1.0
        return deadline - time.monotonic() - kept_back


def keep_log_short(log: Path) -> None:
    """Move a full log aside without disturbing who writes it."""
    if log.is_file() and log.stat().st_size > LOG_LIMIT:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        with log.open("r+b") as full:
            full.truncate(0)


def answers(host: str, port: int, *, host_header: str) -> bool:
    """Whether GET /healthz gives 200."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": host_header})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

"""The real worker and a real broker: either may die, and all promised work is done once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from tests.reliability.conftest import Installation
from tests.support.broker import BrokerServer
from tests.support.environment import ROOT

pytestmark = [pytest.mark.long, pytest.mark.alone]

# Longer than lease, silence before the next bell and sweep together.
ALL_DONE_WITHIN_SECONDS = 150


@pytest.fixture
def broker() -> Iterator[BrokerServer]:
    server = BrokerServer()
    server.start()
    yield server
    server.stop()


class Worker:
    """`manage.py run_worker`, in a group of its own."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.installation.data / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "run_worker"],
                cwd=ROOT,
                env=self.installation.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End the parent as the kernel would when memory runs out; its children must end by
        themselves.
        """
        if self.process is not None and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=30)

    def children(self) -> list[int]:
        """Processes of the worker's session that still live."""
        assert self.process is not None
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[3]) == self.process.pid and fields[0] != "Z":
                found.append(int(folder.name))
        return found


@pytest.fixture
def worker(installation: Installation, broker: BrokerServer) -> Iterator[Worker]:
    """The workers of all lanes, beside SQLite as in the embedded installation, beside PostgreSQL as
    in the state's.
    """
    installation.environment |= {
        "TRUSTACT_REDIS_URL": broker.url,
        "TRUSTACT_TEST_LEASE": "5",
        "TRUSTACT_TEST_SLOW": "0.05",
    }
    started = Worker(installation)
    yield started
    started.kill()


def wait_for(condition: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.5)
    return False


def all_done(installation: Installation, promised: int) -> bool:
    return bool(installation.run("count")["jobs"] == {"done": promised})


def test_a_worker_killed_again_and_again_loses_nothing(
    installation: Installation, worker: Worker
) -> None:
    promised = 0
    for seconds in (4.0, 5.0, 6.0):
        worker.start()
        installation.run("promise_many", 30)
        promised += 30
        time.sleep(seconds)
        worker.kill()
        assert wait_for(lambda: not worker.children(), seconds=10), (
            "children of a killed worker live on"
        )
    worker.start()
    # Work that only this last worker can do: without it everything may be done already, and the
    # worker would be asked to stop before it has begun to listen to such requests.
    installation.run("promise_many", 30)
    promised += 30
    assert wait_for(lambda: all_done(installation, promised), seconds=ALL_DONE_WITHIN_SECONDS)
    found = installation.run("count")
    assert (found["effects"], found["duplicates"]) == (promised, 0)
    assert worker.stop() == 0


def test_a_broker_that_forgets_everything_and_dies_loses_nothing(
    installation: Installation, worker: Worker, broker: BrokerServer
) -> None:
    worker.start()
    installation.run("promise_many", 40)
    client = redis.Redis(port=broker.port)
    client.flushall()
    client.close()
    broker.kill()
    installation.run("promise_many", 20)
    broker.start()
    installation.run("promise_many", 5)
    assert wait_for(lambda: all_done(installation, 65), seconds=ALL_DONE_WITHIN_SECONDS)
    found = installation.run("count")
    assert (found["effects"], found["duplicates"]) == (65, 0)


@pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
def test_one_bad_job_and_a_backlog_stop_no_alarm(
    installation: Installation, worker: Worker, broker: BrokerServer
) -> None:
    """A job that ends its worker ends as dead, an alarm starts within seconds behind a backlog, and
    without the broker the sweep goes on.
    """
    worker.start()
    installation.run("promise_many", 1)
    assert wait_for(lambda: all_done(installation, 1), seconds=90), "the worker did not start"
    installation.run("promise_backlog", 400)
    assert wait_for(lambda: installation.run("alarm_seconds")["seconds"] is not None, seconds=30)
    assert installation.run("alarm_seconds")["seconds"] < 5
    assert wait_for(
        lambda: installation.run("count", "reliability.poison")["jobs"] == {"dead": 1}, seconds=60
    )
    assert installation.run("count", "reliability.backlog")["jobs"]["pending"] > 0
    broker.kill()
    installation.run("promise_many", 10)
    assert wait_for(lambda: all_done(installation, 11), seconds=40)
    assert worker.stop() == 0

"""Installations of the crash tests' own: a folder, perhaps a PostgreSQL and a broker, and processes
that may die.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.environment import ROOT
from tests.support.postgresql import PostgresqlServer

SECONDS = 300


class Installation:
    """Runs the driver's verbs, each in a process of its own, on one and the same data."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        mine = {
            name: value
            for name, value in os.environ.items()
            # The second is what browsers in tests need, and no program may start with.
            if not name.startswith("TRUSTACT_") and name != "DJANGO_ALLOW_ASYNC_UNSAFE"
        }
        self.environment = mine | {
            "DJANGO_SETTINGS_MODULE": "tests.reliability.worker_settings",
            "TRUSTACT_DATA": str(data),
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        self.run("prepare")

    def run(self, verb: str, *arguments: object, **environment: str) -> Mapping[str, Any]:
        command = [sys.executable, "-m", "tests.reliability.driver", verb, *map(str, arguments)]
        done = subprocess.run(
            command,
            capture_output=True,
            cwd=ROOT,
            env=self.environment | environment,
            timeout=SECONDS,
            check=False,
        )
        if done.returncode:
            raise AssertionError(done.stderr.decode()[-4000:])
        answer: Mapping[str, Any] = json.loads(done.stdout)
        return answer


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: a killed process needs no disk, only a power cut
    does.
    """
    memory = Path("/dev/shm")  # noqa: S108 - a disk in memory
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="trustact-crash-", dir=memory) as made:
        yield Path(made)


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, folder: Path) -> Iterator[Installation]:
    if request.param == "sqlite":
        yield Installation(folder)
        return
    server = PostgresqlServer()
    server.start()
    try:
        yield Installation(folder, TRUSTACT_DATABASE_URL=server.url)
    finally:
        server.stop()

"""A Redis of the tests' own: Debian's redis-server, or the Valkey that the embedded installation
brings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import redis

from script.lib import child, valkey
from script.lib.ports import free_port

DATABASES = 32


def let_time_pass(by: timedelta) -> None:
    """A moved clock moves this process only: make what the tests' Redis keeps for a while that much
    older, too.
    """
    url = os.environ.get("TRUSTACT_REDIS_URL", "")
    if not url:
        return
    with redis.from_url(url) as client:
        for key in client.scan_iter():
            left = int(client.pttl(key))
            older = left - int(by.total_seconds() * 1000)
            if left >= 0 >= older:
                client.delete(key)
            elif left > 0:
                client.pexpire(key, older)


class BrokerServer:
    """One broker on a private loopback port, keeping nothing."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="trustact-broker-"))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What goes into TRUSTACT_REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start and wait until it answers."""
        program = shutil.which("redis-server") or valkey.program()
        if program is None:
            raise RuntimeError("No broker. Run: apt-get install redis-server")
        self.process = child.start(
            [
                program,
                "--port",
                str(self.port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--databases",
                str(DATABASES),
                "--dir",
                self.folder,
            ],
            output=subprocess.DEVNULL,
        )
        client = redis.Redis(port=self.port)
        for _ in range(200):
            if self._answers(client):
                client.close()
                return
            time.sleep(0.02)
        self.stop()
        raise RuntimeError("The broker did not start.")

    @staticmethod
    def _answers(client: redis.Redis) -> bool:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False

    def kill(self) -> None:
        """End it as a crash would."""
        if self.process is not None:
            child.end_group(self.process)

    def stop(self) -> None:
        """End it and remove its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

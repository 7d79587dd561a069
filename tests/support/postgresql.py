"""A PostgreSQL of the tests' own: fresh cluster, private loopback port, gone at the end.

PostgreSQL refuses to run as root, so there it runs as the system user `postgres` (or `nobody`).
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from script.lib import child
from script.lib.ports import free_port

PROGRAMS = Path("/usr/lib/postgresql")
OWNER = "trustact"
ALWAYS = ("max_connections=60", "shared_buffers=64MB", "log_min_messages=fatal", "timezone=UTC")
# Nothing in a test cluster needs to survive a power cut.
FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


class PostgresqlMissing(Exception):
    """PostgreSQL is not installed on this machine."""


def program_folder() -> Path:
    """Where initdb and postgres are: Debian keeps one folder per version."""
    folders = sorted(PROGRAMS.glob("*/bin"), key=lambda folder: float(folder.parent.name))
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    if not found:
        raise PostgresqlMissing("PostgreSQL is not installed. Run: apt-get install postgresql")
    return Path(found).resolve().parent


def ordinary_user() -> str:
    """Who runs the cluster: ourselves, or an ordinary user where we are root."""
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


class PostgresqlServer:
    """One cluster in a temporary folder."""

    def __init__(self, *, durable: bool = False, tuned: Sequence[str] = ()) -> None:
        self.settings = (*ALWAYS, *(() if durable else FORGETFUL), *tuned)
        self.user = ordinary_user()
        self.port = free_port()
        self.password = secrets.token_urlsafe(16)
        self.folder = Path(tempfile.mkdtemp(prefix="trustact-postgresql-"))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What goes into TRUSTACT_DATABASE_URL."""
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        programs = program_folder()
        self._make_cluster(programs)
        settings = [
            *self.settings,
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
        ]
        options = [word for setting in settings for word in ("-c", setting)]
        self.process = child.start(
            [programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), *options],
            directory=self.folder,
            output=subprocess.DEVNULL,
            as_user=self.user,
        )
        self._wait(programs)

    def _make_cluster(self, programs: Path) -> None:
        secret = self.folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password, encoding="utf-8")
        if self.user:
            for path in (self.folder, secret):
                shutil.chown(path, self.user)
        done = child.start(
            [
                programs / "initdb",
                "--pgdata",
                self.folder / "data",
                "--username",
                OWNER,
                "--pwfile",
                secret,
                "--auth",
                "scram-sha-256",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--no-sync",
            ],
            directory=self.folder,
            output=subprocess.PIPE,
            as_user=self.user,
        )
        said, _ = done.communicate()
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{said.decode(errors='replace')}")

    def _wait(self, programs: Path) -> None:
        command: list[str | Path] = [
            programs / "pg_isready",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            OWNER,
            "-d",
            "postgres",
        ]
        for _ in range(300):
            if subprocess.run(command, check=False).returncode == 0:
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop()
        raise RuntimeError("PostgreSQL did not start.")

    def stop(self) -> None:
        """End the cluster and remove its folder."""
        if self.process is not None:
            child.stop(self.process, within_seconds=10, by=signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

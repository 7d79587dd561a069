"""Child processes that cannot outlive the process that started them.

Every server the scripts and tests start (broker, database, web, worker) goes through `start`: the
kernel sends it SIGTERM when its parent dies in any way, kill -9 included, and it leads a process
group of its own, so that all it started can be ended with it.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO


def start(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    directory: Path | None = None,
    output: IO[bytes] | int | None = None,
    as_user: str = "",
) -> subprocess.Popen[bytes]:
    """Start a command in its own process group, tied to the life of this process."""
    guard = ["setpriv", "--pdeathsig", "TERM", *_identity(as_user), "--"]
    return subprocess.Popen(
        [*guard, *map(str, command)],
        env=None if environment is None else dict(environment),
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        start_new_session=True,
    )


def _identity(user: str) -> list[str]:
    if not user:
        return []
    entry = pwd.getpwnam(user)
    return ["--reuid", str(entry.pw_uid), "--regid", str(entry.pw_gid), "--clear-groups"]


def ask_to_stop(process: subprocess.Popen[bytes], *, by: signal.Signals = signal.SIGTERM) -> None:
    """Ask the child to finish; its own children are its business."""
    if process.poll() is None:
        process.send_signal(by)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the child's process group, also when the child itself is gone
    already.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stop(
    process: subprocess.Popen[bytes], *, within_seconds: float, by: signal.Signals = signal.SIGTERM
) -> None:
    """Ask the child to finish, wait, and end its whole group."""
    ask_to_stop(process, by=by)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=within_seconds)
    end_group(process)

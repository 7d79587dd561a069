"""From an empty machine to a ready one: system packages, .venv, locked packages, front-end assets,
fonts.

Everything already in place costs a look at a stamp. One set-up runs at a time; a second one waits.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from script.lib import needs
from script.lib.places import ROOT, VAR, VENV, VENV_PYTHON

RUNTIME = (ROOT / "requirements.txt",)
DEVELOPMENT = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
STAMP_PREFIX = "installed-"


def prepare(*, for_tests: bool) -> None:
    """Make the machine ready to serve, or to test."""
    signal.signal(signal.SIGTERM, _leave)
    needs.ensure(needs.TO_TEST if for_tests else needs.TO_RUN)
    with _one_at_a_time():
        ensure_virtual_environment()
        install(DEVELOPMENT if for_tests else RUNTIME)
        with ThreadPoolExecutor() as pool:
            list(pool.map(_fetch, ("assets", "fonts")))


def _fetch(step: str) -> None:
    _run([VENV_PYTHON, ROOT / "script" / step], failing=f"script/{step} failed; see above.")


def _leave(number: int, _frame: FrameType | None) -> None:
    """Leave through the open `with` blocks, so that a running child is ended too."""
    sys.exit(128 + number)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    VAR.mkdir(exist_ok=True)
    with (VAR / "setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def ensure_virtual_environment() -> None:
    """Make .venv, or make it anew where its Python is gone or outside the supported versions."""
    if _works(VENV_PYTHON):
        return
    print("Making .venv ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    _run([sys.executable, "-m", "venv", VENV], failing="Making .venv failed; see above.")


def _works(python: Path) -> bool:
    probe = "import sys, pip; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    if not python.exists():
        return False
    return subprocess.run([python, "-c", probe], check=False, capture_output=True).returncode == 0


def install(locks: Sequence[Path]) -> None:
    """Install exactly what the locks name, and only when they changed.

    The locks name every package there is to install, so nothing is left to resolve: older versions
    of pip, asked to, let a release newer than the lock stand in the way of a package that is needed
    with an extra.
    """
    stamp = VENV / f"{STAMP_PREFIX}{locks[-1].stem}"
    wanted = fingerprint(locks)
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    print(f"Installing {' and '.join(lock.name for lock in locks)} ...", flush=True)
    command: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    chosen = [word for lock in locks for word in ("-r", lock)]
    _run(
        [*command, "--no-deps", "--require-hashes", *chosen],
        failing="Installing the packages failed; see above.",
    )
    stamp.write_text(wanted, encoding="ascii")


def fingerprint(paths: Sequence[Path]) -> str:
    """Changes whenever one of the files does."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _run(command: Sequence[str | Path], *, failing: str) -> None:
    """Run a step; its own words are of interest only where it fails."""
    done = subprocess.run(
        list(command),
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.stdout.write(done.stdout.decode(errors="replace"))
        raise SystemExit(failing)

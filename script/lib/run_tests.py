"""`script/test`: the set-up for tests, then the fast tier on SQLite and on PostgreSQL with Redis.

With pytest arguments there is one run of just those, on the database TRUSTACT_TEST_DATABASE names.
`--long` runs the long tier, and first a sample of the mutations of the law and of the rooms that
hold the rules. A failing run ends it, so that the last line is its own about it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from script.lib import prepare
from script.lib.places import ROOT, VENV_PYTHON

BOTH_CORES = ("-n", "2", "--dist", "loadfile")
NO_TEST_CHOSEN = 5
MUTATE_LAW = ROOT / "script" / "mutate_law"


def main() -> int:
    prepare.prepare(for_tests=True)
    return run(sys.argv[1:])


def run(words: Sequence[str]) -> int:
    """The exit code of the first run that failed, or 0."""
    rest = [word for word in words if word != "--long"]
    if "--long" in words:
        return long_tier(rest)
    if rest:
        return pytest(
            ["-m", "not long", *rest], database=os.environ.get("TRUSTACT_TEST_DATABASE") or "sqlite"
        )
    return fast_tier()


def fast_tier() -> int:
    """Both databases. What touches none, and the browser's journeys, run once, on what a fresh
    machine has.
    """
    for database, chosen in (
        ("sqlite", ["-m", "not long"]),
        ("postgresql", ["-m", "not long and not journey", "--database-only"]),
    ):
        print(f"\nTests on {database}", flush=True)
        code = pytest([*BOTH_CORES, *chosen], database=database)
        if code:
            return code
    return 0


def long_tier(words: Sequence[str]) -> int:
    """Whether a broken law would be noticed; then faults, fuzzing, attacks and load."""
    if words:
        return pytest(
            ["-m", "long", *words],
            database=os.environ.get("TRUSTACT_TEST_DATABASE") or "postgresql",
        )
    if MUTATE_LAW.exists():
        path = f"{VENV_PYTHON.parent}{os.pathsep}{os.environ['PATH']}"
        code = subprocess.run(
            [MUTATE_LAW, "--sample"], check=False, cwd=ROOT, env={**os.environ, "PATH": path}
        ).returncode
        rooms = [str(VENV_PYTHON), "-m", "script.lib.mutate_rooms", "--sample"]
        code = code or subprocess.run(rooms, check=False, cwd=ROOT).returncode
        if code:
            return code
    return _first_failure(
        (database, [*cores, "-m", f"{chosen} and {alone}", "--durations", "12"])
        for database, chosen in (("sqlite", "long and sqlite"), ("postgresql", "long"))
        for cores, alone in ((BOTH_CORES, "not alone"), ((), "alone"))
    )


def _first_failure(runs: Iterable[tuple[str, list[str]]]) -> int:
    for database, chosen in runs:
        print(f"\nThe long tier on {database}: {chosen}", flush=True)
        code = pytest(chosen, database=database)
        if code not in {0, NO_TEST_CHOSEN}:
            return code
    return 0


def pytest(words: Sequence[str], *, database: str) -> int:
    """One run of pytest, its output passed through."""
    environment = {**os.environ, "TRUSTACT_TEST_DATABASE": database}
    command: list[str | Path] = [VENV_PYTHON, "-m", "pytest", "-q", *words]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())

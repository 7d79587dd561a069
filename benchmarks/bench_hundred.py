"""A hundred times Connecticut through the product: `build_edition` with every file, in a process of
its own.

9,500 agencies and four half-years with ten lines to a submission, on PostgreSQL.
What is compared with nothing else is how much memory the process took beside what it wrote.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import Result, paired_rates

DATABASE = "postgresql"
LINES = 380_000
DATABASE_SETTINGS = ("shared_buffers=1GB", "work_mem=64MB", "max_wal_size=8GB")
FONTS = Path("var/fonts").resolve()


def run() -> Result:
    from benchmarks.hundred import AGENCIES, AT, fill
    from reports.accounts.roles import Role
    from reports.publication.actions.thresholds import set_threshold
    from tests.submissions.helpers import a_person

    lines = fill(LINES)
    set_threshold(
        value=6, reason="For comparison.", by=a_person(Role.OPM_LEGAL), at=AT, on=AT.date()
    )
    with tempfile.TemporaryDirectory(prefix="trustact-bench-edition-") as folder:
        said = in_a_child(folder)
        sizes = {path.name: path.stat().st_size for path in sorted(Path(folder).iterdir())}
    written = sum(sizes.values()) / 2**20
    return Result(
        name="build_edition, a hundred times Connecticut",
        goal="for comparison over time",
        reference="MiB written",
        measured="peak MiB of the process",
        ratio=paired_rates(written, said["mib"]),
        detail={"lines": lines, "agencies": AGENCIES, "bytes": sizes, **said},
    )


def in_a_child(folder: str) -> dict[str, float]:
    code = f"from benchmarks.bench_hundred import alone; alone({folder!r})"
    surroundings = {**os.environ, "TRUSTACT_FONTS": str(FONTS)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=surroundings
    )
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def alone(folder: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    began = time.perf_counter()
    call_command("build_edition", "2025H2", "--out", folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": round(time.perf_counter() - began, 1), "mib": peak}))

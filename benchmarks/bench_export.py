"""Goal 10: the record-level CSV of a million rows beside COPY of the same rows, and its memory
beside a tenth of them.

COPY makes its rows up as it goes, so that it reads no table; ours come from what an edition holds
in memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import Any

from benchmarks.harness import Result, paired, paired_rates

DATABASE = "postgresql"
FEW, MANY = 100_000, 1_000_000
COPY = (
    "COPY (SELECT '1-' || n, '2025H1', 'c', 'hartford', 'A', 'detainer', 'W', 'H', 'M', 'c' "
    f"FROM generate_series(1, {MANY}) n) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
)


def run() -> list[Result]:
    rows = published(MANY)
    rate = paired(lambda: written(rows), copied, rounds=5, warm_up=1)
    few, many = (in_a_child(count) for count in (FEW, MANY))
    return [
        Result(
            name="record-level CSV, a million rows",
            goal="at least 0.3x of COPY in rows per second",
            reference="our writer (seconds)",
            measured="COPY of the same rows (seconds)",
            ratio=rate,
            at_least=0.3,
            detail={"rows": MANY, "rows_per_second": round(MANY / rate.reference_ms * 1000)},
        ),
        Result(
            name="record-level CSV, memory of a million rows",
            goal="flat: at most 1.2x that of a hundred thousand",
            reference="peak of a process that writes a hundred thousand",
            measured="one that writes a million",
            ratio=paired_rates(few, many),
            at_most=1.2,
            detail={"mib": [few, many]},
        ),
    ]


def published(count: int) -> Any:
    """So many rows of an edition; the order of SHOWN_FIRST."""
    from reports.publication.content.access_records import PublishedRows

    shown = ("A", "detainer", "hartford", "M", "H", "W", "c", "c")
    return PublishedRows(1, [("2025H1", shown)] * count)


def written(rows: Any) -> Any:
    from types import SimpleNamespace

    from reports.publication.files.csv_files import accesses_csv

    content: Any = SimpleNamespace(rows=rows)
    return accesses_csv(content)


def copied() -> None:
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for _ in copy:
            pass


def in_a_child(count: int) -> int:
    """Peak MiB of a process of its own that does nothing else."""
    code = f"from benchmarks.bench_export import alone; alone({count})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout)


def alone(count: int) -> None:
    import django

    django.setup()
    written(published(count))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

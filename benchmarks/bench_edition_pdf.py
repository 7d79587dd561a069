"""Goal 9: the report of an edition that lists 500 agencies and one that lists 10,000: peak memory,
and time by agency.

Each is drawn by a process of its own, which draws nothing else.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.harness import Result, paired_rates

DATABASE = "sqlite"
FEW, MANY = 500, 10_000
AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def run() -> list[Result]:
    none, few, many = (in_a_child(count) for count in (0, FEW, MANY))
    each = [
        1000 * (said["seconds"] - none["seconds"]) / count
        for said, count in ((few, FEW), (many, MANY))
    ]
    detail = {
        "mib": [few["mib"], many["mib"]],
        "seconds": [few["seconds"], many["seconds"]],
        "bytes": many["bytes"],
    }
    return [
        Result(
            name="report of 10,000 agencies, memory",
            goal="at most 1.2x of one of 500",
            reference="peak with 500",
            measured="peak with 10,000",
            ratio=paired_rates(few["mib"], many["mib"]),
            at_most=1.2,
            detail=detail,
        ),
        Result(
            name="report of 10,000 agencies, time by agency",
            goal="linear: at most 1.2x of that with 500",
            reference="milliseconds an agency, 500",
            measured="milliseconds an agency, 10,000",
            ratio=paired_rates(*each),
            at_most=1.2,
            detail=detail,
        ),
    ]


def in_a_child(count: int) -> dict[str, float]:
    code = f"from benchmarks.bench_edition_pdf import alone; alone({count})"
    fonts = {"TRUSTACT_FONTS": str(Path("var/fonts").resolve())}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **fonts},
    )
    said: dict[str, float] = json.loads(done.stdout)
    return said


def alone(count: int) -> None:
    """Seconds of drawing without those of starting the renderer, and the peak."""
    import django

    django.setup()
    from reports.publication.files.pdf_report import edition_pdf
    from reports.publication.files.spooled import size_of

    edition_pdf(content(3), at=AT)
    began = time.perf_counter()
    data = edition_pdf(content(count), at=AT)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": round(seconds, 2), "mib": peak, "bytes": size_of(data)}))


def content(agencies: int) -> Any:
    """An edition of one half-year in which so many agencies reported, with every statewide
    number.
    """
    from reports.publication.content.edition import EditionContent
    from reports.publication.figures.aggregate import statewide_cells
    from reports.publication.figures.cells import EVENTS, Cell, ShownCell
    from reports.submissions.content import AgencyCoverage

    half = "2025H1"
    coverage = tuple(
        AgencyCoverage(
            half,
            f"town-{k}",
            f"Police Department of the Town of Somewhere {k}",
            "municipal_police",
            "reported",
        )
        for k in range(agencies)
    )
    cells = {cell: ShownCell(40 + place) for place, cell in enumerate(statewide_cells(half))}
    cells |= {
        Cell(EVENTS, half, row.agency_code): ShownCell(place % 40)
        for place, row in enumerate(coverage)
    }
    return EditionContent(1, half, (half,), 6, cells, coverage)

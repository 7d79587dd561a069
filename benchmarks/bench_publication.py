"""Goal 7: the tables of all half-years beside two-stage raw SQL on the same rows, from the lines
and from kept sums.

A hundred times Connecticut, a million lines; TRUSTACT_BENCH_LINES=10000000 makes it ten million.
Beside it, for comparison over time: the data files of a whole edition, and disclosure control of
six half-years of Connecticut.
"""

from __future__ import annotations

import csv
import io
import random
import resource
from datetime import date
from typing import Any

from benchmarks.harness import Ratio, Result, paired
from benchmarks.hundred import AGENCIES, HALVES, covered, fill

DATABASE = "postgresql"
# As an installation of that size would be set; for both sides alike.
DATABASE_SETTINGS = (
    "shared_buffers=1GB",
    "work_mem=64MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=8GB",
)
LAST = HALVES[-1]

STAGE_ONE = """
CREATE TEMP TABLE detail AS
SELECT s.period_id, s.agency_id, l.access_kind, l.basis, COUNT(*) AS n
FROM reports_submissionline l JOIN reports_submission s ON s.id = l.submission_id
WHERE s.status = 'accepted' GROUP BY 1, 2, 3, 4;
CREATE TEMP TABLE people AS
SELECT period_id, race, ethnicity, sex, age, COUNT(*) AS n FROM (
  SELECT s.period_id, l.race, l.ethnicity, l.sex, l.age,
         ROW_NUMBER() OVER (PARTITION BY l.submission_id,
             l.person_ref ORDER BY l.access_on DESC) AS place
  FROM reports_submissionline l
      JOIN reports_submission s ON s.id = l.submission_id WHERE s.status = 'accepted'
) latest WHERE place = 1 GROUP BY 1, 2, 3, 4, 5
"""
STAGE_TWO = (
    "SELECT period_id, agency_id, SUM(n) FROM detail GROUP BY 1, 2",
    "SELECT period_id, access_kind, basis, SUM(n) FROM detail GROUP BY CUBE (1, 2, 3)",
    *(
        f"SELECT period_id, {name}, SUM(n) FROM people GROUP BY 1, 2"
        for name in ("race", "ethnicity", "sex", "age")
    ),
)


def run() -> list[Result]:
    from django.db import connection

    from reports.submissions.actions.totals import store_missing_totals

    lines = fill()
    store_missing_totals()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    coverage = covered()
    rounds, warm_up = (5, 1) if lines < 2_000_000 else (2, 0)
    said = {"lines": lines, "agencies": AGENCIES}
    afresh, fresh_mib = grown(
        lambda: paired(raw_tables, lambda: from_lines(coverage), rounds=rounds, warm_up=warm_up)
    )
    kept, kept_mib = grown(
        lambda: paired(raw_tables, lambda: from_kept_sums(coverage), rounds=rounds, warm_up=warm_up)
    )
    return [
        Result(
            name="tables of all half-years, counted afresh from the lines",
            goal="at most 1.3x two-stage raw SQL",
            reference="two-stage raw SQL",
            measured="counting through the product",
            ratio=afresh,
            at_most=1.3,
            detail={**said, "memory_grown_mib": fresh_mib},
        ),
        Result(
            name="tables of all half-years, from kept sums",
            goal="at most 0.10x two-stage raw SQL",
            reference="two-stage raw SQL",
            measured="the same figures from kept sums",
            ratio=kept,
            at_most=0.10,
            detail={**said, "memory_grown_mib": kept_mib},
        ),
        building(coverage, said),
        protection(),
    ]


def grown(work: Any) -> tuple[Ratio, int]:
    """What it gave back, and by how many MiB the process's peak grew meanwhile."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ratio = work()
    return ratio, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def raw_tables() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in STAGE_ONE.split(";"):
            cursor.execute(statement)
        for statement in STAGE_TWO:
            cursor.execute(statement)
            cursor.fetchall()
        cursor.execute("DROP TABLE detail, people")


def from_lines(coverage: tuple[Any, ...]) -> Any:
    """What an edition is made from: a recount, compared with the kept sums, as figures."""
    from reports.publication.editions.gather import recounted_figures

    return recounted_figures(LAST, coverage=coverage)


def from_kept_sums(coverage: tuple[Any, ...]) -> Any:
    """What screens show."""
    from reports.publication.editions.gather import accepted_figures

    return accepted_figures(LAST, coverage=coverage)


def building(coverage: tuple[Any, ...], said: dict[str, int]) -> Result:
    """The data files of a whole edition of all these lines: in how much memory, beside the size of
    the files.
    """
    sizes: dict[str, int] = {}

    def built() -> Ratio:
        return paired(
            lambda: from_lines(coverage),
            lambda: sizes.update(data_files(coverage)),
            rounds=1,
            warm_up=0,
        )

    ratio, mib = grown(built)
    return Result(
        name="a whole edition, a hundred times Connecticut",
        goal="for comparison over time",
        reference="counting afresh",
        measured="counting, withholding, auditing and writing the data files",
        ratio=ratio,
        detail={**said, "memory_grown_mib": mib, "bytes": sizes},
    )


def data_files(coverage: tuple[Any, ...]) -> dict[str, int]:
    """Gathered, built, and written as CSV; sizes by name."""
    from reports.publication.disclosure.published_history import PublicationHistory
    from reports.publication.editions.build import build
    from reports.publication.editions.gather import Gathered
    from reports.publication.figures import sql_counts
    from reports.publication.figures.combinations import count_combinations
    from reports.publication.files import csv_files
    from reports.publication.files.spooled import Data, size_of

    municipal = frozenset(row.agency_code for row in coverage)
    tallied = count_combinations(sql_counts.row_groups(LAST), municipal=municipal)
    gathered = Gathered(LAST, from_lines(coverage), coverage, tallied, PublicationHistory(), {}, {})
    content = build(gathered, threshold=6, number=1).content
    files: dict[str, Data] = {
        "tables.csv": csv_files.tables_csv(content),
        "coverage.csv": csv_files.coverage_csv(content),
        "accesses.csv": csv_files.accesses_csv(content),
    }
    return {name: size_of(data) for name, data in files.items()}


def protection() -> Result:
    """Six half-years of Connecticut: deciding what to withhold beside writing the lines as CSV."""
    from reports.publication.disclosure.control import control
    from reports.publication.disclosure.published_history import PublicationHistory
    from reports.publication.figures.aggregate import count_figures

    lines, coverage = connecticut()
    figures = count_figures(lines=lines, coverage=coverage)

    def plain() -> None:
        for _ in range(20):
            csv.writer(io.StringIO()).writerows([list(vars(line).values()) for line in lines])

    ratio = paired(
        plain,
        lambda: control(figures=figures, history=PublicationHistory(), threshold=6),
        rounds=3,
        warm_up=0,
    )
    return Result(
        name="disclosure control, six half-years of Connecticut",
        goal="for comparison over time",
        reference="the lines written as CSV twenty times",
        measured="deciding and auditing",
        ratio=ratio,
        detail={"lines": len(lines), "seconds": round(ratio.measured_ms / 1000, 2)},
    )


def connecticut() -> tuple[list[Any], list[Any]]:
    from reports.submissions.content import AgencyCoverage

    chance = random.Random(54192)
    lines: list[Any] = []
    coverage: list[Any] = []
    for year in (2023, 2024, 2025):
        for half, month in (("H1", 3), ("H2", 9)):
            for k in range(95):
                size = int(chance.expovariate(0.2)) + 1 if chance.random() < 0.3 else 0
                code, name = f"a{k}", f"{year}{half}"
                status = "reported" if size else "confirmed_zero"
                coverage.append(AgencyCoverage(name, code, code, "municipal_police", status))
                days = [date(year, month, 1 + n % 28) for n in range(size)]
                lines += [invented(chance, code, name, day) for day in days]
    return lines, coverage


def invented(chance: random.Random, code: str, half: str, day: date) -> Any:
    """One access that never was."""
    from reports.submissions.content import ReportLine

    return ReportLine(
        agency_code=code,
        half_year=half,
        access_on=day,
        access_kind=chance.choice("AAABBBCDEF"),
        basis=chance.choice(("detainer", "other")),
        race=chance.choice("WWWBBAIU"),
        ethnicity=chance.choice("HHHNNMU"),
        sex=chance.choice("MMMMMFFU"),
        age=chance.randint(16, 70),
        person=f"p{chance.randint(1, 40)}",
    )

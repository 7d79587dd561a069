"""Goals 7 and 10: counting for the tables beside two-stage raw SQL on the same rows, and the public CSV beside COPY.

A hundred times Connecticut by default, a million lines; TRUSTACT_BENCH_LINES=10000000 makes it ten million. The second
part times disclosure control of six half-years of Connecticut beside counting them, for comparison over time.
"""

from __future__ import annotations

import csv
import io
import os
import random
import resource
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.harness import Result, paired

DATABASE = "postgresql"
LINES = int(os.environ.get("TRUSTACT_BENCH_LINES", "1000000"))
AGENCIES = 9500
HALVES = ("2024H1", "2024H2", "2025H1", "2025H2")
AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)

FILL = """
INSERT INTO reports_submissionline
  (id, submission_id, position, access_on, access_kind, basis, race, ethnicity, sex, age, person_ref)
SELECT gen_random_uuid(), s.id, n, p.starts_on + (n * 37 %% 180)::int,
       substr('AAABBBCDEF', 1 + (n * 7 %% 10)::int, 1), CASE WHEN n %% 3 = 0 THEN 'other' ELSE 'detainer' END,
       substr('WWWWBBAIU', 1 + (n * 5 %% 9)::int, 1), substr('HHHNNMU', 1 + (n * 3 %% 7)::int, 1),
       substr('MMMMMFFU', 1 + (n * 11 %% 8)::int, 1), 18 + (n * 13 %% 45)::int,
       md5(s.id::text || (n %% 19)::text)::uuid
FROM reports_submission s JOIN reports_period p ON p.id = s.period_id, generate_series(1, %s) AS n
"""
STAGE_ONE = """
CREATE TEMP TABLE detail AS
SELECT s.period_id, s.agency_id, l.access_kind, l.basis, COUNT(*) AS n
FROM reports_submissionline l JOIN reports_submission s ON s.id = l.submission_id
WHERE s.status = 'accepted' GROUP BY 1, 2, 3, 4;
CREATE TEMP TABLE people AS
SELECT period_id, race, ethnicity, sex, age, COUNT(*) AS n FROM (
  SELECT s.period_id, l.race, l.ethnicity, l.sex, l.age,
         ROW_NUMBER() OVER (PARTITION BY l.submission_id, l.person_ref ORDER BY l.access_on DESC) AS place
  FROM reports_submissionline l JOIN reports_submission s ON s.id = l.submission_id WHERE s.status = 'accepted'
) latest WHERE place = 1 GROUP BY 1, 2, 3, 4, 5
"""
STAGE_TWO = (
    "SELECT period_id, agency_id, SUM(n) FROM detail GROUP BY 1, 2",
    "SELECT period_id, access_kind, basis, SUM(n) FROM detail GROUP BY CUBE (1, 2, 3)",
    *(f"SELECT period_id, {name}, SUM(n) FROM people GROUP BY 1, 2" for name in ("race", "ethnicity", "sex", "age")),
)


def run() -> list[Result]:
    fill()
    coverage = covered()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counting = paired(raw_tables, lambda: product_tables(coverage), rounds=5, warm_up=1)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return [
        Result(
            name="tables of all half-years",
            goal="at most 1.3x two-stage raw SQL",
            reference="two-stage raw SQL",
            measured="counting through the product",
            ratio=counting,
            at_most=1.3,
            detail={"lines": LINES, "agencies": AGENCIES, "memory_grown_mib": grown},
        ),
        building(coverage),
        export(),
        protection(),
    ]


def fill() -> None:
    """Agencies, half-years and accepted submissions by the models; their lines in one statement."""
    from django.db import connection

    from reports.accounts.models import Agency
    from reports.submissions.actions.periods import ensure_period
    from reports.submissions.models import Submission

    agencies = [Agency(code=f"bench-{k}", name=f"Bench {k}", kind="municipal_police") for k in range(AGENCIES)]
    Agency.objects.bulk_create(agencies, batch_size=2000)
    for half in HALVES:
        period = ensure_period(half_year=half, at=AT)
        rows = [
            Submission(
                agency=agency, period=period, version=1, status="accepted", content_sha256="0" * 64, compiled_at=AT,
                received_at=AT, accepted_at=AT, line_count=1,
            )
            for agency in agencies
        ]  # fmt: skip
        Submission.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [max(1, LINES // (AGENCIES * len(HALVES)))])
        cursor.execute("ANALYZE")


def covered() -> list[Any]:
    from reports.publication.figures import Coverage

    return [
        Coverage(half, f"bench-{k}", f"Bench {k}", "municipal_police", "reported")
        for half in HALVES
        for k in range(AGENCIES)
    ]


def raw_tables() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in STAGE_ONE.split(";"):
            cursor.execute(statement)
        for statement in STAGE_TWO:
            cursor.execute(statement)
            cursor.fetchall()
        cursor.execute("DROP TABLE detail, people")


def product_tables(coverage: list[Any]) -> None:
    from reports.publication.counting import event_groups, people_groups, people_of
    from reports.publication.figures import figures_from_groups

    last = HALVES[-1]
    figures_from_groups(events=event_groups(last), people=people_groups(last), people_of=people_of, coverage=coverage)


def building(coverage: list[Any]) -> Result:
    """The data files of a whole edition of all these lines: how long beside counting alone, and in how much memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sizes: dict[str, int] = {}
    ratio = paired(lambda: product_tables(coverage), lambda: sizes.update(data_files(coverage)), rounds=1, warm_up=0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return Result(
        name="a whole edition, a hundred times Connecticut",
        goal="for comparison over time; memory grows by at most six times the files",
        reference="counting through the product",
        measured="counting, withholding, auditing and writing the data files",
        ratio=ratio,
        detail={"lines": LINES, "agencies": AGENCIES, "memory_grown_mib": grown, "bytes": sizes},
    )


def data_files(coverage: list[Any]) -> dict[str, int]:
    """Gathered, built, and written as CSV; sizes by name."""
    from reports.publication import counting
    from reports.publication.assemble import build
    from reports.publication.disclosure.history import History
    from reports.publication.figures import figures_from_groups
    from reports.publication.files import delimited
    from reports.publication.queries import Gathered
    from reports.publication.rows import tally_groups

    last = HALVES[-1]
    figures = figures_from_groups(
        events=counting.event_groups(last), people=counting.people_groups(last), people_of=counting.people_of,
        coverage=coverage,
    )  # fmt: skip
    municipal = frozenset(row.agency_code for row in coverage)
    tallied = tally_groups(counting.row_groups(last), municipal=municipal)
    gathered = Gathered(last, figures, tuple(coverage), tallied, History(), {}, {})
    content = build(gathered, threshold=6, number=1).content
    files = {
        "tables.csv": delimited.tables_csv(content),
        "coverage.csv": delimited.coverage_csv(content),
        "accesses.csv": delimited.accesses_csv(content),
    }
    return {name: len(data) for name, data in files.items()}


def export() -> Result:
    """Rows of accesses.csv as bytes, beside the same rows by COPY."""
    from django.db import connection

    from reports.publication.files.delimited import as_csv
    from reports.publication.rows import COLUMNS

    rows = [dict.fromkeys(COLUMNS, "c") | {"row_id": f"1-{n}", "half_year": "2025H1"} for n in range(200_000)]

    def copied() -> None:
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY (SELECT '1-' || n, '2025H1', 'c', 'c', 'c', 'c', 'c', 'c', 'c', 'c' "
                "FROM generate_series(1, 200000) n) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
            ) as copy,
        ):
            for _ in copy:
                pass

    ratio = paired(lambda: as_csv(COLUMNS, rows), copied, rounds=7, warm_up=1)
    return Result(
        name="public CSV", goal="at least 0.3x of COPY in rows per second", reference="our writer (seconds)",
        measured="COPY of the same rows (seconds)", ratio=ratio, at_least=0.3, detail={"rows": len(rows)},
    )  # fmt: skip


def protection() -> Result:
    """Six half-years of Connecticut: deciding what to withhold beside writing the lines as CSV."""
    from reports.publication.disclosure.control import control
    from reports.publication.disclosure.history import History
    from reports.publication.figures import count_figures

    lines, coverage = connecticut()
    figures = count_figures(lines=lines, coverage=coverage)

    def plain() -> None:
        for _ in range(20):
            csv.writer(io.StringIO()).writerows([list(vars(line).values()) for line in lines])

    ratio = paired(plain, lambda: control(figures=figures, history=History(), threshold=6), rounds=3, warm_up=0)
    return Result(
        name="disclosure control, six half-years of Connecticut", goal="for comparison over time",
        reference="the lines written as CSV twenty times", measured="deciding and auditing", ratio=ratio,
        detail={"lines": len(lines), "seconds": round(ratio.measured_ms / 1000, 2)},
    )  # fmt: skip


def connecticut() -> tuple[list[Any], list[Any]]:
    from reports.publication.figures import Coverage

    chance = random.Random(54192)
    lines: list[Any] = []
    coverage: list[Any] = []
    for year in (2023, 2024, 2025):
        for half, month in (("H1", 3), ("H2", 9)):
            for k in range(95):
                size = int(chance.expovariate(0.2)) + 1 if chance.random() < 0.3 else 0
                code, name = f"a{k}", f"{year}{half}"
                status = "reported" if size else "confirmed_zero"
                coverage.append(Coverage(name, code, code, "municipal_police", status))
                days = [date(year, month, 1 + n % 28) for n in range(size)]
                lines += [invented(chance, code, name, day) for day in days]
    return lines, coverage


def invented(chance: random.Random, code: str, half: str, day: date) -> Any:
    """One access that never was."""
    from reports.publication.figures import ReportedLine

    return ReportedLine(
        submission_id="s",
        agency_code=code,
        half_year=half,
        access_on=day,
        access_kind=chance.choice("AAABBBCDEF"),
        basis=chance.choice(("detainer", "other")),
        race=chance.choice("WWWBBAIU"),
        ethnicity=chance.choice("HHHNNMU"),
        sex=chance.choice("MMMMMFFU"),
        age=chance.randint(16, 70),
        person_ref=f"p{chance.randint(1, 40)}",
    )

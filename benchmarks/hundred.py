"""A hundred times Connecticut for benchmarks: agencies, half-years, accepted submissions, and lines
made in bulk.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

LINES = int(os.environ.get("TRUSTACT_BENCH_LINES", "1000000"))
AGENCIES = 9500
HALVES = ("2024H1", "2024H2", "2025H1", "2025H2")
AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)

FILL = """
INSERT INTO reports_submissionline
  (id, submission_id, position, access_on, access_kind, basis, race, ethnicity, sex, age,
      person_ref)
SELECT gen_random_uuid(), s.id, n, p.starts_on + (n * 37 %% 180)::int,
       substr('AAABBBCDEF', 1 + (n * 7 %% 10)::int, 1),
           CASE WHEN n %% 3 = 0 THEN 'other' ELSE 'detainer' END,
       substr('WWWWBBAIU', 1 + (n * 5 %% 9)::int, 1), substr('HHHNNMU', 1 + (n * 3 %% 7)::int, 1),
       substr('MMMMMFFU', 1 + (n * 11 %% 8)::int, 1), 18 + (n * 13 %% 45)::int,
       md5(s.id::text || (n %% 19)::text)::uuid
FROM reports_submission s JOIN reports_period p ON p.id = s.period_id, generate_series(1, %s) AS n
"""


def fill(lines: int = LINES) -> int:
    """Agencies, half-years and accepted submissions by the models; their lines in one statement.
    Returns how many.
    """
    from django.db import connection

    from reports.accounts.models import Agency
    from reports.submissions.actions.reporting_periods import ensure_period
    from reports.submissions.models import Submission

    each = max(1, lines // (AGENCIES * len(HALVES)))
    agencies = [
        Agency(code=f"bench-{k}", name=f"Bench {k}", kind="municipal_police")
        for k in range(AGENCIES)
    ]
    Agency.objects.bulk_create(agencies, batch_size=2000)
    for half in HALVES:
        period = ensure_period(half_year=half, at=AT)
        rows = [
            Submission(
                agency=agency,
                period=period,
                version=1,
                status="accepted",
                content_sha256="0" * 64,
                compiled_at=AT,
                received_at=AT,
                accepted_at=AT,
                line_count=each,
            )
            for agency in agencies
        ]
        Submission.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
        )  # what refers to what is known to be right here
        cursor.execute(FILL, [each])
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")
    return each * AGENCIES * len(HALVES)


def covered() -> tuple[Any, ...]:
    """Who reported: every agency for every half-year."""
    from reports.submissions.content import AgencyCoverage

    return tuple(
        AgencyCoverage(half, f"bench-{k}", f"Bench {k}", "municipal_police", "reported")
        for half in HALVES
        for k in range(AGENCIES)
    )

"""A recount of all accepted lines, compared with the stored totals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from reports.core.snapshots import reading_transaction
from reports.submissions.models import Submission
from reports.submissions.totals.definition import COLUMNS
from reports.submissions.totals.recount import recount

KEPT, RECOUNTED = "reports_submissionsums", "recounted_sums"
EVER = "9999H2"
ALL_THROUGH = """l.submission_id IN (
  SELECT s.id FROM reports_submission s JOIN reports_period p ON p.id = s.period_id
  WHERE s.status = 'accepted' AND p.half_year <= %s)"""
ANY_DIFFERS = " OR ".join(f"k.{column} <> COALESCE(c.{column}, 0)" for column in COLUMNS)
DIFFERENT = f"""
SELECT s.id, a.code, p.half_year, {", ".join(f"k.{column}" for column in COLUMNS)},
       {", ".join(f"COALESCE(c.{column}, 0)" for column in COLUMNS)}
FROM reports_submission s
JOIN reports_period p ON p.id = s.period_id
JOIN reports_agency a ON a.id = s.agency_id
LEFT JOIN {KEPT} k ON k.submission_id = s.id
LEFT JOIN {RECOUNTED} c ON c.submission_id = s.id
WHERE s.status = 'accepted' AND p.half_year <= %s
  AND (k.submission_id IS NULL OR {ANY_DIFFERS})
ORDER BY p.half_year, a.code
"""  # noqa: S608  put together from the declared columns


@dataclass(frozen=True)
class TotalsDifference:
    """An accepted submission whose stored totals differ from its lines: by column, stored and
    recounted.
    """

    submission_id: UUID
    agency_code: str
    half_year: str
    wrong: dict[str, tuple[int | None, int]]

    @property
    def place(self) -> str:
        return f"{self.agency_code} {self.half_year}"

    @property
    def is_stored(self) -> bool:
        """Whether totals are stored at all; submissions accepted before totals existed have
        none.
        """
        return any(kept is not None for kept, _ in self.wrong.values())

    def __str__(self) -> str:
        if not self.is_stored:
            return f"{self.place}: no sums are kept"
        return f"{self.place}: " + ", ".join(
            f"{name} {kept}, recounted {new}" for name, (kept, new) in self.wrong.items()
        )


@contextmanager
def recount_all(through: str = EVER) -> Iterator[str]:
    """The totals of all accepted lines through a half-year, recounted into a temporary table."""
    select = recount(connection.vendor, ALL_THROUGH)
    with reading_transaction(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {RECOUNTED} AS {select}", [through, through])
        yield RECOUNTED
        cursor.execute(f"DROP TABLE {RECOUNTED}")


def differences(through: str = EVER) -> list[TotalsDifference]:
    """Where the stored totals differ from the recount. Called within `recount_all`."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT, [through])
        return [_difference(*row) for row in cursor.fetchall()]


def _difference(
    stored_id: object, code: str, half_year: str, *counts: int | None
) -> TotalsDifference:
    kept, right = counts[: len(COLUMNS)], counts[len(COLUMNS) :]
    wrong = {
        name: (old, new or 0)
        for name, old, new in zip(COLUMNS, kept, right, strict=True)
        if old != new
    }
    return TotalsDifference(Submission._meta.pk.to_python(stored_id), code, half_year, wrong)

"""Keeping the sums of accepted submissions: written when one is accepted, compared with a recount, mended."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from reports.submissions.models import SubmissionSums
from reports.submissions.recounting import recount
from reports.submissions.summed import COLUMNS

AT_A_TIME = 500
COUNTED = ", ".join(f"COALESCE(found.{column}, 0)" for column in COLUMNS)
ACCEPTED = "SELECT s.id FROM reports_submission s WHERE s.status = 'accepted'"
WITHOUT = f"{ACCEPTED} AND NOT EXISTS (SELECT 1 FROM reports_submissionsums k WHERE k.submission_id = s.id)"


def keep_sums(submission_ids: Iterable[UUID]) -> None:
    """Write the sums of submissions just accepted, in the transaction that accepts them."""
    waiting = [_stored(one) for one in submission_ids]
    for start in range(0, len(waiting), AT_A_TIME):
        some = waiting[start : start + AT_A_TIME]
        _insert(", ".join(["%s"] * len(some)), some)


def keep_missing_sums() -> None:
    """Write what an installation lacks that accepted submissions before sums were kept. Safe to run twice."""
    _insert(WITHOUT, [])


def mend_sums(submission_ids: Iterable[UUID]) -> None:
    """Recount submissions and put that in the place of what was kept."""
    wrong = list(submission_ids)
    with transaction.atomic():
        SubmissionSums.objects.filter(pk__in=wrong).delete()
        keep_sums(wrong)


def _stored(submission_id: UUID) -> object:
    """An id as the database keeps it."""
    return SubmissionSums._meta.pk.target_field.get_db_prep_value(submission_id, connection)  # noqa: SLF001  public in Django


def _insert(which: str, values: list[object]) -> None:
    """The sums of the submissions `which` picks; zeros where one has no lines."""
    found = recount(connection.vendor, f"l.submission_id IN ({which})")
    statement = f"""
INSERT INTO reports_submissionsums (submission_id, {", ".join(COLUMNS)})
SELECT s.id, {COUNTED} FROM reports_submission s LEFT JOIN ({found}) found ON found.submission_id = s.id
WHERE s.id IN ({which}) ON CONFLICT (submission_id) DO NOTHING
"""  # noqa: S608  put together from the declared columns and this module's words
    with connection.cursor() as cursor:
        cursor.execute(statement, values * 3)

"""Store the totals of accepted submissions: added up when one is accepted, repaired from a recount
by the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from reports.audit.actions import OPM_CHAIN, record
from reports.audit.entry_hash import Detail
from reports.core.verbs import verb
from reports.submissions.content import ReportLine
from reports.submissions.models import Submission, SubmissionTotals
from reports.submissions.totals.definition import COLUMNS, totals_of
from reports.submissions.totals.recount import recount

AT_A_TIME = 500
LINES = """
SELECT access_on, access_kind, basis, race, ethnicity, sex, age, person_ref
FROM reports_submissionline WHERE submission_id = %s
"""
INSERT = f"INSERT INTO reports_submissionsums (submission_id, {', '.join(COLUMNS)})"
KEEP = f"{INSERT} VALUES ({', '.join(['%s'] * (1 + len(COLUMNS)))})"
COUNTED = ", ".join(f"COALESCE(found.{column}, 0)" for column in COLUMNS)
MISSING = """
SELECT s.id FROM reports_submission s WHERE s.status = 'accepted'
AND NOT EXISTS (SELECT 1 FROM reports_submissionsums k WHERE k.submission_id = s.id)
"""


def store_totals(submission: Submission, lines: Iterable[ReportLine] | None = None) -> None:
    """Store the totals of a submission in the transaction that accepts it; its stored lines are
    read unless given.

    Added up here and not by the database, so that a recount by the database checks one way of
    counting by another.
    """
    stored = _stored(submission.pk)
    with connection.cursor() as cursor:
        if lines is None:
            cursor.execute(LINES, [stored])
            sums = totals_of(cursor.fetchall())
        else:
            sums = totals_of(
                (line.access_on, *line.facts[1:6], line.age, line.person) for line in lines
            )
        cursor.execute(KEEP, [stored, *sums])


@verb(system=True)
def store_missing_totals() -> None:
    """Store the totals of submissions that were accepted before totals existed. Safe to run
    twice.
    """
    _recount(MISSING, [])


@verb(system=True)
def repair_totals(submission_ids: Iterable[UUID], *, at: datetime) -> None:
    """Replace stored totals by a recount; an operator's act, recorded in the audit log."""
    wrong = list(submission_ids)
    for start in range(0, len(wrong), AT_A_TIME):
        some = [_stored(one) for one in wrong[start : start + AT_A_TIME]]
        SubmissionTotals.objects.filter(pk__in=wrong[start : start + AT_A_TIME]).delete()
        _recount(", ".join(["%s"] * len(some)), some)
    if wrong:
        detail: Detail = {"submissions": len(wrong)}
        record(
            chain=OPM_CHAIN,
            event="sums.mended",
            actor="system:check_rollups",
            at=at,
            detail=detail,
        )


def _stored(submission_id: UUID) -> Any:
    """An id as the database stores it."""
    return Submission._meta.pk.get_db_prep_value(submission_id, connection)


def _recount(which: str, values: list[Any]) -> None:
    """The totals of the submissions that `which` selects, by the database; zeros where one has no
    lines.
    """
    found = recount(connection.vendor, f"l.submission_id IN ({which})")
    statement = f"""
{INSERT} SELECT s.id, {COUNTED}
    FROM reports_submission s LEFT JOIN ({found}) found ON found.submission_id = s.id
WHERE s.id IN ({which}) ON CONFLICT (submission_id) DO NOTHING
"""  # noqa: S608  put together from the declared columns and this module's words
    with connection.cursor() as cursor:
        cursor.execute(statement, values * 3)

"""From an agency's log to the lines of a half-year: times become dates, persons become random
references, names are left out.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.law.moments import local_day
from reports.submissions.content import ReportLine, content_hash, in_order, person_count
from reports.submissions.due_dates import moments_of
from reports.submissions.models import ReportingPeriod, Submission, SubmissionLine

LOGGED = (
    "id",
    "corrects_id",
    "who",
    "occurred_at",
    "kind",
    "basis",
    "race",
    "ethnicity",
    "sex",
    "age",
)


def logged_lines(agency: Agency, period: ReportingPeriod) -> list[ReportLine]:
    """The lines of the half-year from the present log. Sealed fields are never read; persons are
    ids, for grouping only, and those merged into one another have one.
    """
    return logged_lines_of([(agency, period)])[agency.pk, period.pk]


def logged_lines_of(
    places: Collection[tuple[Agency, ReportingPeriod]],
) -> dict[tuple[UUID, UUID], list[ReportLine]]:
    """The same of several, by agency and half-year. One query, and one where an entry was
    corrected.
    """
    if not places:
        return {}
    who = Coalesce("person__merged_into_id", "person_id")
    standing = Access.objects.standing().filter(_within(places))
    rows = list(standing.annotate(who=who).values("agency_id", *LOGGED))
    corrected = {row["agency_id"] for row in rows if row["corrects_id"]}
    origins = _origins(corrected) if corrected else {}
    lines: dict[UUID, list[ReportLine]] = defaultdict(list)
    for row in rows:
        lines[row["agency_id"]].append(_line(row, origins))
    return {
        (agency.pk, period.pk): in_order(
            line
            for line in lines[agency.pk]
            if period.starts_on <= line.access_on <= period.ends_on
        )
        for agency, period in places
    }


def _within(places: Collection[tuple[Agency, ReportingPeriod]]) -> Q:
    agencies: dict[ReportingPeriod, list[Agency]] = defaultdict(list)
    for agency, period in places:
        agencies[period].append(agency)
    found = Q()
    for period, reporting in agencies.items():
        since, until = moments_of(period.starts_on, period.ends_on)
        found |= Q(agency__in=reporting, occurred_at__gte=since, occurred_at__lt=until)
    return found


def _line(row: dict[str, Any], origins: dict[UUID, UUID]) -> ReportLine:
    return ReportLine(
        access_on=local_day(row["occurred_at"]),
        access_kind=row["kind"],
        basis=row["basis"],
        race=row["race"],
        ethnicity=row["ethnicity"],
        sex=row["sex"],
        age=row["age"],
        person=str(row["who"]),
        access_id=row["id"],
        origin_id=_first_entry(row["id"], origins),
    )


def _origins(agencies: Iterable[UUID]) -> dict[UUID, UUID]:
    corrected = Access.objects.filter(agency__in=agencies, corrects__isnull=False)
    return dict(corrected.values_list("id", "corrects_id"))


def _first_entry(access_id: UUID, origins: dict[UUID, UUID]) -> UUID:
    while access_id in origins:
        access_id = origins[access_id]
    return access_id


def hash_of(agency: Agency, period: ReportingPeriod, lines: Iterable[ReportLine]) -> str:
    return content_hash(agency_code=agency.code, half_year=period.half_year, lines=lines)


def stored_lines(submission: Submission) -> list[ReportLine]:
    """The frozen lines as plain values."""
    return [line_content(row) for row in submission.lines.all()]


def line_content(row: SubmissionLine) -> ReportLine:
    return ReportLine(
        access_on=row.access_on,
        access_kind=row.access_kind,
        basis=row.basis,
        race=row.race,
        ethnicity=row.ethnicity,
        sex=row.sex,
        age=row.age,
        person=str(row.person_ref),
        access_id=row.access_id,
        origin_id=row.origin_id,
    )


def describe(submission: Submission, lines: list[ReportLine]) -> None:
    """Set a submission's counts and content hash."""
    submission.is_nil = not lines
    submission.line_count = len(lines)
    submission.person_count = person_count(lines)
    submission.content_sha256 = hash_of(submission.agency, submission.period, lines)


def freeze(submission: Submission, lines: list[ReportLine]) -> None:
    """Write the lines of a stored submission, with a fresh random reference for each person."""
    references: dict[str, UUID] = {}
    rows = []
    for position, line in enumerate(in_order(lines), start=1):
        reference = references.setdefault(line.person, uuid.uuid4())
        rows.append(_row(submission, position, line, reference))
    SubmissionLine.objects.bulk_create(rows, batch_size=500)


def _row(
    submission: Submission, position: int, line: ReportLine, reference: UUID
) -> SubmissionLine:
    return SubmissionLine(
        submission=submission,
        position=position,
        access_on=line.access_on,
        access_kind=line.access_kind,
        basis=line.basis,
        race=line.race,
        ethnicity=line.ethnicity,
        sex=line.sex,
        age=line.age,
        person_ref=reference,
        access_id=line.access_id,
        origin_id=line.origin_id,
    )

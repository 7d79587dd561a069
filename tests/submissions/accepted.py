"""The lines that count, read one by one: what the kept totals are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.submissions.content import ReportLine
from reports.submissions.models import SubmissionLine
from reports.submissions.status import SubmissionStatus

COLUMNS = ("access_on", "access_kind", "basis", "race", "ethnicity", "sex", "age")


def accepted_lines(through: str) -> Iterator[ReportLine]:
    """Through a half-year: of the newest accepted version of each agency and half-year."""
    lines = SubmissionLine.objects.filter(
        submission__status=SubmissionStatus.ACCEPTED,
        submission__period__half_year__lte=through,
        submission__agency__is_sandbox=False,
    ).order_by("submission__period__half_year", "submission__agency__code", "position")
    place = ("submission__agency__code", "submission__period__half_year")
    rows: Any = lines.values_list(*place, "person_ref", *COLUMNS)
    for agency, half_year, person, *facts in rows:
        values = dict(zip(COLUMNS, facts, strict=True))
        yield ReportLine(person=str(person), agency_code=agency, half_year=half_year, **values)

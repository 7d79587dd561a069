"""Count an agency's process by half-year, for the figures that it may share. Only numbers leave
this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from reports.accounts.models import Agency
from reports.detainers.models import AssessmentRecord, Detainer, HeadReview, Reply
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice
from reports.notices.status import NoticeStatus
from reports.publication.content.process_figures import MEASURES, QUESTIONS
from reports.submissions.due_dates import moments_of

ON_TIME = timedelta(hours=24)


def process_counts(
    agency: Agency, half_years: Iterable[HalfYear]
) -> dict[HalfYear, dict[str, int]]:
    """Every measure for the detainers that the agency received in each half-year; one query."""
    found: dict[HalfYear, Counter[str]] = {half_year: Counter() for half_year in half_years}
    for row in _requests(agency, min(found), max(found)) if found else ():
        half_year = HalfYear.of(local_day(row["received_at"]))
        if half_year in found:
            found[half_year].update(_measures(row))
    return {
        half_year: {measure.name: counted[measure.name] for measure in MEASURES}
        for half_year, counted in found.items()
    }


def _requests(agency: Agency, first: HalfYear, last: HalfYear) -> Iterable[Mapping[str, Any]]:
    since, before = moments_of(first.starts_on, last.ends_on)
    about = {"detainer": OuterRef("pk")}
    # The first one counts, also where a corrected one replaced it since.
    letter = Notice.objects.filter(**about, kind=NoticeKind.N1_RECEIPT).order_by("issued_at")
    letter = letter.exclude(status=NoticeStatus.VOIDED)
    newest = AssessmentRecord.objects.filter(**about).order_by("-assessed_at")
    return Detainer.objects.filter(
        agency=agency, received_at__gte=since, received_at__lt=before
    ).values(
        "received_at",
        refused=Exists(Reply.objects.filter(**about, is_refusal=True)),
        reviewed=Exists(HeadReview.objects.filter(**about)),
        owed_at=Subquery(letter.values("owed_at")[:1]),
        issued_at=Subquery(letter.values("issued_at")[:1]),
        reading=Subquery(newest.values("result")[:1]),
    )


def _measures(row: Mapping[str, Any]) -> list[str]:
    """The measures in which one detainer counts."""
    counted = ["requests"]
    counted += ["refusals"] if row["refused"] else []
    counted += ["reviews"] if row["reviewed"] else []
    if row["issued_at"]:
        counted.append("notices")
        counted += ["notices_on_time"] if row["issued_at"] - row["owed_at"] <= ON_TIME else []
    return [
        *counted,
        *(
            f"touching_{question}"
            for question in _questions(row["reading"])
            if question in QUESTIONS
        ),
    ]


def _questions(reading: Mapping[str, Any] | None) -> set[str]:
    findings = (reading or {}).get("findings", [])
    return {str(question) for finding in findings for question in finding.get("questions", [])}

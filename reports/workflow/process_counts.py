"""Counting an agency's process in a half-year, for the figures that it may share. Numbers only leave this module."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from reports.accounts.models import Agency
from reports.detainers.models import AssessmentRecord, Detainer, HeadReview, Reply
from reports.law.periods import HalfYear
from reports.notices.facts import NoticeKind
from reports.notices.models import Notice
from reports.publication.process import MEASURES, QUESTIONS
from reports.submissions.calendar import moments_of

ON_TIME = timedelta(hours=24)


def process_counts(agency: Agency, half_year: HalfYear) -> dict[str, int]:
    """Every measure for the requests that the agency received in the half-year."""
    first, after = moments_of(half_year.starts_on, half_year.ends_on)
    requests = Detainer.objects.filter(agency=agency, received_at__gte=first, received_at__lt=after)
    letters = Notice.objects.live().filter(detainer__in=requests, kind=NoticeKind.N1_RECEIPT)
    issued = {row["detainer_id"]: row for row in letters.values("detainer_id", "owed_at", "issued_at")}
    found: Counter[str] = Counter(
        requests=requests.count(),
        refusals=_requests_in(Reply.objects.filter(detainer__in=requests, is_refusal=True)),
        reviews=_requests_in(HeadReview.objects.filter(detainer__in=requests)),
        notices=len(issued),
        notices_on_time=sum(row["issued_at"] - row["owed_at"] <= ON_TIME for row in issued.values()),
    )
    newest: dict[object, AssessmentRecord] = {}
    for record in AssessmentRecord.objects.filter(detainer__in=requests).order_by("assessed_at"):
        newest[record.detainer_id] = record
    for record in newest.values():
        found.update(f"touching_{question}" for question in _questions(record) if question in QUESTIONS)
    return {measure.name: found[measure.name] for measure in MEASURES}


def _requests_in(rows: object) -> int:
    return int(rows.values("detainer_id").distinct().count())  # type: ignore[attr-defined]


def _questions(record: AssessmentRecord) -> set[str]:
    findings = record.result.get("findings", [])
    return {str(question) for finding in findings for question in finding.get("questions", [])}

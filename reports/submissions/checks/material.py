"""Read what the checks examine: a fixed number of queries, whatever the number of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.detainers.models import HeadReview
from reports.notices.cases import cases
from reports.notices.kinds import NoticeKind
from reports.notices.owed import owed, unserved
from reports.notices.status import NoticeStatus
from reports.submissions.checks.base import AccessFacts, CheckFinding, CheckInput, Severity
from reports.submissions.compilation import logged_lines, stored_lines
from reports.submissions.content import ReportLine
from reports.submissions.due_dates import moments_of
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import Source

# (c) speaks of requests for a release date; the assessment decides which purposes ask for one.
ASKS_FOR_RELEASE = frozenset({"notify_release", "release_information"})
TRIED = frozenset({NoticeStatus.COULD_NOT_SERVE})
COMPILED_HERE = frozenset({Source.SYSTEM, Source.PAPER})


def material_of(submission: Submission) -> CheckInput:
    """The input for a stored version."""
    lines = stored_lines(submission)
    from_log = submission.source in COMPILED_HERE
    logged = logged_lines(submission.agency, submission.period) if from_log else None
    return _material(
        submission.agency, submission.period, lines, submission=submission, logged=logged
    )


def material_of_log(agency: Agency, period: ReportingPeriod, lines: list[ReportLine]) -> CheckInput:
    """The input from the present log, before there is a draft."""
    return _material(agency, period, lines, submission=None, logged=lines)


def _material(
    agency: Agency,
    period: ReportingPeriod,
    lines: list[ReportLine],
    *,
    submission: Submission | None,
    logged: Sequence[ReportLine] | None,
) -> CheckInput:
    facts = _facts(agency, period, lines) if logged is not None else []
    return CheckInput(
        agency=agency,
        period=period,
        lines=lines,
        submission=submission,
        logged=logged,
        facts=facts,
        earlier_counts=_earlier(agency, period),
    )


def _earlier(agency: Agency, period: ReportingPeriod) -> list[tuple[str, int]]:
    accepted = Submission.objects.accepted().filter(
        agency=agency, period__half_year__lt=period.half_year
    )
    return list(
        accepted.order_by("-period__half_year").values_list("period__half_year", "line_count")[:8]
    )


def _facts(agency: Agency, period: ReportingPeriod, lines: list[ReportLine]) -> list[AccessFacts]:
    """Facts of the accesses behind the lines, current or not."""
    since, until = moments_of(period.starts_on, period.ends_on)
    reported = {line.access_id for line in lines}
    wanted = (
        Access.objects.of(agency)
        .filter(occurred_at__gte=since, occurred_at__lt=until)
        .order_by("occurred_at")
    )
    rows: Any = wanted.values(
        "id", "kind", "occurred_at", "recorded_at", "detainer_id", "detainer__purposes"
    )
    kept = [row for row in rows if row["id"] in reported]
    reviews = _reviews({row["detainer_id"] for row in kept} - {None})
    unserved = _accesses_with_unserved_notice(agency, kept, at=until)
    return [_fact(row, reviews, unserved) for row in kept]


def _fact(
    row: dict[str, Any], reviews: dict[UUID, list[datetime]], unserved: set[UUID]
) -> AccessFacts:
    asks = bool(ASKS_FOR_RELEASE & set(row["detainer__purposes"] or ()))
    return AccessFacts(
        access_id=row["id"],
        kind=row["kind"],
        occurred_at=row["occurred_at"],
        recorded_at=row["recorded_at"],
        detainer_id=row["detainer_id"],
        review_applied=asks and row["kind"] in {"A", "B", "C"},
        reviewed_before=any(
            moment <= row["occurred_at"] for moment in reviews.get(row["detainer_id"], [])
        ),
        unserved_notice=row["id"] in unserved,
    )


def _reviews(detainers: set[UUID]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = defaultdict(list)
    rows = HeadReview.objects.filter(detainer_id__in=detainers).values_list(
        "detainer_id", "reviewed_at"
    )
    for detainer, moment in rows:
        found[detainer].append(moment)
    return found


def _accesses_with_unserved_notice(
    agency: Agency, rows: list[dict[str, Any]], *, at: datetime
) -> set[UUID]:
    """Accesses whose release notice is still owed, or issued without any attempt at service."""
    if not rows:
        return set()
    lines = [line for case in cases(agency) for line in (*owed(case, at), *unserved(case, at))]
    return {
        line.access_id
        for line in lines
        if line.kind == NoticeKind.N2 and line.access_id and line.stage not in TRIED
    }


def recorded_after_certification(submission: Submission) -> list[CheckFinding]:
    """Whether the log has changed since: entries of the half-year recorded, corrected or voided
    later. One query.

    Content that OPM imported or entered was never compared with a log, so only a zero report is
    compared: with the current accesses.
    """
    from_log = submission.source in COMPILED_HERE
    if submission.received_at is None or not (from_log or submission.is_nil):
        return []
    since, until = moments_of(submission.period.starts_on, submission.period.ends_on)
    entries = Access.objects.of(submission.agency).filter(
        occurred_at__gte=since, occurred_at__lt=until
    )
    later = Q(recorded_at__gt=submission.received_at) | Q(voided_at__gt=submission.received_at)
    count = entries.filter(later).count() if from_log else entries.standing().count()
    return [_moved(submission, count)] if count else []


def _moved(submission: Submission, count: int) -> CheckFinding:
    nil = " The report said that there was none." if submission.is_nil else ""
    return CheckFinding(
        check="recorded_after_certification",
        severity=Severity.NOTE,
        what=(
            f"The log has moved: {count} access(es) were recorded, corrected or voided after"
            f" certification.{nil}"
        ),
        why="Each access of the reporting period is owed, whenever it was written down.",
        fix="Start an amendment; the accepted version counts until the amendment is accepted.",
        citation="54-192h(e)(3)",
        leads_to="amend",
    )

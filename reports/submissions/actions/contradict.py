"""A zero report that the log contradicts later is flagged to OPM and to the agency at once."""

from __future__ import annotations

from datetime import datetime

from reports.access.models import Access
from reports.audit.actions import record
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.models import Submission
from reports.submissions.notifications import notify_about_submission
from reports.submissions.status import AT_OPM, SubmissionStatus


def flag_contradiction(*, access: Access, at: datetime) -> bool:
    """Flag an access just recorded if it belongs to a half-year reported as having none. Messages
    are sent once.
    """
    day = local_day(access.occurred_at)
    reported = Submission.objects.filter(
        agency=access.agency, is_nil=True, status__in=[*AT_OPM, SubmissionStatus.ACCEPTED]
    )
    rows = reported.filter(period__starts_on__lte=day, period__ends_on__gte=day).select_related(
        "agency", "period"
    )
    newest = rows.order_by("-version").first()
    if newest is None:
        return False
    _notify(newest, at)
    record(
        chain=newest.agency.code,
        event="submission.contradicted",
        actor="system:half-years",
        at=at,
        subject_type="submission",
        subject_id=newest.pk,
    )
    return True


def _notify(submission: Submission, at: datetime) -> None:
    on, kind = local_day(at), Message.Kind.CONTRADICTED
    notify_about_submission(submission, kind, inbox.reviewers(on=on), at=at)
    inbox.notify(
        inbox.agency_people(submission.agency, on=on),
        kind,
        at=at,
        deduplication_key=f"{kind}:own:{submission.pk}",
        agency=submission.agency,
        half_year=submission.period.half_year,
    )

"""Reminders go only where something is due; an agency is notified before it is shown without a
report.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.models import Dispute, MissingNotice, ReportingPeriod
from reports.submissions.queries import (
    NOTHING,
    AgencyFilingStatus,
    agency_filing_statuses,
    counted_agencies,
)
from reports.submissions.status import SYSTEM, SubmissionStatus

DUE_SOON_DAYS = 14
OWES_NOTHING = frozenset(
    {SubmissionStatus.CERTIFIED, SubmissionStatus.IN_REVIEW, SubmissionStatus.ACCEPTED}
)


def is_overdue(period: ReportingPeriod, agency: Agency, standing: AgencyFilingStatus) -> bool:
    """Whether the next step is the agency's: nothing arrived, or the report was returned."""
    newest = standing.newest.status if standing.newest else None
    return period.must_report(agency) and standing.accepted is None and newest not in OWES_NOTHING


def overdue_agencies(period: ReportingPeriod) -> list[Agency]:
    """The agencies that have not sent a report for a half-year."""
    found = agency_filing_statuses([period])
    return [
        a
        for a in counted_agencies()
        if is_overdue(period, a, found.get((a.pk, period.pk), NOTHING))
    ]


def remind_all(*, period: ReportingPeriod, at: datetime) -> int:
    """Remind agencies whose report is due soon, and those whose report is overdue; once each.
    Returns how many agencies.
    """
    on = local_day(at)
    if on > period.due_on:
        return sum(
            _notify_overdue(agency=agency, period=period, at=at)
            for agency in overdue_agencies(period)
        )
    if on >= period.due_on - timedelta(days=DUE_SOON_DAYS) and period.is_over(on):
        return sum(
            _notify(agency, period, Message.Kind.DUE_SOON, at)
            for agency in overdue_agencies(period)
        )
    return 0


@verb(system=True)
def _notify_overdue(*, agency: Agency, period: ReportingPeriod, at: datetime) -> bool:
    if MissingNotice.objects.filter(agency=agency, period=period).exists():
        return False
    give_missing_notice(agency=agency, period=period, at=at, kind=Message.Kind.OVERDUE)
    return True


def _notify(agency: Agency, period: ReportingPeriod, kind: str, at: datetime) -> bool:
    people = inbox.agency_people(agency, on=local_day(at))
    deduplication_key = f"{kind}:{agency.pk}:{period.pk}"
    return bool(
        inbox.notify(
            people,
            kind,
            at=at,
            deduplication_key=deduplication_key,
            agency=agency,
            half_year=period.half_year,
        )
    )


def give_missing_notice(
    *, agency: Agency, period: ReportingPeriod, at: datetime, kind: str, by: User | None = None
) -> MissingNotice:
    """Notify the agency's people that no report has arrived, and record that they were notified."""
    people = inbox.agency_people(agency, on=local_day(at))
    notice = MissingNotice.objects.create(
        agency=agency, period=period, noticed_at=at, recipients=len(people)
    )
    deduplication_key = f"{kind}:{agency.pk}:{period.pk}:{local_day(at)}"
    inbox.notify(
        people,
        kind,
        at=at,
        deduplication_key=deduplication_key,
        agency=agency,
        half_year=period.half_year,
    )
    record(
        chain=agency.code,
        event="half_year.reminded",
        actor=str(by.pk) if by is not None else SYSTEM,
        at=at,
        subject_type="period",
        subject_id=period.pk,
        detail={"kind": str(kind), "recipients": len(people)},
    )
    return notice


@verb
def remind(*, agency: Agency, period: ReportingPeriod, by: User, at: datetime) -> MissingNotice:
    """OPM reminds one agency, at most once a day."""
    on = local_day(at)
    check_can(by, Permission.REVIEW_SUBMISSION, on=on)
    _check_due(agency, period, on)
    return give_missing_notice(
        agency=agency, period=period, at=at, kind=Message.Kind.REMINDED, by=by
    )


def _check_due(agency: Agency, period: ReportingPeriod, on: date) -> None:
    if not period.is_over(on):
        raise StateRefused(f"{period.title} is not over; nothing is due, so nobody is reminded.")
    if not is_overdue(
        period,
        agency,
        agency_filing_statuses([period], [agency]).get((agency.pk, period.pk), NOTHING),
    ):
        raise StateRefused(
            f"{agency.name} owes nothing for {period.title}: its report arrived or is not required."
        )
    last = MissingNotice.objects.filter(agency=agency, period=period).first()
    if last is not None and local_day(last.noticed_at) == on:
        raise StateRefused(f"{agency.name} was reminded today already.")


@verb
def raise_dispute(
    *, agency: Agency, period: ReportingPeriod, text: str, by: User, at: datetime
) -> Dispute:
    """The agency disputes what is shown for its half-year; OPM's reviewers are notified."""
    check_can(by, Permission.VIEW_SUBMISSION, agency, on=local_day(at))
    if not text.strip():
        raise StateRefused("Say what is wrong, for example when and how the report was sent.")
    known = Dispute.objects.filter(agency=agency, period=period, answered_at__isnull=True).first()
    if known is not None:
        raise StateRefused("A dispute of this half-year is open already; OPM will answer it.")
    dispute = Dispute.objects.create(
        agency=agency, period=period, text=text.strip(), raised_at=at, raised_by=by
    )
    record(
        chain=agency.code,
        event="half_year.disputed",
        actor=str(by.pk),
        at=at,
        subject_type="period",
        subject_id=period.pk,
    )
    inbox.notify(
        inbox.reviewers(on=local_day(at)),
        Message.Kind.DISPUTED,
        at=at,
        deduplication_key=f"disputed:{dispute.pk}",
        agency=agency,
        half_year=period.half_year,
    )
    return dispute


@verb
def answer_dispute(*, dispute: Dispute, answer: str, by: User, at: datetime) -> Dispute:
    """OPM answers; the agency reads the answer on the half-year's page."""
    check_can(by, Permission.REVIEW_SUBMISSION, on=local_day(at))
    if not answer.strip():
        raise StateRefused("Write the answer first.")
    changed = Dispute.objects.filter(pk=dispute.pk, answered_at__isnull=True).update(
        answer=answer.strip(), answered_at=at, answered_by=by
    )
    if not changed:
        raise StateRefused("This dispute was answered already.")
    dispute.refresh_from_db()
    record(
        chain=dispute.agency.code,
        event="half_year.dispute_answered",
        actor=str(by.pk),
        at=at,
        subject_type="period",
        subject_id=dispute.period_id,
    )
    inbox.resolve(
        kinds=(Message.Kind.DISPUTED,),
        at=at,
        agency=dispute.agency,
        half_year=dispute.period.half_year,
    )
    return dispute

"""Reminders go only where a report is waited for; before an agency is shown without a report it has
been told. Whoever counts reminders counts those that reached somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.known import known_report, known_reports
from reports.submissions.models import Dispute, MissingNotice, ReportingPeriod
from reports.submissions.queries import counted_agencies
from reports.submissions.status import SYSTEM

DUE_SOON_DAYS = 14


def waited_for(period: ReportingPeriod, *, on: date) -> list[Agency]:
    """The agencies that were asked and whose next step is their own: nothing arrived, or it was
    returned.
    """
    known = known_reports([period], on=on)
    return [a for a in counted_agencies() if known.of(a, period).is_waited_for]


def tell_owing(*, period: ReportingPeriod, at: datetime) -> int:
    """Tell the agencies whose own log holds accesses of a half-year that is over that a report is
    owed, once. Returns how many were told. Nobody else learns of it but OPM.
    """
    known = known_reports([period], on=local_day(at), with_log=True)
    owing = [agency for agency in counted_agencies() if known.of(agency, period).is_owed]
    return sum(_notify(agency, period, Message.Kind.OWED, at) for agency in owing)


def remind_all(*, period: ReportingPeriod, at: datetime) -> int:
    """Tell those that are waited for that the day is near, or past; each of the two once. Returns
    how many agencies were told: those where nobody could be are not counted.
    """
    on = local_day(at)
    if on > period.due_on:
        return sum(
            _notify_overdue(agency=agency, period=period, at=at)
            for agency in waited_for(period, on=on)
        )
    if on >= period.due_on - timedelta(days=DUE_SOON_DAYS) and period.is_over(on):
        return sum(
            _notify(agency, period, Message.Kind.DUE_SOON, at)
            for agency in waited_for(period, on=on)
        )
    return 0


@verb(system=True)
def _notify_overdue(*, agency: Agency, period: ReportingPeriod, at: datetime) -> bool:
    tried = MissingNotice.objects.filter(agency=agency, period=period)
    if tried.filter(recipients__gt=0).exists():
        return False
    if tried.exists() and not inbox.agency_people(agency, on=local_day(at)):
        return False
    kind = Message.Kind.OVERDUE
    return give_missing_notice(agency=agency, period=period, at=at, kind=kind).reached_somebody


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
    """Tell the agency's people that no report has arrived, and keep how many of them were told."""
    deduplication_key = f"{kind}:{agency.pk}:{period.pk}:{local_day(at)}"
    reached = inbox.notify(
        inbox.agency_people(agency, on=local_day(at)),
        kind,
        at=at,
        deduplication_key=deduplication_key,
        agency=agency,
        half_year=period.half_year,
    )
    notice = MissingNotice.objects.create(
        agency=agency, period=period, noticed_at=at, recipients=reached
    )
    record(
        chain=agency.code,
        event="half_year.reminded",
        actor=str(by.pk) if by is not None else SYSTEM,
        at=at,
        subject_type="period",
        subject_id=period.pk,
        detail={"kind": str(kind), "recipients": reached},
    )
    return notice


@verb
def remind(*, agency: Agency, period: ReportingPeriod, by: User, at: datetime) -> MissingNotice:
    """OPM reminds one agency, once a day at most. The notice says whether anybody was reached."""
    on = local_day(at)
    check_can(by, Permission.REVIEW_SUBMISSION, on=on)
    _check_due(agency, period, on)
    return give_missing_notice(
        agency=agency, period=period, at=at, kind=Message.Kind.REMINDED, by=by
    )


@dataclass(frozen=True)
class Reminded:
    """What reminding a whole half-year did: agencies reached with how many people, agencies where
    nobody could be told, agencies told today already.
    """

    agencies: int = 0
    people: int = 0
    unreached: int = 0
    today_already: int = 0


def remind_waited_for(*, period: ReportingPeriod, by: User, at: datetime) -> Reminded:
    """OPM reminds every agency that is waited for, each in an act of its own."""
    on = local_day(at)
    check_can(by, Permission.REVIEW_SUBMISSION, on=on)
    _check_is_over(period, on)
    agencies, people, unreached, today_already = 0, 0, 0, 0
    for agency in waited_for(period, on=on):
        if _was_notified_on(agency, period, on):
            today_already += 1
            continue
        notice = remind(agency=agency, period=period, by=by, at=at)
        agencies += notice.reached_somebody
        people += notice.recipients
        unreached += not notice.reached_somebody
    return Reminded(agencies, people, unreached, today_already)


def _check_due(agency: Agency, period: ReportingPeriod, on: date) -> None:
    _check_is_over(period, on)
    known = known_report(agency, period, on=on)
    if not known.is_waited_for:
        raise StateRefused(
            f"Nothing is waited for from {agency.name} for {period.title}: {known.words}."
        )
    if _was_notified_on(agency, period, on):
        raise StateRefused(f"{agency.name} was reminded today already.")


def _check_is_over(period: ReportingPeriod, on: date) -> None:
    if not period.is_over(on):
        raise StateRefused(f"{period.title} is not over, so nobody is reminded.")


def _was_notified_on(agency: Agency, period: ReportingPeriod, on: date) -> bool:
    newest = MissingNotice.objects.filter(agency=agency, period=period, recipients__gt=0).first()
    return newest is not None and local_day(newest.noticed_at) == on


@verb
def raise_dispute(
    *, agency: Agency, period: ReportingPeriod, text: str, by: User, at: datetime
) -> Dispute:
    """The agency disputes what is shown for its half-year; OPM's reviewers are notified."""
    check_can(by, Permission.VIEW_SUBMISSION, agency, on=local_day(at))
    if not text.strip():
        raise StateRefused("Say what is wrong, for example when and how the report was sent.")
    wait_for_turn(f"dispute {agency.pk} {period.pk}")
    known = Dispute.objects.filter(agency=agency, period=period, answered_at__isnull=True).first()
    if known is not None:
        raise StateRefused(
            "A dispute of this reporting period is open already; OPM will answer it."
        )
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

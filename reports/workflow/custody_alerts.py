"""Alerts to clerks and agency head: custody about to continue past the release due on a detainer
alone; a court order.

Whether anything supports a hold past release is decided by `detainers.custody`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from reports.accounts.queries import members_with
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.core.verbs import verb
from reports.detainers.actions.court_orders import ALARM_JOB
from reports.detainers.assessment import stored_assessment
from reports.detainers.custody import WARN_BEFORE, clock_runs, custody_of
from reports.detainers.models import CourtOrder, CustodyWarning, Detainer
from reports.law.moments import local_day
from reports.mail.actions import MailJob
from reports.mail.kinds import COURT_ORDER, CUSTODY_WARNING, MailKind
from reports.mail.sending import deliver
from reports.outbox.actions import enqueue

MAIL_JOB = "custody_warning_mail"


def send_custody_warnings(*, at: datetime) -> int:
    """Warn once about each release that is due soon with no ground to hold past it. Returns how
    many warnings are new.
    """
    due = Detainer.objects.filter(clock_runs(), release_due_at__lte=at + WARN_BEFORE)
    unwarned = due.select_related("agency").exclude(warnings__release_due_at=F("release_due_at"))
    return sum(_warn(detainer, at=at) for detainer in unwarned if _is_to_be_warned(detainer, at))


def _is_to_be_warned(detainer: Detainer, at: datetime) -> bool:
    assessment = stored_assessment(detainer.assessments.latest())
    return custody_of(detainer, assessment, at).warn_now


@verb(system=True)
def _warn(detainer: Detainer, *, at: datetime) -> int:
    if detainer.release_due_at is None:
        return 0
    warning, is_new = CustodyWarning.objects.get_or_create(
        detainer=detainer, release_due_at=detainer.release_due_at, defaults={"warned_at": at}
    )
    if is_new:
        enqueue(kind=MAIL_JOB, object_id=warning.pk, at=at)
        record(
            chain=detainer.agency.code,
            event="custody.warned",
            actor="system:watch",
            at=at,
            subject_type="detainer",
            subject_id=detainer.pk,
        )
    return int(is_new)


def mail_warning(*, warning_id: UUID, at: datetime) -> None:
    """Mail clerks and agency head, without personal data. Repeating it does nothing."""
    warning = CustodyWarning.objects.select_related("detainer__agency").get(pk=warning_id)
    mail_about(CUSTODY_WARNING, warning.detainer, job=MailJob(MAIL_JOB, warning_id), at=at)
    CustodyWarning.objects.filter(pk=warning.pk, mailed_at__isnull=True).update(mailed_at=at)


def mail_court_order(*, order_id: UUID, at: datetime) -> None:
    """Mail clerks and agency head that a court order was recorded; what it says, and about whom, is
    only in the record.
    """
    order = CourtOrder.objects.select_related("detainer__agency").get(pk=order_id)
    mail_about(COURT_ORDER, order.detainer, job=MailJob(ALARM_JOB, order_id), at=at)
    CourtOrder.objects.filter(pk=order.pk, mailed_at__isnull=True).update(mailed_at=at)


def mail_about(
    kind: MailKind,
    detainer: Detainer,
    *,
    job: MailJob,
    at: datetime,
    whom: Permission = Permission.RECORD_ACCESS,
) -> None:
    """Mail those at the agency who may do what `whom` says; it names the record and nobody."""
    people = members_with(whom, detainer.agency, on=local_day(at))
    deliver(
        kind,
        job=job,
        to=dict(people.values_list("pk", "email")),
        at=at,
        agency=detainer.agency.name,
        reference=detainer.reference,
        path=f"/desk/detainers/{detainer.pk}/",
    )

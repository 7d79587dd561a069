"""What clerk and head are told at once: custody about to outlast the release due on a detainer
alone; a court order.

The act names the grounds on which a person may be held on a detainer, (b)(1)(A). Where the finding
on a hold is that it is prohibited, or no hold was asked for, custody ends when release is due.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F

from reports.accounts.queries import members_with
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.detainers.actions.transition import local_day
from reports.detainers.assessment import stored_assessment
from reports.detainers.models import CourtOrder, CustodyWarning, Detainer
from reports.outbox.actions import enqueue

WARNED_BEFORE = timedelta(hours=settings.CUSTODY_WARNING_HOURS)
MAIL_JOB = "custody_warning_mail"
HOLDING = frozenset({"hold", "transfer", "arrest_on_administrative_warrant"})
SUPPORTED = frozenset({"not_prohibited", "required"})


def hold_is_supported(detainer: Detainer) -> bool:
    """Whether any finding on keeping the person says that the act does not prohibit it."""
    findings = stored_assessment(detainer.assessments.latest()).findings
    return any(finding.purpose in HOLDING and finding.outcome in SUPPORTED for finding in findings)


def send_custody_warnings(*, at: datetime) -> int:
    """Warn once about each release that is due soon with no ground to hold beyond it. Returns how
    many are new.
    """
    due = Detainer.objects.still_open().filter(
        in_custody=True, release_due_at__lte=at + WARNED_BEFORE
    )
    unwarned = due.select_related("agency").exclude(warnings__release_due_at=F("release_due_at"))
    return sum(_warn(detainer, at=at) for detainer in unwarned if not hold_is_supported(detainer))


@transaction.atomic
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
    """Tell clerks and head by mail, without a word about the person. Done again, it does
    nothing.
    """
    warning = CustodyWarning.objects.select_related("detainer__agency").get(pk=warning_id)
    if warning.mailed_at is not None:
        return
    detainer = warning.detainer
    _mail_desk(
        detainer,
        subject=f"A release is due: request {detainer.reference}",
        text=(
            f"Release is due soon in request {detainer.reference} at {detainer.agency.name}. The"
            " assessment names no ground to hold the person beyond it on the federal request."
        ),
        at=at,
    )
    CustodyWarning.objects.filter(pk=warning.pk).update(mailed_at=at)


def mail_court_order(*, order_id: UUID, at: datetime) -> None:
    """Tell clerks and head by mail that a court ordered something; what, and about whom, stands in
    the record only.
    """
    order = CourtOrder.objects.select_related("detainer__agency").get(pk=order_id)
    if order.mailed_at is not None:
        return
    detainer = order.detainer
    _mail_desk(
        detainer,
        subject=f"A court order was recorded: request {detainer.reference}",
        text=(
            f"A court order about request {detainer.reference} at {detainer.agency.name} was"
            " recorded. Read it before anything is answered or done; the findings follow it from"
            " its first day."
        ),
        at=at,
    )
    CourtOrder.objects.filter(pk=order.pk).update(mailed_at=at)


def _mail_desk(detainer: Detainer, *, subject: str, text: str, at: datetime) -> None:
    people = members_with(Permission.RECORD_ACCESS, detainer.agency, on=local_day(at))
    send_mail(
        subject=subject,
        message=(
            f"{text}\n\nOpen the record: {settings.PUBLIC_ADDRESS}/desk/detainers/{detainer.pk}/\n"
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[person.email for person in people],
    )

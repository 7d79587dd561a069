"""Acts against the decision in force: marked with why, the head told, and acknowledged."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.access.against_decision import (
    access_differs,
    check_can_acknowledge,
    check_reason_given,
    choices_of,
    reply_differs,
)
from reports.access.models import Access, ActAgainstDecision
from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.core.refusals import Conflict
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import Decision, Detainer, Reply
from reports.detainers.queries import decision_in_force
from reports.law.moments import local_day
from reports.mail.actions import MailJob
from reports.mail.kinds import ACT_AGAINST_DECISION
from reports.outbox.actions import enqueue
from reports.workflow.custody_alerts import mail_about

ALARM_JOB = "act_against_decision_alarm"


def mark_reply(reply: Reply, *, reason: str, by: User, at: datetime) -> ActAgainstDecision | None:
    """Mark the reply where it differs from the decision in force when it was sent. Raises
    ReasonNeeded.
    """
    decision = decision_in_force(reply.detainer, at=reply.sent_at)
    if decision is None or not reply_differs(
        choices_of(decision),
        is_refusal=reply.is_refusal,
        notifies_release=reply.notifies_release,
    ):
        return None
    return _mark(reply.detainer, decision=decision, reason=reason, by=by, at=at, reply=reply)


def mark_access(
    access: Access, *, reason: str, by: User, at: datetime
) -> ActAgainstDecision | None:
    """The same of an access under a detainer. One that a reply was is marked with the reply."""
    if access.detainer is None or access.reply_id is not None:
        return None
    decision = decision_in_force(access.detainer, at=access.occurred_at)
    if decision is None or not access_differs(access.kind, choices_of(decision)):
        return None
    return _mark(access.detainer, decision=decision, reason=reason, by=by, at=at, access=access)


@verb
def _mark(
    detainer: Detainer,
    *,
    decision: Decision,
    reason: str,
    by: User,
    at: datetime,
    reply: Reply | None = None,
    access: Access | None = None,
) -> ActAgainstDecision:
    """Keep why an act differs from the decision in force, and promise the alarm to the head.
    Raises ReasonNeeded.
    """
    check_reason_given(decision, reason)
    marked = ActAgainstDecision.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        decision=decision,
        reply=reply,
        access=access,
        reason=reason,
        entered_at=at,
        entered_by=by,
    )
    what = "reply" if reply else "access"
    audit_detainer(
        detainer, "act.against_decision", by=by, at=at, what=what, number=decision.number
    )
    enqueue(kind=ALARM_JOB, object_id=marked.pk, at=at)
    return marked


@verb
def acknowledge_act(*, act: ActAgainstDecision, by: User, at: datetime) -> None:
    """The head has seen that an act differed from the decision, and why. Raises PermissionRefused,
    Conflict.
    """
    check_can_acknowledge(by, act.detainer, on=local_day(at))
    waiting = ActAgainstDecision.objects.to_acknowledge().filter(pk=act.pk)
    if not waiting.update(acknowledged_at=at, acknowledged_by=by):
        raise Conflict("This act was acknowledged a moment ago.")
    audit_detainer(act.detainer, "act.acknowledged", by=by, at=at, number=act.decision.number)


def mail_alarm(*, act_id: UUID, at: datetime) -> None:
    """Tell whoever decides for the agency that something was done against a decision; what, and
    about whom, stands in the record only.
    """
    act = ActAgainstDecision.objects.select_related("detainer__agency").get(pk=act_id)
    job = MailJob(ALARM_JOB, act_id)
    mail_about(ACT_AGAINST_DECISION, act.detainer, job=job, at=at, whom=Permission.DECIDE)
    ActAgainstDecision.objects.filter(pk=act.pk, mailed_at__isnull=True).update(mailed_at=at)

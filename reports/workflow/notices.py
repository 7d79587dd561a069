"""From the record to the notices: the facts of each notice, and issuing it when the statute
requires it.

No rule delays a notice. What is missing is a line to fill in by hand, and a reason that may not be
written yet (Q7) follows in a notice of its own: it stays owed, the audit log says why, and the list
of notices to issue shows it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.access.models import Access
from reports.access.queries import get_access
from reports.accounts.models import User
from reports.audit.actions import record
from reports.core.refusals import NotFound
from reports.core.verbs import verb
from reports.detainers.assessment import stored_assessment
from reports.detainers.models import Decision, Detainer
from reports.detainers.queries import decision_in_force, get_detainer
from reports.law.assess import COPY_AND_INTENT
from reports.law.moments import local_day
from reports.notices.actions.issue import issue_notice
from reports.notices.acts import (
    GIVES_REASON,
    NoticeAct,
    cancelled_at,
    decision_made,
    receipt_of,
    release_notified,
    request_cancelled,
)
from reports.notices.content.facts import NoticeAddressee
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice, ReservedNumber
from reports.notices.status import NoticeStatus
from reports.workflow.enclosures import enclose_if_any
from reports.workflow.notice_facts import facts_of, recipient_of

REASON_WAITS = (
    "The reason rests on a terrorist-screening record. Whether that may be written to the person is"
    " not settled (Q7): the agency head and counsel must release the reason first. The rest of the"
    " notice has gone out."
)


@verb
def issue(
    act: NoticeAct,
    kind: NoticeKind,
    *,
    by: User,
    at: datetime,
    recipient: NoticeAddressee | None = None,
    reserved: ReservedNumber | None = None,
) -> Notice | None:
    """Issue the notice about an act with the copy that goes with it. None where all of it is out
    but the reason, which waits for the agency head (Q7).
    """
    facts = facts_of(act, issued_at=at, recipient=recipient)
    if facts.withholds_reason and act.kind in GIVES_REASON:
        _record_waiting(act, kind, by=by, at=at)
        if _is_out_without_reason(act, kind):
            return None
    notice = issue_notice(
        facts=facts,
        act=act,
        kind=kind,
        language=act.detainer.named.language,
        by=by,
        at=at,
        reserved=reserved,
    )
    enclose_if_any(notice, facts, by=by, at=at)
    return notice


def _is_out_without_reason(act: NoticeAct, kind: NoticeKind) -> bool:
    rows = Notice.objects.live().filter(detainer=act.detainer, access=act.access, kind=kind)
    return rows.filter(decision=act.decision, is_reason_withheld=True, stale_at=None).exists()


def _record_waiting(act: NoticeAct, kind: NoticeKind, *, by: User, at: datetime) -> None:
    record(
        chain=act.detainer.agency.code,
        event="notice.waits",
        actor=str(by.pk),
        at=at,
        subject_type="detainer",
        subject_id=act.detainer.pk,
        detail={"kind": kind.value, "why": REASON_WAITS},
    )


def issue_first_notice(
    detainer: Detainer, *, by: User, at: datetime, reserved: ReservedNumber | None = None
) -> Notice | None:
    """The first notice (N1), required on receipt of any detainer, whether or not the agency will
    comply, 54-192h(e)(1).
    """
    if not stored_assessment(detainer.assessments.latest()).owes(COPY_AND_INTENT):
        return None
    act = receipt_of(detainer)
    return issue(act, NoticeKind.N1_RECEIPT, by=by, at=at, reserved=reserved)


def issue_decision_notice(
    decision: Decision, *, by: User, at: datetime, reserved: ReservedNumber | None = None
) -> Notice | None:
    """The answer that N1 could not give yet (Q26)."""
    if not stored_assessment(decision.assessment).owes(COPY_AND_INTENT):
        return None
    act = decision_made(decision)
    return issue(act, NoticeKind.N1_INTENT, by=by, at=at, reserved=reserved)


def issue_cancellation_notice(
    detainer: Detainer, *, by: User, at: datetime, reserved: ReservedNumber | None = None
) -> Notice | None:
    """The notice that the request was taken back. None where nobody was told that it came."""
    rows = detainer.notices.filter(kind__in=(NoticeKind.N1_RECEIPT, NoticeKind.N1_INTENT))
    if cancelled_at(detainer) is None or not rows.exclude(status=NoticeStatus.VOIDED).exists():
        return None
    act = request_cancelled(detainer, at=at)
    return issue(act, NoticeKind.CANCELLATION, by=by, at=at, reserved=reserved)


def issue_release_notices(
    access: Access, *, by: User, at: datetime, reserved: ReservedNumber | None = None
) -> None:
    """N2 to the person, and its copy to the attorney or the designee, 54-192h(e)(1). A copy that
    somebody has already is not made anew unasked: where it is no longer true it is listed, and the
    corrected one is offered.
    """
    detainer = access.detainer
    if detainer is None:
        return
    act = release_notified(access, detainer)
    issue(act, NoticeKind.N2, by=by, at=at, reserved=reserved)
    copies = access.notices.live().filter(kind=NoticeKind.N2_COPY)
    if not copies.filter(status=NoticeStatus.SERVED).exists():
        issue_release_copies(access, by=by, at=at)


def issue_release_copies(access: Access, *, by: User, at: datetime) -> Notice | None:
    """The copy of N2 for the attorney or the designee. None where nobody is on record."""
    detainer = access.detainer
    recipient = recipient_of(detainer) if detainer else None
    if detainer is None or recipient is None:
        return None
    act = release_notified(access, detainer)
    return issue(act, NoticeKind.N2_COPY, by=by, at=at, recipient=recipient)


@verb
def issue_owed_notice(
    *,
    kind: NoticeKind,
    subject_id: UUID,
    by: User,
    at: datetime,
    reserved: ReservedNumber | None = None,
) -> Notice | None:
    """Issue one owed notice; None while it must wait. `subject_id` is the detainer or, for N2, the
    access that notified of the release. Raises NotFound.
    """
    on = local_day(at)
    if kind in {NoticeKind.N2, NoticeKind.N2_COPY}:
        access = get_access(by, subject_id, on=on)
        if kind == NoticeKind.N2_COPY:
            return issue_release_copies(access, by=by, at=at)
        issue_release_notices(access, by=by, at=at, reserved=reserved)
        return access.notices.live().filter(kind=kind).first()
    detainer = get_detainer(by, subject_id, on=on)
    if kind == NoticeKind.N1_RECEIPT:
        return issue_first_notice(detainer, by=by, at=at, reserved=reserved)
    if kind == NoticeKind.CANCELLATION:
        return issue_cancellation_notice(detainer, by=by, at=at, reserved=reserved)
    decision = decision_in_force(detainer, at=at)
    if decision is None:
        raise NotFound(str(subject_id))
    return issue_decision_notice(decision, by=by, at=at, reserved=reserved)

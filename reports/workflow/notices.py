"""From the record to the notices: the facts of each notice, and issuing it when the statute
requires it.

A notice that cannot be created yet (Q7, or text that cannot be printed) never stops the record: it
stays owed, the audit log says why, and the list of notices to issue shows it.
"""

from __future__ import annotations

from dataclasses import replace
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
from reports.detainers.queries import get_detainer, latest_decision
from reports.law.assess import COPY_AND_INTENT
from reports.law.moments import local_day
from reports.notices.actions.issue import issue_notice
from reports.notices.content.facts import NoticeBlocked, NoticeFacts, UnprintableFacts
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice, ReservedNumber
from reports.workflow.enclosures import enclose_if_any
from reports.workflow.notice_facts import facts_for, facts_of_release, recipient_of


@verb
def issue_or_defer(
    facts: NoticeFacts,
    kind: NoticeKind,
    *,
    detainer: Detainer,
    by: User,
    at: datetime,
    access: Access | None = None,
    reserved: ReservedNumber | None = None,
) -> Notice | None:
    """Issue the notice with the copy that goes with it, or leave it owed and record why in the
    audit log.

    The messages of both refusals name a fact and never its value, so the audit log may keep them.
    """
    try:
        notice = issue_notice(
            facts=facts,
            agency=detainer.agency,
            detainer=detainer,
            access=access,
            kind=kind,
            language=detainer.person.language,
            by=by,
            at=at,
            reserved=reserved,
        )
        enclose_if_any(notice, facts, by=by, at=at)
        return notice
    except (NoticeBlocked, UnprintableFacts) as waiting:
        record(
            chain=detainer.agency.code,
            event="notice.waits",
            actor=str(by.pk),
            at=at,
            subject_type="detainer",
            subject_id=detainer.pk,
            detail={"kind": kind.value, "why": str(waiting)},
        )
        return None


def issue_first_notice(
    detainer: Detainer, *, by: User, at: datetime, reserved: ReservedNumber | None = None
) -> Notice | None:
    """The first notice (N1), required on receipt of any detainer, whether or not the agency will
    comply, 54-192h(e)(1).
    """
    if not stored_assessment(detainer.assessments.latest()).owes(COPY_AND_INTENT):
        return None
    facts = facts_for(detainer, event_at=detainer.received_at)
    return issue_or_defer(
        facts, NoticeKind.N1_RECEIPT, detainer=detainer, by=by, at=at, reserved=reserved
    )


def issue_decision_notice(
    decision: Decision, *, by: User, at: datetime, reserved: ReservedNumber | None = None
) -> Notice | None:
    """The decision that N1 could not state yet (Q26)."""
    detainer = decision.detainer
    if not stored_assessment(decision.assessment).owes(COPY_AND_INTENT):
        return None
    facts = facts_for(detainer, event_at=decision.decided_at, decision=decision)
    return issue_or_defer(
        facts, NoticeKind.N1_INTENT, detainer=detainer, by=by, at=at, reserved=reserved
    )


def issue_release_notices(
    access: Access, *, by: User, at: datetime, reserved: ReservedNumber | None = None
) -> None:
    """N2 to the person, and its copy to the attorney or the designee, 54-192h(e)(1)."""
    detainer = access.detainer
    if detainer is None:
        return
    facts = facts_of_release(access, detainer)
    issue_or_defer(
        facts, NoticeKind.N2, detainer=detainer, by=by, at=at, access=access, reserved=reserved
    )
    issue_release_copies(access, by=by, at=at)


def issue_release_copies(access: Access, *, by: User, at: datetime) -> Notice | None:
    """The copy of N2 for the attorney or the designee. None where nobody is on record."""
    detainer = access.detainer
    recipient = recipient_of(detainer.person) if detainer else None
    if detainer is None or recipient is None:
        return None
    facts = replace(facts_of_release(access, detainer), recipient=recipient)
    return issue_or_defer(facts, NoticeKind.N2_COPY, detainer=detainer, by=by, at=at, access=access)


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
    decision = latest_decision(detainer)
    if decision is None:
        raise NotFound(str(subject_id))
    return issue_decision_notice(decision, by=by, at=at, reserved=reserved)

"""What some notices need first: a reason released by the agency head, and an inquiry who else
should receive the notice.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from reports.access.models import Access
from reports.accounts.models import User
from reports.audit.actions import record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.detainers.models import Decision
from reports.law.moments import local_day
from reports.notices.models import ContactInquiry, ReasonRelease
from reports.notices.policies import check_can_record_inquiry, check_can_release_reason
from reports.notices.status import InquiryAnswer


@verb
def record_reason_release(
    *, decision: Decision, counsel: str, advised_on: date, note: str, by: User, at: datetime
) -> ReasonRelease:
    """Release a reason that rests on a terrorist-screening record (Q7). Only the agency head, and
    only on counsel's advice.
    """
    agency = decision.detainer.agency
    check_can_release_reason(by, agency, on=local_day(at))
    if not counsel.strip():
        raise StateRefused(
            "Name the counsel who advised. Without that advice the notice waits (Q7)."
        )
    if advised_on > local_day(at):
        raise StateRefused(
            "The advice cannot have been given on a day still to come. Correct the day."
        )
    if ReasonRelease.objects.filter(decision=decision).exists():
        raise Conflict("This reason was released already.")
    cleared = ReasonRelease.objects.create(
        record_key=decision.record_key,
        decision=decision,
        counsel=counsel,
        advised_on=advised_on,
        note=note,
        released_at=at,
        released_by=by,
    )
    record(
        chain=agency.code,
        event="notice.reason_released",
        actor=str(by.pk),
        at=at,
        subject_type="detainer",
        subject_id=decision.detainer_id,
        detail={"advised_on": advised_on.isoformat()},
    )
    return cleared


@verb
def record_contact_inquiry(
    *,
    access: Access,
    answer: str,
    inquired_at: datetime,
    note: str,
    by: User,
    at: datetime,
    agrees_to_facts: bool = False,
    form_token: UUID | None = None,
) -> ContactInquiry:
    """Record that the person was asked for an attorney or designee, or why not: the good-faith
    effort counts too (Q16). `agrees_to_facts` is their agreement that a copy says what the
    conviction or the warrant is. Submitting the same form twice gives the same row.
    """
    check_can_record_inquiry(by, access.agency, on=local_day(at))
    key = form_token or uuid4()
    wait_for_turn(f"form {key}")
    before = ContactInquiry.objects.filter(access=access, pk=key).first()
    if before is not None:
        return before
    if answer not in InquiryAnswer.values:
        raise StateRefused("Choose what the person said.")
    if inquired_at > at:
        raise StateRefused(
            "The person cannot have been asked at a time still to come. Check the day and the time."
        )
    if answer == InquiryAnswer.NOT_ASKED and not note.strip():
        raise StateRefused("Say in a few words why the person could not be asked.")
    question = ContactInquiry.objects.create(
        id=key,
        record_key=access.record_key,
        access=access,
        answer=answer,
        inquired_at=inquired_at,
        agrees_to_facts=agrees_to_facts,
        note=note,
        entered_at=at,
        entered_by=by,
    )
    record(
        chain=access.agency.code,
        event="notice.designee_asked",
        actor=str(by.pk),
        at=at,
        subject_type="access",
        subject_id=access.pk,
        detail={"answer": answer},
    )
    return question

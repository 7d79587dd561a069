"""Who may do what with a notice, and when. The message that refuses a verb is the one shown under
its disabled button.
"""

from __future__ import annotations

from datetime import date

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import StateRefused
from reports.notices.models import CorrectionRequest, Notice
from reports.notices.models.approval import ApprovedByTwo
from reports.notices.queries import can_render_again, plain_because
from reports.notices.status import NOTICE_LIFECYCLE, NoticeEvent, NoticeStatus


def check_can_issue(user: User, agency: Agency, *, on: date) -> None:
    """Issue an owed notice, or a corrected one that replaces a current one."""
    NOTICE_LIFECYCLE.check_person(Notice(agency=agency), NoticeEvent.ISSUED, by=user, on=on)


def check_can_render_again(user: User, notice: Notice, *, on: date) -> None:
    """Render again what could not be rendered, or what was rendered plainly and has left nobody's
    hands.
    """
    NOTICE_LIFECYCLE.check(notice, NoticeEvent.TRIED_AGAIN, by=user, on=on)
    if notice.status == NoticeStatus.READY and not can_render_again(
        notice, lacks=plain_because(notice)
    ):
        raise StateRefused("Its file is made and will not change.")


def check_can_serve(user: User, notice: Notice, *, on: date) -> None:
    """Record an attempt at service, while the notice is current and has its file."""
    NOTICE_LIFECYCLE.check(notice, NoticeEvent.SERVED, by=user, on=on)


def check_can_attach_proof(user: User, notice: Notice, *, on: date) -> None:
    """Attach the proof of an attempt recorded earlier, whatever the status of the notice now."""
    check_can(user, Permission.RECORD_SERVICE, notice.agency, on=on)


def check_can_send_link(user: User, notice: Notice, *, on: date) -> None:
    """Mail a link that opens the notice. Opening it is service, so the same permission is
    needed.
    """
    check_can_serve(user, notice, on=on)
    check_not_stale(notice)


def check_can_withdraw_link(user: User, notice: Notice, *, on: date) -> None:
    """End a mailed link, whatever the status of the notice now."""
    check_can(user, Permission.RECORD_SERVICE, notice.agency, on=on)


def check_can_void(user: User, notice: Notice, *, on: date) -> None:
    """Void a notice issued by mistake: the agency head."""
    NOTICE_LIFECYCLE.check(notice, NoticeEvent.VOIDED, by=user, on=on)


def check_can_enclose(user: User, notice: Notice, *, on: date) -> None:
    """Request large print, a script or a receipt of a current notice."""
    check_can_issue(user, notice.agency, on=on)
    check_current(notice)


def check_not_stale(notice: Notice) -> None:
    """Raise StateRefused where the record says something else since the notice was issued."""
    if notice.is_stale:
        raise StateRefused(
            f"{notice.get_stale_because_display()}. Issue the corrected notice; it replaces this"
            " one."
        )


def check_current(notice: Notice) -> None:
    """Raise StateRefused where the notice is void or was replaced."""
    if not notice.is_live:
        raise StateRefused("It is void or was replaced.")


def check_can_print(user: User, agency: Agency, *, on: date) -> None:
    """Print notices and reserve their numbers: whoever may issue them."""
    check_can(user, Permission.ISSUE_NOTICE, agency, on=on)


def check_can_answer_correction(user: User, request: CorrectionRequest, *, on: date) -> None:
    """Confirm a requester, and answer: whoever may issue the notices that answer."""
    check_can(user, Permission.ISSUE_NOTICE, request.notice.agency, on=on)


def check_can_release_reason(user: User, agency: Agency, *, on: date) -> None:
    """Release a reason that was withheld from the person: only the agency head."""
    check_can(user, Permission.DEPART_FROM_ASSESSMENT, agency, on=on)


def check_can_record_inquiry(user: User, agency: Agency, *, on: date) -> None:
    """Record the person's answer when asked for an attorney or designee: whoever may record
    service.
    """
    check_can(user, Permission.RECORD_SERVICE, agency, on=on)


def check_can_record_by_hand(user: User, agency: Agency, *, on: date) -> None:
    """Record that a notice filled in by hand was handed over: whoever may record service."""
    check_can(user, Permission.RECORD_SERVICE, agency, on=on)


def check_can_maintain_contacts(user: User, *, on: date) -> None:
    """Propose, approve and end the support contacts on every notice: OPM legal."""
    check_can(user, Permission.MAINTAIN_LAW, on=on)


def check_can_approve_text(user: User, row: ApprovedByTwo, *, on: date) -> None:
    """Approve what somebody else at OPM legal proposed. Raises StateRefused to whoever proposed
    it.
    """
    check_can_maintain_contacts(user, on=on)
    if row.proposed_by_id == user.pk:
        raise StateRefused("Someone else at OPM must approve what you proposed: two pairs of eyes.")

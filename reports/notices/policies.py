"""Who may do what with a notice, and when. The sentence that refuses a verb is the one under its
disabled button.
"""

from __future__ import annotations

from datetime import date

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import StateRefused
from reports.notices.models import CorrectionRequest, Notice
from reports.notices.queries import can_render_again, plain_because
from reports.notices.status import NOTICE_LIFECYCLE, NoticeEvent, NoticeStatus


def check_can_issue(user: User, agency: Agency, *, on: date) -> None:
    """Issue a notice that is owed, or put a corrected one in its place."""
    NOTICE_LIFECYCLE.check_person(Notice(agency=agency), NoticeEvent.ISSUED, by=user, on=on)


def check_can_render_again(user: User, notice: Notice, *, on: date) -> None:
    """Try once more to render what could not be rendered, or what was rendered plainly and was
    handed to nobody yet.
    """
    NOTICE_LIFECYCLE.check(notice, NoticeEvent.TRIED_AGAIN, by=user, on=on)
    if notice.status == NoticeStatus.READY and not can_render_again(
        notice, lacks=plain_because(notice)
    ):
        raise StateRefused("Its file is made and will not change.")


def check_can_serve(user: User, notice: Notice, *, on: date) -> None:
    """Record an attempt at service, while the notice stands and has its file."""
    NOTICE_LIFECYCLE.check(notice, NoticeEvent.SERVED, by=user, on=on)


def check_can_attach_proof(user: User, notice: Notice, *, on: date) -> None:
    """Attach the proof of an attempt recorded earlier, whatever became of the notice since."""
    check_can(user, Permission.RECORD_SERVICE, notice.agency, on=on)


def check_can_send_link(user: User, notice: Notice, *, on: date) -> None:
    """Mail a link that opens the notice: opening it is service, so it is asked the same."""
    check_can_serve(user, notice, on=on)


def check_can_withdraw_link(user: User, notice: Notice, *, on: date) -> None:
    """End a mailed link, whatever became of the notice since."""
    check_can(user, Permission.RECORD_SERVICE, notice.agency, on=on)


def check_can_void(user: User, notice: Notice, *, on: date) -> None:
    """Void a notice issued by mistake: the head."""
    NOTICE_LIFECYCLE.check(notice, NoticeEvent.VOIDED, by=user, on=on)


def check_can_enclose(user: User, notice: Notice, *, on: date) -> None:
    """Ask for large print, a script or a receipt of a notice that stands."""
    check_can_issue(user, notice.agency, on=on)
    check_current(notice)


def check_current(notice: Notice) -> None:
    """Raise StateRefused where the notice is void or a later one stands in its place."""
    if not notice.is_live:
        raise StateRefused("It is void or was replaced.")


def check_can_print(user: User, agency: Agency, *, on: date) -> None:
    """Print notices and reserve their numbers: whoever issues them."""
    check_can(user, Permission.ISSUE_NOTICE, agency, on=on)


def check_can_answer_correction(user: User, request: CorrectionRequest, *, on: date) -> None:
    """Confirm who asks, and answer: whoever issues the notices that answer."""
    check_can(user, Permission.ISSUE_NOTICE, request.notice.agency, on=on)


def check_can_release_reason(user: User, agency: Agency, *, on: date) -> None:
    """Release a reason that was withheld from the person: the head alone."""
    check_can(user, Permission.DEPART_FROM_ASSESSMENT, agency, on=on)


def check_can_record_inquiry(user: User, agency: Agency, *, on: date) -> None:
    """Record what the person said when asked whom else to tell: whoever records service."""
    check_can(user, Permission.RECORD_SERVICE, agency, on=on)


def check_can_maintain_contacts(user: User, *, on: date) -> None:
    """Propose, approve and end the support contacts on every notice: OPM legal."""
    check_can(user, Permission.MAINTAIN_LAW, on=on)

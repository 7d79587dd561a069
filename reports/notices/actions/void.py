"""Void a notice issued by mistake: the number stays taken, the file is kept, and /verify/ says that
it is void.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.notices.models import Notice
from reports.notices.policies import check_can_void
from reports.notices.status import NOTICE_LIFECYCLE, NoticeEvent


@verb
def void_notice(*, notice: Notice, reason: str, by: User, at: datetime) -> None:
    """Mark a notice as issued by mistake. Its number stays taken and /verify/ says that it is
    void.
    """
    check_can_void(by, notice, on=local_day(at))
    if not reason.strip():
        raise StateRefused("Say why the notice is void.")
    NOTICE_LIFECYCLE.move(notice, NoticeEvent.VOIDED, by=by, at=at)
    notice.voided_at, notice.voided_by, notice.void_reason = at, by, reason
    notice.save(update_fields=["voided_at", "voided_by", "void_reason"])

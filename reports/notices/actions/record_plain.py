"""What a file that had to be drawn plainly leaves behind: an entry in the audit log, and mail.

A notice is owed at once (C.G.S. sec. 54-192h(e)(1)), so it goes out without its text layer where
the renderer does not fit. Who can mend that must hear of it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.documents import RenderResult
from reports.law.moments import local_day
from reports.notices.actions.transition import audit_notice
from reports.notices.models import Enclosure, Notice
from reports.notices.notifications import PLAIN_MAIL
from reports.notices.queries import PLAIN
from reports.outbox.actions import enqueue

# The mail is about the installation, not about an agency.
INSTALLATION = UUID(int=0)


def audit_plain(notice: Notice, rendered: RenderResult, *, at: datetime) -> None:
    """In the transaction that keeps the file. Where the file is whole there is nothing to say."""
    if rendered.is_plain:
        audit_notice(notice, PLAIN, by=None, at=at, lacks=rendered.lacks)
        _enqueue_mail(at=at)


def audit_plain_enclosure(paper: Enclosure, rendered: RenderResult, *, at: datetime) -> None:
    """The same for a paper that goes with a notice."""
    if rendered.is_plain:
        audit_notice(
            paper.notice,
            "notice.paper_plain",
            by=None,
            at=at,
            form=paper.form,
            lacks=rendered.lacks,
        )
        _enqueue_mail(at=at)


def _enqueue_mail(*, at: datetime) -> None:
    """Administrators are told once a day, however many files are drawn so."""
    version = local_day(at).toordinal()
    enqueue(kind=PLAIN_MAIL, object_id=INSTALLATION, version=version, at=at)

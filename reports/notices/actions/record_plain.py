"""What follows when a file is rendered plainly, without its text layer: an audit log entry, and
mail.

A notice is required at once (C.G.S. sec. 54-192h(e)(1)), so it is issued without its text layer
where the renderer does not support it. Whoever can fix that is told.
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
    """Write the entry, in the transaction that keeps the file. A complete file needs none."""
    if rendered.is_plain:
        audit_notice(notice, PLAIN, by=None, at=at, lacks=rendered.lacks)
        _enqueue_mail(at=at)


def audit_plain_enclosure(paper: Enclosure, rendered: RenderResult, *, at: datetime) -> None:
    """Write the same entry for an enclosure."""
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
    """Administrators are mailed once a day, however many files are rendered plainly."""
    version = local_day(at).toordinal()
    enqueue(kind=PLAIN_MAIL, object_id=INSTALLATION, version=version, at=at)

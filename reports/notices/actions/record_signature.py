"""What follows the signing of a notice's file: an audit log entry, and mail when there is no
signature.

Both hashes are kept. That of the file as rendered, which the same content always gives, is in the
audit log; that of the signed file is kept with the notice, and is what /verify/ compares.
"""

from __future__ import annotations

from datetime import datetime

from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.notices.actions.transition import audit_notice
from reports.notices.models import Enclosure, Notice
from reports.notices.notifications import UNSIGNED_MAIL
from reports.notices.signing.sign import SigningResult
from reports.notices.status import NOTICE_LIFECYCLE, NoticeEvent
from reports.outbox.actions import enqueue


def audit_signature(notice: Notice, finished: SigningResult, *, at: datetime) -> None:
    """Write the entry, in the transaction that keeps the file. Where nothing is signed there is
    none.
    """
    if finished.problem is not None:
        _audit_unsigned(notice, finished, at=at)
    elif finished.certificate:
        audit_notice(
            notice,
            "notice.signed",
            by=None,
            at=at,
            drawn_sha256=finished.rendered_sha256,
            certificate=finished.certificate,
            timestamped="yes" if finished.is_timestamped else "no",
        )


@verb(system=True)
def report_unsigned(notice: Notice, finished: SigningResult, *, at: datetime) -> None:
    """Where the installation requires signatures: the notice waits, and shows why, until somebody
    renders it again.
    """
    NOTICE_LIFECYCLE.move(notice, NoticeEvent.COULD_NOT_RENDER, by=None, at=at)
    _audit_unsigned(notice, finished, at=at)


def audit_enclosure_signature(paper: Enclosure, finished: SigningResult, *, at: datetime) -> None:
    """Write the same entry for an enclosure. Where nothing is signed there is none."""
    if finished.problem is not None:
        audit_notice(
            paper.notice,
            "notice.paper_unsigned",
            by=None,
            at=at,
            form=paper.form,
            why=finished.problem.value,
            drawn_sha256=finished.rendered_sha256,
        )
        _enqueue_mail(paper.notice, at=at)
    elif finished.certificate:
        audit_notice(
            paper.notice,
            "notice.paper_signed",
            by=None,
            at=at,
            form=paper.form,
            drawn_sha256=finished.rendered_sha256,
            certificate=finished.certificate,
            timestamped="yes" if finished.is_timestamped else "no",
        )


def _audit_unsigned(notice: Notice, finished: SigningResult, *, at: datetime) -> None:
    why = finished.problem.value if finished.problem else ""
    audit_notice(
        notice, "notice.unsigned", by=None, at=at, why=why, drawn_sha256=finished.rendered_sha256
    )
    _enqueue_mail(notice, at=at)


def _enqueue_mail(notice: Notice, *, at: datetime) -> None:
    """Staff are mailed once a day for each agency, however many notices are issued."""
    enqueue(
        kind=UNSIGNED_MAIL, object_id=notice.agency.pk, version=local_day(at).toordinal(), at=at
    )

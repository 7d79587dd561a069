"""Open what a municipality sent outside the system. It may contain a name, so each opening is in
the audit log.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.sealing.actions import read_sealed_file
from reports.submissions.models import SourceDocument


@verb
def open_source(*, document: SourceDocument, by: User, at: datetime) -> bytes:
    """The bytes, for a reviewer."""
    check_can(by, Permission.REVIEW_SUBMISSION, on=local_day(at))
    record(
        chain=document.submission.agency.code,
        event="source_document.read",
        actor=str(by.pk),
        at=at,
        subject_type="source_document",
        subject_id=document.pk,
    )
    return read_sealed_file(document.file)

"""Print batches: the waiting notices, one after the other behind separators, resumed where a batch
was interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.notices.models import Notice, PrintJob, PrintJobItem
from reports.notices.policies import check_can_print


@verb
def start_print_job(
    *, agency: Agency, notices: Sequence[Notice], by: User, at: datetime
) -> PrintJob:
    """Store which notices are to be printed, in this order. Their files may still be queued."""
    check_can_print(by, agency, on=local_day(at))
    if not notices:
        raise StateRefused("No notice waits to be printed.")
    if any(notice.agency_id != agency.pk for notice in notices):
        raise StateRefused("A print job holds the notices of one agency.")
    job = PrintJob.objects.create(agency=agency, started_at=at, started_by=by)
    PrintJobItem.objects.bulk_create(
        PrintJobItem(job=job, position=position, notice=notice)
        for position, notice in enumerate(notices, start=1)
    )
    _audit(job, "print_job.started", by, at, parts=len(notices))
    return job


@verb
def mark_printed(*, job: PrintJob, through: int, by: User, at: datetime) -> int:
    """Everything up to this item was printed. Returns how many items are left."""
    check_can_print(by, job.agency, on=local_day(at))
    job.parts.filter(position__lte=through, printed_at__isnull=True).update(printed_at=at)
    left = job.parts.filter(printed_at__isnull=True).count()
    _audit(job, "print_job.printed", by, at, through=through, left=left)
    return left


def _audit(job: PrintJob, event: str, by: User, at: datetime, **detail: int) -> None:
    record(
        chain=job.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="print_job",
        subject_id=job.pk,
        detail=detail,
    )

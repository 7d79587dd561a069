"""Read print batches: those of an agency, one with its items, and what is left to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from reports.accounts.models import Agency, User
from reports.core.refusals import NotFound
from reports.detainers.queries import viewable_agencies
from reports.notices.models import Notice, PrintJob, PrintJobItem
from reports.notices.printing.parts import PRINTABLE


@dataclass(frozen=True)
class PrintJobProgress:
    """A print batch with how many items it has and how many of them were printed."""

    job: PrintJob
    items: int
    printed: int


def notices_of(agency: Agency) -> QuerySet[Notice]:
    """Every notice of the agency, without its wording."""
    return Notice.objects.of(agency).select_related("agency").defer("content")


def list_print_jobs(agency: Agency) -> list[PrintJobProgress]:
    """The agency's newest 50 print batches."""
    rows = agency.print_jobs.select_related("started_by").annotate(
        items=Count("parts"), printed=Count("parts", filter=Q(parts__printed_at__isnull=False))
    )
    # Counting drops the order that these rows have otherwise.
    rows = rows.order_by("-started_at")[:50]
    return [PrintJobProgress(row, row.items, row.printed) for row in rows]


def get_print_job(user: User, job_id: UUID, *, on: date) -> PrintJob:
    """The print batch if the person may see its agency's records. Raises NotFound."""
    agencies = viewable_agencies(user, on=on)
    found = PrintJob.objects.select_related("agency").filter(pk=job_id, agency__in=agencies).first()
    if found is None:
        raise NotFound(str(job_id))
    return found


def items_of(job: PrintJob) -> list[PrintJobItem]:
    """The items of a print batch in their order, without the wording of the notices."""
    rows = job.parts.select_related("notice__agency", "notice__detainer")
    return list(rows.defer("notice__content"))


def unprinted(job: PrintJob, *, at_most: int) -> dict[int, UUID]:
    """The next items that could be printed: position and notice. A notice that was voided or
    replaced since the batch started is left out.
    """
    left = job.parts.filter(
        printed_at__isnull=True,
        notice__file__isnull=False,
        notice__status__in=PRINTABLE,
        notice__stale_at__isnull=True,
    )
    return dict(list(left.values_list("position", "notice_id"))[:at_most])


def count_items(job: PrintJob) -> int:
    """How many items a print batch has."""
    return job.parts.count()

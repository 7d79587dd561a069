"""Accepted reports that the agency's log no longer bears out: an access of the half-year was
recorded, corrected or voided since, and nobody has started the amendment. For the agency and OPM;
nothing published asks here.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from reports.access.models import Access, AccessQuerySet
from reports.accounts.models import Agency
from reports.submissions.compilation import hash_of, logged_lines_of
from reports.submissions.due_dates import moments_of
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import Source, SubmissionStatus

# What was loaded or entered by OPM was never compared with a log.
COMPILED_HERE = (Source.SYSTEM, Source.PAPER)


def changed_after_acceptance(
    agency: Agency | None = None, *, periods: Collection[ReportingPeriod] | None = None
) -> list[Submission]:
    """The accepted reports, of one agency or of all, that would say something else if they were
    made today, the oldest first. A zero report is left out: a log that contradicts one is said by
    itself. At most four queries, however many reports and entries; one less for whoever knows the
    half-years with an accepted report, and none where there are none.
    """
    rows = Submission.objects.accepted().filter(is_nil=False, source__in=COMPILED_HERE)
    if agency is not None:
        rows = rows.filter(agency=agency)
    if periods is None:
        periods = list(ReportingPeriod.objects.filter(submissions__in=rows).distinct())
    if not periods:
        return []
    touched = [Q(Exists(_later_entries(period)), period=period) for period in periods]
    follower = Submission.objects.filter(follows=OuterRef("pk")).exclude(
        status=SubmissionStatus.DISCARDED
    )
    found = rows.filter(reduce(or_, touched), ~Exists(follower)).select_related("agency", "period")
    return _saying_otherwise(list(found.order_by("period__half_year", "agency__name")))


def _later_entries(period: ReportingPeriod) -> AccessQuerySet:
    """What was recorded, corrected or voided since; a correction may have moved the access into
    another half-year.
    """
    since, until = moments_of(period.starts_on, period.ends_on)
    later = (
        Q(recorded_at__gt=OuterRef("received_at"))
        | Q(voided_at__gt=OuterRef("received_at"))
        | Q(corrections__recorded_at__gt=OuterRef("received_at"))
    )
    return Access.objects.filter(
        later, agency=OuterRef("agency"), occurred_at__gte=since, occurred_at__lt=until
    )


def _saying_otherwise(touched: list[Submission]) -> list[Submission]:
    """An entry may be touched without changing what is reported, as a time of day does."""
    logged = logged_lines_of([(row.agency, row.period) for row in touched])
    return [
        row
        for row in touched
        if hash_of(row.agency, row.period, logged[row.agency_id, row.period_id])
        != row.content_sha256
    ]

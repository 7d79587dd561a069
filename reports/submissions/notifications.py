"""Messages about half-years: who is notified of a step of one version, and how a half-year is
named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from reports.accounts.models import User
from reports.core.dates import long_date
from reports.messaging.half_years import HalfYearFacts, describes_half_years
from reports.messaging.inbox import notify
from reports.submissions.models import ReportingPeriod, Submission


def notify_about_submission(
    submission: Submission, kind: str, recipients: Iterable[User], *, at: datetime
) -> int:
    """Notify people of a step of one version, once for each kind. Returns how many."""
    return notify(
        recipients,
        kind,
        at=at,
        deduplication_key=f"{kind}:{submission.pk}",
        agency=submission.agency,
        half_year=submission.period.half_year,
        submission_id=submission.pk,
    )


@describes_half_years
def describe_half_years(codes: Collection[str]) -> Mapping[str, HalfYearFacts]:
    """The configured half-years of these codes, as messages show them. One query."""
    rows = ReportingPeriod.objects.filter(half_year__in=codes)
    return {row.half_year: HalfYearFacts(row.title, row.due_on, law_asks(row)) for row in rows}


def law_asks(period: ReportingPeriod) -> str:
    """What a reminder says: what 54-192h(e)(3) asks, and that it asks nothing where no access was
    given. A wish of OPM's beyond that is named as one.
    """
    words = (
        f"If your police gave ICE access from {long_date(period.starts_on)} to"
        f" {long_date(period.ends_on)}, the legislative body must send the data, 54-192h(e)(3)."
        " If they gave none, the law asks for nothing."
    )
    if period.wants_nil_statements:
        words += " OPM would like you to confirm that."
    return words

"""Departments of the demo that share figures of their process, counted from their own logs."""

from __future__ import annotations

from datetime import timedelta

from reports.accounts.models import Agency
from reports.demo.submissions import certifier_of, moment
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.publication.actions.share_process_figures import share_process
from reports.workflow.process_counts import process_counts

# Nothing asks for these figures, so only some share them.
SHARING = (
    "hartford",
    "danbury",
    "new-haven",
    "bridgeport",
    "stamford",
    "waterbury",
    "norwalk",
    "meriden",
)


def share_figures(half_year: HalfYear) -> None:
    """A month after its end, what their logs say of a half-year."""
    at = moment(half_year.ends_on + timedelta(days=30))
    for agency in Agency.objects.filter(code__in=SHARING).order_by("code"):
        counts = process_counts(agency, [half_year])[half_year]
        by = certifier_of(agency, at=at)
        share_process(
            agency=agency, half_year=half_year.code, counts=counts, by=by, at=at, on=local_day(at)
        )

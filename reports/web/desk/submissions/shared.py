"""What the screens of a report share: the chosen agency and version, addresses, breadcrumbs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.submissions import queries
from reports.submissions.models import ReportingPeriod, Submission
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Crumb, PageHeader


def get_agency_or_404(request: AppHttpRequest, code: str) -> Agency:
    """An agency whose half-years the person may see. Raises NotFound."""
    return queries.get_agency_with(request.user, code, Permission.VIEW_SUBMISSION, on=clock.today())


def get_submission_or_404(request: AppHttpRequest, submission_id: UUID) -> Submission:
    """A version of an agency whose half-years the person may see. Raises NotFound."""
    return queries.get_submission(request.user, submission_id, on=clock.today())


def half_year_url(agency: Agency, period: ReportingPeriod) -> str:
    """The page of one half-year of one agency."""
    return reverse("submissions:half_year", args=[agency.code, period.half_year])


def to_half_year(submission: Submission) -> HttpResponse:
    """Back to the page of the half-year."""
    return redirect(half_year_url(submission.agency, submission.period))


def crumbs(
    agency: Agency | None = None, period: ReportingPeriod | None = None
) -> tuple[Crumb, ...]:
    """From the list of half-years to one of them."""
    found = (Crumb("Reports", reverse("submissions:list")),)
    if agency is None or period is None:
        return found
    return (*found, Crumb(f"{agency.name}, {period.title}", half_year_url(agency, period)))


def submission_header(submission: Submission, title: str, lead: str = "") -> PageHeader:
    """The heading of an act on one version."""
    return PageHeader(
        title=title,
        eyebrow=f"{submission.agency.display_name}, {submission.period.title}",
        crumbs=crumbs(submission.agency, submission.period),
        lead=lead,
    )

"""One version of a half-year's report, as it was."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from reports.accounts.roles import Permission
from reports.submissions.compilation import stored_lines
from reports.submissions.content import differences
from reports.submissions.follow_up.returns import return_rounds
from reports.submissions.models import Submission
from reports.web.desk.submissions.shared import crumbs, get_submission_or_404
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    PageHeader,
    Table,
)
from reports.web.shared.html.return_tables import shown_rounds
from reports.web.shared.html.submission_tables import (
    CODES,
    difference_table,
    line_table,
    lines_page,
    status_chip,
    version_rows,
)


@needs(Permission.VIEW_SUBMISSION)
def version(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """One version as it was, and what it changed against the one before."""
    found = get_submission_or_404(request, submission_id)
    page = lines_page(found, request.GET.get("page"))
    context = {
        "header": PageHeader(
            title=f"Version {found.version}",
            eyebrow=f"{found.agency.display_name}, {found.period.title}",
            crumbs=crumbs(found.agency, found.period),
            chip=status_chip(found),
        ),
        "version_rows": version_rows(found),
        "table": line_table(page),
        "rounds": shown_rounds(return_rounds(found)),
        "changes": _changes(found),
        "codes": CODES,
        "has_receipt": hasattr(found, "receipt"),
        "submission": found,
    }
    return render(request, "desk/submissions/version.html", context)


def _changes(found: Submission) -> Table | None:
    if found.follows is None:
        return None
    changed = differences(stored_lines(found.follows), stored_lines(found))
    return difference_table(changed, caption=f"Changes against version {found.follows.version}")

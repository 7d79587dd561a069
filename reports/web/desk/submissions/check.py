"""Whether OPM will accept a half-year: every check, run on the present log or draft."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from reports.accounts.roles import Permission
from reports.core import clock
from reports.submissions import queries
from reports.submissions.agency_queries import current_version, explained_checks
from reports.submissions.checks import CheckFinding, Severity, check_log, findings_of
from reports.submissions.compilation import logged_lines
from reports.submissions.models import Submission
from reports.web.desk.submissions.next_steps import shown_problems
from reports.web.desk.submissions.shared import crumbs, get_agency_or_404
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Alert,
    PageHeader,
)
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.submission_tables import (
    version_rows,
)


@needs(Permission.VIEW_SUBMISSION)
def check(request: AppHttpRequest, code: str, half_year: str) -> HttpResponse:
    """ "Will OPM accept this?": every check, at any time, as a page that prints cleanly."""
    on = clock.today()
    agency, period = get_agency_or_404(request, code), queries.get_period(half_year, on=on)
    current = current_version(agency, period)
    lines = [] if current else logged_lines(agency, period)
    problems = findings_of(current) if current else check_log(agency, period, lines)
    header = PageHeader(
        title="Check report",
        eyebrow=f"{agency.display_name}, {period.title}",
        crumbs=crumbs(agency, period),
        lead=(
            "Every check that stands between this report and its certification, run on what is here"
            " now."
        ),
    )
    context = {
        "header": header,
        "problems": shown_problems(request, problems, agency, current),
        "agency": agency,
        "period": period,
        "current": current,
        "verdict": _verdict(problems, current),
        "checked_at": clock.now(),
        "lines_total": current.line_count if current else len(lines),
        "version_rows": version_rows(current) if current else [],
    }
    return render(request, "desk/submissions/check.html", context)


def _verdict(problems: list[CheckFinding], current: Submission | None) -> Alert:
    explained = explained_checks(current) if current else set()
    blocking = sum(problem.severity == Severity.BLOCKS for problem in problems)
    silent = sum(p.severity == Severity.MUST_EXPLAIN and p.check not in explained for p in problems)
    if blocking:
        return Alert(
            "stop", f"Not yet: {counted(blocking, 'problem')} to fix before you can certify"
        )
    if silent:
        return Alert(
            "warning", f"Not yet: {counted(silent, 'check')} to explain before you can certify"
        )
    return Alert(
        "good",
        "Yes: no check stands in the way",
        "OPM's reviewer may still ask questions that no check knows.",
    )

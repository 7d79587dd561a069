"""The agency's half-years: where each stands, what it will say, and whether OPM will accept it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.policies import can
from reports.accounts.queries import agencies_with
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import long_date, short_date
from reports.lifecycle import refusal
from reports.submissions import queries
from reports.submissions.agency_queries import disputes_of, drafts_of
from reports.submissions.checks import CheckFinding, Severity, check_log, findings_of
from reports.submissions.compilation import logged_lines
from reports.submissions.follow_up.returns import return_rounds
from reports.submissions.known import (
    KnownReport,
    KnownReports,
    Place,
    known_from_versions,
    known_reports,
)
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.policies import check_can_answer_reasons
from reports.submissions.status import SubmissionStatus
from reports.web.desk.submissions.next_steps import actions_for, shown_problems
from reports.web.desk.submissions.shared import crumbs, get_agency_or_404, half_year_url
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Alert,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.pagination import page_of
from reports.web.shared.html.return_tables import ShownRound, shown_rounds
from reports.web.shared.html.submission_tables import (
    CODES,
    history_entries,
    line_table,
    lines_page,
    standing_chip,
    status_chip,
    version_rows,
)

NEXT_STEP = {
    SubmissionStatus.DRAFT: "Review draft and certify",
    SubmissionStatus.CERTIFIED: "Waits for OPM",
    SubmissionStatus.IN_REVIEW: "OPM is reviewing it",
    SubmissionStatus.RETURNED: "Read OPM's reasons, fix, resubmit",
    SubmissionStatus.ACCEPTED: "None. Start an amendment if the log changed.",
}


@needs(Permission.VIEW_SUBMISSION)
def half_years(request: AppHttpRequest) -> HttpResponse:
    """Every half-year of each of the person's agencies, the newest first."""
    on = clock.today()
    agencies = agencies_with(request.user, Permission.VIEW_SUBMISSION, on=on)
    periods = queries.periods_shown(on)[:24]
    found = known_reports(periods, agencies, on=on, with_log=True)
    drafted = drafts_of(agencies, periods)
    tables = [_agency_table(agency, periods, found, drafted) for agency in agencies]
    figures = tuple(
        Action(
            f"{agency.name} in figures",
            reverse("submissions:figures", args=[agency.code]),
            kind="quiet",
        )
        for agency in agencies[:3]
    )
    header = PageHeader(
        title="Reports",
        lead=(
            "What goes to OPM under 54-192h(e)(3). A report is owed for a reporting period in"
            " which your"
            " police gave ICE access to a person; for any other, the law asks for nothing."
        ),
        actions=figures,
    )
    assumed = any(period.is_assumed for period in periods)
    return render(
        request,
        "desk/submissions/list.html",
        {"header": header, "tables": tables, "assumed": assumed},
    )


def _agency_table(
    agency: Agency,
    periods: list[ReportingPeriod],
    found: KnownReports,
    drafted: Mapping[Place, Submission],
) -> Table:
    columns = (
        Column("Reporting period"),
        Column("Due"),
        Column("Filing status"),
        Column("Newest version"),
        Column("Next step"),
    )
    rows = [
        _half_year_cells(found.of(agency, period), drafted.get((agency.pk, period.pk)))
        for period in periods
    ]
    return Table(
        caption=agency.display_name,
        columns=columns,
        rows=rows,
        empty=EmptyState("No reporting period yet"),
    )


def _half_year_cells(known: KnownReport, draft: Submission | None) -> list[TableCell]:
    agency, period = known.agency, known.period
    newest = draft or known.newest
    step = NEXT_STEP.get(SubmissionStatus(newest.status), "") if newest else _first_step(known)
    return [
        TableCell(period.title, url=half_year_url(agency, period)),
        TableCell(short_date(period.due_on)),
        TableCell(chip=standing_chip(known), detail=known.words if known.counted else ""),
        TableCell(chip=status_chip(newest)) if newest else TableCell("none"),
        TableCell(step),
    ]


def _first_step(known: KnownReport) -> str:
    if not known.period.is_over(known.on):
        return "In progress"
    if known.is_owed:
        return "Create draft: your log holds accesses"
    if known.period.asks(known.agency):
        return "Nothing, unless you choose to say that there was none"
    return "Nothing is required; reporting is open to you"


@needs(Permission.VIEW_SUBMISSION)
def half_year(request: AppHttpRequest, code: str, half_year: str) -> HttpResponse:
    """One half-year: its status, the next step, and every version."""
    on = clock.today()
    agency, period = get_agency_or_404(request, code), queries.get_period(half_year, on=on)
    versions = queries.versions_of(agency, period)
    current = next(
        (version for version in versions if version.status != SubmissionStatus.DISCARDED), None
    )
    known = known_from_versions(versions, agency=agency, period=period, on=on, with_log=True)
    problems = (
        findings_of(current) if current else check_log(agency, period, logged_lines(agency, period))
    )
    traced = can(request.user, Permission.VIEW_DETAINERS, agency, on=on)
    context = {
        "header": _header(agency, period, current),
        "alerts": [*_alerts(period, current), *_duty_alerts(known)],
        "tiles": _tiles(known, current),
        "version_rows": version_rows(current) if current else [],
        "problems": shown_problems(request, problems, agency, current),
        "actions": actions_for(request, agency, period, current),
        "entries": history_entries(versions, link="submissions:version"),
        "rounds": _rounds(request, current, traced=traced),
        "disputes": disputes_of(agency, period),
        "codes": CODES,
        "dispute_url": reverse("submissions:dispute", args=[agency.code, period.half_year]),
        **_lines_context(
            request, agency, period, current=current, problems=problems, traced=traced
        ),
    }
    return render(request, "desk/submissions/period.html", context)


def _rounds(
    request: AppHttpRequest, current: Submission | None, *, traced: bool
) -> list[ShownRound]:
    """Every return of this report, with a link to answer where the person may."""
    if current is None:
        return []
    why = refusal(check_can_answer_reasons, request.user, current, on=clock.today())
    answering = None if why or returned_version(current) is None else current
    return shown_rounds(return_rounds(current), traced=traced, answering=answering)


def _header(agency: Agency, period: ReportingPeriod, current: Submission | None) -> PageHeader:
    return PageHeader(
        title=period.title,
        eyebrow=agency.display_name,
        crumbs=crumbs(),
        chip=status_chip(current) if current else None,
        lead=(
            "Exactly what goes to OPM. No name, no number of a person, no time of day leaves the"
            " agency."
        ),
        actions=(
            Action(
                "Check report",
                reverse("submissions:check", args=[agency.code, period.half_year]),
            ),
        ),
    )


def _lines_context(
    request: AppHttpRequest,
    agency: Agency,
    period: ReportingPeriod,
    *,
    current: Submission | None,
    problems: list[CheckFinding],
    traced: bool,
) -> dict[str, Any]:
    """The lines, a page of them at a time; straight from the log where there is no draft yet."""
    number = request.GET.get("page")
    page = lines_page(current, number) if current else page_of(logged_lines(agency, period), number)
    marked = frozenset(
        n for problem in problems if problem.severity != Severity.NOTE for n in problem.positions
    )
    return {
        "table": line_table(page, traced=traced, marked=marked),
        "from_log": current is None,
        "lines_total": page.paginator.count,
    }


def _alerts(period: ReportingPeriod, current: Submission | None) -> list[Alert]:
    on, alerts = clock.today(), []
    if not period.is_over(on):
        text = (
            "What the log says so far is shown below. It can be certified from the day after its"
            " last day."
        )
        alerts.append(
            Alert("info", f"This reporting period runs through {long_date(period.ends_on)}", text)
        )
    if period.is_assumed:
        text = (
            "The act names neither the months nor a due day. Calendar halves and this due day hold"
            " until OPM sets them."
        )
        alerts.append(Alert("info", "Reporting period and due day are an assumption", text))
    if (returned := returned_version(current)) is not None:
        alerts.append(
            Alert("warning", "OPM returned this report", returned.reviews.all()[0].message)
        )
    return alerts


def _duty_alerts(known: KnownReport) -> list[Alert]:
    """Whether a report is owed, as far as the agency's own log says."""
    if known.is_owed:
        text = (
            f"Your log holds {counted(known.logged, 'access', 'accesses')} of this reporting"
            " period. The legislative"
            " body of"
            " the municipality must send the data to OPM, 54-192h(e)(3). The public does not see"
            " this line."
        )
        return [Alert("warning", "A report is owed", text)]
    if not known.period.asks(known.agency):
        text = (
            "The act asks municipalities. You may report; it is then shown apart from the municipal"
            " figures."
        )
        return [Alert("info", "No report is required of this agency", text)]
    if known.period.is_over(known.on) and not known.logged and known.counted is None:
        text = (
            "Your log holds no access of this reporting period. If there was none, the law asks for"
            " nothing; a statement that there was none is voluntary."
        )
        return [Alert("info", "Nothing to report, as far as the log says", text)]
    return []


def returned_version(current: Submission | None) -> Submission | None:
    """The returned version whose reasons are still to be answered: the newest, or the one that a
    draft follows.
    """
    if current is None or current.status not in {SubmissionStatus.RETURNED, SubmissionStatus.DRAFT}:
        return None
    found = current if current.status == SubmissionStatus.RETURNED else current.follows
    return found if found is not None and found.status == SubmissionStatus.RETURNED else None


def _tiles(known: KnownReport, current: Submission | None) -> list[Tile]:
    period, chip = known.period, standing_chip(replace(known, logged=0))
    tiles = [Tile("As the public will see it", chip.text, detail=known.words, tone=chip.tone)]
    if current is not None:
        tiles.append(
            Tile(
                "Accesses",
                current.line_count,
                detail=f"of {counted(current.person_count, 'person')}",
            )
        )
    return [
        *tiles,
        Tile(
            "Due",
            long_date(period.due_on),
            detail=f"“no report received” from the day after {long_date(known.quiet_through)}",
        ),
    ]

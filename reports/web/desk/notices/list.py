"""The list of notices: to issue, late, ready to serve, served. 54-192h(e)(1)."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.law.half_years import HalfYear, PeriodError
from reports.law.moments import local_day
from reports.notices.kinds import TITLES
from reports.notices.models import Notice
from reports.notices.owed import OwedNotice
from reports.notices.queries import open_corrections, register, served_notices
from reports.notices.status import NoticeStatus
from reports.submissions.due_dates import moments_of
from reports.web.desk.notices.page.cards import (
    needs_contact_inquiry,
    notice_chip,
    record_of,
    way_to_make,
    way_to_replace,
    without_recipient,
)
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.pagination import links_of, page_of

FILTERS = (
    ("", "All that wait"),
    ("owed", "Owed, not made"),
    ("late", "Late"),
    ("ready", "Ready to serve"),
    ("served", "Served"),
)
# Reached from the numbers, not from the row of choices.
NARROWER = {"waiting": "Made, to serve", "served_late": "Served late"}
COLUMNS = (
    Column("Notice"),
    Column("Detainer"),
    Column("Due since"),
    Column("State"),
    Column("Next"),
)


@needs(Permission.VIEW_DETAINERS)
def notices(request: AppHttpRequest) -> HttpResponse:
    """Notices to issue, late, ready to serve, or served."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    chosen, half_year = request.GET.get("show", ""), _half_year(request)
    page = None
    if chosen in {"served", "served_late"}:
        within = moments_of(half_year.starts_on, half_year.ends_on) if half_year else None
        found = served_notices(agency, within, late=chosen == "served_late")
        page = page_of(found, request.GET.get("page"))
        rows = [_served_row(notice) for notice in page.object_list]
    else:
        rows = _waiting_rows(agency, chosen, half_year, at=clock.now())
    table = Table(
        caption="Notices",
        caption_hidden=True,
        columns=COLUMNS,
        rows=rows,
        page=links_of(page, _query(chosen, half_year)) if page else None,
        empty=EmptyState(
            "Nothing here",
            "No notice is in this state. The first notice is owed the moment a request is"
            " received.",
        ),
    )
    open_requests = open_corrections(agency).count()
    header = PageHeader(
        title="Notices",
        actions=(
            Action("On paper", reverse("desk:blank_forms"), kind="quiet"),
            Action(
                f"Corrections asked ({open_requests})" if open_requests else "Corrections",
                reverse("desk:corrections"),
                kind="quiet",
            ),
            Action("In numbers", reverse("desk:notice_counts"), kind="quiet"),
            Action("Print batches", reverse("desk:print_jobs"), kind="primary", icon="print"),
        ),
        eyebrow=agency.display_name,
        lead=(
            "Notices to the person, 54-192h(e)(1): copy and intent on receipt, the reason if"
            " release is notified."
        ),
        crumbs=desk_crumbs(),
    )
    links = [
        (f"?{_query(word, half_year)}", label, word == chosen) for word, label in _choices(chosen)
    ]
    return render(
        request, "desk/notices/list.html", {"header": header, "table": table, "links": links}
    )


def _half_year(request: AppHttpRequest) -> HalfYear | None:
    """The chosen half-year; None where it is not one."""
    try:
        return HalfYear.parse(request.GET.get("half_year", ""))
    except PeriodError:
        return None


def _query(chosen: str, half_year: HalfYear | None) -> str:
    return urlencode({"show": chosen, **({"half_year": str(half_year)} if half_year else {})})


def _choices(chosen: str) -> tuple[tuple[str, str], ...]:
    more = ((chosen, NARROWER[chosen]),) if chosen in NARROWER else ()
    return (*FILTERS, *more)


def _waiting_rows(
    agency: Agency, chosen: str, half_year: HalfYear | None, *, at: datetime
) -> list[list[TableCell]]:
    lines = register(agency, at=at)
    if half_year:
        lines = [line for line in lines if HalfYear.of(local_day(line.owed_at)) == half_year]
    if chosen == "waiting":
        lines = [line for line in lines if line.notice is not None]
    elif chosen == "owed":
        lines = [line for line in lines if line.notice is None]
    elif chosen == "late":
        lines = [line for line in lines if line.is_late]
    elif chosen == "ready":
        lines = [line for line in lines if line.stage == NoticeStatus.READY]
    unknown = without_recipient(lines)
    return [_waiting_row(line, unknown) for line in lines]


def _waiting_row(line: OwedNotice, unknown: set[UUID]) -> list[TableCell]:
    notice = line.notice
    about, about_url = record_of(line)
    chip = notice_chip(notice) if notice else Chip("Owed, not made", "stop")
    if line.stage == "stale":
        is_served = notice is not None and notice.status == NoticeStatus.SERVED
        chip = Chip("Served, outdated" if is_served else "Held back", "stop")
    return [
        TableCell(
            TITLES[line.kind],
            url=reverse("desk:notice", args=[notice.notice_id]) if notice else "",
            detail=f"No. {notice.number}" if notice else "",
        ),
        TableCell(about, url=about_url),
        TableCell(moment=line.owed_at, chip=Chip("Late", "stop") if line.is_late else None),
        TableCell(chip=chip),
        _next(line, unknown),
    ]


def _next(line: OwedNotice, unknown: set[UUID]) -> TableCell:
    """The next step on this line."""
    notice = line.notice
    if line.stage == "stale":
        url, label = way_to_replace(line)
        return TableCell(label, url=url)
    if notice is None or needs_contact_inquiry(line, unknown):
        label, url = way_to_make(line, unknown)
        return TableCell(label, url=url)
    if notice.status in {NoticeStatus.READY, NoticeStatus.COULD_NOT_SERVE}:
        return TableCell("Serve", url=reverse("desk:notice_serve", args=[notice.notice_id]))
    return TableCell("")


def _served_row(notice: Notice) -> list[TableCell]:
    return [
        TableCell(
            TITLES[notice.kind],
            url=reverse("desk:notice", args=[notice.pk]),
            detail=f"No. {notice.number}",
        ),
        TableCell(
            f"Detainer {notice.detainer.reference}",
            url=reverse("desk:detainer", args=[notice.detainer_id]),
        ),
        TableCell(moment=notice.owed_at),
        TableCell(chip=notice_chip(notice)),
        TableCell(""),
    ]

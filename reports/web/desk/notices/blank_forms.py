"""Blank forms for an outage: numbers reserved in advance, blank notices and intake sheets under
them.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import StateRefused
from reports.notices.actions.issue import check_address
from reports.notices.actions.reserve_numbers import discard_number, reserve_numbers
from reports.notices.blank_forms import blank_notice, intake_sheet
from reports.notices.kinds import NoticeKind
from reports.notices.models import ReservedNumber
from reports.notices.printing.bundle import Part, Separator, assemble
from reports.notices.queries import free_numbers, get_reserved_number, reserved_numbers_of
from reports.notices.text.languages import approved_languages
from reports.web.desk.notices.forms.notices import BlankForm, ReserveForm
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_saved, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.workflow.notice_facts import heading_of

COLUMNS = (Column("Number"), Column("Code"), Column("Reserved"), Column("State"), Column("Letter"))


@needs(Permission.ISSUE_NOTICE)
def blank_forms(request: AppHttpRequest) -> HttpResponse:
    """The agency's reserved numbers, and how to reserve and print more."""
    agency = current_agency(request, Permission.ISSUE_NOTICE)
    form = ReserveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: reserve_numbers(
            agency=agency, count=form.cleaned_data["count"], by=request.user, at=clock.now()
        ),
    ):
        return redirect("desk:blank_forms")
    rows = reserved_numbers_of(agency)
    return _page(request, agency, form, rows)


def _page(
    request: AppHttpRequest, agency: Agency, form: ReserveForm, rows: list[ReservedNumber]
) -> HttpResponse:
    table = Table(
        caption="Reserved numbers",
        columns=COLUMNS,
        rows=[_row(row) for row in rows],
        empty=EmptyState(
            "No number is reserved",
            "Reserve some now, print the sheets, and keep them at the desk.",
        ),
    )
    free = [row for row in rows if row.is_free]
    context = {
        "header": _header(agency),
        "table": table,
        "form": form,
        "form_helper": form_helper(
            "count", Buttons(Submit("reserve", "Reserve numbers", quiet=True))
        ),
        "blank_form": BlankForm(languages=_languages()),
        "free": len(free),
        "free_rows": free,
    }
    return render(
        request,
        "desk/notices/blank_forms.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def _header(agency: Agency) -> PageHeader:
    return PageHeader(
        title="Paper for when the system is down",
        eyebrow=agency.display_name,
        lead=(
            "Blank letters with a real number and code, each with an intake sheet. Print them while"
            " all is well."
        ),
        crumbs=desk_crumbs(Crumb("Notices", reverse("desk:notices"))),
    )


def _languages() -> list[tuple[str, str]]:
    return [
        (one.code, one.english_name) for one in approved_languages(production=settings.PRODUCTION)
    ]


def _row(row: ReservedNumber) -> list[TableCell]:
    if row.notice:
        state, url = Chip("Used", "good"), reverse("desk:notice", args=[row.notice_id])
        return [
            TableCell(row.number),
            TableCell(row.shown_code),
            TableCell(moment=row.reserved_at),
            TableCell(chip=state),
            TableCell("Open", url),
        ]
    by_hand = row.notice_by_hand
    if by_hand:
        return [
            TableCell(row.number),
            TableCell(row.shown_code),
            TableCell(moment=row.reserved_at),
            TableCell(chip=Chip("Served by hand", "good")),
            TableCell("View ICE access", reverse("desk:access", args=[by_hand.access_id])),
        ]
    state = Chip("Spoiled", "neutral") if row.discarded_at else Chip("On a blank sheet", "waiting")
    return [
        TableCell(row.number),
        TableCell(row.shown_code),
        TableCell(moment=row.reserved_at),
        TableCell(chip=state),
        TableCell(""),
    ]


@needs(Permission.ISSUE_NOTICE)
def blank_forms_file(request: AppHttpRequest) -> HttpResponse:
    """Blank forms for every free number: the notice and its intake sheet. They contain nothing
    about anybody.
    """
    agency = current_agency(request, Permission.ISSUE_NOTICE)
    form = BlankForm(request.GET, languages=_languages())
    rows = free_numbers(agency)
    if not form.is_valid() or not rows:
        raise StateRefused("Reserve numbers first, and choose the letter and its language.")
    parts = [_part(row, agency, form) for row in rows]
    return sealed_response(assemble(parts), "application/pdf", "blank-letters")


def _part(row: ReservedNumber, agency: Agency, form: BlankForm) -> Part:
    heading = heading_of(agency)
    letter = blank_notice(
        row,
        kind=NoticeKind(form.cleaned_data["kind"]),
        language=form.cleaned_data["language"],
        agency=heading,
        check_address=check_address(),
        on=clock.today(),
    )
    sheet = intake_sheet(agency=heading, number=row.number)
    separator = Separator(
        title=f"Blank letter {row.number}",
        place="For when the system is down",
        lines=(
            (
                "What to do",
                (
                    "Fill in the intake sheet and the letter. Hand the letter over with a copy of"
                    " the request."
                ),
            ),
            ("Afterwards", "Enter the request, and choose this number when you make the letter."),
            (
                "If it is spoiled",
                "Say so on the page of reserved numbers. A number is never used twice.",
            ),
        ),
    )
    return Part(separator, (letter, sheet))


@needs(Permission.ISSUE_NOTICE)
@post_only
def reserved_number_discard(request: AppHttpRequest, number_id: UUID) -> HttpResponse:
    """Record that a blank form was thrown away."""
    agency = current_agency(request, Permission.ISSUE_NOTICE)
    row = get_reserved_number(agency, number_id)
    discard_number(number=row, by=request.user, at=clock.now())
    return action_saved(
        request,
        f"Number {row.number} is spoiled. Whoever checks its code is told so.",
        "desk:blank_forms",
    )

"""Legal holds: one click on a record or a person, the list of holds, lifting with a reason.

People may sue since 2025-10-01. What a hold covers cannot be destroyed, whatever a retention
schedule says.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.access.queries import get_access
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.queries import get_detainer
from reports.records.holds.actions import lift_hold, place_hold, set_matter
from reports.records.holds.models import LegalHold
from reports.records.holds.queries import get_hold, holds_of, shown_detainer
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.current_agency import current_agency, who_refusal
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Chip,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.pagination import links_of, page_of
from reports.web.shared.revisions import Standing, revised

COLUMNS = (
    Column("What is held"),
    Column("Since"),
    Column("Matter"),
    Column("State"),
    Column("Matter named"),
    Column("End"),
)


class MatterForm(AppForm):
    """Which suit or file a hold belongs to."""

    matter = short_text("Docket or file number", required=True, help_text="No names of people.")


def hold_as_it_stands(request: AppHttpRequest, hold_id: UUID) -> Standing:
    """What is kept of a hold now. Raises NotFound."""
    hold = get_hold(request.user, hold_id, on=clock.today())
    values = {
        "Docket or file number": hold.matter,
        "State": f"Lifted: {hold.lift_reason}" if hold.lifted_at else "Stands",
    }
    return Standing(f"hold {hold.pk}", values, fields=MatterForm.base_fields)


@needs(Permission.PLACE_HOLD)
@post_only
def hold_record(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Hold one record, in one click."""
    found = get_detainer(request.user, detainer_id, on=clock.today())
    place_hold(person=found.person, detainer=found, by=request.user, at=clock.now())
    return action_saved(request, "The record is under legal hold.", "desk:detainer", found.pk)


@needs(Permission.PLACE_HOLD)
@post_only
def hold_person(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Hold every record about the person of a detainer, in one click; the address names the
    detainer, never the person.
    """
    found = get_detainer(request.user, detainer_id, on=clock.today())
    place_hold(person=found.person, detainer=None, by=request.user, at=clock.now())
    return action_saved(
        request, "Everything about this person is under legal hold.", "desk:detainer", found.pk
    )


@needs(Permission.PLACE_HOLD)
@post_only
def hold_access(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Hold every record about the person of an access, in one click."""
    found = get_access(request.user, access_id, on=clock.today())
    place_hold(person=found.person, detainer=None, by=request.user, at=clock.now())
    return action_saved(
        request, "Everything about this person is under legal hold.", "desk:access", found.pk
    )


@needs(Permission.VIEW_DETAINERS)
def holds(request: AppHttpRequest) -> HttpResponse:
    """The register of holds, standing ones first. It unseals no name."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    page = page_of(holds_of(agency), request.GET.get("page"))
    header = PageHeader(
        title="Legal holds",
        eyebrow=agency.display_name,
        crumbs=desk_crumbs(),
        lead=(
            "What must be kept because of a suit or an inquiry. Place one on a record's page, in"
            " one click."
        ),
    )
    may_lift = not who_refusal(request, Permission.LIFT_HOLD, agency)
    may_name = not who_refusal(request, Permission.PLACE_HOLD, agency)
    table = Table(
        caption="Legal holds",
        caption_hidden=True,
        columns=COLUMNS,
        page=links_of(page),
        rows=[_cells(hold, may_lift=may_lift, may_name=may_name) for hold in page.object_list],
        empty=EmptyState("Nothing is under a legal hold"),
    )
    return render(request, "desk/holds/list.html", {"header": header, "table": table})


def _cells(hold: LegalHold, *, may_lift: bool, may_name: bool) -> list[TableCell]:
    stands = hold.lifted_at is None
    return [
        _held(hold),
        TableCell(moment=hold.placed_at, detail=hold.placed_by.name),
        TableCell(hold.matter or "not named"),
        TableCell(
            chip=Chip("Stands", "warning") if stands else Chip("Lifted"), detail=hold.lift_reason
        ),
        (
            TableCell("Name the matter", url=reverse("desk:hold_name", args=[hold.pk]))
            if stands and may_name
            else TableCell("")
        ),
        (
            TableCell("Lift it", url=reverse("desk:hold_lift", args=[hold.pk]))
            if stands and may_lift
            else TableCell("")
        ),
    ]


def _held(hold: LegalHold) -> TableCell:
    shown = shown_detainer(hold)
    url = reverse("desk:detainer", args=[shown.pk]) if shown else ""
    if hold.detainer is not None:
        return TableCell(f"Detainer {hold.detainer.reference}", url=url)
    return TableCell(
        "Everything about a person",
        url=url,
        detail=f"of detainer {shown.reference}" if shown else "",
    )


@needs(Permission.PLACE_HOLD)
@revised(hold_as_it_stands)
def hold_name(request: AppHttpRequest, hold_id: UUID) -> HttpResponse:
    """Say which matter a hold belongs to."""
    hold = get_hold(request.user, hold_id, on=clock.today())
    form = MatterForm(
        request.POST if request.method == "POST" else None, initial={"matter": hold.matter}
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: set_matter(
            hold=hold, matter=form.written("matter"), by=request.user, at=clock.now()
        ),
    ):
        return action_saved(request, "Kept with the hold.", "desk:holds")
    header = PageHeader(
        title="Name the matter", eyebrow=hold.agency.display_name, crumbs=desk_crumbs()
    )
    return action_page(request, form, header=header, back=reverse("desk:holds"), button="Keep it")


@needs(Permission.LIFT_HOLD)
@revised(hold_as_it_stands)
def hold_lift(request: AppHttpRequest, hold_id: UUID) -> HttpResponse:
    """Lift a hold. The retention schedule applies again once no other hold is in force."""
    hold = get_hold(request.user, hold_id, on=clock.today())
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label="Why does it end?",
        help_text="No names of people.",
        rows=2,
        longest=300,
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: lift_hold(hold=hold, reason=form.reason(), by=request.user, at=clock.now()),
    ):
        return action_saved(
            request,
            "The hold is lifted. That it stood, and why it ended, stays told.",
            "desk:holds",
        )
    header = PageHeader(
        title="Lift a legal hold",
        eyebrow=hold.agency.display_name,
        crumbs=desk_crumbs(),
        lead="Ask counsel first. From then on the record may be destroyed when its time is over.",
    )
    refusal = who_refusal(request, Permission.LIFT_HOLD, hold.agency)
    back = reverse("desk:holds")
    return action_page(
        request, form, header=header, back=back, button="Lift it", danger=True, refusal=refusal
    )

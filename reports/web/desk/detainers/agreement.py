"""What does not agree at an agency, and settling it: an act against a decision, and box 16 that
matches nothing yet.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.access.against_decision import check_can_acknowledge
from reports.access.queries import get_act_against_decision
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.policies import check_can_amend
from reports.detainers.queries import open_requests
from reports.lifecycle import refusal
from reports.records.agreement.queries import disagreeing
from reports.web.desk.detainers.forms.cancelled import CancelledRequestForm
from reports.web.desk.detainers.record.agreement import settling_url
from reports.web.desk.detainers.revisions import detainer_as_it_stands
from reports.web.desk.shared import (
    desk_crumbs,
    detainer_header,
    get_detainer_or_404,
    record_url,
)
from reports.web.shared.action_pages import action_page, action_saved, confirm_page, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    Confirm,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
)
from reports.web.shared.html.formatting import moment
from reports.web.shared.html.pagination import links_of, page_of
from reports.web.shared.revisions import revised
from reports.workflow.acts_against import acknowledge_act
from reports.workflow.intake import name_cancelled_request

COLUMNS = (Column("Detainer"), Column("What does not agree", width="wide"), Column("Settle it"))


@needs(Permission.VIEW_DETAINERS)
def agreement(request: AppHttpRequest) -> HttpResponse:
    """Every record of the agency on which two statements do not agree."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    found = [
        (stated, part) for stated, parts in disagreeing(agency, at=clock.now()) for part in parts
    ]
    page = page_of(found, request.GET.get("page"))
    context = {
        "header": PageHeader(
            title="Records that do not agree",
            eyebrow=agency.display_name,
            lead="Two things are recorded that do not fit. Nothing here says that either is wrong.",
            crumbs=desk_crumbs(),
        ),
        "table": Table(
            "Records that do not agree",
            COLUMNS,
            [
                [
                    TableCell(
                        stated.reference, reverse("desk:detainer", args=[stated.detainer_id])
                    ),
                    part.sentence,
                    TableCell(part.label, settling_url(stated, part)),
                ]
                for stated, part in page
            ],
            empty=EmptyState("Everything agrees", "What does not shows here at once."),
            page=links_of(page),
            caption_hidden=True,
        ),
    }
    return render(request, "desk/detainers/agreement.html", context)


@needs(Permission.VIEW_DETAINERS)
def acknowledge(request: AppHttpRequest, act_id: UUID) -> HttpResponse:
    """The head reads what was done against a decision and why, and acknowledges it."""
    act = get_act_against_decision(request.user, act_id, on=clock.today())
    if request.method == "POST":
        acknowledge_act(act=act, by=request.user, at=clock.now())
        return action_saved(
            request,
            "Acknowledged. The record shows the act, its reason and your answer.",
            "desk:detainer",
            act.detainer_id,
        )
    what = f"Reply of {moment(act.reply.sent_at)}" if act.reply else ""
    if act.access:
        what = f"Access ({act.access.kind}) of {moment(act.access.occurred_at)}"
    rows = [
        SummaryRow("What was done", what),
        SummaryRow(
            "The decision then",
            f"Decision {act.decision.number} of {moment(act.decision.decided_at)}",
        ),
        SummaryRow("Why, as recorded", act.reason),
        SummaryRow("Recorded by", act.entered_by.name, hint=moment(act.entered_at)),
    ]
    title = "Done against the decision"
    confirm = Confirm(
        title=title,
        text="What was done differs from the decision that was in force.",
        button="I have read it",
        action_url=request.path,
        cancel_url=reverse("desk:detainer", args=[act.detainer_id]),
        consequences=(
            "It changes nothing that was done and nothing that the person was told.",
            "Your answer is an entry in the agency's trail.",
        ),
        otherwise=Action("Change decision", reverse("desk:decide", args=[act.detainer_id])),
        refusal=refusal(check_can_acknowledge, request.user, act.detainer, on=clock.today()),
    )
    return confirm_page(request, confirm, header=detainer_header(act.detainer, title), rows=rows)


@needs(Permission.LOG_DETAINER)
@revised(detainer_as_it_stands)
def cancelled_request(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Which of the open requests box 16 means, or none of them."""
    detainer = get_detainer_or_404(request, detainer_id)
    choices = open_requests(detainer)
    form = CancelledRequestForm(
        request.POST if request.method == "POST" else None, requests=choices
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: name_cancelled_request(
            paper=detainer, cancelled=form.chosen(), by=request.user, at=clock.now()
        ),
    ):
        return action_saved(request, "Recorded.", "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "The request that box 16 cancels", "None was found by its date."
        ),
        back=record_url(detainer),
        button="Record reason",
        refusal=refusal(check_can_amend, request.user, detainer, on=clock.today()),
    )

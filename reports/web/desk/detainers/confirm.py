"""Confirm what was entered in the user's absence: a telephone review, a decision from an import."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.actions.review import confirm_head_review, dispute_head_review
from reports.detainers.convictions import grounds_without_facts
from reports.detainers.models import Detainer, HeadReview
from reports.detainers.queries import get_decision, get_head_review
from reports.detainers.vocabulary import DecisionChoice
from reports.web.desk.shared import detainer_header
from reports.web.shared.action_pages import action_page, action_saved, confirm_page, submit_action
from reports.web.shared.current_agency import listed
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Action, Confirm, SummaryRow
from reports.web.shared.html.formatting import moment
from reports.web.shared.html.labels import label_of
from reports.workflow.decisions import confirm_decision


@needs(Permission.VIEW_DETAINERS)
def review(request: AppHttpRequest, review_id: UUID) -> HttpResponse:
    """The reviewer reads what was entered for them, and confirms it."""
    found = get_head_review(request.user, review_id, on=clock.today())
    if request.method == "POST":
        confirm_head_review(review=found, by=request.user, at=clock.now())
        return action_saved(
            request, "Confirmed. The record shows your review.", "desk:detainer", found.detainer_id
        )
    text = "You are said to have reviewed this request by phone before anyone answered it."
    otherwise = Action("No, it was not so", reverse("desk:review_dispute", args=[found.pk]))
    return _page(
        request,
        found.detainer,
        title="Confirm your phone review",
        text=text,
        rows=[
            *reported_to_head(found),
            SummaryRow("Asked", listed(label_of(purpose) for purpose in found.detainer.purposes)),
        ],
        button="Yes, I reviewed it then",
        otherwise=otherwise if found.reviewed_by == request.user else None,
    )


def reported_to_head(review: HeadReview) -> list[SummaryRow]:
    """The recorded facts of a review."""
    return [
        SummaryRow("Reviewed by", review.reviewed_by.name),
        SummaryRow("When", moment(review.reviewed_at)),
        SummaryRow("Entered by", review.entered_by.name, hint=moment(review.entered_at)),
        SummaryRow("What was said", review.note),
    ]


@needs(Permission.VIEW_DETAINERS)
def review_dispute(request: AppHttpRequest, review_id: UUID) -> HttpResponse:
    """The named reviewer disputes the review: it stays, marked, and the detainer waits for a review
    again.
    """
    found = get_head_review(request.user, review_id, on=clock.today())
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: dispute_head_review(
            review=found, reason=form.reason(), by=request.user, at=clock.now()
        ),
    ):
        message = "Recorded. It no longer counts as a review; the record says so."
        return action_saved(request, message, "desk:detainer", found.detainer_id)
    header = detainer_header(
        found.detainer,
        "It was not so",
        "What was entered stays in the record with your answer beside it.",
    )
    back = reverse("desk:review_confirm", args=[found.pk])
    return action_page(
        request, form, header=header, back=back, button="Record that it was not so", danger=True
    )


@needs(Permission.DECIDE)
def decision(request: AppHttpRequest, decision_id: UUID) -> HttpResponse:
    """The head reads a decision that came in a file, and confirms it."""
    found = get_decision(request.user, decision_id, on=clock.today())
    if request.method == "POST":
        confirm_decision(decision=found, by=request.user, at=clock.now())
        return action_saved(
            request,
            "Confirmed. The decision stands as reported.",
            "desk:detainer",
            found.detainer_id,
        )
    lines = [
        SummaryRow(label_of(line.purpose), DecisionChoice(line.choice).label)
        for line in found.lines.all()
    ]
    reported_rows = [
        *lines,
        SummaryRow("Reason", found.reason),
        SummaryRow(
            "Decided",
            moment(found.decided_at),
            hint=found.reported_decider or f"Entered by {found.decided_by.name}",
        ),
    ]
    missing = grounds_without_facts(found.detainer)
    if missing:
        reported_rows.append(
            SummaryRow(
                "Stated without its facts",
                "; ".join(map(label_of, missing)),
                hint="The file names the ground, and nothing on record shows it. Record the"
                " conviction or the judge's paper, or take the ground out; until then the findings"
                " take it as stated.",
            )
        )
    text = "This decision came in a file. It counts once you confirm it."
    return _page(
        request,
        found.detainer,
        title="Confirm a reported decision",
        text=text,
        rows=reported_rows,
        button="Yes, this was decided",
        otherwise=(
            Action("Record the facts first", reverse("desk:amend", args=[found.detainer_id]))
            if missing
            else None
        ),
    )


def _page(
    request: AppHttpRequest,
    detainer: Detainer,
    *,
    title: str,
    text: str,
    rows: list[SummaryRow],
    button: str,
    otherwise: Action | None = None,
) -> HttpResponse:
    confirm = Confirm(
        title=title,
        text=text,
        button=button,
        action_url=request.path,
        cancel_url=reverse("desk:detainer", args=[detainer.pk]),
        consequences=("Your answer is an entry in the agency's trail.",),
        otherwise=otherwise,
    )
    return confirm_page(request, confirm, header=detainer_header(detainer, title), rows=rows)

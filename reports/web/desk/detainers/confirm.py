"""Confirm what was entered in the user's absence: a telephone review, a decision from an import."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.actions.decide import DEPARTS, UNSETTLED, needs_explanation
from reports.detainers.actions.review import confirm_head_review, dispute_head_review
from reports.detainers.convictions import grounds_without_facts
from reports.detainers.models import Decision, Detainer, HeadReview
from reports.detainers.queries import get_decision, get_head_review
from reports.detainers.vocabulary import DecisionChoice
from reports.web.desk.detainers.forms.departure import DepartureForm
from reports.web.desk.shared import detainer_header
from reports.web.shared.action_pages import action_page, action_saved, confirm_page, submit_action
from reports.web.shared.current_agency import listed
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Action, Confirm, SummaryRow
from reports.web.shared.html.formatting import moment
from reports.web.shared.html.labels import label_of
from reports.workflow.decisions import confirm_decision

CONFIRM_DECISION = "Confirm a reported decision"
CAME_IN_A_FILE = "This decision came in a file. It counts once you confirm it."
THIS_WAS_DECIDED = "Yes, this was decided"


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
    """The head reads a decision that came in a file, and confirms it; where it differs from the
    assessment, or acts where the law is unsettled, the head says why.
    """
    found = get_decision(request.user, decision_id, on=clock.today())
    if needs_explanation(found):
        return _explained_decision(request, found)
    if request.method == "POST":
        confirm_decision(decision=found, by=request.user, at=clock.now())
        return _confirmed(request, found)
    missing = grounds_without_facts(found.detainer)
    return _page(
        request,
        found.detainer,
        title=CONFIRM_DECISION,
        text=CAME_IN_A_FILE,
        rows=_reported(found),
        button=THIS_WAS_DECIDED,
        otherwise=(
            Action("Record the facts first", reverse("desk:amend", args=[found.detainer_id]))
            if missing
            else None
        ),
    )


def _explained_decision(request: AppHttpRequest, found: Decision) -> HttpResponse:
    form = DepartureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: confirm_decision(
            decision=found,
            departure_reason=form.written("departure_reason"),
            counsel_consulted=form.cleaned_data["counsel_consulted"],
            by=request.user,
            at=clock.now(),
        ),
    ):
        return _confirmed(request, found)
    what = DEPARTS if found.is_departure else UNSETTLED
    return action_page(
        request,
        form,
        header=detainer_header(
            found.detainer, CONFIRM_DECISION, f"{CAME_IN_A_FILE} {what} Say why; it is kept."
        ),
        back=reverse("desk:detainer", args=[found.detainer_id]),
        button=THIS_WAS_DECIDED,
        template="desk/detainers/confirm_explained.html",
        rows=_reported(found),
    )


def _confirmed(request: AppHttpRequest, found: Decision) -> HttpResponse:
    message = "Confirmed. The decision stands as reported."
    return action_saved(request, message, "desk:detainer", found.detainer_id)


def _reported(found: Decision) -> list[SummaryRow]:
    """What the file says was decided, and what the record lacks for it."""
    rows = [
        SummaryRow(label_of(line.purpose), DecisionChoice(line.choice).label)
        for line in found.lines.all()
    ]
    decided = found.reported_decider or f"Entered by {found.decided_by.name}"
    rows += [
        SummaryRow("Reason", found.reason),
        SummaryRow("Decided", moment(found.decided_at), hint=decided),
    ]
    missing = grounds_without_facts(found.detainer)
    if missing:
        rows.append(
            SummaryRow(
                "Stated without its facts",
                "; ".join(map(label_of, missing)),
                hint="The file names the ground, and nothing on record shows it. Record the"
                " conviction or the judge's paper, or take the ground out; until then the findings"
                " take it as stated.",
            )
        )
    return rows


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

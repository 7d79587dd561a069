"""What can be done with a detainer now. A step that cannot be taken is shown with the sentence that
says why.

Who may is asked of the permissions, when is asked of the record's status; the verbs ask both again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from reports.accounts.roles import Permission
from reports.detainers.models import Detainer
from reports.detainers.status import Status, transition
from reports.web.shared.current_agency import who_refusal
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Action

REVIEW_FIRST = "The head of the agency must review this request before it is answered, 54-192h(c)."
CLOSED = "This detainer is closed. Reopen it first."


@dataclass(frozen=True)
class Offer:
    """A step that the page offers."""

    label: str
    url_name: str
    permission: Permission
    icon: str = ""
    kind: Literal["primary", "secondary", "quiet", "danger"] = "secondary"


REVIEW = Offer("Review it", "desk:review", Permission.REVIEW_REQUEST, "visibility")
TELEPHONE = Offer(
    "Enter a telephone review", "desk:telephone_review", Permission.LOG_DETAINER, "phone"
)
DECIDE = Offer("Decide", "desk:decide", Permission.DECIDE, "check_circle_outline")
REPLY = Offer("Record the reply", "desk:reply", Permission.RECORD_REPLY, "send")
ACCESS = Offer(
    "Record an access", "desk:access_under", Permission.RECORD_ACCESS, "add_circle_outline"
)
ATTACH = Offer("Attach a paper", "desk:attach", Permission.LOG_DETAINER, "attach_file")
CALL = Offer("Record a communication", "desk:communication", Permission.RECORD_REPLY, "phone")
OUTCOME = Offer("Record what became of it", "desk:outcome", Permission.LOG_DETAINER, "event")
AMEND = Offer("Correct it", "desk:amend", Permission.LOG_DETAINER, "edit")
ORDER = Offer("Record a court order", "desk:order_new", Permission.LOG_DETAINER, "account_balance")
REOPEN = Offer("Reopen it", "desk:reopen", Permission.DECIDE, "undo")
OFFERS = (REVIEW, TELEPHONE, DECIDE, REPLY, ACCESS, CALL, ATTACH, OUTCOME, AMEND, ORDER, REOPEN)


def when_refusal(offer: Offer, detainer: Detainer) -> str:
    """Why the record is not at the point where this step is possible; empty when it is."""
    status = Status(detainer.status)
    if offer in {REVIEW, TELEPHONE}:
        return "" if status is Status.AWAITING_REVIEW else _review_over(status)
    if offer is REOPEN:
        return "" if status is Status.CLOSED else "It is open."
    if status is Status.CLOSED and offer in {DECIDE, OUTCOME}:
        return CLOSED
    if status is Status.AWAITING_REVIEW and offer in {DECIDE, REPLY}:
        return REVIEW_FIRST
    return ""


def _review_over(status: Status) -> str:
    return (
        CLOSED
        if status is Status.CLOSED
        else "It does not wait for a review: none is due, or it was made."
    )


def is_shown(offer: Offer, detainer: Detainer) -> bool:
    """Steps that belong to another stretch of the road are left out rather than greyed."""
    status = Status(detainer.status)
    if offer in {REVIEW, TELEPHONE}:
        return status is Status.AWAITING_REVIEW
    if offer is REOPEN:
        return status is Status.CLOSED
    if offer is DECIDE:
        return (
            transition(status, Status.DECIDED) is not None and status is not Status.CLOSED
        ) or status is Status.AWAITING_REVIEW
    return status is not Status.CLOSED or offer in {ACCESS, ATTACH, AMEND}


def next_offer(detainer: Detainer, *, replied: bool) -> Offer | None:
    """The step that the road asks for next."""
    answer = OUTCOME if replied else REPLY
    return {
        Status.AWAITING_REVIEW: REVIEW,
        Status.AWAITING_DECISION: DECIDE,
        Status.DECIDED: answer,
    }.get(Status(detainer.status))


def actions_for(request: AppHttpRequest, detainer: Detainer, *, replied: bool) -> list[Action]:
    """The buttons of a detainer's page, the next step first."""
    first = next_offer(detainer, replied=replied)
    shown = [offer for offer in OFFERS if is_shown(offer, detainer)]
    ordered = sorted(shown, key=lambda offer: offer is not first)
    return [_action(request, offer, detainer, is_next=offer is first) for offer in ordered]


def _action(request: AppHttpRequest, offer: Offer, detainer: Detainer, *, is_next: bool) -> Action:
    refusal = when_refusal(offer, detainer) or who_refusal(
        request, offer.permission, detainer.agency
    )
    return Action(
        label=(
            "Decide again" if offer is DECIDE and detainer.status == Status.DECIDED else offer.label
        ),
        url=reverse(offer.url_name, args=[detainer.pk]),
        kind="primary" if is_next and not refusal else "secondary",
        icon=offer.icon,
        refusal=refusal,
    )

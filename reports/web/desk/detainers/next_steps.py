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
from reports.detainers.status import DetainerStatus, transition
from reports.web.shared.current_agency import who_refusal
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Action

REVIEW_FIRST = "The head of the agency must review this request before it is answered, 54-192h(c)."
CLOSED = "This detainer is closed. Reopen it first."


@dataclass(frozen=True)
class NextStep:
    """A step that the page offers."""

    label: str
    url_name: str
    permission: Permission
    icon: str = ""
    kind: Literal["primary", "secondary", "quiet", "danger"] = "secondary"


REVIEW = NextStep("Review it", "desk:review", Permission.REVIEW_REQUEST, "visibility")
TELEPHONE = NextStep(
    "Enter a telephone review", "desk:telephone_review", Permission.LOG_DETAINER, "phone"
)
DECIDE = NextStep("Decide", "desk:decide", Permission.DECIDE, "check_circle_outline")
REPLY = NextStep("Record the reply", "desk:reply", Permission.RECORD_REPLY, "send")
ACCESS = NextStep(
    "Record an access", "desk:detainer_access_add", Permission.RECORD_ACCESS, "add_circle_outline"
)
ATTACH = NextStep("Attach a paper", "desk:attachment_add", Permission.LOG_DETAINER, "attach_file")
CALL = NextStep("Record a communication", "desk:communication", Permission.RECORD_REPLY, "phone")
OUTCOME = NextStep("Record what became of it", "desk:outcome", Permission.LOG_DETAINER, "event")
AMEND = NextStep("Correct it", "desk:amend", Permission.LOG_DETAINER, "edit")
ORDER = NextStep(
    "Record a court order", "desk:order_new", Permission.LOG_DETAINER, "account_balance"
)
REOPEN = NextStep("Reopen it", "desk:reopen", Permission.DECIDE, "undo")
NEXT_STEPS = (REVIEW, TELEPHONE, DECIDE, REPLY, ACCESS, CALL, ATTACH, OUTCOME, AMEND, ORDER, REOPEN)


def check_refusal(step: NextStep, detainer: Detainer) -> str:
    """Why the record is not at the point where this step is possible; empty when it is."""
    status = DetainerStatus(detainer.status)
    if step in {REVIEW, TELEPHONE}:
        return "" if status is DetainerStatus.AWAITING_REVIEW else _review_over(status)
    if step is REOPEN:
        return "" if status is DetainerStatus.CLOSED else "It is open."
    if status is DetainerStatus.CLOSED and step in {DECIDE, OUTCOME}:
        return CLOSED
    if status is DetainerStatus.AWAITING_REVIEW and step in {DECIDE, REPLY}:
        return REVIEW_FIRST
    return ""


def _review_over(status: DetainerStatus) -> str:
    return (
        CLOSED
        if status is DetainerStatus.CLOSED
        else "It does not wait for a review: none is due, or it was made."
    )


def is_shown(step: NextStep, detainer: Detainer) -> bool:
    """Steps that belong to another stretch of the road are left out rather than greyed."""
    status = DetainerStatus(detainer.status)
    if step in {REVIEW, TELEPHONE}:
        return status is DetainerStatus.AWAITING_REVIEW
    if step is REOPEN:
        return status is DetainerStatus.CLOSED
    if step is DECIDE:
        return (
            transition(status, DetainerStatus.DECIDED) is not None
            and status is not DetainerStatus.CLOSED
        ) or status is DetainerStatus.AWAITING_REVIEW
    return status is not DetainerStatus.CLOSED or step in {ACCESS, ATTACH, AMEND}


def next_step(detainer: Detainer, *, replied: bool) -> NextStep | None:
    """The step that the road asks for next."""
    answer = OUTCOME if replied else REPLY
    return {
        DetainerStatus.AWAITING_REVIEW: REVIEW,
        DetainerStatus.AWAITING_DECISION: DECIDE,
        DetainerStatus.DECIDED: answer,
    }.get(DetainerStatus(detainer.status))


def actions_for(request: AppHttpRequest, detainer: Detainer, *, replied: bool) -> list[Action]:
    """The buttons of a detainer's page, the next step first."""
    first = next_step(detainer, replied=replied)
    shown = [step for step in NEXT_STEPS if is_shown(step, detainer)]
    ordered = sorted(shown, key=lambda step: step is not first)
    return [_action(request, step, detainer, is_next=step is first) for step in ordered]


def _action(
    request: AppHttpRequest, step: NextStep, detainer: Detainer, *, is_next: bool
) -> Action:
    refusal = check_refusal(step, detainer) or who_refusal(
        request, step.permission, detainer.agency
    )
    return Action(
        label=(
            "Decide again"
            if step is DECIDE and detainer.status == DetainerStatus.DECIDED
            else step.label
        ),
        url=reverse(step.url_name, args=[detainer.pk]),
        kind="primary" if is_next and not refusal else "secondary",
        icon=step.icon,
        refusal=refusal,
    )

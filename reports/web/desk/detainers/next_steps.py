"""The steps possible on a detainer now. A step that is refused is shown with the reason.

Each step asks the same policy as its verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from django.urls import reverse

from reports.access.policies import check_can_record_under
from reports.accounts.models import User
from reports.core import clock
from reports.detainers.models import Detainer
from reports.detainers.policies import (
    check_can_amend,
    check_can_attach,
    check_can_decide,
    check_can_enter_review,
    check_can_record_order,
    check_can_record_outcome,
    check_can_record_reply,
    check_can_reopen,
    check_can_reply,
    check_can_review,
)
from reports.detainers.status import DetainerStatus
from reports.lifecycle import refusal
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Action


class Check(Protocol):
    """A policy: raises with a sentence unless the person may take the step now."""

    def __call__(self, user: User, detainer: Detainer, /, *, on: date) -> None: ...


@dataclass(frozen=True)
class NextStep:
    """A step that the page offers."""

    label: str
    url_name: str
    check: Check
    icon: str = ""
    kind: Literal["primary", "secondary", "quiet", "danger"] = "secondary"


REVIEW = NextStep("Review detainer", "desk:review", check_can_review, "visibility")
TELEPHONE = NextStep(
    "Record phone review", "desk:telephone_review", check_can_enter_review, "phone"
)
DECIDE = NextStep("Decide", "desk:decide", check_can_decide, "check_circle_outline")
REPLY = NextStep("Record reply", "desk:reply", check_can_reply, "send")
ACCESS = NextStep(
    "Record ICE access", "desk:detainer_access_add", check_can_record_under, "add_circle_outline"
)
ATTACH = NextStep("Attach document", "desk:attachment_add", check_can_attach, "attach_file")
CALL = NextStep("Record communication", "desk:communication", check_can_record_reply, "phone")
OUTCOME = NextStep("Close detainer", "desk:outcome", check_can_record_outcome, "event")
AMEND = NextStep("Correct record", "desk:amend", check_can_amend, "edit")
ORDER = NextStep("Record court order", "desk:order_new", check_can_record_order, "account_balance")
REOPEN = NextStep("Reopen detainer", "desk:reopen", check_can_reopen, "undo")
NEXT_STEPS = (REVIEW, TELEPHONE, DECIDE, REPLY, ACCESS, CALL, ATTACH, OUTCOME, AMEND, ORDER, REOPEN)
WHEN_CLOSED = (ACCESS, ATTACH, AMEND, REOPEN)


def step_refusal(request: AppHttpRequest, step: NextStep, detainer: Detainer) -> str:
    """Why this person cannot take the step now; empty where they can."""
    return refusal(step.check, request.user, detainer, on=clock.today())


def is_shown(step: NextStep, detainer: Detainer) -> bool:
    """Steps that belong to another stretch of the way are left out rather than greyed."""
    status = DetainerStatus(detainer.status)
    if step in {REVIEW, TELEPHONE}:
        return status is DetainerStatus.AWAITING_REVIEW
    if status is DetainerStatus.CLOSED:
        return step in WHEN_CLOSED
    return step is not REOPEN


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
    refused = step_refusal(request, step, detainer)
    return Action(
        label=(
            "Change decision"
            if step is DECIDE and detainer.status == DetainerStatus.DECIDED
            else step.label
        ),
        url=reverse(step.url_name, args=[detainer.pk]),
        kind="primary" if is_next and not refused else "secondary",
        icon=step.icon,
        refusal=refused,
    )

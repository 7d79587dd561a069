"""How a detainer ends: release, bond, transfer, federal custody, cancellation, death; and how it is
reopened.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import CustodyEvent, Detainer
from reports.detainers.policies import check_can_record_outcome, check_can_reopen
from reports.detainers.status import DETAINER_LIFECYCLE, DetainerEvent, DetainerStatus
from reports.detainers.vocabulary import MOVES, CustodyOutcome
from reports.law.moments import local_day


@verb
def record_outcome(
    *,
    detainer: Detainer,
    outcome: str,
    happened_at: datetime,
    by: User,
    at: datetime,
    moved_to: str = "",
    note_text: str = "",
) -> CustodyEvent:
    """Record the outcome. A transfer stops this agency's custody clock; `still_held` is noted and
    leaves the detainer open.
    """
    check_can_record_outcome(by, detainer, on=local_day(at))
    kind = CustodyOutcome(outcome)
    _check(detainer, kind, happened_at, at=at, moved_to=moved_to)
    if kind is not CustodyOutcome.STILL_HELD:
        DETAINER_LIFECYCLE.move(
            detainer,
            DetainerEvent.CLOSED,
            by=by,
            at=at,
            changes={
                "outcome": kind,
                "outcome_at": happened_at,
                "moved_to": moved_to,
                "in_custody": False,
            },
        )
    audit_detainer(detainer, "outcome.recorded", by=by, at=at, outcome=kind.value)
    return _event(detainer, kind.value, happened_at, text=note_text, by=by, at=at)


def _check(
    detainer: Detainer, kind: CustodyOutcome, happened_at: datetime, *, at: datetime, moved_to: str
) -> None:
    if not detainer.received_at <= happened_at <= at:
        raise StateRefused(
            "It must have happened between receipt and now. Correct its day or time."
        )
    if kind in MOVES and not moved_to.strip():
        raise StateRefused("Say where the person was moved, so that the packet can name the place.")


def _event(
    detainer: Detainer, kind: str, happened_at: datetime, *, text: str, by: User, at: datetime
) -> CustodyEvent:
    return CustodyEvent.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        kind=kind,
        happened_at=happened_at,
        entered_at=at,
        entered_by=by,
        note=text,
    )


@verb
def reopen_detainer(*, detainer: Detainer, reason: str, by: User, at: datetime) -> None:
    """Reopen a detainer that was closed by mistake or became active again."""
    check_can_reopen(by, detainer, on=local_day(at))
    if not reason.strip():
        raise StateRefused("Say why the request is opened again.")
    DETAINER_LIFECYCLE.move(
        detainer,
        DetainerEvent.REOPENED,
        end=_where_it_stood(detainer),
        by=by,
        at=at,
        changes={"outcome": "", "outcome_at": None, "moved_to": ""},
    )
    _event(detainer, "reopened", at, text=reason, by=by, at=at)


def _where_it_stood(detainer: Detainer) -> DetainerStatus:
    if any(not decision.waits_for_head for decision in detainer.decisions.all()):
        return DetainerStatus.DECIDED
    kept = detainer.assessments.latest()
    owed = any(duty["duty"] == "head_review" for duty in kept.result["duties"])
    return (
        DetainerStatus.AWAITING_REVIEW
        if owed and not detainer.reviews.standing().exists()
        else DetainerStatus.AWAITING_DECISION
    )

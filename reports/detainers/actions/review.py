"""The review of 54-192h(c): the agency head, or the named delegate, sees the detainer before any
response.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import CustodyEvent, Detainer, HeadReview
from reports.detainers.policies import (
    check_can_confirm_review,
    check_can_dispute_review,
    check_can_enter_review,
    check_can_review,
)
from reports.detainers.status import DETAINER_LIFECYCLE, DetainerEvent, DetainerStatus
from reports.law.moments import local_day


@verb
def record_head_review(
    *,
    detainer: Detainer,
    reviewed_by: User,
    manner: str,
    reviewed_at: datetime,
    by: User,
    at: datetime,
    note_text: str = "",
) -> HeadReview:
    """Record the review, either on screen by the reviewer or by somebody else after a telephone
    call.

    A telephone review counts at once and waits for the reviewer's own confirmation.
    """
    on_screen = manner == HeadReview.Manner.ON_SCREEN
    _check_reviewer(detainer, reviewed_by, on_screen=on_screen, by=by, at=at)
    _check_moment(detainer, reviewed_at, at)
    if on_screen and reviewed_by != by:
        raise StateRefused(
            "A review on screen is recorded by the person who reviews. Record a phone review"
            " instead."
        )
    detail = {"manner": manner, "reviewer": str(reviewed_by.pk)}
    DETAINER_LIFECYCLE.move(detainer, DetainerEvent.REVIEWED, by=by, at=at, detail=detail)
    return HeadReview.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        manner=manner,
        reviewed_at=reviewed_at,
        reviewed_by=reviewed_by,
        entered_at=at,
        entered_by=by,
        note=note_text,
        confirmed_at=at if on_screen else None,
        confirmed_by=by if on_screen else None,
    )


def _check_reviewer(
    detainer: Detainer, reviewed_by: User, *, on_screen: bool, by: User, at: datetime
) -> None:
    """The reviewer must hold the role; whoever enters a telephone review must be allowed to log
    detainers.
    """
    check_can(reviewed_by, Permission.REVIEW_REQUEST, detainer.agency, on=local_day(at))
    check = check_can_review if on_screen else check_can_enter_review
    check(by, detainer, on=local_day(at))


def _check_moment(detainer: Detainer, reviewed_at: datetime, at: datetime) -> None:
    if reviewed_at > at:
        raise StateRefused("The review cannot lie in the future. Enter when it took place.")
    if reviewed_at < detainer.received_at:
        raise StateRefused(
            "The review cannot lie before the request was received. Correct the time of the review."
        )


@verb
def confirm_head_review(*, review: HeadReview, by: User, at: datetime) -> None:
    """The reviewer confirms what somebody else entered after a telephone call."""
    check_can_confirm_review(by, review)
    changed = (
        HeadReview.objects.to_confirm_by(by)
        .filter(pk=review.pk)
        .update(confirmed_at=at, confirmed_by=by)
    )
    if not changed:
        raise Conflict("This review is answered already.")
    audit_detainer(review.detainer, "detainer.review_confirmed", by=by, at=at)


@verb
def dispute_head_review(*, review: HeadReview, reason: str, by: User, at: datetime) -> None:
    """The named reviewer states that this review did not happen. The row stays, marked, and no
    longer counts.

    Where nothing is decided yet, the detainer waits for a review again, 54-192h(c); a decision
    already made is kept.
    """
    check_can_dispute_review(by, review)
    if not reason.strip():
        raise StateRefused("Say what was not so; the desk reads it.")
    if not HeadReview.objects.to_confirm_by(by).filter(pk=review.pk).update(disputed_at=at):
        raise Conflict("This review is answered already.")
    detainer = _locked(review.detainer)
    CustodyEvent.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        kind="review_disputed",
        happened_at=at,
        entered_at=at,
        entered_by=by,
        note=reason,
    )
    undecided = detainer.status == DetainerStatus.AWAITING_DECISION
    if undecided and not detainer.reviews.standing().exists():
        DETAINER_LIFECYCLE.move(detainer, DetainerEvent.REVIEW_DISPUTED, by=by, at=at)
    else:
        audit_detainer(detainer, DetainerEvent.REVIEW_DISPUTED, by=by, at=at)


def _locked(detainer: Detainer) -> Detainer:
    """The current row, locked until the transaction ends."""
    rows = Detainer.objects.select_related("agency", "record_key")
    return rows.select_for_update(of=("self",)).get(pk=detainer.pk)

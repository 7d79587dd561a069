"""From receipt to the head's review, and the ends of the road."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from reports.accounts.models import Agency, User
from reports.detainers import actions
from reports.detainers.attachments import NewPaper, add_attachment
from reports.detainers.models import Detainer, HeadReview, LifecycleEvent, Person
from reports.detainers.values import DetainerValues, PersonValues
from reports.detainers.vocabulary import Outcome, Relation
from reports.workflow.letters import issue_receipt_letter


@transaction.atomic
def log_detainer(
    *,
    agency: Agency,
    person: PersonValues,
    values: DetainerValues,
    form_token: UUID,
    by: User,
    at: datetime,
    same_person: Person | None = None,
    external_id: str = "",
    earlier: Detainer | None = None,
    relation: str = "",
    papers: Sequence[NewPaper] = (),
) -> Detainer:
    """Record the request and issue the letter that is owed on receipt. The same form twice gives
    the same record.

    Scans given with the request are kept first, so that the letter can say that the copy is
    attached.
    """
    detainer = actions.log_detainer(
        agency=agency,
        person=person,
        values=values,
        form_token=form_token,
        by=by,
        at=at,
        same_person=same_person,
        external_id=external_id,
        earlier=earlier,
        relation=relation,
    )
    if papers and not detainer.attachments.exists():
        for paper in papers:
            add_attachment(
                detainer=detainer, kind=paper.kind, label=paper.label, data=paper.data, by=by, at=at
            )
    if not detainer.notices.exists():
        issue_receipt_letter(detainer, by=by, at=at)
    if earlier is not None and relation == Relation.CANCELS:
        _close_cancelled(earlier, by_paper=detainer, by=by, at=at)
    return detainer


def _close_cancelled(earlier: Detainer, *, by_paper: Detainer, by: User, at: datetime) -> None:
    """Box 16 ends the earlier request on receipt of the paper, unless it has ended already."""
    if earlier.is_open:
        actions.record_outcome(
            detainer=earlier,
            outcome=Outcome.CANCELLED,
            by=by,
            at=at,
            happened_at=max(by_paper.received_at, earlier.received_at),
            note_text=f"Box 16 of {by_paper.reference}",
        )


def amend_detainer(
    *,
    detainer: Detainer,
    person: PersonValues,
    values: DetainerValues,
    reason: str,
    expected_version: int,
    by: User,
    at: datetime,
) -> Detainer:
    """Correct what was logged. Letters already issued stay as they were."""
    return actions.amend_detainer(
        detainer=detainer,
        person=person,
        values=values,
        reason=reason,
        expected_version=expected_version,
        by=by,
        at=at,
    )


def record_head_review(
    *,
    detainer: Detainer,
    reviewed_by: User,
    manner: str,
    reviewed_at: datetime,
    note: str,
    by: User,
    at: datetime,
) -> HeadReview:
    """The (c) review, on screen or by telephone."""
    return actions.record_head_review(
        detainer=detainer,
        reviewed_by=reviewed_by,
        manner=manner,
        reviewed_at=reviewed_at,
        note_text=note,
        by=by,
        at=at,
    )


def confirm_head_review(*, review: HeadReview, by: User, at: datetime) -> None:
    """The reviewer confirms a telephone review."""
    actions.confirm_head_review(review=review, by=by, at=at)


def dispute_head_review(*, review: HeadReview, reason: str, by: User, at: datetime) -> None:
    """The person named says that there was no such review."""
    actions.dispute_head_review(review=review, reason=reason, by=by, at=at)


def record_outcome(
    *,
    detainer: Detainer,
    outcome: str,
    happened_at: datetime,
    by: User,
    at: datetime,
    moved_to: str = "",
    note: str = "",
) -> LifecycleEvent:
    """How the request or the custody ended."""
    return actions.record_outcome(
        detainer=detainer,
        outcome=outcome,
        happened_at=happened_at,
        moved_to=moved_to,
        note_text=note,
        by=by,
        at=at,
    )


def reopen_detainer(*, detainer: Detainer, reason: str, by: User, at: datetime) -> None:
    """Open a closed request again."""
    actions.reopen_detainer(detainer=detainer, reason=reason, by=by, at=at)

"""Logging a detainer: record, scans, first notice, cancellation of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from reports.accounts.models import Agency, User
from reports.core.verbs import verb
from reports.detainers.actions import log, outcome
from reports.detainers.actions.attachments import NewAttachment, add_attachment
from reports.detainers.models import Detainer
from reports.detainers.values import DetainerValues
from reports.detainers.vocabulary import CustodyOutcome, Relation
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.workflow.notices import issue_first_notice


@verb
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
    papers: Sequence[NewAttachment] = (),
) -> Detainer:
    """Record the request and issue the letter that is owed on receipt. The same form twice gives
    the same record.

    Scans given with the request are kept first, so that the letter can say that the copy is
    attached.
    """
    detainer = log.log_detainer(
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
        issue_first_notice(detainer, by=by, at=at)
    if earlier is not None and relation == Relation.CANCELS:
        _close_cancelled(earlier, by_paper=detainer, by=by, at=at)
    return detainer


def _close_cancelled(earlier: Detainer, *, by_paper: Detainer, by: User, at: datetime) -> None:
    """Box 16 ends the earlier request on receipt of the paper, unless it has ended already."""
    if earlier.is_open:
        outcome.record_outcome(
            detainer=earlier,
            outcome=CustodyOutcome.CANCELLED,
            by=by,
            at=at,
            happened_at=max(by_paper.received_at, earlier.received_at),
            note_text=f"Box 16 of {by_paper.reference}",
        )

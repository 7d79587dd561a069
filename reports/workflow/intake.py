"""Log a detainer: record, scans, first notice, and the cancellation of an earlier detainer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from reports.accounts.actions.letterhead import (
    FirstHeading,
    check_has_heading,
    enter_first_heading,
)
from reports.accounts.models import Agency, User
from reports.core.verbs import verb
from reports.detainers.actions import cancellation, log
from reports.detainers.actions.attachments import NewAttachment, add_attachments
from reports.detainers.actions.drafts import discard_draft, lock_draft
from reports.detainers.drafts import (
    DraftFile,
    files_in,
    get_draft_file,
    read_draft,
    received_draft_file,
)
from reports.detainers.models import Detainer, Draft
from reports.detainers.queries import get_detainer_of_form
from reports.detainers.values import DetainerValues
from reports.detainers.vocabulary import CustodyOutcome, Relation
from reports.law.moments import local_day
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.sealing.actions import read_sealed_file
from reports.uploads.inspection import CleanFile
from reports.workflow.notices import issue_first_notice
from reports.workflow.outcomes import record_outcome
from reports.workflow.stale_notices import learning_recipient


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
    """Record the detainer and issue the first notice. Submitting the same form twice returns the
    same record.

    Scans given with the detainer are kept first, so that the notice can say that the copy is
    attached. Where the request is about somebody known, whom it names to be told is known to their
    other records too.
    """
    with learning_recipient(same_person, by=by, at=at):
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
        add_attachments(detainer=detainer, papers=papers, by=by, at=at)
    if not detainer.notices.exists():
        issue_first_notice(detainer, by=by, at=at)
    if earlier is not None and relation == Relation.CANCELS:
        _close_cancelled(earlier, by_paper=detainer, by=by, at=at)
    return detainer


@verb
def log_draft(
    *,
    draft: Draft,
    person: PersonValues,
    values: DetainerValues,
    by: User,
    at: datetime,
    same_person: Person | None = None,
    earlier: Detainer | None = None,
    relation: str = "",
    heading: FirstHeading | None = None,
) -> Detainer:
    """Record what was entered, with its scans and the first notice, and delete the draft and its
    key. A draft already recorded returns its record. `heading` is what the agency's letters lack;
    at a screen nothing is logged without it. Raises Invalid, NotFound, StateRefused.
    """
    locked = lock_draft(draft)
    if locked is None:
        return get_detainer_of_form(by, draft.form_token, on=local_day(at))
    if heading is not None:
        enter_first_heading(agency=locked.agency, values=heading, by=by, at=at, on=local_day(at))
    check_has_heading(locked.agency)
    detainer = log_detainer(
        agency=locked.agency,
        person=person,
        values=values,
        form_token=locked.form_token,
        by=by,
        at=at,
        same_person=same_person,
        earlier=earlier,
        relation=relation,
        papers=_scans_of(locked),
    )
    discard_draft(draft=locked, at=at)
    return detainer


def _scans_of(draft: Draft) -> list[NewAttachment]:
    """The draft's scans, unsealed once to be sealed under the record's key."""
    return [_scan_of(draft, file) for file in files_in(read_draft(draft))]


def _scan_of(draft: Draft, file: DraftFile) -> NewAttachment:
    kept = get_draft_file(draft, file.id)
    shown = CleanFile(read_sealed_file(kept), kept.content_type, file.pages, ())
    received = read_sealed_file(received_draft_file(draft, file))
    return NewAttachment(file.kind, file.label, received, shown)


@verb
def name_cancelled_request(
    *, paper: Detainer, cancelled: Detainer | None, by: User, at: datetime
) -> None:
    """Say which open request box 16 of a paper means, or that it means none of the agency's. Raises
    PermissionRefused, StateRefused.
    """
    cancellation.name_cancelled(paper=paper, cancelled=cancelled, by=by, at=at)
    if cancelled is not None:
        _close_cancelled(cancelled, by_paper=paper, by=by, at=at)


def _close_cancelled(earlier: Detainer, *, by_paper: Detainer, by: User, at: datetime) -> None:
    """Box 16 of the I-247A closes the earlier detainer on receipt, unless it is closed already."""
    if earlier.is_open:
        record_outcome(
            detainer=earlier,
            outcome=CustodyOutcome.CANCELLED,
            by=by,
            at=at,
            happened_at=max(by_paper.received_at, earlier.received_at),
            note_text=f"Box 16 of {by_paper.reference}",
        )

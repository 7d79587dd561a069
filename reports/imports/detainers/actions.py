"""Record what a row of a file or a vendor's call says, through the verbs of the screens, each
exactly once; and keep that an import took place.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.verbs import verb, wait_for_turn
from reports.detainers.actions.decide import record_reported_decision
from reports.detainers.actions.log import recorded_values
from reports.detainers.models import Detainer
from reports.detainers.policies import check_can_log
from reports.imports.detainers.models import DetainerImport, ImportedDetainer
from reports.imports.detainers.rows import DetainerChanges, DetainerFactsOfRow, ReportedOutcome
from reports.imports.kinds import (
    RowOutcome,
    RowResult,
    columns_that_differ,
    facts_as_text,
)
from reports.law.moments import local_day
from reports.persons.index import digests
from reports.persons.matching import same_person_candidates
from reports.workflow.amendments import amend_detainer
from reports.workflow.intake import log_detainer
from reports.workflow.outcomes import record_outcome

NAMESPACE = UUID("5d0b8b0e-98a5-5a3e-8a0b-0c4c0f8f4d11")
DIFFERS = (
    "Request {reference} came in with this external_id and other values ({fields})."
    " Nothing was changed."
)
ENTERED_OTHERWISE = (
    "Request {reference} has this external_id and did not come from a file. Nothing was changed."
)
SAME_PERSON = (
    "Request {reference} was received on the same day about the same person. Nothing was stored; if"
    " both came, give each an external_id."
)


@verb
def begin_import(*, agency: Agency, sha256: str, by: User, at: datetime) -> DetainerImport:
    """Note that a file is brought in; one that was cut short goes on. Raises PermissionRefused."""
    check_can_log(by, agency, on=local_day(at))
    wait_for_turn(f"detainer-import:{agency.pk}")
    cut_short = DetainerImport.objects.filter(agency=agency, sha256=sha256, finished_at=None)
    waiting = cut_short.filter(table__isnull=True).first()  # others have a worker of their own
    if waiting is not None:
        return waiting
    started = DetainerImport.objects.create(
        agency=agency, sha256=sha256, imported_by=by, started_at=at
    )
    _audit(started, "detainers.import_started", by=by, at=at)
    return started


@verb
def finish_import(*, batch: DetainerImport, counts: dict[str, int], by: User, at: datetime) -> None:
    """Note how it ended."""
    for name, count in counts.items():
        setattr(batch, name, count)
    batch.finished_at = at
    batch.save(update_fields=[*counts, "finished_at"])
    _audit(batch, "detainers.import_finished", by=by, at=at, **counts)


def _audit(batch: DetainerImport, event: str, *, by: User, at: datetime, **counts: int) -> None:
    record(
        chain=batch.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="detainer_import",
        subject_id=batch.pk,
        detail={"sha256": batch.sha256, **counts},
    )


@verb
def store_row(
    *,
    agency: Agency,
    facts: DetainerFactsOfRow,
    by: User,
    at: datetime,
    copy: int = 0,
    batch: DetainerImport | None = None,
    row: int = 0,
) -> RowResult:
    """Record the request with what was reported of its decision and outcome, or say why not.
    `copy` counts rows of one file that say the same. Raises Refused.
    """
    wait_for_turn(f"detainer-import:{agency.pk}")
    known = known_row(agency, facts, copy=copy, batch=batch)
    if known is not None:
        return known
    detainer = log_detainer(
        agency=agency,
        person=facts.person,
        values=facts.values,
        form_token=_token(agency, facts, copy),
        external_id=facts.external_id,
        by=by,
        at=at,
    )
    ImportedDetainer.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        batch=batch,
        row=row if batch is not None else 0,
        facts=facts_as_text(facts),
    )
    _record_reported(detainer, facts, by=by, at=at)
    return RowResult(RowOutcome.STORED, detainer)


@verb
def change_detainer(
    *, detainer: Detainer, changes: DetainerChanges, reason: str, by: User, at: datetime
) -> Detainer:
    """Correct single values of a record, and record how it ended where that is said. Raises
    EditConflict, Invalid, Refused.
    """
    if changes.person or changes.values:
        detainer = amend_detainer(
            detainer=detainer,
            person=replace(detainer.named, **changes.person),
            values=replace(recorded_values(detainer), **changes.values),
            reason=reason,
            expected_version=detainer.version,
            shown_person_version=detainer.person_version,
            by=by,
            at=at,
        )
    _record_outcome(detainer, changes.outcome, by=by, at=at)
    return detainer


def _record_outcome(
    detainer: Detainer, outcome: ReportedOutcome | None, *, by: User, at: datetime
) -> None:
    """How the detainer ended, where that is said."""
    if outcome is not None:
        record_outcome(
            detainer=detainer,
            outcome=outcome.outcome,
            happened_at=outcome.happened_at,
            moved_to=outcome.moved_to,
            by=by,
            at=at,
        )


def _record_reported(
    detainer: Detainer, facts: DetainerFactsOfRow, *, by: User, at: datetime
) -> None:
    """What the file says was decided, and how it ended."""
    if facts.decision is not None:
        record_reported_decision(
            detainer=detainer,
            choices=facts.decision.choices,
            reason=facts.decision.reason,
            decided_at=facts.decision.decided_at,
            reported_decider=facts.decision.decided_by,
            by=by,
            at=at,
        )
    _record_outcome(detainer, facts.outcome, by=by, at=at)


def known_row(
    agency: Agency,
    facts: DetainerFactsOfRow,
    *,
    copy: int = 0,
    batch: DetainerImport | None = None,
) -> RowResult | None:
    """What is on record of this row already: the same, or something else; None where it is new."""
    token = _token(agency, facts, copy)
    rows = Detainer.objects.of(agency).with_person().select_related("imported__record_key")
    found = rows.filter(form_token=token).first()
    if found is None and facts.external_id:
        found = rows.filter(external_id=facts.external_id).first()
    if found is not None:
        return _compared(found, facts, batch)
    if not facts.external_id and not copy and (same := _same_request(agency, facts)) is not None:
        said = SAME_PERSON.format(reference=same.reference)
        return RowResult(RowOutcome.CONFLICT, same, said, "received_at")
    return None


def _compared(
    found: Detainer, facts: DetainerFactsOfRow, batch: DetainerImport | None
) -> RowResult:
    imported: ImportedDetainer | None = getattr(found, "imported", None)
    if imported is None:
        said = ENTERED_OTHERWISE.format(reference=found.reference)
        return RowResult(RowOutcome.CONFLICT, found, said)
    if imported.facts == facts_as_text(facts):
        is_ours = batch is not None and imported.batch_id == batch.pk
        return RowResult(RowOutcome.STORED if is_ours else RowOutcome.UNCHANGED, found)
    fields = ", ".join(columns_that_differ(imported.facts, facts_as_text(facts)))
    said = DIFFERS.format(reference=found.reference, fields=fields)
    return RowResult(RowOutcome.CONFLICT, found, said)


def _same_request(agency: Agency, facts: DetainerFactsOfRow) -> Detainer | None:
    """A request received on the same day about somebody who is the same person by every sign."""
    people = [one.person for one in same_person_candidates(agency, facts.person) if one.is_same]
    if not people:
        return None
    day = local_day(facts.values.received_at)
    found: list[Detainer] = list(Detainer.objects.of(agency).filter(person__in=people))
    return next((row for row in found if local_day(row.received_at) == day), None)


def _token(agency: Agency, facts: DetainerFactsOfRow, copy: int) -> UUID:
    """The same row makes the same record, whoever brings it and in whichever order. The digest is
    keyed, so that nobody tells a person from it.
    """
    text = facts.external_id or f"{facts_as_text(facts)}#{copy}"
    return uuid5(NAMESPACE, digests(agency.code, [f"row:{text}"])[0])

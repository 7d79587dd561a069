"""Record what a row of a file says of an access, through the verb of the screens, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from reports.access.models import Access
from reports.accounts.models import Agency, User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.detainers.models import Detainer
from reports.detainers.queries import detainers_named
from reports.imports.accesses.models import ImportedAccess
from reports.imports.accesses.rows import AccessFactsOfRow
from reports.imports.kinds import RowOutcome, RowResult, columns_that_differ, facts_as_text
from reports.law.moments import local_day
from reports.persons.index import digests
from reports.persons.matching import same_person_candidates
from reports.workflow.access import record_access

NAMESPACE = UUID("0e7c2f6a-6f0e-5d4b-8f3b-2a7d5b1a9c77")
DIFFERS = (
    "An access came in with this external_id and other values ({fields}). Nothing was changed."
)
SAME_ACT = (
    "The same act about the same person on that day is on record. Nothing was stored; if it was"
    " done twice, give each an external_id."
)
NO_DETAINER = (
    "No request of the agency has this number or this external_id. Import the detainers first, or"
    " correct it."
)
SEVERAL = (
    "Several requests answer to this: one by its number, another by its external_id. Write the"
    " number with the year, as on the request's page."
)


@verb
def store_row(
    *,
    agency: Agency,
    facts: AccessFactsOfRow,
    by: User,
    at: datetime,
    copy: int = 0,
    batch: Any = None,
    row: int = 0,
) -> RowResult:
    """Record the access, or say why not. `copy` counts rows of one file that say the same. Raises
    Refused.
    """
    wait_for_turn(f"access-import:{agency.pk}")
    known = known_row(agency, facts, copy=copy, batch=batch)
    if known is not None:
        return known
    detainer = _detainer(agency, facts)
    access = record_access(
        agency=agency,
        values=facts.values,
        form_token=_token(agency, facts, copy),
        by=by,
        at=at,
        person=detainer.person if detainer else facts.person,
        detainer=detainer,
        reason_against_decision=facts.reason_against_decision,
    )
    ImportedAccess.objects.create(
        access=access,
        record_key=access.record_key,
        agency=agency,
        external_id=facts.external_id,
        batch=batch,
        row=row if batch is not None else 0,
        facts=facts_as_text(facts),
    )
    return RowResult(RowOutcome.STORED, access)


def known_row(
    agency: Agency, facts: AccessFactsOfRow, *, copy: int = 0, batch: Any = None
) -> RowResult | None:
    """What is on record of this row already: the same, or something else; None where it is new.
    Raises StateRefused where the detainer it names is not the agency's.
    """
    rows = ImportedAccess.objects.filter(agency=agency).select_related("record_key", "access")
    found = rows.filter(access__form_token=_token(agency, facts, copy)).first()
    if found is None and facts.external_id:
        found = rows.filter(external_id=facts.external_id).first()
    if found is not None:
        return _compared(found, facts, batch)
    detainer = _detainer(agency, facts)
    if not facts.external_id and not copy:
        same = _same_act(agency, facts, detainer)
        if same is not None:
            return RowResult(RowOutcome.CONFLICT, same, SAME_ACT, "occurred_at")
    return None


def _compared(found: ImportedAccess, facts: AccessFactsOfRow, batch: Any) -> RowResult:
    if found.facts == facts_as_text(facts):
        is_ours = batch is not None and found.batch_id == batch.pk
        outcome = RowOutcome.STORED if is_ours else RowOutcome.UNCHANGED
        return RowResult(outcome, found.access)
    fields = ", ".join(columns_that_differ(found.facts, facts_as_text(facts)))
    return RowResult(RowOutcome.CONFLICT, found.access, DIFFERS.format(fields=fields))


def _detainer(agency: Agency, facts: AccessFactsOfRow) -> Detainer | None:
    if not facts.detainer:
        return None
    found = list(detainers_named(agency, facts.detainer))
    if not found:
        raise StateRefused(f"“{facts.detainer[:60]}”: {NO_DETAINER}")
    if len(found) > 1:
        raise StateRefused(f"“{facts.detainer[:60]}”: {SEVERAL}")
    return found[0]


def _same_act(agency: Agency, facts: AccessFactsOfRow, detainer: Detainer | None) -> Access | None:
    """An access of the same kind on the same day about the same person by every sign."""
    if detainer is not None:
        people = [detainer.person]
    else:
        likely = same_person_candidates(agency, facts.person)
        people = [one.person for one in likely if one.is_same]
    if not people:
        return None
    day = local_day(facts.values.occurred_at)
    rows = Access.objects.of(agency).standing()
    found = rows.filter(person__in=people, kind=facts.values.kind)
    return next((one for one in found if local_day(one.occurred_at) == day), None)


def _token(agency: Agency, facts: AccessFactsOfRow, copy: int) -> UUID:
    """The same row makes the same record, whoever brings it. The digest is keyed, so that nobody
    tells a person from it.
    """
    text = facts.external_id or f"{facts_as_text(facts)}#{copy}"
    return uuid5(NAMESPACE, digests(agency.code, [f"access-row:{text}"])[0])

"""What a row reports is recorded through the screens' verbs, and waits where people decide."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.detainers.actions.decide import needs_explanation
from reports.detainers.actions.review import record_head_review
from reports.detainers.exceptions import ReviewMissing
from reports.detainers.models import HeadReview
from reports.detainers.queries import decision_in_force, decisions_to_confirm
from reports.detainers.status import DetainerStatus
from reports.imports.detainers.actions import (
    begin_import,
    finish_import,
    known_row,
    store_row,
)
from reports.imports.detainers.models import ImportedDetainer
from reports.imports.detainers.rows import read_row
from reports.imports.kinds import RowOutcome
from reports.imports.written_days import WrittenDays
from reports.notices.models import Notice
from reports.workflow.decisions import confirm_decision
from tests.factories.detainers import NOW
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import row

pytestmark = pytest.mark.django_db
AT = NOW + timedelta(days=1)
DECIDED = {
    "decision": "hold=decline",
    "decision_reason": "No judge signed it.",
    "decided_at": "2026-03-01T10:00",
    "decided_by": "Chief Jones",
}


def facts(**changes):
    found, _ = read_row(2, row(**changes), calendar=WrittenDays(date(2026, 3, 3)), at=AT)
    return found


def store(by=None, **changes):
    return store_row(agency=agency(), facts=facts(**changes), by=by or person(), at=AT)


def reported(purposes):
    detainer = store(purposes=purposes, **DECIDED).record
    (decision,) = decisions_to_confirm(agency())
    return detainer, decision


def test_a_reported_decision_counts_once_the_head_has_confirmed_it():
    detainer, decision = reported("hold")
    assert (decision.is_reported, decision.reported_decider) == (True, "Chief Jones")
    assert decision_in_force(detainer, at=AT) is None
    assert detainer.status == DetainerStatus.AWAITING_DECISION
    before = Notice.objects.count()
    with pytest.raises(PermissionRefused):
        confirm_decision(decision=decision, by=person(), at=AT)
    head = person(Role.AGENCY_HEAD)
    confirm_decision(decision=decision, by=head, at=AT)
    detainer.refresh_from_db()
    decision.refresh_from_db()
    assert (detainer.status, decision.decided_by) == (DetainerStatus.DECIDED, head)
    assert decision_in_force(detainer, at=AT) == decision
    assert Notice.objects.count() == before + 1
    with pytest.raises(Conflict):
        confirm_decision(decision=decision, by=head, at=AT)


def test_one_that_departs_is_confirmed_with_its_reason_and_whether_counsel_was_asked():
    detainer = store(purposes="hold", **{**DECIDED, "decision": "hold=comply"}).record
    (decision,) = decisions_to_confirm(agency())
    assert (decision.is_departure, needs_explanation(decision)) == (True, True)
    head = person(Role.AGENCY_HEAD)
    for said in ({}, {"departure_reason": "A federal judge called."}, {"counsel_consulted": True}):
        with pytest.raises(StateRefused, match="differs from the assessment"):
            confirm_decision(decision=decision, by=head, at=AT, **said)
    assert decision_in_force(detainer, at=AT) is None
    why = {"departure_reason": "A federal judge called.", "counsel_consulted": False}
    confirm_decision(decision=decision, by=head, at=AT, **why)
    decision.refresh_from_db()
    assert (decision.departure_reason, decision.counsel_consulted) == tuple(why.values())
    assert not needs_explanation(decision)
    assert decision_in_force(detainer, at=AT) == decision


def test_it_is_not_confirmed_before_the_heads_review():
    detainer, decision = reported("hold;notify_release")
    head = person(Role.AGENCY_HEAD)
    with pytest.raises(ReviewMissing):
        confirm_decision(decision=decision, by=head, at=AT)
    record_head_review(
        detainer=detainer,
        reviewed_by=head,
        manner=HeadReview.Manner.ON_SCREEN,
        reviewed_at=AT,
        note_text="",
        by=head,
        at=AT,
    )
    decision.detainer.refresh_from_db()
    confirm_decision(decision=decision, by=head, at=AT)
    assert decision_in_force(detainer, at=AT) == decision


def test_an_outcome_with_its_moment_closes_the_record():
    result = store(outcome="released", outcome_at="2026-03-01T12:00", **DECIDED)
    detainer = result.record
    detainer.refresh_from_db()
    assert (result.outcome, detainer.status) == (RowOutcome.STORED, DetainerStatus.CLOSED)
    assert detainer.outcome == "released"


def test_what_the_row_said_is_kept_sealed_under_the_records_key():
    detainer = store().record
    kept = ImportedDetainer.objects.get()
    assert kept.record_key_id == detainer.record_key_id
    assert "Okafor" in kept.facts
    raw = ImportedDetainer.objects.values_list("facts", flat=True)
    assert kept.batch is None
    assert raw.count() == 1


def test_the_same_call_twice_is_one_record_and_a_changed_one_a_conflict():
    assert known_row(agency(), facts()) is None
    first = store()
    assert store().outcome is RowOutcome.UNCHANGED
    changed = store(channel="email", form="I-247G")
    assert (changed.outcome, changed.record) == (RowOutcome.CONFLICT, first.record)
    assert "(channel, form)" in changed.sentence


def test_another_agency_has_external_ids_of_its_own():
    store()
    elsewhere = agency("avon")
    result = store_row(agency=elsewhere, facts=facts(), by=person(at_agency=elsewhere), at=AT)
    assert result.outcome is RowOutcome.STORED


def test_begin_and_end_stand_in_the_trail_without_a_name():
    clerk = person()
    batch = begin_import(agency=agency(), sha256="a" * 64, by=clerk, at=AT)
    assert begin_import(agency=agency(), sha256="a" * 64, by=clerk, at=AT) == batch
    finish_import(batch=batch, counts={"stored": 2, "refused": 1}, by=clerk, at=AT)
    entries = AuditEntry.objects.filter(event__startswith="detainers.import")
    events = list(entries.order_by("pk").values_list("event", flat=True))
    assert sorted(events) == ["detainers.import_finished", "detainers.import_started"]
    assert begin_import(agency=agency(), sha256="a" * 64, by=clerk, at=AT) != batch


def test_the_trail_answers_for_what_was_brought_in():
    store(outcome="released", outcome_at="2026-03-01T12:00", **DECIDED)
    store(external_id="RMS-2", family_name="Other", given_names="Somebody")
    call_command("verify_trail")

"""What an import stored is taken back, as long as nothing rests on it."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict
from reports.detainers.actions.review import record_head_review
from reports.detainers.models import Decision, Detainer, HeadReview
from reports.imports.detainers.models import ImportedDetainer
from reports.imports.jobs import run
from reports.imports.jobs.actions import (
    cancel_import,
    undo_import,
)
from reports.imports.jobs.models import ImportState
from reports.imports.jobs.undo import SomethingRests
from reports.notices.actions.open import record_printed
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from reports.persons.models import Person
from reports.sealing.models import RecordKey
from tests.factories.people import person
from tests.imports.detainers.helpers import another, row
from tests.imports.jobs.helpers import AT, bring, counts, run_it, work

pytestmark = pytest.mark.django_db


def test_a_canceled_import_stores_no_more_and_can_be_undone(monkeypatch):
    job = bring(*(another(number) for number in range(4)))
    monkeypatch.setattr(run, "NOTE_EVERY", 2)
    kept = run._store

    def is_stopped_at_the_second(*how, **act):
        if act["row"] == 3:
            cancel_import(job=job, by=job.uploaded_by, at=AT)
        return kept(*how, **act)

    monkeypatch.setattr(run, "_store", is_stopped_at_the_second)
    job = run_it(job)
    assert (job.state, job.stored, Detainer.objects.count()) == (ImportState.CANCELED, 2, 2)
    with pytest.raises(Conflict):
        cancel_import(job=job, by=job.uploaded_by, at=AT)
    job = work(undo_import(job=job, by=job.uploaded_by, at=AT))
    assert (job.state, job.undone, Detainer.objects.count()) == (ImportState.UNDONE, 2, 0)


def test_undo_leaves_nothing_behind_and_the_file_can_come_in_again():
    decided = {
        "decision": "hold=decline;notify_release=decline",
        "decision_reason": "No judicial warrant.",
        "decided_at": "2026-03-01T10:00",
    }
    rows = (row(**decided, outcome="released", outcome_at="2026-03-01T11:00"), another(2))
    job = run_it(bring(*rows, more=("outcome_at",)))
    assert Detainer.objects.count() == 2
    run_due(at=AT)
    job = work(undo_import(job=job, by=job.uploaded_by, at=AT))
    assert job.state is ImportState.UNDONE
    for model in (Detainer, Notice, Person, ImportedDetainer, Decision):
        assert not model.objects.exists(), model
    keys = RecordKey.objects.exclude(pk=job.record_key_id)
    assert not keys.filter(wrapped_key__isnull=False).exists()
    assert AuditEntry.objects.filter(event="import.record_taken_back").count() == 2
    with pytest.raises(Conflict):
        undo_import(job=job, by=job.uploaded_by, at=AT)
    again = run_it(bring(*rows, more=("outcome_at",)))
    assert counts(again) == (2, 0, 0, 0)


def test_undo_is_refused_once_a_notice_was_opened():
    job = run_it(bring(row(), another(2)))
    record_printed(notices=[Notice.objects.first()], by=job.uploaded_by, at=AT)
    with pytest.raises(SomethingRests, match="a notice that was opened"):
        undo_import(job=job, by=job.uploaded_by, at=AT)
    assert Detainer.objects.count() == 2


def test_undo_is_refused_once_the_head_has_reviewed():
    job = run_it(bring(row()))
    head = person(Role.AGENCY_HEAD)
    record_head_review(
        detainer=Detainer.objects.get(),
        reviewed_by=head,
        manner=HeadReview.Manner.ON_SCREEN,
        reviewed_at=AT,
        note_text="",
        by=head,
        at=AT,
    )
    with pytest.raises(SomethingRests, match="a review rests on 1"):
        undo_import(job=job, by=job.uploaded_by, at=AT)

"""Accesses that come in by file, each once."""

from __future__ import annotations

import pytest

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.imports.accesses.actions import store_row
from reports.imports.accesses.models import ImportedAccess
from reports.imports.accesses.rows import read_row
from reports.imports.detainers.models import DetainerImport
from reports.imports.jobs.actions import (
    undo_import,
)
from reports.imports.jobs.kinds import KINDS
from reports.imports.kinds import RowOutcome
from reports.imports.written_days import WrittenDays
from reports.persons.models import Person
from tests.factories.people import agency, person
from tests.imports.accesses.helpers import access
from tests.imports.detainers.helpers import row
from tests.imports.jobs.helpers import AT, bring, check, counts, found_in, run_it, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time_of_the_files(monkeypatch):
    monkeypatch.setattr("reports.imports.jobs.tasks.now", lambda: AT)


def test_accesses_come_in_by_file_under_a_detainer_and_without_one():
    run_it(bring(row()))
    under = {"occurred_at": "2026-03-01T10:00", "kind": "(D)", "detainer": "RMS-1"}
    job = bring(
        access(),
        {**under, "external_id": "A-1"},
        {**under, "detainer": "RMS-9"},
        {**access(), "kind": "C"},
        kind="accesses",
        columns=KINDS["accesses"].known,
    )
    job = run_it(check(job))
    assert counts(job) == (2, 0, 2, 0)
    assert ImportedAccess.objects.get(external_id="A-1").access.detainer.external_id == "RMS-1"
    said = {found["column"] for found in found_in(job)["problems"]}
    assert said == {"", "is_about_release"}
    job = work(undo_import(job=job, by=job.uploaded_by, at=AT))
    assert (job.undone, Access.objects.count(), Person.objects.count()) == (2, 0, 1)
    assert DetainerImport.objects.count() == 1


def store(by=None, **changes):
    facts, _ = read_row(2, access(**changes), calendar=WrittenDays(AT.date()), at=AT)
    return store_row(agency=agency(), facts=facts, by=by or person(), at=AT)


def test_the_same_row_again_changes_nothing_and_other_values_are_a_conflict():
    first = store(external_id="A-1")
    assert store(external_id="A-1").outcome is RowOutcome.UNCHANGED
    changed = store(external_id="A-1", minutes_spent="5")
    assert (changed.outcome, changed.record) == (RowOutcome.CONFLICT, first.record)
    assert "(minutes_spent)" in changed.sentence
    assert Access.objects.count() == 1


def test_the_same_act_on_the_same_day_about_the_same_person_is_shown():
    first = store(external_id="A-1")
    same = store(external_id="", description="Typed again")
    assert (same.outcome, same.record) == (RowOutcome.CONFLICT, first.record)


def test_a_detainer_must_be_the_agencys_own():
    with pytest.raises(StateRefused, match="No request of the agency"):
        store(detainer="2026-9999")


def test_who_records_no_access_stores_none():
    with pytest.raises(PermissionRefused):
        store(by=person(Role.AUDITOR))

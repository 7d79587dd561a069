"""A file worked by a worker: checked, run, cut short, in parts."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.detainers.models import Detainer
from reports.imports.jobs import run
from reports.imports.jobs.actions import (
    request_run,
    start_import,
)
from reports.imports.jobs.models import ImportMode, ImportState
from reports.imports.jobs.queries import annotated_file
from reports.notices.models import Notice
from reports.sealing.models import SealedFile
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import another, as_csv, row
from tests.imports.jobs.helpers import AT, bring, check, counts, found_in, run_it, work

pytestmark = pytest.mark.django_db


def test_a_file_is_checked_and_nothing_is_stored():
    job = bring(row(), another(2, channel="pigeon"), another(3, channel="pigeon"))
    assert (job.state, job.rows_total) == (ImportState.NEW, 3)
    job = check(job)
    assert (job.state, counts(job)) == (ImportState.CHECKED, (1, 0, 2, 0))
    said = found_in(job)
    assert said["groups"][0] | {"rule": ""} == {
        "column": "channel",
        "value": "pigeon",
        "rule": "",
        "count": 2,
    }
    assert [found["row"] for found in said["problems"]] == [3, 4]
    assert not Detainer.objects.exists()


def test_good_rows_come_in_and_the_others_come_back():
    job = run_it(check(bring(row(), another(2, channel="pigeon"), another(3))))
    assert (job.state, counts(job)) == (ImportState.DONE, (2, 0, 1, 0))
    assert Detainer.objects.count() == Notice.objects.count() == 2
    assert b"none of the words allowed" in annotated_file(job, "csv")
    assert annotated_file(job, "xlsx").startswith(b"PK")
    assert job.batch.stored == 2
    assert job.batch.finished_at == AT


def test_all_or_nothing_takes_back_what_it_stored_when_a_row_turns_bad(monkeypatch):
    job = check(bring(row(), another(2)))
    start_import(agency=agency(), kind="detainers", data=b"a,b\n1,2\n", by=person(), at=AT)
    other = as_csv(another(2, federal_office="ICE Boston"))
    second = start_import(agency=agency(), kind="detainers", data=other, by=person(), at=AT)
    run_it(second)
    job = run_it(job, ImportMode.ALL)
    assert job.state is ImportState.UNDONE
    assert (job.undone, job.kept) == (1, 0)
    assert list(Detainer.objects.values_list("external_id", flat=True)) == ["RMS-2"]


def test_a_worker_that_dies_is_followed_by_one_that_stores_the_rest(monkeypatch):
    job = bring(row(), another(2), another(3))
    request_run(job=job, mode=ImportMode.GOOD, by=job.uploaded_by, at=AT)
    kept, stored = run._store, []

    def dies_at_the_third(*how, **act):
        if len(stored) == 2:
            raise KeyboardInterrupt
        stored.append(act["row"])
        return kept(*how, **act)

    monkeypatch.setattr(run, "_store", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        run.run_import(job.pk, 1, at=AT)
    assert Detainer.objects.count() == 2
    monkeypatch.undo()
    run.run_import(job.pk, 1, at=AT)
    job.refresh_from_db()
    assert (job.state, counts(job)) == (ImportState.DONE, (3, 0, 0, 0))
    assert Detainer.objects.count() == 3


def test_a_long_file_is_worked_in_parts(monkeypatch):
    monkeypatch.setattr(run, "SECONDS_A_PART", -1.0)
    job = run_it(bring(row(), another(2, channel="pigeon"), another(3)))
    assert (job.state, counts(job), job.version) == (ImportState.DONE, (2, 0, 1, 0), 4)
    assert len(found_in(job)["problems"]) == 1
    assert SealedFile.objects.filter(record_key=job.record_key).count() == 2


def test_two_people_with_the_same_file_store_each_row_once():
    rows = (row(), another(2), another(3, external_id=""))
    first, second = bring(*rows), bring(*rows, by=person(Role.AGENCY_HEAD))
    for job in (first, second):
        request_run(job=job, mode=ImportMode.GOOD, by=job.uploaded_by, at=AT)
    first, second = work(first), work(second)
    assert sorted([counts(first), counts(second)]) == [(0, 3, 0, 0), (3, 0, 0, 0)]
    assert Detainer.objects.count() == 3

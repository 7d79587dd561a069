"""The acts of an import."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.core.refusals import StateRefused
from reports.detainers.models import Detainer
from reports.imports.jobs.actions import (
    choose_reading,
    forget_old_files,
    request_run,
)
from reports.imports.jobs.models import ImportMode
from reports.imports.jobs.queries import annotated_file
from reports.uploads.tables import ReadAs, TableRefused
from tests.imports.detainers.helpers import another, row
from tests.imports.jobs.helpers import AT, bring, check, found_in, run_it, work

pytestmark = pytest.mark.django_db


def test_all_or_nothing_needs_a_check_without_a_fault():
    job = bring(row(), another(2, channel="pigeon"))
    with pytest.raises(StateRefused, match="checked first"):
        request_run(job=job, mode=ImportMode.ALL, by=job.uploaded_by, at=AT)
    job = check(job)
    with pytest.raises(StateRefused, match="1 rows"):
        request_run(job=job, mode=ImportMode.ALL, by=job.uploaded_by, at=AT)
    assert not Detainer.objects.exists()


def test_a_file_can_be_read_otherwise():
    job = bring(row(), another(2))
    job = choose_reading(job=job, reading=ReadAs(header_row=2), by=job.uploaded_by, at=AT)
    assert (job.rows_total, job.columns) == (1, {})
    with pytest.raises(TableRefused):
        choose_reading(job=job, reading=ReadAs(sheet="x"), by=job.uploaded_by, at=AT)


def test_bytes_are_removed_after_seven_days_and_the_counts_stay():
    job = run_it(bring(row()))
    assert forget_old_files(at=AT + timedelta(days=7)) == 0
    assert forget_old_files(at=AT + timedelta(days=8)) == 1
    job = work(job)
    assert (job.upload, job.results, job.stored) == (None, None, 1)
    assert job.record_key.wrapped_key is None
    assert found_in(job)["problems"] == []
    with pytest.raises(StateRefused, match="removed"):
        annotated_file(job, "csv")
    assert Detainer.objects.exists()

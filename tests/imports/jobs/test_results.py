"""What was found in a file is kept sealed, and read again as it was."""

from __future__ import annotations

import pytest

from reports.imports.jobs.results import read_results
from reports.sealing.models import SealedFile
from tests.imports.detainers.helpers import another, row
from tests.imports.jobs.helpers import bring, check

pytestmark = pytest.mark.django_db


def test_results_are_read_as_they_were_found_and_kept_once():
    job = bring(row(), another(2, channel="pigeon", age="900"))
    assert read_results(job) is None
    job = check(check(job))
    report = read_results(job)
    assert (report.rows, report.stored, report.refused) == (2, 1, 1)
    assert {found.column for found in report.problems} >= {"channel", "age"}
    assert report.by_value.total() == 2
    assert len(report.sentences[3]) == len(report.problems)
    assert SealedFile.objects.filter(record_key=job.record_key).count() == 2

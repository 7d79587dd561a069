"""Files brought and worked, for the tests of imports."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from reports.imports.files import ImportReport
from reports.imports.jobs.actions import (
    choose_columns,
    request_run,
    start_import,
)
from reports.imports.jobs.models import ImportMode, TableImport
from reports.imports.jobs.results import read_results
from reports.outbox.lanes import Lane
from reports.outbox.runner import run_due
from tests.factories.detainers import NOW
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import as_csv

AT = NOW + timedelta(days=1)


def bring(*rows, by=None, kind="detainers", **how):
    data = as_csv(*rows, **how)
    return start_import(agency=agency(), kind=kind, data=data, by=by or person(), at=AT)


def work(job):
    """Let the workers of imports do what is due; no notice is rendered."""
    run_due(at=AT, lanes=[Lane.BULK])
    return TableImport.objects.select_related(
        "agency", "record_key", "upload__record_key", "results__record_key", "batch"
    ).get(pk=job.pk)


def check(job, *, by=None, **answers):
    by = by or job.uploaded_by
    return work(choose_columns(job=job, columns=job.columns, by=by, at=AT, **answers))


def run_it(job, mode=ImportMode.GOOD, *, by=None):
    return work(request_run(job=job, mode=mode, by=by or job.uploaded_by, at=AT))


def counts(job):
    return (job.stored, job.unchanged, job.refused, job.conflicts)


def found_in(job: TableImport) -> dict[str, Any]:
    """What was found wrong in the file, in words and by value; nothing once its bytes are gone."""
    return (read_results(job) or ImportReport()).as_dict()

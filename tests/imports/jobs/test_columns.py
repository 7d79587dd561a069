"""Which column of a file holds each of ours."""

from __future__ import annotations

import pytest

from reports.core.refusals import StateRefused
from reports.imports.jobs.actions import (
    choose_columns,
    start_import,
)
from reports.imports.jobs.columns import guessed_columns, remembered_columns
from reports.imports.jobs.kinds import KINDS
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import as_csv, row
from tests.imports.jobs.helpers import AT, bring

pytestmark = pytest.mark.django_db


def test_columns_are_guessed_and_remembered_for_the_same_headings():
    renamed = {"Last name": "family_name", "Date received": "received_at"}
    columns = [*renamed, *(name for name in row() if name not in renamed.values())]
    given = {renamed.get(name, name): value for name, value in row().items()}
    data = as_csv({name: given[renamed.get(name, name)] for name in columns}, columns=columns)
    job = start_import(agency=agency(), kind="detainers", data=data, by=person(), at=AT)
    assert job.columns["family_name"] == "Last name"
    assert job.columns["received_at"] == "Date received"
    assert remembered_columns(agency(), "detainers", job.header) is None
    chosen = {name: held for name, held in job.columns.items() if name != "language"}
    choose_columns(job=job, columns=chosen, by=job.uploaded_by, at=AT)
    found = remembered_columns(agency(), "detainers", job.header)
    assert found.columns == chosen
    again = start_import(agency=agency(), kind="detainers", data=data, by=person(), at=AT)
    assert again.columns == job.columns, "offered, and not applied in silence"


def test_what_is_no_column_or_missing_or_twice_is_refused():
    job = bring(row())
    for columns, why in (
        ({"received_at": "nowhere"}, "does not have"),
        ({"received_at": "received_at"}, "can be recorded without"),
        ({**job.columns, "notes": "received_at"}, "chosen twice"),
    ):
        with pytest.raises(StateRefused, match=why):
            choose_columns(job=job, columns=columns, by=job.uploaded_by, at=AT)
    assert not guessed_columns(KINDS["detainers"], ["x", "import_errors"])

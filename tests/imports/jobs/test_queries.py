"""Who sees which import."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import NotFound, PermissionRefused
from reports.imports.jobs.queries import get_import
from tests.factories.people import person
from tests.imports.detainers.helpers import row
from tests.imports.jobs.helpers import AT, bring

pytestmark = pytest.mark.django_db


def test_who_records_no_such_rows_brings_and_sees_no_file():
    auditor = person(Role.AUDITOR)
    with pytest.raises(PermissionRefused):
        bring(row(), by=auditor)
    job = bring(row())
    with pytest.raises(NotFound):
        get_import(auditor, job.pk, on=AT.date())
    assert get_import(job.uploaded_by, job.pk, on=AT.date()) == job

"""Taking the log away: who may, and what the audit log keeps of it."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused
from reports.exports.log.actions import export_list
from reports.exports.log.tables import FileKind, LogList
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db


def taken(by, **filters):
    return export_list(
        agency=agency(),
        name=LogList.DETAINERS,
        kind=FileKind.CSV,
        by=by,
        at=make.NOW,
        filters=filters,
    )


def test_it_is_noted_with_its_filters_before_it_leaves():
    make.detainer()
    by = person(email="takes@hartford.example")
    assert taken(by, status="open", received_from=None).count == 1
    told = AuditEntry.objects.get(event="export.made")
    assert told.actor == str(by.pk)
    assert told.detail == {
        "what": "detainers",
        "kind": "csv",
        "rows": 1,
        "filters": "status=open",
    }


@pytest.mark.parametrize("role", [Role.AGENCY_ADMIN, Role.CERTIFIER, Role.AUDITOR])
def test_only_those_who_keep_the_records_take_them_away(role):
    with pytest.raises(PermissionRefused):
        taken(person(role))


def test_nobody_takes_those_of_another_agency():
    elsewhere = person(at_agency=agency("bristol"))
    with pytest.raises(PermissionRefused):
        taken(elsewhere)

"""Making a draft: who may, and what the audit log keeps."""

from __future__ import annotations

from datetime import date

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.exports.public_records.actions import draft_public_records
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def drafted(by, *, starts_on=DAY):
    return draft_public_records(
        agency=agency(), starts_on=starts_on, ends_on=DAY, by=by, at=make.NOW
    )


def test_it_is_noted_by_its_days():
    by = person()
    drafted(by)
    entry = AuditEntry.objects.get(event="export.made")
    assert (entry.actor, entry.detail["from"], entry.detail["records"]) == (
        str(by.pk),
        "2026-03-02",
        0,
    )


def test_neither_everybody_nor_backwards():
    with pytest.raises(PermissionRefused):
        drafted(person(Role.AGENCY_ADMIN))
    with pytest.raises(StateRefused):
        drafted(person(), starts_on=date(2026, 3, 3))

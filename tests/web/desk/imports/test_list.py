"""The agency's imports."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from tests.factories.people import person
from tests.web.desk import typing
from tests.web.desk.imports.helpers import bring, rows

pytestmark = pytest.mark.django_db


def test_imports_are_listed_with_who_brought_them(clerk):
    empty = clerk.get(reverse("desk:imports")).content.decode()
    assert "No file was imported" in empty
    job_id = bring(clerk, *rows(2))
    listed = clerk.get(reverse("desk:imports")).content.decode()
    assert reverse("desk:import", args=[job_id]) in listed
    assert "Uploaded" in listed


def test_only_those_who_record_may_import(stranger):
    for role, status in ((Role.AGENCY_HEAD, 200), (Role.AUDITOR, 403), (Role.CERTIFIER, 403)):
        browser = typing.signed_in(person(role))
        for name in ("imports", "import_new"):
            assert browser.get(reverse(f"desk:{name}")).status_code == status, (role, name)

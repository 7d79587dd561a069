"""The page that asks why the last person in a role leaves it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from tests.factories.people import person
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db


def test_the_page_asks_for_the_reason():
    admin, last = signed_in(person(Role.AGENCY_ADMIN)), person(Role.CERTIFIER)
    where = reverse("desk:people_end", args=[last.memberships.get().pk])
    assert "Nobody else who can sign in" in admin.get(where).content.decode()
    assert admin.post(where, {"reason": ""}).status_code == 422
    assert admin.post(where, {"reason": "Retired."}).status_code == 302
    assert last.memberships.get().end_reason == "Retired."

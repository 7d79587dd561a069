"""Where one is signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from reports.audit.models import AuditEntry
from tests.support.sign_in import give_codes, walk_in
from tests.web.account.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_session_is_ended_from_elsewhere(client, clerk):
    give_codes(clerk)
    other = Client()
    walk_in(other, clerk, PASSWORD)
    walk_in(client, clerk, PASSWORD)
    assert other.get("/desk/").status_code == 200
    page = client.get("/account/sessions/").content.decode()
    assert "this one" in page
    client.post("/account/sessions/", {"session": "all"})
    assert other.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200
    assert AuditEntry.objects.get(event="session.revoked").detail == {"sessions": 1}

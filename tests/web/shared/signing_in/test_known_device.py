"""A lock on wrong passwords that shuts nobody out."""

from __future__ import annotations

import pytest
from django.test import Client

from reports.audit.models import AuditEntry
from tests.support.passkey import SoftKey, add_key
from tests.support.sign_in import give_codes, sign_in, walk_in
from tests.web.account.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_wrong_passwords_from_elsewhere_do_not_shut_out_a_known_browser(client, clerk):
    give_codes(clerk)
    assert walk_in(client, clerk, PASSWORD).status_code == 302
    client.post("/signout/")
    for _ in range(60):
        Client().post("/signin/", {"email": clerk.email, "password": "wrong"})
    assert "_auth_user_id" not in Client().session
    assert walk_in(Client(), clerk, PASSWORD).status_code == 200, "locked everywhere else"
    assert walk_in(client, clerk, PASSWORD).status_code == 302
    refused = AuditEntry.objects.filter(event="session.refused").count()
    assert refused == 5, "the rest is counted, not listed"


def test_a_known_browser_locks_too(client, clerk):
    give_codes(clerk)
    walk_in(client, clerk, PASSWORD)
    client.post("/signout/")
    for _ in range(5):
        client.post("/signin/", {"email": clerk.email, "password": "wrong"})
    assert walk_in(client, clerk, PASSWORD).status_code == 200


def test_a_passkey_opens_while_the_password_is_locked(client, clerk):
    key = SoftKey()
    sign_in(client, clerk, kind="")
    add_key(client, key)
    for _ in range(7):
        Client().post("/signin/", {"email": clerk.email, "password": "wrong"})
    other = Client()
    options = other.get("/signin/passkey/", headers={"Accept": "application/json"}).json()
    other.post("/signin/passkey/", {"credential": key.answer(options)})
    assert other.get("/desk/").status_code == 200

"""Signing in with a second factor: each kind, once, and only on our own site."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from tests.factories.people import person
from tests.support.passkey import SoftKey, add_key
from tests.support.sign_in import code_of_app, give_codes, next_code, sign_in, walk_in
from tests.web.account.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_the_password_alone_is_no_session(client, clerk):
    give_codes(clerk)
    answer = client.post("/signin/", {"email": clerk.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/signin/code/"
    assert "_auth_user_id" not in client.session
    assert client.get("/desk/").headers["Location"].startswith("/signin/")


def test_a_code_of_the_app_opens_once(client, clerk):
    sign_in(client, clerk, kind="")
    page = client.get("/account/factors/app/")
    secret = html.fromstring(page.content).xpath("//code/text()")[0]
    client.post("/account/factors/app/", {"code": code_of_app(secret)})
    code = code_of_app(secret, steps=1)
    opened = []
    for _ in range(2):
        other = Client()
        other.post("/signin/", {"email": clerk.email, "password": PASSWORD})
        opened.append(other.post("/signin/code/", {"code": code}).status_code)
    assert opened == [302, 200]
    refused = AuditEntry.objects.get(event="session.factor_refused")
    assert (refused.chain, refused.subject_id) == ("hartford", clerk.pk)


def test_wrong_codes_are_bounded(client, clerk):
    give_codes(clerk)
    client.post("/signin/", {"email": clerk.email, "password": PASSWORD})
    for _ in range(9):
        client.post("/signin/code/", {"code": "00000000"})
    assert client.post("/signin/code/", {"code": next_code(clerk)}).status_code == 200
    assert AuditEntry.objects.filter(event="session.factor_refused").count() == 5


def test_a_passkey_of_another_site_opens_nothing(client, clerk):
    key = SoftKey()
    sign_in(client, clerk, kind="")
    add_key(client, key)
    key.site = "testserver.evil.example"
    other = Client()
    options = other.get("/signin/passkey/", headers={"Accept": "application/json"}).json()
    answer = other.post("/signin/passkey/", {"credential": key.answer(options)})
    assert answer.headers["Location"] == "/signin/?passkey=unknown"
    assert "_auth_user_id" not in other.session


def test_an_answer_of_a_passkey_cannot_be_sent_again(client, clerk):
    key = SoftKey()
    sign_in(client, clerk, kind="")
    add_key(client, key)
    other = Client()
    options = other.get("/signin/passkey/", headers={"Accept": "application/json"}).json()
    sent = {"credential": key.answer(options)}
    assert other.post("/signin/passkey/", sent).headers["Location"] == "/desk/"
    thief = Client()
    thief.get("/signin/passkey/", headers={"Accept": "application/json"})
    assert thief.post("/signin/passkey/", sent).headers["Location"] == "/signin/?passkey=unknown"


def test_somebody_elses_session_ends_where_another_signs_in(client, clerk):
    give_codes(clerk)
    sign_in(client, person(Role.AGENCY_HEAD))
    assert walk_in(client, clerk, PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert client.get("/desk/").status_code == 200

"""Setting second factors up and taking them away, as a person does."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from lxml import html

from reports.accounts.roles import Role
from reports.accounts.sign_in_links import one_time_link
from reports.audit.models import AuditEntry
from tests.factories.people import person
from tests.support.passkey import SoftKey, add_key
from tests.support.sign_in import code_of_app, give_codes, next_code, sign_in
from tests.web.account.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def through_the_link(client, user):
    """Choose a password; returns where the person is sent."""
    path = one_time_link(user).removeprefix(settings.PUBLIC_ADDRESS)
    where = client.get(path, follow=True).redirect_chain[-1][0]
    answer = client.post(where, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    return client.get(answer.headers["Location"]).headers["Location"]


def test_link_password_passkey(client):
    user, key = person(Role.OPM_ADMIN), SoftKey()
    assert through_the_link(client, user).startswith("/account/factors/?next=")
    assert "Your role asks for a passkey" in client.get("/account/factors/").content.decode()
    assert add_key(client, key).status_code == 302
    assert client.get("/opm/office/people/").status_code == 200
    assert Authenticator.objects.filter(user=user, type="recovery_codes").exists()
    assert AuditEntry.objects.filter(event="factor.added", subject_id=user.pk).count() == 2

    other = Client()
    options = other.get("/signin/passkey/", headers={"Accept": "application/json"}).json()
    answer = other.post("/signin/passkey/", {"credential": key.answer(options)})
    assert answer.status_code == 302
    assert other.get("/opm/office/people/").status_code == 200


def test_link_password_code_app(client):
    user = person(Role.CLERK)
    through_the_link(client, user)
    page = client.get("/account/factors/app/")
    secret = html.fromstring(page.content).xpath("//code/text()")[0]
    wrong = client.post("/account/factors/app/", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.get("/desk/").status_code == 302
    assert client.post("/account/factors/app/", {"code": code_of_app(secret)}).status_code == 302
    assert client.get("/desk/").status_code == 200
    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in kept, "readable only with the installation's key"


def test_link_password_envelope(client):
    user = person(Role.CLERK)
    through_the_link(client, user)
    page = client.get("/account/factors/envelope/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == settings.MFA_RECOVERY_CODE_COUNT
    assert not Authenticator.objects.filter(user=user).exists(), "not before it is in hand"
    assert client.post("/account/factors/envelope/", {"code": "1"}).status_code == 422
    assert client.post("/account/factors/envelope/", {"code": codes[3]}).status_code == 302
    assert client.get("/desk/").status_code == 200

    other = Client()
    other.post("/signin/", {"email": user.email, "password": PASSWORD})
    again = other.post("/signin/code/", {"code": codes[3]})
    assert again.status_code == 200, "each code opens once"
    assert other.post("/signin/code/", {"code": codes[4]}).status_code == 302
    assert other.get("/desk/").status_code == 200


def test_a_link_is_no_way_round_the_factor_somebody_has(client, clerk):
    give_codes(clerk)
    path = one_time_link(clerk).removeprefix(settings.PUBLIC_ADDRESS)
    where = client.get(path, follow=True).redirect_chain[-1][0]
    sent = {"new_password1": "quite another velvet 77", "new_password2": "quite another velvet 77"}
    answer = client.post(where, sent)
    assert answer.headers["Location"] == "/signin/code/"
    assert "_auth_user_id" not in client.session
    assert client.post("/signin/code/", {"code": next_code(clerk)}).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_factors_change_only_with_a_factor_used_a_moment_ago(client, clerk):
    give_codes(clerk)
    sign_in(client, clerk, used_ago=601)
    answer = client.get("/account/factors/passkey/")
    assert answer.headers["Location"] == "/signin/confirm/?next=%2Faccount%2Ffactors%2Fpasskey%2F"
    sent = {"code": next_code(clerk), "path": "/account/factors/passkey/", "kept": "[]"}
    answer = client.post("/signin/confirm/", sent)
    assert answer.headers["Location"] == "/account/factors/passkey/"
    assert client.get("/account/factors/passkey/").status_code == 200


def test_the_last_factor_stays(client, clerk):
    sign_in(client, clerk, kind="")
    add_key(client, SoftKey())
    mine = Authenticator.objects.get(user=clerk, type="webauthn")
    answer = client.post(f"/account/factors/passkey/{mine.pk}/remove/")
    assert answer.status_code == 403
    add_key(client, SoftKey())
    assert client.post(f"/account/factors/passkey/{mine.pk}/remove/").status_code == 302
    assert AuditEntry.objects.filter(event="factor.removed").count() == 1


def test_another_persons_key_is_not_there(client, clerk):
    sign_in(client, clerk, kind="")
    add_key(client, SoftKey())
    mine = Authenticator.objects.get(user=clerk, type="webauthn")
    other = sign_in(Client(), person(Role.AGENCY_HEAD))
    assert other.get(f"/account/factors/passkey/{mine.pk}/remove/").status_code == 404

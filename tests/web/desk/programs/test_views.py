"""The administrator's page of programs: a token shown once, renewed, taken back."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from reports.accounts.api_identity import find_token
from reports.accounts.models import ApiToken
from reports.accounts.roles import Role
from reports.core.clock import now
from tests.factories.people import agency, person
from tests.support.sign_in import sign_in
from tests.web.desk import typing

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"trust_(?:live|test)_[\w-]{43}")


@pytest.fixture
def admin():
    return typing.signed_in(person(Role.AGENCY_ADMIN))


def make(admin, **changes):
    typed = {"system_name": "Lockup Plus", "kind": "live", "scopes": ["detainers:read"], **changes}
    return admin.post(reverse("desk:program_new"), typed)


def test_a_token_is_shown_once(admin):
    shown = make(admin)
    (secret,) = SECRET.findall(shown.content.decode())
    assert "no-store" in shown.headers["Cache-Control"]
    assert find_token(secret, at=now())
    page = admin.get(reverse("desk:programs")).content.decode()
    assert "Lockup Plus" in page
    assert secret not in page


@pytest.mark.parametrize("changes", [{"system_name": ""}, {"scopes": []}, {"kind": "other"}])
def test_what_is_missing_is_said(admin, changes):
    assert make(admin, **changes).status_code == 422
    assert not ApiToken.objects.exists()


def test_renewed_the_new_one_is_shown(admin):
    make(admin)
    where = reverse("desk:program_renew", args=[ApiToken.objects.get().pk])
    assert "another 24 hours" in admin.get(where).content.decode()
    (secret,) = SECRET.findall(admin.post(where).content.decode())
    assert find_token(secret, at=now()).replaces is not None
    assert "Renewed, ends soon" in admin.get(reverse("desk:programs")).content.decode()


def test_taken_back_it_is_told(admin):
    make(admin)
    where = reverse("desk:program_revoke", args=[ApiToken.objects.get().pk])
    assert admin.get(where).status_code == 200
    page = admin.post(where, follow=True).content.decode()
    assert "is taken back" in page
    assert "Taken back" in page


def test_without_a_fresh_factor_nothing_is_made(admin):
    stale = sign_in(
        typing.signed_in(person(Role.AGENCY_ADMIN)), person(Role.AGENCY_ADMIN), used_ago=700
    )
    make(stale)
    assert not ApiToken.objects.exists()


def test_another_agencys_token_does_not_exist(admin):
    make(admin)
    stranger = typing.signed_in(person(Role.AGENCY_ADMIN, at_agency=agency("bristol")))
    token = ApiToken.objects.get()
    for name in ("program_renew", "program_revoke"):
        assert stranger.post(reverse(f"desk:{name}", args=[token.pk])).status_code == 404
    assert find_token(token.last_characters, at=now()) is None

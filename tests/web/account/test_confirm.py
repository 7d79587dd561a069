"""Being asked for the second factor again loses nothing that was typed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reports.accounts.actions.roles import grant_role
from reports.accounts.models import Membership
from reports.accounts.roles import Role
from reports.core import clock, verbs
from tests.factories.people import person
from tests.support.forms import fields_of
from tests.support.passkey import SoftKey, add_key
from tests.support.sign_in import sign_in

pytestmark = pytest.mark.django_db


TYPED = {"email": "new@opm.example", "name": "Nuñez-Đặng", "role": Role.OPM_REVIEWER.value}


@pytest.fixture
def admin():
    return person(Role.OPM_ADMIN)


@pytest.fixture
def key(admin):
    """The administrator's passkey."""
    key = SoftKey()
    assert add_key(sign_in(Client(), admin, kind=""), key).status_code == 302
    return key


def is_granted():
    return Membership.objects.filter(user__email=TYPED["email"]).exists()


def answer_of(browser, key):
    asked = browser.get("/signin/confirm/", headers={"Accept": "application/json"})
    return key.answer(asked.json())


def test_what_was_typed_survives_being_asked(client, admin, key):
    sign_in(client, admin, used_ago=700)
    url = reverse("office:person_new")
    asked = client.post(url, TYPED)
    assert asked.status_code == 403
    assert "Confirm that it is you" in asked.content.decode()
    assert not is_granted()

    kept = fields_of(asked, holding="credential")
    confirmed = client.post("/signin/confirm/", {**kept, "credential": answer_of(client, key)})
    assert confirmed.status_code == 200
    again = fields_of(confirmed)
    assert again["name"] == TYPED["name"]
    assert client.post(url, again).status_code == 302
    assert is_granted()


def test_a_wrong_answer_loses_nothing(client, admin, key):
    sign_in(client, admin, used_ago=700)
    kept = fields_of(client.post(reverse("office:person_new"), TYPED), holding="credential")
    answer = client.post("/signin/confirm/", {**kept, "credential": answer_of(client, SoftKey())})
    assert answer.status_code == 403
    assert fields_of(answer, holding="credential")["kept"] == kept["kept"]
    assert not is_granted()


def test_taken_away_the_act_goes_through(client, admin, monkeypatch):
    """So the tests above are about this check and nothing else."""
    monkeypatch.setattr(verbs, "check_fresh", lambda: None)
    sign_in(client, admin, used_ago=700)
    assert client.post(reverse("office:person_new"), TYPED).status_code == 302
    assert is_granted()


def test_a_code_is_not_enough_where_the_role_asks_for_a_passkey(client, admin, key):
    sign_in(client, admin, used_ago=700)
    asked = client.post(reverse("office:person_new"), TYPED)
    assert "credential" in fields_of(asked, holding="credential")
    assert 'name="code"' not in asked.content.decode()


def test_commands_of_the_operator_act_at_once(admin):
    grant_role(
        user_email="c@opm.example",
        name="C",
        role=Role.OPM_REVIEWER,
        agency=None,
        by=admin,
        at=clock.now(),
        on=clock.today(),
    )
    assert Membership.objects.filter(user__email="c@opm.example").exists()

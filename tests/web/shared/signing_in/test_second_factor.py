"""Nobody reaches a record with a password alone: every address is asked."""

from __future__ import annotations

import pytest
from django.test import Client

from reports.accounts.roles import PASSKEY_ROLES, Role
from reports.core.clock import machine_seconds
from reports.web.shared.signing_in.second_factor import was_just_used
from tests.factories.people import person
from tests.security.addresses import addresses
from tests.support.sign_in import sign_in

pytestmark = pytest.mark.django_db

OPEN = {
    "account/factors/",
    "account/factors/app/",
    "account/factors/passkey/",
    "account/factors/envelope/",
    "account/stay/",
    "signin/confirm/",
}


def test_only_the_pages_of_ones_own_factors_go_without_one():
    without = {
        found.route
        for found in addresses()
        if found.declaration.access not in {"public", "token"}
        and not found.declaration.second_factor
    }
    assert without == OPEN


def test_a_password_alone_reaches_nothing():
    assert reached_by_password(Role.AGENCY_HEAD) == []


def test_a_session_opens_no_address_of_programs():
    browser = sign_in(Client(), person(Role.CLERK))
    answers = {
        (method, one.route): getattr(browser, method)(one.filled({"pk": "1"})).status_code
        for one in addresses()
        if one.declaration.access == "token"
        for method in ("get", "post")
    }
    assert len(answers) > 15
    assert {asked: code for asked, code in answers.items() if code not in {401, 404, 405}} == {}


@pytest.mark.long
@pytest.mark.parametrize("role", list(Role))
def test_whatever_the_role_a_password_alone_reaches_nothing(role):
    assert reached_by_password(role) == []


def reached_by_password(role):
    """Every address of staff that answers a session without a second factor otherwise than by
    asking for one. What asks for a program's token knows no session at all.
    """
    browser = sign_in(Client(), person(role), kind="")
    staff = [one for one in addresses() if one.declaration.access not in {"public", "token"}]
    assert len(staff) > 150
    reached = []
    for address in staff:
        if address.route in OPEN:
            continue
        for method in ("get", "post"):
            answer = getattr(browser, method)(address.filled({"pk": "1"}))
            to_factors = answer.headers.get("Location", "").startswith("/account/factors/?next=")
            if not (to_factors if method == "get" else answer.status_code in {401, 403}):
                reached.append(f"{method} {address.route}: {answer.status_code}")
    return reached


@pytest.mark.parametrize("role", sorted(PASSKEY_ROLES))
@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_some_roles_ask_for_a_passkey(client, role, kind):
    user = person(role)
    sign_in(client, user, kind=kind)
    assert client.get("/desk/").headers["Location"].startswith("/account/factors/")
    sign_in(client, user, kind="webauthn")
    assert not client.get("/desk/").headers.get("Location", "").startswith("/account/factors/")


def test_the_way_in_is_shut_by_one_middleware_alone(settings, client):
    """Taken away, a password is enough: so the tests above are about it and nothing else."""
    name = "reports.web.shared.signing_in.second_factor.second_factor"
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != name]
    sign_in(client, person(Role.CLERK), kind="")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(("ago", "is_fresh"), [(1, True), (598, True), (602, False), (-5, False)])
def test_fresh_is_ten_minutes(ago, is_fresh):
    assert was_just_used(machine_seconds() - ago) is is_fresh
    assert not was_just_used(None)

"""One stolen or dishonest administrator of OPM invents people, through the pages and with a real
passkey: a town's administrator and clerk to read a name, a publisher and two checkers to put an
edition out. Neither gets anywhere, and everybody concerned hears of it at once.
"""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from reports.accounts.models import Membership, User
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.grants.models import RoleRequest
from reports.outbox.runner import run_due
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.passkey import SoftKey, add_key, by_passkey
from tests.support.sign_in import sign_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/signin/\w+/[\w-]+/")
INVENTED = {"name": "Ina Vented", "email": "ina@evil.example"}


def walked_in(user: User) -> tuple[Client, SoftKey]:
    """Signed in through the page with a passkey of their own."""
    key, enrolling, browser = SoftKey(), Client(), Client()
    sign_in(enrolling, user, kind="")
    assert add_key(enrolling, key).status_code == 302
    assert by_passkey(browser, key).status_code == 302
    return browser, key


@pytest.fixture
def attacker(db) -> Client:
    return walked_in(person(Role.OPM_ADMIN))[0]


@pytest.fixture
def second(db) -> Client:
    return walked_in(person(Role.OPM_ADMIN, email="second@opm.example"))[0]


def confirm(browser: Client, request: RoleRequest):
    return browser.post(reverse("account:role_request_confirm", args=[request.pk]))


def nobody_was_invented(*addresses: str) -> None:
    """No account, no role, no link: nothing to sign in with."""
    run_due(at=now())
    assert not User.objects.filter(email__in=addresses).exists()
    assert not Membership.objects.filter(user__email__in=addresses).exists()
    assert not any(LINK.search(str(letter.body)) for letter in mail.outbox)
    told = {address for letter in mail.outbox for address in letter.to}
    assert not told & set(addresses)
    for address in addresses:
        assert "_auth_user_id" not in signed_in_with(address).session


def signed_in_with(address: str) -> Client:
    browser = Client()
    browser.post(reverse("account_login"), {"email": address, "password": "x" * 20})
    return browser


def test_ten_requests_read_no_name(attacker, second):
    """The administrator of a town is invented, who names a clerk, who reads a name."""
    town = agency("new-haven")
    item = make.detainer(agency=town, person=make.person_values(family_name="Kanarienvogel"))
    head, _ = walked_in(person(Role.AGENCY_HEAD, at_agency=town))
    clerk = person(Role.CLERK, at_agency=town)

    asked = attacker.post(reverse("office:access_new", args=["new-haven"]), INVENTED, follow=True)
    assert "has no access yet" in asked.content.decode()
    assert not LINK.search(asked.content.decode())
    request = RoleRequest.objects.get()
    for browser in (attacker, second):
        assert confirm(browser, request).status_code == 403, "the agency's own word is needed"
    again = attacker.post(reverse("office:access_new", args=["new-haven"]), INVENTED)
    assert "asked for already" in again.content.decode()
    for where in ("office:person_link", "office:person_end", "office:person_replace"):
        assert attacker.post(reverse(where, args=[request.pk])).status_code == 404
    attacker.post(reverse("desk:people_grant"), {**INVENTED, "role": "clerk"})
    assert attacker.get(reverse("desk:detainer", args=[item.pk])).status_code in {403, 404}
    nobody_was_invented("ina@evil.example")

    told = {address for letter in mail.outbox for address in letter.to}
    everybody = {"opm_admin@opm.example", "second@opm.example", clerk.email}
    assert told == {*everybody, "agency_head@new-haven.example"}
    waits = reverse("account:role_request", args=[request.pk])
    assert waits in head.get(reverse("desk:home")).content.decode()
    page = head.get(waits).content.decode()
    assert "Confirm role" in page
    assert "ina@evil.example" in page
    assert head.post(reverse("account:role_request_stop", args=[request.pk])).status_code == 302
    assert confirm(head, request).status_code == 403
    nobody_was_invented("ina@evil.example")


def test_a_town_without_anybody_is_no_way_in_either(attacker):
    """Nobody there could say no; then it takes two of OPM, and the second cannot be invented."""
    agency("new-haven")
    where = reverse("office:access_new", args=["new-haven"])
    assert "no second administrator" in attacker.post(where, INVENTED).content.decode()
    sent = {"name": "S", "email": "s@evil.example", "role": "opm_admin"}
    answer = attacker.post(reverse("office:person_new"), sent)
    assert "no second administrator" in answer.content.decode()
    nobody_was_invented("ina@evil.example", "s@evil.example")


def test_the_second_administrator_of_opm_waits_a_day_too(attacker, second):
    agency("new-haven")
    attacker.post(reverse("office:access_new", args=["new-haven"]), INVENTED)
    request = RoleRequest.objects.get()
    assert confirm(attacker, request).status_code == 403
    assert confirm(second, request).status_code == 302
    nobody_was_invented("ina@evil.example")
    stop = reverse("account:role_request_stop", args=[request.pk])
    assert second.post(stop).status_code == 302


def test_no_publisher_and_two_checkers_are_invented(attacker, second):
    """Each of the three waits for another administrator, who is told and stops them."""
    invented = {
        "publisher@evil.example": "opm_publisher",
        "first@evil.example": "disclosure_checker",
        "other@evil.example": "disclosure_checker",
    }
    for email, role in invented.items():
        sent = {"name": "Ina Vented", "email": email, "role": role}
        answer = attacker.post(reverse("office:person_new"), sent, follow=True)
        assert "has no access yet" in answer.content.decode()
    requests = list(RoleRequest.objects.all())
    assert {confirm(attacker, request).status_code for request in requests} == {403}
    nobody_was_invented(*invented)
    assert attacker.get(reverse("editions:propose")).status_code == 403
    home = second.get(reverse("opm:home")).content.decode()
    for request in requests:
        assert reverse("account:role_request", args=[request.pk]) in home
        stop = reverse("account:role_request_stop", args=[request.pk])
        assert second.post(stop).status_code == 302
    nobody_was_invented(*invented)


def test_taken_away_the_first_attack_goes_through(attacker, monkeypatch):
    """So the tests above are about the rule of the second person and nothing else."""
    for module in ("accounts.actions.roles", "grants.actions"):
        monkeypatch.setattr(f"reports.{module}.waits_for_second_person", lambda **_: False)
    agency("new-haven")
    attacker.post(reverse("office:access_new", args=["new-haven"]), INVENTED)
    assert Membership.objects.filter(user__email="ina@evil.example").exists()


def test_a_confirmation_asks_for_a_fresh_factor(attacker, second):
    attacker.post(
        reverse("office:person_new"), {"name": "P", "email": "p@o.example", "role": "opm_publisher"}
    )
    request = RoleRequest.objects.get()
    stale = sign_in(Client(), User.objects.get(email="second@opm.example"), used_ago=601)
    assert "Confirm that it is you" in confirm(stale, request).content.decode()
    assert not Membership.objects.filter(user__email="p@o.example").exists()
    assert confirm(second, request).status_code == 302
    assert Membership.objects.filter(user__email="p@o.example").exists()

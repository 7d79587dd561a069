"""Whoever gives roles signs others out everywhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from tests.factories.people import agency, person
from tests.support.sign_in import give_codes, walk_in
from tests.web.account.conftest import PASSWORD
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db


def at_two_desks(user):
    """Signed in through the pages, which keep each session; a passkey is not asked for here."""
    user.set_password(PASSWORD)
    user.save()
    give_codes(user)
    browsers = [Client(), Client()]
    for browser in browsers:
        assert walk_in(browser, user, PASSWORD).status_code == 302
        assert browser.get(reverse("mfa_index")).status_code == 200
    return browsers


@pytest.mark.parametrize(
    ("by", "who", "name"),
    [
        (Role.AGENCY_ADMIN, Role.CLERK, "desk:people_sign_out"),
        (Role.OPM_ADMIN, Role.OPM_REVIEWER, "office:person_sign_out"),
        (Role.OPM_ADMIN, Role.AGENCY_ADMIN, "office:person_sign_out"),
    ],
)
def test_every_session_ends_with_the_next_request(by, who, name):
    keeper, person_there = signed_in(person(by)), person(who)
    browsers = at_two_desks(person_there)
    where = reverse(name, args=[person_there.memberships.get().pk])
    assert "Sign out everywhere" in keeper.get(where).content.decode()
    assert keeper.post(where).status_code == 302
    for browser in browsers:
        answer = browser.get(reverse("mfa_index"))
        assert answer.headers["Location"].startswith("/signin/")
    entry = AuditEntry.objects.get(event="session.revoked")
    assert (entry.subject_id, entry.detail) == (person_there.pk, {"sessions": 2})


def test_not_ones_own_not_elsewhere_and_not_without_the_right():
    admin = person(Role.AGENCY_ADMIN)
    keeper = signed_in(admin)
    own = reverse("desk:people_sign_out", args=[admin.memberships.get().pk])
    assert keeper.post(own).status_code == 403
    stranger = person(Role.CLERK, at_agency=agency("bristol")).memberships.get()
    assert keeper.post(reverse("desk:people_sign_out", args=[stranger.pk])).status_code == 404
    clerk = signed_in(person(Role.CLERK))
    assert clerk.post(own).status_code == 403

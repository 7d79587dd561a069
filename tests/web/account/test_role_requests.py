"""The pages of roles that wait, as those see them who confirm and those who only stop."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reports.accounts.models import Membership
from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.grants.actions import ask_for_role
from tests.factories.people import agency, person
from tests.grants.conftest import NEW, known
from tests.support.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    known(Role.AGENCY_HEAD)
    facts = {"agency": agency(), "by": known(Role.OPM_ADMIN), "at": now(), "on": today()}
    return ask_for_role(**NEW, role=Role.AGENCY_ADMIN, **facts)


def browser(role, **facts):
    return sign_in(Client(), person(role, **facts))


def test_the_head_reads_who_asks_for_what_and_confirms(waiting):
    head = browser(Role.AGENCY_HEAD)
    page = head.get(reverse("account:role_requests")).content.decode()
    where = reverse("account:role_request", args=[waiting.pk])
    assert where in page
    shown = head.get(where).content.decode()
    for text in ("Ana Reed", "ana.reed@hartford.example", waiting.requested_by.name, "at once"):
        assert text in shown
    answer = head.post(reverse("account:role_request_confirm", args=[waiting.pk]), follow=True)
    assert "Ana Reed now holds the role Agency administrator" in answer.content.decode()
    assert Membership.objects.filter(user__name="Ana Reed").exists()
    assert "No roles are waiting" in head.get(reverse("account:role_requests")).content.decode()


def test_a_clerk_can_only_stop_it_and_a_stranger_finds_nothing(waiting):
    clerk = browser(Role.CLERK)
    shown = clerk.get(reverse("account:role_request", args=[waiting.pk])).content.decode()
    assert "nobody confirms their own" in shown
    stranger = browser(Role.AGENCY_HEAD, at_agency=agency("bristol"))
    for name in ("role_request_confirm", "role_request_stop"):
        where = reverse(f"account:{name}", args=[waiting.pk])
        assert stranger.post(where).status_code == 404
        assert clerk.get(where).status_code == 405
    assert clerk.post(where).status_code == 302
    shown = clerk.get(reverse("account:role_request", args=[waiting.pk])).content.decode()
    assert "Stopped by" in shown

"""Mail about people: who is told of what, and who gets a link."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from reports.accounts.actions.factors import note_factor_change
from reports.accounts.actions.roles import grant_role
from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.outbox.runner import run_due
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db


def test_a_second_factor_that_changed_is_told_to_its_person():
    clerk = person(Role.CLERK)
    note_factor_change(user=clerk, event="factor.added", kind="webauthn", by=clerk, at=now())
    note_factor_change(user=clerk, event="factor.removed", kind="totp", by=clerk, at=now())
    run_due(at=now())
    told = sorted(letter.body for letter in mail.outbox)
    assert [letter.to for letter in mail.outbox] == [[clerk.email]] * 2
    assert "passkey or security key was added to" in told[1]
    assert "code app was removed from" in told[0]


def test_a_link_goes_to_its_person_and_to_nobody_who_hears_of_the_role():
    admin = person(Role.AGENCY_ADMIN)
    grant_role(
        user_email="new@hartford.example",
        name="New",
        role=Role.CLERK,
        agency=agency(),
        by=admin,
        at=now(),
        on=today(),
    )
    run_due(at=now())
    with_link = [one.to for one in mail.outbox if re.search(r"/signin/\w+/[\w-]+/", one.body)]
    assert with_link == [["new@hartford.example"]]
    assert [admin.email] in [letter.to for letter in mail.outbox]

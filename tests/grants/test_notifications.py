"""Mail about roles that wait: who gets it and what it says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.grants.actions import confirm_role_request, stop_role_request
from reports.outbox.runner import run_due
from tests.factories.people import agency
from tests.grants.conftest import AT, ask, known

pytestmark = pytest.mark.django_db


def test_each_step_is_told_at_once_and_never_to_the_person(administrator, second, mailoutbox):
    clerk = known(Role.CLERK)
    request = ask(administrator, agency())
    run_due(at=AT)
    assert {one for letter in mailoutbox for one in letter.to} == {
        administrator.email,
        second.email,
        clerk.email,
    }
    assert all("Nobody has it yet" in letter.body for letter in mailoutbox)
    assert all(f"/account/roles/{request.pk}/" in letter.body for letter in mailoutbox)
    assert not any("Ana Reed" in letter.subject for letter in mailoutbox)
    mailoutbox.clear()
    confirm_role_request(request=request, by=second, at=AT + timedelta(minutes=1))
    run_due(at=AT + timedelta(minutes=1))
    assert {"takes effect" in letter.body for letter in mailoutbox} == {True}
    mailoutbox.clear()
    stop_role_request(request=request, by=clerk, at=AT + timedelta(minutes=2))
    run_due(at=AT + timedelta(minutes=2))
    assert {f"{clerk.name} stopped it" in letter.body for letter in mailoutbox} == {True}
